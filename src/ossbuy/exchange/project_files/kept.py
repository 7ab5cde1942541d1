"""Answers and prices that came in no file of their vendor's, as two tables.

A comparison taken in ready-made has both; a vendor's own file has the answers it writes itself.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ossbuy.exchange.project_files import fields
from ossbuy.model.project import Project

Rows = list[dict[str, str]]


def kept_answers(project: Project, code: Callable[[str], str]) -> Rows:
    """The answers without a file, for answers.csv."""
    rows = []
    for (vendor, requirement), response in project.responses.items():
        if response.file or vendor not in project.vendors:
            continue
        said = response.model_dump(mode="json", exclude_defaults=True)
        rows.append(
            {"vendor": code(vendor), "requirement": code(requirement)}
            | {name: str(said[name]) for name in fields.ANSWER[2:] if name in said}
        )
    return rows


def kept_prices(project: Project, code: Callable[[str], str]) -> Rows:
    """The priced lines without a file, for prices.csv."""
    rows = []
    for (vendor, line), price in project.prices.items():
        if price.file or vendor not in project.vendors:
            continue
        said = price.model_dump(mode="json", exclude_defaults=True)
        rows.append(
            {"vendor": code(vendor), "line": line}
            | {name: str(said[name]) for name in fields.PRICE[2:-1] if name in said}
            | {"amounts": " ".join(_plain(amount) for amount in price.amounts)}
        )
    return rows


def _plain(amount: Decimal) -> str:
    return format(amount, "f")
