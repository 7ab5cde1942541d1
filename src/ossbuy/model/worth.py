"""What a pain costs and what a change would be worth: worked-out costs, burden, value layers."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pydantic import Field, model_validator

from ossbuy.model.base import Line, Money, Share, Text, Value, YesNo

COST_KINDS: Final = ("hours", "credits", "churn", "capex", "fines", "other")
"""Where the yearly cost of a pain comes from."""
JOURNEY: Final = (
    "discover",
    "qualify",
    "quote",
    "order",
    "activate",
    "use",
    "pay",
    "get help",
    "change",
    "leave",
)
"""Stages of the end customer's journey."""
LEVERS: Final = ("conversion", "time to revenue", "churn", "revenue per user", "leakage")
"""Ways in which ease becomes revenue."""
CHAINS: Final = ("asserted", "correlated", "measured")
"""How well the chain from ease to revenue is shown, weakest first."""


class CostLine(Value):
    """One line of a worked-out yearly cost: how many × how much × how often."""

    kind: Line = "other"
    what: Line
    quantity: Money
    """How many each time: hours, tickets, customers, cards."""
    quantity_low: Money | None = None
    quantity_high: Money | None = None
    unit: Line = ""
    rate: Money
    """Money per unit, in the project's currency."""
    times: Money = Decimal(1)
    """How often a year."""

    @model_validator(mode="after")
    def _in_order(self) -> CostLine:
        low, high = self.quantity_low, self.quantity_high
        if self.kind not in COST_KINDS:
            raise ValueError(f"the kind must be one of {', '.join(COST_KINDS)}")
        if (low is not None and low > self.quantity) or (high is not None and high < self.quantity):
            raise ValueError("low, likely and high must stand in this order")
        return self

    def amount(self, which: str = "") -> Decimal:
        """The yearly amount: likely, or with ``low`` or ``high`` the end of the range."""
        ends = {"low": self.quantity_low, "high": self.quantity_high}
        quantity = ends.get(which)
        return (self.quantity if quantity is None else quantity) * self.rate * self.times


class Costing(Value):
    """How the yearly cost of a pain was worked out."""

    lines: tuple[CostLine, ...] = Field(min_length=1)

    def total(self, which: str = "") -> Decimal:
        """The sum over the lines: likely, ``low`` or ``high``."""
        return sum((line.amount(which) for line in self.lines), Decimal(0))


class Burden(Value):
    """What this procurement asks of the people who run the network: workshops, demos, tests."""

    what: Line
    role: Line = ""
    people: Money
    days: Money
    """Each."""

    @property
    def person_days(self) -> Decimal:
        """People × days."""
        return self.people * self.days


class ValueCase(Value):
    """How a pain or requirement reaches the end customer and the revenue."""

    stage: Line = ""
    """Stage of the end customer's journey."""
    friction: Line = ""
    """What is counted: steps, minutes, re-keying, abandonment, contacts per order."""
    unit: Line = ""
    baseline: float | None = Field(default=None, allow_inf_nan=False)
    target: float | None = Field(default=None, allow_inf_nan=False)
    lever: Line = ""
    segment: Line = ""
    """Whose revenue; with the lever, what must not be counted twice."""
    volume: Money | None = None
    """Yearly revenue that runs through it, in the project's currency."""
    loss_low: Share | None = None
    loss: Share | None = None
    """Share of it lost today because of the friction."""
    loss_high: Share | None = None
    margin: Share | None = None
    attribution: Share | None = None
    """Share of the loss that the system is to blame for."""
    chain: Line = ""
    """asserted, correlated or measured."""
    finance_metric: Line = ""
    """The finance report that shows it."""
    obstructs: YesNo = False
    """The benefit lives on making it hard for the customer (hidden fees, obstructed leaving)."""
    note: Text = ""

    @model_validator(mode="after")
    def _known_and_in_order(self) -> ValueCase:
        for name, words in (("stage", JOURNEY), ("lever", LEVERS), ("chain", CHAINS)):
            said = getattr(self, name)
            if said and said not in words:
                raise ValueError(f"the {name} must be one of {', '.join(words)}")
        known = [x for x in (self.loss_low, self.loss, self.loss_high) if x is not None]
        if known != sorted(known):
            raise ValueError("low, likely and high loss must stand in this order")
        return self
