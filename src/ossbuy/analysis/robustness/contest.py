"""A decision as the robustness functions see it: complete scores, weights, price, one leader.

Price can be held fixed, folded into every column, D_j = (1 - p) · d_j + p · Δprice, or be one
more weight beside the criteria. Every function says which of the two it uses.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, listed, names, readonly
from ossbuy.analysis.scoring.total import order_of
from ossbuy.analysis.weighting.blend import normalise

PRICE = "price"
"""The label of the price column where price is one of the weights."""


@dataclass(frozen=True)
class Contest:
    """Vendors scored on one level of criteria (sections by default) plus price.

    Build one with `contest`, which checks and normalises. All cells must be known: with gaps or
    cells out of scope a total is not a straight line in the weights, and the closed forms of
    this package do not hold.
    """

    scores: Array
    """Shape (vendors, criteria), 0..1, after evidence."""
    weights: Array
    """Shape (criteria,), summing to 1."""
    price: Array
    """Shape (vendors,), price scores on 0..1."""
    price_share: float
    vendors: Labels
    criteria: Labels

    @property
    def totals(self) -> Array:
        """Totals on 0..100, shape (vendors,)."""
        p = self.price_share
        return readonly(100 * ((1 - p) * (self.scores @ self.weights) + p * self.price))

    @property
    def order(self) -> tuple[int, ...]:
        """Vendors, best first."""
        return order_of(self.totals)

    @property
    def leader(self) -> int:
        """The vendor with the highest total; of equals, the one given first."""
        return self.order[0]

    @property
    def rivals(self) -> tuple[int, ...]:
        """Everyone but the leader, best first."""
        return self.order[1:]

    @property
    def folded_scores(self) -> Array:
        """Scores with price folded in, (1 - p) · v + p · price, shape (vendors, criteria)."""
        p = self.price_share
        return readonly((1 - p) * self.scores + p * self.price[:, None])

    @property
    def full_weights(self) -> Array:
        """Weights with price as the last of them, shape (criteria + 1,), summing to 1."""
        p = self.price_share
        return readonly(np.append((1 - p) * self.weights, p))

    @property
    def full_criteria(self) -> Labels:
        """Criteria labels with price as the last of them."""
        return (*self.criteria, PRICE)

    def lead(self, *, price_as_weight: bool) -> Array:
        """Return the leader's lead over each rival per criterion, shape (rivals, criteria).

        Rows follow `rivals`. With price as a weight there is one more column; without, price is
        folded into every column. Noise below 1e-12 is cleared, so that equals are equal.
        """
        values = (
            np.column_stack([self.scores, self.price]) if price_as_weight else self.folded_scores
        )
        lead = values[self.leader] - values[list(self.rivals)]
        return readonly(np.where(np.abs(lead) < 1e-12, 0.0, lead))

    def lead_parts(self, rival: int) -> Array:
        """Return the leader's lead over one rival in points, by criterion and price (last).

        Shape (criteria + 1,), on the 0..100 scale of the totals; sums to the difference of both.
        """
        row = self.lead(price_as_weight=True)[self.rivals.index(rival)]
        return readonly(100 * row * self.full_weights)

    def why_leads(self, rival: int) -> str:
        """Say where the lead over one rival is won and where it is lost."""
        parts, labels = self.lead_parts(rival), self.full_criteria
        order = [int(j) for j in np.argsort(-np.abs(parts), kind="stable")]
        won = [f"{labels[j]} +{parts[j]:.1f}" for j in order if parts[j] >= 0.05]
        lost = [f"{labels[j]} −{-parts[j]:.1f}" for j in order if parts[j] <= -0.05]
        said = (
            f"{self.vendors[self.leader]} leads {self.vendors[rival]} by {parts.sum():.1f} points"
        )
        if won:
            said += f", won on {listed(won)}"
        if lost:
            said += f", giving up {listed(lost)}"
        return said + "."


def contest(
    scores: ArrayLike,
    weights: ArrayLike,
    price: ArrayLike,
    price_share: float,
    vendors: Sequence[str] = (),
    criteria: Sequence[str] = (),
) -> Contest:
    """Check and assemble a contest.

    `scores` (vendors, criteria) and `price` (vendors,) on 0..1, `weights` (criteria,) not
    negative and normalised here, `price_share` on 0..1. Raises BadWeights, or ValueError for an
    unknown value, naming the vendor.
    """
    value = np.atleast_2d(np.asarray(scores, np.float64))
    bid = np.atleast_1d(np.asarray(price, np.float64))
    label = names(vendors, value.shape[0], "vendor")
    if bid.shape != (value.shape[0],):
        raise ValueError(f"{value.shape[0]} vendors but {bid.size} price scores.")
    if not 0 <= price_share <= 1:
        raise ValueError(f"The price share is {price_share:g}; give a number from 0 to 1.")
    known = np.isfinite(value).all(axis=1) & np.isfinite(bid)
    if not known.all():
        who = label[int(np.flatnonzero(~known)[0])]
        raise ValueError(f"Not everything is known about {who}; fill the gaps or leave it out.")
    weight = normalise(weights)
    if value.shape[1] != len(weight):
        raise ValueError(f"{value.shape[1]} criteria but {len(weight)} weights.")
    return Contest(
        scores=readonly(value),
        weights=weight,
        price=readonly(bid),
        price_share=float(price_share),
        vendors=label,
        criteria=names(criteria, value.shape[1], "criterion"),
    )
