"""Where one number changes the winner: the blend λ, the price share, a single score.

Totals are straight lines in λ and in the price share, so the changes of leader are the corners
of their upper envelope: exact, never read off a grid.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import TIE, Array, Labels, readonly, readonly_mask
from ossbuy.analysis.robustness.contest import Contest
from ossbuy.analysis.weighting.blend import normalise


class Flip(NamedTuple):
    """At `at` the lead passes from one vendor to another, read in the direction of rising value."""

    at: float
    below: int
    above: int


@dataclass(frozen=True)
class LinearFlips:
    """All changes of leader while one number moves over 0..1, nearest to its value first."""

    quantity: str
    current: float
    leader: int
    flips: tuple[Flip, ...]
    totals_at_0: Array
    totals_at_1: Array
    """Totals on 0..100 at either end; between them they run straight."""
    vendors: Labels

    @property
    def stable(self) -> tuple[float, float]:
        """The range around the current value in which the leader stays the same."""
        low = max((f.at for f in self.flips if f.above == self.leader), default=0.0)
        high = min((f.at for f in self.flips if f.below == self.leader), default=1.0)
        return low, high

    def leads_after(self, flip: Flip) -> int:
        """Return who leads on the far side of a flip, seen from the current value."""
        if flip.at == self.current:
            return flip.above if flip.below == self.leader else flip.below
        return flip.above if flip.at > self.current else flip.below

    def sentence(self) -> str:
        """Say where the nearest change of leader is."""
        name = self.vendors[self.leader]
        now = f"{100 * self.current:.4g} %"
        if not self.flips:
            return f"{name} leads at any {self.quantity} (now {now})."
        nearest = self.flips[0]
        after = self.leads_after(nearest)
        side = "above" if after == nearest.above else "below"
        return (
            f"{self.vendors[after]} leads once the {self.quantity} is {side}"
            f" {100 * nearest.at:.2f} % (now {now}, {name} leads)."
        )


def lambda_flip(contest: Contest, stated: ArrayLike, derived: ArrayLike, lam: float) -> LinearFlips:
    """Blend stated (λ = 0) with derived (λ = 1) weights: where does the leader change?

    `stated` and `derived` have shape (criteria,) and replace the weights of `contest`; `lam` is
    the present blend.
    """
    ends = [replace(contest, weights=normalise(w)).totals for w in (stated, derived)]
    return _flips("share of derived weights", ends[0], ends[1], lam, contest.vendors)


def price_share_flip(contest: Contest) -> LinearFlips:
    """Move the price share from 0 to 100 %: where does the leader change?"""
    ends = [replace(contest, price_share=share).totals for share in (0.0, 1.0)]
    return _flips("price share", ends[0], ends[1], contest.price_share, contest.vendors)


def _flips(quantity: str, at_0: Array, at_1: Array, current: float, vendors: Labels) -> LinearFlips:
    slope = at_1 - at_0
    flips: list[Flip] = []
    here = 0.0
    leader = _best(at_0, slope)
    while True:
        rising = slope > slope[leader] + 1e-12
        crossing = np.full(len(slope), np.inf)
        np.divide(at_0[leader] - at_0, slope - slope[leader], out=crossing, where=rising)
        nearest = float(crossing.min())
        if not nearest < 1:
            break
        here = max(here, nearest)
        # Of those that cross at the same place, the steepest leads afterwards.
        tied = np.flatnonzero(crossing <= nearest + 1e-12)
        follower = int(tied[np.argmax(slope[tied])])
        if here > 0:
            flips.append(Flip(here, leader, follower))
        leader = follower
    leads_now = _best(at_0 + current * slope, slope if current < 1 else -slope)
    return LinearFlips(
        quantity=quantity,
        current=float(current),
        leader=leads_now,
        flips=tuple(sorted(flips, key=lambda f: abs(f.at - current))),
        totals_at_0=readonly(at_0),
        totals_at_1=readonly(at_1),
        vendors=vendors,
    )


def _best(totals: Array, slope: Array) -> int:
    """Return the vendor with the highest total; of equals the one that leads right after."""
    tied = np.flatnonzero(totals >= totals.max() - TIE)
    return int(tied[np.argmax(slope[tied])])


@dataclass(frozen=True)
class ScoreFlips:
    """By how much one claim would have to change for the winner to change.

    `points` has shape (vendors, criteria), in points of the claim scale (0..top): for a rival
    how much better it would have to be, for the leader how much worse (negative). It is only
    meaningful where `feasible`: elsewhere the claim would have to leave its scale, or nothing
    on this criterion can do it, and `points` is 0.
    """

    points: Array
    feasible: NDArray[np.bool_]
    claims: Array
    top: float
    leader: int
    rival: int | None
    """The rival that would take over when a score of the leader falls."""
    vendors: Labels
    criteria: Labels

    @property
    def nearest(self) -> tuple[int, int] | None:
        """The (vendor, criterion) whose smallest change flips the winner, or None."""
        if not self.feasible.any():
            return None
        size = np.where(self.feasible, np.abs(self.points), np.inf)
        vendor, criterion = np.unravel_index(int(size.argmin()), size.shape)
        return int(vendor), int(criterion)

    def sentence(self) -> str:
        """Name the one score whose change most easily changes the winner."""
        if self.nearest is None:
            return "No single score, whatever it became, changes the winner."
        vendor, criterion = self.nearest
        change = self.points[vendor, criterion]
        claim = self.top * self.claims[vendor, criterion]
        winner = vendor if vendor != self.leader else self.rival
        assert winner is not None
        return (
            f"{self.vendors[winner]} draws level if {self.vendors[vendor]} is scored"
            f" {claim + change:.2f} instead of {claim:.2f} on {self.criteria[criterion]}"
            f" ({abs(change):.2f} points {'more' if change > 0 else 'less'})."
        )


def score_flips(contest: Contest, claims: ArrayLike, evidence: ArrayLike, top: float) -> ScoreFlips:
    """Change one claim at a time: G / ((1 - p) · w_j) in score units, × top / evidence in points.

    `claims` and `evidence` (vendors, criteria) on 0..1 with claims · evidence = scores; `top` is
    the upper end of the claim scale (5 on 0..5).
    """
    claim = np.asarray(claims, np.float64)
    factor = np.asarray(evidence, np.float64)
    if not np.allclose(claim * factor, contest.scores, rtol=0, atol=1e-9):
        raise ValueError("Claims times evidence do not give the scores of this contest.")
    leader, rivals = contest.leader, contest.rivals
    gap = (contest.totals[leader] - contest.totals) / 100
    if rivals:
        gap[leader] = -gap[rivals[0]]
    worth = (1 - contest.price_share) * contest.weights * factor
    change = np.divide(gap[:, None], worth, out=np.zeros_like(claim), where=worth > 0)
    feasible = (worth > 0) & (claim + change <= 1 + 1e-12) & (claim + change >= -1e-12)
    if not rivals:
        feasible[:] = False
    return ScoreFlips(
        points=readonly(np.where(feasible, top * change, 0.0)),
        feasible=readonly_mask(feasible),
        claims=readonly(claim),
        top=float(top),
        leader=leader,
        rival=rivals[0] if rivals else None,
        vendors=contest.vendors,
        criteria=contest.criteria,
    )
