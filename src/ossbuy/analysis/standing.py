"""Where each vendor stands: quality, price, total, rank, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ossbuy.analysis.arrays import TIE, Array
from ossbuy.analysis.matrix.inputs import BidInputs
from ossbuy.analysis.scoring.price import price_scores
from ossbuy.analysis.scoring.quality import Quality
from ossbuy.analysis.scoring.total import Totals, rank_intervals, ranks, totals


@dataclass(frozen=True, slots=True)
class Standing:
    """One vendor's place. Points are on 0..100; money is in the project's currency."""

    vendor: str
    label: str
    quality: float | None
    """None while answers or scores are missing; ``quality_low`` and ``quality_high`` bound it."""
    quality_low: float
    quality_high: float
    price_score: float | None
    """None while the price is sealed or not received."""
    cost: float | None
    """Sum over all years, undiscounted."""
    total: float | None
    """None while something is missing."""
    total_low: float
    total_high: float
    rank: int | None
    """None while what is missing leaves it open, and for eliminated vendors."""
    rank_best: int
    rank_worst: int
    missing: int
    """Cells without a score."""
    missing_share: float
    """Share of the weight they carry, 0..1."""
    eliminated: str
    """The reason, or empty."""
    gates_failed: tuple[str, ...]
    gates_not_shown: tuple[str, ...]
    priced: bool = True
    """False where prices count nothing: then none is waited for."""

    def sentence(self) -> str:
        """Say the place and what is open about it."""
        if self.eliminated:
            return f"{self.label} is eliminated: {self.eliminated}"
        if self.rank is not None and self.total is not None:
            return f"{self.label} is {_ordinal(self.rank)} with {self.total:.1f} points."
        if self.total is not None and self.total_high - self.total_low < TIE:
            return (
                f"{self.label} has {self.total:.1f} points, place {self.rank_best} to "
                f"{self.rank_worst} until the others are complete."
            )
        if self.total is not None:
            return (
                f"{self.label} has {self.total:.1f} points by its claims and {self.total_low:.1f} "
                f"by what is shown for them, place {self.rank_best} to {self.rank_worst}."
            )
        open_things = []
        if self.missing_share >= TIE:
            open_things.append(
                f"{self.missing} answer{'' if self.missing == 1 else 's'} without a score"
            )
        if self.cost is None and self.priced:
            open_things.append("no opened price")
        return (
            f"{self.label} lies between {self.total_low:.1f} and {self.total_high:.1f} points, "
            f"place {self.rank_best} to {self.rank_worst}: {' and '.join(open_things)}."
        )


def _ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 <= number % 100 <= 20 else ends.get(number % 10, 'th')}"


def standings(bids: BidInputs, quality: Quality | None) -> tuple[Standing, ...]:
    """All vendors, contenders first in rank order, eliminated ones last.

    Eliminated vendors are scored against the contenders' prices, so that "would have come first"
    can be said, but they take no rank. While every price is sealed the order follows quality.
    """
    if not bids.vendors or quality is None:
        return ()
    running = np.array([not reason for reason in bids.eliminated])
    cost = bids.cost.sum(axis=1) if bids.cost.shape[1] else np.full(len(bids.vendors), np.nan)
    price = _price_scores(bids, cost, running)
    result = totals(quality, price, bids.price_share, bids.names)
    best, worst = _rank_bounds(result, running)
    rows = []
    for i, vendor in enumerate(bids.vendors):
        # What weighs nothing leaves nothing open.
        whole = quality.missing_share[i] < TIE
        known = whole and not (bids.price_share and np.isnan(price[i]))
        settled = running[i] and best[i] == worst[i]
        failed = tuple(
            g for g, r in zip(bids.gates, bids.gate_results[i], strict=True) if r == "fail"
        )
        unshown = tuple(
            g for g, r in zip(bids.gates, bids.gate_results[i], strict=True) if r == "not shown"
        )
        rows.append(
            Standing(
                vendor=vendor,
                label=bids.names[i],
                quality=float(quality.earned[i]) if whole else None,
                quality_low=float(quality.low[i]),
                quality_high=float(quality.high[i]),
                price_score=None if np.isnan(price[i]) else float(100 * price[i]),
                cost=None if np.isnan(cost[i]) else float(cost[i]),
                total=float(result.total[i]) if known else None,
                total_low=float(result.low[i]),
                total_high=float(result.high[i]),
                rank=int(best[i]) if settled else None,
                rank_best=int(best[i]),
                rank_worst=int(worst[i]),
                missing=int(quality.missing_count[i]),
                missing_share=float(quality.missing_share[i]),
                eliminated=bids.eliminated[i],
                gates_failed=failed,
                gates_not_shown=unshown,
                priced=bids.price_share > 0,
            )
        )
    # With every total known the order follows it, also where intervals leave the ranks open.
    if all(s.total is not None for s in rows if not s.eliminated):
        rows.sort(key=lambda s: (bool(s.eliminated), -round(s.total or 0.0, 9)))
    else:
        rows.sort(key=lambda s: (bool(s.eliminated), s.rank_best, s.rank_worst, -_middle(s)))
    return tuple(rows)


def _price_scores(bids: BidInputs, cost: Array, running: NDArray[np.bool_]) -> Array:
    """Price scores 0..1; an eliminated bid never sets the mark for the others."""
    scores = np.full(len(cost), np.nan)
    priced = running & ~np.isnan(cost)
    if bids.price_formula == "ceiling-linear" and bids.price_ceiling is None:
        return scores
    if priced.any():
        scores[priced] = price_scores(cost[priced], bids.price_formula, bids.price_ceiling)
        for i in np.flatnonzero(~running & ~np.isnan(cost)).tolist():
            among = np.append(cost[priced], cost[i])
            scores[i] = price_scores(among, bids.price_formula, bids.price_ceiling)[-1]
    return scores


def _rank_bounds(result: Totals, running: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Best and worst rank among the vendors still in the running."""
    best = np.zeros(len(running))
    worst = np.zeros(len(running))
    inside = np.flatnonzero(running)
    best[inside], worst[inside] = rank_intervals(result.low[inside], result.high[inside])
    exact = result.high[inside] - result.low[inside] <= TIE
    if exact.all():
        # Nothing is open: equal totals share the better rank instead of an interval.
        best[inside] = worst[inside] = ranks(result.total[inside])
    return best, worst


def _middle(standing: Standing) -> float:
    return (standing.total_low + standing.total_high) / 2
