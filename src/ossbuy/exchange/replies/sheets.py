"""Which sheets hold answers, and what is said of the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.pack.words import START
from ossbuy.exchange.replies.columns import ANCHORS, Known, Layout
from ossbuy.exchange.replies.front import report_front
from ossbuy.exchange.replies.items import Items, short
from ossbuy.exchange.replies.words import folded, squeezed

OURS = frozenset({"start", "about you", "why"})
"""Sheets of the pack that hold no answers."""


def answer_sheets(layouts: Sequence[Layout], sheets: Sequence[Sheet], there: Known) -> list[Layout]:
    """The tables that are answers: those that hold something that was asked.

    A hidden sheet counts only where no visible one does. Where none holds anything that was asked,
    the sheet called Answers, else the only one, is taken all the same: what it holds is reported.
    """
    hits = {layout.sheet: _known_rows(layout, sheets[layout.sheet], there) for layout in layouts}
    for visible in (True, False):
        found = [
            layout
            for layout in layouts
            if hits[layout.sheet] and (sheets[layout.sheet].state == "visible") is visible
        ]
        if found:
            return found
    named = [one for one in layouts if folded(sheets[one.sheet].name) == "answers"]
    return named or (list(layouts) if len(layouts) == 1 else [])


def _known_rows(layout: Layout, sheet: Sheet, there: Known) -> bool:
    tables = (there.keys, there.ids, there.texts)
    folds = (str.casefold, str.casefold, squeezed)
    for role, table, fold in zip(ANCHORS, tables, folds, strict=True):
        column = layout.roles.get(role)
        if column is not None and any(
            column < len(row)
            and row[column]
            and (row[column] in table or fold(row[column]) in table)
            for row in sheet.rows[layout.first :]
        ):
            return True
    return False


def left_out(
    book: Book,
    layouts: Sequence[Layout],
    about: Collection[int],
    issued: bool,
    items: Items,
) -> None:
    """Say which sheets with content were not read, and how those that were are called."""
    read = {layout.sheet for layout in layouts}
    for number, sheet in enumerate(book.sheets):
        if number in read:
            if issued and folded(sheet.name) != "answers":
                items.sheet("sheet", number, f"sheet {short(sheet.name)} was read as the answers.")
            if sheet.state != "visible":
                items.sheet(
                    "sheet",
                    number,
                    f"sheet {short(sheet.name)} is hidden and was read all the same.",
                )
            continue
        if number in about or (issued and folded(sheet.name) in OURS):
            if folded(sheet.name) == folded(START):
                report_front(sheet, number, items)
            continue
        cells = sum(1 for row in sheet.rows for cell in row if cell)
        if cells:
            first = next(cell for row in sheet.rows for cell in row if cell)
            hidden = "" if sheet.state == "visible" else f", which is {sheet.state},"
            items.sheet(
                "sheet",
                number,
                f"sheet {short(sheet.name)}{hidden} was not read: {cells} "
                f"cell{'' if cells == 1 else 's'}, beginning with {short(first)}.",
                said=first,
            )
    for note in book.notes:
        items.whole("file", note if note.endswith(".") else f"{note}.")
