"""Sentences to read, and nothing to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.tui.text import plain


class Reading(ModalScreen[None]):
    """Shows sentences, one below the other."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", "close")]
    HELP = "Arrows scroll, **Esc** closes."

    def __init__(self, title: str, sentences: Sequence[str | Content]) -> None:
        super().__init__()
        self._title, self._sentences = title, tuple(sentences)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box reading") as box:
            box.border_title = plain(self._title)
            box.border_subtitle = plain("↑ ↓ scroll · Esc closes")
            with VerticalScroll():
                lines = (s if isinstance(s, Content) else plain(s) for s in self._sentences)
                yield Static(Content("\n").join(lines))
