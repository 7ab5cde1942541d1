"""How much a pain hurts: the trauma index, term by term.

The way from pains to causes is in `causes`, the way to weights in `weighting.derived`;
both are re-exported here because a reader starts at the trauma.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, names, readonly
from ossbuy.analysis.causes import CycleError, Edge, OverAllocated, RollUp, roll_up
from ossbuy.analysis.weighting.derived import DerivedWeights, derived_weights

__all__ = [
    "TERMS",
    "BadTrauma",
    "CycleError",
    "DerivedWeights",
    "Edge",
    "OverAllocated",
    "RollUp",
    "TraumaCoefficients",
    "TraumaParts",
    "derived_weights",
    "roll_up",
    "trauma_bounds",
    "trauma_index",
    "trauma_parts",
]

TERMS = ("severity", "frequency", "breadth", "cost", "months")
"""The five additive terms, in the order of the columns of `TraumaParts.points`."""


class BadTrauma(ValueError):
    """One value of one pain cannot enter the index; `index`, `term` and `value` say which."""

    def __init__(self, index: int, term: str, value: float, reason: str) -> None:
        self.index, self.term, self.value = index, term, value
        super().__init__(f"Pain {index + 1}: {term} {value:g} {reason}.")


@dataclass(frozen=True)
class TraumaCoefficients:
    """The judgement inside the index; every number comes from the evaluation model.

    The five term weights are fractions that sum to 1. Costs are per year, in the currency of
    the model: below `cost_floor` cost hardly counts, at `cost_ceiling` it counts in full
    (logarithmic between). `months_ceiling` is where duration counts in full. `scale_top` is the
    highest level of severity, frequency and breadth.
    """

    severity: float
    frequency: float
    breadth: float
    cost: float
    months: float
    cost_floor: float
    cost_ceiling: float
    months_ceiling: float
    scale_top: float

    def __post_init__(self) -> None:
        weights = self.weights
        if weights.min() < 0 or abs(weights.sum() - 1) > 1e-9:
            raise ValueError(
                f"The five trauma weights sum to {weights.sum():g}; give fractions that sum to 1."
            )
        if not 0 < self.cost_floor < self.cost_ceiling:
            raise ValueError("The trauma cost floor must be above 0 and below the cost ceiling.")
        if self.months_ceiling <= 0 or self.scale_top <= 0:
            raise ValueError("The trauma months ceiling and top level must be above 0.")

    @property
    def weights(self) -> Array:
        """The term weights in the order of `TERMS`."""
        return np.array([getattr(self, term) for term in TERMS], dtype=np.float64)


@dataclass(frozen=True)
class TraumaParts:
    """The index of each pain and what it is made of.

    An unknown term (NaN in) contributes as much, relative to its weight, as the known terms of
    the same pain do: it neither helps nor hurts. `low` and `high` are the index if the unknown
    terms turned out nil, or at their most; all three agree when everything is known.
    """

    points: Array
    """Shape (pains, 5): index points per term; each row sums to `index`."""
    index: Array
    low: Array
    high: Array
    unknown: tuple[tuple[str, ...], ...]
    """For each pain the names of its unknown terms."""
    labels: Labels = field(default=())

    def sentence(self, pain: int) -> str:
        """Say why the index of one pain is what it is."""
        parts = sorted(zip(self.points[pain], TERMS, strict=True), key=lambda p: -p[0])
        made_of = " + ".join(f"{term} {points:.1f}" for points, term in parts)
        said = f"{self.labels[pain]}: trauma {self.index[pain]:.1f} = {made_of}."
        if not self.unknown[pain]:
            return said
        return (
            f"{said} Not known: {', '.join(self.unknown[pain])}; once known, the trauma lies"
            f" between {self.low[pain]:.1f} and {self.high[pain]:.1f}."
        )


def trauma_parts(
    severity: ArrayLike,
    frequency: ArrayLike,
    breadth: ArrayLike,
    cost: ArrayLike,
    months: ArrayLike,
    evidence_factor: ArrayLike,
    coefficients: TraumaCoefficients,
    labels: Sequence[str] = (),
) -> TraumaParts:
    """Take the trauma index of each pain apart.

    All inputs have shape (pains,): levels on 0..scale_top, cost per year, months, and the
    evidence factor on 0..1. NaN means "not known" and is allowed everywhere except in severity
    and the evidence factor. The formula is

        100 · EF · Σ weight_t · share_t,  with share = level / top,
        ln(1 + cost / floor) / ln(1 + ceiling / floor), months / months ceiling, each at most 1.

    Raises BadTrauma for a value off its scale.
    """
    c = coefficients
    levels = [np.atleast_1d(np.asarray(x, np.float64)) for x in (severity, frequency, breadth)]
    costs = np.atleast_1d(np.asarray(cost, np.float64))
    duration = np.atleast_1d(np.asarray(months, np.float64))
    factor = np.atleast_1d(np.asarray(evidence_factor, np.float64))
    for term, values in zip(TERMS, (*levels, costs, duration), strict=True):
        top = c.scale_top if term in TERMS[:3] else np.inf
        _check(values, term, top, may_be_unknown=term != "severity")
    _check(factor, "evidence factor", 1.0, may_be_unknown=False)

    shares = np.stack(
        [
            *(level / c.scale_top for level in levels),
            np.minimum(1, np.log1p(costs / c.cost_floor) / np.log1p(c.cost_ceiling / c.cost_floor)),
            np.minimum(1, duration / c.months_ceiling),
        ],
        axis=1,
    )
    known = ~np.isnan(shares)
    earned = np.where(known, np.nan_to_num(shares) * c.weights, 0.0)
    known_weight = (known * c.weights).sum(axis=1)
    # Severity is always known, but a model may give it no weight.
    typical = np.divide(
        earned.sum(axis=1), known_weight, out=np.zeros_like(known_weight), where=known_weight > 0
    )
    scale = 100 * factor
    points = scale[:, None] * np.where(known, earned, typical[:, None] * c.weights)
    low = scale * earned.sum(axis=1)
    return TraumaParts(
        points=readonly(points),
        index=readonly(points.sum(axis=1)),
        low=readonly(low),
        high=readonly(low + scale * (~known * c.weights).sum(axis=1)),
        unknown=tuple(tuple(t for t, k in zip(TERMS, row, strict=True) if not k) for row in known),
        labels=names(labels, len(points), "pain"),
    )


def trauma_index(
    severity: ArrayLike,
    frequency: ArrayLike,
    breadth: ArrayLike,
    cost: ArrayLike,
    months: ArrayLike,
    evidence_factor: ArrayLike,
    coefficients: TraumaCoefficients,
) -> Array:
    """Return the trauma index (0..100) of each pain, shape (pains,); see `trauma_parts`.

    A term that is not known is left out and the others are scaled up to the full weight, so an
    unknown cost is never read as no cost. `trauma_bounds` gives the range it stands for.
    """
    return trauma_parts(
        severity, frequency, breadth, cost, months, evidence_factor, coefficients
    ).index


def trauma_bounds(
    severity: ArrayLike,
    frequency: ArrayLike,
    breadth: ArrayLike,
    cost: ArrayLike,
    months: ArrayLike,
    evidence_factor: ArrayLike,
    coefficients: TraumaCoefficients,
) -> tuple[Array, Array]:
    """Return the lowest and highest index each pain can have once its unknown terms are known."""
    parts = trauma_parts(severity, frequency, breadth, cost, months, evidence_factor, coefficients)
    return parts.low, parts.high


def _check(values: Array, term: str, top: float, *, may_be_unknown: bool) -> None:
    for index, value in enumerate(values.tolist()):
        if np.isnan(value):
            if not may_be_unknown:
                raise BadTrauma(index, term, value, "is not known; it is needed for the index")
        elif not 0 <= value <= top or np.isinf(value):
            limit = "is below 0" if value < 0 else f"is above {top:g}"
            raise BadTrauma(index, term, value, limit)
