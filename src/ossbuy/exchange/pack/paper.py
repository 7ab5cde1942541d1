"""Sheets that somebody else fills in: locked where they must not type, open where they must.

No merged cells, no macros, no formulas from anybody's text: every text is written as text.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ossbuy.exchange.pack.words import NAME_HASH, NAME_PACK, NAME_VERSION
from ossbuy.exchange.report.sheet import writable
from ossbuy.exchange.report.style import ACCENT, FONT, INK, INPUT, INPUT_EDGE, MUTED, RULE, TINT
from ossbuy.exchange.report.style import WARN as WARN

_A4: Final = 9
_RULED: Final = {"bottom": 1, "bottom_color": RULE}
_FILLED: Final = {"bg_color": INPUT, "border": 1, "border_color": INPUT_EDGE, "locked": False}
_KINDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"font_size": 20, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
    "lead": {"font_size": 11, "font_color": MUTED, "text_wrap": True},
    "heading": {"font_size": 12, "bold": True, "font_color": ACCENT, "bottom": 2}
    | {"bottom_color": ACCENT},
    "label": {"bold": True} | _RULED,
    "said": {"text_wrap": True} | _RULED,
    "mono": {"font_name": "Consolas", "font_size": 9, "font_color": MUTED} | _RULED,
    "figure": {"bold": True, "font_size": 12, "font_color": ACCENT, "align": "left"} | _RULED,
    "step": {"bold": True, "font_color": ACCENT, "align": "right", "indent": 1},
    "sentence": {"text_wrap": True},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True}
    | {"valign": "vcenter", "border": 1, "border_color": "#FFFFFF"},
    "key": {"font_color": MUTED, "font_size": 8},
    "code": {"bold": True, "font_color": ACCENT} | _RULED,
    "text": {"text_wrap": True} | _RULED,
    "quiet": {"text_wrap": True, "font_color": MUTED} | _RULED,
    "gate": {"bold": True, "font_color": WARN, "text_wrap": True} | _RULED,
    "number": {"align": "right", "num_format": "#,##0.####"} | _RULED,
    "fill": {"text_wrap": True, "num_format": "@"} | _FILLED,
    "fill word": {"text_wrap": True} | _FILLED,
    "fill number": {"align": "right", "num_format": "#,##0.####"} | _FILLED,
    "band": {"bold": True, "bg_color": TINT, "font_color": ACCENT} | _RULED,
    "line": {"font_color": MUTED},
    "same": {},
    "out": {"font_strikeout": True, "font_color": WARN},
    "in": {"bold": True, "font_color": "#2E7D32"},
}
_SHADES: Final = {"done": "#FFFFFF", "half": "#F3C26B"}
_TOP: Final = {"top": 2, "top_color": ACCENT}
"""Over the first row of a section."""
_WRAPPED: Final = frozenset(k for k, look in _KINDS.items() if look.get("text_wrap"))


class GrowingRows(Worksheet):  # type: ignore[misc]
    """A worksheet whose rows begin as high as their texts need and grow with what is typed.

    XlsxWriter calls every height fixed. Should the method it overrides ever be renamed, rows keep
    their first height, and nothing else changes.
    """

    def _xml_start_tag(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        if tag == "row":
            attributes = [said for said in attributes if said[0] != "customHeight"]
        super()._xml_start_tag(tag, attributes)


class Paper:
    """A workbook to be filled in by somebody else."""

    def __init__(self, title: str, footer: str, made: str) -> None:
        self._content = BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        self.workbook = Workbook(self._content, options)
        self._looks: dict[tuple[str, bool], Format] = {}
        self._footer = footer
        created = dt.datetime.fromisoformat(made.replace("Z", "+00:00")).replace(tzinfo=None)
        # Nobody's name: who wrote a pack is not for vendors.
        self.workbook.set_properties({"title": writable(title)[0][:200], "created": created})

    def fingerprint(self, pack: str, version: str, digest: str, **more: str) -> None:
        """Say in defined names which pack this is."""
        names = {NAME_PACK: pack, NAME_VERSION: version, NAME_HASH: digest} | more
        for name, value in names.items():
            self.workbook.define_name(name, '="{}"'.format(value.replace('"', "")))

    def look(self, kind: str, first: bool = False) -> Format:
        """The format of a kind of cell, with a line over it where a section begins."""
        if (kind, first) not in self._looks:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
            look = base | dict(_KINDS[kind]) | (_TOP if first else {})
            self._looks[kind, first] = self.workbook.add_format(look)
        return self._looks[kind, first]

    def shade(self, kind: str) -> Format:
        """The format that colours a cell: ``done`` or ``half``."""
        if (kind, True) not in self._looks:
            self._looks[kind, True] = self.workbook.add_format({"bg_color": _SHADES[kind]})
        return self._looks[kind, True]

    def sheet(self, name: str, widths: Sequence[float]) -> Sheet:
        """Begin a sheet with its column widths."""
        return Sheet(self, self.workbook.add_worksheet(name, GrowingRows), widths)

    def footer(self, worksheet: Worksheet) -> None:
        """Put the same line under every printed page."""
        line = writable(self._footer)[0].replace("\n", " ")[:90].replace("&", "&&")
        worksheet.set_footer(f"&L&8{line}&R&8page &P of &N")

    def close(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._content.getvalue()


class Sheet:
    """One sheet of such a workbook."""

    def __init__(self, paper: Paper, worksheet: Worksheet, widths: Sequence[float]) -> None:
        self.paper, self.ws, self.widths = paper, worksheet, widths
        self._heights: dict[int, float] = {}
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)

    def text(self, row: int, column: int, text: str, kind: str, first: bool = False) -> None:
        """Write a text; it never becomes a formula, a link or a number."""
        look = self.paper.look(kind, first)
        if text:
            clean = writable(text)[0]
            self.ws.write_string(row, column, clean, look)
            if kind in _WRAPPED:
                self._grow(row, column, clean)
        else:
            self.ws.write_blank(row, column, None, look)

    def texts(
        self, row: int, column: int, texts: Sequence[str], kind: str, first: bool = False
    ) -> None:
        """Write texts side by side."""
        for place, text in enumerate(texts):
            self.text(row, column + place, text, kind, first)

    def _grow(self, row: int, column: int, text: str) -> None:
        """Make room for a text that takes several lines, up to what fits on a screen."""
        fits = max(4, int(1.08 * self.widths[column]))
        lines = sum(len(textwrap.wrap(part, fits)) or 1 for part in text.split("\n"))
        self.height(row, 13.5 * min(lines, 28) + 4.5)

    def height(self, row: int, points: float) -> None:
        """Make a row at least this high."""
        self._heights[row] = max(points, self._heights.get(row, 0))

    def number(self, row: int, column: int, value: str, kind: str = "number") -> None:
        """Write a decimal number given as text."""
        self.ws.write_number(row, column, float(value), self.paper.look(kind))

    def answer(self, row: int, column: int, text: str, kind: str, first: bool = False) -> None:
        """Write a text as a number where a number reads back as the same text."""
        if re.fullmatch(r"0|[1-9]\d{0,11}|(0|[1-9]\d{0,8})\.\d{0,3}[1-9]", text):
            self.ws.write_number(row, column, float(text), self.paper.look(kind, first))
        else:
            self.text(row, column, text, kind, first)

    def formula(self, row: int, column: int, formula: str, now: str | int, kind: str) -> None:
        """Write a formula of our own with what it comes to now."""
        self.ws.write_formula(row, column, formula, self.paper.look(kind), now)

    def choose(
        self, first: int, column: int, last: int, words: Sequence[str], title: str, hint: str
    ) -> None:
        """Offer words; another one is warned about, not refused, and read by a person."""
        self.ws.data_validation(
            first,
            column,
            last,
            column,
            {
                "validate": "list",
                "source": list(words),
                "error_type": "warning",
                "error_title": title[:32],
                "error_message": f"{title} is one of the words of the list. {hint}"[:255],
            },
        )

    def shade(self, first: int, column: int, last: int, to: int, formula: str, kind: str) -> None:
        """Colour cells while a formula of their first row holds; the first that holds counts."""
        options = {
            "type": "formula",
            "criteria": formula,
            "format": self.paper.shade(kind),
            "stop_if_true": True,
        }
        self.ws.conditional_format(first, column, last, to, options)

    def measure(
        self, row: int, column: int, last: int, least: float, most: float | None, title: str
    ) -> None:
        """Ask for a number; anything else is warned about."""
        bounds: dict[str, Any] = (
            {"criteria": ">=", "value": least}
            if most is None
            else {"criteria": "between", "minimum": least, "maximum": most}
        )
        said = f"at least {least:g}" if most is None else f"from {least:g} to {most:g}"
        self.ws.data_validation(
            row,
            column,
            last,
            column,
            {
                "validate": "decimal",
                "error_type": "warning",
                "error_title": title[:32],
                "error_message": f"A number {said} is asked for here.",
            }
            | bounds,
        )

    def table(self, last: int, columns: int, frozen: int) -> None:
        """A table under one row of headers: frozen, filtered, printed with its headers."""
        self.ws.freeze_panes(1, frozen)
        self.ws.autofilter(0, 0, max(last, 1), columns - 1)
        self.ws.repeat_rows(0)
        self.finish(last, columns)

    def finish(self, last: int, columns: int) -> None:
        """Protect without a password, and set up printing: landscape, all columns on one page."""
        ws = self.ws
        for row, points in self._heights.items():
            ws.set_row(row, points)
        ws.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        ws.hide_gridlines(2)
        ws.set_landscape()
        ws.set_paper(_A4)
        ws.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.6)
        ws.fit_to_pages(1, 0)
        ws.print_area(0, 0, max(last, 1), columns - 1)
        self.paper.footer(ws)
