"""The decision workbook of a comparison taken in, computed anew by LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest

from ossbuy import locations
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import robustness
from ossbuy.procedure.comparisons.comparing import begin_from, read_comparison
from ossbuy.procedure.report import report

pytestmark = pytest.mark.integration


def test_its_formulas_give_the_same_totals(tmp_path: Path) -> None:
    kept = read_comparison(locations.templates() / "importing" / "shortlist.xlsx")
    with begin_from(tmp_path / "s.ossbuy", "tester", kept) as workspace:
        ev = evaluate(matrix(workspace.project))
        report(workspace, tmp_path / "r.xlsx", ev, robustness(ev))
    done = subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "again")),
            str(tmp_path / "r.xlsx"),
        ],
        capture_output=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "again" / "r.xlsx", data_only=True)["Totals"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    names = rows["Section"][2:5]
    totals = dict(zip(names, rows["TOTAL, of 100"][2:5], strict=True))
    for standing in ev.standings:
        assert totals[standing.label] == pytest.approx(standing.total, abs=1e-9)
    assert dict(zip(names, rows["RANK"][2:5], strict=True)) == {
        "Opsmere": 1,
        "Fernlink": 2,
        "Toravel": 3,
    }
