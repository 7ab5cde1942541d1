"""Why a change after a lock is made; the words are recorded with it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ossbuy.tui.text import plain


class Reason(ModalScreen[str | None]):
    """Asks for a reason; None means the change is not made."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "change nothing")]
    HELP = "The reason is recorded with the change and printed in the report. **Esc** leaves all."

    def __init__(self, because: str) -> None:
        super().__init__()
        self._because = because

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = plain("A reason")
            box.border_subtitle = plain("Enter records · Esc changes nothing")
            yield Static(
                plain(f"{self._because} Say why this is changed: it is printed in the report."),
                classes="sentence",
            )
            yield Input(classes="field", compact=True, max_length=500)
            yield Static(classes="refusal")

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        if reason := event.value.strip():
            self.dismiss(reason)
        else:
            self.query_one(".refusal", Static).update(plain("✖ The reason is empty: enter one."))

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
