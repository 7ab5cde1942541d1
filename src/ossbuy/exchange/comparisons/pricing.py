"""Money in a comparison: which rows are prices, in what currency, and how the sheet scores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ossbuy.exchange.comparisons.cells import (
    NUMBER,
    amount_of,
    currency_of,
    thousands_in,
    unit_of,
)
from ossbuy.exchange.comparisons.comparison import PriceRow, Remark
from ossbuy.exchange.comparisons.items import Item
from ossbuy.exchange.comparisons.words import Words
from ossbuy.exchange.errors import BadFile

NEAR = 0.006
"""Difference, of full marks, that rounding explains."""


@dataclass(frozen=True)
class Prices:
    """The money of a comparison."""

    rows: tuple[PriceRow, ...]
    taken: tuple[Item, ...]
    """The items behind the rows."""
    currency: str
    remarks: tuple[Remark, ...]
    skipped: tuple[Remark, ...]

    def sums(self, vendors: int) -> list[float | None]:
        """What each vendor costs in all; None where it names no price."""
        found: list[float | None] = []
        for vendor in range(vendors):
            amounts = [a for row in self.rows if (a := row.amounts[vendor]) is not None]
            whole = float(sum(amounts, Decimal(0)))
            found.append(whole if amounts and whole > 0 else None)
        return found


def prices_of(items: Sequence[Item], words: Words, told: str) -> Prices:
    """The money rows, a total among them told from the lines it adds up."""
    remarks: list[Remark] = []
    left: list[Remark] = []
    rows: list[tuple[Item, PriceRow]] = []
    currencies: dict[str, str] = {}
    thousands = thousands_in(cell.raw for item in items for cell in item.cells)
    for item in items:
        near = f"{item.label} {item.text} {item.heading}"
        unit = unit_of(item.label)
        unit = unit if unit != 1 else unit_of(item.text) if item.text else unit
        unit = unit if unit != 1 else unit_of(item.heading)
        amounts: list[Decimal | None] = []
        for cell in item.cells:
            try:
                amounts.append(amount_of(cell.raw, cell.where, unit, thousands))
            except BadFile as no:
                remarks.append(Remark(cell.where, f"{no.what[0].upper()}{no.what[1:]}"))
                amounts.append(None)
            if code := currency_of(cell.raw):
                currencies.setdefault(code, cell.where)
        if code := currency_of(near):
            currencies.setdefault(code, item.where)
        rows.append((item, PriceRow(item.label, tuple(amounts), item.where)))
    rows, odd = _without_totals(rows, words)
    remarks += odd
    left += [
        Remark(i.where, f"the total of the price lines (“{i.label[:40]}”)")
        for i in _gone(items, rows)
    ]
    currency = told or next(iter(currencies), "")
    if len(currencies) > 1:
        named = ", ".join(f"{code} ({where})" for code, where in currencies.items())
        remarks.append(
            Remark("", f"The prices name several currencies: {named}; all are read as {currency}.")
        )
    return Prices(
        tuple(row for _, row in rows),
        tuple(item for item, _ in rows),
        currency,
        tuple(remarks),
        tuple(left),
    )


def _gone(items: Sequence[Item], rows: Sequence[tuple[Item, PriceRow]]) -> list[Item]:
    kept = {id(item) for item, _ in rows}
    return [item for item in items if id(item) not in kept]


def _without_totals(
    rows: list[tuple[Item, PriceRow]], words: Words
) -> tuple[list[tuple[Item, PriceRow]], list[Remark]]:
    """The lines without a total over them; the total alone where they do not add up to it."""
    totals = [pair for pair in rows if words.price_totals.search(pair[1].item)]
    lines = [pair for pair in rows if pair not in totals]
    if not totals or not lines:
        # Several totals and no line: the last is the one that counts.
        return (totals[-1:] if not lines and totals else rows), []
    total = totals[-1]
    sums = [
        sum((a for _, row in lines if (a := row.amounts[v]) is not None), Decimal(0))
        for v in range(len(total[1].amounts))
    ]
    wrong = [
        v
        for v, said in enumerate(total[1].amounts)
        if said is not None and abs(said - sums[v]) > max(Decimal(1), said * Decimal("0.005"))
    ]
    if not wrong:
        return lines, []
    v = wrong[0]
    where = total[0].cells[v].where
    remark = Remark(
        where,
        f"the price lines add up to {sums[v]:,.0f}, the total says {total[1].amounts[v]:,.0f}: the "
        "total is taken.",
    )
    return [total], [remark]


def formula_of(cost: Sequence[float | None], points: Sequence[float | None]) -> tuple[str, str]:
    """The price formula (and its ceiling) that gives points 0..1; empty where none does."""
    pairs = [(c, p) for c, p in zip(cost, points, strict=True) if c and p is not None]
    if len(pairs) < 2 or len({c for c, _ in pairs}) < 2:
        return "", ""
    low, high = min(c for c, _ in pairs), max(c for c, _ in pairs)

    def fits(scores: Sequence[float]) -> bool:
        return all(abs(s - p) <= NEAR for s, (_, p) in zip(scores, pairs, strict=True))

    if fits([low / c for c, _ in pairs]):
        return "lowest-ratio", ""
    if fits([(high - c) / (high - low) for c, _ in pairs]):
        return "low-high-linear", ""
    ceilings = [c / (1 - p) for c, p in pairs if 0 < p < 1]
    if len(ceilings) > 1:
        ceiling = sum(ceilings) / len(ceilings)
        if ceiling > 0 and fits([max(0.0, 1 - c / ceiling) for c, _ in pairs]):
            return "ceiling-linear", f"{ceiling:.0f}"
    return "", ""


def points_in(item: Item, full: float) -> list[float | None]:
    """What a row of points gives each vendor, 0..1 of a full mark."""
    return [
        c.said.number / full if c.said.kind == NUMBER and full > 0 else None for c in item.cells
    ]
