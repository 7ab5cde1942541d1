"""Which sheets hold the comparison: one matrix, one per vendor, or one per subject.

Longer than other files because the three ways share what is beside them: prices, summaries, and
what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ossbuy.exchange.comparisons.comparison import Corrections, Placed, Remark
from ossbuy.exchange.comparisons.grid import Grid
from ossbuy.exchange.comparisons.items import Gathered, Item, gather, joined
from ossbuy.exchange.comparisons.layout import Finder, Table
from ossbuy.exchange.comparisons.rows import (
    CRITERION,
    GATE,
    PRICE,
    RANK,
    SECTION,
    TOTAL,
    Line,
    lines_of,
    skipped,
)
from ossbuy.exchange.comparisons.words import Words, plain
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Sheet

MOST_SHEETS = 60
ALIKE = 0.6
"""Share of its rows that a vendor's sheet has in common with the first, at least."""


@dataclass(frozen=True)
class Found:
    """A table and what its rows are."""

    table: Table
    lines: tuple[Line, ...]

    @property
    def sheet(self) -> Sheet:
        """Where it stands."""
        return self.table.grid.sheet

    @property
    def labels(self) -> list[str]:
        """What its criteria are called, comparable."""
        return [plain(line.label) for line in self.lines if line.kind == CRITERION]

    @property
    def vendors(self) -> list[str]:
        """Comparable names."""
        return [plain(group.name) for group in self.table.groups]

    @property
    def placed(self) -> Placed:
        """Where it lies in its sheet."""
        table = self.table
        beside = (c for g in table.groups for c in (g.comment, g.weighted) if c)
        return Placed(
            self.sheet.name,
            table.grid.turned,
            table.header,
            table.label,
            table.weight,
            table.top,
            tuple(group.score for group in table.groups),
            tuple(beside),
            tuple((line.row, line.kind) for line in self.lines),
        )

    @property
    def size(self) -> int:
        """Criteria times vendors."""
        return len(self.labels) * len(self.vendors)


def sources(book: Book, words: Words, told: Corrections) -> Gathered:
    """Everything that belongs to the comparison.

    Raises:
        BadFile: there is none, with what was seen instead.
    """
    found = _sources(book, words, told, len(book.sheets) > 1)
    if len(book.sheets) > 1 and len({table.grid.sheet.name for table in found.tables}) == 1:
        # All cells are of one sheet, which need not be said with every one of them.
        return _sources(book, words, told, False)
    return found


def _sources(book: Book, words: Words, told: Corrections, prefixed: bool) -> Gathered:
    sheets = _sheets(book, told)
    many: list[Found] = []
    single: list[Found] = []
    wrong: list[BadFile] = []
    for sheet in sheets:
        try:
            found = _best(sheet, words, told, prefixed, 2)
        except BadFile as no:
            # A column that was named need not be in every sheet.
            wrong.append(no)
            continue
        if found is not None:
            many.append(found)
        if not told.vendors and (alone := _best(sheet, words, told, prefixed, 1)) is not None:
            single.append(alone)
    each = _one_each(single)
    summaries = [found for found in many if _sums_up(found, many)]
    matrix = max(
        (f for f in many if f not in summaries),
        key=lambda f: (f.size > 1, f.table.likely + f.size / 100),
        default=None,
    )
    if each and (matrix is None or len(each[0].labels) > len(matrix.labels)):
        return _by_vendor(book, words, told, each, many)
    if matrix is None and wrong:
        raise wrong[0]
    if matrix is None:
        raise BadFile(book.name, _nothing(sheets, single))
    return _matrices(book, words, told, matrix, many, summaries)


def _sheets(book: Book, told: Corrections) -> list[Sheet]:
    if told.sheet:
        named = book.sheet(told.sheet)
        if named is None:
            names = ", ".join(repr(s.name) for s in book.sheets[:8])
            raise BadFile(
                book.name, f"it has no sheet {told.sheet[:60]!r}; its sheets are {names}."
            )
        return [named]
    return [s for s in book.sheets if s.state == "visible"][:MOST_SHEETS]


def _best(
    sheet: Sheet, words: Words, told: Corrections, prefixed: bool, fewest: int
) -> Found | None:
    prefix = f"sheet {sheet.name}, " if prefixed else ""
    best: Found | None = None
    for turned in _ways_round(told):
        table = Finder(Grid(sheet, turned, prefix), words, told).best(fewest)
        if table is None:
            continue
        found = Found(table, lines_of(table, told, bool(words.prices.search(sheet.name))))
        if not any(line.kind in (CRITERION, PRICE, GATE) for line in found.lines):
            continue
        if best is None or table.likely > best.table.likely:
            best = found
    return best


def _ways_round(told: Corrections) -> tuple[bool, ...]:
    """Upright, turned or both: columns are named by letters, rows by numbers."""
    if told.across is not None:
        return (told.across,)
    named = [text.strip() for text in (told.vendors, told.criteria, told.weights) if text]
    if any(re.fullmatch(r"\d+([:,]\d+)*", text) for text in named):
        return (True,)
    if any(re.fullmatch(r"[A-Za-z]{1,2}([:,][A-Za-z]{1,2})*", text) for text in named):
        return (False,)
    return (False, True)


def _one_each(single: Sequence[Found]) -> list[Found]:
    """The sheets that hold the same criteria, one vendor each; empty where fewer than two do."""
    best: list[Found] = []
    for first in single:
        wanted = set(first.labels)
        if len(wanted) < 2 or not _one_score(first):
            continue
        alike = [
            other
            for other in single
            if _one_score(other)
            and len(wanted & set(other.labels)) >= ALIKE * max(len(wanted), len(set(other.labels)))
        ]
        if len(alike) > len(best):
            best = alike
    return best if len(best) > 1 else []


def _one_score(found: Found) -> bool:
    return len(found.table.groups) == 1 and not found.table.grid.turned


def _by_vendor(
    book: Book, words: Words, told: Corrections, each: list[Found], many: Sequence[Found]
) -> Gathered:
    names = _own_names([found.sheet.name for found in each])
    items: list[tuple[str, list[Item]]] = []
    parts: dict[str, tuple[float | None, str]] = {}
    left: list[Remark] = []
    for found, name in zip(each, names, strict=True):
        mine, own = gather(found.table, found.lines, "Criteria")
        items.append((name, mine))
        for title, said in own.items():
            if parts.get(title, (None, ""))[0] is None:
                parts[title] = said
        left += skipped(found.table, found.lines)
    rows = joined(items)
    taken = {found.sheet.name for found in each}
    table = each[0].table
    layout = f"a sheet for each vendor; criteria in column {table.grid.column(table.label)}"
    if table.weight:
        layout += f", weights in {table.grid.column(table.weight)}"
    layout += f", scores in {table.grid.column(table.groups[0].score)}"
    more, why = _beside(book, words, told, names, taken, many)
    for found in more:
        extra, own = gather(found.table, found.lines, found.sheet.name)
        rows += reordered(extra, found, names)
        parts |= {title: said for title, said in own.items() if title not in parts}
    tables = (*(found.table for found in each), *(found.table for found in more))
    placed = tuple(found.placed for found in (*each, *more))
    return Gathered(tuple(names), tuple(rows), parts, tables, layout, (*left, *why), placed)


def _own_names(names: list[str]) -> list[str]:
    """Sheet names without what all of them share: "Scores Acme", "Scores Beta"."""
    split = [name.split() for name in names]
    while all(len(parts) > 1 for parts in split) and len({p[0].casefold() for p in split}) == 1:
        split = [parts[1:] for parts in split]
    while all(len(parts) > 1 for parts in split) and len({p[-1].casefold() for p in split}) == 1:
        split = [parts[:-1] for parts in split]
    return [
        " ".join(parts).strip(" -–—_:") or name for parts, name in zip(split, names, strict=True)
    ]


def _sums_up(found: Found, many: Sequence[Found]) -> bool:
    """Whether the rows of a table are what other sheets, or headings of another, are called."""
    labels = set(found.labels)
    sheets = {
        plain(other.sheet.name)
        for other in many
        if other is not found and set(other.vendors) == set(found.vendors)
    }
    headings = [
        {plain(line.label) for line in other.lines if line.kind == SECTION}
        | {plain(line.section) for line in other.lines if line.section}
        for other in many
        if other is not found and set(other.vendors) == set(found.vendors)
    ]
    return len(labels) > 1 and (labels <= sheets or any(labels <= named for named in headings))


def _matrices(
    book: Book,
    words: Words,
    told: Corrections,
    matrix: Found,
    many: Sequence[Found],
    summaries: Sequence[Found],
) -> Gathered:
    """The matrix, with other sheets that compare the same vendors on other criteria."""
    same = [
        found
        for found in many
        if found is not matrix
        and set(found.vendors) == set(matrix.vendors)
        and found.labels
        and not set(found.labels) & set(matrix.labels)
    ]
    summary = [found for found in summaries if set(found.vendors) == set(matrix.vendors)]
    subjects = [found for found in same if found not in summary]
    names = [group.name for group in matrix.table.groups]
    chosen = sorted((matrix, *subjects), key=lambda f: list(book.sheets).index(f.sheet))
    items: list[Item] = []
    parts: dict[str, tuple[float | None, str]] = {}
    left: list[Remark] = []
    for found in chosen:
        fallback = found.sheet.name if subjects else "Criteria"
        mine, own = gather(found.table, found.lines, fallback)
        items += reordered(mine, found, names)
        parts |= own
        left += skipped(found.table, found.lines)
    for found in summary:
        own_totals, _ = gather(found.table, found.lines, "")
        items += reordered([i for i in own_totals if i.kind in (TOTAL, RANK)], found, names)
        for line in found.lines:
            title = next((t for t in parts if plain(t) == plain(line.label)), "")
            if title and parts[title][0] is None and line.weight is not None:
                place = found.table.grid.where(line.row, found.table.weight)
                parts[title] = (line.weight, place)
        left.append(Remark(f"sheet {found.sheet.name}", "a summary of the others"))
    taken = {found.sheet.name for found in (*chosen, *summary)}
    more, why = _beside(book, words, told, names, taken, many)
    for found in more:
        extra, own = gather(found.table, found.lines, found.sheet.name)
        items += reordered(extra, found, names)
        parts |= {title: said for title, said in own.items() if title not in parts}
    tables = (*(found.table for found in chosen), *(found.table for found in more))
    return Gathered(
        tuple(names),
        tuple(items),
        parts,
        tables,
        _layout(matrix, bool(subjects)),
        (*left, *why),
        tuple(found.placed for found in (*chosen, *more)),
    )


def reordered(items: list[Item], found: Found, names: Sequence[str]) -> list[Item]:
    """Items with their cells in the order of the vendors."""
    order = [found.vendors.index(plain(name)) for name in names]
    return [replace(item, cells=tuple(item.cells[i] for i in order)) for item in items]


def _beside(
    book: Book,
    words: Words,
    told: Corrections,
    names: Sequence[str],
    taken: set[str],
    many: Sequence[Found],
) -> tuple[list[Found], list[Remark]]:
    """Price sheets of the same vendors, and why every other sheet was left out."""
    wanted = {plain(name) for name in names}
    more: list[Found] = []
    why: list[Remark] = []
    for sheet in book.sheets:
        if sheet.name in taken:
            continue
        place = f"sheet {sheet.name}"
        found = next((f for f in many if f.sheet is sheet), None)
        if sheet.state != "visible":
            why.append(Remark(place, f"it is {sheet.state}: not read"))
        elif not any(any(row) for row in sheet.rows):
            continue
        elif found is None or set(found.vendors) != wanted:
            why.append(Remark(place, "it compares no vendors, or others: not read"))
        elif not found.labels and any(line.kind == PRICE for line in found.lines):
            more.append(found)
        else:
            why.append(Remark(place, "it repeats the comparison: not read"))
    return more, why


def _layout(found: Found, several: bool) -> str:
    table, grid = found.table, found.table.grid
    many = "rows" if grid.turned else "columns"
    one = "row" if grid.turned else "column"
    scores = grid.said_columns(group.score for group in table.groups)
    said = "a sheet for each subject; " if several else ""
    said += f"vendors in {many} {scores}, criteria in {one} {grid.column(table.label)}"
    if table.weight:
        said += f", weights in {one} {grid.column(table.weight)}"
    elif table.top:
        said += f", most points in {one} {grid.column(table.top)}"
    if judges := dict.fromkeys(name for group in table.groups for name, _ in group.judges):
        said += f", scores of {len(judges)} evaluators each ({', '.join(judges)})"
    elif any(group.weighted for group in table.groups):
        said += "; weighted scores are not taken but checked"
    return said


def _nothing(sheets: Sequence[Sheet], single: Sequence[Found]) -> str:
    if single:
        found = max(single, key=lambda f: f.size)
        group = found.table.groups[0]
        return (
            f"only one vendor has scores ({group.name[:40]!r} in sheet {found.sheet.name[:40]!r}); "
            "a comparison needs two: name their columns with --vendors D:H."
        )
    if not any(any(row) for sheet in sheets for row in sheet.rows):
        return "it holds no values; open it in a spreadsheet program, save it, and try again."
    return (
        "no table with vendors' scores was found in it; name the row of headings and the columns, "
        "such as --header 5 --criteria B --vendors D:H."
    )
