"""Weights from numbers people give outright: points, and swings."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, readonly
from ossbuy.analysis.weighting.judged import NOISE, BadJudgement, answered, shares

TOP_SWING = 100.0
"""What the largest swing is worth by definition; the others are judged against it."""


@dataclass(frozen=True)
class DirectWeights:
    """Weights in proportion to points; they sum to 1."""

    weights: Array
    points: Array
    method: str
    """``points`` or ``swing``."""
    labels: Labels

    def sentence(self) -> str:
        """Say what the points come to."""
        # Decimals: points of any size add up without leaving the range of floats.
        total = sum(map(Decimal, self.points.tolist()))
        return (
            f"By {self.method}: {shares(self.weights, self.labels)},"
            f" from {total:.6g} points in all."
        )


def points_weights(points: ArrayLike, labels: Sequence[str] = ()) -> DirectWeights:
    """Weigh criteria by points given outright: w_j = points_j / Σ points.

    `points` has shape (criteria,), each 0 or more in any unit. Raises BadJudgement naming the
    criterion whose points are missing, endless or negative, or when all are 0.
    """
    given, named = answered(points, labels, "points", "give 0 or more, 0 if it counts for nothing")
    return _in_proportion(given, named, "points")


def swing_weights(points: ArrayLike, labels: Sequence[str] = ()) -> DirectWeights:
    """Weigh criteria by swings: how much it is worth to go from worst to best on each.

    `points` has shape (criteria,), on 0..100. The swing one would make first is worth 100 and
    the others are judged against it; w_j = points_j / Σ points. (von Winterfeldt & Edwards
    1986; "best fictional alternative 100, worst 0".) Several swings may be worth 100.

    Raises BadJudgement as `points_weights` does, for a swing above 100, and when none is 100:
    normalising would hide that the others were judged against nothing.
    """
    given, named = answered(points, labels, "swing", "give 0 to 100, 0 if the swing is worth none")
    for index, value in enumerate(given.tolist()):
        if value > TOP_SWING + NOISE:
            raise BadJudgement(
                f"{named[index]} has a swing of {value:g}; the largest swing is 100,"
                " judge the others against it.",
                index,
            )
    if given.min() >= 0 and given.max() < TOP_SWING - NOISE:
        top = int(np.argmax(given))
        raise BadJudgement(
            f"No swing is 100: the largest is {named[top]} at {given[top]:g}. Give 100 to the"
            " swing you would make first and judge the others against it."
        )
    return _in_proportion(given, named, "swing")


def _in_proportion(points: Array, labels: Labels, method: str) -> DirectWeights:
    for index, value in enumerate(points.tolist()):
        if value < 0:
            raise BadJudgement(f"{labels[index]} has {value:g} points; give 0 or more.", index)
    top = points.max()
    if top <= 0:
        raise BadJudgement("All points are 0; give at least one criterion more than 0.")
    # Through the largest, so that neither huge nor tiny points leave the range of floats.
    scaled = points / top
    return DirectWeights(readonly(scaled / scaled.sum()), readonly(points), method, labels)
