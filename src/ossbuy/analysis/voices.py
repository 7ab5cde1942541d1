"""Whose words weigh: the buyer's air-gap, and how far one person's grades spread.

    air-gap = 1 − trauma voiced by daily users / all trauma

It asks of the buyer what a vendor is asked: how much of what is known comes from the people who
live with the system. Trauma nobody is named for counts in the whole and is shown apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class AirGap:
    """Trauma points by who told them."""

    daily: float
    """Told by daily users."""
    others: float
    """Told by people who do not use the system every day."""
    unvoiced: float
    """Told by nobody who is named."""

    @property
    def total(self) -> float:
        """All trauma points."""
        return self.daily + self.others + self.unvoiced

    def share(self, part: str) -> float:
        """Share of all points told by ``daily``, ``others`` or nobody (``unvoiced``), 0..1."""
        points: float = getattr(self, part)
        return points / self.total if self.total else 0.0

    @property
    def gap(self) -> float | None:
        """The buyer's air-gap, 0..1; None while no pain carries trauma."""
        return 1 - self.daily / self.total if self.total else None

    def sentence(self, trauma: str = "trauma") -> str:
        """How much is told at second hand, in words."""
        if self.gap is None:
            return f"No pain carries {trauma} yet, so there is no air-gap to speak of."
        said = f"{100 * self.share('daily'):.0f} % of the {trauma} is told by daily users"
        if self.unvoiced:
            said += f", {100 * self.share('unvoiced'):.0f} % by nobody who is named"
        return f"{said}: the buyer's air-gap is {100 * self.gap:.0f} %."


def air_gap(points: ArrayLike, daily: ArrayLike) -> AirGap:
    """Trauma by who told it.

    Args:
        points: (pains,) non-negative trauma points.
        daily: (pains,) 1 where a daily user told the pain, 0 where somebody else did, NaN where
            nobody is named.
    """
    trauma, told = np.asarray(points, dtype=np.float64), np.asarray(daily, dtype=np.float64)
    return AirGap(
        float(trauma[told == 1].sum()),
        float(trauma[told == 0].sum()),
        float(trauma[np.isnan(told)].sum()),
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """How one person grades: lowest, median and highest of what they graded, 1..5."""

    low: int
    median: float
    high: int
    count: int

    def words(self) -> str:
        """``3–5 · 4``, or the one grade."""
        if self.low == self.high:
            return f"{self.low}"
        return f"{self.low}–{self.high} · {self.median:g}"


def spread(grades: Sequence[int]) -> Spread | None:
    """Spread of one person's grades; None without any."""
    if not grades:
        return None
    return Spread(min(grades), float(median(grades)), max(grades), len(grades))
