"""One line to type a value into, under what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from ossbuy.tui.text import plain


class Strip(Horizontal):
    """Hidden until something is to be typed; Enter hands it over, Esc leaves all as it was."""

    DEFAULT_CSS = """
    Strip {
        height: 1; display: none; background: $surface;
        &.-open { display: block; }
        & > .label { width: auto; color: $text-muted; }
        & > Input { width: 12; }
        & > .refusal { width: 1fr; height: 1; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False, priority=True)
    ]

    @dataclass
    class Entered(Message):
        """Somebody typed a value for a thing."""

        about: str
        text: str

    @dataclass
    class Left(Message):
        """Nothing shall change."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._about = ""

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self.has_class("-open")

    def compose(self) -> ComposeResult:
        yield Static(classes="label")
        yield Input(classes="field", compact=True, select_on_focus=False, max_length=40)
        yield Static(classes="refusal")

    def ask(self, about: str, label: str, text: str) -> None:
        """Ask for a value, with something typed already."""
        self._about = about
        self.query_one(".label", Static).update(plain(f"{label}  "))
        self.refuse("")
        editor = self.query_one(Input)
        editor.value = text
        self.add_class("-open")
        editor.focus()
        editor.cursor_position = len(text)

    def refuse(self, sentence: str) -> None:
        """Say why not; what was typed stays."""
        self.query_one(".refusal", Static).update(plain(f"✖ {sentence}" if sentence else ""))

    def close(self) -> None:
        """Be gone."""
        self.remove_class("-open")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(self._about, event.value))

    def action_leave(self) -> None:
        """Change nothing."""
        self.close()
        self.post_message(self.Left())
