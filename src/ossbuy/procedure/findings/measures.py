"""Whether what is asked for can be answered once, measured, and not met by hiding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ossbuy.model.findings import Finding
from ossbuy.model.requirement import Requirement
from ossbuy.phrasing.checking import kind_of
from ossbuy.phrasing.rules.and_or import and_or
from ossbuy.phrasing.rules.compound import compound
from ossbuy.phrasing.rules.rule import Rule as WordingRule
from ossbuy.phrasing.text import Text
from ossbuy.procedure.findings.amounts import first_number
from ossbuy.procedure.findings.case import Case, Rule
from ossbuy.procedure.wording import rules

WITH_UNIT = re.compile(r"\d[\d.,]*\s*(%|‰|°|[€$£]|[^\W\d_])|[€$£]\s*\d|\b(per|of) \w")
"""A number with a sign or a word behind it, or a rate."""
BARE = re.compile(r"[\s<>≤≥=~±]*\d[\d.,]*\s*")
REDUCES = re.compile(
    r"\b(reduc\w+|fewer|less|lower\w*|shorten\w*|shorter|decreas\w+|cut(ting)? (of|in|down)|"
    r"drop(s|ped)? (of|in|to)|compression|suppress\w+|closed|closure|clear(ed|ance))\b",
    re.IGNORECASE,
)


@cache
def _splitters() -> tuple[WordingRule, ...]:
    """The two rules of wording that see several obligations in one text; English only."""
    return compound(rules().lists), and_or()


def two_in_one(case: Case) -> Iterator[Finding]:
    """F06: two obligations in one requirement, which can be met and scored by halves."""
    for requirement in case.project.requirements.values():
        text = Text(requirement.text, kind_of(requirement.text), measured=True)
        hits = (rule.look(text) for rule in _splitters() if text.kind in rule.kinds)
        if (hit := next((h for h in hits if h), None)) is None:
            continue
        where = " ".join(requirement.text[hit.spans[0].start :].split()[:6])
        yield Finding(
            "F06",
            "warns" if requirement.gate else "notes",
            requirement.code,
            f"it asks for two things at once, from “{where}” on.",
            "Split it, so that each can be answered, scored and tested.",
            ("requirement", requirement.id),
        )


def no_unit(case: Case) -> Iterator[Finding]:
    """F08: a measure without a unit."""
    project = case.project
    for requirement in project.requirements.values():
        if what := _without_unit(requirement):
            yield Finding(
                "F08",
                "warns",
                requirement.code,
                f"its {what} has no unit, so nobody can tell whether it was met.",
                "Name the unit: percent of what, minutes, orders a day.",
                ("requirement", requirement.id),
            )
    for owner, value in project.values.items():
        if (value.baseline is not None or value.target is not None) and not value.unit:
            yield Finding(
                "F08",
                "warns",
                project.label(owner),
                "what is counted in the customer's journey has no unit.",
                "Name the unit: steps, minutes, percent of orders.",
                ("value", owner),
            )


def _without_unit(requirement: Requirement) -> str:
    said = (requirement.kpi, requirement.kpi_baseline, requirement.kpi_target)
    if any(said) and not requirement.kpi_unit and not any(WITH_UNIT.search(s) for s in said):
        return f"KPI “{requirement.kpi}”" if requirement.kpi else "KPI"
    if BARE.fullmatch(requirement.threshold):
        return f"threshold “{requirement.threshold.strip()}”"
    return ""


def improved_by_hiding(case: Case) -> Iterator[Finding]:
    """F29: less of something is promised, and nothing watches where it went."""
    for requirement in case.project.requirements.values():
        if requirement.kpi and not requirement.counter_kpi and _reduces(requirement):
            yield Finding(
                "F29",
                "warns",
                requirement.code,
                f"“{requirement.kpi}” gets better by hiding, and no counter-KPI watches it.",
                "Name what must not get worse with it: true alarms missed, tickets reopened.",
                ("requirement", requirement.id),
            )


def _reduces(requirement: Requirement) -> bool:
    before, after = (first_number(t) for t in (requirement.kpi_baseline, requirement.kpi_target))
    if before is not None and after is not None:
        return after < before
    return bool(REDUCES.search(f"{requirement.kpi} {requirement.kpi_target}"))


RULES: tuple[Rule, ...] = (two_in_one, no_unit, improved_by_hiding)
