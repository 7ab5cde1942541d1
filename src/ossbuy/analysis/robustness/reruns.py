"""Two questions no closed form answers: the contest run again with one thing exchanged.

Leave out each vendor (its price may set everyone's price score), and score the same prices with
every published formula.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, listed, names, readonly
from ossbuy.analysis.scoring.price import FORMULAS, price_scores
from ossbuy.analysis.scoring.total import order_of


@dataclass(frozen=True)
class Rerun:
    """One alternative run: what was changed, and the order and totals it gives.

    `order` lists vendors best first by their original number; `totals` has one entry per vendor
    of the original contest, 0 for those that did not take part.
    """

    change: str
    order: tuple[int, ...]
    totals: Array


@dataclass(frozen=True)
class Reruns:
    """A set of alternative runs beside the order they are compared with."""

    order: tuple[int, ...]
    runs: tuple[Rerun, ...]
    vendors: Labels

    @property
    def winners(self) -> tuple[int, ...]:
        """The winner of each run, in the order of `runs`."""
        return tuple(run.order[0] for run in self.runs)

    @property
    def unexpected(self) -> tuple[Rerun, ...]:
        """Runs won by someone who was not the best of those taking part."""
        return tuple(
            run
            for run in self.runs
            if run.order[0] != next(v for v in self.order if v in run.order)
        )

    def sentence(self) -> str:
        """Say which runs change the winner, if any."""
        winner = self.vendors[self.order[0]]
        if not self.runs:
            return f"There is nothing to try beside what makes {winner} win."
        if not self.unexpected:
            if any(len(run.order) < len(self.order) for run in self.runs):
                return (
                    "Whichever vendor drops out, the best placed of the others comes first: "
                    f"{winner} as long as it stays."
                )
            return f"{winner} also wins {listed([run.change for run in self.runs])}."
        said = [f"{self.vendors[run.order[0]]} wins {run.change}" for run in self.unexpected]
        return f"{'; '.join(said)} (now {winner})."


def drop_one_vendor(
    quality: ArrayLike,
    prices: ArrayLike,
    price_share: float,
    formula: str,
    ceiling: float | None = None,
    vendors: Sequence[str] = (),
) -> Reruns:
    """Leave out each vendor in turn and score the prices of the others anew.

    `quality` (vendors,) on 0..100, `prices` (vendors,) above 0, `price_share` on 0..1.
    """
    merit, price = np.asarray(quality, np.float64), np.asarray(prices, np.float64)
    label = names(vendors, len(merit), "vendor")
    everyone = list(range(len(merit)))
    full = _run("", merit, price, everyone, price_share, formula, ceiling)
    runs = [
        _run(
            f"without {label[dropped]}",
            merit,
            price,
            [v for v in everyone if v != dropped],
            price_share,
            formula,
            ceiling,
        )
        for dropped in (everyone if len(everyone) > 1 else [])
    ]
    return Reruns(full.order, tuple(runs), label)


def swap_formula(
    quality: ArrayLike,
    prices: ArrayLike,
    price_share: float,
    formula: str,
    ceiling: float | None = None,
    vendors: Sequence[str] = (),
) -> Reruns:
    """Score the same prices with every other formula; those that need a ceiling only if given."""
    merit, price = np.asarray(quality, np.float64), np.asarray(prices, np.float64)
    label = names(vendors, len(merit), "vendor")
    everyone = list(range(len(merit)))
    full = _run("", merit, price, everyone, price_share, formula, ceiling)
    runs = [
        _run(f"with {other.name}", merit, price, everyone, price_share, other.name, ceiling)
        for other in FORMULAS.values()
        if other.name != formula and (ceiling is not None or not other.needs_ceiling)
    ]
    return Reruns(full.order, tuple(runs), label)


def _run(
    change: str,
    quality: Array,
    prices: Array,
    who: list[int],
    price_share: float,
    formula: str,
    ceiling: float | None,
) -> Rerun:
    scores = price_scores(prices[who], formula, ceiling)
    if np.isnan(scores).any() or np.isnan(quality[who]).any():
        raise ValueError("Running the contest again needs every quality and every price.")
    part = (1 - price_share) * quality[who] + 100 * price_share * scores
    totals = np.zeros(len(quality))
    totals[who] = part
    return Rerun(change, tuple(who[i] for i in order_of(part)), readonly(totals))
