"""From prices to price scores on 0..1, by a formula published before the bids are opened.

Each formula carries its own promise: whether a bidder's score depends on who else bids, and
what it does to the order. An unknown price (NaN: sealed or not received) stays unknown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import Array, Labels, listed, names, readonly, readonly_mask
from ossbuy.analysis.scoring.total import order_of


class BadPrice(ValueError):
    """A price that cannot be scored; `index` is the bidder's row, `value` what stands there."""

    def __init__(self, index: int, value: float) -> None:
        self.index, self.value = index, value
        super().__init__(f"Bid {index + 1}: the price is {value:g}; give a price above 0.")


@dataclass(frozen=True)
class PriceFormula:
    """A named formula and what a buyer should know before choosing it."""

    name: str
    score: Callable[[Array, float | None], Array]
    needs_ceiling: bool
    relative: bool
    """True when one bidder's score depends on the other bids, so that ranks can hinge on a bid
    that has no chance itself."""
    says: str


def lowest_ratio(prices: ArrayLike) -> Array:
    """Return lowest price / price: the cheapest scores 1, twice as dear scores ½."""
    price = checked_prices(prices)
    return price if np.isnan(price).all() else np.nanmin(price) / price


def ceiling_linear(prices: ArrayLike, ceiling: float) -> Array:
    """Return 1 - price / ceiling, at least 0: absolute, so bidders do not affect each other."""
    if not (np.isfinite(ceiling) and ceiling > 0):
        raise ValueError(f"The price ceiling is {ceiling:g}; give an amount above 0.")
    return np.maximum(0.0, 1 - checked_prices(prices) / ceiling)


def low_high_linear(prices: ArrayLike) -> Array:
    """Return (highest - price) / (highest - lowest): 1 for the cheapest, 0 for the dearest.

    When all known prices are equal everyone scores 1.
    """
    price = checked_prices(prices)
    if np.isnan(price).all():
        return price
    low, high = np.nanmin(price), np.nanmax(price)
    if high <= low:
        return np.where(np.isnan(price), price, 1.0)
    scores: Array = (high - price) / (high - low)
    return scores


def _by_ceiling(prices: Array, ceiling: float | None) -> Array:
    if ceiling is None:
        raise ValueError("The formula ceiling-linear needs a published price ceiling.")
    return ceiling_linear(prices, ceiling)


FORMULAS: Mapping[str, PriceFormula] = MappingProxyType(
    {
        f.name: f
        for f in (
            PriceFormula(
                "lowest-ratio",
                lambda prices, _: lowest_ratio(prices),
                needs_ceiling=False,
                relative=True,
                says="lowest price divided by price; steep among cheap bids, flat among dear ones",
            ),
            PriceFormula(
                "ceiling-linear",
                _by_ceiling,
                needs_ceiling=True,
                relative=False,
                says="a straight line from full marks at no cost to none at the published ceiling",
            ),
            PriceFormula(
                "low-high-linear",
                lambda prices, _: low_high_linear(prices),
                needs_ceiling=False,
                relative=True,
                says="a straight line from the cheapest bid to the dearest; stretches small gaps",
            ),
        )
    }
)
"""The price formulas by name."""


def price_scores(prices: ArrayLike, formula: str, ceiling: float | None = None) -> Array:
    """Score prices (vendors,) on 0..1 by a formula of `FORMULAS`.

    NaN (not known yet) stays NaN; the others are scored among themselves.
    Raises BadPrice for a zero, negative or infinite price, naming its row, and ValueError for
    an unknown formula or a missing ceiling.
    """
    if formula not in FORMULAS:
        raise ValueError(f"No price formula {formula!r}; choose one of {listed(sorted(FORMULAS))}.")
    return readonly(FORMULAS[formula].score(checked_prices(prices), ceiling))


def checked_prices(prices: ArrayLike) -> Array:
    """Return prices as floats, or raise BadPrice for one that is not above 0."""
    price = np.atleast_1d(np.asarray(prices, np.float64))
    for index, value in enumerate(price.tolist()):
        if value <= 0 or np.isinf(value):
            raise BadPrice(index, value)
    return price


@dataclass(frozen=True)
class OrderChange:
    """Leaving out one bidder changes the order of the others."""

    dropped: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    """The other bidders, best first, with and without the dropped one."""

    @property
    def changes_winner(self) -> bool:
        """True when the best of the others is another one."""
        return self.before[0] != self.after[0]


@dataclass(frozen=True)
class IrrelevantBids:
    """Which bidders, by merely taking part, decide the order of the others."""

    changes: tuple[OrderChange, ...]
    formula: str
    vendors: Labels

    def sentence(self) -> str:
        """Say whether ranks hinge on who else bid."""
        if not self.changes:
            return (
                f"Price formula {self.formula}: leaving out any one bidder does not change the"
                " order of the others."
            )
        change = next((c for c in self.changes if c.changes_winner), self.changes[0])
        before = [self.vendors[i] for i in change.before]
        after = [self.vendors[i] for i in change.after]
        return (
            f"Price formula {self.formula}: without {self.vendors[change.dropped]} the order of"
            f" the others is {listed(after)} instead of {listed(before)}."
        )


def irrelevant_bid_test(
    quality: ArrayLike,
    prices: ArrayLike,
    price_share: float,
    formula: str,
    ceiling: float | None = None,
    vendors: Sequence[str] = (),
) -> IrrelevantBids:
    """Leave out each bidder in turn: does the order of the others change?

    `quality` (vendors,) on 0..100 and `prices` (vendors,), all known; at least three bidders
    are needed for an order of the others to exist.
    """
    merit = np.asarray(quality, np.float64)
    price = checked_prices(prices)
    if np.isnan(price).any() or np.isnan(merit).any():
        raise ValueError("The irrelevant-bid test needs every quality and every price.")

    def order(who: list[int]) -> tuple[int, ...]:
        scores = price_scores(price[who], formula, ceiling)
        total = (1 - price_share) * merit[who] + 100 * price_share * scores
        return tuple(who[i] for i in order_of(total))

    everyone = list(range(len(price)))
    full = order(everyone)
    changes = []
    for dropped in everyone if len(price) > 2 else []:
        before = tuple(i for i in full if i != dropped)
        after = order([i for i in everyone if i != dropped])
        if before != after:
            changes.append(OrderChange(dropped, before, after))
    return IrrelevantBids(tuple(changes), formula, names(vendors, len(price), "vendor"))


def abnormally_low(
    prices: ArrayLike, share_below_mean: float, minimum_bids: int
) -> NDArray[np.bool_]:
    """Mark bids at least `share_below_mean` (0..1) below the mean of all known bids.

    A flag to ask the bidder, never a reason to exclude. With fewer than `minimum_bids` known
    bids nothing is marked: a mean of two says nothing about either.
    """
    price = checked_prices(prices)
    known = ~np.isnan(price)
    if known.sum() < max(1, minimum_bids):
        return readonly_mask(np.zeros(len(price)))
    limit = (1 - share_below_mean) * float(price[known].mean())
    return readonly_mask(known & (np.nan_to_num(price) <= limit))
