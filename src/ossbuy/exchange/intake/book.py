"""What was read from somebody's file: sheets of plain text with their places, and what is unseen.

No layout is assumed here. A cell is text as a person would have typed it; an empty cell is ``""``.
Plain frozen values, cheap to build by hand in tests and to send between processes.
"""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.exchange.intake.columns import letters as letters


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one table of a text document, or the only table of a CSV file."""

    name: str
    place: str
    """``matrix.xlsx, sheet Requirements``: how messages name it."""
    rows: tuple[tuple[str, ...], ...]
    """``rows[0]`` is row 1 as a spreadsheet shows it, always; rows may be ragged."""
    state: str = "visible"
    """``visible``, ``hidden`` or ``very hidden``."""

    def cell(self, row: int, column: int) -> str:
        """The text at a place counted from 1; empty outside the sheet."""
        if not 1 <= row <= len(self.rows) or column < 1:
            return ""
        line = self.rows[row - 1]
        return line[column - 1] if column <= len(line) else ""

    def where(self, row: int, column: int = 0) -> str:
        """``matrix.xlsx, sheet Requirements, cell C7``; the row alone without a column."""
        if column:
            return f"{self.place}, cell {letters(column)}{row}"
        return f"{self.place}, row {row}"

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A file, read."""

    name: str
    kind: str
    """``xlsx``, ``ods``, ``csv`` or ``docx``, told from the bytes."""
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    """What a reader should know: macros left out, encoding and delimiter told from the content."""

    def sheet(self, name: str) -> Sheet | None:
        """A sheet by name, without regard to case or spaces around it."""
        wanted = name.strip().casefold()
        return next((s for s in self.sheets if s.name.strip().casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Range:
    """A block of cells, counted from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Comment:
    """A note hung on a cell."""

    row: int
    column: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Choices:
    """A drop-down list: the cells it is on and the words it offers."""

    ranges: tuple[Range, ...]
    words: tuple[str, ...]
    source: str
    """``inline``, ``range`` or ``extension``: how the file holds it."""


@dataclass(frozen=True, slots=True)
class SheetStructure:
    """What a sheet holds beside its values."""

    name: str
    state: str = "visible"
    protected: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Range, ...] = ()
    comments: tuple[Comment, ...] = ()
    choices: tuple[Choices, ...] = ()
    uncached: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of formulas whose value the file does not hold."""
    pictures: int = 0
    failed: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of cells that hold an error such as #N/A; their text is empty."""
    linked: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of formulas that refer to another file."""
    decimals: tuple[tuple[int, int, int], ...] = ()
    """(row, column, decimals) of numbers shown with a fixed count of decimals: ids such as 1.10."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What a workbook holds beside the values of its sheets."""

    name: str
    sheets: tuple[SheetStructure, ...] = ()
    defined_names: tuple[tuple[str, str], ...] = ()
    """(name, what it refers to)."""
    external_links: tuple[str, ...] = ()
    macros: bool = False
    authors: tuple[str, ...] = ()
    """Creator, last editor, company, as the document's properties name them."""
    properties: tuple[tuple[str, str], ...] = ()
    """Custom document properties."""
    protected: bool = False
    """Whether sheets cannot be added, renamed or unhidden without a password."""
    hidden_names: tuple[str, ...] = ()
    """Those of the defined names that a spreadsheet program does not list."""
    tracked: int = 0
    """Tracked changes of a text document."""

    def sheet(self, name: str) -> SheetStructure | None:
        """A sheet by name."""
        wanted = name.strip().casefold()
        return next((s for s in self.sheets if s.name.strip().casefold() == wanted), None)
