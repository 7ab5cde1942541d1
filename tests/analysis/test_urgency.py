"""Urgency: cost of delay × months to the deadline, and nothing where one of them is not known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.urgency import months_between, urgency

DATES = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
TODAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-11-30", "2028-05-30", 18.0),
        ("2026-11-30", "2028-05-31", 18 + 1 / 31),
        ("2026-01-31", "2026-02-28", 1.0),
        ("2026-01-31", "2026-02-27", 27 / 28),
        ("2026-02-10", "2026-02-24", 0.5),
        ("2024-02-29", "2025-02-28", 12.0),
        ("2026-06-15", "2026-06-15", 0.0),
        ("2026-07-15", "2026-06-15", -1.0),
    ],
)
def test_months_are_calendar_months(start: str, end: str, months: float) -> None:
    between = months_between(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert between == pytest.approx(months, abs=1e-12)


def test_urgency_is_cost_times_months() -> None:
    found = urgency(160_000, dt.date(2028, 5, 30), TODAY)
    assert found.amount == pytest.approx(2_880_000)
    assert found.today == TODAY
    assert not found.passed


def test_what_is_not_known_stays_unknown() -> None:
    assert urgency(None, dt.date(2028, 5, 30), TODAY).amount is None
    assert urgency(160_000, None, TODAY).amount is None
    assert urgency(160_000, None, TODAY).months is None


def test_no_delay_cost_is_not_an_unknown_one() -> None:
    assert urgency(0, dt.date(2028, 5, 30), TODAY).amount == 0


def test_a_deadline_that_passed_has_no_urgency() -> None:
    found = urgency(160_000, dt.date(2026, 9, 30), TODAY)
    assert found.passed
    assert found.months == pytest.approx(-2)
    assert found.amount is None


@given(DATES, DATES, DATES)
def test_a_later_deadline_is_never_nearer(today: dt.date, one: dt.date, other: dt.date) -> None:
    near, far = sorted((one, other))
    assert months_between(today, near) <= months_between(today, far) + 1e-12


@given(DATES, st.integers(0, 119))
def test_whole_years_are_twelve_months(today: dt.date, years: int) -> None:
    if today.year + years <= dt.MAXYEAR and (today.month, today.day) != (2, 29):
        later = today.replace(year=today.year + years)
        assert months_between(today, later) == 12 * years
        assert months_between(later, today) == -12 * years
