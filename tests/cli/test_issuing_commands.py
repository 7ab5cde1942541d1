"""Issue, calendar, clarify and shortlist by words: exit codes, envelopes, what is never done."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from ossbuy.cli import run
from ossbuy.output import ExitCode
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from small import KESTREL


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Kestrel before anything was received, as a file's bytes."""
    import shutil

    home = tmp_path_factory.mktemp("kestrel")
    shutil.copytree(KESTREL, home / "files")
    for name in ("record.yaml", "scores.csv", "agreed.csv", "gates.csv"):
        (home / "files" / name).unlink()
    with Workspace.create(home / "k.ossbuy", "tester") as workspace:
        build(workspace, home / "files")
    return (home / "k.ossbuy").read_bytes()


@pytest.fixture
def kestrel(made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one's own, in a directory of one's own."""
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "M. Okafor")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "k.ossbuy").write_bytes(made)
    return tmp_path


def data(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found = json.loads(capsys.readouterr().out)
    assert found["ossbuy"] == 1
    assert isinstance(found["data"], dict)
    return found["data"]


def test_issue_writes_both_workbooks_and_says_so_as_data(
    kestrel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["issue", "k.ossbuy", "--out", "rfp.xlsx", "--json"]) == ExitCode.OK
    said = data(capsys)
    assert (said["version"], said["asked"], said["addendum"]) == ("1", 48, False)
    assert [f["file"] for f in said["files"]] == ["rfp.xlsx", "rfp-prices.xlsx"]  # type: ignore[index,union-attr]
    assert run(["issue", "k.ossbuy", "--again", "1", "--out", "again.xlsx"]) == ExitCode.OK
    assert (kestrel / "again.xlsx").read_bytes() == (kestrel / "rfp.xlsx").read_bytes()
    assert run(["issue", "k.ossbuy", "--again", "7", "--out", "no.xlsx"]) == ExitCode.REFUSED
    assert not (kestrel / "no.xlsx").exists()


def test_nothing_is_recorded_by_a_check_a_refusal_or_a_file_that_is_there(
    kestrel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (kestrel / "mine.xlsx").write_text("mine", encoding="utf-8")
    leaky = ["set", "k.ossbuy", "requirement", "C1.2", "text", "It shall run on Oracle."]
    for argv, code in (
        (["issue", "k.ossbuy", "--check", "--strict"], ExitCode.OK),
        (["issue", "k.ossbuy"], ExitCode.USAGE),
        (["issue", "k.ossbuy", "--out", "mine.xlsx"], ExitCode.REFUSED),
        (["issue", "k.ossbuy", "--out", "x.xlsx", "--prices", "x.xlsx"], ExitCode.USAGE),
        (["issue", "k.ossbuy", "--out", "no/where.xlsx"], ExitCode.USAGE),
        (["issue", "k.ossbuy", "--out", "k.ossbuy", "--yes"], ExitCode.REFUSED),
        (["issue", "k.ossbuy", "--out", "x.xlsx", "--short"], ExitCode.REFUSED),
        (["issue", "k.ossbuy", "--out", "x.xlsx", "--diff", "d.xlsx"], ExitCode.USAGE),
        (["issue", "k.ossbuy", "--out", "x.xlsx", "--years", "0"], ExitCode.REFUSED),
        (["issue", "k.ossbuy", "--out", "x.xlsx", "--causes", "RC99"], ExitCode.USAGE),
        (["issue", "k.ossbuy", "--out", "x.xlsx", "--to", "nobody"], ExitCode.USAGE),
        (["issue", "k.ossbuy", "--out", "x.xlsx", "--attach", "gone.xlsx"], ExitCode.USAGE),
        (leaky, ExitCode.OK),
        (["issue", "k.ossbuy", "--out", "x.xlsx", "--strict"], ExitCode.REFUSED),
        (["issue", "k.ossbuy", "--check", "--strict"], ExitCode.NO),
    ):
        assert run(argv) == code, argv
        assert "mistake in ossbuy" not in capsys.readouterr().err, argv
    with Workspace.open(kestrel / "k.ossbuy", "tester") as workspace:
        assert not workspace.project.issues
    assert (kestrel / "mine.xlsx").read_text(encoding="utf-8") == "mine"
    assert not (kestrel / "x.xlsx").exists()


def test_a_file_alone_is_checked_and_one_that_goes_along_too(
    kestrel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Scoring").sheet_state = "hidden"
    book.save(kestrel / "annex.xlsx")
    assert run(["issue", "annex.xlsx", "--check", "--json"]) == ExitCode.OK
    kinds = [leak["kind"] for leak in data(capsys)["leaks"]]  # type: ignore[attr-defined]
    assert "hidden" in kinds
    assert run(["issue", "annex.xlsx", "--check", "--strict"]) == ExitCode.NO
    argv = ["issue", "k.ossbuy", "--check", "--attach", "annex.xlsx", "--json"]
    capsys.readouterr()
    assert run(argv) == ExitCode.OK
    assert "hidden" in [leak["kind"] for leak in data(capsys)["leaks"]]  # type: ignore[attr-defined]
    (kestrel / "bad.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert run(["issue", "bad.xlsx", "--check"]) == ExitCode.USAGE
    assert capsys.readouterr().err.count("\n") == 1


def test_dates_questions_and_the_short_list_as_data(
    kestrel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["calendar", "k.ossbuy", "set", "D1", "answers", "2027-01-15 12:00"]) == 0
    assert run(["calendar", "k.ossbuy", "set", "D1", "party", "2027-01-15"]) == ExitCode.REFUSED
    assert run(["calendar", "k.ossbuy", "set", "D1", "answers", "soon"]) == ExitCode.REFUSED
    assert run(["calendar", "k.ossbuy", "move", "D1"]) == ExitCode.USAGE
    assert run(["clarify", "k.ossbuy", "ask", "Why?", "--vendor", "skylark"]) == 0
    assert run(["clarify", "k.ossbuy", "ask", "Why?", "--about", "C99"]) == ExitCode.USAGE
    assert run(["clarify", "k.ossbuy", "publish", "Q1"]) == ExitCode.REFUSED
    assert run(["clarify", "k.ossbuy", "answer", "Q1", "Because."]) == 0
    assert run(["clarify", "k.ossbuy", "publish", "Q1", "--to-asker"]) == 0
    assert run(["clarify", "k.ossbuy", "export"]) == ExitCode.USAGE
    assert run(["shortlist", "k.ossbuy", "ductwise"]) == ExitCode.REFUSED
    assert run(["shortlist", "k.ossbuy", "ductwise", "--reason", "gates"]) == 0
    assert run(["set", "k.ossbuy", "clarification", "Q1", "published_to", "all"]) == 3
    assert run(["set", "k.ossbuy", "deadline", "D1", "at", "soon"]) == ExitCode.REFUSED
    capsys.readouterr()
    assert run(["calendar", "k.ossbuy", "--json"]) == 0
    (date,) = data(capsys)["calendar"]  # type: ignore[misc]
    assert (date["id"], date["at"]) == ("D1", "2027-01-15T12:00:00Z")
    assert run(["clarify", "k.ossbuy", "--json"]) == 0
    (asked,) = data(capsys)["clarifications"]  # type: ignore[misc]
    assert (asked["asked_by"], asked["published_to"]) == ("skylark", "skylark")
    assert run(["clarify", "k.ossbuy", "export", "--out", "log.md"]) == 0
    assert "Why?" not in (kestrel / "log.md").read_text(encoding="utf-8"), "for one, not for all"
    capsys.readouterr()
    assert run(["shortlist", "k.ossbuy", "--json"]) == 0
    assert [v["vendor"] for v in data(capsys)["vendors"]] == ["Ductwise"]  # type: ignore[attr-defined]


def test_only_the_buyers_own_file_issues(kestrel: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["share", "k.ossbuy", "--for", "vendor", "--to", "ductwise", "--out", "copy.ossbuy"]
    assert run(argv) == ExitCode.OK
    assert run(["issue", "copy.ossbuy", "--out", "x.xlsx"]) == ExitCode.REFUSED
    assert "buyer's own file" in capsys.readouterr().err
