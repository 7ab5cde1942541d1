"""How wrong may the weights be? All at once (p*), or one at a time (stability intervals).

Closed forms, computed against every rival; the binding one is named and need not be second.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ossbuy.analysis.arrays import (
    TIE,
    Array,
    Labels,
    readonly,
    readonly_index,
    readonly_mask,
    rounded_down,
)
from ossbuy.analysis.robustness.contest import Contest


@dataclass(frozen=True)
class StableMargin:
    """p*: the winner holds while no weight is wrong by more than this share of itself.

    Every weight may be off by ±p* at the same time, in the worst combination, before they are
    renormalised. 1 means dominance: no change of weights can ever change the winner.
    """

    with_price: float
    """Price counts as one of the weights that may be wrong."""
    with_price_rival: int | None
    fixed: float
    """The price share is held fixed."""
    fixed_rival: int | None
    per_rival: Array
    """Shape (rivals, 2): with price as a weight, and with the price share fixed."""
    rivals: tuple[int, ...]
    leader: int
    vendors: Labels

    def sentence(self) -> str:
        """Say it for the board."""
        if self.with_price_rival is None or self.fixed_rival is None:
            return f"{self.vendors[self.leader]} is the only bidder, so no weight matters."
        if self.with_price <= 0:
            return (
                f"{self.vendors[self.leader]} and {self.vendors[self.with_price_rival]} are level:"
                " the smallest change of a weight decides."
            )
        if self.with_price >= 1:
            return f"No mix of weights at all changes the winner, {self.vendors[self.leader]}."
        within, fixed = rounded_down(100 * self.with_price), rounded_down(100 * self.fixed)
        return (
            f"No mix of weights within ±{within} % changes the winner; beyond that"
            f" {self.vendors[self.with_price_rival]} would be the first to catch up (with the price"
            f" share held fixed: ±{fixed} %, {self.vendors[self.fixed_rival]})."
        )


def p_star(contest: Contest) -> StableMargin:
    """Return p* = Σ w_j d_j / Σ w_j |d_j|, the minimum over all rivals, in both forms.

    The sign of Σ w d does not depend on the scale of w, so this is exact for independent errors
    of ±p before renormalising; if the wrong weights must also still sum to 100 the true
    threshold is no smaller. A rival with the leader's total gives 0: level is level, however it
    came about.
    """
    columns = []
    for price_as_weight in (True, False):
        weights = contest.full_weights if price_as_weight else contest.weights
        parts = contest.lead(price_as_weight=price_as_weight) * weights
        gap, spread = parts.sum(axis=1), np.abs(parts).sum(axis=1)
        share = np.divide(gap, spread, out=np.zeros_like(gap), where=100 * gap > TIE)
        columns.append(np.clip(share, 0.0, 1.0))
    per_rival = np.stack(columns, axis=1)
    alone = not contest.rivals
    binding = [None, None] if alone else [contest.rivals[int(i)] for i in per_rival.argmin(axis=0)]
    least = [1.0, 1.0] if alone else per_rival.min(axis=0).tolist()
    return StableMargin(
        with_price=least[0],
        with_price_rival=binding[0],
        fixed=least[1],
        fixed_rival=binding[1],
        per_rival=readonly(per_rival),
        rivals=contest.rivals,
        leader=contest.leader,
        vendors=contest.vendors,
    )


@dataclass(frozen=True)
class Crossovers:
    """For each criterion the range of its weight in which the leader stays first.

    The other weights are rescaled in proportion and the price share is held fixed. All weights
    are shares of quality on 0..1. `below` and `above` give the vendor that leads just outside
    the range, -1 where no weight on that side changes the leader (the end is then 0 or 1).
    """

    weights: Array
    low: Array
    high: Array
    below: NDArray[np.intp]
    above: NDArray[np.intp]
    at: Array
    """Shape (rivals, criteria): where each rival draws level, 0 where `exists` is False."""
    exists: NDArray[np.bool_]
    rivals: tuple[int, ...]
    leader: int
    vendors: Labels
    criteria: Labels

    def sentence(self, criterion: int) -> str:
        """Say what moving one weight would do."""
        name, weight = self.criteria[criterion], 100 * self.weights[criterion]
        below, above = int(self.below[criterion]), int(self.above[criterion])
        sides = []
        if above >= 0:
            sides.append(
                f"{self.vendors[above]} leads once it is above {100 * self.high[criterion]:.2f} %"
            )
        if below >= 0:
            sides.append(
                f"{self.vendors[below]} leads once it is below {100 * self.low[criterion]:.2f} %"
            )
        if not sides:
            return f"{name} ({weight:.1f} %): no weight of it changes the winner."
        return f"{name} ({weight:.1f} %): {'; '.join(sides)}."


def crossovers(contest: Contest) -> Crossovers:
    """Move each weight from 0 to 100 %, the others in proportion: where does the leader change?

    With R = Σ_{k≠j} w_k D_k / (1 - w_j) a rival draws level at w_j* = R / (R - D_j), valid on
    [0, 1]; it leads above when D_j < R, below when D_j > R. The stability interval is the
    intersection over all rivals. A criterion that has all the weight has no crossing: there is
    no proportion in which the others could share.
    """
    lead = contest.lead(price_as_weight=False)
    w = contest.weights
    gap = lead @ w
    rest = 1 - w
    others = np.divide(gap[:, None] - lead * w, rest, out=np.zeros_like(lead), where=rest > 1e-12)
    slope = lead - others
    exists = (np.abs(slope) > 1e-12) & (rest > 1e-12)
    at = np.divide(-others, slope, out=np.zeros_like(lead), where=exists)
    exists &= (at >= -1e-12) & (at <= 1 + 1e-12)
    at = np.where(exists, np.clip(at, 0.0, 1.0), 0.0)

    # At the very end of the range a rival only draws level, it never leads.
    upper = np.where(exists & (slope < 0) & (at < 1), at, np.inf)
    lower = np.where(exists & (slope > 0) & (at > 0), at, -np.inf)
    if contest.rivals:
        order = np.array(contest.rivals)
        high, above = upper.min(axis=0), order[upper.argmin(axis=0)]
        low, below = lower.max(axis=0), order[lower.argmax(axis=0)]
    else:
        high, above = np.full(len(w), np.inf), np.zeros(len(w))
        low, below = -high, above
    return Crossovers(
        weights=w,
        low=readonly(np.maximum(low, 0.0)),
        high=readonly(np.minimum(high, 1.0)),
        below=readonly_index(np.where(np.isfinite(low), below, -1)),
        above=readonly_index(np.where(np.isfinite(high), above, -1)),
        at=readonly(at),
        exists=readonly_mask(exists),
        rivals=contest.rivals,
        leader=contest.leader,
        vendors=contest.vendors,
        criteria=contest.criteria,
    )
