"""A pack opened, filled and saved by LibreOffice comes back with everything that went out.

Every locked cell, drop-down, defined name, hidden column and page set-up is compared; what was
typed is there, the live count has counted, and locked cells could not be typed in.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libreoffice import fill

from ossbuy.exchange.pack.words import DELIVERY_CHOICES, EVIDENCE_CHOICES, LEVEL_WORDS
from ossbuy.model import commands
from ossbuy.procedure.files.build import build
from ossbuy.procedure.request.issuing import Wanted, prepare, send
from ossbuy.store.workspace import Workspace

KESTREL = Path(__file__).parents[2] / "sample_rfps" / "kestrel-inventory"

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both workbooks of the Kestrel request as they went out and as LibreOffice saved them."""
    place = tmp_path_factory.mktemp("pack")
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL)
    hostile = {"text": '=HYPERLINK("http://x","y") shall stay a text'}
    ident = workspace.project.by_code("requirements", "C1.2")
    assert ident is not None
    workspace.execute(commands.change(workspace.project, "requirement", ident, hostile))
    driver = {"code": "premises", "unit": "premises", "amounts": ["410000", "450000"]}
    workspace.execute(commands.add(workspace.project, "driver", driver))
    prepared = prepare(workspace, Wanted(causes=tuple(workspace.project.causes)))
    send(workspace, prepared)
    (place / "answers.xlsx").write_bytes(prepared.answers)
    (place / "prices.xlsx").write_bytes(prepared.prices)
    answers: dict[str, Any] = {}
    for row in range(2, len(prepared.pack.items) + 2):
        answers[f"F{row}"] = LEVEL_WORDS[row % 3]
        answers[f"G{row}"] = DELIVERY_CHOICES[row % 7]
        answers[f"H{row}"] = "1.10"
        answers[f"I{row}"] = EVIDENCE_CHOICES[row % 7]
        answers[f"J{row}"] = f"manual, page {row}"
        answers[f"K{row}"] = "=not a formula, over\ntwo lines"
    about = {"F2": 120.5, "F17": "a ticket"}
    prices: dict[str, Any] = {"D2": "premises", "E2": 1.25}
    prices |= {f"{column}2": 1000.5 for column in "GHIJK"}
    locked = {"A2": "x", "B2": "x", "C2": "x", "D2": "x", "E2": "x"}
    plan = [
        {
            "source": str(place / "answers.xlsx"),
            "out": str(place / "answers-back.xlsx"),
            "cells": {"Answers": answers | locked, "About you": about, "Start": {"C5": "x"}},
        },
        {
            "source": str(place / "prices.xlsx"),
            "out": str(place / "prices-back.xlsx"),
            "cells": {"Prices": prices, "Drivers": {"D2": 7}},
        },
    ]
    refused = fill(plan)
    return {
        "refused": refused,
        "typed": {"Answers": answers, "About you": about, "Prices": prices},
        "sent": {name: load(place / f"{name}.xlsx") for name in ("answers", "prices")},
        "back": {name: load(place / f"{name}-back.xlsx") for name in ("answers", "prices")},
        "values": load(place / "answers-back.xlsx", values=True),
    }


def load(path: Path, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=values)


BOOKS = ("answers", "prices")


def test_nobody_could_type_where_a_cell_is_locked_and_everybody_where_it_is_not(filled):
    answers, prices = filled["refused"]
    assert answers == [*(f"Answers!{c}2" for c in "ABCDE"), "Start!C5"]
    assert prices == ["Drivers!D2"]


@pytest.mark.parametrize("book", BOOKS)
def test_every_locked_cell_is_as_it_went_out(filled, book: str):
    sent, back = filled["sent"][book], filled["back"][book]
    assert back.sheetnames == sent.sheetnames
    compared = 0
    for sheet in sent:
        for row in sheet.iter_rows():
            for cell in row:
                there = back[sheet.title][cell.coordinate]
                assert there.protection.locked == cell.protection.locked, cell
                if cell.protection.locked and cell.data_type != "f":
                    assert there.value == cell.value, cell
                    compared += cell.value is not None
    assert compared > 40


@pytest.mark.parametrize("book", BOOKS)
def test_every_formula_is_still_one_and_no_text_became_one(filled, book: str):
    def formulas(workbook: openpyxl.Workbook) -> set[str]:
        return {
            f"{sheet.title}!{cell.coordinate}"
            for sheet in workbook
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    assert formulas(filled["back"][book]) == formulas(filled["sent"][book])


@pytest.mark.parametrize("book", BOOKS)
def test_every_drop_down_and_check_is_there_on_the_same_cells(filled, book: str):
    def rules(sheet: Any) -> set[tuple[str, str, str]]:
        found = set()
        for rule in sheet.data_validations.dataValidation:
            for cells in str(rule.sqref).split():
                found.add((cells, rule.type, str(rule.formula1)))
        return found

    for sheet in filled["sent"][book]:
        assert rules(filled["back"][book][sheet.title]) == rules(sheet), sheet.title


@pytest.mark.parametrize("book", BOOKS)
def test_names_hidden_keys_panes_protection_and_page_set_up_survive(filled, book: str):
    sent, back = filled["sent"][book], filled["back"][book]
    ours = {n: v.attr_text for n, v in sent.defined_names.items() if n.startswith("ossbuy_")}
    assert len(ours) == (3 if book == "answers" else 4)
    assert {n: back.defined_names[n].attr_text for n in ours} == ours
    for sheet in sent:
        there = back[sheet.title]
        hidden = {k for k, d in sheet.column_dimensions.items() if d.hidden}
        assert {k for k, d in there.column_dimensions.items() if d.hidden} == hidden
        assert there.protection.sheet
        assert there.freeze_panes == sheet.freeze_panes
        assert not there.merged_cells.ranges
        assert there.page_setup.orientation == "landscape"
        assert there.print_title_rows == sheet.print_title_rows
        assert there.sheet_properties.pageSetUpPr.fitToPage


def test_what_is_left_to_answer_is_still_told_by_colour(filled):
    def shades(book: Any) -> list[tuple[str, list[str]]]:
        found = book["Answers"].conditional_formatting
        return sorted((str(c.sqref), [f for rule in c.rules for f in rule.formula]) for c in found)

    sent, back = shades(filled["sent"]["answers"]), shades(filled["back"]["answers"])
    assert len(sent) == 3
    assert [cells for cells, _ in back] == [cells for cells, _ in sent]
    assert [len(formulas) for _, formulas in back] == [len(formulas) for _, formulas in sent]


def test_what_was_typed_is_there_and_was_counted(filled):
    back = filled["back"]
    for name, cells in filled["typed"].items():
        book = back["prices"] if name == "Prices" else back["answers"]
        for place, value in cells.items():
            if place[1:] == "2" and name == "Answers" and place[0] in "ABCDE":
                continue
            assert book[name][place].value == value, (name, place)
    start = filled["values"]["Start"]
    counted = {start.cell(r, 2).value: start.cell(r, 3).value for r in range(1, start.max_row + 1)}
    rows = len(filled["typed"]["Answers"]) // 6
    assert counted["Requirements answered"] == f"{rows} of {rows}"
    assert counted["Questions about you answered"].startswith("2 of ")
    assert counted["Full or partial, evidence not said"] == 0
