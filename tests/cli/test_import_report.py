"""``ossbuy import --dry-run --json``: what a buyer should know before a file is taken in."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from ossbuy import cli


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Functional"
    for row in (
        ["Id", "Requirement", "Priority", "Response"],
        ["F1", "It shall run.", "High", "FC"],
        ["F2", "=CONCATENATE(A1)", "Low", ""],
        ["F1", "It shall stop.", "Low", "…"],
        ["F3", None, "Low", ""],
        ["F4", "It shall wait.", "phase 2", ""],
        [None, "All rights reserved.", None, None],
    ):
        page.append(row)
    page.row_dimensions[2].hidden = True
    page.column_dimensions["C"].hidden = True
    page["B2"].comment = openpyxl.comments.Comment("why?", "R")
    lists = book.create_sheet("Secret list")
    lists.append(["Id", "Requirement"])
    lists.append(["S1", "It shall hide."])
    lists.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save("m.xlsx")
    assert cli.run(["import", "m.xlsx", "--dry-run", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["data"]


def test_what_is_reported_per_sheet(report) -> None:  # type: ignore[no-untyped-def]
    assert (report["recorded"], report["kind"]) == (False, "xlsx")
    assert report["taken"] == ["F1", "F4"]
    functional, secret, empty = report["sheets"]
    assert (functional["take"], functional["rows_taken"]) == (True, 2)
    assert functional["ids"] == ["F1", "F4"]
    assert functional["rows_skipped"] == {
        "formula": 1,
        "repeated id": 1,
        "no text": 1,
        "no id": 1,
    }
    assert functional["duplicates"][0]["rows"] == [2, 4]
    assert functional["priorities"]["before"] == {"High": 1, "phase 2": 1}
    assert functional["priorities"]["after"] == {"must": 1, "none": 1}
    assert functional["hidden"] == {
        "sheet": False,
        "rows": [2],
        "columns": [3],
        "comments": 1,
        "protected": False,
    }
    assert functional["formulas_without_value"] == ["B3"]
    assert functional["answers"]["answered"] == 1
    assert (secret["state"], secret["take"], secret["rows_taken"]) == ("hidden", False, 0)
    assert secret["rows"]["requirement"] == 1
    assert (empty["take"], empty["why"]) == (False, "It is empty.")


def test_rows_are_named_with_their_cell_and_reason(report) -> None:  # type: ignore[no-untyped-def]
    assert [(s["where"], s["why"]) for s in report["skipped"]] == [
        (
            "m.xlsx, sheet Functional, row 3",
            "F2: a formula without a stored value: open it in a spreadsheet program and save it",
        ),
        ("m.xlsx, sheet Functional, row 4", "F1 stands on row 2 already"),
        ("m.xlsx, sheet Functional, row 5", "F3 has no text"),
        ("m.xlsx, sheet Functional, row 7", "it has no id"),
    ]
