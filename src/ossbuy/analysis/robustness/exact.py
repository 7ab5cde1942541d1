"""Who beats whom under unknown weights: exact probabilities, no sampling.

For weights w uniform on the simplex, P(Σ w_j d_j > 0) is a race between the criteria that speak
for and those that speak against: a recurrence whose terms are all positive, hence stable. It is
for one level of criteria; products of weights over several levels are not uniform.

Source: the volume a half-space cuts from a simplex, Varsi (1973), Ali (1973).
"""

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, readonly
from ossbuy.analysis.weighting.blend import normalise

SNAP = 1e-12
"""Differences below this share of the score scale are equal scores: float noise would turn a
tie into certainty."""


def win_probability(difference: ArrayLike, scale: float = 1.0) -> float:
    """Return P(Σ w_j d_j > 0) for w uniform on the simplex; ½ when every d_j is zero.

    `difference` (criteria,) is one vendor's scores minus another's; `scale` the width of the
    score scale. O(J · K) for J positive and K other entries, vectorised along anti-diagonals.
    """
    d = np.asarray(difference, np.float64).ravel()
    d = np.where(np.abs(d) < SNAP * scale, 0.0, d)
    ahead, behind = d[d > 0], -d[d <= 0]
    if not ahead.size:
        return 0.5 if not (d < 0).any() else 0.0
    if not (d < 0).any():
        return 1.0
    # lost[j] is P(Σ ≤ 0) for the first j positive and the first s - j other entries.
    lost = np.zeros(len(ahead) + 1)
    lost[0] = 1.0
    for s in range(2, len(ahead) + len(behind) + 1):
        j = np.arange(max(1, s - len(behind)), min(len(ahead), s - 1) + 1)
        y, x = ahead[j - 1], behind[s - j - 1]
        lost[j] = (y * lost[j] + x * lost[j - 1]) / (y + x)
    return float(1 - lost[len(ahead)])


def win_probabilities(values: ArrayLike, scale: float = 1.0) -> Array:
    """Return P(row vendor beats column vendor), shape (vendors, vendors); ½ on the diagonal.

    `values` (vendors, criteria), with price folded in where there is one.
    """
    value = np.atleast_2d(np.asarray(values, np.float64))
    count = len(value)
    result = np.full((count, count), 0.5)
    for a in range(count):
        for b in range(a + 1, count):
            result[a, b] = win_probability(value[a] - value[b], scale)
            result[b, a] = 1 - result[a, b]
    return readonly(result)


def expected_ranks(values: ArrayLike, scale: float = 1.0) -> Array:
    """Return each vendor's expected rank, 1 + Σ P(another beats it), shape (vendors,)."""
    beats = win_probabilities(values, scale)
    return readonly(0.5 + beats.sum(axis=0))


def order_basis(weights: ArrayLike) -> Array:
    """Return the matrix M with w = M u for weights of which only the order is known.

    Shape (criteria, criteria). If u is uniform on the simplex, M u is uniform on the weights
    with w_1 ≥ w_2 ≥ ... in the order of `weights`; `values @ M` are running means of columns,
    which reduces this case to the unrestricted one. Criteria with equal stated weights share
    their block equally: between them no order is known.
    """
    w = normalise(weights)
    order = np.argsort(-w, kind="stable")
    count = len(w)
    basis = np.zeros((count, count))
    basis[order] = np.triu(np.ones((count, count))) / np.arange(1, count + 1)
    for value in np.unique(w):
        block = w == value
        basis[block] = basis[block].mean(axis=0)
    return readonly(basis)


def trusted_win_probability(
    difference: ArrayLike, weights: ArrayLike, doubt: float, scale: float = 1.0
) -> float:
    """Return P(win) when the stated weights are trusted to a degree.

    The weights are (1 - doubt) · stated + doubt · u with u uniform: doubt 0 gives the stated
    weights alone, doubt 1 knows nothing.
    """
    if not 0 <= doubt <= 1:
        raise ValueError(f"The doubt is {doubt:g}; give a number from 0 to 1.")
    d = np.asarray(difference, np.float64)
    base = float(normalise(weights) @ d)
    if doubt <= 0:
        if abs(base) < SNAP * scale:
            return 0.5
        return float(base > 0)
    offset = (1 - doubt) / doubt * base
    return win_probability(d + offset, scale * max(1.0, abs(offset)))
