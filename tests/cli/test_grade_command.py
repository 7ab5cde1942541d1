"""`ossbuy grade`, `set … grade`, and the demo that shows before and after."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ossbuy.cli import run
from ossbuy.store.workspace import Workspace
from small import KESTREL

HALCYON = KESTREL.with_name("halcyon-mobile")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def told(demo: Path) -> str:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert run(["demo", "halcyon-mobile", "--out", str(demo)]) == 0
    return out.getvalue()


def test_the_demo_says_both(told: str) -> None:
    before, after = told.split("\nAfter the test:\n")
    assert "Before the test that act 28 recorded:" in before
    assert "Nimbus AIOps leads Rootline by 1.2 points." in before
    assert "Not separable: Nimbus AIOps leads" in before
    assert "Rootline leads Nimbus AIOps by 4.5 points." in after
    assert "Rootline leads clearly" in after


def test_its_workbook_shows_what_the_buyer_graded(demo: Path, told: str) -> None:
    assert told
    sheet = openpyxl.load_workbook(demo / "halcyon-mobile.xlsx")["Answers"]
    row = next(r for r in sheet.iter_rows() if r[0].value == "C1.2")
    heads = {c.value: c.column for r in sheet.iter_rows(max_row=8) for c in r if c.value}
    at = heads["Nimbus AIOps"] - 1
    assert [row[at + i].value for i in range(3)] == ["full", "shipped", "PoC on own data"]
    assert "Graded by the buyer; the vendor says claim. HX-30, replay of 24 March" in (
        row[at + 3].value or ""
    )
    scores = openpyxl.load_workbook(demo / "halcyon-mobile.xlsx")["Scores"]
    line = next(r for r in scores.iter_rows() if r[0].value == "C1.2")
    factors = [c for c in line if "evidence_values" in str(c.value)]
    assert len(factors) == 5
    bold = [c for c in factors if c.font.bold]
    assert len(bold) == 2  # Nimbus and Rootline, of five vendors


def test_grade_from_a_file_and_one_by_one(
    demo: Path, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told
    project = tmp_path / "halcyon.ossbuy"
    project.write_bytes((demo / "halcyon-mobile.ossbuy").read_bytes())
    file = tmp_path / "poc.csv"
    file.write_text(
        "vendor,requirement,evidence,score,reason,present\n"
        "rootline,C1.3,Own pilot,1,Ten more nights hid 9 % of roots,tanaka bello\n",
        "utf-8",
    )
    assert run(["grade", str(project), str(file)]) == 3
    assert "give a reason" in capsys.readouterr().err
    assert run(["grade", str(project), str(file), "--reason", "ten more nights"]) == 0
    said = capsys.readouterr().out
    assert "1 answer graded, 1 score agreed, as act 29." in said
    assert "Before: Rootline leads Nimbus AIOps by 4.5 points." in said
    assert "Now:    Rootline leads Nimbus AIOps by 2.5 points." in said
    one = ["set", str(project), "grade", "nimbus", "C3.1", "claim"]
    assert run([*one, "--reason", "the dashboard is another customer's"]) == 0
    assert run(["why", str(project), "C3.1", "--vendor", "nimbus"]) == 0
    assert "the buyer graded it: claim" in capsys.readouterr().out
    assert run([*one[:-1], "hearsay", "--reason", "x"]) == 3
    assert "'hearsay' is no evidence" in capsys.readouterr().err
    assert run(["grade", str(project), str(file), "--by", "nobody", "--reason", "x"]) == 3
    with Workspace.open(project, "tester") as workspace:
        kinds = [e.kind for e in workspace.history()][-2:]
    assert kinds == ["test.recorded", "evidence.graded"]
