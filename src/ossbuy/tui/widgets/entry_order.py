"""Weighing by order alone: rows are moved up and down, equals are tied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from ossbuy.model.weighing import Ballot
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.entry import WEIGHT, Entry
from ossbuy.tui.widgets.grid import Across, Down


class OrderEntry(Entry):
    """A ranking, most important first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up,K", "shift(-1)", "more important", show=False),
        Binding("shift+down,J", "shift(1)", "less important", show=False),
        Binding("equals_sign,t", "tie", "tie with the one above", show=False),
        Binding("enter", "right", "the order is right", show=False),
    ]
    HOW = "Ranking: most important first. Shift+↑ ↓ moves, = ties with the one above."
    BESIDE = 7 + 7 + 3
    HELP = (
        "**The order of importance**: **Shift+↑** and **Shift+↓** (or **K** and **J**) move the "
        "row, **=** (or **t**) ties it with the one above, and again unties it. Tied rows share "
        "their places and weigh the same. Until something was moved nothing is said; **Enter** "
        "says that the order is right as it stands."
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self._places: list[list[str]] = [[item.id] for item in self.items]
        self._ranked = False

    def begin(self, ballot: Ballot) -> None:
        """Start from a ballot's ranking; what it does not name comes last."""
        known = {item.id: item for item in self.items}
        places = [[i for i in together if i in known] for together in ballot.ranking]
        named = {i for together in places for i in together}
        places += [[i] for i in known if i not in named]
        self._places = [together for together in places if together]
        self._ranked = bool(named)
        self.paint()

    def ballot(self, method: str) -> Ballot:
        """The order, or nothing while nobody has said that it is one."""
        ranking = tuple(tuple(together) for together in self._places) if self._ranked else ()
        return Ballot(method=method, ranking=ranking)

    def table(self) -> tuple[Sequence[Across], Sequence[Down], Sequence[Down]]:
        """Places, weights, bars."""
        across = (Across("place", plain("place"), 7), WEIGHT, self.bars)
        items = {item.id: item for item in self.items}
        down, before = [], 0
        for together in self._places:
            last = before + len(together)
            place = f"{last}" if len(together) == 1 else f"{before + 1}–{last} ="
            before = last
            for i in together:
                shown = plain(place if self._ranked else "—", "" if self._ranked else "$text-muted")
                down.append(Down(i, items[i].name, (shown, *self.weight_cells(i))))
        return across, down, ()

    def _where(self, item: str) -> int:
        return next(n for n, together in enumerate(self._places) if item in together)

    def _ordered(self, item: str) -> None:
        self._ranked = True
        self.said()
        self.go_to(item)

    def action_shift(self, by: int) -> None:
        """Move the row one place up or down; out of a tie first."""
        item = self.current[0]
        at = self._where(item)
        if len(self._places[at]) > 1:
            self._places[at].remove(item)
            self._places.insert(at + (by > 0), [item])
        elif 0 <= at + by < len(self._places):
            self._places.insert(at + by, self._places.pop(at))
        self._ordered(item)

    def action_tie(self) -> None:
        """Tie the row with the one above, or untie it from it."""
        item = self.current[0]
        at = self._where(item)
        together = self._places[at]
        if together.index(item):
            place = together.index(item)
            self._places[at : at + 1] = [together[:place], together[place:]]
        elif at:
            self._places[at - 1 : at + 1] = [self._places[at - 1] + together]
        else:
            return
        self._ordered(item)

    def action_right(self) -> None:
        """Say that the order is right as it stands."""
        self._ordered(self.current[0])
