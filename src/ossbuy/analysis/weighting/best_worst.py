"""Weights from the best-worst method: the best against all, and all against the worst.

Rezaei (2015) asks for ratios and minimises the largest gap between stated and resulting ratios
(nonlinear; its optimum may be an interval per weight). Rezaei (2016) minimises the largest gap
in the weights themselves (linear; one optimum). They are different numbers: name which.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, listed, readonly
from ossbuy.analysis.weighting.best_worst_optimum import (
    consistency_index,
    linear_weights,
    smallest_xi,
    weight_intervals,
)
from ossbuy.analysis.weighting.judged import MOST_RATIO, NOISE, BadJudgement, criteria, shares

MODELS = {
    "linear": "best-worst, linear model (Rezaei 2016)",
    "nonlinear": "best-worst, nonlinear model (Rezaei 2015), centres of the intervals",
}
"""The models by key, with their full names."""


@dataclass(frozen=True)
class MostOff:
    """The criterion whose two comparisons multiply to something else than best against worst."""

    criterion: int | None
    """None when best against worst itself is what is out of line."""
    product: float
    """a_Bj · a_jW of that criterion."""
    best_value: float
    """What best against it would have to be, the other comparison kept; where `criterion` is
    None, what best against worst would have to be."""
    worst_value: float
    """What it against the worst would have to be, the other comparison kept."""
    ratio_after: float
    """The input-based ratio once one of the two is changed so; never above the ratio now."""


@dataclass(frozen=True)
class BestWorstWeights:
    """Weights from best-worst comparisons; they sum to 1."""

    weights: Array
    lower: Array
    upper: Array
    """Shape (criteria,): how far each weight may lie at the optimum. The linear model has one
    optimum: all three agree. The nonlinear weights are the middles, renormalised to sum to 1."""
    method: str
    xi: float
    """ξ: the largest gap left, in ratios (nonlinear) or in weight (linear); 0 if consistent."""
    consistency_ratio: float | None
    """ξ / CI(a_BW) of the nonlinear model, None for the linear one, whose ξ is its own
    indicator and must not be divided by that index."""
    input_ratio: float
    """max_j abs(a_Bj · a_jW - a_BW) / (a_BW² - a_BW), from the comparisons alone, 0..1."""
    conflicts: tuple[tuple[int, int], ...]
    """Pairs (i, j) where the best puts i nearer than j and the worst puts j higher than i."""
    most_off: MostOff | None
    """None when the comparisons are consistent."""
    best: int
    worst: int
    labels: Labels

    def sentence(self) -> str:
        """Say the weights, how consistent the comparisons are, and which is most off."""
        said = f"By {self.method}: {shares(self.weights, self.labels)}."
        if self.most_off is None:
            return f"{said} The comparisons agree with each other fully."
        if self.consistency_ratio is None:
            said += f" ξ {self.xi:.3f}"
        else:
            said += f" Consistency ratio {self.consistency_ratio:.3f}"
        said += f" and input-based ratio {self.input_ratio:.3f}; 0 is fully consistent."
        for i, j in self.conflicts[:1]:
            said += (
                f" {self.labels[self.best]} puts {self.labels[i]} before {self.labels[j]},"
                f" {self.labels[self.worst]} the other way round."
            )
        return f"{said} {self._off(self.most_off)}"

    def _off(self, off: MostOff) -> str:
        best, worst = self.labels[self.best], self.labels[self.worst]
        if off.criterion is None:
            return (
                f"Most off is {best} against {worst}: the others make it about"
                f" {off.best_value:.3g}."
            )
        name = self.labels[off.criterion]
        return (
            f"Most off is {name}: through it {best} would count {off.product:.3g} times {worst};"
            f" make {best} against {name} {off.best_value:.3g}, or {name} against {worst}"
            f" {off.worst_value:.3g}, and the input-based ratio is {off.ratio_after:.3f}."
        )


def best_worst(
    best: int,
    worst: int,
    to_others: ArrayLike,
    to_worst: ArrayLike,
    model: str = "linear",
    labels: Sequence[str] = (),
) -> BestWorstWeights:
    """Weigh criteria by the best-worst method.

    `to_others[j]` says how many times the best criterion counts j, `to_worst[j]` how many times
    j counts the worst; shape (criteria,), each from 1 (the same) up to best against worst. The
    best against itself and the worst against itself may be left NaN, and best against worst
    need be given in one of the two only. `model` is a key of `MODELS`.

    Raises BadJudgement naming the criterion whose comparison is missing or below 1, or above
    best against worst (then another criterion is the worst, or the best); for two different
    values of best against worst; and for best and worst being one among several.
    """
    if model not in MODELS:
        raise BadJudgement(f"There is no model “{model}”; choose one of {listed([*MODELS])}.")
    outward, inward, named = _checked(best, worst, to_others, to_worst, labels)
    top = float(outward[worst])
    middle = [j for j in range(len(named)) if j not in (best, worst)]
    ratio: float | None = None
    if model == "linear":
        weights, xi = linear_weights(best, worst, outward, inward)
        lower = upper = weights
    else:
        xi = smallest_xi(outward[middle], inward[middle], top)
        lower, upper = weight_intervals(best, worst, outward, inward, xi)
        weights = (lower + upper) / (lower + upper).sum()
        ratio = 0.0 if xi == 0 else xi / consistency_index(top)
    products = outward[middle] * inward[middle]
    spread = _input_ratio(products, top)
    return BestWorstWeights(
        weights=readonly(weights),
        lower=readonly(lower),
        upper=readonly(upper),
        method=MODELS[model],
        xi=xi,
        consistency_ratio=ratio,
        input_ratio=spread,
        conflicts=_conflicts(outward, inward),
        most_off=_most_off(middle, outward, inward, products, top, spread),
        best=best,
        worst=worst,
        labels=named,
    )


def _input_ratio(products: Array, top: float) -> float:
    if not len(products) or top * top - top <= 0:
        return 0.0
    ratio = float(np.abs(products - top).max() / (top * top - top))
    return ratio if ratio > NOISE else 0.0


def _most_off(
    middle: list[int], outward: Array, inward: Array, products: Array, top: float, now: float
) -> MostOff | None:
    if now == 0:
        return None
    at = int(np.argmax(np.abs(products - top)))
    j = middle[at]
    after = _input_ratio(np.delete(products, at), top)
    # Best against worst may be what is off: try the value that lies between all the products.
    between = float(max((products.min() + products.max()) / 2, outward[middle].max()))
    between = max(between, float(inward[middle].max()))
    if _input_ratio(products, between) < after - NOISE:
        ratio = _input_ratio(products, between)
        return MostOff(None, float(products[at]), between, between, ratio)
    return MostOff(j, float(products[at]), top / float(inward[j]), top / float(outward[j]), after)


def _conflicts(outward: Array, inward: Array) -> tuple[tuple[int, int], ...]:
    nearer = outward[:, None] < outward[None, :]
    lower = inward[:, None] < inward[None, :]
    return tuple((int(i), int(j)) for i, j in np.argwhere(nearer & lower))


def _checked(
    best: int, worst: int, to_others: ArrayLike, to_worst: ArrayLike, labels: Sequence[str]
) -> tuple[Array, Array, Labels]:
    outward = np.array(to_others, dtype=np.float64, ndmin=1)
    inward = np.array(to_worst, dtype=np.float64, ndmin=1)
    if outward.ndim != 1 or outward.shape != inward.shape:
        raise BadJudgement(
            f"{outward.size} comparisons of the best and {inward.size} with the worst; give one of"
            " each for every criterion."
        )
    named = criteria(labels, len(outward))
    for index in (best, worst):
        if not 0 <= index < len(named):
            raise BadJudgement(f"There is no criterion {index + 1}; there are {len(named)}.")
    if best == worst and len(named) > 1:
        raise BadJudgement(
            f"{named[best]} cannot be both the best and the worst; choose two.", best
        )
    for values, own in ((outward, best), (inward, worst)):
        if abs(values[own] - 1) > NOISE:
            raise BadJudgement(
                f"{named[own]} against itself is {values[own]:g}; it can only be 1.", own
            )
        values[own] = 1.0
    if np.isnan(outward[worst]):
        outward[worst] = inward[best]
    if np.isnan(inward[best]):
        inward[best] = outward[worst]
    top = float(outward[worst])
    pairs = [(best, j) for j in range(len(named))] + [(j, worst) for j in range(len(named))]
    for (first, second), value in zip(pairs, [*outward.tolist(), *inward.tolist()], strict=True):
        if 1 <= value <= MOST_RATIO:
            continue
        asks = f"is {value:g}; give 1 (the same) or more, up to {MOST_RATIO:g}"
        if np.isnan(value):
            asks = "is not given yet; give 1 (the same) or more"
        raise BadJudgement(
            f"{named[first]} against {named[second]} {asks}.",
            second if first == best else first,
            pair=(first, second),
        )
    if abs(top - inward[best]) > NOISE:
        raise BadJudgement(
            f"{named[best]} against {named[worst]} is both {top:g} and {inward[best]:g};"
            " give one value.",
            worst,
            pair=(best, worst),
        )
    for values, role, end in ((outward, "worst", worst), (inward, "best", best)):
        index = int(np.argmax(values))
        if values[index] > top + NOISE:
            first, second = (best, index) if role == "worst" else (index, worst)
            raise BadJudgement(
                f"{named[first]} against {named[second]} is {values[index]:g}, more than"
                f" the {top:g} of {named[best]} against {named[worst]}; lower it, or choose"
                f" {named[index]} as the {role} instead of {named[end]}.",
                index,
                pair=(first, second),
            )
    return outward, inward, named
