"""The sheet's own totals, held against its own weights and scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

ROUNDED = 1e-6
"""Relative difference that is arithmetic, not a mistake."""


@dataclass(frozen=True)
class Rule:
    """One way to add up: what each row gives each vendor, in any unit."""

    name: str
    gives: tuple[tuple[float, ...], ...]
    """(vendors, rows)."""

    @cached_property
    def sums(self) -> tuple[float, ...]:
        """What all rows give each vendor."""
        return tuple(sum(row) for row in self.gives)


@dataclass(frozen=True, slots=True)
class Checked:
    """Which rule the totals follow, and where they do not."""

    rule: str
    recomputed: tuple[float, ...]
    agrees: tuple[bool, ...]
    left_out: int = -1
    """The row that the sums forget."""

    @property
    def good(self) -> int:
        """How many totals follow."""
        return sum(self.agrees)


def check(
    said: Sequence[tuple[float, float]], rules: Sequence[Rule], fulls: Sequence[float]
) -> Checked | None:
    """The rule that most totals follow; None where no rule gives at least two of them.

    ``said`` holds each total with how far rounding may have moved it, ``fulls`` what a sheet of
    full marks may add up to: a rule holds with one such factor for all vendors. Where nothing gives
    all totals, one row that every sum forgets may.
    """
    whole = [found for rule in rules if (found := _follows(said, rule, fulls, -1)) is not None]
    best = max(whole, key=lambda found: found.good, default=None)
    if best is not None and best.good == len(said):
        return best
    for rule in rules:
        for row in range(len(rule.gives[0]) if rule.gives else 0):
            found = _follows(said, rule, fulls, row)
            if found is not None and found.good == len(said):
                return found
    if best is not None and best.good * 2 < len(said):
        return None
    return best


def _follows(
    said: Sequence[tuple[float, float]], rule: Rule, fulls: Sequence[float], dropped: int
) -> Checked | None:
    if dropped >= 0 and not any(row[dropped] for row in rule.gives):
        return None
    whole = rule.sums
    sums = [
        value - (row[dropped] if dropped >= 0 else 0.0)
        for value, row in zip(whole, rule.gives, strict=True)
    ]
    factors = list(fulls)
    if dropped < 0 and len(said) > 2 and min(sums) > 0:
        # Three totals in one proportion are no accident, whatever a full mark would be.
        factors.append(said[0][0] / sums[0])
    best, most = 0.0, 0
    for factor in factors:
        good = sum(
            _close(total, slack, factor * value)
            for (total, slack), value in zip(said, sums, strict=True)
        )
        if good > most and (factor in fulls or good == len(said)):
            best, most = factor, good
    if most < 2:
        return None
    return Checked(
        rule.name,
        tuple(best * value for value in whole),
        tuple(
            _close(total, slack, best * value)
            for (total, slack), value in zip(said, sums, strict=True)
        ),
        dropped,
    )


def fulls_of(top: float, weights: float, count: int) -> tuple[float, ...]:
    """What full marks may add up to: of 1, the scale, 10, 100, or weights (their sum) × scale."""
    marks = [1.0, top, 5.0, 10.0, 100.0, 1000.0]
    if weights > 0:
        marks += [weights, weights * top, weights * top / 100, weights / top]
        marks += [weights * 100, weights * 10, weights / 100 * 5]
    return tuple(dict.fromkeys((*marks, count * top, float(count))))


def _close(said: float, slack: float, ours: float) -> bool:
    return abs(said - ours) <= slack + ROUNDED * max(abs(said), abs(ours))


def slack_of(text: str) -> float:
    """How far a number may have been rounded when somebody typed it, at most 0.7 % of it."""
    found = re.search(r"[.,](\d+)", text)
    digits = len(found[1]) if found else 0
    plain = re.sub(r"[^\d.,]", "", text).replace(",", ".")
    try:
        size = abs(float(plain))
    except ValueError:
        size = 0.0
    return 0.0 if digits > 6 else min(0.5 * 10**-digits, 0.007 * size) + 1e-9
