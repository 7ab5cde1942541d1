"""Capturing pains on the command line: lines taken in, costs worked out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from ossbuy import cli
from ossbuy.output import ExitCode


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project with one person and one pain."""
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "okafor")
    path = str(tmp_path / "p.ossbuy")
    for line in (
        ["new", path, "--name", "Inventory", "--currency", "EUR"],
        ["set", path, "person", "ana", "name", "Ana Lima", "daily_user", "yes"],
        ["set", path, "pain", "P1", "name", "Needless cards"],
    ):
        assert cli.run(line) == ExitCode.OK
    return path


def run(capsys: pytest.CaptureFixture[str], *line: str) -> tuple[int, str, str]:
    """Exit code, what was printed, what was said."""
    capsys.readouterr()
    code = cli.run(list(line))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def data(capsys: pytest.CaptureFixture[str], *line: str) -> dict:
    """What a reading command says as JSON."""
    code, out, _ = run(capsys, *line, "--json")
    assert code == ExitCode.OK
    return json.loads(out)["data"]


def test_a_cost_is_worked_out_and_read_back(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "hours: re-keying; 1.5/2/3 h x 48.50 x 220"
    code, out, _ = run(capsys, "cost", project, "p1", "--line", line)
    assert code == ExitCode.OK
    assert "16,005 – 21,340 – 32,010 EUR a year" in out
    said = data(capsys, "cost", project, "P1")
    assert (said["low"], said["likely"], said["high"]) == ("16005", "21340", "32010")
    assert said["lines"][0]["what"] == "re-keying"
    assert not said["out_of_date"]
    run(capsys, "set", project, "pain", "P1", "cost_likely", "30000")
    assert data(capsys, "cost", project, "P1")["out_of_date"]
    _, out, _ = run(capsys, "cost", project, "P1")
    assert "Out of date" in out
    run(capsys, "cost", project, "P1", "--drop")
    assert data(capsys, "cost", project, "P1")["lines"] == []


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (["P9"], ExitCode.USAGE, "There is no pain 'P9'; told are: P1."),
        (["P1", "--line", "cards"], ExitCode.USAGE, "line 1: it does not read as"),
        (["P1", "--line", "x; 1 x 2", "--drop"], ExitCode.USAGE, "not both"),
        (["P1", "--drop"], ExitCode.REFUSED, "was not worked out"),
    ],
)
def test_bad_costs_are_said_in_a_sentence(
    project: str, capsys: pytest.CaptureFixture[str], line: list[str], code: int, said: str
) -> None:
    ended, _, err = run(capsys, "cost", project, *line)
    assert ended == code
    assert said in err


def test_lines_are_taken_in_as_one_act(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = tmp_path / "board.txt"
    board.write_text("- Late bills\n- needless CARDS\n- late bills\n", encoding="utf-8")
    code, out, err = run(capsys, "take", project, str(board), "--dry-run")
    assert (code, out) == (ExitCode.OK, "P2  Late bills\n")
    assert "Line 2 is told already as P1" in err
    assert "Line 3 says the same as line 1" in err
    assert "nothing is recorded" in err
    assert run(capsys, "take", project, str(board))[0] == ExitCode.OK
    code, _, err = run(capsys, "take", project, str(board))
    assert code == ExitCode.REFUSED
    assert "paste one line each" in err
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("pain;voice;severity;cost\nTwo tools;Ana;4;20 000\n", encoding="utf-8")
    _, out, _ = run(capsys, "take", project, str(sheet))
    assert out == "P3  Two tools · Ana Lima · severity 4 · 20,000 a year\n"
    code, out, _ = run(capsys, "undo", project)
    assert code == ExitCode.OK


def test_a_file_that_is_not_there_is_said(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "take", project, str(tmp_path / "no.txt"))
    assert code == ExitCode.USAGE
    assert "does not exist" in err


def test_standard_input_is_read(
    project: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Late bills\n"))
    assert run(capsys, "take", project, "-")[1] == "P2  Late bills\n"


def test_person_days_are_counted(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert data(capsys, "burden", project) == {"lines": [], "person_days": None}
    assert "Nothing is counted yet" in run(capsys, "burden", project)[1]
    add = ("burden", project, "add", "Demos", "--people", "4", "--days", "1.5")
    code, out, _ = run(capsys, *add, "--role", "planners")
    assert code == ExitCode.OK
    assert "Together 6 person-days." in out
    run(capsys, *add)
    said = data(capsys, "burden", project)
    assert said["person_days"] == "12"
    assert said["lines"][1]["role"] == "planners"
    code, _, err = run(capsys, "burden", project, "remove", "demos")
    assert (code, "2 lines are called" in err) == (ExitCode.USAGE, True)
    run(capsys, "burden", project, "remove", "1")
    assert data(capsys, "burden", project)["person_days"] == "6"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add"], ExitCode.USAGE, "Say what to add"),
        (["remove", "9"], ExitCode.USAGE, "there is no line to remove"),
        (["add", "Demos", "--people", "x", "--days", "1"], ExitCode.REFUSED, "must be a number"),
        (["add", "Demos"], ExitCode.REFUSED, "people: it is missing"),
        (["list", "Demos"], ExitCode.USAGE, "did you mean"),
        (["list", "--days", "1"], ExitCode.USAGE, "go with add"),
    ],
)
def test_bad_lines_of_person_days_are_said(
    project: str, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    ended, _, err = run(capsys, "burden", project, *words)
    assert ended == code
    assert said in err


def test_feelings_are_printed_only_when_asked_for(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "feelings", project)[1] == "Nobody has told how it feels.\n"
    secret = "that they blame me"
    for line in (
        ["pain", "P1", "cost_likely", "100000", "evidence", "B"],
        ["emotion", "E1", "person", "ana", "pain", "P1", "intensity", "4", "fear", secret],
    ):
        assert run(capsys, "set", project, *line)[0] == ExitCode.OK
    code, out, err = run(capsys, "feelings", project)
    assert code == ExitCode.OK
    assert "1 feeling of 1 person, about 1 pain; 1 fear named and 0 answered" in out
    assert secret not in out + err
    assert data(capsys, "feelings", project) == {
        "told": 1,
        "people": 1,
        "pains": 1,
        "fears": 1,
        "answered": 0,
        "released": 0,
    }
    assert secret in run(capsys, "feelings", project, "--private")[1]
    said = data(capsys, "feelings", project, "--private", "--heart")
    assert said["feelings"][0]["fear"] == secret
    assert said["heart_and_head"] == [
        {
            "pain": "P1",
            "feeling": 4.0,
            "evidenced_cost": 75000.0,
            "heart": 1,
            "head": 1,
            "gap": 0,
        }
    ]
    assert "75,000" in run(capsys, "feelings", project, "--private", "--heart")[1]
    code, _, err = run(capsys, "feelings", project, "--heart")
    assert (code, "say --private" in err) == (ExitCode.USAGE, True)


def test_a_fear_is_answered_by_a_proposal(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "set", project, "emotion", "E1", "person", "ana", "fear", "no way back")
    listed = data(capsys, "fears", project)
    assert {p["requirement"] for p in listed} == {""}
    assert "proposal: " in run(capsys, "fears", project)[1]
    code, out, _ = run(capsys, "fears", project, "--accept", "way-back", "--of", "e1")
    assert code == ExitCode.OK
    assert out.startswith("RISK.1 Way back from every wave stands under Risk")
    assert data(capsys, "feelings", project)["answered"] == 1
    taken = {p["id"]: p["requirement"] for p in data(capsys, "fears", project)}
    assert taken["way-back"] == "RISK.1"
    for line, ended, said in (
        (["--accept", "way-back"], ExitCode.REFUSED, "already, as RISK.1"),
        (["--accept", "spiders"], ExitCode.USAGE, "There is no kind 'spiders'"),
        (["--of", "E1"], ExitCode.USAGE, "goes with --accept"),
        (["--accept", "exit", "--of", "E9"], ExitCode.USAGE, "There is no feeling 'E9'"),
    ):
        code, _, err = run(capsys, "fears", project, *line)
        assert code == ended
        assert said in err


def test_scripts_are_listed_printed_and_written(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "script")
    assert code == ExitCode.OK
    assert "worst-case" in out
    assert run(capsys, "script", "pains")[1].startswith("# What hurts (23 min)")
    shipped = json.loads(run(capsys, "script", "--json")[1])["data"]
    assert len(shipped) >= 6
    asked = sum(len(one["questions"]) for one in shipped)
    target = tmp_path / "questions.md"
    assert f"{asked} questions" in run(capsys, "script", "--out", str(target))[1]
    assert target.read_text(encoding="utf-8").count("\n# ") == len(shipped) - 1
    code, _, err = run(capsys, "script", "--out", str(target))
    assert code != ExitCode.OK
    assert "questions.md" in err
    code, _, err = run(capsys, "script", "nothing")
    assert (code, "there is no such script" in err) == (ExitCode.USAGE, True)
