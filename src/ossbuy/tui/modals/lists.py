"""A list to read beside a screen, with what the line under the cursor says below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ossbuy.tui.modals.listed import Listed
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.listing import Heads, Listing, Row


class ReadList(Listed):
    """Lists things; subclasses say which, and what Enter does with one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "close")]

    def compose(self) -> ComposeResult:
        with Vertical(classes="box read-list") as box:
            box.border_subtitle = plain(self.keys())
            yield Heads(self.COLUMNS)
            yield Listing(self.COLUMNS)
            yield Static(plain(self.EMPTY), classes="empty")
            with VerticalScroll(can_focus=False, classes="below"):
                yield Static(classes="said")

    def on_mount(self) -> None:
        """Follow the project."""
        self.watch(self.app, "project", self.show, init=False)
        self.show()

    def show(self) -> None:
        """List what is true now."""
        rows = self.rows()
        self.query_one(Listing).show(rows)
        self.set_class(not rows, "-empty")
        self.query_one(".box").border_title = plain(self.named())
        self._below()

    @on(Listing.OptionHighlighted)
    def _moved(self) -> None:
        self._below()

    def _below(self) -> None:
        self.query_one(".said", Static).update(self.below(self.current))

    @on(Listing.OptionSelected)
    def _chosen(self) -> None:
        if self.current:
            self.choose(self.current)

    def named(self) -> str:
        """What the upper border says."""
        raise TypeError(f"{type(self).__name__} must have a name")

    def keys(self) -> str:
        """What the lower border says."""
        return "Esc closes"

    def rows(self) -> Sequence[Row]:
        """The lines of the list."""
        raise TypeError(f"{type(self).__name__} must list something")

    def below(self, ident: str) -> Content:
        """What a line says in full; the whole list in a line when none is under the cursor."""
        return plain("")

    def choose(self, ident: str) -> None:
        """What Enter does."""
