"""What would leave with a file that somebody attaches: what is hidden in it, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_structure, read_values
from ossbuy.exchange.intake.book import Sheet, SheetStructure, Structure, letters
from ossbuy.exchange.leak_words import leak_words
from ossbuy.exchange.pack.words import (
    ABOUT,
    ANSWERS,
    NAME_HASH,
    NAME_PACK,
    NAME_VERSION,
    NAME_YEARS,
    START,
    WHY,
)
from ossbuy.model.project import Project
from ossbuy.procedure.request.leaks import Leak, Outgoing, text_leaks

HEADER_ROWS: Final = 30
"""Rows within which headers are looked for."""
_LONGEST_HEADER: Final = 40
_EACH: Final = 5
"""Places of one kind named per sheet, before the rest is counted."""
_OURS: Final = frozenset({NAME_VERSION, NAME_HASH, NAME_PACK, NAME_YEARS})
_KEYED: Final = frozenset({ANSWERS, ABOUT, WHY})
_COLUMN_WORDS: Final = {
    "columns": ("internal", "is a column kept for the house"),
    "weights": ("weight", "tells how it will be weighed"),
    "priorities": ("priority", "tells how much you want it"),
    "budgets": ("budget", "tells what you can pay"),
}


def file_leaks(content: bytes, name: str, project: Project | None = None) -> tuple[Leak, ...]:
    """What in a workbook, table or text document should not leave, with place and way out.

    Args:
        content: the file's bytes; hostile until proven otherwise.
        name: the file's name, for messages.
        project: whose names, amounts and private texts are looked for, if any.

    Raises:
        BadFile: it cannot be read.
    """
    structure = read_structure(content, name)
    pack = _is_pack(structure)
    found = list(_hidden(structure, pack))
    try:
        book = read_values(content, name)
    except BadFile as no:
        # A letter without a table, say: what is hidden in it was looked at all the same.
        found.append(
            Leak(
                "unread", name, f"its words were not read: {no.what}", "Read it before it is sent."
            )
        )
        return tuple(found)
    for sheet in book.sheets:
        # Our own instructions name programs that open the file.
        if pack and sheet.name == START:
            continue
        found += _columns(sheet)
        found += _said(sheet, project or Project())
    return tuple(found)


def _hidden(structure: Structure, pack: bool) -> Iterator[Leak]:
    """What a spreadsheet does not show at first sight."""
    file = structure.name
    for sheet in structure.sheets:
        yield from _hidden_in(sheet, file, pack)
    if structure.authors:
        named = ", ".join(dict.fromkeys(structure.authors))
        yield Leak(
            "author",
            file,
            f"its properties name {named[:120]}.",
            "Remove properties and personal information before it is sent.",
        )
    if structure.tracked:
        yield Leak(
            "tracked",
            file,
            f"it holds {_count(structure.tracked, 'tracked change')}.",
            "Accept or reject every change before it is sent.",
        )
    names = [
        n
        for n, _ in structure.defined_names
        if n not in _OURS and not n.startswith(("_xlnm", "_xlpm"))
    ]
    if names:
        yield Leak(
            "defined name",
            file,
            f"it has {_count(len(names), 'defined name')}: {', '.join(names[:_EACH])}.",
            "Delete those that point to what stays in the house.",
        )
    for link in structure.external_links[:_EACH]:
        yield Leak(
            "external link", file, f"it points to {link[:120]!r}.", "Break the link; paste values."
        )
    if structure.macros:
        yield Leak("macro", file, "it holds macros.", "Save it as .xlsx without macros.")
    said = [(key, value) for key, value in structure.properties if value.strip()]
    for key, value in said[:_EACH]:
        yield Leak(
            "property",
            file,
            f"its property {key[:60]!r} says {value[:80]!r}.",
            "Remove custom properties before it is sent.",
        )


def _is_pack(structure: Structure) -> bool:
    return any(name == NAME_HASH for name, _ in structure.defined_names)


def _hidden_in(sheet: SheetStructure, file: str, pack: bool) -> Iterator[Leak]:
    place = file if sheet.name == file else f"{file}, sheet {sheet.name}"
    if sheet.state != "visible":
        yield Leak(
            "hidden", place, f"the sheet is {sheet.state}.", "Delete it, or show it and read it."
        )
    rows = sorted(sheet.hidden_rows)
    if rows:
        shown = ", ".join(str(row) for row in rows[:_EACH])
        more = f" and {len(rows) - _EACH} more" if len(rows) > _EACH else ""
        yield Leak(
            "hidden", place, f"hidden rows: {shown}{more}.", "Delete them, or show and read them."
        )
    # A pack's own column of row keys is hidden on purpose.
    columns = sorted(sheet.hidden_columns - ({1} if pack and sheet.name in _KEYED else set()))
    if columns:
        shown = ", ".join(letters(column) for column in columns[:_EACH])
        more = f" and {len(columns) - _EACH} more" if len(columns) > _EACH else ""
        yield Leak(
            "hidden",
            place,
            f"hidden columns: {shown}{more}.",
            "Delete them, or show and read them.",
        )
    for comment in sheet.comments[:_EACH]:
        by = f" by {comment.author[:60]}" if comment.author else ""
        # A comment in a text document hangs on no cell.
        at = f", cell {letters(comment.column)}{comment.row}" if comment.row else ""
        yield Leak(
            "comment",
            f"{place}{at}",
            f"a comment{by}: “{' '.join(comment.text.split())[:80]}”.",
            "Delete the comment.",
        )
    if len(sheet.comments) > _EACH:
        more = _count(len(sheet.comments) - _EACH, "more comment")
        yield Leak("comment", place, f"{more}.", "Delete the comments.")


def _columns(sheet: Sheet) -> Iterator[Leak]:
    """Columns whose header says that they were kept for the house."""
    headers = leak_words().headers
    seen: set[str] = set()
    for number in _header_rows(sheet):
        for column, cell in enumerate(sheet.rows[number - 1], start=1):
            word = " ".join(cell.split()).casefold()
            if not word or len(word) > _LONGEST_HEADER or word in seen or word not in headers:
                continue
            seen.add(word)
            kind, why = _COLUMN_WORDS[headers[word]]
            yield Leak(
                kind,
                sheet.where(number, column),
                f"“{cell.strip()}” {why}.",
                "Delete the column, if it is not meant for vendors.",
            )


def _header_rows(sheet: Sheet) -> range:
    """The first row with several cells, and the one below it where a header has two rows."""
    for number, row in enumerate(sheet.rows[:HEADER_ROWS], start=1):
        # One or two cells are a title or a line of a cover, not a row of headers.
        if sum(bool(cell.strip()) for cell in row) > 2:
            return range(number, min(number + 2, len(sheet.rows) + 1))
    return range(0)


def _said(sheet: Sheet, project: Project) -> Iterator[Leak]:
    """What the cells say, each kind of word named a few times and then counted."""
    texts = [
        Outgoing(sheet.where(number, column), cell)
        for number, row in enumerate(sheet.rows, start=1)
        for column, cell in enumerate(row, start=1)
        # One word alone is a code or a header: columns are looked at by their headers.
        if " " in cell.strip()
    ]
    by_kind: dict[str, list[Leak]] = {}
    for leak in text_leaks(project, texts):
        by_kind.setdefault(leak.kind, []).append(leak)
    for kind, leaks in by_kind.items():
        yield from leaks[:_EACH]
        if len(leaks) > _EACH:
            yield Leak(
                kind, sheet.place, f"{len(leaks) - _EACH} more of this kind.", leaks[0].way_out
            )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
