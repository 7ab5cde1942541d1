"""Stability intervals: for each section the range of its weight in which the leader stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from ossbuy.tui.text import cut, fit, one_line, plain


@dataclass(frozen=True, slots=True)
class Interval:
    """A weight now, and between what ends it may move; all shares of quality, 0..1."""

    id: str
    label: str
    now: float
    low: float
    high: float
    below: str
    """Who leads under the low end; empty for nobody."""
    above: str

    @property
    def room(self) -> float:
        """How far it may move before the leader changes; 1 if it never does."""
        return min(
            self.now - self.low if self.below else 1.0, self.high - self.now if self.above else 1.0
        )


NAME = 24
SAYS = 14


def tornado(
    intervals: Sequence[Interval], width: int, current: str = "", *, words: bool = False
) -> Content:
    """One row per interval, tightest first: ``┣══●════╡`` with the numbers beside it.

    With ``words`` a second row says who leads beyond which end.
    """
    wide = min(NAME, max(12, width // 3))
    plot = max(10, width - wide - SAYS - 1)
    scale = "0 %" + " " * (plot - 8) + "100 %"
    lines = [
        Content.assemble(
            fit(plain("of quality", "$text-muted"), wide),
            fit(plain(scale, "$text-muted"), plot + 1),
            fit(plain("stays first", "$text-muted"), SAYS, "right"),
        )
    ]
    for one in sorted(intervals, key=lambda i: i.room):
        cells = [" "] * plot
        start, stop = round(one.low * (plot - 1)), round(one.high * (plot - 1))
        cells[start : stop + 1] = "═" * (stop - start + 1)
        cells[start] = "┣" if one.below else "╞"
        cells[stop] = "┫" if one.above else "╡"
        knob = round(one.now * (plot - 1))
        changes = bool(one.below or one.above)
        says = f"{100 * one.low:.1f}–{100 * one.high:.1f} %" if changes else "always"
        name = fit(one_line(one.label), wide)
        lines.append(
            Content.assemble(
                name.stylize("bold $text-accent") if one.id == current else name,
                plain("".join(cells[:knob]), "$bar"),
                plain("●", "bold $text-accent"),
                plain("".join(cells[knob + 1 :]), "$bar"),
                " ",
                fit(plain(says, "bold" if changes else "$text-muted"), SAYS, "right"),
            )
        )
        if words:
            lines.append(plain(_beyond(one), "$text-muted"))
    return Content("\n").join([cut(line, width) for line in lines])


def _beyond(one: Interval) -> str:
    said = [f"now {100 * one.now:.1f} %"]
    if one.below:
        said.append(f"below {100 * one.low:.1f} % {one.below} leads")
    if one.above:
        said.append(f"above {100 * one.high:.1f} % {one.above} leads")
    if len(said) == 1:
        said.append("no weight of it changes the leader")
    return "  " + " · ".join(said)
