"""A price workbook as it comes back: found under any header, refused where an amount is doubtful.

Prices are not guessed at. A column may be renamed, moved or added; an amount that is blank, in
words or readable in two ways is refused with its cell, because money must be asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.replies.items import Items, short
from ossbuy.exchange.replies.roles import role_in
from ossbuy.exchange.replies.words import Words, folded
from ossbuy.model.bid import PriceLine
from ossbuy.model.receipt import DriftItem

DEEPEST_HEADER: Final = 40
LONGEST: Final = 500
FIXED: Final = frozenset({"", "fixed", "fix", "fest", "fixe", "fijo", "none"})
"""What stands under Driver where a price grows with nothing."""
OURS: Final = frozenset({"start", "drivers"})

_TWO_WAYS = re.compile(r"-?\d{1,3}[.,]\d{3}|.*[.,].*[.,].*")
"""1,234 and 1.234 may be a thousand or a decimal, and so may most with two such signs."""
_THOUSANDS = re.compile(r"(\d{1,3}([.,])\d{3}(?:\2\d{3})*)(?!\2)[.,](\d{1,2})")
"""Groups of three and another sign before the cents, 7.000,00 and 7,000.00, are one amount."""
_YEAR = re.compile(r"(\D*?)\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Prices:
    """A price workbook, read."""

    lines: tuple[PriceLine, ...]
    items: tuple[DriftItem, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: int
    header: int
    columns: Mapping[str, int]
    years: tuple[int, ...]
    """Column of each year, year 0 first."""


def has_prices(book: Book, words: Words) -> bool:
    """Whether a sheet of the book holds a table of prices, whatever the sheet is called."""
    return any(_found(number, sheet, words) for number, sheet in enumerate(book.sheets))


def read_price_lines(
    book: Book, words: Words, forecasts: Mapping[str, Sequence[Decimal]] | None = None
) -> Prices:
    """The priced lines of a workbook.

    Args:
        book: the file, read.
        words: names of columns.
        forecasts: by code of a driver, what the buyer expects by year; a line that names one
            under Driver grows with it.

    Raises:
        BadFile: no table of prices, or a column or an amount missing or not a number; names the
            cell.
    """
    named = [n for n, s in enumerate(book.sheets) if folded(s.name) == "prices"]
    order = [*named, *(n for n in range(len(book.sheets)) if n not in named)]
    table = next((t for n in order if (t := _found(n, book.sheets[n], words))), None)
    if table is None:
        _decline(book, book.sheets[named[0]] if named else None)
        raise AssertionError("declined")
    items = Items(book)
    lines = _lines(book, table, {code.casefold(): code for code in forecasts or {}}, items)
    _disagreeing(lines, forecasts or {}, items)
    _strangers(book, table, items)
    return Prices(lines, items.sorted())


def _decline(book: Book, sheet: Sheet | None) -> None:
    if sheet is None:
        raise BadFile(book.name, "no sheet holds a table of prices; Line, Item, Currency and Y0.")
    row = next((row for row in sheet.rows if any(row)), ())
    shown = ", ".join(short(cell) for cell in row if cell)[:200] or "nothing"
    raise BadFile(
        sheet.place,
        f"the columns Line, Item, Currency and Y0 must be there; its first row has {shown}.",
    )


def _found(number: int, sheet: Sheet, words: Words) -> _Table | None:
    """The table of prices in a sheet: a header with an item, a currency and years."""
    for at, row in enumerate(sheet.rows[:DEEPEST_HEADER]):
        if sum(1 for cell in row if cell) < 4:
            continue
        columns: dict[str, int] = {}
        quality: dict[str, int] = {}
        years: dict[int, int] = {}
        for column, name in enumerate(row):
            if not name or len(name) > 80:
                continue
            if (year := _year(name, words)) is not None:
                if year in years:
                    raise BadFile(
                        sheet.where(at + 1, column + 1),
                        f"the year {year} stands there twice; rename one.",
                    )
                years[year] = column
                continue
            role, how = role_in(name, words.prices)
            if role and quality.get(role, 0) < how:
                columns[role], quality[role] = column, how
        if {"item", "currency"} <= columns.keys() and years:
            if sorted(years) != list(range(len(years))):
                raise BadFile(sheet.place, "the years must be columns Y0, Y1, Y2 … without a gap.")
            if "line" not in columns:
                continue
            return _Table(number, at, columns, tuple(years[y] for y in sorted(years)))
    return None


def _year(name: str, words: Words) -> int | None:
    """0 for Y0, 3 for ``Year 3``; None for what is no year."""
    found = _YEAR.fullmatch(folded(name))
    if not found or found[1].strip() not in words.years:
        return None
    return int(found[2])


def _lines(
    book: Book, table: _Table, drivers: Mapping[str, str], items: Items
) -> tuple[PriceLine, ...]:
    sheet = book.sheets[table.sheet]
    lines: list[PriceLine] = []
    seen: set[str] = set()
    used = {*table.columns.values(), *table.years}
    for number, row in enumerate(sheet.rows[table.header + 1 :], start=table.header + 2):

        def cell(role: str, row: Sequence[str] = row) -> str:
            column = table.columns.get(role, -1)
            return row[column] if 0 <= column < len(row) else ""

        def where(role: str, number: int = number) -> str:
            return sheet.where(number, table.columns[role] + 1)

        said = [column for column, text in enumerate(row) if text]
        if not said:
            continue
        if all(text.casefold() in FIXED for column, text in enumerate(row) if column in used):
            what = "a row beside the prices; it is kept aside."
            text = " | ".join(text for text in row if text)
            items.row("extra", table.sheet, number, what, said=text)
            continue
        code = cell("line")
        if (
            not code
            and not cell("item")
            and not any(column < len(row) and row[column] for column in table.years)
        ):
            # A prepared row with nothing but its currency or driver: nobody filled it.
            continue
        if not code:
            raise BadFile(where("line"), "a priced line needs a number or name of its own.")
        if code.casefold() in seen:
            raise BadFile(where("line"), f"line {short(code, 60)} stands there twice; rename one.")
        seen.add(code.casefold())
        currency = cell("currency").upper()
        if len(currency) != 3 or not currency.isalpha():
            raise BadFile(
                where("currency"),
                f"{short(cell('currency'))} is no currency code such as EUR; write three letters.",
            )
        for role in ("line", "item", "category", "driver"):
            if len(cell(role)) > LONGEST:
                raise BadFile(where(role), "it is longer than 500 characters; shorten it.")
        driver = cell("driver")
        lines.append(
            PriceLine(
                code=code,
                item=cell("item"),
                category=cell("category"),
                driver=driver,
                currency=currency,
                amounts=tuple(_amount(sheet, row, number, column) for column in table.years),
                scales=drivers.get(driver.casefold(), ""),
                unit_price=_unit_price(sheet, row, number, table.columns.get("unit price", -1)),
            )
        )
        if drivers and driver.casefold() not in FIXED and driver.casefold() not in drivers:
            what = f"line {code}: {short(driver)} is no driver of the request; it counts as fixed."
            items.cell(
                "unread", table.sheet, number, table.columns["driver"] + 1, what, said=driver
            )
        for column in said:
            if column not in used:
                what = f"line {code}: {short(row[column])} stands in a column that was not asked."
                items.cell("column", table.sheet, number, column + 1, what, said=row[column])
    if not lines:
        raise BadFile(sheet.place, "it holds no priced line.")
    return tuple(lines)


def _disagreeing(
    lines: Sequence[PriceLine], forecasts: Mapping[str, Sequence[Decimal]], items: Items
) -> None:
    """Where a unit price times the forecast is more than the amounts beside it, over all years."""
    for line in lines:
        if line.unit_price is None:
            continue
        if not line.scales:
            what = f"line {line.code} has a unit price but names no forecast to grow with, so it "
            items.whole("amount", f"{what}counts as fixed.")
            continue
        pairs = zip(line.amounts, forecasts.get(line.scales, ()), strict=False)
        due = sum((line.unit_price * volume for _, volume in pairs), Decimal(0))
        whole = sum(line.amounts, Decimal(0))
        if due > whole * Decimal("1.0001"):
            items.whole(
                "amount",
                f"line {line.code}: its unit price times our forecast of {line.scales} is "
                f"{due:,.0f}, and its amounts add up to {whole:,.0f}; the amounts count.",
            )


def _unit_price(sheet: Sheet, row: Sequence[str], number: int, column: int) -> Decimal | None:
    if not 0 <= column < len(row) or not row[column]:
        return None
    return _amount(sheet, row, number, column)


def _amount(sheet: Sheet, row: Sequence[str], number: int, column: int) -> Decimal:
    where = sheet.where(number, column + 1)
    cell = row[column] if column < len(row) else ""
    text = "".join(cell.split()).replace("'", "").replace("\u2019", "")
    if not text:
        raise BadFile(where, "the amount is blank; ask for 0 where nothing is charged.")
    said = repr(cell[:40])
    if plain := _THOUSANDS.fullmatch(text):
        text = re.sub("[.,]", "", plain[1]) + "." + plain[3]
    if _TWO_WAYS.fullmatch(text):
        plain_digits = re.fullmatch(r"[\d.,+-]+", text)
        what = "can be read in two ways" if plain_digits else "is not an amount of money"
        raise BadFile(where, f"{said} {what}; ask for it as 1234.56.")
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise BadFile(where, f"{said} is not an amount of money; ask for it as 1234.56.") from None
    if not amount.is_finite() or amount < 0 or amount > Decimal("1e13"):
        raise BadFile(where, f"{said} is not a price; enter 0 or more.")
    # A sum worked out in a spreadsheet carries digits nobody is charged.
    rounded = round(amount, 4)
    return amount if amount == rounded else rounded


def _strangers(book: Book, table: _Table, items: Items) -> None:
    """Sheets and texts beside the table of prices, named so that none is overlooked."""
    for number, sheet in enumerate(book.sheets):
        if number == table.sheet or folded(sheet.name) in OURS:
            continue
        cells = sum(1 for row in sheet.rows for cell in row if cell)
        if cells:
            hidden = "" if sheet.state == "visible" else f", which is {sheet.state},"
            what = f"sheet {short(sheet.name)}{hidden} was not read: {cells} cells."
            items.sheet("sheet", number, what)
    for number, row in enumerate(book.sheets[table.sheet].rows[: table.header], start=1):
        for column, cell in enumerate(row, start=1):
            if cell:
                what = f"{short(cell)} stands above the table and was not read."
                items.cell("outside", table.sheet, number, column, what, said=cell)
    for note in book.notes:
        items.whole("file", note if note.endswith(".") else f"{note}.")
