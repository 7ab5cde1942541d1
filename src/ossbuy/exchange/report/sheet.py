"""Writing cells: what people typed can only ever be text, and every formula carries its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ossbuy.exchange.report.style import Styles

LONGEST: Final = 32_767
"""Characters a cell may hold, counted as Excel counts them (UTF-16 units)."""
CUT: Final = " […cut: the rest is in the project]"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_A4: Final = 9
_ON_ONE_LINE: Final = frozenset(
    {"title", "lead", "heading", "rule", "band", "working", "code", "answer"}
)
_HEADS: Final = frozenset({"head", "head left"})

COLUMNS: Final = tuple(xl_col_to_name(i) for i in range(16_384))


def ref(row: int, col: int, sheet: str = "") -> str:
    """An absolute reference to a cell, both counted from 0: ``'Cost over time'!$C$7``."""
    place = f"${COLUMNS[col]}${row + 1}"
    return f"'{sheet}'!{place}" if sheet else place


def block(top: int, left: int, bottom: int, right: int, sheet: str = "") -> str:
    """An absolute reference to a rectangle of cells."""
    place = f"${COLUMNS[left]}${top + 1}:${COLUMNS[right]}${bottom + 1}"
    return f"'{sheet}'!{place}" if sheet else place


def writable(text: str) -> tuple[str, str]:
    """A text as a cell can hold it, and in words what had to be done to it."""
    problem = ""
    # A carriage return is what a workbook's own line breaks came in as, so it is not worth a word.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNWRITABLE.search(text):
        text = _UNWRITABLE.sub("", text)
        problem = "control characters were left out"
    if len(text) > LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST:
        room = LONGEST - len(CUT)
        text = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + CUT
        problem = f"{problem} and " if problem else ""
        problem += f"the text was cut to {LONGEST:,} characters"
    return text, problem


class QuickWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes formulas as they are.

    XlsxWriter looks for some thirty newer functions in every formula, to prefix their names; ours
    use none of them, and the search costs more than everything else together. Should the method
    it overrides ever be renamed, the files stay the same and are written more slowly.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Book:
    """The workbook being written: its formats, its footer and what had to be changed in texts."""

    def __init__(self, workbook: Workbook, footer: str, sheets: Sequence[str]) -> None:
        self.workbook = workbook
        for name in sheets:
            workbook.add_worksheet(name, QuickWorksheet)
        self.style = Styles(workbook)
        self.footer = footer
        self.repairs: list[str] = []
        self.sheets: dict[str, Sheet] = {}

    def sheet(self, name: str, title: str, sentence: str, widths: Sequence[float]) -> Sheet:
        """Begin a sheet with its title, one sentence on what it is for, and column widths."""
        made = Sheet(self, self.workbook.get_worksheet_by_name(name), name, widths)
        made.ws.set_row(0, 28)
        made.text(0, 0, title, "title")
        made.lead = sentence
        made.text(1, 0, sentence, "lead")
        self.sheets[name] = made
        return made


class Sheet:
    """One worksheet."""

    def __init__(self, book: Book, worksheet: Worksheet, name: str, widths: Sequence[float]):
        self.book = book
        self.ws = worksheet
        self.name = name
        self.style = book.style
        self.widths = (*widths, *(9.0 for _ in range(32)))
        self.lead = ""
        self._lines: dict[int, float] = {}
        for col, width in enumerate(widths):
            worksheet.set_column(col, col, width)

    def text(self, row: int, col: int, text: str, kind: str = "text", indent: int = 0) -> None:
        """Write a text; it never becomes a formula, a link or a number."""
        if len(text) > 100 or not text.isprintable():
            text, problem = writable(text)
            if problem:
                self.book.repairs.append(f"{self.name}, {COLUMNS[col]}{row + 1}: {problem}.")
        if kind not in _ON_ONE_LINE and (len(text) > self.widths[col] - 1 or "\n" in text):
            self._grow(row, text, self.widths[col] * (0.9 if kind in _HEADS else 1.06))
        self.ws.write_string(row, col, text, self.style(kind, "", indent))

    def texts(self, row: int, col: int, texts: Sequence[str], kind: str = "text") -> None:
        """Write texts side by side."""
        for i, text in enumerate(texts):
            self.text(row, col + i, text, kind)

    def number(
        self, row: int, col: int, value: float | None, number: str, kind: str = "number"
    ) -> None:
        """Write a number, or an empty cell where it is not known."""
        self.put(row, col, value, self.style(kind, number))

    def put(self, row: int, col: int, value: float | None, look: Format) -> None:
        """Write a number in a format already at hand."""
        if value is None or value != value:
            self.ws.write_blank(row, col, None, look)
        else:
            self.ws.write_number(row, col, value, look)

    def formula(
        self,
        row: int,
        col: int,
        formula: str,
        value: float | str | None,
        number: str = "",
        kind: str = "number",
    ) -> None:
        """Write a formula together with what it comes to now (None shows as empty)."""
        self.calc(row, col, formula, value, self.style(kind, number))

    def calc(
        self, row: int, col: int, formula: str, value: float | str | None, look: Format
    ) -> None:
        """Write a formula in a format already at hand."""
        if value is None or value != value:
            value = ""
        elif isinstance(value, str) and not value.isprintable():
            # A formula may show what somebody typed; its source cell was mended the same way.
            value = writable(value)[0]
        self.ws.write_formula(row, col, formula, look, value)

    def wide(self, row: int, col: int, to: int, text: str, kind: str = "sentence") -> None:
        """Write a text across several columns."""
        clean, problem = writable(text)
        if problem:
            self.book.repairs.append(f"{self.name}, {COLUMNS[col]}{row + 1}: {problem}.")
        look = self.style(kind)
        self.ws.merge_range(row, col, row, to, "", look)
        self.ws.write_string(row, col, clean, look)
        if kind not in _ON_ONE_LINE:
            self._grow(row, clean, sum(self.widths[col : to + 1]) * (1.25 if kind == "note" else 1))
            if kind == "board":
                self._lines[row] = self._lines.get(row, 1) + 0.4

    def _grow(self, row: int, text: str, width: float) -> None:
        """Note how many lines a text needs: rows do not grow by themselves when a file is read."""
        fits = max(1, int(width))
        lines = sum(max(1, -(-len(part) // fits)) for part in text.split("\n"))
        if lines > self._lines.get(row, 1):
            self._lines[row] = min(lines, 28)

    def within(self, columns: int) -> None:
        """Keep the sentence below the title within the first columns."""
        self.wide(1, 0, columns - 1, self.lead, "lead wrapped")

    def choices(self, first: int, col: int, last: int, words: Sequence[str] | str) -> None:
        """Offer a drop-down list; other words are warned about, not refused."""
        self.ws.data_validation(
            first,
            col,
            last,
            col,
            {"validate": "list", "source": words, "error_type": "warning"},
        )

    def bars(self, first: int, col: int, last: int, top: float | None = 100) -> None:
        """Draw a bar in each cell of a column, from 0 to ``top`` (None: the largest)."""
        if last < first:
            return
        options: dict[str, Any] = {
            "type": "data_bar",
            "bar_solid": True,
            "bar_color": "#9CC7CF",
            "min_type": "num",
            "min_value": 0,
            "data_bar_2010": True,
        }
        if top is not None:
            options |= {"max_type": "num", "max_value": top}
        self.ws.conditional_format(first, col, last, col, options)

    def finish(
        self,
        header: tuple[int, int],
        frozen_columns: int,
        area: tuple[int, int],
        pages_wide: int = 1,
        repeat_columns: int = 0,
    ) -> None:
        """Freeze panes and set up printing.

        ``header`` is the first and last row repeated on every page, ``area`` the last row and
        column printed (workings stand right of it).
        """
        ws = self.ws
        for row, lines in self._lines.items():
            if lines > 1:
                ws.set_row(row, 12.9 * lines + 3)
        ws.hide_gridlines(2)
        ws.freeze_panes(header[1] + 1, frozen_columns)
        ws.set_landscape()
        ws.set_paper(_A4)
        ws.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.6)
        ws.fit_to_pages(pages_wide, 0)
        ws.repeat_rows(*header)
        if repeat_columns:
            ws.repeat_columns(0, repeat_columns - 1)
        ws.print_area(0, 0, max(area[0], header[1] + 1), area[1])
        ws.set_footer(self.book.footer)
