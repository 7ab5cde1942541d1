"""The chain from the customer's ease of spending to a finance metric, link by link."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from ossbuy.model.worth import ValueCase

MONEY: Final = ("volume", "loss", "margin", "attribution")
"""What an amount of revenue at risk is the product of."""


class Hold(IntEnum):
    """How well a link holds, weakest first."""

    MISSING = 0
    ASSERTED = 1
    CORRELATED = 2
    SHOWN = 3


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain."""

    name: str
    said: str
    """What stands there, in words; what is missing where nothing does."""
    hold: Hold


def chain_of(case: ValueCase) -> tuple[Link, ...]:
    """The six links of a value case, from the customer to the finance report."""
    strength = {"asserted": Hold.ASSERTED, "correlated": Hold.CORRELATED, "measured": Hold.SHOWN}
    lever = " · ".join(part for part in (case.lever, case.segment) if part)
    return (
        _link("journey", case.stage),
        _friction(case),
        Link("lever", lever or "not said", Hold.SHOWN if case.lever else Hold.MISSING),
        _money(case),
        Link("strength", case.chain or "not said", strength.get(case.chain, Hold.MISSING)),
        _link("finance metric", case.finance_metric),
    )


def weakest(chain: tuple[Link, ...]) -> int | None:
    """The place of the weakest link, the first of equals; None where every link is shown."""
    place = min(range(len(chain)), key=lambda i: chain[i].hold)
    return None if chain[place].hold is Hold.SHOWN else place


def friction_words(case: ValueCase) -> str:
    """``re-keying 7 → 2 minutes``; empty when nothing is said."""
    ends = [f"{end:g}" for end in (case.baseline, case.target) if end is not None]
    if case.baseline is None and ends:
        ends = [f"to {ends[0]}"]
    return " ".join(part for part in (case.friction, " → ".join(ends), case.unit) if part)


def _link(name: str, said: str) -> Link:
    return Link(name, said or "not said", Hold.SHOWN if said else Hold.MISSING)


def _friction(case: ValueCase) -> Link:
    said = friction_words(case)
    if not said:
        return Link("friction", "not said", Hold.MISSING)
    counted = case.friction and case.baseline is not None and case.target is not None
    return Link("friction", said, Hold.SHOWN if counted else Hold.ASSERTED)


def _money(case: ValueCase) -> Link:
    missing = [name for name in MONEY if getattr(case, name) is None]
    if not missing:
        return Link("money", "reckoned", Hold.SHOWN)
    if len(missing) == len(MONEY):
        return Link("money", "not said", Hold.MISSING)
    return Link("money", f"without {', '.join(missing)}", Hold.MISSING)
