"""What success costs on screen: vendors down, multiples of the forecast across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.tui.numbers import millions
from ossbuy.tui.text import cut, one_line, plain
from ossbuy.tui.widgets.grid import Across, Down
from ossbuy.tui.widgets.heat import CELL, Table

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.growth import Growth

NOTHING: Final = (
    "No price grows with a forecast: tell one with 'ossbuy forecast', and price workbooks name it."
)


def _grown(evaluation: Evaluation) -> list[Growth | str]:
    """Each volume's growth, or in words why there is none yet."""
    from ossbuy.analysis.growth import Growth, growth  # numpy, which is there by now

    found = [growth(evaluation, volume.code) for volume in evaluation.matrix.bids.volumes]
    return [g if isinstance(g, Growth) else g.sentence() for g in found]


def by_multiple(project: Project, evaluation: Evaluation, cell: int) -> Table:
    """What each vendor costs over all years at multiples of a forecast, and who leads there."""
    from ossbuy.analysis.growth import SHOWN

    width = cell if cell >= CELL else 8
    across = [Across(f"{k:g}", plain(f"× {k:g}"), width) for k in SHOWN]
    grown = [g for g in _grown(evaluation) if not isinstance(g, str)]
    down: list[Down] = []
    for number, growth in enumerate(grown):
        if len(grown) > 1:
            head = f"{growth.volume.code} {growth.name}"
            blank = tuple(plain("") for _ in SHOWN)
            down.append(Down(f"={number}", cut(plain(head, "bold $text-primary"), 30), blank))
        costs = [growth.cost.at(k).tolist() for k in SHOWN]
        for v, vendor in enumerate(growth.vendors):
            cells = tuple(
                plain(millions(cost[v]), "bold" if k == 1 else "")
                for k, cost in zip(SHOWN, costs, strict=True)
            )
            ident = f"{number}/{vendor}" if number else vendor
            down.append(Down(ident, one_line(growth.cost.vendors[v]), cells))
        if leaders := growth.leaders(SHOWN):
            cells = tuple(cut(one_line(name), width) for name in leaders)
            down.append(Down(f"leads {number}", plain("leads", "$text-success"), cells))
    return across, down, []


def behind_multiple(evaluation: Evaluation, row: str) -> Content:
    """Where the winner changes, and where this vendor's cost crosses others'."""
    grown = _grown(evaluation)
    if not grown:
        return plain(NOTHING, "$text-muted")
    known = [g for g in grown if not isinstance(g, str)]
    if not known:
        return plain("\n".join(g for g in grown if isinstance(g, str)))
    head, _, tail = row.removeprefix("=").removeprefix("leads ").partition("/")
    growth = known[int(head)] if head.isdecimal() and int(head) < len(known) else known[0]
    vendor = tail or head
    lines = [growth.sentences()[0]]
    if vendor in growth.vendors:
        lines.append(growth.against(vendor))
    else:
        lines += growth.sentences()[1:]
    return plain("\n".join(lines))
