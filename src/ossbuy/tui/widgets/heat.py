"""Tables of the decision: sections, pains, years and gates across or down, as rows for a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.scoring import GateResult
from ossbuy.tui.naming import coded
from ossbuy.tui.numbers import currency, millions
from ossbuy.tui.text import cut, one_line, plain
from ossbuy.tui.widgets.bar import blocks
from ossbuy.tui.widgets.grid import Across, Down

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation

Table = tuple[list[Across], list[Down], list[Down]]
CELL, NARROW_CELL = 12, 10
"""Cells per vendor, with room and without."""
GATE = {
    GateResult.PASS: plain("✔ pass", "$text-success"),
    GateResult.FAIL: plain("✖ fail", "$text-error"),
    GateResult.NOT_SHOWN: plain("▲ unshown", "$text-warning"),
}


def heat(value: float | None, bar: int, *, best: bool, unknown: str = "open") -> Content:
    """A number 0..100 with a bar of so many cells; the best of its row is bold and marked."""
    if value is None:
        return plain(unknown, "$text-muted")
    shade = "$text-success" if best else "$bar"
    return Content.assemble(
        plain("▸" if best else " ", "$text-success"),
        plain(f"{value:4.0f} ", "bold" if best else ""),
        plain(blocks(value, 100, bar).ljust(bar), shade),
    )


def _across(evaluation: Evaluation, width: int) -> list[Across]:
    return [
        Across(s.vendor, cut(one_line(s.label), width), width, "left") for s in evaluation.standings
    ]


def _row(
    ident: str, name: Content, values: Sequence[float | None], cell: int, unknown: str = "open"
) -> Down:
    top = max((v for v in values if v is not None), default=None)
    cells = tuple(
        heat(v, cell - 6, best=v is not None and v == top, unknown=unknown) for v in values
    )
    return Down(ident, name, cells)


def by_section(project: Project, evaluation: Evaluation, cell: int) -> Table:
    """Score of each vendor in each section, 0..100, with the section's weight."""
    down = []
    for ident in evaluation.section_ids:
        code, title = evaluation.matrix.labels[ident], evaluation.matrix.titles[ident]
        weight = 100 * evaluation.weight_of(ident).blended
        name = Content.assemble(plain(f"{weight:4.1f} % ", "$text-muted"), coded(code, title))
        values = [evaluation.section_score(s.vendor, ident) for s in evaluation.standings]
        down.append(_row(ident, name, values, cell))
    merit = [s.quality for s in evaluation.standings]
    cost = [s.price_score for s in evaluation.standings]
    quality = 100 * (1 - evaluation.price_share)
    price = 100 * evaluation.price_share
    foot = [
        _row("", plain(f"{quality:.0f} % quality", "bold"), merit, cell),
        _row("", plain(f"{price:.0f} % price", "bold"), cost, cell, "sealed"),
    ]
    return _across(evaluation, cell), down, foot


def by_pain(project: Project, evaluation: Evaluation, cell: int) -> Table:
    """How much of what each pain asks for each vendor covers, in percent, worst pain first."""
    found = []
    for ident in evaluation.matrix.trauma.pains:
        trauma = evaluation.trauma_of(ident)
        said = "open" if trauma is None else f"{trauma:4.1f}"
        code, title = evaluation.matrix.labels[ident], evaluation.matrix.titles[ident]
        name = Content.assemble(plain(f"{said} ", "$text-muted"), coded(code, title))
        shares = [evaluation.healing(s.vendor, ident) for s in evaluation.standings]
        values = [None if share is None else 100 * share for share in shares]
        found.append((-(trauma or 0.0), _row(ident, name, values, cell, "no link")))
    found.sort(key=lambda item: item[0])
    return _across(evaluation, cell), [row for _, row in found], []


def by_year(project: Project, evaluation: Evaluation, cell: int) -> Table:
    """What each vendor costs year by year in millions, doing nothing beside it."""
    bids = evaluation.matrix.bids
    years = bids.cost.shape[1]
    unit = f"{currency(project).strip()}M"
    across = [Across(str(y), plain(f"year {y}"), 7) for y in range(years)]
    across.append(Across("sum", plain(f"sum {unit}", "bold"), 9))
    down = []
    for s in evaluation.standings:
        row = bids.cost[bids.vendors.index(s.vendor)].tolist()
        if s.cost is None:
            cells = tuple(plain("sealed", "$text-muted") for _ in across)
        else:
            cells = (*(plain(millions(a)) for a in row), plain(millions(s.cost), "bold"))
        down.append(Down(s.vendor, one_line(s.label), cells))
    if (nothing := evaluation.do_nothing) is not None:
        for ident, said, flows, total in (
            ("untreated", "do nothing: pain untreated", nothing.untreated, nothing.untreated_total),
            (
                "forgone",
                "do nothing: avoidable, forgone",
                nothing.avoidable,
                nothing.avoidable_total,
            ),
        ):
            money = [plain(millions(a), "$text-warning") for a in flows.tolist()[:years]]
            money += [plain("—")] * (years - len(money))
            down.append(
                Down(
                    ident,
                    plain(said, "$text-warning"),
                    (*money, plain(millions(total), "bold $text-warning")),
                )
            )
    return across, down, []


def by_gate(project: Project, evaluation: Evaluation, cell: int) -> Table:
    """What each gate says of each vendor; nobody's judgement is shown as such."""
    known = evaluation.matrix.labels
    down = []
    for requirement in project.requirements.values():
        if not requirement.gate or requirement.id not in known:
            continue
        cells = []
        for s in evaluation.standings:
            judged = project.gates.get((s.vendor, requirement.id))
            cells.append(GATE[judged.result] if judged else plain("· unjudged", "$text-muted"))
        name = coded(requirement.code, requirement.label)
        down.append(Down(requirement.id, name, tuple(cells)))
    return _across(evaluation, cell), down, []
