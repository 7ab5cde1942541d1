"""From a book to a proposal: which sheets are taken, what their columns hold, what rows become."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.columns import assign, profile
from ossbuy.exchange.matrices.headers import Header, another, build, find_header, repeats
from ossbuy.exchange.matrices.ids import find_split, id_like, split_by
from ossbuy.exchange.matrices.lines import Reader
from ossbuy.exchange.matrices.paths import with_paths
from ossbuy.exchange.matrices.priorities import read_priorities
from ossbuy.exchange.matrices.sheets import card_layout, decide, vendors_hint, without_table
from ossbuy.exchange.matrices.values import (
    BECOMES,
    Corrections,
    Known,
    Layout,
    Line,
    Proposal,
    Reading,
    Repeated,
    SheetProposal,
    Split,
    Table,
)
from ossbuy.exchange.matrices.words import Words, plain, words

MOST_ROWS = 50_000
"""Rows of a sheet beyond which it is something else; the largest tenders have a tenth of that."""
GAP = 100
"""Blank rows after which rows are said to stand far below the table."""


def propose(
    book: Book,
    layouts: Mapping[str, Layout] | None = None,
    corrections: Corrections | None = None,
    known: Known | None = None,
    lists: Words | None = None,
) -> Proposal:
    """What a book would become; nothing is decided that `corrections` cannot change.

    Args:
        book: the values.
        layouts: merged cells, hidden rows and the like, by the name of the sheet, where known.
        corrections: what a person said against an earlier proposal.
        known: what was said about earlier files.
        lists: word lists; those of the templates unless others are given.

    Raises:
        BadFile: a correction names a sheet, row or pattern that cannot be.
    """
    lists, corrections, known = lists or words(), corrections or Corrections(), known or Known()
    layouts = layouts or {}
    for name in (*corrections.sheets, *corrections.without):
        if book.sheet(name) is None:
            there = ", ".join(repr(s.name) for s in book.sheets[:8])
            raise BadFile(book.name, f"it has no sheet {name!r}; its sheets are {there}.")
    sheets = tuple(
        _sheet(sheet, layouts.get(sheet.name, Layout()), corrections, known, lists)
        for sheet in book.sheets
    )
    sheets, titles = _listed_sections(sheets)
    return Proposal(book.name, sheets, book.notes, MappingProxyType(titles))


def preview(sheet: SheetProposal) -> tuple[Line, ...]:
    """Every row of a sheet that is not blank, in order, with what becomes of it and why.

    Of a sheet that is not taken these are the rows as they would be if it were.
    """
    return sheet.lines


def _sheet(
    sheet: Sheet, layout: Layout, corrections: Corrections, known: Known, lists: Words
) -> SheetProposal:
    hints = _unseen(sheet, layout)
    if len(sheet.rows) > MOST_ROWS:
        why = f"It has {len(sheet.rows)} rows, far more than a matrix of requirements: cut it down."
        return SheetProposal(sheet.name, sheet.state, False, why, hints=hints)
    header = _header(sheet, layout, corrections, known, lists)
    if header is None:
        why = without_table(sheet, layout, lists)
        return SheetProposal(sheet.name, sheet.state, False, why, hints=hints)
    tables, between = _tables(sheet, header, layout, corrections, known, lists)
    column = [
        sheet.cell(row, table.at("priority"))
        for table in tables
        if table.at("priority")
        for row in range(table.last + 1, table.end + 1)
    ]
    column = [cell for cell in column if not cell_words.instruction(cell, lists)]
    lines: list[Line] = list(between)
    splits: list[Split] = []
    by_word = {
        r.said: r for r in read_priorities(column, lists, corrections.priorities, known.priorities)
    }
    for table in tables:
        split = _split(sheet, table, corrections)
        if split is not None:
            splits.append(split)
        reader = Reader(sheet, table, layout, lists, corrections, by_word, split)
        lines += reader.lines(last=table is tables[-1])
    lines.sort(key=lambda line: line.row)
    lines = with_paths(lines, tables, sheet)
    lines, repeated = _repeated(lines, corrections.repeated)
    take, why = _take(sheet, tables, lines, corrections, lists)
    hints = (*hints, *_odd_ticks(sheet, tables, lists))
    if hint := vendors_hint(tables, sheet, lists):
        hints = (*hints, hint)
    hints = (*hints, *_far(lines))
    return SheetProposal(
        sheet.name,
        sheet.state,
        take,
        why,
        tuple(tables),
        tuple(lines),
        _counted(by_word, lines, tables),
        tuple(splits),
        repeated,
        hints,
    )


def _listed_sections(
    sheets: tuple[SheetProposal, ...],
) -> tuple[tuple[SheetProposal, ...], dict[str, str]]:
    """Titles from a sheet that lists the sections which the others name by number."""
    named = {
        heading.title.casefold()
        for sheet in sheets
        if sheet.take
        for line in sheet.asked
        for heading in (line.asked.path if line.asked else ())
        if not heading.code
    }
    titles: dict[str, str] = {}
    out = []
    for sheet in sheets:
        own = {line.asked.code: line.asked.text for line in sheet.asked if line.asked}
        shared = [code for code in own if code.casefold() in named]
        if not sheet.take and shared and len(shared) >= 0.5 * len(own):
            titles |= own
            sheet = replace(sheet, why="It lists the sections: their titles are taken from it.")
        out.append(sheet)
    return tuple(out), titles


def _take(
    sheet: Sheet,
    tables: Sequence[Table],
    lines: Sequence[Line],
    corrections: Corrections,
    lists: Words,
) -> tuple[bool, str]:
    """Whether a sheet is taken: what a person says, else what it is, else whether it is seen."""
    name = sheet.name.strip().casefold()
    take, why = decide(sheet, tables, lines, lists)
    if card := card_layout(sheet, lists) if not take else "":
        why = card
    if name in {s.strip().casefold() for s in corrections.without}:
        return False, "Left out because you said so."
    if corrections.sheets:
        if name not in {s.strip().casefold() for s in corrections.sheets}:
            return False, "Not among the sheets you named."
        wanted = any(line.becomes == "requirement" for line in lines)
        return wanted, why if take or not wanted else f"Taken because you said so. {why}"
    if take and sheet.state != "visible":
        taken = sum(line.becomes == "requirement" for line in lines)
        rows = "1 row in it looks like a requirement and is"
        if taken != 1:
            rows = f"{taken} rows in it look like requirements and are"
        return False, f"It is {sheet.state}: {rows} not taken unless you name the sheet."
    return take, why


def _header(
    sheet: Sheet, layout: Layout, corrections: Corrections, known: Known, lists: Words
) -> Header | None:
    for name in (sheet.name, ""):
        for where, (first, last) in corrections.headers.items():
            if where.strip().casefold() != name.strip().casefold():
                continue
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
        return build(sheet, first, first, layout.merges)
    return found


def _wide(sheet: Sheet) -> bool:
    """Whether most rows have more cells than a card: then it is a table with odd labels."""
    filled = [n for row in sheet.rows if (n := sum(bool(cell.strip()) for cell in row))]
    return sum(n >= 3 for n in filled) > 0.5 * len(filled)


def _tables(
    sheet: Sheet,
    header: Header,
    layout: Layout,
    corrections: Corrections,
    known: Known,
    lists: Words,
) -> tuple[list[Table], list[Line]]:
    """The tables of a sheet, one under the other, and the rows that are their headers."""
    headers = [header]
    top = list(sheet.rows[header.last - 1])
    first = list(sheet.rows[header.first - 1])
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
    tables, between = [], []
    for number, one in enumerate(headers):
        end = headers[number + 1].first - 1 if number + 1 < len(headers) else len(sheet.rows)
        tables.append(_table(sheet, one, end, corrections, known, lists))
        becomes = "repeated header" if number else "header"
        between += [_line(sheet, r, becomes) for r in range(one.first, one.last + 1)]
    between += [
        _line(sheet, r, "above")
        for r in range(1, header.first)
        if any(cell.strip() for cell in sheet.rows[r - 1])
    ]
    if len(headers) > 1:
        tables[0] = replace(tables[0], title=_title_above(sheet, header.first))
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


def _instructs(rows: Sequence[Sequence[str]], lists: Words) -> bool:
    """Whether the first of some rows tells how to fill in the columns, and the others do not."""

    def told(row: Sequence[str], how: Callable[[str], bool]) -> float:
        filled = [cell for cell in row if cell.strip()]
        return sum(map(how, filled)) / max(1, len(filled))

    first, *others = rows
    if told(first, lambda cell: cell_words.instruction(cell, lists)) >= 0.5:
        return True
    if told(first, cell_words.sentence_like) < 0.7 or len(first) < 3:
        return False
    return all(told(row, cell_words.sentence_like) <= 0.5 for row in others)


def _title_above(sheet: Sheet, first: int) -> str:
    for row in range(first - 1, max(0, first - 4), -1):
        said = {" ".join(c.split()) for c in sheet.rows[row - 1] if c.strip()}
        if len(said) == 1:
            return said.pop()
        if said:
            return ""
    return ""


def _split(sheet: Sheet, table: Table, corrections: Corrections) -> Split | None:
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


def _repeated(lines: Sequence[Line], how: str) -> tuple[list[Line], tuple[Repeated, ...]]:
    """The lines with each id once, or apart; and what to ask about ids that stand there twice."""
    rows: dict[str, list[Line]] = {}
    for line in lines:
        if line.becomes == "requirement" and line.asked and line.asked.code:
            rows.setdefault(line.asked.code.casefold(), []).append(line)
    twice = {code: found for code, found in rows.items() if len(found) > 1}
    later = {
        line.row: (code, n) for code, found in twice.items() for n, line in enumerate(found) if n
    }
    out = []
    for line in lines:
        if line.row not in later or line.becomes != "requirement" or line.asked is None:
            out.append(line)
            continue
        first = twice[later[line.row][0]][0]
        if how == "apart":
            code = f"{line.asked.code} (row {line.row})"
            remark = f"{line.asked.code} stands on row {first.row}, too"
            asked = replace(line.asked, code=code)
            out.append(replace(line, asked=asked, remarks=(*line.remarks, remark)))
        else:
            why = f"{line.asked.code} stands on row {first.row} already"
            out.append(replace(line, becomes="repeated id", why=why))
    return out, tuple(_question(found) for found in twice.values())


def _question(found: Sequence[Line]) -> Repeated:
    first = found[0].asked
    assert first is not None
    rows = tuple(line.row for line in found)
    same = len({" ".join(line.asked.text.split()) for line in found if line.asked}) == 1
    listed = ", ".join(map(str, rows[:-1])) + f" and {rows[-1]}"
    said = f"{first.code} stands on rows {listed} with "
    said += (
        "the same text: once is enough, unless they are lots."
        if same
        else ("different texts: is it the same requirement in several lots, or a slip?")
    )
    if not same and re.fullmatch(r"\d+\.[1-9]", first.code):
        said += f" A spreadsheet keeps a number {first.code}0 as {first.code}."
    return Repeated(first.code, rows, same, said)


def _counted(
    by_word: Mapping[str, Reading], lines: Sequence[Line], tables: Sequence[Table]
) -> tuple[Reading, ...]:
    """The readings of priorities, counted over the rows that are taken."""
    return tuple(by_word.values())


def _unseen(sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    """What a reader does not see on the sheet, a sentence each."""
    said = []
    if sheet.state != "visible":
        said.append(f"The sheet is {sheet.state}.")
    filled = [r for r in layout.hidden_rows if r <= len(sheet.rows) and any(sheet.rows[r - 1])]
    if filled:
        what = "is hidden; it is" if len(filled) == 1 else "are hidden; they are"
        said.append(f"{len(filled)} of its rows {what} read like the others.")
    if many := len([c for c in layout.hidden_columns if c <= sheet.width]):
        what = "is hidden; it is" if many == 1 else "are hidden; they are"
        said.append(f"{many} of its columns {what} read, too.")
    if many := layout.comments:
        hang = "comment hangs" if many == 1 else "comments hang"
        said.append(f"{many} {hang} on its cells; comments are not read.")
    if layout.protected:
        said.append("It is protected; it is read all the same.")
    if many := len(layout.uncached):
        said.append(f"{many} of its formulas {'has' if many == 1 else 'have'} no stored value.")
    return tuple(said)


def _odd_ticks(sheet: Sheet, tables: Sequence[Table], lists: Words) -> list[str]:
    """Columns of ticks that hold other values, too, a sentence each."""
    said = []
    for table in tables:
        for column in table.columns:
            cells = [sheet.cell(r, column.number) for r in range(table.last + 1, table.end + 1)]
            filled = [c.strip() for c in cells if c.strip()]
            odd = list(dict.fromkeys(c for c in filled if not cell_words.tick(c, lists)))
            ticked = len(filled) - len([c for c in filled if c in odd])
            if column.role != "notes" or not odd or ticked < 0.6 * len(filled) or len(odd) > 9:
                continue
            if all(cell_words.number(c) for c in filled):
                continue
            shown = ", ".join(repr(cell_words.shown(c, 30)) for c in odd[:3])
            many = "1 other value" if len(odd) == 1 else f"{len(odd)} other values"
            said.append(f"{column.header} holds ticks and {many}: {shown}.")
    return said


def _far(lines: Sequence[Line]) -> tuple[str, ...]:
    for before, line in itertools.pairwise(lines):
        if line.row - before.row > GAP:
            return (
                f"Row {line.row} stands {line.row - before.row - 1} blank rows below the rest.",
            )
    return ()


def _line(sheet: Sheet, row: int, becomes: str) -> Line:
    said = " · ".join(" ".join(c.split()) for c in sheet.rows[row - 1] if c.strip())
    return Line(row, becomes, BECOMES[becomes], cell_words.shown(said))


EMPTY: Mapping[str, Layout] = MappingProxyType({})
