"""A sheet as it is read: the right way round, or turned where vendors are its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Sheet, letters

MOST_ROWS = 3000
MOST_COLUMNS = 200
"""A matrix that people compare vendors by is far smaller; what lies beyond is not looked at."""


@dataclass(frozen=True)
class Grid:
    """Cells by row and column, both from 1, with the place they have in the sheet."""

    sheet: Sheet
    turned: bool = False
    prefix: str = ""
    """``sheet Scores, ``, where a book has several."""
    height: int = field(init=False)
    width: int = field(init=False)

    def __post_init__(self) -> None:
        rows, columns = len(self.sheet.rows), self.sheet.width
        if self.turned:
            rows, columns = columns, rows
        object.__setattr__(self, "height", min(rows, MOST_ROWS))
        object.__setattr__(self, "width", min(columns, MOST_COLUMNS))

    def cell(self, row: int, column: int) -> str:
        """The text at a place, without spaces around it."""
        if row < 1 or column < 1:
            return ""
        text = self.sheet.cell(column, row) if self.turned else self.sheet.cell(row, column)
        return text.strip()

    def where(self, row: int, column: int) -> str:
        """``cell C7`` of the sheet as it is on screen."""
        if self.turned:
            row, column = column, row
        return f"{self.prefix}cell {letters(column)}{row}"

    def line(self, row: int) -> str:
        """``row 7``, or ``column G`` of a turned sheet."""
        return self.prefix + (f"column {letters(row)}" if self.turned else f"row {row}")

    def column(self, column: int) -> str:
        """``C``, or ``3`` of a turned sheet."""
        return str(column) if self.turned else letters(column)

    def named(self, text: str, what: str) -> int:
        """The column a person names: a letter, or a number where the sheet is turned."""
        said = text.strip().upper()
        number = 0
        if self.turned and re.fullmatch(r"[1-9]\d{0,6}", said):
            number = int(said)
        if not self.turned and re.fullmatch(r"[A-Z]{1,3}", said):
            for letter in said:
                number = 26 * number + ord(letter) - 64
        if number > self.width:
            last, thing = self.column(self.width), "row" if self.turned else "column"
            raise BadFile(what, f"{said} is no {thing} of this sheet; its last is {last}.")
        if number:
            return number
        wanted = "a row number, such as 3" if self.turned else "a column letter, such as C"
        raise BadFile(what, f"{text[:40]!r} is not {wanted}.")

    def named_all(self, text: str, what: str) -> tuple[int, ...]:
        """The columns of ``D:H`` or ``D,F,H``."""
        found: list[int] = []
        for part in text.split(","):
            first, colon, last = part.partition(":")
            begin = self.named(first, what)
            end = self.named(last, what) if colon else begin
            found.extend(range(min(begin, end), max(begin, end) + 1))
        return tuple(dict.fromkeys(found))

    def said_columns(self, columns: Iterable[int]) -> str:
        """``D, F and H`` or ``D to H``, as a person would say it."""
        numbers = sorted(set(columns))
        if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
            return f"{self.column(numbers[0])} to {self.column(numbers[-1])}"
        names = [self.column(number) for number in numbers]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
