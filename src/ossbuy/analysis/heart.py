"""Heart and head: where a pain stands by feeling, and where by what it is shown to cost.

    gap = place by mean intensity − place by evidenced cost,
    evidenced cost = likely cost a year × evidence factor

Below 0 the pain is felt more than it is shown to cost, above 0 it costs more than it is felt. Only
pains known in both ways have a place, so that a feeling nobody told is not taken for calm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import TIE, Array, readonly, readonly_index, readonly_mask


@dataclass(frozen=True)
class HeartHead:
    """Both rankings over the same pains; all arrays have shape (pains,)."""

    feeling: Array
    """Mean intensity over the people who told one, 1..5; NaN where nobody did."""
    cost: Array
    """Likely cost × evidence factor; NaN where one of them is not known."""
    known: NDArray[np.bool_]
    """Whether the pain is in both rankings."""
    heart: NDArray[np.intp]
    """Place by feeling, 1 is felt most; equal ones share the better place; 0 for none."""
    head: NDArray[np.intp]
    """Place by evidenced cost, 1 costs most; 0 for none."""

    @property
    def gap(self) -> NDArray[np.intp]:
        """Place by feeling − place by evidenced cost; 0 for pains without places."""
        return self.heart - self.head


def heart_head(
    intensities: Sequence[Sequence[float]], costs: ArrayLike, factors: ArrayLike
) -> HeartHead:
    """Rank pains by feeling and by evidenced cost.

    Args:
        intensities: for each pain one intensity, 1..5, per person who told one.
        costs: shape (pains,): likely cost a year, NaN where it is not known.
        factors: shape (pains,): evidence factor on 0..1, NaN where no grade was given.
    """
    feeling = np.array(
        [sum(told) / len(told) if told else np.nan for told in intensities], dtype=np.float64
    )
    cost = np.asarray(costs, np.float64) * np.asarray(factors, np.float64)
    known = ~(np.isnan(feeling) | np.isnan(cost))
    return HeartHead(
        readonly(feeling),
        readonly(cost),
        readonly_mask(known),
        readonly_index(_places(feeling, known)),
        readonly_index(_places(cost, known)),
    )


def _places(values: Array, known: NDArray[np.bool_]) -> NDArray[np.intp]:
    """1 for the highest; each has as many before it as are higher by more than float noise."""
    width = TIE * np.maximum(1.0, np.abs(values))
    higher = values[None, :] > values[:, None] + width[:, None]
    before = (higher & known[None, :]).sum(axis=1)
    return np.where(known, before + 1, 0)
