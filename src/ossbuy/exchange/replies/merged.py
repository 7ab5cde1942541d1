"""Merged cells: what stands in the first cell of a merged range stands in all of them."""

from __future__ import annotations

from ossbuy.exchange.intake.book import Sheet, Structure
from ossbuy.exchange.replies.items import Items, short

MOST_CELLS = 2_000
"""Cells of one merged range that are filled; a range over half a sheet is a banner."""


def filled(sheet: Sheet, structure: Structure | None, items: Items, number: int) -> Sheet:
    """The sheet with every range that was merged downwards filled from its first cell.

    A range over several columns is a heading and stays as it is; one over several rows of one
    column gives its value to each of them, which is an item of the report. Notes on cells are
    items too: they hold words no column has.
    """
    beside = structure.sheet(sheet.name) if structure else None
    if beside is None:
        return sheet
    for comment in beside.comments:
        if comment.text.strip():
            who = f" by {comment.author}" if comment.author else ""
            items.cell(
                "note",
                number,
                comment.row,
                comment.column,
                f"a note{who} hangs on the cell: {short(comment.text, 200)}.",
                said=comment.text,
            )
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
