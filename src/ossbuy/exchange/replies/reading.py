"""An answer workbook, however mangled, as answers and a report of everything that drifted.

Nothing is dropped silently: every row, column and cell with content that is not taken is an item
of the report. A blank stays unanswered; what is not understood stays as it was written.
"""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Sheet, Structure
from ossbuy.exchange.replies.about import read_about
from ossbuy.exchange.replies.columns import Known, Layout, find_layout, known
from ossbuy.exchange.replies.gaps import changed_since, missing, out_of_order
from ossbuy.exchange.replies.headings import report_columns
from ossbuy.exchange.replies.items import Items
from ossbuy.exchange.replies.mapping import read_columns, report_words
from ossbuy.exchange.replies.reply import Reply, Request
from ossbuy.exchange.replies.rows import Rows, Unmatched
from ossbuy.exchange.replies.sheets import answer_sheets, left_out
from ossbuy.exchange.replies.taking import Taker
from ossbuy.exchange.replies.unseen import filled, report_unseen
from ossbuy.exchange.replies.versions import version_by_texts, version_of
from ossbuy.exchange.replies.words import Words, folded, squeezed


def read_reply(
    book: Book,
    request: Request,
    words: Words,
    structure: Structure | None = None,
    there: Known | None = None,
) -> Reply:
    """The answers in a workbook and how it differs from what went out.

    Args:
        book: the vendor's file, read.
        request: what was asked, and what persons said about the vendor's words and columns.
        words: the words of templates/importing.
        structure: merged cells, notes on cells and defined names; looked at where given.
        there: ``known(request)``, where several files are held against one request.

    Raises:
        BadFile: no sheet holds a table of answers.
    """
    there = there or known(request)
    issued = bool(request.versions)
    items = Items(book)
    settled = {folded(name): role for name, role in request.maps.get("columns", {}).items()}
    sheets = [filled(sheet, structure, items, n) for n, sheet in enumerate(book.sheets)]
    layouts = [
        layout
        for number, sheet in enumerate(sheets)
        if (layout := find_layout(number, sheet, there, words, settled))
    ]
    layouts = answer_sheets(layouts, sheets, there)
    if not layouts:
        raise BadFile(
            book.name,
            "no sheet holds a table of answers: a column of ids, keys or requirement texts beside "
            "one of answers.",
        )
    report_unseen(book, structure, items)
    read = {layout.sheet for layout in layouts}
    about, about_sheets = read_about(
        [None if n in read else sheet for n, sheet in enumerate(sheets)],
        request.questions,
        words,
        items,
    )
    for layout in layouts:
        report_columns(layout, sheets[layout.sheet], issued, items)
    columns = read_columns(layouts, sheets, words, request.maps)
    rows = Rows(request, there, Taker(request, words, columns, items), items)
    unmatched: Unmatched = []
    for layout in layouts:
        unmatched += rows.table(layout, sheets[layout.sheet])
    rows.alike(unmatched)
    mapped = report_words(layouts, sheets, columns, items)
    left_out(book, layouts, about_sheets, issued, items)
    out_of_order(rows.order, request, items)
    front = [sheet for n, sheet in enumerate(sheets) if n not in read]
    version = version_of(front, request.versions, words, structure)
    if not version and issued:
        texts = _texts(layouts, sheets) if len(request.versions) > 1 else ()
        version = version_by_texts(texts, request.versions, items)
    added = changed_since(version, rows.answers, request, items)
    missing(rows.answers, request, added, items)
    return Reply(
        answers=rows.answers,
        items=items.sorted(),
        marks=tuple(items.marks),
        words=mapped,
        version=version,
        rows=rows.count,
        about=about,
        headers={layout.sheet: layout.header + 1 for layout in layouts},
    )


def _texts(layouts: Sequence[Layout], sheets: Sequence[Sheet]) -> frozenset[str]:
    """The requirement texts that stand in the tables, squeezed."""
    return frozenset(
        squeezed(row[column])
        for layout in layouts
        if (column := layout.roles.get("requirement", -1)) >= 0
        for row in sheets[layout.sheet].rows[layout.first :]
        if column < len(row) and row[column]
    )
