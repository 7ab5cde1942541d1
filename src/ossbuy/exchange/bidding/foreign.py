"""A buyer's own spreadsheet, which ossbuy did not make, read as a request to answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ossbuy.exchange.bidding.pack_in import PackIn
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Structure, letters
from ossbuy.exchange.matrices import Corrections, Heading, SheetProposal, Table, propose
from ossbuy.exchange.matrices.layouts import layout_of
from ossbuy.exchange.matrices.values import BECOMES
from ossbuy.exchange.pack import Item, Pack
from ossbuy.exchange.replies.words import Words, folded, load_words
from ossbuy.model.bidding import ANSWER_FIELDS
from ossbuy.model.origin import Imported

_OVERLOOKED = ("no id", "no text", "formula", "placeholder", "paragraph")
"""What rows become that may ask for something all the same."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A spreadsheet read as a request."""

    read: PackIn
    origins: Mapping[str, Imported]
    """By key: where the requirement stands."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the answers of one table of a spreadsheet go."""

    header: int
    """Last row of the header, from 1."""
    end: int
    """Last row of the table."""
    width: int
    """Columns the sheet has; what has no column of its own goes behind them."""
    facts: Mapping[str, int]
    """Column number from 1, by field of an answer."""
    ticks: Mapping[str, int]
    """Column number by level, where a level is a tick in its column."""
    words: Mapping[int, Mapping[str, str]]
    """By column: the word its drop-down offers, by what it means (``full``, ``full + CFG``)."""


def read_foreign(
    book: Book,
    digest: str,
    sheets: tuple[str, ...] = (),
    structure: Structure | None = None,
) -> Foreign:
    """What somebody's spreadsheet asks.

    A number on several rows is asked several times: a bidder who answers one of them has not
    answered the others, so each is taken, the later ones with their row behind the number.

    Args:
        book: its values.
        digest: SHA-256 of its bytes.
        sheets: only these are taken; empty leaves it to the recognition.
        structure: its merged cells, pictures and the like, where known.

    Raises:
        BadFile: it holds no requirements; says what each sheet was taken for.
    """
    layouts = {one.name: layout_of(one) for one in structure.sheets} if structure else {}
    proposal = propose(book, layouts, Corrections(sheets=sheets, repeated="apart"))
    items: list[Item] = []
    origins: dict[str, Imported] = {}
    for sheet in proposal.taken:
        for line in sheet.asked:
            asked = line.asked
            assert asked is not None
            key = _key(sheet.name, asked.code or asked.text, origins)
            section = _section(asked.path, proposal.titles) or sheet.name
            code = asked.code or f"{sheet.name[:20]} {line.row}"
            items.append(Item(key, code[:500], section[:500], asked.text[:20_000], asked.gate))
            said = {name[:200]: text[:20_000] for name, text in asked.said.items()}
            origins[key] = Imported(
                file=digest, name=book.name[:200], sheet=sheet.name[:200], row=line.row, said=said
            )
    if not items:
        why = "; ".join(f"{sheet.name}: {sheet.why}" for sheet in proposal.sheets[:4])
        raise BadFile(book.name, f"it is no pack, and no sheet of it asks for anything. {why}")
    skipped = tuple(f"{s.name} is not taken: {s.why}" for s in proposal.sheets if not s.take)
    skipped += tuple(said for sheet in proposal.taken for said in _left(sheet))
    pack = Pack(
        project="",
        name=book.name.rsplit(".", 1)[0],
        buyer="",
        version="",
        stage="full",
        issued="",
        items=tuple(items),
        hash="",
    )
    return Foreign(PackIn(pack, {}, {}, (*skipped, *book.notes)), origins)


def _left(sheet: SheetProposal) -> Iterator[str]:
    """What a bidder must not overlook: numbers that stand twice, rows that are not in the bid."""
    for twice in sheet.repeated[:3]:
        on = ", ".join(map(str, twice.rows[:-1])) + f" and {twice.rows[-1]}"
        yield f"{sheet.name}: {twice.code} stands on rows {on}; each is in the bid."
    if many := len(sheet.repeated[3:]):
        what = "id stands" if many == 1 else "ids stand"
        yield f"{sheet.name}: {many} more {what} on several rows; each is in the bid."
    for becomes in _OVERLOOKED:
        rows = [line.row for line in sheet.lines if line.becomes == becomes]
        if rows:
            shown = ", ".join(map(str, rows[:8])) + (", …" if len(rows) > 8 else "")
            what = "row" if len(rows) == 1 else "rows"
            yield f"{sheet.name}, {what} {shown}: not in the bid, {BECOMES[becomes]}."


def _section(path: tuple[Heading, ...], titles: Mapping[str, str]) -> str:
    """The title of the innermost section; its number where no title is known."""
    if not path:
        return ""
    inner = path[-1]
    number = inner.code or inner.title
    return titles.get(number, inner.title or inner.code)


def _key(sheet: str, said: str, taken: Mapping[str, object]) -> str:
    """The same for the same id on the same sheet, so that a later version keeps its answers."""
    plain = " ".join(said.split()).casefold()
    number = 1
    while True:
        text = f"{sheet}\0{plain}\0{number}"
        key = "x" + hashlib.sha256(text.encode()).hexdigest()[:10]
        if key not in taken:
            return key
        number += 1


def answer_columns(
    book: Book,
    structure: Structure | None = None,
    said: Mapping[str, str] | None = None,
    lists: Words | None = None,
) -> dict[str, tuple[Columns, ...]]:
    """By sheet: where the answers of its tables go.

    A column that holds something already where an answer would go is not ours and is left alone.

    Args:
        book: the spreadsheet.
        structure: its drop-downs, where known.
        said: by field of an answer the letter of its column, or ``new`` for one behind the last.
        lists: words of answers; those of the templates unless others are given.
    """
    lists = lists or load_words()
    moved = {field: 0 if to == "new" else number(to) for field, to in (said or {}).items()}
    found = {}
    for sheet in propose(book).sheets:
        values = book.sheet(sheet.name)
        if values is None or not sheet.tables:
            continue
        found[sheet.name] = tuple(
            _moved(_columns(sheet, table, values.width, book, structure, lists), moved)
            for table in sheet.tables
        )
    return found


def _moved(columns: Columns, moved: Mapping[str, int]) -> Columns:
    """The columns with some put where a person said."""
    if not moved:
        return columns
    facts = {f: c for f, c in columns.facts.items() if f not in moved and c not in moved.values()}
    facts |= {field: column for field, column in moved.items() if column}
    ticks = {} if "level" in moved else columns.ticks
    return replace(columns, facts=facts, ticks=ticks)


def number(letter: str) -> int:
    """3 for C and 28 for AB. Raises ValueError for anything but letters."""
    if not re.fullmatch("[A-Za-z]{1,3}", letter):
        raise ValueError(f"{letter[:20]!r} is no column: write its letter, such as G, or new")
    found = 0
    for one in letter.upper():
        found = 26 * found + ord(one) - 64
    return found


def _columns(
    sheet: SheetProposal,
    table: Table,
    width: int,
    book: Book,
    structure: Structure | None,
    lists: Words,
) -> Columns:
    values = book.sheet(sheet.name)
    assert values is not None
    rows = [line.row for line in sheet.asked if table.last < line.row <= table.end]

    def free(column: int) -> bool:
        cells = (values.cell(row, column).strip() for row in rows)
        return all(not cell or lists.is_placeholder(cell) for cell in cells)

    facts: dict[str, int] = {}
    ticks: dict[str, int] = {}
    others = []
    for column in table.columns:
        if not free(column.number):
            continue
        if column.role == "tick":
            meaning = lists.always["level"].get(folded(column.header.rsplit("·", 1)[-1]))
            if meaning is not None and meaning.level:
                ticks.setdefault(meaning.level, column.number)
        elif column.role in ("answer", "comment"):
            header = folded(column.header)
            # "State evidence" is a column of evidence as much as "Evidence" is.
            named = lists.columns.get(header) or lists.columns.get(header.rpartition(" ")[2], "")
            fact = named if named in ANSWER_FIELDS else ""
            if fact and fact not in facts:
                facts[fact] = column.number
            elif not fact:
                others.append(column)
    for column in others:
        # An answer column of any other name is where the level goes, the first one of two.
        fact = "comment" if column.role == "comment" else "level"
        if fact == "level" and ticks:
            continue
        facts.setdefault(fact, column.number)
    words = {
        number: offered
        for number in facts.values()
        if (offered := _offered(sheet.name, number, structure, lists))
    }
    return Columns(table.last, table.end, width, facts, ticks, words)


def places_in_words(book: Book, columns: Mapping[str, tuple[Columns, ...]]) -> tuple[str, ...]:
    """Per table, where each part of an answer goes: ``level in C (Compliance)``."""
    said = []
    for name, tables in columns.items():
        sheet = book.sheet(name)
        for table in tables:
            parts = [
                f"{field} in {letters(column)}"
                + (f" ({header})" if sheet and (header := sheet.cell(table.header, column)) else "")
                for field, column in table.facts.items()
            ]
            parts += [f"{level} as x in {letters(column)}" for level, column in table.ticks.items()]
            parts.append("the rest in columns of its own" if parts else "all in columns of its own")
            said.append(f"{name}: {', '.join(parts)}")
    return tuple(said)


def _offered(sheet: str, column: int, structure: Structure | None, lists: Words) -> dict[str, str]:
    """The words of a drop-down by what they mean, the first of equal ones."""
    there = structure.sheet(sheet) if structure is not None else None
    if there is None:
        return {}
    words = [
        word
        for choice in there.choices
        if any(r.left <= column <= r.right for r in choice.ranges)
        for word in choice.words
    ]
    folds = {folded(word) for word in words}
    scales = [scale for scale in lists.scales if folds & scale.words.keys()]
    best = max(scales, key=lambda scale: len(folds & scale.words.keys()), default=None)
    found: dict[str, str] = {}
    for word in words:
        meaning = (best.words.get(folded(word)) if best is not None else None) or (
            lists.always["level"].get(folded(word))
        )
        if meaning is not None:
            found.setdefault(str(meaning), word)
    return found
