"""How much waiting until a deadline costs.

    urgency = cost of delay a month × months left to the deadline

Months are calendar months: the whole ones, then the days left as a part of the month they lie in.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Urgency:
    """What is left until a deadline, and what the waiting costs."""

    today: dt.date
    """The date it was reckoned from."""
    deadline: dt.date | None
    cost_of_delay: float | None
    """A month, in the project's currency."""
    months: float | None
    """Months left; below 0 once the deadline has passed, None without a deadline."""
    amount: float | None
    """Cost of delay × months left; None where one is not known or the deadline has passed."""

    @property
    def passed(self) -> bool:
        """Whether the deadline lies before today."""
        return self.months is not None and self.months < 0

    def sentence(self, currency: str = "") -> str:
        """What waiting costs, or what is missing to say it."""
        since = f"reckoned from {self.today:%d %b %Y}"
        if self.deadline is None or self.months is None:
            return "How urgent it is cannot be said: no deadline is known."
        due = f"{self.deadline:%d %b %Y}"
        if self.passed:
            return f"The deadline of {due} has passed, {-self.months:.1f} months ago, {since}."
        left = f"{self.months:.1f} months are left until {due}, {since}"
        if self.amount is None or self.cost_of_delay is None:
            return f"{left}; what a month of delay costs is not known."
        money = f" {currency}" if currency else ""
        return (
            f"Waiting until {due} costs {self.amount:,.0f}{money}: "
            f"{self.cost_of_delay:,.0f} a month × {self.months:.1f} months, {since}."
        )


def urgency(cost_of_delay: float | None, deadline: dt.date | None, today: dt.date) -> Urgency:
    """Reckon the urgency of one deadline; what is not known stays unknown.

    Args:
        cost_of_delay: what one month of delay costs, 0 or more.
        deadline: by when it must be done.
        today: the date to reckon from.
    """
    months = None if deadline is None else months_between(today, deadline)
    amount = None
    if cost_of_delay is not None and months is not None and months >= 0:
        amount = cost_of_delay * months
    return Urgency(today, deadline, cost_of_delay, months, amount)


def months_between(start: dt.date, end: dt.date) -> float:
    """Calendar months from one date to another, below 0 if the second comes first."""
    if end < start:
        return -months_between(end, start)
    whole = (end.year - start.year) * 12 + end.month - start.month
    if _later(start, whole) > end:
        whole -= 1
    reached = _later(start, whole)
    # The calendar of a computer ends with December 9999, a month of 31 days.
    last = (reached.year, reached.month) == (dt.MAXYEAR, 12)
    length = 31 if last else (_later(start, whole + 1) - reached).days
    return whole + (end - reached).days / length


def _later(date: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last day of a month that is too short for it."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))
