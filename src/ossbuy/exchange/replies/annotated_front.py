"""The look of an annotated copy, and its first and last sheets: summary and legend."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.replies.reply import KINDS
from ossbuy.exchange.report.sheet import writable
from ossbuy.exchange.report.style import ACCENT, FONT, INK, MUTED, RULE, TINT
from ossbuy.model.receipt import DriftItem

COLOURS: Final[Mapping[str, str]] = {
    # One colour for what has the same consequence: something is lost, was guessed, was changed.
    **dict.fromkeys(("extra", "withdrawn", "duplicate", "missing", "unread"), "#F8CFC4"),
    **dict.fromkeys(("silent", "placeholder", "cut", "amount"), "#FBE3B0"),
    **dict.fromkeys(("edited", "version", "changed"), "#E7D3F0"),
    **dict.fromkeys(("matched", "mapped", "comment", "filled"), "#CFE6EE"),
    **dict.fromkeys(("column", "sheet", "outside", "note", "order", "file"), "#E2E6E9"),
}
MOST_LINES: Final = 18
"""Lines a row is high at most."""
_A4: Final = 9


@dataclass(frozen=True, slots=True)
class Front:
    """What the first sheet says about the file."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Label and text: vendor, file, received, version, answers taken."""
    codes: Mapping[str, str]
    """Visible id of a requirement by internal id."""
    words: Mapping[str, Mapping[str, str]]
    """By column, what words were taken as, persons' corrections included."""
    items: tuple[DriftItem, ...]
    """The report that is on record."""


class Looks:
    """Cell formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __call__(self, name: str, **more: Any) -> Format:
        if name not in self._made:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
            self._made[name] = self._workbook.add_format(base | more)
        return self._made[name]

    def cell(self, kind: str = "") -> Format:
        """A cell of the vendor's, coloured by kind."""
        ruled = {"text_wrap": True, "bottom": 1, "bottom_color": RULE}
        if not kind:
            return self("cell", **ruled)
        return self(f"cell {kind}", bg_color=COLOURS[kind], border=1, border_color=RULE, **ruled)

    @property
    def banner(self) -> Format:
        """A text above the table, which may run over the cells beside it."""
        return self("banner", font_color=MUTED, italic=True)

    @property
    def title(self) -> Format:
        return self("title", font_size=18, bold=True, font_color=ACCENT, valign="vcenter")

    @property
    def heading(self) -> Format:
        edge = {"bottom": 2, "bottom_color": ACCENT}
        return self("heading", font_size=12, bold=True, font_color=ACCENT, **edge)

    @property
    def head(self) -> Format:
        more = {"text_wrap": True, "border": 1, "border_color": "#FFFFFF"}
        return self("head", bold=True, font_color="#FFFFFF", bg_color=ACCENT, **more)

    @property
    def label(self) -> Format:
        return self("label", bold=True, bottom=1, bottom_color=RULE)

    @property
    def note(self) -> Format:
        more = {"text_wrap": True, "left": 2, "left_color": ACCENT, "bottom": 1}
        return self("note", font_size=9, bg_color=TINT, bottom_color=RULE, **more)


def lines_of(text: str, width: float) -> int:
    fits = max(4, int(1.05 * width))
    return sum(len(textwrap.wrap(part, fits)) or 1 for part in text[:4_000].split("\n"))


def write_summary(page: Worksheet, look: Looks, front: Front, book: Book) -> None:
    page.set_column(0, 0, 15)
    page.set_column(1, 1, 9)
    page.set_column(2, 2, 38)
    page.set_column(3, 3, 66)
    page.set_row(0, 28)
    page.write_string(0, 0, writable(front.title)[0], look.title)
    row = 2
    for label, text in front.facts:
        page.write_string(row, 0, label, look.label)
        for column in (1, 2, 3):
            page.write_blank(row, column, None, look.label)
        page.write_string(row, 1, writable(text)[0], look("fact", bottom=1, bottom_color=RULE))
        row += 1
    counts = Counter(item.kind for item in front.items)
    row = _heading(page, look, row + 1, "What differs, by kind")
    if not counts:
        page.write_string(row, 0, "Nothing differs from what went out.", look("plain"))
        row += 1
    for kind in KINDS:
        if counts[kind]:
            page.write_string(row, 0, kind, look.cell(kind))
            page.write_number(row, 1, counts[kind], look("count", align="center"))
            page.write_string(row, 2, KINDS[kind], look("meaning"))
            row += 1
    if front.words:
        row = _heading(page, look, row + 1, "What words were taken as")
        for fact, words in front.words.items():
            for word, taken in words.items():
                page.write_string(row, 0, fact, look.cell())
                page.write_blank(row, 1, None, look.cell())
                page.write_string(row, 2, writable(word)[0], look.cell())
                page.write_string(row, 3, taken or "no answer", look.cell())
                row += 1
    if front.items:
        row = _heading(page, look, row + 1, "Everything that differs")
        for place, name in enumerate(("Kind", "Id", "Where", "What")):
            page.write_string(row, place, name, look.head)
        page.autofilter(row, 0, row + len(front.items), 3)
        row += 1
        for item in front.items:
            where = item.where.removeprefix(f"{book.name}, ")
            page.write_string(row, 0, item.kind, look.cell(item.kind))
            code = front.codes.get(item.requirement, "")
            page.write_string(row, 1, writable(code)[0], look.cell())
            page.write_string(row, 2, writable(where)[0], look.cell())
            what = writable(item.what)[0]
            page.write_string(row, 3, what, look.cell())
            lines = max(lines_of(what, 66), lines_of(where, 38))
            page.set_row(row, 13.5 * min(lines, MOST_LINES) + 2)
            row += 1
    page.hide_gridlines(2)
    set_up_print(page, row, 4)


def write_legend(page: Worksheet, look: Looks) -> None:
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 84)
    page.set_row(0, 28)
    page.write_string(0, 0, "Legend", look.title)
    said = "A cell takes the colour of what is said about it; Notes, beside the table, says it."
    page.write_string(1, 0, said, look("lead", font_color=MUTED))
    row = 3
    for kind, meaning in KINDS.items():
        page.write_string(row, 0, kind, look.cell(kind))
        page.write_string(row, 1, meaning, look.cell())
        row += 1
    page.hide_gridlines(2)
    set_up_print(page, row, 2)


def _heading(page: Worksheet, look: Looks, row: int, text: str) -> int:
    for column in range(4):
        page.write_blank(row, column, None, look.heading)
    page.write_string(row, 0, text, look.heading)
    page.set_row(row, 20)
    return row + 1


def set_up_print(page: Worksheet, last: int, columns: int) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, max(last, 1), max(columns - 1, 0))
    page.set_footer("&R&8page &P of &N")
