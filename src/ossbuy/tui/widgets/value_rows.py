"""What the Value screen lists: pains and requirements by layer and journey, and revenue at risk."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.value_chain import Hold, chain_of
from ossbuy.model.worth import JOURNEY
from ossbuy.tui.naming import words_of
from ossbuy.tui.numbers import money
from ossbuy.tui.text import fit, one_line, plain
from ossbuy.tui.value_fields import lever_words
from ossbuy.tui.widgets.layer_bars import ORDER, STYLE, WORD, layer_mark
from ossbuy.tui.widgets.listing import Column, Row

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.revenue import AtRisk
    from ossbuy.analysis.worth import Worth

THINGS = (
    Column("layer", 5),
    Column("journey", 8),
    Column("", 6),
    Column("pain or requirement", 12, flexible=True),
    Column("weighs", 8, "right"),
    Column("chain", 12, least=70),
)
RISK = (
    Column("", 1),
    Column("of", 6),
    Column("lever · segment", 9, flexible=True),
    Column("a year", 7, "right"),
    Column("low – high", 15, "right", least=64),
    Column("chain", 13),
)
MANY = 400
"""Lines a list has at most: more are narrowed down, not scrolled through."""
NARROWED = {"pains": None, "traced": None, "layer 3": 3, "layer 2": 2, "layer 1": 1, "no layer": 0}
"""What the list may be narrowed to, with the layer where it is one."""
HOLD_MARK = {Hold.MISSING: "▲", Hold.ASSERTED: "○", Hold.CORRELATED: "◐", Hold.SHOWN: "●"}
HOLD_STYLE = {
    Hold.MISSING: "$text-warning",
    Hold.ASSERTED: "$text-warning",
    Hold.CORRELATED: "$text-accent",
    Hold.SHOWN: "$text-success",
}
STATE = {
    "counted": ("✔", "$text-success"),
    "counted already": ("=", "$text-muted"),
    "not known": ("?", "$text-warning"),
    "lever not said": ("?", "$text-warning"),
    "obstructs": ("✖", "$text-error"),
}
NO_STAGE = "not said"


def stage_of(project: Project, ident: str) -> str:
    """The journey stage of a pain or requirement, or that it is not said."""
    case = project.values.get(ident)
    return case.stage if case is not None and case.stage else NO_STAGE


def layer_of(project: Project, ident: str) -> int:
    """The layer of a pain or requirement; 0 where none is said."""
    thing = project.pains.get(ident) or project.requirements.get(ident)
    return thing.layer or 0 if thing is not None else 0


def views(project: Project) -> tuple[str, ...]:
    """What the list can show: everything where that is not too much, and every narrowing."""
    few = len(project.pains) + len(project.requirements) <= MANY
    return (*(("all",) if few else ()), *NARROWED)


def listed(project: Project, shown: str, weights: dict[str, float]) -> list[str]:
    """Ids in the order of the list: deepest layer first, then journey, pains, heaviest."""
    order = {stage: place for place, stage in enumerate((*JOURNEY, NO_STAGE))}
    things = list(project.pains) + (list(project.requirements) if shown != "pains" else [])
    if shown == "traced":
        things = [ident for ident in things if ident in project.values]
    elif (layer := NARROWED.get(shown)) is not None:
        things = [ident for ident in things if layer_of(project, ident) == layer]
    return sorted(
        things,
        key=lambda ident: (
            -layer_of(project, ident),
            order[stage_of(project, ident)],
            ident not in project.pains,
            -weights.get(ident, 0.0),
        ),
    )


def weights_of(project: Project, evaluation: Evaluation | None) -> dict[str, float]:
    """What each thing weighs: trauma points of a pain, share of quality of a requirement."""
    if evaluation is None:
        return {}
    found: dict[str, float] = {}
    for pain in project.pains:
        if (index := evaluation.trauma_of(pain)) is not None:
            found[pain] = index
    leaves = evaluation.matrix.weights.leaves
    if evaluation.blended.size:
        found |= dict(zip(leaves, evaluation.blended.tolist(), strict=True))
    return found


@cache
def _word(text: str, style: str = "") -> Content:
    """A word of ours, made once: a list of 1,800 lines says few different ones."""
    return plain(text, style)


def thing_rows(project: Project, shown: str, evaluation: Evaluation | None) -> list[Row]:
    """Pains and requirements with their layer, journey stage, weight and chain; MANY at most."""
    weights = weights_of(project, evaluation)
    rows = []
    for ident in listed(project, shown, weights)[:MANY]:
        pain = ident in project.pains
        weight = weights.get(ident)
        unknown = "…" if evaluation is None else "open"
        said = f"{weight:.1f} pts" if pain and weight is not None else ""
        if not pain and weight is not None:
            said = f"{100 * weight:.2f} %"
        style = "$text-primary" if pain else "$text-accent"
        rows.append(
            Row(
                ident,
                (
                    layer_mark(layer_of(project, ident)),
                    _word(
                        stage_of(project, ident), "" if ident in project.values else "$text-muted"
                    ),
                    one_line(project.label(ident), style),
                    one_line(words_of(project, ident)),
                    plain(said or unknown),
                    chain_cell(project, ident),
                ),
            )
        )
    return rows


def chain_cell(project: Project, ident: str) -> Content:
    """The strength of a chain as glyph and word."""
    case = project.values.get(ident)
    if case is None:
        return _word("not traced", "$text-muted")
    hold = chain_of(case)[4].hold
    return _word(f"{HOLD_MARK[hold]} {case.chain or 'not said'}", HOLD_STYLE[hold])


def risk_rows(project: Project, worth: Worth | None) -> list[Row]:
    """Value cases with what they come to: those that count first, obstructing ones last."""
    if worth is None:
        return []
    order = list(STATE)
    lines = sorted(
        (line for line in worth.revenue.lines if line.id in project.values),
        key=lambda line: (order.index(line.state), -(line.likely or 0.0)),
    )
    weak = weakest_chain(project, worth)
    return [_risk_row(project, line, line.id == weak) for line in lines]


def weakest_chain(project: Project, worth: Worth) -> str:
    """Of the cases that count, the one whose chain holds least; empty when all are measured."""
    counted = [line for line in worth.revenue.of("counted") if line.id in project.values]
    holds = {line.id: chain_of(project.values[line.id])[4].hold for line in counted}
    if not holds or min(holds.values()) is Hold.SHOWN:
        return ""
    amount = {line.id: line.likely or 0.0 for line in counted}
    return min(holds, key=lambda ident: (holds[ident], -amount[ident]))


def _risk_row(project: Project, line: AtRisk, weak: bool) -> Row:
    mark, style = STATE[line.state]
    ends = ""
    if line.low is not None and line.high is not None:
        ends = f"{money(project, line.low)} – {money(project, line.high)}"
    chain = chain_cell(project, line.id)
    return Row(
        line.id,
        (
            plain(mark, style),
            one_line(project.label(line.id), "$text-primary"),
            one_line(lever_words(project.values[line.id])),
            plain("–" if line.likely is None else money(project, line.likely)),
            plain(ends or "no range", "" if ends else "$text-muted"),
            chain.append("◄").stylize("reverse") if weak else chain,
        ),
    )


def total_text(project: Project, worth: Worth | None) -> Content:
    """What counts together, its range and mean, and what is left out."""
    if worth is None:
        return plain("")
    revenue = worth.revenue
    left = revenue.left_out()
    if revenue.likely is None:
        said = "Not known: no value case counts yet."
        return Content.assemble(
            plain(said, "bold"), plain(f" {left}" if left else "", "$text-muted")
        )
    said = f"{money(project, revenue.likely)} a year likely"
    if revenue.low is not None and revenue.high is not None and revenue.mean is not None:
        ends = f"{money(project, revenue.low)} – {money(project, revenue.high)}"
        said += f" · {ends} · mean {money(project, revenue.mean)}"
    else:
        said += f" · no range: {revenue.without_range} without low and high"
    return Content.assemble(plain(said, "bold"), plain(f"\n{left}" if left else "", "$text-muted"))


def journey_map(project: Project, width: int) -> Content:
    """Journey stages down, layers across: how many pains ● and requirements ▪ stand where."""
    counts: Counter[tuple[str, int, bool]] = Counter(
        (stage_of(project, ident), layer_of(project, ident), ident in project.pains)
        for ident in (*project.pains, *project.requirements)
    )
    column = max(8, min(14, (width - 10) // len(ORDER)))
    heads = [fit(Content.assemble(layer_mark(x), f" {WORD[x]}"), column) for x in ORDER]
    lines = [Content.assemble(fit(plain("journey", "$text-muted"), 10), *heads)]
    for stage in (*JOURNEY, NO_STAGE):
        row = [fit(plain(stage), 10)]
        for layer in ORDER:
            pains, asked = counts[stage, layer, True], counts[stage, layer, False]
            said = " ".join(
                part
                for part in (f"●{pains}" if pains else "", f"▪{asked}" if asked else "")
                if part
            )
            row.append(fit(plain(said or "·", STYLE[layer] if said else "$text-muted"), column))
        lines.append(Content.assemble(*row))
    return Content("\n").join(lines)
