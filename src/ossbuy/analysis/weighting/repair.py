"""Which comparison disagrees most with the others, and what they would have it be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Labels
from ossbuy.analysis.weighting.comparisons import Comparisons, Pair, comparisons, connected
from ossbuy.analysis.weighting.completion import complete, principal
from ossbuy.analysis.weighting.judged import times
from ossbuy.analysis.weighting.pairwise import (
    TABLE_NAMES,
    consistency,
    index_for,
    pairwise_weights,
)

SCALE = tuple(1 / k for k in range(9, 1, -1)) + tuple(float(k) for k in range(1, 10))
"""Saaty's scale, from 1/9 to 9."""


@dataclass(frozen=True)
class Repair:
    """The one comparison whose repair lowers λ_max most; ratios read "i counts … times j"."""

    pair: Pair
    stated: float
    implied: float
    """What all the other comparisons together say."""
    on_scale: float
    """The value of the 1 to 9 scale nearest to `implied`, by ratio."""
    ratio: float
    """The consistency ratio as things stand."""
    ratio_if_implied: float
    """The consistency ratio with `implied` in place of `stated`; always lower than `ratio`."""
    ratio_if_on_scale: float
    """The same with `on_scale`, which may not be lower when the fault is within rounding."""
    random_index: str
    labels: Labels

    def sentence(self) -> str:
        """Say what was said, what the rest says, and what changing it would bring."""
        first, second = (self.labels[i] for i in self.pair)
        better = self.ratio_if_on_scale < self.ratio
        value = self.on_scale if better else self.implied
        after = self.ratio_if_on_scale if better else self.ratio_if_implied
        return (
            f"Least in line: {times(self.stated, first, second)};"
            f" the other comparisons say that {times(value, first, second)}. With that the"
            f" consistency ratio goes from {self.ratio:.3f} to {after:.3f}"
            f" ({TABLE_NAMES[self.random_index]})."
        )


def most_inconsistent(
    said: Mapping[Pair, float] | ArrayLike | Comparisons,
    labels: Sequence[str] = (),
    count: int | None = None,
    random_index: str = "saaty-1980",
) -> Repair | None:
    """Find the comparison least in line with the others, or None when nothing disagrees.

    Each comparison in turn is treated as not made; what the others imply for it is the value
    that makes λ_max smallest (`completion.complete`). The one that brings λ_max down furthest is
    named; between equals the first. A comparison that is the only bridge between two groups
    cannot disagree with anything. Takes some milliseconds per comparison (0.1 s for ten criteria,
    up to 1 s for fifteen with gaps): too slow for a key press, fast enough for a worker.

    Raises BadJudgement as `pairwise_weights` does.
    """
    read = comparisons(said, labels, count)
    now = pairwise_weights(read, random_index=random_index)
    if now.consistency_index == 0:
        return None
    best: tuple[float, Pair, float] | None = None
    for i, j in read.given:
        without = np.array(read.matrix)
        without[i, j] = without[j, i] = np.nan
        if len(connected(~np.isnan(without))) > 1:
            continue
        filled = complete(without)
        found = principal(filled)[0]
        if best is None or found < best[0] - 1e-12:
            best = (found, (i, j), float(filled[i, j]))
    if best is None:
        return None
    (i, j), implied = best[1], best[2]
    on_scale = min(SCALE, key=lambda value: abs(np.log(value / implied)))
    changed = np.array(read.matrix)
    changed[i, j], changed[j, i] = on_scale, 1 / on_scale
    random = index_for(len(read.labels), random_index)

    def ratio(lambda_max: float) -> float:
        return consistency(lambda_max, len(read.labels), random)[1]

    return Repair(
        pair=(i, j),
        stated=float(read.matrix[i, j]),
        implied=implied,
        on_scale=on_scale,
        ratio=now.consistency_ratio,
        ratio_if_implied=ratio(best[0]),
        ratio_if_on_scale=ratio(principal(complete(changed))[0]),
        random_index=random_index,
        labels=read.labels,
    )
