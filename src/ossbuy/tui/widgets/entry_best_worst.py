"""Weighing by best-worst: the best against each, and each against the worst."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model.weighing import Ballot
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.entry import WEIGHT, Entry
from ossbuy.tui.widgets.grid import Across, Down

OUT, IN = "out", "in"


class BestWorstEntry(Entry):
    """Two columns of numbers from 1 to 9."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "mark('best')", "the best", show=False),
        Binding("minus", "mark('worst')", "the worst", show=False),
        *(Binding(str(d), f"set({d})", show=False) for d in range(1, 10)),
        Binding("left", "column(0)", show=False),
        Binding("right", "column(1)", show=False),
        Binding("backspace,delete", "clear", "not said", show=False),
        Binding("enter", "on", "next", show=False),
    ]
    HOW = "Best-worst: + marks the best, - the worst; then 1 to 9 in both columns."
    BESIDE = 10 + 10 + 6 + 7 + 5
    HELP = (
        "**+** marks the row as the most important one (the best), **-** as the least important "
        "(the worst). Then say in the first column how many times the best counts each row, in "
        "the second how many times each row counts the worst: **1** the same to **9**. **←** and "
        "**→** change the column, **Del** empties a number."
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self._best = self._worst = ""
        # By the best and by the worst: choosing another one asks anew and forgets nothing.
        self._outs: dict[str, dict[str, float]] = {}
        self._ins: dict[str, dict[str, float]] = {}

    @property
    def _out(self) -> dict[str, float]:
        return self._outs.setdefault(self._best, {})

    @property
    def _in(self) -> dict[str, float]:
        return self._ins.setdefault(self._worst, {})

    def begin(self, ballot: Ballot) -> None:
        """Start from a ballot."""
        known = {item.id for item in self.items}
        self._best = ballot.best if ballot.best in known else ""
        self._worst = ballot.worst if ballot.worst in known else ""
        self._outs = {self._best: {i: v for i, v in ballot.best_to_others.items() if i in known}}
        self._ins = {self._worst: {i: v for i, v in ballot.others_to_worst.items() if i in known}}
        self.paint()

    def ballot(self, method: str) -> Ballot:
        """What has been said so far."""
        best, worst = self._best, self._worst
        return Ballot(
            method=method,
            best=best,
            worst=worst,
            best_to_others={i: v for i, v in self._out.items() if i != best},
            # Best against worst stands once, in the first column.
            others_to_worst={i: v for i, v in self._in.items() if i not in (best, worst)},
        )

    def _asked(self, item: str, column: str) -> bool:
        """Whether a number is wanted there."""
        if column == OUT:
            return bool(self._best) and item != self._best
        return bool(self._worst) and item not in (self._best, self._worst)

    def table(self) -> tuple[Sequence[Across], Sequence[Down], Sequence[Down]]:
        """Both numbers, the role, weights, bars."""
        codes = {item.id: item.code for item in self.items}
        best, worst = codes.get(self._best, "best"), codes.get(self._worst, "worst")
        across = (
            Across(OUT, plain(f"{best[:8]} ×"), 10),
            Across(IN, plain(f"× {worst[:8]}"), 10),
            Across("role", plain(""), 6, "left"),
            WEIGHT,
            self.bars,
        )
        down = []
        for item in self.items:
            role = "best" if item.id == self._best else "worst" if item.id == self._worst else ""
            cells = (
                self._cell(item.id, OUT),
                self._cell(item.id, IN),
                plain(role, "bold $text-accent"),
                *self.weight_cells(item.id),
            )
            down.append(Down(item.id, item.name, cells))
        return across, down, ()

    def _cell(self, item: str, column: str) -> Content:
        if not self._asked(item, column):
            return plain("")
        value = (self._out if column == OUT else self._in).get(item)
        return plain("·", "$text-muted") if value is None else plain(f"{value:.3g}", "bold")

    def action_mark(self, role: str) -> None:
        """Mark the row as the best or the worst."""
        item = self.current[0]
        if role == "best":
            self._best = item
            self._worst = "" if self._worst == item else self._worst
        else:
            self._worst = item
            self._best = "" if self._best == item else self._best
        self.said()

    def action_set(self, times: int) -> None:
        """Say how many times, and go to the next row that asks."""
        item, column = self.current
        if column not in (OUT, IN) or not self._asked(item, column):
            return
        (self._out if column == OUT else self._in)[item] = float(times)
        self.said()
        self.action_on()

    def action_clear(self) -> None:
        """Say nothing there."""
        item, column = self.current
        if (self._out if column == OUT else self._in).pop(item, None) is not None:
            self.said()

    def action_column(self, place: int) -> None:
        """To the first or the second column of numbers."""
        self.column = place

    def action_on(self) -> None:
        """To the next row that asks in this column, then to the top of the other one."""
        column = OUT if self.column == 0 else IN
        rows = range(self.row + 1, len(self.items))
        following = next((r for r in rows if self._asked(self.items[r].id, column)), None)
        if following is not None:
            self.row = following
        elif column == OUT:
            self.column, self.row = 1, 0
            if not self._asked(self.items[0].id, IN):
                self.action_on()
