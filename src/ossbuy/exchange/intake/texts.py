"""Cells as text, and the one form in which text leaves the reading process.

Cells are joined by U+001F, rows by U+001E and sheets by U+001D: told apart again by one split
each, which is three times as fast as any general format and cannot carry anything but text. So no
cell may hold control characters other than tab and line break; they are taken out and said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.columns import letters
from ossbuy.exchange.intake.limits import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TAKEN,
    MOST_TEXT,
)

CELL, ROW, SHEET = "\x1f", "\x1e", "\x1d"

_STRETCH = 4_096
"""Rows after which it is looked at how much there is by now."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_RAW = bytes(n for n in (*range(32), 127) if n not in (9, 10, 30, 31))
"""Bytes of control characters in UTF-8, without the two separators that stand there rightly."""
_RAW_HIGH = re.compile(rb"\xc2[\x80-\x9f]")


def typed(cell: object) -> str:
    """A cell as a person would have typed it: ``12`` and not ``12.0``, ``2026-01-02``, ``yes``."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell).strip()


def one_line(text: str, most: int = 80) -> str:
    """Foreign text for a sentence: no control characters, no line breaks, cut."""
    shown = " ".join(_CONTROLS.sub(" ", text).split())
    return shown if len(shown) <= most else shown[: most - 1] + "…"


class Sent:
    """A file on its way out of the reading process: heads of sheets, and their text.

    A plain class, as everything a values-only reading process imports: building a dataclass costs
    a millisecond, importing the module eight, and starting is part of every first reading.
    """

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind
        self.heads: list[tuple[str, str, str]] = []
        """(sheet name, place, state)."""
        self.bodies: list[bytes] = []
        self.notes: list[str] = []
        self.size = 0
        """Characters so far."""
        self.cells = 0

    def add(
        self,
        sheet: str,
        rows: Iterable[Sequence[object]],
        *,
        place: str = "",
        state: str = "visible",
        indent: int = 0,
    ) -> None:
        """Take in a sheet.

        Args:
            sheet: its name.
            rows: from row 1 on, whatever the cells are.
            place: how messages name it; ``NAME, sheet SHEET`` when empty.
            state: visible, hidden or very hidden.
            indent: blank columns before the first cell of each row.

        Raises:
            BadFile: a row, a cell or all of it is larger than anything a table holds.
        """
        shown = one_line(sheet)
        place = place or f"{one_line(self.name, 120)}, sheet {shown}"
        before = CELL * indent
        lines: list[str] = []
        odd: list[int] = []
        for row in rows:
            line = CELL.join([c.strip() if type(c) is str else typed(c) for c in row])
            if line.count(CELL) >= max(len(row), 1):
                # A cell holds what parts cells: clean it before anything is told apart by it.
                line = CELL.join([_clean(typed(c)) for c in row])
                odd.append(len(lines) + 1)
            line = line.rstrip(CELL)
            if line:
                if len(line) > MOST_CHARACTERS or len(row) > MOST_COLUMNS:
                    _refuse_wide(row, indent, line, f"{place}, row {len(lines) + 1}")
                line = before + line
            lines.append(line)
            if not len(lines) % _STRETCH:
                self._count(lines[-_STRETCH:])
            if len(lines) > MOST_ROWS:
                raise BadFile(
                    place,
                    f"it has more than {MOST_ROWS} rows, more than any spreadsheet program opens; "
                    "ask for it in parts.",
                )
        self._count(lines[len(lines) - len(lines) % _STRETCH :])
        while lines and not lines[-1]:
            lines.pop()
        self.heads.append((shown, place, state))
        self.bodies.append(self._body(lines, place, odd))

    def _count(self, lines: list[str]) -> None:
        text = ROW.join(lines)
        self.size += len(text)
        self.cells += text.count(CELL) + len(lines)
        if self.size > MOST_TEXT:
            raise BadFile(
                one_line(self.name, 120),
                f"it holds more than {MOST_TEXT // 1_000_000} MB of text; ask for the table alone.",
            )
        if self.cells > MOST_TAKEN:
            raise BadFile(
                one_line(self.name, 120),
                f"it holds more than {MOST_TAKEN // 1_000_000} million cells; ask for the table "
                "alone.",
            )

    def _body(self, lines: list[str], place: str, odd: list[int]) -> bytes:
        try:
            body = ROW.join(lines).encode()
            if (
                len(body.translate(None, _RAW)) == len(body)
                and body.count(b"\x1e") == max(len(lines) - 1, 0)
                and not (b"\xc2" in body and _RAW_HIGH.search(body))
                and not odd
            ):
                return body
        except UnicodeEncodeError:
            pass
        cleaned: list[str] = []
        touched = len(odd)
        first = f"{place}, row {odd[0]}" if odd else ""
        for number, line in enumerate(lines, start=1):
            cells = line.split(CELL)
            for index, cell in enumerate(cells):
                cell = cell.replace("\r\n", "\n").replace("\r", "\n")
                clean = _clean(cell)
                if clean != cell:
                    touched += 1
                    first = first or f"{place}, cell {letters(index + 1)}{number}"
                cells[index] = clean.strip()
            cleaned.append(CELL.join(cells).rstrip(CELL))
        while cleaned and not cleaned[-1]:
            cleaned.pop()
        if touched:
            cells_said = "1 cell" if touched == 1 else f"{touched} cells"
            self.notes.append(
                f"Control characters were taken out of {cells_said}, first in {first}."
            )
        return ROW.join(cleaned).encode()


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text)


def _refuse_wide(row: Sequence[object], indent: int, line: str, where: str) -> None:
    columns = line.count(CELL) + 1 + indent
    if columns > MOST_COLUMNS:
        raise BadFile(
            where,
            f"it has {columns} columns, more than any spreadsheet program opens; check the "
            "delimiter and the quotes.",
        )
    if len(line) > MOST_CHARACTERS:
        longest = max((len(cell), index) for index, cell in enumerate(map(typed, row)))
        if longest[0] > MOST_CHARACTERS:
            raise BadFile(
                where,
                f"column {letters(longest[1] + 1 + indent)} holds {longest[0]} characters in one "
                "cell; check the quotes, or ask for it as a document of its own.",
            )
