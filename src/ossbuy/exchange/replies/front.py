"""What a vendor wrote on the front sheet of the pack, where nothing is asked."""

from __future__ import annotations

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.pack.words import EVIDENCE_EXPLAINED, PUBLISHED
from ossbuy.exchange.replies.items import Items, short

OURS = (2, 3)
"""Columns the pack writes on its front sheet."""
MOST = 12
"""Texts that are named one by one."""


def report_front(sheet: Sheet, number: int, items: Items) -> None:
    """Name what stands beside or below the pack's own words: a reservation may hide there.

    Only where the sheet still is as it went out: its last explanation tells where its words end.
    """
    last = EVIDENCE_EXPLAINED[-1]
    end = next(
        (
            row
            for row in range(len(sheet.rows), 0, -1)
            if (sheet.cell(row, 2), sheet.cell(row, 3)) == last
        ),
        0,
    )
    if not end:
        return
    # Where weights are published they stand below, under a heading right after one blank row.
    published = any(sheet.cell(row, 2) == PUBLISHED for row in range(end + 1, end + 3))
    found = [
        (row, column, cell)
        for row, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell and (column not in OURS or (row > end and not published))
    ]
    for row, column, cell in found[:MOST]:
        what = f"{short(cell)} was written on the front sheet, where nothing is asked: read it."
        items.cell("outside", number, row, column, what, said=cell)
    if len(found) > MOST:
        more = len(found) - MOST
        what = f"{more} more {'text was' if more == 1 else 'texts were'} written on it: read them."
        items.sheet("outside", number, what)
