"""Answers to a buyer's own spreadsheet, in a fresh workbook of the same layout.

The received file is never written to. Every text stands where it stood; answers go into the
columns meant for them, and what has no column of its own goes into columns behind the last one.
Formats, formulas (their values stand instead), lists, pictures, macros and notes on cells are not
carried over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ossbuy.exchange.bidding.filled import cells_of
from ossbuy.exchange.bidding.foreign import Columns
from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.report.sheet import writable
from ossbuy.exchange.report.style import ACCENT, FONT, INPUT, INPUT_EDGE
from ossbuy.model.bid import Level, Response
from ossbuy.model.bidding import ANSWER_FIELDS

KEPT: Final = "every text in its place, the names and the order of the sheets, hidden ones hidden"
LOST: Final = "formats, formulas (their values stand instead), lists, pictures, macros, notes"
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{0,5}[1-9])?")
_WIDEST: Final = 60
_HEAD: Final = {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True}
_OURS: Final = {"bg_color": INPUT, "border": 1, "border_color": INPUT_EDGE, "text_wrap": True}
_PLAIN: Final = {"text_wrap": True}


def write_foreign(
    book: Book,
    columns: Mapping[str, tuple[Columns, ...]],
    places: Mapping[tuple[str, int], Response],
) -> bytes:
    """The filled workbook.

    Args:
        book: the buyer's spreadsheet, read.
        columns: where answers go, by sheet.
        places: answers by (sheet, row).
    """
    content = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = Workbook(content, options)
    looks = {
        name: workbook.add_format({"font_name": FONT, "font_size": 10, "valign": "top"} | look)
        for name, look in (("head", _HEAD), ("ours", _OURS), ("plain", _PLAIN))
    }
    taken: set[str] = set()
    for sheet in book.sheets:
        ws = workbook.add_worksheet(_name(sheet.name, taken))
        if sheet.state == "very hidden":
            ws.very_hidden()
        elif sheet.state != "visible":
            ws.hide()
        _copy(ws, sheet, columns.get(sheet.name, ()), looks)
        for table in columns.get(sheet.name, ()):
            answers = {
                row: answer
                for (name, row), answer in places.items()
                if name == sheet.name and table.header < row <= table.end
            }
            if answers:
                _answer(ws, sheet, table, answers, looks)
    visible = [s for s in workbook.worksheets() if not s.hidden]
    if not visible:
        workbook.add_worksheet(_name("Answers", taken))
    (visible or workbook.worksheets())[-1 if not visible else 0].activate()
    workbook.close()
    return content.getvalue()


def _name(name: str, taken: set[str]) -> str:
    """A name a sheet may have; the one it has wherever that is possible."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", writable(name)[0]).strip("' ")[:31] or "Sheet"
    unique, number = plain, 2
    while unique.casefold() in taken:
        unique = f"{plain[:27]} {number}"
        number += 1
    taken.add(unique.casefold())
    return unique


def _copy(
    ws: Worksheet, sheet: Sheet, tables: tuple[Columns, ...], looks: Mapping[str, Format]
) -> None:
    heads = {table.header for table in tables}
    widths: dict[int, int] = {}
    for row, cells in enumerate(sheet.rows, start=1):
        for column, text in enumerate(cells, start=1):
            if not text:
                continue
            widths[column] = max(widths.get(column, 0), min(len(text), _WIDEST))
            _put(ws, row, column, text, looks["head" if row in heads else "plain"])
    for column, width in widths.items():
        ws.set_column(column - 1, column - 1, max(9, min(width + 2, _WIDEST)))
    if len(heads) == 1:
        ws.freeze_panes(min(heads), 0)


def _put(ws: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if _NUMBER.fullmatch(text):
        ws.write_number(row - 1, column - 1, float(text), look)
    else:
        ws.write_string(row - 1, column - 1, writable(text)[0], look)


def _answer(
    ws: Worksheet,
    sheet: Sheet,
    table: Columns,
    answers: Mapping[int, Response],
    looks: Mapping[str, Format],
) -> None:
    """Write the answers of a table, and headers over the columns that are added."""
    own = [dict(zip(ANSWER_FIELDS, cells_of(answer), strict=True)) for answer in answers.values()]
    used = {field for said in own for field, text in said.items() if text}
    added: dict[str, int] = {}
    for field in ANSWER_FIELDS:
        there = field in table.facts or (field == "level" and table.ticks)
        if field in used and not there:
            added[field] = table.width + len(added) + 1
            column = added[field]
            ws.write_string(table.header - 1, column - 1, field.capitalize(), looks["head"])
            ws.set_column(column - 1, column - 1, 30 if field in ("reference", "comment") else 18)
    for (row, answer), said in zip(answers.items(), own, strict=True):
        if tick := table.ticks.get(answer.level.value):
            _put(ws, row, tick, "x", looks["ours"])
        for field, text in said.items():
            column = table.facts.get(field) or added.get(field, 0)
            if text and column:
                offered = table.words.get(column, {})
                _put(ws, row, column, _word(field, text, answer, offered), looks["ours"])


def _word(field: str, text: str, answer: Response, offered: Mapping[str, Any]) -> str:
    """The buyer's own word for an answer, where its list has one that means the same."""
    if not offered or field not in ("level", "delivery", "evidence"):
        return text
    level = answer.level.value
    delivery = answer.delivery.value if answer.delivery else ""
    evidence = answer.evidence.value if answer.evidence else ""
    wanted = {
        "level": (f"{level} + {delivery}", level),
        "delivery": (delivery, f"{level} + {delivery}"),
        "evidence": (evidence,),
    }[field]
    if field == "level" and answer.level is Level.UNANSWERED:
        return text
    return next((str(offered[said]) for said in wanted if said in offered), text)
