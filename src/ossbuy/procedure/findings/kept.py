"""What a comparison that came as a finished matrix cannot know, each said once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule

LARGE = 3
"""Requirements named where any of the heaviest could be."""


def nothing_behind(case: Case) -> Iterator[Finding]:
    """F60: scores count in full, and nothing says what stands behind them."""
    project, ev = case.project, case.evaluation
    if not case.as_scored:
        return
    bare = [
        cell
        for cell, r in project.responses.items()
        if r.evidence is None and cell not in project.graded
    ]
    if not bare:
        return
    heavy = sorted(ev.matrix.weights.leaves, key=lambda leaf: -ev.weight_of(leaf).blended)
    named = ", ".join(_short(project.requirements[leaf].label) for leaf in heavy[:LARGE])
    yield Finding(
        "F60",
        "warns",
        "evidence",
        "nothing says what backs the scores: demo, reference or a vendor's word."
        if len(bare) == len(project.responses)
        else f"nothing says what stands behind {len(bare)} of {len(project.responses)} scores.",
        f"Ask for it where most is at stake ({named}), and adopt the standard model.",
        ("requirement", heavy[0]) if heavy else (),
    )


def nothing_hurts(case: Case) -> Iterator[Finding]:
    """F61: no pain is told, so nobody can say what the weights rest on."""
    if case.as_scored and not case.project.pains:
        yield Finding(
            "F61",
            "warns",
            "weights",
            "no pain stands behind them: nobody can say why one is heavier than another.",
            "Tell the three worst pains, and link them to what would heal them.",
            ("stage", "trauma"),
        )


def nobody_scored(case: Case) -> Iterator[Finding]:
    """F62: who gave the scores, alone or together, is not said."""
    if not case.as_scored:
        return
    people = {who for who, *_ in case.project.scores}
    if people and people == case.unnamed:
        yield Finding(
            "F62",
            "warns",
            "scores",
            "nobody is named who gave them, alone or together, with what interests.",
            "Name who scored; have two more score the closest vendors on their own.",
            ("person", next(iter(people), "")),
        )


def price_in_sight(case: Case) -> Iterator[Finding]:
    """F63: prices stood beside the scores."""
    if case.as_scored and case.project.prices and not case.project.files:
        yield Finding(
            "F63",
            "notes",
            "prices",
            "they stood in the file with the scores: whoever scored could see them.",
            "Next time, keep prices sealed until the scores are locked.",
            ("stage", "decision"),
        )


def decides_nothing(case: Case) -> Iterator[Finding]:
    """F64: requirements on which all vendors have the same score."""
    ev = case.evaluation
    if not case.as_scored or len(ev.contenders) < 2 or not ev.blended.size:
        return
    rows = [ev.matrix.bids.vendors.index(s.vendor) for s in ev.contenders]
    values = ev.values[rows]
    same = ~np.isnan(values).any(axis=0) & (np.ptp(np.nan_to_num(values), axis=0) < 1e-9)
    same &= ev.blended > 0
    if not same.any():
        return
    leaves = [leaf for leaf, s in zip(ev.matrix.weights.leaves, same, strict=True) if s]
    share = 100 * float(ev.blended[same].sum())
    named = ", ".join(_short(case.project.requirements[leaf].label) for leaf in leaves[:LARGE])
    more = f" and {len(leaves) - LARGE} more" if len(leaves) > LARGE else ""
    yield Finding(
        "F64",
        "warns" if share >= 20 else "notes",
        "criteria",
        f"all score the same on {named}{more}: {share:.0f} % of quality's weight decides nothing.",
        "Ask what would tell the vendors apart there, or take the weight off.",
        ("requirement", leaves[0]),
    )


def _short(label: str) -> str:
    """A label that does not fill the sentence it stands in."""
    return label if len(label) <= 40 else label[:38].rsplit(" ", 1)[0].rstrip(",;:") + " …"


RULES: tuple[Rule, ...] = (
    nothing_behind,
    nothing_hurts,
    nobody_scored,
    price_in_sight,
    decides_nothing,
)
