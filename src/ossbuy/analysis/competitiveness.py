"""How a vendor's own answers stand while the buyer's weights are unknown.

An answer is worth v = min(level, cap of its delivery) · evidence factor, on 0..1, as in
`scoring.quality`. The buyer scores 100 · Σ w·v / Σ w over the requirements that apply. Whoever
bids does not know w, but knows that no weight is negative, so it can know the score under equal
weights, the lowest and the highest score any weights give, and how scores scatter over weightings
drawn evenly. What is unanswered is no zero: it makes every figure a range.

The extremes over all weights are those of a linear-fractional function over a box cut by Σ W = 1.
They are found by Dinkelbach's iteration (W. Dinkelbach, On Nonlinear Fractional Programming,
Management Science 13, 1967), whose inner problem is a continuous knapsack solved by sorting.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import Array, readonly, readonly_mask

Range = tuple[float, float]
"""Low and high, equal where nothing is open."""
_MIDDLE = (10, 90)
"""Percentiles between which the middle eight of ten scores lie."""


@dataclass(frozen=True)
class Worth:
    """What each answer is worth on 0..1; all arrays have shape (requirements,)."""

    low: Array
    """What is sure: 0 where nothing is answered."""
    high: Array
    """What is possible: full marks where nothing is answered."""
    claimed_low: Array
    """As `low`, before the evidence factor."""
    claimed_high: Array
    level: Array
    """As given; NaN unanswered."""
    cap: Array
    """Most the delivery lets count, 1 where the level is nothing anyway; NaN where not said."""
    factor: Array
    """Of the evidence."""
    applies: NDArray[np.bool_]

    @property
    def unanswered(self) -> NDArray[np.bool_]:
        """Where the requirement applies and no level was given."""
        return self.applies & np.isnan(self.level)

    @property
    def unsaid(self) -> NDArray[np.bool_]:
        """Where a level was given that counts, but not by what means it is met."""
        return self.applies & ~np.isnan(self.level) & np.isnan(self.cap)


@dataclass(frozen=True)
class Extremes:
    """The lowest and the highest score over all weights allowed, 0..100."""

    worst: float
    best: float
    worst_at: int
    """Number of the group that weighs most at the worst."""
    best_at: int


@dataclass(frozen=True)
class Standing:
    """A vendor's own quality score, 0..100, under weights it does not know."""

    uniform: Range
    """Every requirement weighs the same."""
    by_section: Range
    """Every section weighs the same, and so does every requirement within one."""
    claimed: Range
    """As `uniform`, with every claim counted in full whatever stands behind it."""
    any_weights: Extremes
    """Over all weights of single requirements; `worst_at` and `best_at` are requirements."""
    any_sections: Extremes
    """Over all section weights (within bounds, if given), equal weights inside a section."""
    likely: Range
    """The middle eight of ten scores when section weights are drawn evenly."""
    published: Range | None
    """Under the buyer's own weights, where they are known."""


@dataclass(frozen=True)
class Gains:
    """Points of 0..100 that one better answer adds; NaN where there is no such step."""

    answering: Array
    """Shape (requirements,): at most, for a level that is missing."""
    saying_how: Array
    """At most, for a delivery that is missing."""
    full: Array
    """For full in place of a lesser level, all else the same."""
    shipped: Array
    """For a delivery that caps nothing in place of one that does."""
    evidence: Array
    """Shape (requirements, grades): for each grade of evidence; 0 for a grade no better."""


def worth(
    level: ArrayLike,
    cap: ArrayLike,
    factor: ArrayLike,
    applies: ArrayLike,
    caps: tuple[float, float] = (0.0, 1.0),
    top: float = 1.0,
) -> Worth:
    """What answers are worth.

    `level`, `cap` and `factor` have shape (requirements,) on 0..1. A level of NaN is unanswered
    (worth 0 to `top`, full marks); a cap of NaN was not said and may be any from the least to the
    greatest of `caps`. Where the level is 0 no delivery changes that, so its cap counts as said.
    Raises ValueError off the scale.
    """
    levels, factors = _unit(level, "level"), _unit(factor, "evidence factor")
    said = np.where(levels == 0, np.fmax(_unit(cap, "cap"), 1.0), _unit(cap, "cap"))
    if np.isnan(factors).any():
        raise ValueError("An evidence factor is missing; give that of a bare claim.")
    missing = np.isnan(levels)
    least = np.where(np.isnan(said), min(caps), said)
    most = np.where(np.isnan(said), max(caps), said)
    low = np.where(missing, 0.0, np.minimum(levels, least))
    high = np.where(missing, max(caps), np.minimum(levels, most))
    return Worth(
        low=readonly(low * factors),
        high=readonly(np.where(missing, top, high * factors)),
        claimed_low=readonly(low),
        claimed_high=readonly(high),
        level=readonly(levels),
        cap=readonly(said),
        factor=readonly(factors),
        applies=readonly_mask(applies),
    )


def standing(
    answers: Worth,
    section_of: ArrayLike,
    bounds: tuple[ArrayLike, ArrayLike] | None = None,
    weights: ArrayLike | None = None,
    seed: int = 0,
    samples: int = 4000,
) -> Standing | None:
    """How answers stand; None where no requirement applies.

    `section_of` (requirements,) holds section numbers from 0 without a gap; `bounds` are the
    lowest and the highest weight of every section, shares of 1; `weights` (requirements,) are the
    buyer's own, where it publishes them. Raises ValueError for bounds no weights can keep.
    """
    applies = answers.applies
    if not applies.any():
        return None
    groups = np.asarray(section_of, np.intp)
    sure = (answers.low, answers.high)
    flat = np.ones(len(groups))
    even = 1 / np.bincount(groups)[groups]
    return Standing(
        uniform=_range(*sure, flat, applies),
        by_section=_range(*sure, even, applies),
        claimed=_range(answers.claimed_low, answers.claimed_high, flat, applies),
        any_weights=extremes(answers, np.arange(len(groups))),
        any_sections=extremes(answers, groups, bounds),
        likely=_likely(answers, groups, seed, samples),
        published=None
        if weights is None
        else _range(*sure, _weights(weights, len(groups)), applies),
    )


def extremes(
    answers: Worth, group_of: ArrayLike, bounds: tuple[ArrayLike, ArrayLike] | None = None
) -> Extremes:
    """The lowest and the highest score over all weights of groups, equal weights inside a group.

    The lowest counts every gap at what is sure, the highest at what is possible. A group in which
    nothing applies moves nothing; where such groups must take all the weight, any score is
    possible. Raises ValueError for bounds no weights can keep.
    """
    groups = np.asarray(group_of, np.intp)
    count = int(groups.max()) + 1
    size = np.bincount(groups, minlength=count)
    applies = np.bincount(groups, weights=answers.applies, minlength=count) / size
    low, high = (np.zeros(count), np.ones(count)) if bounds is None else map(_share, bounds)
    if len(low) != count or len(high) != count:
        raise ValueError(f"Give a lowest and a highest weight for each of the {count} sections.")
    if (low > high).any() or low.sum() > 1 + 1e-12 or high.sum() < 1 - 1e-12:
        raise ValueError(
            "No weights keep these bounds: the lowest must not exceed the highest, nor sum to "
            "more than 1, and the highest must reach 1 together."
        )
    sure = np.bincount(groups, weights=answers.low * answers.applies, minlength=count) / size
    possible = np.bincount(groups, weights=answers.high * answers.applies, minlength=count) / size
    heaviest = _knapsack(applies, low, high)
    if heaviest @ applies <= 0:
        at = int(np.argmax(heaviest))
        return Extremes(worst=0.0, best=100.0, worst_at=at, best_at=at)
    worst, at_worst = _highest_ratio(-sure, applies, low, high)
    best, at_best = _highest_ratio(possible, applies, low, high)
    return Extremes(
        worst=abs(100 * worst),
        best=100 * best,
        worst_at=int(np.argmax(at_worst * applies)),
        best_at=int(np.argmax(at_best * applies)),
    )


def gains(
    answers: Worth,
    evidence: Sequence[float],
    weights: ArrayLike | None = None,
    most_cap: float = 1.0,
) -> Gains:
    """What each single better answer adds to the score.

    `evidence` are the factors of the grades one could reach; `weights` (requirements,) the
    buyer's, where it publishes them, else all the same; `most_cap` what a delivery lets count
    that caps nothing. Gains of different answers to different requirements add up, because the
    score is a sum.
    """
    counted = _weights(1.0 if weights is None else weights, len(answers.level)) * answers.applies
    share = 100 * counted / (counted.sum() or 1.0)
    said = answers.applies & ~np.isnan(answers.level) & ~np.isnan(answers.cap)
    now = answers.claimed_low
    full = np.minimum(1.0, np.nan_to_num(answers.cap)) - now
    shipped = np.minimum(np.nan_to_num(answers.level), most_cap) - now
    grades = np.asarray(evidence, np.float64)
    better = np.maximum(0.0, grades[None, :] - answers.factor[:, None])
    spread = share * (answers.high - answers.low)
    return Gains(
        answering=readonly(np.where(answers.unanswered, spread, np.nan)),
        saying_how=readonly(np.where(answers.unsaid, spread, np.nan)),
        full=_step(said & (answers.level > 0) & (answers.level < 1), share * full * answers.factor),
        shipped=_step(said & (shipped > 0), share * shipped * answers.factor),
        evidence=readonly(
            np.where((said & (now > 0))[:, None], (share * now)[:, None] * better, np.nan)
        ),
    )


def _step(there: NDArray[np.bool_], gain: Array) -> Array:
    return readonly(np.where(there, np.maximum(0.0, gain), np.nan))


def _range(low: Array, high: Array, weights: Array, applies: NDArray[np.bool_]) -> Range:
    """100 · Σ w·v / Σ w over what applies; anything is possible where that weighs nothing."""
    counted = weights * applies
    total = counted.sum()
    if total <= 0:
        return 0.0, 100.0
    return float(100 * (counted @ low) / total), float(100 * (counted @ high) / total)


def _likely(answers: Worth, groups: NDArray[np.intp], seed: int, samples: int) -> Range:
    """The 10th percentile of what is sure and the 90th of what is possible."""
    count = int(groups.max()) + 1
    size = np.bincount(groups, minlength=count)
    drawn = np.random.default_rng(seed).dirichlet(np.ones(count), samples)
    sums = [
        drawn @ (np.bincount(groups, weights=column * answers.applies, minlength=count) / size)
        for column in (answers.low, answers.high, np.ones(len(groups)))
    ]
    # A draw that leaves next to nothing to what applies says nothing.
    kept = sums[2] > 1e-12
    low, high = (100 * one[kept] / sums[2][kept] for one in sums[:2])
    return float(np.percentile(low, _MIDDLE[0])), float(np.percentile(high, _MIDDLE[1]))


def _highest_ratio(
    numerator: Array, denominator: Array, low: Array, high: Array
) -> tuple[float, Array]:
    """The highest Σ W·n / Σ W·d over low ≤ W ≤ high, Σ W = 1, and the W that gives it."""
    weights = _knapsack(denominator, low, high)
    ratio = float(weights @ numerator / (weights @ denominator))
    while True:
        found = _knapsack(numerator - ratio * denominator, low, high)
        if found @ (numerator - ratio * denominator) <= 1e-12 or found @ denominator <= 0:
            return ratio, weights
        weights, ratio = found, float(found @ numerator / (found @ denominator))


def _knapsack(value: Array, low: Array, high: Array) -> Array:
    """The weights between the bounds that sum to 1 and make Σ W·value greatest."""
    weights = low.copy()
    left = 1 - weights.sum()
    for group in np.argsort(-value, kind="stable"):
        added = min(left, high[group] - low[group])
        weights[group] += added
        left -= added
    return weights


def _weights(values: ArrayLike, count: int) -> Array:
    weights = np.broadcast_to(np.asarray(values, np.float64), (count,))
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise ValueError("A weight is negative or no number; give numbers of 0 or more.")
    return weights


def _share(values: ArrayLike) -> Array:
    return _unit(values, "bound")


def _unit(values: ArrayLike, what: str) -> Array:
    array = np.asarray(values, np.float64)
    off = (array < 0) | (array > 1 + 1e-12)
    if off.any():
        raise ValueError(f"A {what} is {array[off].flat[0]:g}; give a number from 0 to 1.")
    return array
