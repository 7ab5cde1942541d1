"""ballot, round and group as commands: what they print, and what they never print too early."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ossbuy import cli
from ossbuy.model.events import Act
from ossbuy.output import ExitCode
from ossbuy.store.workspace import Workspace
from small import Case


class Line:
    """Runs commands on one project in this process."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._capsys = path, capsys

    def __call__(self, command: str, *words: str, code: ExitCode = ExitCode.OK) -> str:
        ended = cli.run([command, str(self.path), *words])
        out, err = self._capsys.readouterr()
        assert ended == code, (ended, out, err)
        return out if code is ExitCode.OK else err

    def json(self, command: str, *words: str) -> Any:
        return json.loads(self(command, *words, "--json"))["data"]


@pytest.fixture
def line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Line:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "chair")
    case = Case()
    for person in ("ann", "ben", "cho"):
        case.thing("person", person, name=f"{person.title()} X", voting_power=1)
    for code in ("A", "B"):
        case.section(code).requirement(f"{code}.1", code)
    for vendor, good in (("acme", "A.1"), ("best", "B.1")):
        case.vendor(vendor, "100")
        for code in ("A.1", "B.1"):
            case.answer(vendor, code, "full" if code == good else "none")
    path = tmp_path / "weighing.ossbuy"
    with Workspace.create(path, "chair") as workspace:
        workspace.execute(Act("project.built", tuple(case.facts)))
    return Line(path, capsys)


def test_a_round_from_the_first_ballot_to_the_stated_weights(line: Line) -> None:
    said = line("ballot", "--person", "Ann X", "A=81.375", "B=18.625")
    assert said == (
        "Passed on: Ann X on all sections.\n"
        "Round 1 on all sections is open: 1 of 3 voted; waited for: Ben X, Cho X.\n"
    )
    said = line("ballot", "--person", "ben", "--method", "ranking", "B > A", "--comment", "why not")
    assert "2 of 3 voted" in said
    assert "still open" in line("group", "top", code=ExitCode.REFUSED)
    for command, *words in (("round", "top"), ("group",), ("log",)):
        for early in (line(command, *words), json.dumps(line.json(command, *words))):
            assert "81.375" not in early
            assert "0.81" not in early
            assert "why not" not in early
    said = line("round", "top", "--close")
    assert said.startswith("Round 1 on all sections is closed: 2 voted; absent: Cho X.\n")
    said = line("group", "top")
    # mean of 81.375 and 25, of 18.625 and 75
    assert "A  53.2 %  25.0 %  ben   81.4 %  ann" in said
    assert "1 of 2 people's own weights choose Acme; 1 Best." in said
    assert "Ben X: “why not”" in said
    assert "Absent: Cho X." in said
    said = line("group", "top", "--adopt", "--method", "geometric-mean")
    assert said.endswith("Taken as the stated weights of all sections.\n")
    with Workspace.open(line.path, "chair") as workspace:
        stated = workspace.project.stated
        root = ((0.81375 * 0.25) ** 0.5, (0.18625 * 0.75) ** 0.5)
        assert stated["A"] == pytest.approx(100 * root[0] / sum(root))
        assert workspace.history()[-1].kind == "weights.agreed"
    assert "2 people, geometric-mean" in line("group")
    told = line("log", "--last", "1")
    assert "took the group's weights: geometric-mean of 2 people on all sections, round 1" in told


def test_the_second_round_stands_beside_the_first(line: Line) -> None:
    line("ballot", "--person", "ann", "A=100", "B=0")
    line("ballot", "--person", "ben", "A=0", "B=100")
    line("round", "top", "--close")
    line("ballot", "--person", "ann", "A=80", "B=20")
    line("ballot", "--person", "ben", "A=0", "B=100")
    assert line.json("round", "top")["open"]["waited_for"] == ["cho"]
    line("round", "top", "--close")
    said = line("group", "top")
    assert "Since round 1 the group moved 10.0 points of weight; most moved Ann X, 20.0" in said
    found = line.json("group", "top")
    assert (found["round"], found["since_round"], found["group_moved"]) == (2, 1, 0.1)
    ann = found["people"][0]
    assert (ann["weights"], ann["moved_since"]) == ({"A": 0.8, "B": 0.2}, 0.2)
    assert (ann["own_winner"], ann["own_ranking"]) == ("Acme", ["Acme", "Best"])
    assert ann["distance"] == pytest.approx(0.4)
    assert ann["left_out_moves"] == pytest.approx(0.4)
    assert line.json("group", "top", "--round", "1")["weights"] == {"A": 0.5, "B": 0.5}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("ballot", "--person", "eve", "A=1"), ExitCode.USAGE, "There is no person 'eve'"),
        (("ballot", "--person", "ann", "A=1"), ExitCode.REFUSED, "B has no points"),
        (("ballot", "--person", "ann", "A=1", "B=-1"), ExitCode.REFUSED, "must be 0 or more"),
        (("ballot", "--person", "ann"), ExitCode.REFUSED, "Nothing is weighed yet"),
        (("ballot", "--person", "ann", "--node", "Z", "A=1"), ExitCode.REFUSED, "no section 'Z'"),
        (("ballot", "--person", "ann", "--node", "A", "A=1"), ExitCode.REFUSED, "nothing to weigh"),
        (("ballot", "--person", "ann", "--method", "x", "A=1"), ExitCode.REFUSED, "no method 'x'"),
        (("round", "top", "--close"), ExitCode.REFUSED, "Nobody has cast a ballot"),
        (("group", "top"), ExitCode.REFUSED, "Nobody has voted on all sections in round 1"),
        (("group", "--adopt"), ExitCode.USAGE, "Say which section's weights"),
    ],
)
def test_refusals_are_sentences(
    line: Line, words: tuple[str, ...], code: ExitCode, said: str
) -> None:
    err = line(*words, code=code)
    assert said in err
    assert err.startswith("ossbuy: ")
    assert err.count("\n") == 1
