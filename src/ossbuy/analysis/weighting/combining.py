"""The means by which several people's numbers become one, each with voting power.

`values` has shape (people, criteria) without gaps, `powers` shape (people,), 0 or more, with a
sum above 0. Only the proportions of the powers matter, and a person without power changes
nothing. The results sum to 1 unless they are all 0.
"""

from collections.abc import Callable

import numpy as np

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.weighting.judged import NOISE

Combine = Callable[[Array, Array], Array]


def arithmetic_mean(values: Array, powers: Array) -> Array:
    """Return Σ p_k w_k / Σ p_k: sums to 1 because each person's weights do."""
    return to_one(powers @ values / powers.sum())


def geometric_mean(values: Array, powers: Array) -> Array:
    """Return Π w_k^(p_k / Σ p), renormalised (it sums to less than 1 unless all agree).

    One person with power who gives a criterion 0 makes it 0 for all.
    """
    voice = powers > 0
    share = powers[voice] / powers[voice].sum()
    logs = np.log(np.where(values[voice] > 0, values[voice], 1.0))
    mean = np.exp(share @ logs)
    return to_one(np.where((values[voice] > 0).all(axis=0), mean, 0.0))


def median(values: Array, powers: Array) -> Array:
    """Return the median per criterion, renormalised.

    With voting powers it is the value at which half the power is reached; where exactly half
    lies on each side it is the middle between the two values there.
    """
    return to_one(np.array([_middle(column, powers) for column in values.T]))


def trimmed_mean(trim: float) -> Combine:
    """Return the mean that first cuts `trim` of the voting power at each end, renormalised.

    The cut is made per criterion: of the people sorted by what they gave it, the lowest and the
    highest `trim` (a share of all voting power, 0 up to but not including 0.5) do not count. A
    person across the edge of the cut counts for the part inside.
    """

    def combine(values: Array, powers: Array) -> Array:
        return to_one(np.array([_kept_mean(column, powers, trim) for column in values.T]))

    return combine


def to_one(values: Array) -> Array:
    """Return the values divided by their sum; all zeros stay zeros."""
    total = values.sum()
    return values / total if total > 0 else values


def _sorted(values: Array, powers: Array) -> tuple[Array, Array]:
    """Return the values that have power in rising order, and the power reached at each."""
    order = np.argsort(values, kind="stable")
    order = order[powers[order] > 0]
    return values[order], np.cumsum(powers[order]) / powers.sum()


def _middle(values: Array, powers: Array) -> float:
    rising, reached = _sorted(values, powers)
    at = int(np.argmax(reached > 0.5 - NOISE))
    if reached[at] < 0.5 + NOISE:
        return float((rising[at] + rising[at + 1]) / 2)
    return float(rising[at])


def _kept_mean(values: Array, powers: Array, trim: float) -> float:
    rising, reached = _sorted(values, powers)
    before = np.concatenate([[0.0], reached[:-1]])
    kept = np.maximum(np.minimum(reached, 1 - trim) - np.maximum(before, trim), 0.0)
    return float(kept @ rising / kept.sum())
