"""Cost over the years, discounted by a named convention, and what doing nothing costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, readonly

Timing = Literal["start", "end", "mid-year"]
"""When in a year its money is counted: start (the first year is not discounted), end (the first
year is discounted by a whole year), or the middle."""

_OFFSET: Mapping[Timing, float] = MappingProxyType({"start": 0.0, "mid-year": 0.5, "end": 1.0})


def total_cost(flows: ArrayLike) -> Array:
    """Return the undiscounted sum over years (last axis) of yearly costs."""
    return readonly(_known(flows).sum(axis=-1))


def npv(flows: ArrayLike, rate: float, timing: Timing) -> Array:
    """Return the present value of yearly flows (last axis) at `rate` (0.08 is 8 %) per year.

    Year t (from 0) is divided by (1 + rate)^(t + offset), offset 0 for "start", ½ for
    "mid-year", 1 for "end".
    """
    if timing not in _OFFSET:
        raise ValueError(f"Timing {timing!r} is not one of start, end, mid-year.")
    if not rate > -1:
        raise ValueError(f"The discount rate is {rate:g}; give a fraction above -1.")
    money = _known(flows)
    years = np.arange(money.shape[-1]) + _OFFSET[timing]
    return readonly((money / (1 + rate) ** years).sum(axis=-1))


@dataclass(frozen=True)
class DoNothing:
    """What leaving things as they are costs, in the currency of the gross cost.

    `untreated` is the whole pain per year when nothing is done; `avoidable` the part of it a
    solution would have taken away in that year, which doing nothing forgoes.
    """

    untreated: Array
    avoidable: Array
    avoidable_total: float
    untreated_total: float
    rate: float | None
    timing: Timing

    @property
    def remaining_total(self) -> float:
        """The pain that would remain over the years even with a solution."""
        return self.untreated_total - self.avoidable_total

    def sentence(self, unit: str = "") -> str:
        """Say what is forgone; `unit` is put behind the amounts, e.g. "M€"."""
        tail = f" {unit}" if unit else ""
        how = (
            "undiscounted"
            if self.rate is None
            else f"at {100 * self.rate:.4g} % a year, {self.timing} of year"
            if self.timing != "mid-year"
            else f"at {100 * self.rate:.4g} % a year, mid-year"
        )
        return (
            f"Doing nothing forgoes {self.avoidable_total:.1f}{tail} of avoidable pain over"
            f" {len(self.avoidable)} years ({how}), out of {self.untreated_total:.1f}{tail} of"
            " untreated pain."
        )


def do_nothing(
    gross_annual: float,
    overlap: float,
    addressable: float,
    ramp: ArrayLike,
    rate: float | None = None,
    timing: Timing = "start",
) -> DoNothing:
    """Return the avoidable pain forgone: gross · overlap · addressable · ramp, year by year.

    `gross_annual` is the sum of the annual costs of all pains; `overlap` (0..1) takes out double
    counting on the whole of it; `addressable` (0..1) is what a solution can reach; `ramp`
    (years,) on 0..1 how much of that is reached in each year. Undiscounted unless `rate` is
    given.
    """
    for what, share in (("overlap factor", overlap), ("addressable share", addressable)):
        if not 0 <= share <= 1:
            raise ValueError(f"The {what} is {share:g}; give a number from 0 to 1.")
    if not (np.isfinite(gross_annual) and gross_annual >= 0):
        raise ValueError(f"The gross annual cost is {gross_annual:g}; give 0 or more.")
    reach = np.atleast_1d(_known(ramp))
    if (reach < 0).any() or (reach > 1).any():
        raise ValueError("The ramp holds a share outside 0..1.")
    untreated = np.full(len(reach), gross_annual * overlap)
    avoidable = untreated * addressable * reach

    def over_years(flows: Array) -> float:
        return float(total_cost(flows) if rate is None else npv(flows, rate, timing))

    return DoNothing(
        untreated=readonly(untreated),
        avoidable=readonly(avoidable),
        avoidable_total=over_years(avoidable),
        untreated_total=over_years(untreated),
        rate=rate,
        timing=timing,
    )


def _known(values: ArrayLike) -> Array:
    array = np.asarray(values, np.float64)
    if not np.isfinite(array).all():
        raise ValueError("A yearly amount is not known; fill it in before adding the years up.")
    return array
