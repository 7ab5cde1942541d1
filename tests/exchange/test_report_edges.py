"""Odd projects make a workbook too, and LibreOffice recalculates it to what was written."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import openpyxl
import pytest
from edge_projects import edges
from openpyxl.workbook import Workbook

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import robustness
from ossbuy.exchange.report import Provenance, write_report
from ossbuy.exchange.report.places import ORDER, REQUIREMENTS, SOMETIMES, TOTALS, Places
from ossbuy.exchange.report.requirements import BLENDED
from ossbuy.model.project import Project

MADE = Provenance("0" * 64, "test", "2026-01-01T00:00:00Z", "x")
PROJECTS = edges()


def written(project: Project, out: Path) -> Path:
    ev = evaluate(matrix(project))
    write_report(project, ev, robustness(ev), out, MADE)
    return out


def shown(value: object) -> object:
    """A cell's value; an empty cell and an empty text look the same."""
    return "" if value is None else value


def read(path: Path, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl does not know data bars; the cells are what is read here.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=values)


@pytest.mark.parametrize("name", PROJECTS)
def test_the_workbook_says_what_the_engine_says(name: str, tmp_path: Path) -> None:
    project = PROJECTS[name]
    ev = evaluate(matrix(project))
    book = read(written(project, tmp_path / "r.xlsx"), values=True)
    assert book.sheetnames == [name for name in ORDER if name not in SOMETIMES]
    places = Places(project, ev)
    for v, vendor in enumerate(places.vendors):
        standing = ev.standing_of(vendor)
        for what, expected in (
            ("total", standing.total),
            ("low", standing.total_low),
            ("high", standing.total_high),
            ("quality", standing.quality),
            ("cost", standing.cost),
            ("missing", standing.missing),
        ):
            cell = book[TOTALS].cell(places.total_row(what) + 1, places.total_col(v) + 1)
            found = None if cell.value == "" else cell.value
            assert found == pytest.approx(expected, abs=1e-9), (vendor, what)
    for leaf in places.leaves:
        cell = book[REQUIREMENTS].cell(places.grid_row[leaf] + 1, BLENDED + 1)
        assert cell.value == pytest.approx(ev.weight_of(leaf).blended, abs=1e-12)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e", (sheet.title, cell.coordinate)
                assert not str(cell.value).startswith(("#", "nan", "inf")), cell.coordinate


def test_a_sure_first_leads_the_list_though_the_ranks_behind_it_are_open(tmp_path: Path) -> None:
    project = PROJECTS["widened, a sure first"]
    ev = evaluate(matrix(project))
    assert ev.leader is not None
    assert [s.rank for s in ev.standings] == [1, None, None]
    summary = read(written(project, tmp_path / "r.xlsx"), values=True)["Summary"]
    assert [summary.cell(row, 2).value for row in range(7, 10)] == [s.label for s in ev.standings]


def test_weights_moved_after_the_lock_stand_as_inputs_and_the_sheet_says_so(
    tmp_path: Path,
) -> None:
    project = PROJECTS["weights moved after the lock"]
    ev = evaluate(matrix(project))
    done = write_report(project, ev, None, tmp_path / "r.xlsx", MADE)
    assert done.locked_weights_as_inputs
    sheet = read(tmp_path / "r.xlsx", values=False)["Weights"]
    assert any("after the lock" in str(cell.value) for row in sheet.iter_rows() for cell in row)


@pytest.mark.integration
def test_libreoffice_recalculates_every_odd_project_to_what_was_written(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail(
            "soffice is not installed, so the workbook's formulas cannot be checked: "
            "install libreoffice-calc."
        )
    stripped = tmp_path / "stripped"
    stripped.mkdir()
    paths = []
    for i, project in enumerate(PROJECTS.values()):
        path = written(project, tmp_path / f"{i}.xlsx")
        paths.append(path)
        read(path, values=False).save(stripped / path.name)
    subprocess.run(
        [
            *(soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")),
            *(str(stripped / path.name) for path in paths),
        ],
        capture_output=True,
        timeout=500,
        check=True,
    )
    wrong = []
    for name, path in zip(PROJECTS, paths, strict=True):
        cached, again = read(path, values=True), read(tmp_path / "out" / path.name, values=True)
        for sheet in read(path, values=False):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        one = shown(cached[sheet.title][cell.coordinate].value)
                        two = shown(again[sheet.title][cell.coordinate].value)
                        close = one == two
                        if not isinstance(one, str) and not isinstance(two, str):
                            close = one == pytest.approx(two, rel=1e-9, abs=1e-9)
                        if not close:
                            wrong.append((name, sheet.title, cell.coordinate, one, two))
    assert not wrong, wrong[:12]
