"""What of each vendor's cost grows with which forecast."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from ossbuy.analysis.arrays import Array, readonly
from ossbuy.analysis.matrix.inputs import Ids, VolumeInputs
from ossbuy.model.bid import PriceLine
from ossbuy.model.forecast import Driver
from ossbuy.model.project import Project


def volumes(project: Project, vendors: Ids, cost: Array) -> tuple[VolumeInputs, ...]:
    """One entry for each driver; `cost` (vendors, years) says by NaN whose price is not known."""
    found = []
    unknown = np.isnan(cost).any(axis=1)
    for driver in project.drivers.values():
        scaled = np.zeros(len(vendors))
        for (vendor, _), line in project.prices.items():
            if line.scales == driver.code and vendor in vendors:
                scaled[vendors.index(vendor)] += float(growing_part(line, driver))
        scaled[unknown] = np.nan
        forecast = readonly([float(amount) for amount in driver.amounts])
        found.append(
            VolumeInputs(driver.code, driver.name, driver.unit, forecast, readonly(scaled))
        )
    return tuple(found)


def growing_part(line: PriceLine, driver: Driver) -> Decimal:
    """How much of a line's amounts, over all years, is for the volume.

    With a unit price it is unit price · forecast and the rest is a base that stays. Without one, or
    where that comes to more than the amounts say, the whole line grows in proportion.
    """
    whole = sum(line.amounts, Decimal(0))
    if line.unit_price is None:
        return whole
    years = zip(line.amounts, driver.amounts, strict=False)
    return min(whole, sum((line.unit_price * volume for _, volume in years), Decimal(0)))
