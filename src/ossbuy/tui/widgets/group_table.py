"""A closed round as a table: people across, what is weighed down, everybody a dot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.tui.naming import coded, words_of
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.grid import Across, Down, Grid

if TYPE_CHECKING:
    from ossbuy.analysis.own import OwnRanking
    from ossbuy.procedure.workshops.group import GroupResult, Movement

GROUP, BEFORE, SPREAD = "group", "before", "spread"
DOTS = 20
"""Cells the spread of people's weights is drawn in."""


@dataclass(frozen=True, slots=True)
class Round:
    """A closed round with what stands beside it."""

    result: GroupResult
    before: GroupResult | None
    """The round before, by the same method."""
    movement: Movement | None
    rankings: Mapping[str, OwnRanking]
    """The vendors under each person's own weights; empty while nothing is scored."""


def spread(
    weights: Sequence[float], group: float, most: float, chosen: float | None = None
) -> Content:
    """``··●··2│·●··``: a dot per person from 0 to the most anybody gave, a line for the group."""
    if most <= 0:
        return plain("")

    def place(weight: float) -> int:
        return min(DOTS - 1, round(weight / most * (DOTS - 1)))

    count = [0] * DOTS
    for weight in weights:
        count[place(weight)] += 1
    at, mine = place(group), None if chosen is None else place(chosen)
    cells = []
    for cell, people in enumerate(count):
        sign = "●" if people == 1 else str(people) if people < 10 else "+"
        if people:
            cells.append(plain(sign, "bold $text-accent" if cell == mine else ""))
        else:
            cells.append(plain("│" if cell == at else "·", "$text-muted"))
    return Content.assemble(*cells)


def group_table(
    project: Project, shown: Round, person: str = ""
) -> tuple[list[Across], list[Down], list[Down]]:
    """Columns, rows and foot; ``person`` is the one whose dots are marked."""
    result = shown.result
    across = [Across(GROUP, plain(f"round {result.round}"), 8)]
    if shown.before is not None:
        across.append(Across(BEFORE, plain(f"round {shown.before.round}"), 8))
    across.append(Across(SPREAD, plain("everybody"), DOTS, "left"))
    codes = [project.label(p) for p in result.people]
    across += [
        Across(p, plain(code), max(7, min(10, len(code))))
        for p, code in zip(result.people, codes, strict=True)
    ]
    most = max(max(own.weights) for own in result.own)
    chosen = result.people.index(person) if person in result.people else None
    down = []
    for i, child in enumerate(result.children):
        given = [own.weights[i] for own in result.own]
        weight = float(result.weights.weights[i])
        cells = [plain(f"{100 * weight:.1f} %", "bold")]
        if shown.before is not None:
            cells.append(plain(f"{100 * float(shown.before.weights.weights[i]):.1f} %"))
        cells.append(spread(given, weight, most, None if chosen is None else given[chosen]))
        cells += [plain(f"{100 * w:.1f}") for w in given]
        down.append(Down(child, coded(result.labels[i], words_of(project, child)), cells))
    return across, down, _foot(shown)


def _foot(shown: Round) -> list[Down]:
    result = shown.result
    blank = [plain("")] * (2 if shown.before is None else 3)
    count = range(len(result.people))

    def row(name: str, cells: list[Content], first: str = "") -> Down:
        start = [plain(first, "$text-muted"), *blank[1:]]
        return Down("", plain(name, "$text-muted"), [*start, *cells])

    def points(value: float | None) -> Content:
        return plain("—" if value is None else f"{100 * value:.1f}")

    rows = [row("from the group", [points(d) for d in result.weights.distance])]
    effects = [result.weights.effect(i) for i in count]
    rows.append(
        row("left out moves", [points(e.moved if e.weights is not None else None) for e in effects])
    )
    if (moved := shown.movement) is not None:
        cells = [points(moved.people.get(person)) for person in result.people]
        rows.append(row(f"since round {moved.since}", cells, f"{100 * moved.group:.1f}"))
    if shown.rankings:
        leaders = [
            ranking.leader if (ranking := shown.rankings.get(p)) else None for p in result.people
        ]
        rows.append(
            row(
                "own weights choose",
                [plain(leader.label if leader else "open", "") for leader in leaders],
            )
        )
    return rows


class GroupTable(Grid):
    """The table; Enter takes the group's weights."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.take", "take the weights", key_display="↵"),
    ]
    HELP = (
        "**The group**: what is weighed down, people across, each person a dot from 0 to the most "
        "anybody gave; **│** is the group. Below: points of weight each person is away from the "
        "group, how far it would move without that person, how far the person moved since the "
        "round before, and whom the person's own weights choose. **Enter** takes the group's "
        "weights as the stated ones; after the weight lock a reason is asked."
    )
