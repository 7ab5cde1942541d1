"""One look for every sheet: palette, cell styles, chart furniture and print set-up."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

FONT: Final = "Calibri"
INK: Final = "#1F2A37"
MUTED: Final = "#66727F"
ACCENT: Final = "#0F5C6E"
TINT: Final = "#E3EFF1"
RULE: Final = "#CBD4DB"
INPUT: Final = "#FFF4CF"
INPUT_EDGE: Final = "#E0C66A"
WARN: Final = "#9A3B1F"
SERIES: Final = (
    *("#0F5C6E", "#D08A2E", "#6E7F8D", "#7FB5BF", "#8C4A5A", "#4E8A52"),
    *("#B9A24A", "#3F5E9A", "#C77F6A", "#2F8F83", "#8A7BB0", "#59636B"),
)
"""Colours of vendors in charts, in the order of the project."""

SHADES: Final = ("#0F5C6E", "#4A8B99", "#7FB5BF", "#B4D6DB", "#DCEBED", "#E9E4DA", "#DCCFB8")
"""Shades of the accent for parts of a whole, first part darkest."""

SCORE: Final = "0.0"
CLAIM: Final = "0.00"
FACTOR: Final = "0.00"
PERCENT: Final = "0.0%"
SHARE: Final = "0%"
COUNT: Final = "#,##0"
MONEY: Final = "#,##0"
POINTS: Final = "0.0##"

_BASE: Final[dict[str, Any]] = {
    "font_name": FONT,
    "font_size": 10,
    "font_color": INK,
    "valign": "top",
}
_RULED: Final[dict[str, Any]] = {"bottom": 1, "bottom_color": RULE}
_KINDS: Final[dict[str, dict[str, Any]]] = {
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
    "lead": {"font_size": 10, "font_color": MUTED},
    "lead wrapped": {"font_size": 10, "font_color": MUTED, "text_wrap": True},
    "answer": {"font_size": 14, "bold": True, "text_wrap": True, "valign": "vcenter"},
    "heading": {"font_size": 12, "bold": True, "font_color": ACCENT},
    "rule": {"font_size": 12, "bold": True, "font_color": ACCENT, "bottom": 1}
    | {"bottom_color": ACCENT},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True}
    | {"valign": "vcenter", "align": "center", "border": 1, "border_color": "#FFFFFF"},
    "head left": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True}
    | {"valign": "vcenter", "border": 1, "border_color": "#FFFFFF"},
    "band": {"bold": True, "font_color": ACCENT, "bg_color": TINT} | _RULED,
    "text": {"text_wrap": True} | _RULED,
    "strong": {"text_wrap": True, "bold": True} | _RULED,
    "code": {"bold": True, "font_color": ACCENT} | _RULED,
    "number": {"align": "right", "indent": 1} | _RULED,
    "key number": {"align": "right", "indent": 1, "bold": True, "bg_color": TINT} | _RULED,
    "word": {"align": "center", "text_wrap": True} | _RULED,
    "rank": {"align": "center", "bold": True, "bg_color": TINT} | _RULED,
    "input": {"bg_color": INPUT, "border": 1, "border_color": INPUT_EDGE}
    | {"align": "right", "indent": 1},
    "input word": {"bg_color": INPUT, "border": 1, "border_color": INPUT_EDGE}
    | {"align": "center", "text_wrap": True},
    "input text": {"bg_color": INPUT, "border": 1, "border_color": INPUT_EDGE, "text_wrap": True},
    "working": {"font_color": MUTED, "font_size": 9, "align": "right"},
    "working head": {"font_color": MUTED, "font_size": 9, "text_wrap": True, "align": "center"}
    | {"italic": True, "valign": "vcenter"},
    "note": {"font_color": MUTED, "font_size": 9, "text_wrap": True},
    "warning": {"font_color": WARN, "bold": True, "text_wrap": True},
    "sentence": {"text_wrap": True, "font_size": 11},
    "board": {"text_wrap": True, "font_size": 12, "valign": "vcenter"},
}


class Styles:
    """Cell formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str, int], Format] = {}

    def __call__(self, kind: str, number: str = "", indent: int = 0) -> Format:
        """The format of a kind of cell, with a number format and an indent where needed."""
        wanted = (kind, number, indent)
        if wanted not in self._made:
            look = _BASE | _KINDS[kind]
            if number:
                look["num_format"] = number
            if indent:
                look["indent"] = indent
            self._made[wanted] = self._workbook.add_format(look)
        return self._made[wanted]


def style_chart(
    chart: Any, title: str, x: str, y: str, y_format: str = "0", least: float | None = None
) -> None:
    """Give a chart the one look: quiet grid, small sans type, legend below."""
    small = {"name": FONT, "size": 9, "color": INK}
    chart.set_title(
        {"none": True}
        if not title
        else {"name": title, "name_font": {"name": FONT, "size": 12, "bold": True, "color": ACCENT}}
    )
    axis = {"num_font": small, "name_font": small | {"bold": False}, "line": {"color": RULE}}
    chart.set_x_axis(axis | {"name": x})
    chart.set_y_axis(
        axis
        | {
            "name": y,
            "num_format": y_format,
            "min": least,
            "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
        }
    )
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": {"none": True}})


def style_bars(chart: Any, title: str, top: float | None, number: str = "0") -> None:
    """Give a chart of horizontal bars the one look, first row on top."""
    style_chart(chart, title, "", "")
    small = {"name": FONT, "size": 9, "color": INK}
    chart.set_y_axis(
        {"reverse": True, "num_font": small, "line": {"color": RULE}, "interval_unit": 1}
    )
    axis: dict[str, Any] = {
        "min": 0,
        "num_format": number,
        "num_font": small,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
    }
    chart.set_x_axis(axis if top is None else axis | {"max": top})
