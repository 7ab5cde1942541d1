"""HostLayer's answer workbook of the Wren sample, written from `hostlayer.csv` and mangled.

As real ones are: a sheet of notes in front; two answer sheets, one per group of desks, each with
a title above its header row and with its columns in another order; rows in the order of the desks,
with a band above each and the desk's name merged down its rows; FC, PC and NC instead of the words,
delivery as codes; three answers only in the remarks; two requirements reworded; ids written by
hand; a row and columns nobody asked for.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import xlsxwriter

from sample_files import SampleFiles

HERE = Path(__file__).parent
WREN = SampleFiles("wren-mobile")
TARGET = WREN.root / "answers" / "hostlayer.xlsx"

LEVEL = {"Full": "FC", "Partial": "PC", "None": "NC"}
DELIVERY = {
    "Shipped": "STD",
    "Extension": "EXT",
    "Process workaround": "PRC",
    "None": "NO",
}
IN_THE_REMARKS = ("C2.3", "C8.3", "C8.4")
"""Their level, class and proof were left empty: the remark begins with it."""
REWORDED = {
    "C3.1": "The charging system shall answer a credit request within the time the node allows.",
    "C8.1": "The supplier shall let us export our data in an agreed format on request.",
}
BY_HAND = {"C4.3": "c4.3", "C5.2": "C5.2 ", "C6.1": "C 6.1"}
DESKS = (
    ("Rating desk", ("C3.5", "C3.1", "C3.2", "C3.3", "C3.4", "C3.6", "C5.3")),
    ("Tariff desk", ("C1.2", "C1.1", "C1.3", "C1.4", "C1.6", "C1.5")),
    ("SIM and identity desk", ("C2.2", "C2.1", "C2.3", "C2.4", "C2.6", "C2.5")),
    ("Finance desk", ("C4.1", "C4.2", "C4.6", "C4.5", "C6.1", "C6.2", "C6.3", "C6.4")),
    ("Care and porting desk", ("C4.3", "C5.1", "C5.2", "C5.4", "C5.5", "C5.6", "C6.5", "C6.6")),
)
SECOND = (
    ("Security desk", ("C7.1", "C7.2", "C7.3", "C7.4", "C7.5", "C7.6", "C4.4")),
    ("Contracts and exit", ("C8.2", "C8.1", "C8.3", "C8.4", "C8.5", "C8.6")),
)
FIRST_HEADS = (
    *("Desk", "Req. no.", "Requirement", "Compliance", "How met", "Release", "Proof"),
    *("Where shown", "Remarks"),
)
SECOND_HEADS = (
    *("Req. no.", "Compliance", "Remarks", "Proof", "Where shown", "How met", "Release"),
    *("Requirement", "Checked by"),
)


def meant() -> dict[str, dict[str, str]]:
    """What HostLayer answers, by id, in the words of the request."""
    with (HERE / "hostlayer.csv").open(encoding="utf-8", newline="") as handle:
        return {row["Id"]: row for row in csv.DictReader(handle)}


def cells(code: str, asked: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    """One row as this vendor writes it, by its own headers."""
    row = {
        "Req. no.": BY_HAND.get(code, code),
        "Requirement": REWORDED.get(code, asked[code]),
        "Compliance": LEVEL[said["Level"]],
        "How met": DELIVERY[said["Delivery"]],
        "Release": said["Available"],
        "Proof": said["Evidence"],
        "Where shown": said["Reference"],
        "Remarks": said["Comment"],
    }
    if code in IN_THE_REMARKS:
        row |= {"Compliance": "", "How met": "", "Proof": ""}
    return row


def write(target: Path = TARGET) -> None:
    """Write the workbook."""
    asked = {str(r["id"]): str(r["text"]) for r in WREN.requirements()}
    answers = meant()
    book = xlsxwriter.Workbook(str(target))
    book.set_properties({"author": "HostLayer", "created": dt.datetime(2026, 5, 29)})
    bold = book.add_format({"bold": True, "bg_color": "#D9E2D5", "text_wrap": True, "border": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    band = book.add_format({"bold": True, "bg_color": "#F3F3F3", "border": 1})
    notes = book.add_worksheet("Notes to WM-2026-004")
    notes.set_column(0, 0, 110)
    for row, line in enumerate(
        (
            "HostLayer, service management for the Wren account, 29 May 2026",
            "Answers were collected by desk. FC fully compliant, PC partially, NC not.",
            "Where the proof says own pilot, the figures are from your own service since 2024.",
            "Service hours: duty officer 24 h, desks 08:00 to 18:00.",
        )
    ):
        notes.write_string(row, 0, line)
    first = book.add_worksheet("Desks")
    first.merge_range(0, 0, 0, 8, "Response of HostLayer to request WM-2026-004, version 1.1", band)
    _heads(first, 2, FIRST_HEADS, (14, 8, 40, 11, 8, 20, 18, 34, 60), bold)
    row = 3
    for desk, codes in DESKS:
        first.merge_range(row, 0, row, 8, f"{desk}: {len(codes)} lines", band)
        row += 1
        first.merge_range(row, 0, row + len(codes) - 1, 0, desk, wrap)
        for code in codes:
            said = cells(code, asked, answers[code])
            for column, head in enumerate(FIRST_HEADS[1:], start=1):
                first.write_string(row, column, said[head], wrap)
            row += 1
    extra = ("HL-1", "Also on offer: a number range of 50,000 held for you", "FC", "STD", "now")
    for column, text in enumerate(extra, start=1):
        first.write_string(row, column, text, wrap)
    second = book.add_worksheet("Security and exit")
    second.write_string(0, 0, "Second part, answered by the Hall 2 office", band)
    _heads(second, 1, SECOND_HEADS, (8, 11, 60, 18, 34, 8, 20, 40, 12), bold)
    row = 2
    for desk, codes in SECOND:
        for code in codes:
            said = cells(code, asked, answers[code]) | {"Checked by": desk}
            for column, head in enumerate(SECOND_HEADS):
                second.write_string(row, column, said[head], wrap)
            row += 1
    book.close()


def _heads(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    heads: tuple[str, ...],
    widths: tuple[int, ...],
    look: xlsxwriter.format.Format,
) -> None:
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(row, column, head, look)
        sheet.set_column(column, column, width)


if __name__ == "__main__":
    write()
