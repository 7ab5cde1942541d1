"""One value case as a chain from the customer to the finance report, its weakest link marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.value_chain import chain_of, weakest
from ossbuy.tui.numbers import money, percent
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.layer_bars import layer_mark
from ossbuy.tui.widgets.value_rows import HOLD_MARK, HOLD_STYLE, STATE, layer_of

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.worth import Worth

LAYER_SAID = {
    0: "layer not said",
    1: "operations",
    2: "revenue",
    3: "the end customer's ease of spending",
}


def value_card(
    project: Project, ident: str, evaluation: Evaluation | None, worth: Worth | None
) -> Content:
    """The card of a pain or requirement; what nobody said is marked, never shown as zero."""
    layer = layer_of(project, ident)
    lines = [Content.assemble(layer_mark(layer), plain(f" {LAYER_SAID[layer]}"))]
    case = project.values.get(ident)
    if case is None:
        lines.append(plain("Not traced to the customer yet: Enter traces it.", "$text-muted"))
    else:
        lines += _chain(project, ident)
    if reach := _reach(project, ident, evaluation, worth):
        lines.append(reach)
    line = next((x for x in worth.revenue.lines if x.id == ident), None) if worth else None
    if case is not None and line is not None:
        mark, style = STATE[line.state]
        amount = "" if line.likely is None else f"{money(project, line.likely)} a year: "
        lines.append(plain(f"{mark} {amount}{line.words(project.label(line.by))}", style))
        if line.mean is not None:
            lines.append(
                plain(
                    f"  {money(project, line.low or 0.0)} – {money(project, line.high or 0.0)}, "
                    f"mean {money(project, line.mean)}",
                    "$text-muted",
                )
            )
    if case is not None and case.note:
        lines.append(plain(case.note, "$text-muted"))
    return Content("\n").join(lines)


def _chain(project: Project, ident: str) -> list[Content]:
    chain = chain_of(project.values[ident])
    weak = weakest(chain)
    lines = []
    for place, link in enumerate(chain):
        style = HOLD_STYLE[link.hold]
        marked = plain("  ◄ weakest", "bold $text-warning") if place == weak else plain("")
        lines.append(
            Content.assemble(
                plain(f"{HOLD_MARK[link.hold]} ", style),
                plain(f"{link.name}  ", "$text-muted"),
                plain(link.said),
                marked,
            )
        )
    return lines


def _reach(
    project: Project, ident: str, evaluation: Evaluation | None, worth: Worth | None
) -> Content | None:
    """Whether the line of sight goes through; only layer 3 is asked."""
    if evaluation is None or worth is None or layer_of(project, ident) != 3:
        return None
    leaves = evaluation.matrix.weights.leaves
    if ident in leaves:
        share = float(worth.reach[leaves.index(ident)])
        own = ident in project.values
        how = "by its own chain" if own else "through the pains that ask for it"
        return plain(f"reaches a finance metric: {percent(share)} {how}")
    return None
