"""Whether the money the pains are said to cost can be so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ossbuy.analysis.revenue import ALREADY
from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.amounts import yearly_amount
from ossbuy.procedure.findings.case import Case, Rule


def _named(words: str) -> re.Pattern[str]:
    """Names of a whole sum, never of a part of it such as ``Revenue at risk``."""
    return re.compile(
        rf"\s*((the|our|total|all|yearly|annual|group|company) )*({words})"
        rf"\s*(\(.*\)|,? ?(a|per|in|for|of|last|fiscal|20\d\d)\b.*)?\s*",
        re.IGNORECASE,
    )


BOUNDS = (
    # coefficient, what the project's context calls it, and how it is said
    ("opex_share", _named("opex|operating (?:costs?|expen[sd]\\w*)"), "opex"),
    ("revenue_share", _named("revenues?|turnover"), "revenue"),
)


def cost_above_bound(case: Case) -> Iterator[Finding]:
    """F10: the pains are said to cost more a year than the operator can lose that way."""
    project = case.project
    factor = project.policy.overlap_factor
    summed = case.evaluation.matrix.gross_cost * (1.0 if factor is None else factor)
    currency = project.description.currency
    for name, called, word in BOUNDS:
        share = case.limit(name)
        known = [
            amount
            for field, said in project.description.context.items()
            if called.fullmatch(field) and (amount := yearly_amount(said, currency)) is not None
        ]
        if share is None or not known or not summed:
            continue
        whole = max(known)
        if summed > share * whole:
            yield Finding(
                "F10",
                "warns",
                "pains",
                f"they are said to cost {_money(summed, currency)} a year, "
                f"{100 * summed / whole:.0f} % of the {word} ({100 * share:.0f} % is the bound).",
                "Have finance look at the largest, and set overlap groups and an overlap factor.",
                ("pain", _dearest(case)),
            )
        return


def _money(amount: float, currency: str) -> str:
    return (
        f"{currency} {amount / 1e6:.2f} million" if amount >= 1e6 else f"{currency} {amount:,.0f}"
    )


def _dearest(case: Case) -> str:
    return max(case.project.pains.values(), key=lambda pain: pain.cost_likely or 0).id


def counted_twice(case: Case) -> Iterator[Finding]:
    """F09: one benefit counted twice, in overlapping costs or in the same revenue."""
    groups: dict[str, list[str]] = {}
    for pain in case.project.pains.values():
        if pain.overlap_group and pain.cost_likely:
            groups.setdefault(pain.overlap_group.casefold(), []).append(pain.id)
    factor = case.project.policy.overlap_factor
    for group, pains in groups.items():
        if len(pains) > 1 and (factor is None or factor >= 1):
            yield Finding(
                "F09",
                "warns",
                ", ".join(case.project.label(pain) for pain in pains),
                f"they overlap ({group}) but their costs are added in full.",
                "Set an overlap factor below 1 in the policy.",
                ("pain", pains[0]),
            )
    yield from _same_revenue(case)


def _same_revenue(case: Case) -> Iterator[Finding]:
    project = case.project
    for line in case.worth.revenue.of(ALREADY):
        value = project.values[line.id]
        whose = f"{value.lever} of {value.segment or 'everybody'}"
        yield Finding(
            "F09",
            "notes",
            f"{project.label(line.id)}, {project.label(line.by)}",
            f"both speak of the same revenue ({whose}), so only the latter counts.",
            "Name the segment each is about, or leave one out.",
            ("value", line.id),
        )


RULES: tuple[Rule, ...] = (counted_twice, cost_above_bound)
