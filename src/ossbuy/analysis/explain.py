"""Why is this number what it is? One sentence, the parts it is made of, and the next step down.

Each kind of number has a function of its own; weights have a module of theirs.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.explain_weight import why_hygiene, why_stated, why_weight
from ossbuy.analysis.explanation import Explanation, Part, Ref, by_size, title_of
from ossbuy.analysis.trauma import TERMS

__all__ = ["explain", "margin_parts", "why_weight"]


def explain(ev: Evaluation, ref: Ref) -> Explanation:
    """Explain whatever a reference names.

    Raises:
        KeyError: nothing is known under the reference.
    """
    kind, *ids = ref
    return _EXPLAINERS[kind](ev, *ids)


def why_trauma(ev: Evaluation, pain: str) -> Explanation:
    """A pain's trauma index, term by term."""
    title = title_of(ev, pain)
    if pain not in ev.indexed:
        return Explanation(
            title,
            title + ev.matrix.say(" has no trauma index yet: rate its severity and its evidence."),
            (),
        )
    i = ev.indexed.index(pain)
    inputs = ev.matrix.trauma
    j = inputs.pains.index(pain)
    given = (
        inputs.severity[j],
        inputs.frequency[j],
        inputs.breadth[j],
        inputs.cost[j],
        inputs.months[j],
    )
    units = ("of 5", "of 5", "of 5", f"{ev.matrix.model.currency} a year", "months")
    index, factor = float(ev.trauma.index[i]), float(inputs.factor[j])
    unknown = ev.trauma.unknown[i]
    parts = tuple(
        Part(
            term,
            float(ev.trauma.points[i, t]),
            "points",
            "not known: counted like the known terms"
            if term in unknown
            else f"{_plain(float(given[t]))} {units[t]}",
        )
        for t, term in enumerate(TERMS)
    )
    tail = ""
    if unknown:
        tail = f" It may lie between {ev.trauma.low[i]:.1f} and {ev.trauma.high[i]:.1f}."
    return Explanation(
        title,
        f"{title} weighs {index:.1f} of 100: the sum of five terms, each already multiplied by "
        f"{factor:.2f} for how well it is evidenced.{tail}",
        parts,
    )


def why_cause(ev: Evaluation, cause: str) -> Explanation:
    """The trauma that runs through a cause, pain by pain."""
    inputs = ev.matrix.trauma
    title = title_of(ev, cause)
    shares = ev.rolled.contribution[inputs.causes.index(cause)]
    parts = tuple(
        Part(
            title_of(ev, pain),
            float(shares[i]),
            "points",
            f"{100 * (shares[i] / ev.rolled.trauma[i]):.0f} % of {ev.rolled.trauma[i]:.1f}"
            if ev.rolled.trauma[i]
            else "",
            ("pain", pain),
        )
        for i, pain in enumerate(inputs.pains)
        if shares[i] > 0
    )
    return Explanation(
        title,
        f"{float(shares.sum()):.1f} {ev.matrix.say('points of trauma')} run through {title}, the "
        f"sum over {len(parts)} pains of what it explains of each.",
        by_size(parts),
    )


def why_total(ev: Evaluation, vendor: str) -> Explanation:
    """A vendor's total: sections and price."""
    standing = ev.standing_of(vendor)
    share = ev.price_share
    parts = []
    for i, section in enumerate(ev.section_ids):
        points = _section_points(ev, vendor, i)
        score = ev.section_score(vendor, section)
        note = f"weight {100 * ev.weight_of(section).blended:.1f} %"
        note += f", score {score:.1f} of 100" if score is not None else ", with gaps"
        parts.append(
            Part(
                title_of(ev, section),
                (1 - share) * points,
                "points",
                note,
                ("section", vendor, section),
            )
        )
    if standing.price_score is not None:
        parts.append(
            Part(
                "price",
                share * standing.price_score,
                "points",
                f"{100 * share:.0f} % of the total, price score {standing.price_score:.1f} of 100",
                ("price", vendor),
            )
        )
    if standing.total is None:
        said = standing.sentence()
    else:
        said = (
            f"{standing.label} has {standing.total:.1f} points: {100 * (1 - share):.0f} % from "
            f"quality ({standing.quality or 0.0:.1f} of 100) and {100 * share:.0f} % from price."
        )
    return Explanation(standing.label, said, tuple(parts))


def why_section(ev: Evaluation, vendor: str, section: str) -> Explanation:
    """A vendor's score in a section, requirement by requirement."""
    inputs = ev.matrix.weights
    col = inputs.sections.index(section)
    leaves = [leaf for i, leaf in enumerate(inputs.leaves) if inputs.section_of[i] == col]
    parts = []
    for leaf in leaves:
        cell = ev.cell(vendor, leaf)
        weight = 100 * ev.weight_of(leaf).blended
        note = f"weight {weight:.2f} %, " + (
            f"{100 * cell.adjusted:.0f} % of full credit"
            if cell.adjusted is not None
            else cell.state
        )
        parts.append(Part(title_of(ev, leaf), cell.points, "points", note, ("cell", vendor, leaf)))
    label = ev.standing_of(vendor).label
    score = ev.section_score(vendor, section)
    title = f"{label} · {title_of(ev, section)}"
    said = (
        f"{label} scores {score:.1f} of 100 on {title_of(ev, section)}: claims "
        f"{ev.section_claim(vendor, section) or 0:.2f} of 5, counted at "
        f"{100 * (ev.section_evidence(vendor, section) or 0):.0f} % for their evidence."
        if score is not None
        else f"{label} has answers without a score on {title_of(ev, section)}."
    )
    return Explanation(title, said, tuple(parts))


def why_cell(ev: Evaluation, vendor: str, requirement: str) -> Explanation:
    """One answer: claim × evidence × weight."""
    cell = ev.cell(vendor, requirement)
    label = ev.standing_of(vendor).label
    title = f"{label} · {title_of(ev, requirement)}"
    weight = 100 * ev.weight_of(requirement).blended
    if cell.state != "scored" or cell.claimed is None or cell.adjusted is None:
        return Explanation(
            title,
            f"This answer is {cell.state}, so it counts for nothing and against nothing: it "
            f"leaves {weight:.2f} % of quality open."
            if cell.state != "not applicable"
            else "This requirement does not apply to this vendor and is left out for it.",
            (),
        )
    parts = (
        Part("claim", 100 * cell.claimed, "%", cell.source),
        Part(
            "evidence counts",
            100 * (cell.evidence or 0.0),
            "%",
            f"{cell.proof}, graded by the buyer" if cell.proof else "factor of its grade",
        ),
        Part("counts", 100 * cell.adjusted, "%", f"{ev.evidence_mode} mode"),
        Part("weight", weight, "% of quality", "", ("weight", requirement)),
        Part("gives", cell.points, "points of quality", ""),
    )
    return Explanation(
        title,
        f"{label} gets {cell.points:.2f} points of quality here: {100 * cell.claimed:.0f} % "
        f"claimed ({cell.source}), counted at {100 * (cell.evidence or 0):.0f} % for its "
        f"evidence{f' (the buyer graded it: {cell.proof})' if cell.proof else ''}, at a weight of "
        f"{weight:.2f} %.",
        parts,
    )


def why_price(ev: Evaluation, vendor: str) -> Explanation:
    """A vendor's price score, with the cost year by year."""
    standing = ev.standing_of(vendor)
    bids = ev.matrix.bids
    row = bids.cost[bids.vendors.index(vendor)]
    if standing.cost is None or standing.price_score is None:
        return Explanation(standing.label, f"The price of {standing.label} is not known yet.", ())
    parts = tuple(
        Part(f"year {year}", float(amount), "money", "") for year, amount in enumerate(row)
    )
    cheapest = min((s.cost for s in ev.contenders if s.cost is not None), default=standing.cost)
    return Explanation(
        f"{standing.label} · price",
        f"{standing.label} costs {standing.cost:,.0f} over {len(row)} years and scores "
        f"{standing.price_score:.1f} of 100 by the formula {ev.price_formula} "
        f"(the lowest bid is {cheapest:,.0f}).",
        parts,
    )


def margin_parts(ev: Evaluation, vendor: str, rival: str) -> tuple[Part, ...]:
    """Where one vendor is ahead of another, section by section and price; sums to the margin."""
    share = ev.price_share
    parts = [
        Part(
            title_of(ev, section),
            (1 - share) * (_section_points(ev, vendor, i) - _section_points(ev, rival, i)),
            "points",
            "",
            ("weight", section),
        )
        for i, section in enumerate(ev.section_ids)
    ]
    mine, theirs = ev.standing_of(vendor).price_score, ev.standing_of(rival).price_score
    if mine is not None and theirs is not None:
        parts.append(Part("price", share * (mine - theirs), "points", "", ("price", vendor)))
    return by_size(tuple(parts))


def _section_points(ev: Evaluation, vendor: str, section: int) -> float:
    if ev.quality is None:
        return 0.0
    row = ev.matrix.bids.vendors.index(vendor)
    inside = ev.matrix.weights.section_of == section
    return float(np.asarray(ev.quality.contributions)[row, inside].sum())


def _plain(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:g}"


_EXPLAINERS: dict[str, Callable[..., Explanation]] = {
    "pain": why_trauma,
    "cause": why_cause,
    "weight": why_weight,
    "stated": why_stated,
    "hygiene": why_hygiene,
    "total": why_total,
    "section": why_section,
    "cell": why_cell,
    "price": why_price,
}
