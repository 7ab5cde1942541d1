"""Ctrl+O: a letter on everything that can have the focus."""

from __future__ import annotations

from string import ascii_lowercase

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from ossbuy.tui.text import plain


class Jump(ModalScreen[None]):
    """Press a letter to go there, any other key to stay."""

    HELP = "Press the letter on the thing you want to go to."

    def __init__(self, over: Screen[object]) -> None:
        super().__init__()
        self._over = over
        reachable = [w for w in over.focus_chain if w.region.area and w.is_on_screen]
        self._places = dict(zip(ascii_lowercase, reachable, strict=False))

    def compose(self) -> ComposeResult:
        for letter, widget in self._places.items():
            label = Static(plain(f" {letter} "), classes="letter")
            label.styles.offset = (widget.region.x, max(0, widget.region.y))
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go, or stay."""
        event.stop()
        self.dismiss()
        if widget := self._places.get(event.key):
            self._over.set_focus(widget)
