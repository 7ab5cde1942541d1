"""Where success changes the winner: the total against a volume at k times its forecast.

Costs are straight lines in k, so between the corners of the price formula the gap of two vendors
has the sign of a polynomial of degree two at most. Every change of leader is a root of one of
them or a corner: exact, never read off a grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.robustness.flips import Flip
from ossbuy.analysis.scoring.price import price_scores
from ossbuy.analysis.scoring.total import order_of
from ossbuy.analysis.scoring.volume import Span, VolumeCost, spans


@dataclass(frozen=True)
class VolumeFlips:
    """Who leads at which multiple of the forecast, from `low` to `high`."""

    cost: VolumeCost
    quality: Array
    price_share: float
    formula: str
    ceiling: float | None
    leads: tuple[Span, ...]
    """From left to right, without gaps; neighbours differ."""

    @property
    def leader(self) -> int:
        """Who leads at the forecast itself."""
        return order_of(self.totals(1.0))[0]

    @property
    def flips(self) -> tuple[Flip, ...]:
        """The changes of leader, nearest to the forecast first."""
        pairs = zip(self.leads, self.leads[1:], strict=False)
        found = [Flip(b.start, a.vendor, b.vendor) for a, b in pairs]
        return tuple(sorted(found, key=lambda f: abs(f.at - 1)))

    def totals(self, multiple: float) -> Array:
        """Return the totals (vendors,) on 0..100 at a multiple of the forecast."""
        price = price_scores(self.cost.at(multiple), self.formula, self.ceiling)
        total: Array = (1 - self.price_share) * self.quality + 100 * self.price_share * price
        return total

    def sentence(self, volume: str) -> str:
        """Say where the nearest change of leader is; `volume` names what is forecast."""
        names, leader = self.cost.vendors, self.leader
        low, high = self.leads[0].start, self.leads[-1].end
        if not self.flips:
            return f"{names[leader]} leads from {low:g} to {high:g} times the forecast of {volume}."
        near = self.flips[0]
        above = near.at >= 1
        after = near.above if above else near.below
        return (
            f"{names[after]} leads once {volume} {'pass' if above else 'stay below'}"
            f" {near.at:.4g} times the forecast (at the forecast {names[leader]} leads)."
        )


def volume_flips(
    quality: ArrayLike,
    cost: VolumeCost,
    price_share: float,
    formula: str,
    ceiling: float | None = None,
    *,
    low: float,
    high: float,
) -> VolumeFlips:
    """Move the volume from `low` to `high` times its forecast: where does the leader change?

    `quality` (vendors,) on 0..100, all known; `price_share` 0..1; `formula` and `ceiling` as for
    `price_scores`; 0 < low < high. total = (1 − p) · quality + 100 · p · price score.
    """
    if not 0 < low < high:
        raise ValueError(f"From {low:g} to {high:g} times the forecast: give two rising numbers.")
    merit = np.atleast_1d(np.asarray(quality, np.float64))
    if merit.shape != cost.fixed.shape or not np.isfinite(merit).all():
        raise ValueError("Every vendor needs a known quality.")
    result = VolumeFlips(cost, merit, float(price_share), formula, ceiling, ())
    corners = [c.at for c in cost.crossings(low, high)]
    if formula == "ceiling-linear" and ceiling is not None:
        grows = cost.scaled > 0
        corners += ((ceiling - cost.fixed[grows]) / cost.scaled[grows]).tolist()
    edges = sorted({low, high, *(c for c in corners if low < c < high)})
    roots = list(corners)
    for start, end in pairwise(edges):
        for gap in _gaps(result, (start + end) / 2):
            roots += [k for k in _roots(gap) if start < k < end]
    inside = [k for k in roots if low < k < high]
    leads = spans(inside, low, high, lambda k: order_of(result.totals(k))[0])
    return VolumeFlips(cost, merit, float(price_share), formula, ceiling, leads)


def _gaps(flips: VolumeFlips, middle: float) -> Iterator[tuple[float, float, float]]:
    """Coefficients (k², k, 1) with the sign of each pair's gap, on the stretch around `middle`."""
    fixed, scaled = flips.cost.fixed.tolist(), flips.cost.scaled.tolist()
    costs, worth = flips.cost.at(middle), 100 * flips.price_share
    low, high = int(costs.argmin()), int(costs.argmax())
    for a, b in combinations(range(len(fixed)), 2):
        merit = (1 - flips.price_share) * float(flips.quality[a] - flips.quality[b])
        more, steeper = fixed[b] - fixed[a], scaled[b] - scaled[a]
        if flips.formula == "lowest-ratio":
            # merit·Ca·Cb + worth·Cmin·(Cb − Ca), each C a straight line in k
            yield (
                merit * scaled[a] * scaled[b] + worth * scaled[low] * steeper,
                merit * (fixed[a] * scaled[b] + fixed[b] * scaled[a])
                + worth * (fixed[low] * steeper + scaled[low] * more),
                merit * fixed[a] * fixed[b] + worth * fixed[low] * more,
            )
        elif flips.formula == "low-high-linear":
            yield (
                0.0,
                merit * (scaled[high] - scaled[low]) + worth * steeper,
                merit * (fixed[high] - fixed[low]) + worth * more,
            )
        else:
            assert flips.ceiling is not None
            slope, here = 0.0, merit
            for vendor, sign in ((a, 1), (b, -1)):
                if costs[vendor] < flips.ceiling:
                    slope -= sign * worth * scaled[vendor] / flips.ceiling
                    here += sign * worth * (1 - fixed[vendor] / flips.ceiling)
            yield 0.0, slope, here


def _roots(gap: tuple[float, float, float]) -> list[float]:
    """Real roots of a polynomial of degree two at most, without cancellation."""
    a, b, c = gap
    size = max(abs(a), abs(b), abs(c))
    if size == 0:
        return []
    a, b, c = a / size, b / size, c / size
    if abs(a) < 1e-15:
        return [-c / b] if b else []
    inner = b * b - 4 * a * c
    if inner < 0:
        return []
    q = -(b + math.copysign(math.sqrt(inner), b)) / 2
    return [q / a, c / q] if q else [0.0]
