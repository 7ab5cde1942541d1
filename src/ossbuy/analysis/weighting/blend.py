"""Weights: siblings that sum to 1, stated and derived blended, sections spread over leaves."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import Array, readonly


class BadWeights(ValueError):
    """Weights that cannot be used.

    `index` is the offending row (a section where the sections are at fault), or None when the
    fault is the total; `value` is the number found there.
    """

    def __init__(self, index: int | None, value: float, reason: str) -> None:
        self.index, self.value, self.reason = index, value, reason
        where = "The weights" if index is None else f"Row {index + 1}"
        super().__init__(f"{where}: {reason}.")


def checked(weights: ArrayLike) -> Array:
    """Return the weights as given, shape (n,), or raise BadWeights."""
    array = np.atleast_1d(np.asarray(weights, np.float64))
    for index, value in enumerate(array.tolist()):
        if not np.isfinite(value):
            raise BadWeights(index, value, "the weight is not a number; give 0 or more")
        if value < 0:
            raise BadWeights(index, value, f"the weight {value:g} is negative; give 0 or more")
    return array


def normalise(weights: ArrayLike) -> Array:
    """Return the weights divided by their sum.

    Raises BadWeights for a negative weight (naming its row) and for a zero total (row None).
    """
    array = checked(weights)
    total = float(array.sum())
    if total <= 0:
        raise BadWeights(None, total, "they sum to zero; give at least one a weight above 0")
    return readonly(array / total)


def blend(stated: ArrayLike, derived: ArrayLike, lam: float) -> Array:
    """Return (1 - λ) · stated + λ · derived, each normalised first; λ on 0..1."""
    if not 0 <= lam <= 1:
        raise ValueError(f"The blend is {lam:g}; give a number from 0 (stated) to 1 (derived).")
    return readonly((1 - lam) * normalise(stated) + lam * normalise(derived))


def leaf_shares(local_weights: ArrayLike, section_of_leaf: ArrayLike, sections: int) -> Array:
    """Return how each section's weight spreads over the leaves, shape (sections, leaves).

    Rows sum to 1; the row of a section whose local weights are all zero (or which has no
    leaves) is all zero, which the callers refuse when that section carries weight.
    """
    local = checked(local_weights)
    section = _sections(section_of_leaf, len(local), sections)
    shares = np.zeros((sections, len(local)))
    shares[section, np.arange(len(local))] = local
    totals = shares.sum(axis=1, keepdims=True)
    return readonly(np.divide(shares, totals, out=np.zeros_like(shares), where=totals > 0))


def spread(section_weights: ArrayLike, shares: ArrayLike) -> Array:
    """Spread section weights over leaves by `leaf_shares`; the total is kept.

    Raises BadWeights naming the section that has weight but no leaf to carry it.
    """
    weights = checked(section_weights)
    matrix = np.asarray(shares, np.float64)
    for index in np.flatnonzero((weights > 0) & (matrix.sum(axis=1) <= 0)).tolist():
        value = float(weights[index])
        raise BadWeights(
            index, value, "the section has weight but no requirement in it has a local weight"
        )
    return readonly(weights @ matrix)


def leaf_weights(
    section_weights: ArrayLike, local_weights: ArrayLike, section_of_leaf: ArrayLike
) -> Array:
    """Return the effective weight of each leaf, shape (leaves,), summing to 1.

    Section weights (sections,) and the local weights within each section are normalised among
    siblings; the leaf weight is their product. `section_of_leaf` holds section numbers from 0.
    """
    sections = normalise(section_weights)
    return spread(sections, leaf_shares(local_weights, section_of_leaf, len(sections)))


def section_totals(weights: ArrayLike, section_of_leaf: ArrayLike, sections: int) -> Array:
    """Add leaf weights up to their sections, shape (sections,)."""
    leaf = np.asarray(weights, np.float64)
    return readonly(
        np.bincount(_sections(section_of_leaf, len(leaf), sections), leaf, minlength=sections)
    )


def _sections(
    section_of_leaf: ArrayLike | Sequence[int], leaves: int, sections: int
) -> NDArray[np.intp]:
    section = np.atleast_1d(np.asarray(section_of_leaf, np.intp))
    if len(section) != leaves:
        raise ValueError(f"{leaves} leaves but {len(section)} section numbers; give one for each.")
    if leaves and (section.min() < 0 or section.max() >= sections):
        raise ValueError(f"A leaf names a section outside 0..{sections - 1}.")
    return section
