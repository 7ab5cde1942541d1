"""From a book to a proposal: which sheets are taken, what their columns hold, what rows become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.heeding import check
from ossbuy.exchange.matrices.lines import Reader
from ossbuy.exchange.matrices.paths import said_everywhere, with_paths
from ossbuy.exchange.matrices.priorities import read_priorities
from ossbuy.exchange.matrices.remarks import far_below, odd_ticks, repeated_ids, unseen
from ossbuy.exchange.matrices.sheets import card_layout, decide, vendors_hint, without_table
from ossbuy.exchange.matrices.tables import header_of, split_of, tables_of
from ossbuy.exchange.matrices.values import (
    Corrections,
    Known,
    Layout,
    Line,
    Proposal,
    Reading,
    SheetProposal,
    Split,
    Table,
)
from ossbuy.exchange.matrices.words import Words, words

MOST_ROWS = 50_000
"""Rows of a sheet beyond which it is something else; the largest tenders have a tenth of that."""


def propose(
    book: Book,
    layouts: Mapping[str, Layout] | None = None,
    corrections: Corrections | None = None,
    known: Known | None = None,
    lists: Words | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Proposal:
    """What a book would become; nothing is decided that `corrections` cannot change.

    Args:
        book: the values.
        layouts: merged cells, hidden rows and the like, by the name of the sheet, where known.
        corrections: what a person said against an earlier proposal.
        known: what was said about earlier files.
        lists: word lists; those of the templates unless others are given.
        say: told before each sheet which one it is, for whoever waits.

    Raises:
        BadFile: a correction names a sheet, row or pattern that cannot be.
    """
    lists, corrections, known = lists or words(), corrections or Corrections(), known or Known()
    layouts = layouts or {}
    for name in (*corrections.sheets, *corrections.without):
        if book.sheet(name) is None:
            there = ", ".join(repr(s.name) for s in book.sheets[:8])
            raise BadFile(book.name, f"it has no sheet {name!r}; its sheets are {there}.")
    read = []
    for sheet in book.sheets:
        say(f"looking at {sheet.name}")
        read.append(_sheet(sheet, layouts.get(sheet.name, Layout()), corrections, known, lists))
    sheets = tuple(read)
    check(book, sheets, corrections)
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
    hints = unseen(sheet, layout)
    if len(sheet.rows) > MOST_ROWS:
        why = f"It has {len(sheet.rows)} rows, far more than a matrix of requirements: cut it down."
        return SheetProposal(sheet.name, sheet.state, False, why, hints=hints)
    header = header_of(sheet, layout, corrections, known, lists)
    if header is None:
        why = without_table(sheet, layout, lists)
        return SheetProposal(sheet.name, sheet.state, False, why, hints=hints)
    tables, between = tables_of(sheet, header, layout, corrections, known, lists)
    column = [
        sheet.cell(row, table.at("priority"))
        for table in tables
        if table.at("priority")
        for row in range(table.last + 1, table.end + 1)
    ]
    column = [cell for cell in column if not cell_words.instruction(cell, lists)]
    lines: list[Line] = list(between)
    splits: list[Split] = []
    heads = [c.header for table in tables for c in table.of("priority")]
    readings = read_priorities(
        column, lists, corrections.priorities, known.priorities, " ".join(dict.fromkeys(heads))
    )
    by_word = {reading.said: reading for reading in readings}
    for table in tables:
        split = split_of(sheet, table, corrections)
        if split is not None:
            splits.append(split)
        reader = Reader(sheet, table, layout, lists, corrections, by_word, split)
        lines += reader.lines(last=table is tables[-1])
    lines.sort(key=lambda line: line.row)
    same = said_everywhere(lines)
    lines = with_paths(lines, tables, sheet)
    lines, repeated = repeated_ids(lines, corrections.repeated)
    take, why = _take(sheet, tables, lines, corrections, lists)
    hints = (*hints, *odd_ticks(sheet, tables, lists))
    if hint := vendors_hint(tables, sheet, lists):
        hints = (*hints, hint)
    if same:
        hints = (*hints, f"Every row is of {same[:40]!r}: its headings are taken as the sections.")
    hints = (*hints, *far_below(lines))
    return SheetProposal(
        sheet.name,
        sheet.state,
        take,
        why,
        tuple(tables),
        tuple(lines),
        _counted(by_word, lines, tables, sheet),
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
            return False, "Not among the sheets you named." if take else why
        wanted = any(line.becomes == "requirement" for line in lines)
        return wanted, why if take or not wanted else f"Taken because you said so. {why}"
    if take and sheet.state != "visible":
        taken = sum(line.becomes == "requirement" for line in lines)
        rows = "1 row in it looks like a requirement and is"
        if taken != 1:
            rows = f"{taken} rows in it look like requirements and are"
        return False, f"It is {sheet.state}: {rows} not taken unless you name the sheet."
    return take, why


def _counted(
    by_word: Mapping[str, Reading], lines: Sequence[Line], tables: Sequence[Table], sheet: Sheet
) -> tuple[Reading, ...]:
    """The readings of priorities, counted over the rows that are taken, the most frequent first."""
    counted: Counter[str] = Counter()
    for line in lines:
        table = next((t for t in tables if t.last < line.row <= t.end), None)
        if line.becomes == "requirement" and table is not None and table.at("priority"):
            counted[sheet.cell(line.row, table.at("priority")).strip()] += 1
    return tuple(
        replace(by_word[word], count=count)
        for word, count in counted.most_common()
        if word in by_word
    )


EMPTY: Mapping[str, Layout] = MappingProxyType({})
