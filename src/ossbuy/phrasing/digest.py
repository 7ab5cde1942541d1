"""The few findings of a whole set that matter most, grouped by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ossbuy.phrasing.hit import Hit


@dataclass(frozen=True, slots=True)
class Ranked:
    """One rule at one text."""

    ident: str
    hit: Hit
    """The first hit of the rule in the text."""
    score: float
    """Severity × what the text weighs; 1 is the mean weight."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule, the weightiest first."""

    rule: str
    severity: int
    total: int
    """How many texts of the set the rule hits."""
    habit: bool
    """So many that it is how the author writes: settle it once, not text by text."""
    shown: tuple[Ranked, ...]


def digest(
    hits: Mapping[str, Sequence[Hit]], weights: Mapping[str, float], limits: Mapping[str, float]
) -> tuple[Group, ...]:
    """At most ``limits['digest']`` findings, grouped by rule.

    Ranked by severity × weight; of one rule no more than ``digest_per_rule`` come in while other
    rules wait, and a rule that hits most of the set (a habit) shows one example, last.

    Args:
        hits: by id of the text.
        weights: what each text weighs, 1 on average.
        limits: as in templates/phrasing/rules.yaml.
    """
    ranked = [
        Ranked(ident, hit, hit.severity * weights.get(ident, 1.0))
        for ident, found in hits.items()
        for hit in {h.rule: h for h in reversed(found)}.values()
    ]
    # Sorting is stable: of equal scores the text that stands first comes first.
    ranked.sort(key=lambda r: (-r.score, -r.hit.severity))
    by_rule: dict[str, list[Ranked]] = {}
    for finding in ranked:
        by_rule.setdefault(finding.hit.rule, []).append(finding)
    of_all = max(len(hits), 1)
    habits = {
        rule
        for rule, found in by_rule.items()
        if len(found) >= limits["habit_share"] * of_all and of_all >= limits["habit_texts"]
    }
    taken = _taken(ranked, habits, int(limits["digest"]), int(limits["digest_per_rule"]))
    groups = [
        Group(
            rule,
            by_rule[rule][0].hit.severity,
            len(by_rule[rule]),
            rule in habits,
            tuple(f for f in taken if f.hit.rule == rule),
        )
        for rule in dict.fromkeys(f.hit.rule for f in taken)
    ]
    return tuple(sorted(groups, key=lambda g: (g.habit, -g.shown[0].score)))


def _taken(ranked: list[Ranked], habits: set[str], most: int, per_rule: int) -> list[Ranked]:
    """Which findings are shown: first a few of each rule, then whatever weighs most."""
    count: dict[str, int] = {}
    first, rest = [], []
    for finding in ranked:
        rule = finding.hit.rule
        count[rule] = count.get(rule, 0) + 1
        if count[rule] <= (1 if rule in habits else per_rule):
            first.append(finding)
        elif rule not in habits:
            rest.append(finding)
    examples = [f for f in first if f.hit.rule in habits]
    others = [f for f in first if f.hit.rule not in habits]
    room = max(most - len(examples), 0)
    chosen = (others + rest)[:room]
    return sorted(chosen, key=lambda f: -f.score) + examples[:most]
