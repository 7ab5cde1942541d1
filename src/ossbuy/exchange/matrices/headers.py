"""Which rows are headers: scored, one or two of them, and where they are repeated."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ossbuy.exchange.intake.book import Range, Sheet
from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.ids import id_like
from ossbuy.exchange.matrices.words import Words, plain

CANDIDATES = 60
"""Filled rows from the top that may be the header."""
LEAST = 1.2
"""Score from which a row is taken for a header."""
_LONG = 90
_TOP = ("id", "text", "title", "section", "chapter", "priority", "gate", "answer", "comment")


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a header and the names they give to columns."""

    first: int
    last: int
    names: tuple[tuple[str, str, str], ...]
    """(whole name, its last part, group) by column; whole names differ."""


def score(row: Sequence[str], lists: Words, told: Collection[str] = ()) -> float:
    """How much a row looks like the headers of a matrix of requirements.

    ``told`` are names of columns, in plain form, that a person gave for this or an earlier file.
    """
    filled = [cell for cell in row if cell.strip()]
    if not filled:
        return 0.0
    found: dict[str, float] = {}
    for cell in filled:
        for role in _TOP:
            value = lists.name_score(cell, role)
            if value >= 0.5:
                found[role] = max(found.get(role, 0.0), value)
    names = sum(max((lists.name_score(c, r) for r in lists.columns), default=0.0) for c in filled)
    long = sum(len(cell) > _LONG for cell in filled)
    data = sum(id_like(cell) and not lists.name_score(cell, "id") for cell in filled)
    data += sum(cell_words.number(cell) for cell in filled)
    same = len(filled) - len({plain(cell) for cell in filled})
    # The many columns of a wide table must not outweigh what its few main ones say.
    value = min(names, 4.0) + 0.5 * ("text" in found) + 0.5 * ("id" in found)
    value += 0.05 * min(len(filled), 10) - 1.0 * long - 0.6 * data - 0.2 * same
    value += 1.2 * sum(plain(cell) in told for cell in filled)
    return value


def find_header(
    sheet: Sheet, merges: Sequence[Range], lists: Words, told: Collection[str] = ()
) -> Header | None:
    """The best candidate among the first filled rows; None if none is good enough."""
    candidates = [i for i, row in enumerate(sheet.rows, 1) if any(c.strip() for c in row)]
    best, at = 0.0, 0
    for i in candidates[:CANDIDATES]:
        row = sheet.rows[i - 1]
        if len([c for c in row if c.strip()]) == 1 and not _column_below(sheet, i):
            continue
        value = score(row, lists, told)
        if value > best + 1e-9:
            best, at = value, i
    if best < LEAST:
        at = _by_content(sheet, candidates, lists)
        if not at:
            return _none(sheet, candidates)
    return build(sheet, *_both_rows(sheet, at, merges, lists), merges)


def build(sheet: Sheet, first: int, last: int, merges: Sequence[Range]) -> Header:
    """The names that one or two header rows give to the columns."""
    width = sheet.width
    lower = [_line(sheet.cell(last, c)) for c in range(1, width + 1)]
    upper = [""] * width
    for row in range(first, last):
        filled = _across(sheet, row, last, merges, width)
        upper = [f"{u} · {f}" if u and f else u or f for u, f in zip(upper, filled, strict=True)]
    names: list[tuple[str, str, str]] = []
    seen: set[str] = set()
    for above, below in zip(upper, lower, strict=True):
        whole = f"{above} · {below}" if above and below and above != below else above or below
        unique, number = whole, 1
        while whole and (plain(unique) or unique) in seen:
            number += 1
            unique = f"{whole} ({number})"
        seen.add(plain(unique) or unique)
        names.append((unique, below or above, above if below and above != below else ""))
    return Header(first, last, tuple(names))


def repeats(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row says again what the header said."""
    wanted = {i: word for i, cell in enumerate(header) if (word := plain(cell))}
    equal = sum(i < len(row) and plain(row[i]) == word for i, word in wanted.items())
    if equal >= 2 and equal >= 0.8 * len(wanted):
        return True
    # The first header may name the table: "Company overview | Answers | Guidance".
    filled = {i for i, cell in enumerate(row) if cell.strip()}
    short = all(len(cell) <= 60 and not id_like(cell) for cell in row)
    return equal >= 3 and equal == len(wanted) - 1 and filled == set(wanted) and short


def another(row: Sequence[str], lists: Words) -> bool:
    """Whether a row further down is the header of another table."""
    filled = [cell for cell in row if cell.strip()]
    if len(filled) < 2 or any(len(cell) > 40 for cell in filled):
        return False
    exact = [{role for role in lists.named(cell) if role in _TOP} for cell in filled]
    roles = set().union(*exact)
    return (
        "text" in roles and len(roles) >= 2 and sum(map(bool, exact)) >= max(2, 0.6 * len(filled))
    )


def _both_rows(sheet: Sheet, at: int, merges: Sequence[Range], lists: Words) -> tuple[int, int]:
    """The first and last row of the header that has its best row at ``at``."""
    if _pair(sheet, at, at + 1, merges, lists):
        return at, at + 1
    if at > 1 and _pair(sheet, at - 1, at, merges, lists):
        return at - 1, at
    return at, at


def _pair(sheet: Sheet, upper: int, lower: int, merges: Sequence[Range], lists: Words) -> bool:
    """Whether two rows are one header: groups above, their parts below."""
    if lower > len(sheet.rows):
        return False
    width = sheet.width
    above = [sheet.cell(upper, c).strip() for c in range(1, width + 1)]
    below = [sheet.cell(lower, c).strip() for c in range(1, width + 1)]
    parts = [cell for cell in below if cell]
    if len(parts) < 2 or any(len(cell) > 40 or id_like(cell) for cell in parts):
        return False
    # A group stands over at least two parts, the second of which has nothing of its own above.
    groups = [
        i
        for i in range(width - 1)
        if above[i]
        and below[i]
        and not above[i + 1]
        and below[i + 1]
        # Nobody puts the ids and the texts under one label: that is a banner.
        and not any(_main_name(cell, lists) for cell in below[i : i + 2])
    ]
    if not groups or (len([a for a in above if a]) == 1 and groups[0] == 0):
        return False
    known = sum(
        plain(cell) in lists.tick_answers
        or max(lists.name_score(cell, role) for role in lists.columns) >= 0.5
        for cell in parts
    )
    merged = any(r.top <= upper <= r.bottom and r.right > r.left for r in merges)
    return known >= 0.5 * len(parts) or (merged and known >= 1)


def _main_name(cell: str, lists: Words) -> bool:
    """Whether a label names ids or texts; "No" below an answer is an answer."""
    ticked = plain(cell) in lists.tick_answers
    return not ticked and bool({"id", "text"} & set(lists.named(cell)))


def _across(sheet: Sheet, row: int, last: int, merges: Sequence[Range], width: int) -> list[str]:
    """The labels of an upper header row, each over the columns it stands for."""
    across, current = [], ""
    for column in range(1, width + 1):
        own = _line(sheet.cell(row, column))
        merge = next((m for m in merges if m.holds(row, column)), None)
        if merge is not None:
            current = _line(sheet.cell(merge.top, merge.left))
        elif own:
            current = own
        elif merges or not sheet.cell(last, column).strip():
            # Where merged ranges are known a label ends with its range.
            current = ""
        across.append(current)
    return across


def _by_content(sheet: Sheet, candidates: Sequence[int], lists: Words) -> int:
    """The row above the first that reads like data, in a language nobody listed; 0 if none."""
    for before, row in itertools.pairwise(candidates):
        cells = [c for c in sheet.rows[row - 1] if c.strip()]
        heads = [c for c in sheet.rows[before - 1] if c.strip()]
        following = [r for r in candidates if r > row][:3]
        alike = all(any(id_like(c) for c in sheet.rows[r - 1]) for r in following)
        if (
            len(heads) >= 2
            and len(heads) >= len(cells) - 1
            and not any(id_like(c) or len(c) > _LONG for c in heads)
            and any(id_like(c) for c in cells)
            and any(cell_words.sentence_like(c) for c in cells)
            and following
            and alike
        ):
            return before
    return 0


def _none(sheet: Sheet, candidates: Sequence[int]) -> Header | None:
    """A table that begins without a header: most rows have an id in one column and a text."""
    rows = [sheet.rows[i - 1] for i in candidates]
    for column in range(min(3, sheet.width)):
        told = [
            row
            for row in rows
            if column < len(row)
            and id_like(row[column])
            and any(cell_words.sentence_like(cell) for cell in row[column + 1 :])
        ]
        codes = {row[column] for row in told}
        if len(told) >= 3 and len(told) >= 0.6 * len(rows) and len(codes) == len(told):
            return without_header(sheet)
    return None


def without_header(sheet: Sheet) -> Header:
    """The header of a table that has none: its columns go by their letters."""
    return Header(0, 0, (("", "", ""),) * sheet.width)


def _column_below(sheet: Sheet, at: int) -> bool:
    """Whether a single cell heads a column of single cells."""
    below = [row for row in sheet.rows[at : at + 6] if any(c.strip() for c in row)]
    place = next(i for i, c in enumerate(sheet.rows[at - 1]) if c.strip())
    return len(below) >= 2 and all(
        [i for i, c in enumerate(row) if c.strip()] == [place] for row in below
    )


def _line(text: str) -> str:
    return " ".join(text.split())
