"""Wren's third twist: an award on conditions, kept with the decision and printed with it."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import openpyxl
import pytest

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.report import Provenance, write_report
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import export
from ossbuy.procedure.findings import findings
from ossbuy.store.workspace import Workspace
from small import KESTREL

CONDITIONS = (
    "The in-country region is live and audited 60 days before cutover, by 16 October 2026.",
    "If it is not, Wren may leave without cost and EUR 267,000 are due for each month of delay.",
)
AWARD = f"""
decision:
  vendor: plovercloud
  by: brandt
  statement: Best on what hurts; its data has to be in the country before anybody is moved.
  conditions:
  - {CONDITIONS[0]}
  - {CONDITIONS[1]}
"""


@pytest.fixture
def awarded(tmp_path: Path) -> Workspace:
    files = Path(shutil.copytree(KESTREL.with_name("wren-mobile"), tmp_path / "files"))
    with (files / "record.yaml").open("a", encoding="utf-8") as record:
        record.write(AWARD)
    workspace = Workspace.in_memory("tester")
    build(workspace, files)
    return workspace


def test_what_has_to_become_true_stands_with_the_decision(
    awarded: Workspace, tmp_path: Path
) -> None:
    project = awarded.project
    assert project.decision is not None
    assert project.decision.conditions == CONDITIONS
    export(awarded, tmp_path / "out")
    again = Workspace.in_memory("somebody else")
    build(again, tmp_path / "out")
    assert again.project.decision is not None
    assert again.project.decision.conditions == CONDITIONS
    made = Provenance(awarded.head, "test", "2026-07-10T15:00:00Z", "tester")
    write_report(project, evaluate(matrix(project)), None, tmp_path / "d.xlsx", made)
    with warnings.catch_warnings():
        # openpyxl does not know data bars; the cells are what is read here.
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["Summary"]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert [line for line in said if line[:3] in ("1. ", "2. ")][:2] == [
        f"1. {CONDITIONS[0]}",
        f"2. {CONDITIONS[1]}",
    ]


def test_the_failed_gate_still_blocks_sign_off(awarded: Workspace) -> None:
    """An award on conditions does not make the gate passed: that takes another judgement."""
    project = awarded.project
    blocking = [f for f in findings(project, evaluate(matrix(project))) if f.rule == "F32"]
    assert [f.severity for f in blocking] == ["blocks"]
