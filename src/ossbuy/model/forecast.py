"""What prices grow with: volumes the buyer expects, year by year."""

from __future__ import annotations

from ossbuy.model.base import Line, Money, Text, Value


class Driver(Value):
    """A quantity that prices may grow with, such as subscribers."""

    id: str
    code: Line
    name: Line = ""
    unit: Line = ""
    """What one of it is, and for which time: ``subscriber month``."""
    amounts: tuple[Money, ...] = ()
    """The forecast by contract year, year 0 first."""
    note: Text = ""
    """Where the forecast comes from."""
