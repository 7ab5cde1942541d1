"""The smallest shift of weight that lets a rival draw level, by the total amount moved (L1).

A fractional knapsack: take weight from where the leader leads most, give it to where it leads
least. Equal to the linear program, without one.
"""

from dataclasses import dataclass

import numpy as np

from ossbuy.analysis.arrays import TIE, Array, Labels, listed, readonly
from ossbuy.analysis.robustness.contest import Contest


@dataclass(frozen=True)
class WeightShift:
    """The smallest shift that makes one rival draw level.

    `moved[j]` is the weight taken from criterion j (fractions of the total weight), all of it
    given to criterion `to`. The L1 distance between old and new weights is twice `mass`.
    """

    rival: int | None
    """None when no shift of weight lets anyone draw level."""
    moved: Array
    to: int
    mass: float
    per_rival: Array
    """Shape (rivals,): mass for each rival, infinite where no shift suffices."""
    rivals: tuple[int, ...]
    leader: int
    vendors: Labels
    criteria: Labels

    @property
    def norm(self) -> float:
        """The L1 distance between the old and the new weights."""
        return 2 * self.mass

    def sentence(self) -> str:
        """Say what would have to move, in points out of 100."""
        if self.rival is None:
            return f"No shift of weight at all takes the lead from {self.vendors[self.leader]}."
        if self.mass <= 0:
            return (
                f"{self.vendors[self.rival]} is already level with {self.vendors[self.leader]}:"
                " nothing needs to move."
            )
        source = [int(j) for j in np.argsort(-self.moved, kind="stable") if self.moved[j] > 0]
        taken = [f"{100 * self.moved[j]:.1f} points from {self.criteria[j]}" for j in source]
        return (
            f"Move {listed(taken)} to {self.criteria[self.to]} and {self.vendors[self.rival]}"
            f" draws level with {self.vendors[self.leader]}."
        )


def smallest_shift(contest: Contest, *, price_as_weight: bool = False) -> WeightShift:
    """Find the smallest L1 shift of weights that ends the lead, over all rivals.

    With the price share held fixed the points are shares of quality; with `price_as_weight`
    price takes part and the points are shares of the total.
    """
    weights = contest.full_weights if price_as_weight else contest.weights
    lead = contest.lead(price_as_weight=price_as_weight)
    plans = [_greedy(row, weights) for row in lead]
    masses = [plan.sum() if plan is not None else np.inf for plan in plans]
    best = int(np.argmin(masses)) if masses else 0
    plan = plans[best] if masses else None
    return WeightShift(
        rival=None if plan is None else contest.rivals[best],
        moved=readonly(np.zeros(len(weights)) if plan is None else plan),
        to=0 if plan is None else int(lead[best].argmin()),
        mass=0.0 if plan is None else float(masses[best]),
        per_rival=readonly(masses),
        rivals=contest.rivals,
        leader=contest.leader,
        vendors=contest.vendors,
        criteria=contest.full_criteria if price_as_weight else contest.criteria,
    )


def _greedy(lead: Array, weights: Array) -> Array | None:
    """Return the mass to take from each criterion, or None when no shift closes the gap."""
    gap = float(lead @ weights)
    moved = np.zeros(len(weights))
    if 100 * gap <= TIE:
        return moved
    least = float(lead.min())
    if least > 0:
        return None
    order = np.argsort(-lead, kind="stable")
    gain = lead[order] - least
    closed = np.cumsum(weights[order] * gain)
    whole = int(np.searchsorted(closed, gap))
    if whole == len(order):
        # Only emptying every criterion the leader is ahead on makes them level.
        moved[order] = np.where(gain > 0, weights[order], 0.0)
        return moved
    moved[order[:whole]] = weights[order[:whole]]
    left = gap - (closed[whole - 1] if whole else 0.0)
    moved[order[whole]] = min(float(weights[order[whole]]), left / gain[whole])
    return moved
