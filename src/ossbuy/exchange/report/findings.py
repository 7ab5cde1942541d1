"""Findings: what is open, missing or odd; nothing of it is repaired silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ossbuy.exchange.report.places import FINDINGS
from ossbuy.exchange.report.sheet import Book


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as a row."""

    weight: str
    where: str
    sentence: str


def write(book: Book, found: Sequence[Row]) -> None:
    """Write the sheet; texts changed on the way into this workbook are findings too."""
    sheet = book.sheet(
        FINDINGS,
        "Findings",
        "What is open, missing or odd in this project as it stood when the workbook was written.",
        (5, 14, 24, 120),
    )
    sheet.texts(4, 0, ("No.", "Kind", "Where", "Finding"), "head left")
    repairs = [Row("note", "this workbook", text) for text in book.repairs]
    rows = [*found, *repairs]
    for i, row in enumerate(rows):
        sheet.text(5 + i, 0, str(i + 1), "code")
        sheet.text(5 + i, 1, row.weight, "word")
        sheet.texts(5 + i, 2, (row.where, row.sentence))
    if not rows:
        sheet.text(5, 3, "Nothing is open.", "sentence")
    if rows:
        sheet.ws.autofilter(4, 0, 4 + len(rows), 3)
    sheet.finish((4, 4), 1, (5 + len(rows), 3))
