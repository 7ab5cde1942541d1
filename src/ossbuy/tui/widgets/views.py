"""A strip of the views a screen has, each with its key; a click or the key goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.tui.text import plain


@dataclass(frozen=True, slots=True)
class ViewName:
    """One view."""

    id: str
    key: str
    title: str


class ViewTab(Static):
    """One name of the strip."""

    def __init__(self, view: ViewName) -> None:
        super().__init__(plain(f"{view.key} {view.title}"), classes="view")
        self.view = view

    def on_click(self, event: events.Click) -> None:
        """Tell which view was chosen."""
        event.stop()
        self.post_message(Views.Chosen(self.view.id))


class Views(Horizontal):
    """The strip."""

    DEFAULT_CSS = """
    Views {
        height: 1; background: $background;
        & > .view { width: auto; padding: 0 1; color: $text-muted; }
        & > .view:hover { background: $panel; }
        & > .view.-current { background: $cursor; color: $foreground; text-style: bold; }
    }
    """
    current: reactive[str] = reactive("")
    """Id of the view that is shown."""

    @dataclass
    class Chosen(Message):
        """Somebody clicked a view."""

        view: str

    def __init__(self, views: Sequence[ViewName]) -> None:
        super().__init__()
        self._views = tuple(views)

    def compose(self) -> ComposeResult:
        for view in self._views:
            yield ViewTab(view)

    def on_mount(self) -> None:
        """Mark the first."""
        self.watch_current()

    def watch_current(self) -> None:
        """Mark the view that is shown."""
        for tab in self.query(ViewTab):
            tab.set_class(tab.view.id == self.current, "-current")
