"""Numbers as a buyer reads them: money, percent and points always with their unit."""

from __future__ import annotations

from decimal import Decimal

from ossbuy.model.project import Project

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "CHF": "CHF "}


def currency(project: Project) -> str:
    """The sign of the project's currency, or its code and a space."""
    code = project.description.currency
    return SYMBOLS.get(code, f"{code} " if code else "")


def millions(amount: Decimal | float) -> str:
    """An amount in millions with two decimals, without its unit."""
    return f"{float(amount) / 1e6:.2f}"


def money(project: Project, amount: Decimal | float) -> str:
    """An amount with its currency: ``€9.67M``, ``€160k``, ``€950``."""
    value, sign = float(amount), currency(project)
    if abs(value) >= 999_500:
        return f"{sign}{value / 1e6:.2f}M"
    if abs(value) >= 9_950:
        return f"{sign}{value / 1e3:.0f}k"
    return f"{sign}{value:,.0f}".replace(",", " ")


def percent(share: float) -> str:
    """A share 0..1 as a whole percentage."""
    return f"{100 * share:.0f} %"


def count(number: int, one: str, many: str = "") -> str:
    """``1 pain``, ``9 pains``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
