"""Weighing by comparing in pairs (AHP): which of the two counts more, and how many times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model.weighing import Ballot
from ossbuy.tui.naming import coded
from ossbuy.tui.text import fit, plain
from ossbuy.tui.widgets.entry import Entry
from ossbuy.tui.widgets.grid import Across, Down

Pair = tuple[str, str]
MOST = 9
STEPS = 2 * MOST - 1
"""Places on the scale: 9 … 2, the same, 2 … 9."""


def step_of(ratio: float) -> int:
    """The place on the scale nearest to a ratio: −8 for 9 times the first, 8 for the second."""
    times = ratio if ratio >= 1 else 1 / ratio
    step = min(MOST, max(1, round(times))) - 1
    return -step if ratio >= 1 else step


def ratio_of(step: int) -> float:
    """How many times the first counts the second at a place of the scale."""
    return float(1 - step) if step <= 0 else 1 / (1 + step)


def scale(ratio: float | None) -> Content:
    """``9─────3──┼────────9`` with a knob where the comparison stands."""
    cells = ["─"] * STEPS
    cells[MOST - 1] = "┼"
    track = plain("".join(cells), "$text-muted")
    if ratio is None:
        return Content.assemble(plain("9 ", "$text-muted"), track, plain(" 9", "$text-muted"))
    knob = step_of(ratio) + MOST - 1
    return Content.assemble(
        plain("9 " + "".join(cells[:knob]), "$text-muted"),
        plain("●", "bold $text-accent"),
        plain("".join(cells[knob + 1 :]) + " 9", "$text-muted"),
    )


def times_words(ratio: float | None, first: str, second: str) -> str:
    """``C1 3 × C2``, the one that counts more first."""
    if ratio is None:
        return "not compared"
    if abs(ratio - 1) < 1e-9:
        return "the same"
    if ratio < 1:
        return times_words(1 / ratio, second, first)
    return f"{first} {ratio:.3g} × {second}"


class PairsEntry(Entry):
    """One row per pair; arrows move the knob to the side that counts more."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "lean(-1)", "more to the left", show=False),
        Binding("right", "lean(1)", "more to the right", show=False),
        *(Binding(str(d), f"set({d})", show=False) for d in range(1, 10)),
        Binding("slash", "turn", "turn round", show=False),
        Binding("backspace,delete", "clear", "not compared", show=False),
        Binding("enter", "on", "next", show=False),
    ]
    HOW = "In pairs: ← → towards the one that counts more. The first rows are enough."
    HELP = (
        "**Which of the two counts more?** **←** and **→** move the knob towards it, from *the "
        "same* to 9 times; a digit sets how many times the left one counts, **/** turns that "
        "round, **Del** says nothing about the pair. Pairs may be left out as long as all hang "
        "together: the first rows do. Every further one checks the others. CR above 0.10 means "
        "that they contradict each other: **r** takes the proposed repair."
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        count = len(self.items)
        # Neighbours first: they alone connect everything, so a person may stop after them.
        self.pairs: tuple[Pair, ...] = tuple(
            (self.items[i].id, self.items[i + by].id)
            for by in range(1, count)
            for i in range(count - by)
        )
        self._ratios: dict[Pair, float] = {}

    @property
    def compared(self) -> int:
        """Pairs compared so far."""
        return len(self._ratios)

    def begin(self, ballot: Ballot) -> None:
        """Start from a ballot's comparisons."""
        self._ratios = {}
        for a, b, ratio in ballot.pairs:
            if (a, b) in self.pairs:
                self._ratios[a, b] = ratio
            elif (b, a) in self.pairs:
                self._ratios[b, a] = 1 / ratio
        self.paint()

    def ballot(self, method: str) -> Ballot:
        """The comparisons made so far."""
        said = tuple((a, b, ratio) for (a, b), ratio in self._ratios.items())
        return Ballot(method=method, pairs=said)

    def compare(self, first: str, second: str, ratio: float) -> None:
        """Say that the first counts ``ratio`` times the second, and go there."""
        pair = (first, second)
        if pair not in self.pairs:
            pair, ratio = (second, first), 1 / ratio
        self._ratios[pair] = ratio
        self.said()
        self.go_to(_key(pair))

    def table(self) -> tuple[Sequence[Across], Sequence[Down], Sequence[Down]]:
        """One name, the scale, the other name, and the comparison in words."""
        items = {item.id: item for item in self.items}
        room = self.content_size.width - STEPS - 4 - 3
        words = min(24, max(12, max(len(i.code) for i in self.items) * 2 + 6))
        # The left name gets what the others leave; both names should be about as wide.
        other = max(8, (room - words) // 2)
        across = (
            Across("scale", plain("counts more"), STEPS + 4, "left"),
            Across("other", plain(""), other, "left"),
            Across("words", plain("says"), words, "left"),
        )
        down = []
        for pair in self.pairs:
            one, two = items[pair[0]], items[pair[1]]
            ratio = self._ratios.get(pair)
            said = times_words(ratio, one.code, two.code)
            cells = (
                scale(ratio),
                fit(coded(two.code, two.title), other),
                plain(said, "" if ratio else "$text-muted"),
            )
            down.append(Down(_key(pair), one.name, cells))
        return across, down, ()

    @property
    def _pair(self) -> Pair:
        return self.pairs[self.row]

    def action_lean(self, by: int) -> None:
        """Move the knob one place."""
        now = self._ratios.get(self._pair)
        step = by if now is None else max(1 - MOST, min(MOST - 1, step_of(now) + by))
        self._ratios[self._pair] = ratio_of(step)
        self.said()

    def action_set(self, times: int) -> None:
        """Say how many times the left one counts the right one."""
        self._ratios[self._pair] = float(times)
        self.said()

    def action_turn(self) -> None:
        """The other one counts as many times."""
        if self._pair in self._ratios:
            self._ratios[self._pair] = 1 / self._ratios[self._pair]
            self.said()

    def action_clear(self) -> None:
        """Say nothing about the pair."""
        if self._ratios.pop(self._pair, None) is not None:
            self.said()

    def action_on(self) -> None:
        """To the next pair."""
        self.action_move(1, 0)


def _key(pair: Pair) -> str:
    return f"{pair[0]} {pair[1]}"
