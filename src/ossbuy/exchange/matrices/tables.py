"""The tables of a sheet: header by header, with what their columns hold and how ids are cut off."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.columns import assign
from ossbuy.exchange.matrices.headers import (
    Header,
    another,
    build,
    find_header,
    repeats,
    without_header,
)
from ossbuy.exchange.matrices.ids import find_split, id_like, split_by
from ossbuy.exchange.matrices.profiles import profile
from ossbuy.exchange.matrices.sheets import card_layout
from ossbuy.exchange.matrices.values import (
    BECOMES,
    Corrections,
    Known,
    Layout,
    Line,
    Split,
    Table,
)
from ossbuy.exchange.matrices.words import Words, plain


def header_of(
    sheet: Sheet, layout: Layout, corrections: Corrections, known: Known, lists: Words
) -> Header | None:
    for name in (sheet.name, ""):
        for where, (first, last) in corrections.headers.items():
            if where.strip().casefold() != name.strip().casefold():
                continue
            if first == 0:
                return without_header(sheet)
            if not 1 <= first <= last <= len(sheet.rows) or last - first > 3:
                if not where:
                    continue
                raise BadFile(
                    sheet.place,
                    f"it has no header row {first}; its rows are 1 to {len(sheet.rows)}.",
                )
            return build(sheet, first, last, layout.merges)
    if not any(any(cell.strip() for cell in row) for row in sheet.rows):
        return None
    if card_layout(sheet, lists) and not _wide(sheet):
        return None
    told = {plain(name) for _, name in corrections.columns} | set(known.columns)
    found = find_header(sheet, layout.merges, lists, told)
    if found is None and corrections.columns:
        # Columns named by letter: the first row that can be a header must do.
        first = next((i for i, row in enumerate(sheet.rows, 1) if sum(map(bool, row)) > 1), 1)
        if any(cell_words.sentence_like(cell) for cell in sheet.rows[first - 1]):
            # It asks for something already: nothing stands above it.
            return without_header(sheet)
        return build(sheet, first, first, layout.merges)
    return found


def _wide(sheet: Sheet) -> bool:
    """Whether most rows have more cells than a card: then it is a table with odd labels."""
    filled = [n for row in sheet.rows if (n := sum(bool(cell.strip()) for cell in row))]
    return sum(n >= 3 for n in filled) > 0.5 * len(filled)


def tables_of(
    sheet: Sheet,
    header: Header,
    layout: Layout,
    corrections: Corrections,
    known: Known,
    lists: Words,
) -> tuple[list[Table], list[Line]]:
    """The tables of a sheet, one under the other, and the rows that are their headers."""
    headers = [header]
    top = list(sheet.rows[header.last - 1]) if header.last else []
    first = list(sheet.rows[header.first - 1]) if header.first else []
    row = header.last + 1
    while row <= len(sheet.rows):
        cells = sheet.rows[row - 1]
        deep = header.last - header.first
        if deep and repeats(cells, first) and row + deep <= len(sheet.rows):
            headers.append(build(sheet, row, row + deep, layout.merges))
            row += deep
        elif repeats(cells, top) or another(cells, lists):
            headers.append(build(sheet, row, row, layout.merges))
        row += 1
    tables: list[Table] = []
    between: list[Line] = []
    for number, one in enumerate(headers):
        end = headers[number + 1].first - 1 if number + 1 < len(headers) else len(sheet.rows)
        table = _table(sheet, one, end, corrections, known, lists)
        if number and repeats(sheet.rows[one.last - 1], top):
            table = _as_above(table, tables[0])
        tables.append(table)
        becomes = "repeated header" if number else "header"
        between += [_line(sheet, r, becomes) for r in range(max(one.first, 1), one.last + 1)]
    between += [
        _line(sheet, r, "above")
        for r in range(1, header.first)
        if any(cell.strip() for cell in sheet.rows[r - 1])
    ]
    if len(headers) == 1 and (title := _first_of_many(sheet, header)):
        tables[0] = replace(tables[0], title=title)
    if len(headers) > 1:
        tables[0] = replace(tables[0], title=_title_above(sheet, header.first))
        heads = {sheet.cell(table.last, table.at("id")) for table in tables}
        if len(heads) == len(tables) and not any(lists.named(head) for head in heads):
            # Over the ids stands what the table is about.
            tables = [replace(t, title=sheet.cell(t.last, t.at("id"))) for t in tables]
    return tables, between


def _table(
    sheet: Sheet, header: Header, end: int, corrections: Corrections, known: Known, lists: Words
) -> Table:
    rows = [r for r in range(header.last + 1, end + 1) if any(c.strip() for c in sheet.rows[r - 1])]
    single = {r for r in rows if len({c.strip() for c in sheet.rows[r - 1] if c.strip()}) == 1}
    # Headings, footers and instructions say nothing about what a column holds.
    body = [r for r in rows if r not in single]
    if len(body) > 1 and _instructs([sheet.rows[r - 1] for r in body[:4]], lists):
        body = body[1:]
    body = body or rows
    profiles = [
        profile([sheet.cell(r, c) for r in body], len(body), lists)
        for c in range(1, len(header.names) + 1)
    ]
    columns = assign(header.names, profiles, lists, sheet.name, corrections, known)
    return Table(header.first, header.last, end, columns)


def _as_above(table: Table, first: Table) -> Table:
    """A table under a header said again: its columns hold what those of the first one hold."""
    roles = {c.number: (c.role, c.why) for c in first.columns}
    columns = tuple(
        replace(c, role=roles[c.number][0], why=roles[c.number][1]) for c in table.columns
    )
    return replace(table, columns=columns)


def _instructs(rows: Sequence[Sequence[str]], lists: Words) -> bool:
    """Whether the first of some rows tells how to fill in the columns, and the others do not."""

    def told(row: Sequence[str], how: Callable[[str], bool]) -> float:
        filled = [cell for cell in row if cell.strip()]
        return sum(map(how, filled)) / max(1, len(filled))

    first, *others = rows

    def instructed(row: Sequence[str]) -> float:
        return told(row, lambda cell: cell_words.instruction(cell, lists))

    if instructed(first) >= 0.5:
        return sum(map(instructed, others)) < 0.5 * len(others)
    if told(first, cell_words.sentence_like) < 0.7 or len(first) < 3:
        return False
    return all(told(row, cell_words.sentence_like) <= 0.5 for row in others)


def _first_of_many(sheet: Sheet, header: Header) -> str:
    """The cell right above the header, where rows below begin with the same word: "Section 2"."""
    if header.first < 2 or not (title := _title_above(sheet, header.first)):
        return ""
    word = title.split()[0].casefold()
    for row in sheet.rows[header.last :]:
        said = {" ".join(c.split()) for c in row if c.strip()}
        if len(said) == 1 and len(one := said.pop()) <= 120 and one.split()[0].casefold() == word:
            return title
    return ""


def _title_above(sheet: Sheet, first: int) -> str:
    for row in range(first - 1, max(0, first - 4), -1):
        said = list(dict.fromkeys(" ".join(c.split()) for c in sheet.rows[row - 1] if c.strip()))
        numbered = len(said) == 2 and len(said[0]) <= 12 and len(said[0].split()) == 1
        if len(said) == 1 or (numbered and not said[0].endswith(":")):
            return " · ".join(said)
        if said:
            return ""
    return ""


def split_of(sheet: Sheet, table: Table, corrections: Corrections) -> Split | None:
    """How ids are cut out of the column they stand in with something else."""
    if corrections.split == "off" or not table.at("text"):
        return None
    rows = range(table.last + 1, table.end + 1)
    ident, text = table.at("id"), table.at("text")
    column = ident or text
    into = "text" if column == text else "title"
    cells = [c for r in rows if (c := sheet.cell(r, column).strip())]
    if corrections.split:
        try:
            split = split_by(corrections.split, cells, column, into)
        except re.error as error:
            raise BadFile(
                sheet.place,
                f"{corrections.split!r} is no pattern ({error}); write (?P<id>…) (?P<rest>…).",
            ) from None
        if not {"id", "rest"} <= set(re.compile(corrections.split).groupindex):
            raise BadFile(sheet.place, "a pattern needs the groups (?P<id>…) and (?P<rest>…).")
        return split
    if ident and sum(map(id_like, cells)) >= 0.5 * len(cells):
        return None
    # Headings stand in the same column: they do not count against the pattern.
    body = [c for c in cells if ident == 0 or len(c) <= 200]
    many = [c for c in body if len(c.split()) > 2] if not ident else body
    return find_split(many, column, into)


def _line(sheet: Sheet, row: int, becomes: str) -> Line:
    said = " · ".join(" ".join(c.split()) for c in sheet.rows[row - 1] if c.strip())
    return Line(row, becomes, BECOMES[becomes], cell_words.shown(said))
