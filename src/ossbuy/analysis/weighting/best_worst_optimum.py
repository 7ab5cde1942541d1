"""The optima of the two best-worst models, without words or checks.

Indices: `best` B and `worst` W; `outward[j]` is a_Bj, `inward[j]` is a_jW, both 1 at the own
criterion and a_BW at the other end.
"""

import numpy as np

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.weighting.judged import NOISE


def consistency_index(best_to_worst: float) -> float:
    """Return the ξ of the worst contradiction at a_BW: the smaller root of (a-ξ)² = a+ξ.

    For a_BW 1..9 this is Rezaei's table 0, 0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23 in
    full precision. At a_BW = 2 two criteria together can exceed it (0.50), so CR can exceed 1.
    """
    return float((2 * best_to_worst + 1 - np.sqrt(8 * best_to_worst + 1)) / 2)


def linear_weights(best: int, worst: int, outward: Array, inward: Array) -> tuple[Array, float]:
    """Minimise ξ with abs(w_B - a_Bj w_j) ≤ ξ, abs(w_j - a_jW w_W) ≤ ξ, Σ w = 1, w ≥ 0."""
    count = len(outward)
    if best == worst:
        return np.ones(1), 0.0
    from scipy.optimize import linprog

    unit = np.eye(count)
    gaps = np.concatenate(
        [unit[best] - outward[:, None] * unit, unit - inward[:, None] * unit[worst]]
    )
    both = np.block([[gaps, -np.ones((len(gaps), 1))], [-gaps, -np.ones((len(gaps), 1))]])
    solved = linprog(
        np.append(np.zeros(count), 1.0),
        A_ub=both,
        b_ub=np.zeros(len(both)),
        A_eq=np.append(np.ones(count), 0.0)[None, :],
        b_eq=[1.0],
        method="highs",
    )
    weights = np.maximum(solved.x[:count], 0.0)
    xi = float(solved.x[count])
    return weights / weights.sum(), xi if xi > NOISE else 0.0


def smallest_xi(outward: Array, inward: Array, top: float) -> float:
    """Bisect for the smallest ξ at which some w_B / w_W fits every chain best → j → worst.

    `outward` and `inward` hold the criteria between best and worst only; `top` is a_BW. Finding
    ξ as the largest over the chains one by one would be too small: two chains that err to
    different sides also have to agree on one w_B / w_W.
    """

    def fits(xi: float) -> bool:
        low, high = _ratio_range(outward, inward, top, xi)
        return low <= high

    if fits(NOISE):
        return 0.0
    low, high = 0.0, top
    while high - low > 1e-15 * top:
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _ratio_range(outward: Array, inward: Array, top: float, xi: float) -> tuple[float, float]:
    """Return the range of r = w_B / w_W that leaves every middle weight a value."""
    least = np.maximum(outward - xi, 0) * np.maximum(inward - xi, 0)
    most = (outward + xi) * (inward + xi)
    return max(top - xi, *least, 0.0), min(top + xi, *most, np.inf)


def weight_intervals(
    best: int, worst: int, outward: Array, inward: Array, xi: float
) -> tuple[Array, Array]:
    """Return the least and most each weight can be at the optimum, exactly.

    With w_W = 1 and w_B = r, weight j may lie from max(r/(a_Bj+ξ), a_jW-ξ) to
    min(r/(a_Bj-ξ), a_jW+ξ). A share is most when it is high and all others low. Both are linear
    in r between the points where a bound changes, so a share has its extremes at those points
    (equal to the linear programs over the same set, as a test shows; Wu et al. 2022).
    """
    count = len(outward)
    if best == worst:
        return np.ones(1), np.ones(1)
    middle = np.array([j for j in range(count) if j not in (best, worst)], dtype=np.intp)
    from_best, to_worst = outward[middle], inward[middle]
    first, last = _ratio_range(from_best, to_worst, float(outward[worst]), xi)
    turns = np.concatenate([(from_best + xi) * (to_worst - xi), (from_best - xi) * (to_worst + xi)])
    inside = turns[(turns > first) & (turns < last)]
    ratios = np.concatenate([[first, max(first, last)], inside])
    low = np.ones((len(ratios), count))
    low[:, best] = ratios
    high = low.copy()
    r = ratios[:, None]
    low[:, middle] = np.maximum(r / (from_best + xi), to_worst - xi)
    slack = from_best - xi
    ceiling = np.divide(
        r, slack, out=np.full(np.broadcast(r, slack).shape, np.inf), where=slack > 0
    )
    # At the optimum some bounds meet; rounding must not let them cross.
    high[:, middle] = np.maximum(low[:, middle], np.minimum(ceiling, to_worst + xi))
    least = low / (low + high.sum(axis=1, keepdims=True) - high)
    most = high / (high + low.sum(axis=1, keepdims=True) - low)
    return least.min(axis=0), most.max(axis=0)
