"""What would leave the house with the request and should not, with the way out of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.tui.numbers import count
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.rfp_rows import LEAKS, leak_rows

if TYPE_CHECKING:
    from ossbuy.procedure.request.leaks import Leak


class Leaks(ModalScreen[str]):
    """The list; dismissed with the code of the requirement to go to, or an empty text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "close")]
    HELP = (
        "**Would leak**: words in what goes out that give you away: a brand, a budget, a weight, "
        "how much you want something, a name, words out of a private text. Below the list stands "
        "the way out. **Enter** goes to the requirement. Files you attach are looked through by "
        "`ossbuy issue FILE --check`."
    )

    def __init__(self, leaks: Sequence[Leak], stays: Sequence[str]) -> None:
        super().__init__()
        self._leaks, self._stays = tuple(leaks), tuple(stays)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box entries") as box:
            box.border_title = plain(f"{count(len(self._leaks), 'thing')} would leak")
            box.border_subtitle = plain("Enter goes there · Esc closes")
            yield Heads(LEAKS)
            yield Listing(LEAKS)
            yield Static(classes="total")
            yield Static(
                plain(f"Stays here: {', '.join(self._stays) or 'nothing else'}."), classes="total"
            )

    def on_mount(self) -> None:
        """List them."""
        self.query_one(Listing).show(leak_rows(self._leaks))
        if self._leaks:
            self.query_one(Listing).highlighted = 0
        self._say()

    @on(Listing.OptionHighlighted)
    def _say(self) -> None:
        leak = self._current
        said = f"{leak.place}: {leak.what} {leak.way_out}" if leak else "Nothing would leak."
        self.query_one(".total", Static).update(plain(said))

    @property
    def _current(self) -> Leak | None:
        ident = self.query_one(Listing).current
        return self._leaks[int(ident)] if ident else None

    @on(Listing.OptionSelected)
    def _go(self) -> None:
        leak = self._current
        self.dismiss(leak.place if leak else "")

    def action_leave(self) -> None:
        """Go nowhere."""
        self.dismiss("")
