"""Numbers shown with a fixed count of decimals: an id 1.10 that is kept as the number 1.1."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from ossbuy.exchange.intake.book import Book, Sheet, Structure
from ossbuy.exchange.intake.parts import Parts
from ossbuy.exchange.intake.places import cell

BUILT_IN: Final = {"2": 2}
"""Formats every workbook has: 2 is ``0.00``."""
_FIXED: Final = re.compile(r"0\.(0{1,6})(?:;.*)?", re.S)
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})" s="(\d{1,5})"(?: t="n")?><v>')
_NUMBER: Final = re.compile(r"-?\d{1,9}(?:\.(\d+))?")
MOST: Final = 200_000
"""Cells of one sheet that are looked at."""


def fixed_styles(parts: Parts) -> Mapping[bytes, int]:
    """Decimals by number of the cell style, for styles that show a fixed count and nothing else."""
    codes: dict[str, int] = dict(BUILT_IN)
    styles: dict[bytes, int] = {}
    inside = False
    count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside, count
        if tag == "numFmt":
            if found := _FIXED.fullmatch(attributes.get("formatCode", "")):
                codes[attributes.get("numFmtId", "")] = len(found[1])
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            if places := codes.get(attributes.get("numFmtId", "")):
                styles[str(count).encode()] = places
            count += 1

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    parts.walk("xl/styles.xml", start, end)
    return styles


def noting(
    thin: Callable[[bytes], bytes], styles: Mapping[bytes, int], found: dict[tuple[int, int], int]
) -> Callable[[bytes], bytes]:
    """The same thinning of a sheet's text, with the cells of such styles noted before they go."""
    if not styles:
        return thin

    def noted(stretch: bytes) -> bytes:
        for said in _CELL.finditer(stretch) if len(found) < MOST else ():
            if places := styles.get(said[2]):
                at = cell(said[1].decode())
                if at is not None:
                    found[at] = places
        return thin(stretch)

    return noted


def as_shown(book: Book, structure: Structure) -> Book:
    """A book with such numbers as a spreadsheet shows them: 1.10, not 1.1; none is rounded."""
    by_name = {sheet.name: sheet.decimals for sheet in structure.sheets if sheet.decimals}
    if not by_name:
        return book
    return replace(
        book,
        sheets=tuple(
            _shown(sheet, by_name[sheet.name]) if sheet.name in by_name else sheet
            for sheet in book.sheets
        ),
    )


def _shown(sheet: Sheet, decimals: tuple[tuple[int, int, int], ...]) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    for row, column, places in decimals:
        if row > len(rows) or column > len(rows[row - 1]):
            continue
        text = rows[row - 1][column - 1]
        said = _NUMBER.fullmatch(text)
        if said is None or len(said[1] or "") >= places:
            continue
        whole = text if said[1] else f"{text}."
        rows[row - 1][column - 1] = whole + "0" * (places - len(said[1] or ""))
    return replace(sheet, rows=tuple(tuple(row) for row in rows))
