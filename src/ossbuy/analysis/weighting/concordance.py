"""How far people rank the same things alike: Kendall's W, with ties."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, listed, names, readonly
from ossbuy.analysis.weighting.judged import BadJudgement, criteria

SAME = 1e-9
"""Numbers closer than this, relative to the largest, share a rank: float noise is no opinion."""


@dataclass(frozen=True)
class Concordance:
    """Kendall's coefficient of concordance, from 0 (no common order) to 1 (all rank alike)."""

    w: float | None
    """Corrected for ties; None when it does not exist, and `reason` says why."""
    uncorrected: float | None
    """The same without the correction, which reads too low when there are ties."""
    chi_square: float | None
    """people · (items - 1) · W."""
    degrees: int
    """items - 1, the degrees of freedom of `chi_square`."""
    ranks: Array
    """Shape (people, items): 1 for what a person puts first, mean ranks for ties."""
    rank_sums: Array
    reason: str
    people: Labels
    left_out: Labels
    """People whose row has a gap: they ranked nothing, or not everything."""
    items: Labels

    @property
    def p_value(self) -> float | None:
        """How often people ranking at random agree at least so much, by the chi-square law.

        An approximation, rough below about eight items; None when W does not exist.
        """
        if self.chi_square is None:
            return None
        from scipy.special import chdtrc

        return float(chdtrc(self.degrees, self.chi_square))

    def sentence(self) -> str:
        """Say how far people agree, and who was left out."""
        out = f" Left out for want of a full ranking: {listed(self.left_out)}."
        tail = out if self.left_out else ""
        if self.w is None:
            return f"No agreement can be computed: {self.reason}.{tail}"
        return (
            f"Kendall's W is {self.w:.2f} over {len(self.people)} people and {len(self.items)}"
            f" criteria (ties corrected; 1 means the same order from everyone).{tail}"
        )


def kendalls_w(
    values: ArrayLike,
    people: Sequence[str] = (),
    items: Sequence[str] = (),
    *,
    heaviest_first: bool = True,
) -> Concordance:
    """Measure how far people rank items alike.

    `values` has shape (people, items): weights, where the heaviest ranks first, or ranks with
    `heaviest_first` off. A row with a gap (NaN) is left out and named. Everybody counts once:
    voting power says whose view decides, not whether views agree.

    W = 12 S / (m² (n³ - n) - m Σ T), with S the squared deviations of the rank sums, m people,
    n items, and T = Σ (t³ - t) over the groups of t ties in a person's ranks (Kendall & Smith
    1939; Zar 2010, section 20.4).

    Raises BadJudgement when `values` is not a table or names do not fit it.
    """
    table = np.array(values, dtype=np.float64)
    if table.ndim != 2:
        raise BadJudgement("Agreement needs a table with one row per person.")
    named = criteria(items, table.shape[1])
    everyone = names(people, len(table), "person")
    full = np.all(np.isfinite(table), axis=1, keepdims=True)[:, 0]
    counted = table[full]
    ranks = np.array([_mean_ranks(-row if heaviest_first else row) for row in counted])
    ranks = ranks.reshape(-1, len(named))
    m, n = ranks.shape
    sums = ranks.sum(axis=0)
    spread = float(((sums - m * (n + 1) / 2) ** 2).sum())
    ties = sum(_tie_term(row) for row in ranks)
    room = m * m * (n**3 - n) - m * ties
    reason = ""
    if m < 2:
        reason = "it takes at least two people who ranked everything"
    elif n < 2:
        reason = "there is only one criterion to rank"
    elif room <= 0:
        reason = "nobody ranks any criterion above another"
    w = None if reason else min(1.0, 12 * spread / room)
    return Concordance(
        w=w,
        uncorrected=None if reason else 12 * spread / (m * m * (n**3 - n)),
        chi_square=None if w is None else m * (n - 1) * w,
        degrees=n - 1,
        ranks=readonly(ranks),
        rank_sums=readonly(sums),
        reason=reason,
        people=tuple(p for p, kept in zip(everyone, full, strict=True) if kept),
        left_out=tuple(p for p, kept in zip(everyone, full, strict=True) if not kept),
        items=named,
    )


def _mean_ranks(values: Array) -> Array:
    """Return ranks from the smallest, ties at their mean; noise within `SAME` is a tie."""
    order = np.argsort(values, kind="stable")
    climbing = values[order]
    step = np.diff(climbing) > SAME * np.abs(values).max()
    group = np.concatenate([[0], np.cumsum(step)])
    place = np.arange(1, len(values) + 1, dtype=np.float64)
    mean = np.bincount(group, place) / np.bincount(group)
    ranks = np.empty(len(values))
    ranks[order] = mean[group]
    return ranks


def _tie_term(ranks: Array) -> float:
    _, sizes = np.unique(ranks, return_counts=True)
    return float((sizes.astype(np.float64) ** 3 - sizes).sum())
