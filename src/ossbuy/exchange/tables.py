"""Well-formed tables, from CSV or a sheet of a workbook: headers in row 1, one thing per row.

Values are text as a person would have typed them (``12`` and not ``12.0``). Every row knows its
place, so that an error can name the cell.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.formula_guard import unguarded
from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.intake.files import read_file
from ossbuy.exchange.intake.reading import read_values
from ossbuy.exchange.yaml_in import read_text

MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by header, and where it stands."""

    cells: dict[str, str]
    place: str
    """File and sheet."""
    number: int
    """Row number as a spreadsheet shows it."""
    columns: dict[str, str]
    """Column letter by header."""

    def __getitem__(self, header: str) -> str:
        return self.cells.get(header, "")

    def where(self, header: str = "") -> str:
        """``answers.xlsx, sheet Answers, cell C7``."""
        if header in self.columns:
            return f"{self.place}, cell {self.columns[header]}{self.number}"
        return f"{self.place}, row {self.number}"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table that are not empty."""

    place: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def need(self, *wanted: str) -> Table:
        """Refuse the table unless it has these columns."""
        missing = [name for name in wanted if name not in self.headers]
        if missing:
            raise BadFile(
                self.place,
                f"the column {missing[0]!r} is missing; row 1 has {_listed(self.headers)}.",
            )
        return self


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in names[:8]) or "nothing"


def read_csv(path: Path) -> Table:
    """A CSV or TSV file in UTF-8; the delimiter is told from the header line."""
    text = read_text(path, sheet=True)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadFile(
            path.name, f"it is not a readable table ({error}); check the quotes."
        ) from None
    rows = [[unguarded(cell) for cell in row] for row in rows]
    table = _table(path.name, rows)
    width = len(rows[0])
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row[width:]):
            raise BadFile(
                f"{path.name}, row {number}",
                f"it has {len(row)} cells under {width} headers; put quotes around a text that "
                f"contains {delimiter!r}.",
            )
    return table


def sheet_list(content: bytes, name: str) -> list[str]:
    """Names of the sheets of a workbook."""
    return [sheet.name for sheet in _open(content, name).sheets]


def read_sheet(source: Path | bytes, sheet: str, name: str = "") -> Table:
    """One sheet of a workbook, found by name without regard to case.

    The workbook is read in a process of its own (ossbuy.exchange.intake), whoever wrote it.
    """
    if isinstance(source, Path):
        name = name or source.name
        content = read_file(source)
    else:
        content = source
    book = _open(content, name)
    found = book.sheet(sheet)
    if found is None:
        names = [sheet.name for sheet in book.sheets]
        raise BadFile(name, f"it has no sheet {sheet!r}; its sheets are {_listed(names)}.")
    if len(found.rows) > MOST_ROWS:
        raise BadFile(found.place, f"it has {len(found.rows)} rows; at most {MOST_ROWS} are read.")
    return _table(found.place, found.rows)


def _open(content: bytes, name: str) -> Book:
    book = read_values(content, name)
    if book.kind not in ("xlsx", "ods"):
        raise BadFile(name, "it is not a workbook, whatever its name says; save it as .xlsx.")
    return book


def column_letter(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _table(place: str, rows: Iterable[Sequence[str]]) -> Table:
    lines = iter(rows)
    headers = [header.strip().casefold() for header in next(lines, [])]
    if not any(headers):
        raise BadFile(place, "row 1 is empty; the column headers must stand there.")
    repeated = {header for header, times in Counter(headers).items() if header and times > 1}
    if repeated:
        raise BadFile(place, f"the column {min(repeated)!r} stands there twice; rename one.")
    columns = {h: column_letter(i) for i, h in enumerate(headers) if h}
    found = []
    for number, line in enumerate(lines, start=2):
        cells = {
            h: cell.strip() for h, cell in zip(headers, line, strict=False) if h and cell.strip()
        }
        if cells:
            found.append(Row(cells, place, number, columns))
    return Table(place, tuple(h for h in headers if h), tuple(found))
