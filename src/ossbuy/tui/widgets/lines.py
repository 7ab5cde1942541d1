"""Straight lines over a range 0..1: how each vendor's total moves with λ or the price share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.tui.text import cut, fit, one_line, plain
from ossbuy.tui.widgets.crossing import DOTS

if TYPE_CHECKING:
    from ossbuy.analysis.robustness.flips import LinearFlips

STYLES = ("$bar", "$text-accent", "$text-success", "$text-error", "$text-warning", "$text-muted")
DASHES = ((1, 0), (6, 3), (2, 3), (8, 3), (4, 4), (1, 2))
"""Dots drawn and left out, per line: lines differ by more than their colour."""
AXIS = 6
LABELS = 24


@dataclass(frozen=True, slots=True)
class Straight:
    """One line: what it is called and its height at either end."""

    label: str
    at_0: float
    at_1: float

    def at(self, x: float) -> float:
        """Height at x."""
        return self.at_0 + (self.at_1 - self.at_0) * x


def line_chart(
    series: Sequence[Straight],
    width: int,
    height: int,
    now: float,
    marks: Sequence[float],
    ends: tuple[str, str],
) -> Content:
    """The lines with a scale on the left and, on the right, name and height at ``now``.

    ``┊`` stands at ``now``, ``▲`` under every place where the leader changes.
    """
    if not series or width < AXIS + LABELS + 8 or height < 5:
        return plain("There is no room for this chart: widen the window.", "$text-muted")
    plot, rows = width - AXIS - LABELS, height - 2
    values = [v for s in series for v in (s.at_0, s.at_1)]
    low, high = min(values), max(values)
    span = high - low or 1.0
    bits = [[0] * plot for _ in range(rows)]
    owner: dict[tuple[int, int], int] = {}
    last = 4 * rows - 1
    for number in reversed(range(len(series))):
        on, off = DASHES[number % len(DASHES)]
        for x in range(2 * plot):
            if off and x % (on + off) >= on:
                continue
            y = round((1 - (series[number].at(x / (2 * plot - 1)) - low) / span) * last)
            bits[y // 4][x // 2] |= DOTS[y % 4][x % 2]
            owner[y // 4, x // 2] = number
    here = round(now * (plot - 1))
    labels = _labels(series, rows, now)
    lines = []
    for row in range(rows):
        tick = high - span * row / max(1, rows - 1)
        parts = [plain(f"{tick:5.1f} " if row % 4 == 0 or row == rows - 1 else " " * AXIS)]
        parts[0] = parts[0].stylize("$text-muted")
        for column in range(plot):
            cell = bits[row][column]
            style = STYLES[owner.get((row, column), 0) % len(STYLES)]
            if cell:
                parts.append(plain(chr(0x2800 + cell), style))
            else:
                parts.append(plain("┊" if column == here else " ", "$text-muted"))
        parts.append(labels.get(row, Content("")))
        lines.append(Content.assemble(*parts))
    axis = ["─"] * plot
    for mark in marks:
        axis[round(mark * (plot - 1))] = "▲"
    axis[here] = "┴"
    lines.append(plain(" " * AXIS + "".join(axis), "$text-muted"))
    gap = max(1, plot - len(ends[0]) - len(ends[1]))
    lines.append(plain(" " * AXIS + ends[0] + " " * gap + ends[1], "$text-muted"))
    return Content("\n").join([cut(line, width) for line in lines])


def _labels(series: Sequence[Straight], rows: int, now: float) -> dict[int, Content]:
    """Names down the right side in the order of the heights at ``now``, one per row."""
    order = sorted(range(len(series)), key=lambda i: -series[i].at(now))
    found: dict[int, Content] = {}
    for place, number in enumerate(order[:rows]):
        one = series[number]
        on, off = DASHES[number % len(DASHES)]
        sample = "━━" if not off else "╺━" if on > 3 else "╍╍"
        found[place] = Content.assemble(
            plain(f" {sample} ", STYLES[number % len(STYLES)]),
            fit(one_line(one.label), LABELS - 10),
            plain(f"{one.at(now):6.1f}", "bold"),
        )
    return found


def flip_chart(flips: LinearFlips, width: int, height: int, ends: tuple[str, str]) -> Content:
    """Every vendor's total while one number moves over its range."""
    series = [
        Straight(name, float(flips.totals_at_0[i]), float(flips.totals_at_1[i]))
        for i, name in enumerate(flips.vendors)
    ]
    marks = [flip.at for flip in flips.flips]
    return line_chart(series, width, height, flips.current, marks, ends)
