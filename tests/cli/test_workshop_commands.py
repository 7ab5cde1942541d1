"""A workshop led from the command line, from an empty project to its votes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ossbuy import cli
from ossbuy.model import commands
from ossbuy.output import ExitCode
from ossbuy.store.workspace import Workspace

PEOPLE = ("Ana Petrova, planning", "Tunde Adeyemi", "Per Lund, NOC")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "okafor")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty project with one pain in it."""
    made = tmp_path / "p.ossbuy"
    with Workspace.create(made, "okafor") as w:
        w.execute(commands.describe(w.project, {"name": "Inventory", "currency": "EUR"}))
        w.execute(commands.add(w.project, "pain", {"code": "P1", "name": "Ghost ports"}))
    return made


class Said:
    """Runs ``ossbuy workshop …`` on one project and keeps what it printed."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys

    def __call__(self, command: str, *words: str, code: int = ExitCode.OK) -> str:
        ended = cli.run(["workshop", command, str(self.path), *words])
        said = self.capsys.readouterr()
        assert ended == code, said.out + said.err
        return said.out + said.err

    def json(self, command: str, *words: str) -> dict[str, object]:
        envelope = json.loads(self(command, *words, "--json"))
        assert (envelope["ossbuy"], envelope["project"]) == (1, "Inventory")
        data: dict[str, object] = envelope["data"]
        return data


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(path, capsys)


@pytest.fixture
def opened(run: Said) -> Said:
    seats = [word for who in PEOPLE for word in ("--present", who)]
    said = run("open", "--agenda", "three-hours", *seats)
    assert said.startswith("W1 is open: From what hurts to weights, in three hours, 3 in the room")
    return run


def test_steps_are_gone_through_and_told(opened: Said) -> None:
    assert "no step has begun" in opened("step")
    assert "W1 is at Why we are here, 0 min of 10." in opened("step", "next")
    assert "W1 is at What hurts" in opened("step", "pains", "--spoken", "lund")
    assert "40 + 5" in opened("step", "--more", "5", "--note", "two camps")
    assert "W1 is at Why now" in opened("step", "previous")
    data = opened.json("step")
    assert data["step"] == "trigger"
    steps = {s["key"]: s for s in data["steps"]}  # type: ignore[attr-defined]
    assert (steps["pains"]["planned"], steps["pains"]["extra"]) == (40, 5)
    assert steps["pains"]["note"] == "two camps"
    assert steps["causes"]["taken"] is None
    assert "W1 has ended." in opened("end")
    assert "has ended" in opened("step")
    assert "open another workshop first" in opened("step", "next", code=ExitCode.REFUSED)


def test_the_ends_of_the_agenda_are_said(opened: Said) -> None:
    opened("step", "welcome")
    assert "is at the first step" in opened("step", "previous", code=ExitCode.REFUSED)
    opened("step", "close")
    assert "the last step: end the workshop" in opened("step", "next", code=ExitCode.REFUSED)
    assert "has no step 'tea'" in opened("step", "tea", code=ExitCode.REFUSED)


def test_who_is_in_the_room(opened: Said) -> None:
    assert "adeyemi  Tunde Adeyemi" in opened("present")
    opened("present", "--add", "Mia Berg, finance", "--gone", "lund")
    data = opened.json("present")
    assert [p["id"] for p in data["present"]] == ["petrova", "adeyemi", "berg"]  # type: ignore[attr-defined]
    assert "full name" in opened("present", "--add", "xyz", code=ExitCode.REFUSED)


def test_parked_and_resolved(opened: Said) -> None:
    assert opened("park", "Who pays?", "--by", "petrova") == "Parked as K1.\n"
    assert "Still parked: K1." in opened("end")
    assert opened("resolve", "K1", "The board.") == "K1 is resolved.\n"
    assert "choose from K1" in opened("resolve", "K7", "x", code=ExitCode.REFUSED)


def test_a_vote_is_hidden_until_all_have_voted_and_then_taken(opened: Said) -> None:
    assert "Q1 waits for Ana Petrova, Tunde" in opened("ask", "How bad is it?", "--about", "P1")
    for who, level in (("petrova", "4"), ("Tunde Adeyemi", "5")):
        said = opened("vote", "Q1", level, "--person", who)
        assert "Noted: pass it on." in said
        assert level not in re.sub(r"Q1", "", said)
    listed = opened.json("show")
    assert listed[0]["state"] == "2 of 3"  # type: ignore[index]
    assert listed[0]["waiting"] == ["lund"]  # type: ignore[index]
    refused = opened("show", "Q1", code=ExitCode.REFUSED)
    assert "Per Lund has not voted on Q1" in refused
    assert "stay hidden" not in opened("vote", "Q1", "4", "--person", "lund")
    shown = opened("show", "Q1")
    assert "Petrova" not in shown
    shown = opened("show", "Q1", "--names")
    assert re.search(r"^4 +2 +●● +Per Lund, Ana Petrova$", shown, re.M)
    assert "Median 4, from 4 to 5; 3 voted." in shown
    assert "--take sets severity of P1 to 4 because: voted in W1 Q1." in shown
    assert "voted in W1 Q1." in opened("show", "Q1", "--take")
    data = opened.json("show", "Q1")
    assert data["counts"] == {"1": 0, "2": 0, "3": 0, "4": 2, "5": 1}
    assert data["proposal"] is None
    with Workspace.open(opened.path, "reader") as w:
        assert [p.severity for p in w.project.pains.values()] == [4]


def test_the_record_is_written_and_never_over_another_file(opened: Said, tmp_path: Path) -> None:
    opened("step", "next")
    opened("ask", "How bad is it?", "--about", "P1")
    opened("vote", "Q1", "4", "--person", "lund", "--comment", "hidden words")
    for ending in ("md", "xlsx"):
        out = str(tmp_path / f"record.{ending}")
        assert opened("record", "W1", "--out", out).endswith(
            "record of W1, 0 pains, 0 votes, 1 open point.\n"
        )
        assert "is there already" in opened("record", "--out", out, code=ExitCode.REFUSED)
        opened("record", "--out", out, "--yes")
    data = opened.json("record")
    assert data["open"] == ["Q1 was asked and its votes were not shown: How bad is it?"]
    assert "hidden words" not in str(data)
    own = str(opened.path)
    assert "never overwritten" in opened("record", "--out", own, "--yes", code=ExitCode.REFUSED)
    assert "with --out" in opened("record", code=ExitCode.USAGE)
    assert ".xlsx or .md" in opened("record", "--out", "x.pdf", code=ExitCode.USAGE)


def test_somebody_may_be_passed_over_by_name(opened: Said) -> None:
    opened("ask", "Go on?", "--scale", "yes-no")
    opened("vote", "Q1", "y", "--person", "petrova")
    said = opened("show", "Q1", "--without", "lund", "--without", "adeyemi")
    assert "1 voted, without Tunde Adeyemi, Per Lund." in said
    assert "were shown already" in opened(
        "vote", "Q1", "n", "--person", "lund", code=ExitCode.REFUSED
    )


def test_a_choice_is_asked_by_its_answers(opened: Said) -> None:
    opened("ask", "Where to begin?", "--choice", "North", "--choice", "South")
    assert "choose from 1 North, 2 South" in opened(
        "vote", "Q1", "East", "--person", "lund", code=ExitCode.REFUSED
    )
    opened("vote", "Q1", "2", "--person", "lund", "--comment", "fewer sites")
    opened("show", "Q1", "--without", "petrova", "--without", "adeyemi")
    data = opened.json("show", "Q1")
    assert data["votes"] == [{"answer": "South", "comment": "fewer sites"}]
    data = opened.json("show", "Q1", "--names")
    assert data["votes"] == [{"person": "lund", "answer": "South", "comment": "fewer sites"}]


def test_what_is_missing_is_said(run: Said) -> None:
    assert "There is no workshop yet: open one first" in run("step", code=ExitCode.REFUSED)
    assert "No workshop is running" in run("ask", "Why?", code=ExitCode.REFUSED)
    assert "Nothing was asked yet." in run("show")
    assert "shipped are one-day, three-hours" in run("open", "--agenda", "x", code=ExitCode.USAGE)
    assert "no person 'nobody'" in run("open", "--facilitator", "nobody", code=ExitCode.REFUSED)
    run("open")
    assert "Nobody is noted as present" in run("present")
    assert "still running" in run("open", code=ExitCode.REFUSED)
    run("ask", "Why?")
    assert "choose from nobody yet" in run("vote", "Q1", "3", "--person", "x", code=3)


def test_without_a_terminal_an_answer_must_be_said(
    opened: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened("ask", "Why?")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    said = opened("vote", "Q1", "--person", "lund", code=ExitCode.USAGE)
    assert "vote at a terminal" in said
