"""A vendor's file again, as a fresh workbook: its cells as they were, coloured, with notes beside.

The vendor's own file is never written to. Every text is written as text, so that nothing a vendor
typed becomes a formula or a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.replies.annotated_front import (
    MOST_LINES,
    Front,
    Looks,
    lines_of,
    set_up_print,
    write_legend,
    write_summary,
)
from ossbuy.exchange.replies.reply import KINDS, Mark, Reply
from ossbuy.exchange.report.sheet import writable
from ossbuy.exchange.report.style import MUTED

_STRENGTH: Final = {kind: number for number, kind in enumerate(KINDS)}
"""Where a cell has two marks, the one that comes first colours it."""
MOST_NOTES: Final = 4
"""Notes of one row that are written out; the rest is counted."""
WIDEST: Final = 36
NARROWEST: Final = 6
NOTES_WIDTH: Final = 52
_FORBIDDEN: Final = str.maketrans("[]:*?/\\", "-------")


def write_annotated(book: Book, reply: Reply | None, front: Front) -> bytes:
    """The annotated copy of a file that was read.

    Args:
        book: the vendor's file, read.
        reply: where its marks are; None for prices, whose items have no marks.
        front: what the summary says.
    """
    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = Workbook(out, options)
    workbook.set_properties({"title": writable(front.title)[0][:200]})
    look = Looks(workbook)
    names = _names(book.sheets)
    write_summary(workbook.add_worksheet("Summary"), look, front, book)
    for number, sheet in enumerate(book.sheets):
        marks = [mark for mark in reply.marks if mark.sheet == number] if reply else []
        header = reply.headers.get(number, 0) if reply else 0
        page = workbook.add_worksheet(names[number])
        _copied(page, look, sheet, marks, header)
        if sheet.state != "visible":
            page.set_tab_color(MUTED)
    write_legend(workbook.add_worksheet("Legend"), look)
    workbook.close()
    return out.getvalue()


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Sheet names a workbook may have, none twice; those of our own sheets are taken."""
    taken = {"summary", "legend", "history"}
    names = []
    for number, sheet in enumerate(sheets, start=1):
        plain = writable(sheet.name)[0].replace("\n", " ").translate(_FORBIDDEN).strip().strip("'")
        name = plain[:31] or f"Sheet {number}"
        while name.casefold() in taken:
            name = f"{plain[:24]} ({len(taken) + 1})"
        taken.add(name.casefold())
        names.append(name)
    return names


def _copied(page: Worksheet, look: Looks, sheet: Sheet, marks: Sequence[Mark], header: int) -> None:
    """One of the vendor's sheets, its cells where they were, with a column of notes after them."""
    cells: dict[tuple[int, int], str] = {}
    rows: dict[int, str] = {}
    notes: dict[int, list[str]] = {}
    for mark in marks:
        place = (mark.row, mark.column)
        if mark.column:
            cells[place] = _stronger(cells.get(place, ""), mark.kind)
        else:
            rows[mark.row] = _stronger(rows.get(mark.row, ""), mark.kind)
        said = notes.setdefault(mark.row, [])
        if mark.what and mark.what not in said:
            said.append(mark.what)
    width = max(sheet.width, max((column for _, column in cells), default=0))
    widths = _widths(sheet, width, header)
    for column, points in enumerate(widths):
        page.set_column(column, column, points)
    page.set_column(width, width, NOTES_WIDTH)
    page.write_string(max(header, 1) - 1, width, "Notes", look.head)
    last = max(len(sheet.rows), *(row for row, _ in cells), *rows, 1)
    for number in range(1, last + 1):
        lines = 1
        for column in range(1, width + 1):
            text = sheet.cell(number, column)
            kind = cells.get((number, column)) or rows.get(number, "")
            if text:
                clean = writable(text)[0]
                if number < header:
                    clean = " ".join(clean.split())
                else:
                    lines = max(lines, lines_of(clean, widths[column - 1]))
                page.write_string(
                    number - 1, column - 1, clean, _format(look, number, header, kind)
                )
            elif kind:
                page.write_blank(number - 1, column - 1, None, look.cell(kind))
        if said := notes.get(number, []):
            more = len(said) - MOST_NOTES
            shown = [*said[:MOST_NOTES], *([f"and {more} more"] if more > 0 else [])]
            text = writable("\n".join(shown))[0]
            if number == max(header, 1):
                text = f"Notes\n{text}"
            page.write_string(number - 1, width, text, look.note)
            lines = max(lines, lines_of(text, NOTES_WIDTH * 1.1))
        page.set_row(number - 1, 13.5 * min(lines, MOST_LINES) + 2)
    page.freeze_panes(max(header, 1), 0)
    set_up_print(page, last, width + 1)
    if header:
        page.repeat_rows(header - 1)


def _format(look: Looks, number: int, header: int, kind: str) -> Format:
    if number < header:
        return look.banner
    if number == header and kind in ("", "column"):
        return look.head
    return look.cell(kind)


def _stronger(one: str, other: str) -> str:
    return min((kind for kind in (one, other) if kind), key=lambda kind: _STRENGTH[kind])


def _widths(sheet: Sheet, width: int, header: int) -> list[float]:
    """Widths that hold most of what stands in a column."""
    found = []
    for column in range(width):
        lengths = sorted(
            max(map(len, row[column].split("\n")))
            for row in sheet.rows
            if column < len(row) and row[column]
        )
        usual = lengths[int(len(lengths) * 0.9)] if lengths else NARROWEST
        named = min(len(sheet.cell(header, column + 1)), 14)
        found.append(float(min(WIDEST, max(NARROWEST, usual + 2, named + 2))))
    return found
