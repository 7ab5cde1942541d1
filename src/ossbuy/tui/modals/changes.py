"""What an addendum changes: added, removed, moved, and reworded word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Heads, Listing, Row
from ossbuy.tui.widgets.rfp_rows import CHANGES

if TYPE_CHECKING:
    from ossbuy.exchange.pack.changes import Change

MARKED = {"same": "", "out": "strike $text-warning", "in": "bold $text-success"}


class Changes(ModalScreen[None]):
    """The list of changes, with the words of the one under the cursor below."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss", "close")]
    HELP = (
        "**Changes** between two versions of the request. Below the list: words that went out are "
        "struck through, words that came in are bold. The same stands in the workbook that "
        "`ossbuy issue … --diff FILE` writes."
    )

    def __init__(self, title: str, changes: Sequence[Change]) -> None:
        super().__init__()
        self._title, self._changes = title, tuple(changes)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box fears") as box:
            box.border_title = plain(self._title)
            box.border_subtitle = plain("↑ ↓ another · Esc closes")
            yield Heads(CHANGES)
            yield Listing(CHANGES)
            with VerticalScroll(can_focus=False):
                yield Static(id="words")

    def on_mount(self) -> None:
        """List them."""
        self.query_one(Listing).show(
            [
                Row(
                    str(place),
                    (
                        plain(change.kind, "$text-warning"),
                        one_line(change.code, "$text-primary"),
                        one_line(change.after or change.before),
                    ),
                )
                for place, change in enumerate(self._changes)
            ]
        )
        if self._changes:
            self.query_one(Listing).highlighted = 0
        self._say()

    @on(Listing.OptionHighlighted)
    def _say(self) -> None:
        ident = self.query_one(Listing).current
        shown = self.query_one("#words", Static)
        shown.update(words_of(self._changes[int(ident)]) if ident else plain("Nothing changed."))

    @on(Listing.OptionSelected)
    def _done(self) -> None:
        self.dismiss()


def words_of(change: Change) -> Content:
    """What one change says, word by word where a text was reworded."""
    from ossbuy.exchange.pack.changes import REWORDED, word_by_word

    if change.kind == REWORDED:
        pieces = word_by_word(change.before, change.after)
        return Content.assemble(*(plain(p.text, MARKED[p.kind]) for p in pieces))
    if change.before and change.after:
        return plain(f"{change.before} → {change.after}")
    return plain(change.after or change.before)
