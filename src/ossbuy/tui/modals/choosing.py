"""A list to choose one thing from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Listing, Row


class Choosing(ModalScreen[None]):
    """Hands the id of the line chosen to ``then``; Esc chooses nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "close")]
    HELP = "**Enter** chooses the line under the cursor, **Esc** leaves it as it was."

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str, str]],
        now: str,
        then: Callable[[str], None],
    ) -> None:
        """``choices`` are (id, word, what it means); ``now`` is where the cursor stands."""
        super().__init__()
        self._title, self._choices, self._now, self._then = title, tuple(choices), now, then

    def compose(self) -> ComposeResult:
        with Vertical(classes="box choosing") as box:
            box.border_title = plain(self._title)
            box.border_subtitle = plain("Enter chooses · Esc leaves")
            words = max((one_line(word).cell_length for _, word, _ in self._choices), default=1)
            yield Listing((Column("", min(words, 60)), Column("", 4, flexible=True)))

    def on_mount(self) -> None:
        """List the choices."""
        listing = self.query_one(Listing)
        listing.show(
            [
                # An option's id may not be empty.
                Row(f"={ident}", (one_line(word, "$text-primary"), one_line(meaning)))
                for ident, word, meaning in self._choices
            ]
        )
        listing.go_to(f"={self._now}")

    @on(Listing.OptionSelected)
    def _chosen(self) -> None:
        chosen = self.query_one(Listing).current.removeprefix("=")
        self.dismiss()
        self._then(chosen)
