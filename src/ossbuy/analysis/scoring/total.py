"""Quality and price become one total, the totals a ranking with honest ties and intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import TIE, Array, Labels, names, readonly, readonly_index
from ossbuy.analysis.scoring.quality import Quality


@dataclass(frozen=True)
class Totals:
    """Totals of all vendors on 0..100, their ranks, and how far both can still move.

    `total` = (1 - p) · quality + 100 · p · price score, counting gaps and unknown prices as not
    earned yet; `low` and `high` are its bounds. Ranks start at 1; equal totals share a rank.
    """

    total: Array
    low: Array
    high: Array
    quality: Array
    price: Array
    """Price scores on 0..1, 0 where the price is not known."""
    price_known: NDArray[np.bool_]
    price_share: float
    rank: NDArray[np.intp]
    best_rank: NDArray[np.intp]
    worst_rank: NDArray[np.intp]
    vendors: Labels

    @property
    def order(self) -> tuple[int, ...]:
        """Vendors, best first; vendors with equal totals in the order they were given."""
        return order_of(self.total)

    @property
    def leaders(self) -> tuple[int, ...]:
        """The vendors that share first rank."""
        return tuple(int(i) for i in np.flatnonzero(self.rank == 1))

    @property
    def certain(self) -> bool:
        """True when no gap, interval or unknown price can change any rank."""
        return bool((self.best_rank == self.worst_rank).all())

    def sentence(self) -> str:
        """Say who leads and by how much."""
        order = self.order
        first = order[0]
        said = f"{self.vendors[first]} leads with {self.total[first]:.1f} points"
        if len(order) > 1:
            second = order[1]
            margin = self.total[first] - self.total[second]
            said = (
                f"{self.vendors[first]} and {self.vendors[second]} share first place with"
                f" {self.total[first]:.1f} points"
                if margin <= TIE
                else f"{said}, {margin:.1f} ahead of {self.vendors[second]}"
            )
        if not self.certain:
            moving = int((self.best_rank != self.worst_rank).sum())
            said += f"; {moving} ranks can still change, because not everything is known"
        return said + "."

    def explain(self, vendor: int) -> str:
        """Say what one total is made of."""
        p, name = self.price_share, self.vendors[vendor]
        price = (
            f"{100 * p * self.price[vendor]:.1f} from price"
            if self.price_known[vendor]
            else "nothing yet from price, which is not known"
        )
        return (
            f"{name}: {self.total[vendor]:.1f} = {(1 - p) * self.quality[vendor]:.1f} from quality"
            f" ({self.quality[vendor]:.1f} × {100 * (1 - p):.4g} %) + {price}."
        )


def order_of(totals: ArrayLike) -> tuple[int, ...]:
    """Return positions best first; totals within the tie width keep the order given."""
    value = np.asarray(totals, np.float64)
    rank = ranks(value)
    return tuple(int(i) for i in np.argsort(rank, kind="stable"))


def ranks(totals: ArrayLike) -> NDArray[np.intp]:
    """Return ranks from 1, highest total first; totals within 1e-9 share the better rank."""
    value = np.asarray(totals, np.float64)
    order = np.argsort(-value, kind="stable")
    rank = np.empty(len(value), dtype=np.intp)
    head = 0
    for position, vendor in enumerate(order.tolist()):
        if value[order[head]] - value[vendor] > TIE:
            head = position
        rank[vendor] = head + 1
    return rank


def rank_intervals(low: ArrayLike, high: ArrayLike) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the best and the worst rank each vendor can have, given bounds on every total."""
    floor, top = np.asarray(low, np.float64), np.asarray(high, np.float64)
    best = 1 + (floor[None, :] > top[:, None] + TIE).sum(axis=1)
    above = top[None, :] > floor[:, None] + TIE
    np.fill_diagonal(above, False)
    return readonly_index(best), readonly_index(1 + above.sum(axis=1))


def totals(
    quality: Quality | ArrayLike,
    price_score: ArrayLike,
    price_share: float,
    vendors: Sequence[str] = (),
) -> Totals:
    """Combine quality (0..100) and price scores (0..1) by the price share p (0..1).

    `quality` is a `Quality` with its bounds, or an array (vendors,) taken as exact. A NaN price
    score means the price is not known: it counts from 0 to 1.
    """
    if not 0 <= price_share <= 1:
        raise ValueError(f"The price share is {price_share:g}; give a number from 0 to 1.")
    if isinstance(quality, Quality):
        earned, low, high = quality.earned, quality.low, quality.high
        vendors = vendors or quality.vendors
    else:
        earned = low = high = np.atleast_1d(np.asarray(quality, np.float64))
    price = np.atleast_1d(np.asarray(price_score, np.float64))
    if price.shape != earned.shape:
        raise ValueError(f"{len(earned)} quality totals but {len(price)} price scores.")
    known = ~np.isnan(price)
    at_least = np.where(known, np.nan_to_num(price), 0.0)
    at_most = np.where(known, np.nan_to_num(price), 1.0)

    p = price_share
    total = (1 - p) * earned + 100 * p * at_least
    bottom = (1 - p) * low + 100 * p * at_least
    top = (1 - p) * high + 100 * p * at_most
    best, worst = rank_intervals(bottom, top)
    return Totals(
        total=readonly(total),
        low=readonly(bottom),
        high=readonly(top),
        quality=readonly(earned),
        price=readonly(at_least),
        price_known=known,
        price_share=float(p),
        rank=readonly_index(ranks(total)),
        best_rank=best,
        worst_rank=worst,
        vendors=names(vendors, len(total), "vendor"),
    )
