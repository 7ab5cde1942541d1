"""Comparisons in pairs, read and checked: "Price counts three times Style"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, readonly
from ossbuy.analysis.weighting.judged import MOST_RATIO, BadJudgement, criteria

RECIPROCAL_WITHIN = 1e-6
"""How far a_ij · a_ji may be from 1 when both are given: rounding of a third in six places."""

Pair = tuple[int, int]


@dataclass(frozen=True)
class Comparisons:
    """A reciprocal matrix of ratios, some of which may not be known.

    `matrix[i, j]` says how many times criterion i counts j: a_ji = 1 / a_ij, the diagonal is 1,
    and NaN stands where nobody compared the two.
    """

    matrix: Array
    labels: Labels

    @property
    def given(self) -> tuple[Pair, ...]:
        """The pairs compared, each once with the smaller index first."""
        return self._pairs(known=True)

    @property
    def missing(self) -> tuple[Pair, ...]:
        """The pairs not compared, each once with the smaller index first."""
        return self._pairs(known=False)

    @property
    def gap(self) -> Pair | None:
        """Two criteria that no chain of comparisons connects, or None when all hang together."""
        groups = connected(~np.isnan(self.matrix))
        return None if len(groups) == 1 else (groups[0][0], groups[1][0])

    def _pairs(self, *, known: bool) -> tuple[Pair, ...]:
        upper = np.triu(np.isnan(self.matrix) != known, 1)
        return tuple((int(i), int(j)) for i, j in np.argwhere(upper))


def comparisons(
    said: Mapping[Pair, float] | ArrayLike | Comparisons,
    labels: Sequence[str] = (),
    count: int | None = None,
) -> Comparisons:
    """Read comparisons in pairs.

    `said` is a mapping {(i, j): ratio}, "i counts ratio times j", or a square matrix with NaN
    where nothing is known. One direction of a pair is enough. With a mapping the number of
    criteria is that of the labels, else `count`, else up to the highest index named.

    Raises BadJudgement naming the pair for a ratio that is not positive (or beyond 1000 to 1),
    for two directions that contradict each other, and for a criterion compared with itself at
    anything but 1.
    """
    if isinstance(said, Comparisons):
        return said if not labels else Comparisons(said.matrix, criteria(labels, len(said.matrix)))
    if isinstance(said, Mapping):
        size = len(labels) or count or 1 + max((max(pair) for pair in said), default=-1)
        raw = np.full((size, size), np.nan)
        for (i, j), ratio in said.items():
            if not (0 <= i < size and 0 <= j < size):
                raise BadJudgement(f"A comparison names criterion {max(i, j) + 1} of {size}.")
            raw[i, j] = ratio
    else:
        raw = np.array(said, dtype=np.float64)
        if raw.ndim != 2 or raw.shape[0] != raw.shape[1]:
            raise BadJudgement("Comparisons need a square table, one row and column per criterion.")
    named = criteria(labels, len(raw))
    for i, j in np.argwhere(~np.isnan(raw)).tolist():
        _check(raw, i, j, named)
    matrix = np.where(np.isnan(raw), 1 / raw.T, raw)
    # The upper triangle decides, so that rounding in the lower one cannot break reciprocity.
    upper = np.triu_indices(len(matrix), 1)
    matrix.T[upper] = 1 / matrix[upper]
    np.fill_diagonal(matrix, 1.0)
    return Comparisons(readonly(matrix), named)


def connected(links: ArrayLike) -> list[list[int]]:
    """Return the groups of criteria that chains of comparisons hold together, (n, n) booleans."""
    reach = np.asarray(links, np.bool_)
    waiting, groups = set(range(len(reach))), []
    while waiting:
        group: set[int] = set()
        edge = {min(waiting)}
        while edge:
            group |= edge
            edge = set(np.flatnonzero(reach[sorted(edge)].any(axis=0)).tolist()) - group
        groups.append(sorted(group))
        waiting -= group
    return groups


def _check(raw: Array, i: int, j: int, named: Labels) -> None:
    ratio, back = float(raw[i, j]), float(raw[j, i])
    pair = f"{named[i]} against {named[j]}"
    if i == j:
        if abs(ratio - 1) > RECIPROCAL_WITHIN:
            raise BadJudgement(
                f"{named[i]} against itself is {ratio:g}; it can only be 1.", pair=(i, j)
            )
    elif not ratio > 0:
        raise BadJudgement(f"{pair} is {ratio:g}; give a ratio above 0.", pair=(i, j))
    elif not 1 / MOST_RATIO <= ratio <= MOST_RATIO:
        raise BadJudgement(
            f"{pair} is {ratio:g}; give a ratio from 1/{MOST_RATIO:g} to {MOST_RATIO:g}.",
            pair=(i, j),
        )
    elif back > 0 and abs(ratio * back - 1) > RECIPROCAL_WITHIN:
        raise BadJudgement(
            f"{pair} is {ratio:g} but {named[j]} against {named[i]} is {back:g}, not"
            f" {1 / ratio:.3g}; give only one of the two.",
            pair=(i, j),
        )
