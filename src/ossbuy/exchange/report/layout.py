"""Rows and columns of the Sensitivity sheet: they depend on the sections and the vendors."""

from __future__ import annotations

from typing import Final

from ossbuy.exchange.report.places import Places

STEPS: Final = 11
"""Points of a curve from 0 to 1."""
VERDICT: Final = 3
RIVALS: Final = 10
CHART_ROWS: Final = 17
CURVE_ROWS: Final = 27


class Layout:
    """Where each block begins."""

    def __init__(self, places: Places) -> None:
        self.vendors, self.sections = len(places.vendors), len(places.top)
        self.last_col = max(8, self.vendors)
        self.ranges = RIVALS + 8
        self.range_chart = self.ranges + 2 + self.sections + 1
        self.blend = self.range_chart + CHART_ROWS
        self.price = self.blend + 2 + STEPS + CURVE_ROWS
        self.shares = self.price + 2 + STEPS + CURVE_ROWS
        self.states = self.shares + 2 + self.vendors + 1
        self.end = self.states + 2 + self.vendors + CHART_ROWS
        self.work = self.last_col + 2
        """First column of the workings."""
