"""``ossbuy check --wording`` on projects and tables, and a proposal accepted by words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ossbuy import cli
from ossbuy.store.workspace import Workspace
from small import KESTREL

TABLE = (
    "Ref,Requirement,Threshold\n"
    'R-1,"The portal shall answer quickly, etc.",\n'
    'R-2,"The portal shall minimise downtime during an upgrade.",At most 4 h a year\n'
    'R-3,"The portal shall show one order.",Shown to our planners\n'
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "okafor")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tender.csv").write_text(TABLE, encoding="utf-8")
    assert cli.run(["new", "k.ossbuy", "--from", str(KESTREL)]) == 0
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> str:
    capsys.readouterr()
    assert cli.run(list(argv)) == code
    both = capsys.readouterr()
    return both.out + both.err


def test_a_table_is_read_with_its_thresholds(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(said(capsys, "check", "tender.csv", "--wording", "--json"))["data"]
    found = {(i, h["rule"], h["field"]) for i, hits in data["hits"].items() for h in hits}
    assert found == {
        ("R-1", "unmeasured", "text"),
        ("R-1", "open-ended", "text"),
        ("R-3", "unitless", "threshold"),
    }
    assert data["texts"] == 3
    assert data["flagged"] == 2


def test_columns_are_named_where_they_have_other_names(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "odd.csv").write_text(
        "Nummer;Wortlaut\n1;The portal shall be able to print.\n", encoding="utf-8"
    )
    refused = said(capsys, "check", "odd.csv", "--wording", code=2)
    assert "no column is called 'id'; name one of 'nummer', 'wortlaut' by --ids." in refused
    named = ("--ids", "Nummer", "--texts", "Wortlaut")
    out = said(capsys, "check", "odd.csv", "--wording", *named)
    assert "→ The portal shall print." in out


def test_files_that_are_no_tables_are_refused_in_a_sentence(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "empty.csv").write_text("id,text\n", encoding="utf-8")
    (desk / "noise.xlsx").write_bytes(b"\x00\x01")
    assert "there is no text" in said(capsys, "check", "empty.csv", "--wording", code=2)
    assert "not a workbook" in said(capsys, "check", "noise.xlsx", "--wording", code=2)
    assert "does not exist" in said(capsys, "check", "gone.csv", "--wording", code=2)
    assert "go with --wording" in said(capsys, "check", "k.ossbuy", "--all", code=2)


def test_a_proposal_is_accepted_by_words(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "C4.4" in said(capsys, "check", "k.ossbuy", "--wording", "--all")
    said(capsys, "set", "k.ossbuy", "rewrite", "C4.4", "ability")
    assert "C4.4" not in said(capsys, "check", "k.ossbuy", "--wording", "--all")
    with Workspace.open(desk / "k.ossbuy", "okafor") as workspace:
        text = workspace.project.requirements[
            workspace.project.by_code("requirements", "C4.4") or ""
        ].text
    assert text.startswith("The supplier shall return an exchange")
    refused = said(capsys, "set", "k.ossbuy", "rewrite", "C4.4", "ability", code=3)
    assert "has no proposal of the rule 'ability'" in refused
