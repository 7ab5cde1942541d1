"""A short list kept beside a screen: its lines are added, edited and removed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from ossbuy.tui.modals.listed import Listed
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.listing import Heads, Listing, Row


class Entries(Listed):
    """Lists the things of one kind; subclasses say which, and how each is edited."""

    NAMED: ClassVar[str] = ""
    """What the list is called."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "tell", "new"),
        Binding("delete", "remove", "remove"),
        Binding("escape,q", "dismiss", "close"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="box entries") as box:
            box.border_subtitle = plain(self.keys())
            yield Heads(self.COLUMNS)
            yield Listing(self.COLUMNS)
            yield Static(plain(self.EMPTY), classes="empty")
            yield Static(classes="total")

    def on_mount(self) -> None:
        """Follow the project; where nothing was said yet, ask at once."""
        self.watch(self.app, "project", self.show, init=False)
        self.show()
        if not self.rows():
            self.call_after_refresh(self.action_tell)

    def show(self) -> None:
        """List what is true now."""
        rows = self.rows()
        self.query_one(Listing).show(rows)
        self.set_class(not rows, "-empty")
        self.query_one(".box").border_title = plain(self.named())
        self.query_one(".total", Static).update(plain(self.total()))

    def named(self) -> str:
        """What the upper border says."""
        return self.NAMED

    def keys(self) -> str:
        """What the lower border says."""
        return "Enter edits · n new · Del removes · Esc closes"

    def rows(self) -> Sequence[Row]:
        """The lines of the list."""
        raise TypeError(f"{type(self).__name__} must list something")

    def total(self) -> str:
        """What the list comes to, in one line."""
        return ""

    @on(Listing.OptionSelected)
    def _chosen(self) -> None:
        if self.current:
            self.edit(self.current)

    def edit(self, ident: str) -> None:
        """Change a line."""
        raise TypeError(f"{type(self).__name__} must edit its lines")

    def action_tell(self) -> None:
        """Add a line."""
        raise TypeError(f"{type(self).__name__} must take new lines")

    def action_remove(self) -> None:
        """Remove the line under the cursor, after a yes."""
        raise TypeError(f"{type(self).__name__} must remove its lines")
