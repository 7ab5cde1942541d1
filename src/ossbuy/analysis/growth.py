"""What success costs: vendors' costs and the winner when more or fewer come than forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ossbuy.analysis.arrays import listed
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix.inputs import VolumeInputs
from ossbuy.analysis.robustness.cockpit import NotAvailable, open_questions
from ossbuy.analysis.robustness.volume import VolumeFlips, volume_flips
from ossbuy.analysis.scoring.total import order_of
from ossbuy.analysis.scoring.volume import VolumeCost, volume_cost

LOW: Final = 0.1
HIGH: Final = 5.0
"""How far a forecast is looked at, as multiples of it: display, nothing depends on it."""
SHOWN: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""The multiples shown as columns."""


@dataclass(frozen=True)
class Growth:
    """One volume at other multiples of its forecast, for the vendors still in the running."""

    volume: VolumeInputs
    vendors: tuple[str, ...]
    """Ids, in the order of the ranking."""
    cost: VolumeCost
    flips: VolumeFlips | NotAvailable
    """Who leads; not available while answers lack a score."""
    low: float
    high: float

    @property
    def name(self) -> str:
        """What is forecast, in the middle of a sentence."""
        return (self.volume.name or self.volume.code).strip()

    def sentences(self) -> tuple[str, ...]:
        """What a board should hear: the winner, then who becomes cheapest and dearest."""
        flips = self.flips
        said = [flips.sentence() if isinstance(flips, NotAvailable) else flips.sentence(self._the)]
        labels = self.cost.vendors
        for what, spans in (
            ("cheapest", self.cost.cheapest(self.low, self.high)),
            ("dearest", self.cost.dearest(self.low, self.high)),
        ):
            parts = [f"{labels[spans[0].vendor]}"]
            parts += [
                f"{labels[s.vendor]} from {s.start:.2f} times the forecast" for s in spans[1:]
            ]
            said.append(f"The {what}: {', '.join(parts)}.")
        return tuple(said)

    def leaders(self, multiples: Sequence[float]) -> tuple[str, ...]:
        """Who leads at each multiple, by name; empty while it cannot be said."""
        if isinstance(self.flips, NotAvailable):
            return ()
        flips = self.flips
        return tuple(self.cost.vendors[order_of(flips.totals(k))[0]] for k in multiples)

    def crossings(self) -> tuple[str, ...]:
        """Each pair of vendors whose costs cross, nearest to the forecast first."""
        found = self.cost.crossings(self.low, self.high)
        return tuple(self.cost.sentence(c, self._the) for c in found)

    def against(self, vendor: str) -> str:
        """Whom a vendor begins to cost more or less than as the volume rises, in one sentence."""
        mine, labels = self.vendors.index(vendor), self.cost.vendors
        found = sorted(self.cost.crossings(self.low, self.high))
        more = [f"{labels[c.cheaper]} from {c.at:.2f}" for c in found if c.dearer == mine]
        less = [f"{labels[c.dearer]} from {c.at:.2f}" for c in found if c.cheaper == mine]
        parts = [f"{word} than {listed(w)}" for word, w in (("more", more), ("less", less)) if w]
        if not parts:
            return f"The cost of {labels[mine]} crosses no other."
        return f"{labels[mine]} costs {', '.join(parts)} times the forecast."

    @property
    def _the(self) -> str:
        name = self.name
        plain = name[1:].islower() or not name[1:]
        return name[:1].lower() + name[1:] if plain else name


def grown_volumes(ev: Evaluation) -> tuple[Growth, ...]:
    """Every volume that opened prices grow with, where its costs can be said."""
    found = (growth(ev, volume.code) for volume in ev.matrix.bids.volumes)
    return tuple(g for g in found if isinstance(g, Growth))


def growth(
    ev: Evaluation, code: str, low: float = LOW, high: float = HIGH
) -> Growth | NotAvailable:
    """Costs and winner over a volume, from `low` to `high` times its forecast.

    Not available while a vendor in the running has no price, or nothing grows with the volume.
    Raises KeyError for a code no forecast has.
    """
    bids = ev.matrix.bids
    volume = {v.code: v for v in bids.volumes}[code]
    standings = ev.contenders
    if not standings:
        return NotAvailable("No vendor is in the running.")
    for standing in standings:
        if standing.cost is None:
            return NotAvailable(
                f"The price of {standing.label} has not been opened: open the prices to see what "
                "success costs."
            )
    rows = [bids.vendors.index(s.vendor) for s in standings]
    scaled = volume.scaled[rows]
    if not scaled.any():
        return NotAvailable(
            f"No price grows with {volume.code}: a price workbook names it under Driver, on the "
            "lines that grow."
        )
    # The sums are of the same amounts in another order: a hair below 0 is 0.
    fixed = np.maximum(bids.cost[rows].sum(axis=1) - scaled, 0.0)
    cost = volume_cost(fixed, scaled, [bids.names[r] for r in rows])
    flips: VolumeFlips | NotAvailable
    if problem := open_questions(ev):
        flips = NotAvailable(problem)
    else:
        merit = np.array([s.quality for s in standings], dtype=np.float64)
        flips = volume_flips(
            merit, cost, ev.price_share, bids.price_formula, bids.price_ceiling, low=low, high=high
        )
    return Growth(volume, tuple(s.vendor for s in standings), cost, flips, low, high)
