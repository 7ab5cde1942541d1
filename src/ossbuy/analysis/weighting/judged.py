"""What every way of eliciting weights shares: the refusal, the checks and the words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, listed

MOST_RATIO = 1000.0
"""No judgement may say more than this many times (or less than one over it): far above every
scale in use, and what keeps the arithmetic inside floating point."""

NOISE = 1e-9
"""Below this an inconsistency is float noise and is shown as none."""


class BadJudgement(ValueError):
    """Something said about criteria that cannot be used.

    `index` is the criterion (or the person, for groups) at fault and `pair` the two criteria of
    a comparison at fault; both are None when the fault lies in the whole.
    """

    def __init__(
        self, reason: str, index: int | None = None, pair: tuple[int, int] | None = None
    ) -> None:
        self.index, self.pair, self.reason = index, pair, reason
        super().__init__(reason)


def criteria(labels: Sequence[str], count: int) -> Labels:
    """Return a name for each of `count` criteria, "criterion 1" and so on when none are given.

    Raises BadJudgement when there is no criterion, or the number of names is another.
    """
    if count < 1:
        raise BadJudgement("There is nothing to weigh; give at least one criterion.")
    if not labels:
        return tuple(f"criterion {i + 1}" for i in range(count))
    if len(labels) != count:
        raise BadJudgement(
            f"{len(labels)} names were given for {count} criteria; give one for each."
        )
    return tuple(labels)


def answered(values: ArrayLike, labels: Sequence[str], what: str, why: str) -> tuple[Array, Labels]:
    """Return one number per criterion, shape (n,), and the names.

    `what` is asked for ("points", "rank") and `why` says how to answer. Raises BadJudgement
    naming the first criterion without an answer (NaN): nobody's silence is read as 0.
    """
    array = np.atleast_1d(np.asarray(values, np.float64))
    if array.ndim != 1:
        raise BadJudgement(f"The {what} must be one number per criterion, not a table.")
    named = criteria(labels, len(array))
    for index, value in enumerate(array.tolist()):
        if not np.isfinite(value):
            missing = "has no" if np.isnan(value) else "has endless"
            raise BadJudgement(f"{named[index]} {missing} {what}; {why}.", index)
    return array, named


def shares(weights: Array, labels: Labels, most: int = 4) -> str:
    """Return "Price 42.1 %, Safety 21.1 % and 3 more", heaviest first, ties in given order."""
    order = np.argsort(-np.round(weights, 12), kind="stable").tolist()
    shown = order if len(order) <= most + 1 else order[:most]
    parts = [f"{labels[i]} {100 * weights[i]:.1f} %" for i in shown]
    if len(shown) < len(order):
        parts.append(f"{len(order) - len(shown)} more")
    return listed(parts)


def times(ratio: float, first: str, second: str) -> str:
    """Return "Price counts 3 times Style", turned round for a ratio below 1."""
    if ratio < 1 - NOISE:
        return times(1 / ratio, second, first)
    if ratio < 1 + NOISE:
        return f"{first} and {second} count the same"
    return f"{first} counts {ratio:.3g} times {second}"
