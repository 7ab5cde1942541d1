"""What a sheet holds beside its values: merged cells, notes on cells, formulas without a value."""

from __future__ import annotations

from ossbuy.exchange.intake.book import Book, Sheet, SheetStructure, Structure
from ossbuy.exchange.pack.words import START
from ossbuy.exchange.replies.items import Items, short

MOST_CELLS = 2_000
"""Cells of one merged range that are filled; a range over half a sheet is a banner."""


def filled(sheet: Sheet, structure: Structure | None, items: Items, number: int) -> Sheet:
    """The sheet with every range that was merged downwards filled from its first cell.

    A range over several columns is a heading and stays as it is; one over several rows of one
    column gives its value to each of them, which is an item of the report.
    """
    beside = structure.sheet(sheet.name) if structure else None
    if beside is None or not beside.merges:
        return sheet
    rows = [list(row) for row in sheet.rows]
    changed = False
    for merge in beside.merges:
        tall = merge.bottom - merge.top + 1
        if tall < 2 or merge.left != merge.right or tall > MOST_CELLS:
            continue
        said = sheet.cell(merge.top, merge.left)
        if not said:
            continue
        for row in range(merge.top + 1, min(merge.bottom, len(rows)) + 1):
            line = rows[row - 1]
            if not any(line):
                continue
            line += [""] * (merge.left - len(line))
            if not line[merge.left - 1]:
                line[merge.left - 1] = said
                changed = True
        what = f"{short(said)} is merged over {tall} rows and was read in each of them."
        items.cell("filled", number, merge.top, merge.left, what, said=said)
    if not changed:
        return sheet
    return Sheet(sheet.name, sheet.place, tuple(tuple(row) for row in rows), sheet.state)


def report_unseen(book: Book, structure: Structure | None, items: Items) -> None:
    """Say what a reader of the values alone would not see, sheet by sheet."""
    if structure is None:
        return
    for number, sheet in enumerate(book.sheets):
        beside = structure.sheet(sheet.name)
        if beside is not None and any(cell for row in sheet.rows for cell in row):
            _sheet(number, beside, items)
    if structure.macros:
        items.whole("file", "it holds macros, which were not looked at.")
    if structure.external_links:
        many = len(structure.external_links)
        what = f"it is linked to {many} other file{'' if many == 1 else 's'}, not looked at."
        items.whole("file", what, said=structure.external_links[0])


def _sheet(number: int, beside: SheetStructure, items: Items) -> None:
    for comment in beside.comments:
        if comment.text.strip():
            who = f" by {comment.author}" if comment.author else ""
            what = f"a note{who} hangs on the cell: {short(comment.text, 200)}."
            items.cell("note", number, comment.row, comment.column, what, said=comment.text)
    # The counts of the pack's own front sheet are nobody's answer.
    counted = beside.name.strip().casefold() == START.casefold()
    for row, column in () if counted else sorted(beside.uncached):
        what = "a formula without a value: have it opened and saved in a spreadsheet program."
        items.cell("unread", number, row, column, what)
    for hidden, name in ((beside.hidden_rows, "row"), (beside.hidden_columns, "column")):
        # The pack itself hides the column of keys.
        many = len(hidden - {1} if name == "column" else hidden)
        if many:
            what = f"{many} {name}{' is' if many == 1 else 's are'} hidden and read all the same."
            items.sheet("sheet", number, what)
    if beside.pictures:
        many = beside.pictures
        what = f"{many} picture{'' if many == 1 else 's'} on the sheet cannot be read."
        items.sheet("sheet", number, what)
