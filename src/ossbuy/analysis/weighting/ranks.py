"""Weights from an order of importance alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, listed, readonly
from ossbuy.analysis.weighting.judged import BadJudgement, answered, shares

RULES = {
    "centroid": "rank-order centroid",
    "sum": "rank sum",
    "reciprocal": "rank reciprocal",
}
"""The rules by key, with their full names."""

TIE_RULE = "tied criteria share the places they occupy and get the mean of their weights"


@dataclass(frozen=True)
class RankWeights:
    """Weights that follow from places; they sum to 1 and never rise from one place to the next."""

    weights: Array
    places: Array
    """Shape (criteria,): 1 for the most important; tied criteria have their mean place."""
    method: str
    """The full name of the rule."""
    labels: Labels

    @property
    def tied(self) -> tuple[tuple[int, ...], ...]:
        """The groups of criteria that share a place."""
        groups = [tuple(np.flatnonzero(self.places == p).tolist()) for p in np.unique(self.places)]
        return tuple(group for group in groups if len(group) > 1)

    def sentence(self) -> str:
        """Say what the order comes to, and who is tied."""
        said = f"By {self.method}: {shares(self.weights, self.labels)}."
        for group in self.tied:
            together = listed([self.labels[i] for i in group])
            said += f" {together} are tied and weigh the same."
        return said


def place_weights(count: int, rule: str = "centroid") -> Array:
    """Return the weights of places 1..n without ties, shape (n,), falling and summing to 1.

    ``centroid``: w_k = (1/n) Σ_{j≥k} 1/j, the mean of all weights in that order (Barron &
    Barrett 1996). ``sum``: w_k = 2(n+1-k) / (n(n+1)). ``reciprocal``: w_k = (1/k) / Σ_j 1/j
    (Stillwell, Seaver & Edwards 1981).

    Raises BadJudgement for a rule not in `RULES` or a count below 1.
    """
    if rule not in RULES:
        raise BadJudgement(f"There is no rank rule “{rule}”; choose one of {listed([*RULES])}.")
    if count < 1:
        raise BadJudgement("There is nothing to weigh; give at least one criterion.")
    place = np.arange(1, count + 1, dtype=np.float64)
    if rule == "centroid":
        return readonly(np.cumsum(1 / place[::-1])[::-1] / count)
    raw = place[::-1] if rule == "sum" else 1 / place
    return readonly(raw / raw.sum())


def rank_weights(
    ranks: ArrayLike, rule: str = "centroid", labels: Sequence[str] = ()
) -> RankWeights:
    """Weigh criteria by their order of importance alone.

    `ranks` has shape (criteria,): the smaller the number the more important; only the order
    counts, so 1, 2, 2, 3 and 1, 2, 2, 4 say the same. Equal ranks are ties: tied criteria share
    the places they occupy and get the mean of those places' weights. `rule` is a key of `RULES`.

    Raises BadJudgement naming the criterion without a rank, or for an unknown rule.
    """
    given, named = answered(ranks, labels, "rank", "give 1 to the most important, then 2, 3, …")
    of_place = place_weights(len(given), rule)
    # place of each = 1 + how many come before + half of the others at the same rank
    before = (given[None, :] < given[:, None]).sum(axis=1)
    same = (given[None, :] == given[:, None]).sum(axis=1)
    weights = [of_place[b : b + s].mean() for b, s in zip(before, same, strict=True)]
    return RankWeights(readonly(weights), readonly(before + (same + 1) / 2), RULES[rule], named)
