"""The page of ballots in the decision workbook: closed votes only, the group by formulas."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import NotAvailable, robustness
from ossbuy.exchange.report.places import BALLOTS
from ossbuy.model import balloting, commands
from ossbuy.model.events import Act
from ossbuy.model.weighing import TOP, Ballot
from ossbuy.procedure.lock import record
from ossbuy.procedure.report import report
from ossbuy.procedure.workshops.ballots import adopt, cast
from ossbuy.procedure.workshops.group import group
from ossbuy.procedure.workshops.voted import voted_rounds
from ossbuy.store.workspace import Workspace
from small import Case


def sheet_of(workspace: Workspace, out: Path, *, values: bool) -> Worksheet:
    ev = evaluate(matrix(workspace.project))
    report(workspace, out, ev, NotAvailable("not asked"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(out, data_only=values)[BALLOTS]


def found(sheet: Worksheet, text: str) -> tuple[int, int]:
    (place,) = [(c.row, c.column) for row in sheet.iter_rows() for c in row if c.value == text]
    return place


def test_the_samples_page_says_what_the_engine_says(
    kestrel_workspace: Workspace, tmp_path: Path
) -> None:
    project = kestrel_workspace.project
    result, first = group(project, TOP), group(project, TOP, round_="1")
    values = sheet_of(kestrel_workspace, tmp_path / "v.xlsx", values=True)
    formulas = sheet_of(kestrel_workspace, tmp_path / "f.xlsx", values=False)
    head, column = found(values, "Group, round 2")
    rows = range(head + 2, head + 2 + len(result.children))
    assert [values.cell(r, column).value for r in rows] == pytest.approx(
        result.weights.weights.tolist()
    )
    assert all(str(formulas.cell(r, column).value).startswith("=SUMPRODUCT(") for r in rows)
    for person, own, away in zip(result.people, result.own, result.weights.distance, strict=True):
        _, at = found(values, project.people[person].label)
        assert [values.cell(r, at).value for r in rows] == pytest.approx(own.weights)
        assert values.cell(rows[-1] + 1, at).value == pytest.approx(away)
    _, before = found(values, "Group, round 1")
    assert [values.cell(r, before).value for r in rows] == pytest.approx(
        first.weights.weights.tolist()
    )
    told = " ".join(str(c.value) for row in values.iter_rows() for c in row if c.value)
    assert "6 of 9 people's own weights choose Ductwise; 3 Skylark Cloud." in told
    assert "Absent: Joan Fenwick." in told
    assert "Not taken as the stated weights." in told


@pytest.mark.parametrize(
    ("method", "live"),
    [("mean", "SUMPRODUCT"), ("median", "/SUM"), ("geometric-mean", "/SUM"), ("trimmed-mean", "")],
)
def test_the_group_is_live_where_a_formula_can_say_it(
    kestrel_workspace: Workspace, tmp_path: Path, method: str, live: str
) -> None:
    record(kestrel_workspace, adopt(kestrel_workspace.project, TOP, method), "workshop")
    values = sheet_of(kestrel_workspace, tmp_path / "v.xlsx", values=True)
    formulas = sheet_of(kestrel_workspace, tmp_path / "f.xlsx", values=False)
    head, column = found(values, "Group, round 2")
    weights = group(kestrel_workspace.project, TOP, method).weights.weights.tolist()
    got = [values.cell(head + 2 + i, column).value for i in range(len(weights))]
    assert got == pytest.approx(weights)
    said = str(formulas.cell(head + 2, column).value)
    assert (live in said and said.startswith("=")) if live else not said.startswith("=")
    told = " ".join(str(c.value) for row in values.iter_rows() for c in row if c.value)
    assert f"Taken as the stated weights: the {method.replace('-', ' ')} of 9 people" in told


def project_with_ballots() -> Workspace:
    case = Case().thing("person", "ann", name="Ann").thing("person", "ben", name="=Ben")
    for code in ("A", "B"):
        case.section(code).requirement(f"{code}.1", code)
    workspace = Workspace.in_memory("chair")
    workspace.execute(Act("project.built", tuple(case.facts)))
    return workspace


def ballot(a: float, b: float, comment: str = "") -> Ballot:
    return Ballot(method="points", points={"A": a, "B": b}, comment=comment)


def test_an_open_round_is_on_no_page(tmp_path: Path) -> None:
    workspace = project_with_ballots()
    workspace.execute(cast(workspace.project, "ann", TOP, ballot(81, 19, "SECRET")))
    ev = evaluate(matrix(workspace.project))
    assert voted_rounds(workspace.project, ev) == ()
    done = report(workspace, tmp_path / "r.xlsx", ev, robustness(ev))
    assert BALLOTS not in done.sheets
    workspace.execute(balloting.close(workspace.project, TOP, "chair", "2026-05-04T09:00:00Z"))
    workspace.execute(cast(workspace.project, "ben", TOP, ballot(3, 97, "=HIDDEN")))
    sheet = sheet_of(workspace, tmp_path / "s.xlsx", values=True)
    told = " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
    assert "SECRET" in told
    assert "HIDDEN" not in told
    assert "97" not in told


def test_text_stays_text_and_a_round_that_fits_nothing_is_left_out(tmp_path: Path) -> None:
    workspace = project_with_ballots()
    workspace.execute(cast(workspace.project, "ben", TOP, ballot(1, 3, "=1+1")))
    workspace.execute(balloting.close(workspace.project, TOP, "chair", "2026-05-04T09:00:00Z"))
    sheet = sheet_of(workspace, tmp_path / "s.xlsx", values=False)
    assert sheet.cell(*found(sheet, "=1+1")).data_type == "s"
    assert sheet.cell(*found(sheet, "=Ben")).data_type == "s"
    workspace.execute(commands.add(workspace.project, "section", {"code": "C", "title": "new"}))
    ev = evaluate(matrix(workspace.project))
    assert voted_rounds(workspace.project, ev) == ()
