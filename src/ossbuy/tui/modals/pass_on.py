"""Between two ballots: nothing on the screen, and whose turn it is."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.tui.text import plain


class PassOn(ModalScreen[bool]):
    """Asks for the next person; True when that person sits at the keyboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", "begin"),
        Binding("escape", "answer(False)", "not now"),
    ]
    HELP = "**Enter** begins the next person's ballot, **Esc** goes back to the list."

    def __init__(self, passed: str, following: str, left: int) -> None:
        super().__init__()
        self._passed, self._next, self._left = passed, following, left

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = plain("Passed on")
            box.border_subtitle = plain("Enter begins · Esc not now")
            yield Static(
                plain(f"✔ {self._passed} has voted; nobody sees it before the round is closed."),
                classes="sentence",
            )
            yield Static(plain(f"Pass the keyboard to {self._next}.", "bold"))
            more = self._left - 1
            yield Static(
                plain(f"After that {more} to go." if more else "The last one.", "$text-muted"),
                classes="sentence",
            )

    def action_answer(self, here: bool) -> None:
        """The next person is here, or not."""
        self.dismiss(here)
