"""Corrections as a person types them, and what is worth remembering of them for the next file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from ossbuy.exchange.matrices.values import ROLES, Corrections, Known, Proposal
from ossbuy.exchange.matrices.words import plain

TAKEN_AS = ("must", "should", "could", "gate", "")
ROWS = {"take": "requirement", "section": "section", "skip": "left out"}
"""What may be said of a row, and what it becomes."""
NOTHING = ("", "none", "-", "skip")
"""Ways to say that a column is not read, or a word means no priority."""
MOST_REMEMBERED = 400


def corrections_of(
    sheets: Sequence[str] = (),
    headers: Iterable[str] = (),
    columns: Iterable[str] = (),
    rows: Iterable[str] = (),
    priorities: Iterable[str] = (),
    section: str = "",
    split: str = "",
    repeated: str = "once",
) -> Corrections:
    """Corrections from words such as ``text=C``, ``Functional!2-3``, ``High=must``, ``26=skip``.

    A sheet's name and an exclamation mark in front, as in a formula, make it hold for that sheet.

    Raises:
        ValueError: in one sentence, what cannot be read and how it is written.
    """
    return Corrections(
        sheets=tuple(sheets),
        headers=MappingProxyType(dict(_header(said) for said in headers)),
        columns=MappingProxyType(dict(_column(said) for said in columns)),
        rows=MappingProxyType({at: kind for said in rows for at, kind in _rows(said)}),
        section=section.strip(),
        priorities=MappingProxyType(dict(_priority(said) for said in priorities)),
        split=split,
        repeated=repeated,
    )


def learned(proposal: Proposal, known: Known) -> Known:
    """What is known after a person corrected a proposal: the latest word on a header counts."""
    columns = dict(known.columns)
    priorities = dict(known.priorities)
    for sheet in proposal.taken:
        for table in sheet.tables:
            for column in table.columns:
                if column.why == "you said so" and plain(column.header):
                    columns.pop(plain(column.header), None)
                    columns[plain(column.header)] = column.role
        for reading in sheet.priorities:
            if reading.why == "you said so":
                priorities[plain(reading.said)] = reading.taken_as
    return Known(_latest(columns), _latest(priorities))


def _latest(said: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(list(said.items())[-MOST_REMEMBERED:]))


def _sheet_of(said: str) -> tuple[str, str]:
    sheet, mark, rest = said.rpartition("!")
    return (sheet.strip().strip("'"), rest.strip()) if mark else ("", said.strip())


def _header(said: str) -> tuple[str, tuple[int, int]]:
    sheet, rest = _sheet_of(said)
    first, _, last = rest.partition("-")
    if not first.strip().isdecimal() or (last and not last.strip().isdecimal()):
        raise ValueError(
            f"{said!r} is no header row: write 3, 3-4 for two rows, Sheet!3, or 0 for none."
        )
    return sheet, (int(first), int(last or first))


def _column(said: str) -> tuple[tuple[str, str], str]:
    sheet, rest = _sheet_of(said)
    role, mark, name = rest.partition("=")
    role = role.strip().casefold().replace(" ", "_")
    role = "" if role in NOTHING else role
    if not mark or not name.strip():
        raise ValueError(f"{said!r} names no column: write text=C, or text=Description.")
    if role not in ROLES:
        known = ", ".join(role for role in ROLES if role)
        raise ValueError(f"{role!r} is nothing a column holds: choose one of {known}, or none.")
    return (sheet, name.strip()), role


def _rows(said: str) -> list[tuple[tuple[str, int], str]]:
    sheet, rest = _sheet_of(said)
    numbers, mark, kind = rest.partition("=")
    if not mark or kind.strip().casefold() not in ROWS:
        raise ValueError(f"{said!r} says nothing of a row: write 26=skip, 12=take or 4=section.")
    found = []
    for part in numbers.split(","):
        first, _, last = part.partition("-")
        if not first.strip().isdecimal() or (last and not last.strip().isdecimal()):
            raise ValueError(f"{part!r} is no row: write 26, or 26-30, or 4,9,12.")
        if int(last or first) - int(first) > 100_000:
            raise ValueError(f"{part!r} is more rows than a table has: write fewer.")
        found += [
            ((sheet, row), ROWS[kind.strip().casefold()])
            for row in range(int(first), int(last or first) + 1)
        ]
    return found


def _priority(said: str) -> tuple[str, str]:
    word, mark, taken = said.rpartition("=")
    taken = taken.strip().casefold()
    taken = "" if taken in NOTHING else taken
    if not mark or not word.strip() or taken not in TAKEN_AS:
        raise ValueError(
            f"{said!r} says nothing of a word: write High=must, should, could, gate or none."
        )
    return word.strip(), taken
