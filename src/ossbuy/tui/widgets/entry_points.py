"""Weighing by numbers: points, or swings from 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model.weighing import Ballot
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.entry import WEIGHT, Entry
from ossbuy.tui.widgets.grid import Across, Down

LONGEST = 9
"""Characters a number may have."""


class PointsEntry(Entry):
    """A column of numbers; digits go to the row under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(d), f"type('{d}')", show=False) for d in range(10)),
        Binding("full_stop,comma", "type('.')", "decimals", show=False),
        Binding("backspace", "rub", "rub out", show=False),
        Binding("delete", "clear", "not said", show=False),
        Binding("enter", "on", "next", show=False),
    ]
    BESIDE = LONGEST + 1 + 7 + 3
    HELP = (
        "**A number for each**: type it, **Enter** or **↓** goes on. The weights beside it are the "
        "numbers' shares of their sum. A row left empty is *not said*; type 0 to leave one out. "
        "**Del** empties a row."
    )

    def __init__(self, *args: object, swing: bool = False, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self._typed: dict[str, str] = {}
        self._fresh = True
        self._swing = swing
        self.HOW = (
            "Swing: the step from worst to best worth most is 100, the others less."
            if swing
            else "Points: any number for each; only their proportions count."
        )

    def begin(self, ballot: Ballot) -> None:
        """Start from a ballot's points."""
        known = {item.id for item in self.items}
        self._typed = {i: f"{points:g}" for i, points in ballot.points.items() if i in known}
        self._fresh = True
        self.paint()

    def points(self) -> Mapping[str, float]:
        """The numbers typed so far, by item."""
        found = {}
        for item, text in self._typed.items():
            if text.strip("."):
                found[item] = float(text)
        return found

    def ballot(self, method: str) -> Ballot:
        """The points typed so far."""
        return Ballot(method=method, points=dict(self.points()))

    def table(self) -> tuple[Sequence[Across], Sequence[Down], Sequence[Down]]:
        """Numbers, weights, bars; the sum below."""
        across = (
            Across("points", plain("swing" if self._swing else "points"), LONGEST + 1),
            WEIGHT,
            self.bars,
        )
        down = [
            Down(item.id, item.name, (self._cell(place, item.id), *self.weight_cells(item.id)))
            for place, item in enumerate(self.items)
        ]
        total = sum(self.points().values())
        missing = len(self.items) - len(self.points())
        left = f"{missing} to go" if missing else "all said"
        foot = Down("", plain("sum", "bold"), (plain(f"{total:g}"), plain(""), plain(left)))
        return across, down, (foot,)

    def _cell(self, place: int, item: str) -> Content:
        text = self._typed.get(item, "")
        if place == self.row and self.has_focus:
            return plain(f"{text}▏", "bold $text-accent")
        return plain(text) if text else plain("·", "$text-muted")

    def action_type(self, sign: str) -> None:
        """Type a digit or the decimal point; the first one replaces what stood there."""
        item = self.current[0]
        text = "" if self._fresh else self._typed.get(item, "")
        if len(text) >= LONGEST or (sign == "." and "." in text):
            return
        self._typed[item] = text + sign
        self._fresh = False
        self.said()

    def action_rub(self) -> None:
        """Take the last character back."""
        item = self.current[0]
        text = self._typed.get(item, "")[:-1]
        self._fresh = False
        self._typed[item] = text
        if not text:
            del self._typed[item]
        self.said()

    def action_clear(self) -> None:
        """Say nothing about the row."""
        if self._typed.pop(self.current[0], None) is not None:
            self._fresh = True
            self.said()

    def action_on(self) -> None:
        """To the next row, from the last one to the first that is empty."""
        said = self.points()
        rows = [*range(self.row + 1, len(self.items)), *range(self.row + 1)]
        if self.row + 1 < len(self.items):
            self.row += 1
        else:
            self.row = next((r for r in rows if self.items[r].id not in said), self.row)

    def watch_row(self) -> None:
        """A number typed after moving replaces the one that stands there."""
        super().watch_row()
        self._fresh = True
        self.paint()

    def on_focus(self) -> None:
        """Show where the next digit goes."""
        self.paint()

    def on_blur(self) -> None:
        """Take the mark away."""
        self.paint()
