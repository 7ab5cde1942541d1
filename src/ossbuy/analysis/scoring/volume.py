"""What vendors cost when more or fewer come than forecast: straight lines in the volume.

At k times the forecast a vendor costs fixed + k · scaled, both summed over all years. Two vendors
cost the same at k = (fixed_a − fixed_b) / (scaled_b − scaled_a): exact, never read off a grid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, names, readonly

SAME = 1e-9
"""Multiples closer than this are one: below anything a forecast can express."""


class Crossing(NamedTuple):
    """At `at` times the forecast two vendors cost the same; above it `dearer` costs more."""

    at: float
    dearer: int
    cheaper: int


class Span(NamedTuple):
    """From `start` to `end` times the forecast one vendor is first."""

    vendor: int
    start: float
    end: float


@dataclass(frozen=True)
class VolumeCost:
    """Costs over all years that grow with one volume, in one currency."""

    fixed: Array
    """(vendors,) what is paid however many come, 0 or more."""
    scaled: Array
    """(vendors,) what is paid for the volume at its forecast, 0 or more."""
    vendors: Labels

    def at(self, multiple: float) -> Array:
        """Return the costs (vendors,) at `multiple` times the forecast, above 0."""
        return readonly(self.fixed + multiple * self.scaled)

    def crossings(self, low: float, high: float) -> tuple[Crossing, ...]:
        """Return where two costs cross strictly between two multiples, nearest to 1 first.

        Vendors that cost the same at every multiple do not cross.
        """
        found = []
        for a in range(len(self.fixed)):
            for b in range(a + 1, len(self.fixed)):
                slope = float(self.scaled[a] - self.scaled[b])
                if slope == 0:
                    continue
                at = float(self.fixed[b] - self.fixed[a]) / slope
                if low < at < high:
                    found.append(Crossing(at, a, b) if slope > 0 else Crossing(at, b, a))
        return tuple(sorted(found, key=lambda c: (abs(c.at - 1), c)))

    def cheapest(self, low: float, high: float) -> tuple[Span, ...]:
        """Return who is cheapest from where to where."""
        return self._spans(low, high, lambda k: int(self.at(k).argmin()))

    def dearest(self, low: float, high: float) -> tuple[Span, ...]:
        """Return who is dearest from where to where."""
        return self._spans(low, high, lambda k: int(self.at(k).argmax()))

    def _spans(self, low: float, high: float, who: Callable[[float], int]) -> tuple[Span, ...]:
        return spans([c.at for c in self.crossings(low, high)], low, high, who)

    def sentence(self, crossing: Crossing, volume: str) -> str:
        """Say who costs more than whom, and from when: `volume` names what is forecast."""
        return (
            f"{self.vendors[crossing.dearer]} costs more than {self.vendors[crossing.cheaper]} once"
            f" {volume} pass {crossing.at:.2f} times the forecast."
        )


def volume_cost(fixed: ArrayLike, scaled: ArrayLike, vendors: Sequence[str] = ()) -> VolumeCost:
    """Take the two parts of each vendor's cost, (vendors,) each.

    Raises ValueError for a part that is negative or not known, and for a vendor without any cost.
    """
    stays, grows = (np.atleast_1d(np.asarray(x, np.float64)) for x in (fixed, scaled))
    if stays.shape != grows.shape:
        raise ValueError(f"{len(stays)} fixed costs but {len(grows)} that grow.")
    labels = names(vendors, len(stays), "vendor")
    for label, a, b in zip(labels, stays.tolist(), grows.tolist(), strict=True):
        if not (np.isfinite(a) and np.isfinite(b) and a >= 0 and b >= 0 and a + b > 0):
            raise ValueError(
                f"The cost of {label} is {a:g} fixed and {b:g} growing; give amounts of 0 or more,"
                " not both 0."
            )
    return VolumeCost(readonly(stays), readonly(grows), labels)


def spans(
    corners: Sequence[float], low: float, high: float, who: Callable[[float], int]
) -> tuple[Span, ...]:
    """Ask who leads between corners that hold every change, and join what is the same."""
    edges = [low]
    for corner in sorted(corners):
        if corner - edges[-1] > SAME * max(1.0, corner) and high - corner > SAME * max(1.0, high):
            edges.append(corner)
    edges.append(high)
    found: list[Span] = []
    for start, end in pairwise(edges):
        vendor = who((start + end) / 2)
        if found and found[-1].vendor == vendor:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Span(vendor, start, end))
    return tuple(found)
