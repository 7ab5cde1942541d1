"""Ids typed as numbers: 1.10 is what a spreadsheet shows, though it keeps 1.1."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from ossbuy.exchange.intake import read_structure, read_values
from ossbuy.exchange.intake.decimals import as_shown
from ossbuy.model.project import Project
from ossbuy.procedure.matrices.importing import open_source, propose_import

IDS = (1.1, 1.2, 1.10, 2, 12.5)
SHOWN = ["1.10", "1.20", "1.10", "2.00", "12.50"]


def _by_xlsxwriter(form: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Tender")
        style = book.add_format({"num_format": form})
        for row, ident in enumerate(IDS):
            sheet.write_number(row, 0, ident, style)
            sheet.write_string(row, 1, "1.1")
            sheet.write_number(row, 2, ident)
    return out.getvalue()


def _by_openpyxl(form: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tender"
    for row, ident in enumerate(IDS, start=1):
        sheet.cell(row, 1, ident).number_format = form
        sheet.cell(row, 2, "1.1")
        sheet.cell(row, 3, ident)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("content", [_by_xlsxwriter("0.00"), _by_openpyxl("0.00")])
def test_numbers_are_taken_as_they_are_shown(content: bytes) -> None:
    book = as_shown(read_values(content, "t.xlsx"), read_structure(content, "t.xlsx"))
    rows = book.sheets[0].rows
    assert [row[0] for row in rows] == SHOWN
    assert [row[1] for row in rows] == ["1.1"] * 5
    assert [row[2] for row in rows] == ["1.1", "1.2", "1.1", "2", "12.5"]


@pytest.mark.parametrize("form", ["0", "0%", "#,##0.00", "General", "0.00E+00", "yyyy-mm-dd"])
def test_other_formats_change_nothing(form: str) -> None:
    content = _by_xlsxwriter(form)
    book = read_values(content, "t.xlsx")
    assert as_shown(book, read_structure(content, "t.xlsx")) == book


def test_no_digit_is_lost_where_fewer_are_shown() -> None:
    content = _by_xlsxwriter("0.0")
    book = as_shown(read_values(content, "t.xlsx"), read_structure(content, "t.xlsx"))
    assert [row[0] for row in book.sheets[0].rows] == ["1.1", "1.2", "1.1", "2.0", "12.5"]


def test_one_ten_and_one_one_are_two_requirements(tmp_path: Path) -> None:
    path = tmp_path / "tender.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Id", "Requirement"])
        two, one = book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "0.0"})
        for row, (ident, style) in enumerate([(1.1, one), (1.2, one), (1.10, two), (1.11, two)], 1):
            sheet.write_number(row, 0, ident, style)
            sheet.write_string(row, 1, f"The system shall do thing number {row} for the operator.")
    found = propose_import(Project(), open_source(path))
    assert [taken.code for taken in found.taken] == ["1.1", "1.2", "1.10", "1.11"]
