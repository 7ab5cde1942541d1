"""Corrections that name nothing in a file: said, never silently left aside."""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.matrices.columns import find_column
from ossbuy.exchange.matrices.values import Corrections, SheetProposal
from ossbuy.exchange.matrices.words import plain


def check(book: Book, sheets: Sequence[SheetProposal], corrections: Corrections) -> None:
    """See that every correction meets something.

    Raises:
        BadFile: a sheet, header row, column, row or priority named by a correction is nowhere.
    """
    names = {one.name.strip().casefold() for one in book.sheets}
    said = [*corrections.headers, *(where for where, _ in corrections.columns)]
    said += [where for where, _ in corrections.rows]
    for where in said:
        if where and where.strip().casefold() not in names:
            there = ", ".join(repr(one.name) for one in book.sheets[:8])
            raise BadFile(book.name, f"it has no sheet {where[:60]!r}; its sheets are {there}.")
    longest = max((len(one.rows) for one in book.sheets), default=0)
    for where, (first, last) in corrections.headers.items():
        if not where and first and not 1 <= first <= last <= longest:
            raise BadFile(book.name, f"it has no header row {first}; its rows are 1 to {longest}.")
    _rows(book, corrections)
    tabled = [sheet for sheet in sheets if sheet.tables]
    if not tabled:
        return
    for where, name in corrections.columns:
        _column(book, tabled, where, name)
    found = {plain(reading.said) for sheet in tabled for reading in sheet.priorities}
    for word in corrections.priorities:
        if plain(word) not in found:
            words = dict.fromkeys(repr(r.said[:30]) for one in tabled for r in one.priorities)
            there = ", ".join(list(words)[:8])
            known = f"its priorities are {there}" if there else "no column in it holds priorities"
            raise BadFile(book.name, f"no row says {word[:40]!r} as its priority; {known}.")


def _rows(book: Book, corrections: Corrections) -> None:
    """A range may reach below the table, but must begin in it."""
    for where in {place for place, _ in corrections.rows}:
        rows = [row for place, row in corrections.rows if place == where]
        wanted = where.strip().casefold()
        high = max(
            (len(s.rows) for s in book.sheets if not where or s.name.strip().casefold() == wanted),
            default=0,
        )
        first = next((row for row in rows if row > high and row - 1 not in rows), 0)
        if first:
            raise BadFile(book.name, f"it has no row {first}; its last row is {high}.")


def _column(book: Book, sheets: Sequence[SheetProposal], where: str, name: str) -> None:
    wanted = where.strip().casefold()
    tables = [
        table.columns
        for sheet in sheets
        if not where or sheet.name.strip().casefold() == wanted
        for table in sheet.tables
    ]
    if not any(tables) or any(find_column(columns, name) is not None for columns in tables):
        return
    columns = [column for table in tables for column in table]
    heads = list(dict.fromkeys(repr(c.header[:30]) for c in columns if c.header))
    shown = ", ".join(heads[:8]) + (", …" if len(heads) > 8 else "")
    named = f"its headers are {shown}" if heads else f"its columns are A to {columns[-1].letter}"
    raise BadFile(book.name, f"it has no column {name[:40]!r}; {named}.")
