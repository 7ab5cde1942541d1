"""What the result itself makes one wonder about."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ossbuy.analysis.scoring.price import abnormally_low, irrelevant_bid_test
from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule


def not_firm(case: Case) -> Iterator[Finding]:
    """F15: the leader is not separable from its rivals."""
    if case.robustness is not None and not case.robustness.verdict.separable:
        yield Finding(
            "F15",
            "blocks",
            "ranking",
            case.robustness.sentence(),
            "Buy the evidence that would separate them before choosing.",
            ("stage", "robustness"),
        )


def no_do_nothing(case: Case) -> Iterator[Finding]:
    """F16: doing nothing is not a row."""
    if case.project.prices and case.evaluation.do_nothing is None:
        yield Finding(
            "F16",
            "warns",
            "policy",
            "what doing nothing costs cannot be said.",
            "Set the overlap factor, the addressable share and the ramp in the policy.",
            ("stage", "decision"),
        )


def formula_depends_on_others(case: Case) -> Iterator[Finding]:
    """F18: dropping one bidder changes the order of the others."""
    ev = case.evaluation
    complete = [s for s in ev.contenders if s.total is not None and s.cost is not None]
    if len(complete) < 3 or not ev.price_share:
        return
    test = irrelevant_bid_test(
        [s.quality or 0.0 for s in complete],
        [s.cost or 0.0 for s in complete],
        ev.price_share,
        ev.price_formula,
        ev.matrix.bids.price_ceiling,
        [s.label for s in complete],
    )
    if test.changes:
        yield Finding(
            "F18",
            "warns",
            "price formula",
            test.sentence(),
            "Prefer a formula with a published ceiling, which scores each bid on its own.",
            ("stage", "decision"),
        )


def suspiciously_cheap(case: Case) -> Iterator[Finding]:
    """F34: an abnormally low bid."""
    ev, model = case.evaluation, case.evaluation.matrix.model
    priced = [s for s in ev.contenders if s.cost is not None]
    if not priced:
        return
    cost = np.array([s.cost for s in priced], dtype=np.float64)
    share = model.number("price.low_bid_share")
    low = abnormally_low(cost, share, int(model.number("price.low_bid_count")))
    for standing, flagged in zip(priced, low, strict=True):
        if flagged:
            yield Finding(
                "F34",
                "warns",
                standing.label,
                f"its price lies {100 * share:.0f} % or more below the mean of all bids.",
                "Ask for an explanation of the price before relying on it.",
                ("vendor", standing.vendor),
            )


def below_the_floor(case: Case) -> Iterator[Finding]:
    """F35: the leader hardly heals one of the heaviest root causes."""
    ev = case.evaluation
    leader, inputs = ev.leader, ev.matrix.trauma
    if leader is None or not inputs.causes:
        return
    floor, count = (
        ev.matrix.model.number("floor.share"),
        int(ev.matrix.model.number("floor.causes")),
    )
    order = sorted(inputs.causes, key=lambda c: -ev.rolled_of(c))[:count]
    for cause in order:
        carried = ev.rolled.contribution[inputs.causes.index(cause)]
        healed = [
            (float(points), value)
            for pain, points in zip(inputs.pains, carried, strict=True)
            if points > 0 and (value := ev.healing(leader.vendor, pain)) is not None
        ]
        total = sum(points for points, _ in healed)
        share = sum(points * value for points, value in healed) / total if total else 1.0
        if share < floor:
            yield Finding(
                "F35",
                "warns",
                f"{leader.label}, {case.project.label(cause)}",
                f"it would heal {100 * share:.0f} % of one of the {count} heaviest causes "
                f"({100 * floor:.0f} % is the floor).",
                "Ask what else it takes, or weigh the choice again.",
                ("cause", cause),
            )


def says_nothing(case: Case) -> Iterator[Finding]:
    """F36: what the arithmetic left out."""
    for note in case.evaluation.notes:
        yield Finding(
            "F36",
            "notes",
            "arithmetic",
            note,
            "Nothing to do if that is meant.",
            ("stage", "weights"),
        )


RULES: tuple[Rule, ...] = (
    not_firm,
    no_do_nothing,
    formula_depends_on_others,
    suspiciously_cheap,
    below_the_floor,
    says_nothing,
)
