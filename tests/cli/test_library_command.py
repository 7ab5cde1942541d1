"""Looking into the library and pulling from it, as a person or a script meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ossbuy.cli import run

OWN = Path(__file__).parents[1] / "exchange" / "test_library.py"


class Desk:
    """Runs commands in a directory of its own and keeps the two streams apart."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.err = ""

    def __call__(self, *words: str, code: int = 0) -> str:
        ended = run(list(words))
        out, self.err = self._capsys.readouterr()
        assert ended == code, (ended, out[-500:], self.err)
        return out

    def json(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))["data"]

    def refused(self, *words: str, code: int = 2) -> str:
        out = self(*words, code=code)
        assert out == ""
        assert self.err.startswith("ossbuy: ")
        assert len(self.err.splitlines()) == 1
        return self.err


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "ann")
    asked = Desk(capsys)
    asked("new", "m.ossbuy", "--name", "Mediation")
    return asked


def test_modules_are_listed(desk: Desk) -> None:
    lines = desk("library").splitlines()
    assert len(lines) == 24
    assert lines[2].split()[:3] == ["1", "resource-inventory", "INV"]
    data = desk.json("library")
    assert [h["number"] for h in data] == list(range(1, 23))


@pytest.mark.parametrize("name", ["mediation", "17", "med"])
def test_a_module_is_shown(desk: Desk, name: str) -> None:
    text = desk("library", name)
    assert "17. Mediation" in text
    assert "TMF635   Usage Management 4.0.0" in text
    assert "usage records: 20 – 60 count per subscriber and day (mobile subscriber)" in text
    for ident in ("MED-P1", "MED-C1", "MED-K1", "MED-R13"):
        assert ident in text
    assert max(len(line) for line in text.splitlines()) <= 110


def test_a_module_as_json_holds_everything(desk: Desk) -> None:
    data = desk.json("library", "hygiene")
    assert {"pains", "causes", "kpis", "requirements"} <= set(data)
    assert sum(r["gate"] for r in data["requirements"]) == 4
    assert data["kpis"][0]["typical"] == [24.0, 168.0]


def test_a_search(desk: Desk) -> None:
    assert "INV-P1" in desk("library", "--search", "port free")
    assert all("module" in hit for hit in desk.json("library", "--search", "port free"))
    desk("library", "--search", "submarine periscope", code=1)
    assert "No pain and no requirement holds 'submarine periscope'" in desk.err


def test_pulling_by_kind_and_by_id(desk: Desk) -> None:
    out = desk("pull", "m.ossbuy", "mediation", "--pains", "--causes")
    assert "P1    MED-P1" in out
    assert "Ask before you score them" in out
    assert "'ossbuy undo m.ossbuy' takes it back." in out
    out = desk("pull", "m.ossbuy", "mediation", "MED-R1", "r2", "MED-P1")
    assert "MED.2  MED-R2" in out
    assert desk.err == "MED-P1 is left out: it is there already as P1.\n"
    desk("undo", "m.ossbuy")
    data = desk.json("pull", "m.ossbuy", "mediation", "MED-R1")
    assert data["taken"] == [
        {"ask": "", "code": "MED.1", "family": "requirement", "library": "MED-R1"}
    ]
    assert data["sections"] == ["MED"]


def test_pulling_what_is_there_records_nothing(desk: Desk) -> None:
    desk("pull", "m.ossbuy", "mediation", "MED-P1")
    desk("pull", "m.ossbuy", "mediation", "MED-P1")
    assert "Nothing was pulled." in desk.err
    assert desk.json("pull", "m.ossbuy", "mediation", "MED-P1")["act"] is None


def test_orphans_are_proposed_then_taken(desk: Desk) -> None:
    desk("pull", "m.ossbuy", "mediation", "MED-P1", "MED-P3", "MED-R6")
    out = desk("pull", "m.ossbuy", "--orphans")
    assert "P1 Records vanish on the way: pulled from MED-P1" in out
    assert "Nothing is recorded yet" in desk.err
    data = desk.json("pull", "m.ossbuy", "P2", "--orphans")
    assert data[0]["links"][0] == {
        "module": "mediation",
        "requirement": "MED-R6",
        "strength": 9,
        "there": True,
    }
    out = desk("pull", "m.ossbuy", "P2", "--orphans", "--accept")
    assert "2 links made; 'ossbuy undo m.ossbuy' takes it back." in out
    desk("pull", "m.ossbuy", "--orphans", "--accept")
    desk("pull", "m.ossbuy", "--orphans")
    assert desk.err == "Every pain is answered by a requirement.\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("library", "voip"), 2, "there is no module 'voip'; 'ossbuy library' lists those"),
        (("library", "bilingual"), 2, "did you mean billing?"),
        (("library", "mediation", "--search", "x"), 2, "Name a module or search for words, not"),
        (("library", "--library", "nowhere"), 2, "nowhere: it is not a directory; name the one"),
        (("pull", "m.ossbuy"), 2, "Name a module; 'ossbuy library' lists them."),
        (("pull", "m.ossbuy", "mediation"), 2, "Say what to pull: ids of the module, --pains"),
        (("pull", "m.ossbuy", "mediation", "R99"), 3, "The module mediation has no 'R99'"),
        (("pull", "m.ossbuy", "mediation", "R1", "--section", "X"), 3, "There is no section 'X'"),
        (("pull", "m.ossbuy", "mediation", "R1", "--accept"), 2, "--accept takes what --orphans"),
        (("pull", "m.ossbuy", "--orphans", "--pains"), 2, "--orphans takes pains of the project"),
        (("pull", "m.ossbuy", "--orphans", "P9"), 3, "There is no pain 'P9': check the id."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    desk: Desk, words: tuple[str, ...], code: int, said: str
) -> None:
    assert said in desk.refused(*words, code=code)


def test_a_library_of_ones_own(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = OWN.read_text(encoding="utf-8").split('MODULE = """\\\n')[1].split('"""')[0]
    (own / "cooling.yaml").write_text(text, encoding="utf-8")
    assert "Cooling" in desk("library", "--library", "own").splitlines()[-1]
    assert "COO-R1" in desk("library", "--search", "duty engineer", "--library", "own")
    assert "COO.1" in desk("pull", "m.ossbuy", "cooling", "R1", "--library", "own")
    (own / "cooling.yaml").write_text(text.replace("COO-R1=9", "COO-R2=9"), encoding="utf-8")
    said = desk.refused("library", "cooling", "--library", "own")
    assert said == (
        "ossbuy: cooling.yaml, pains, COO-P1: there is no requirement 'COO-R2' in this module; "
        "correct the id.\n"
    )


def test_after_the_lock_links_need_a_reason(desk: Desk) -> None:
    """New requirements weigh nothing, but a link moves weights (decision 7)."""
    samples = Path(__file__).parents[2] / "sample_rfps" / "kestrel-inventory"
    desk("new", "k.ossbuy", "--from", str(samples))
    desk("pull", "k.ossbuy", "hygiene", "HYG-R14")
    desk("pull", "k.ossbuy", "hygiene", "HYG-P7")
    assert "The weights are locked: give a reason" in desk.refused(
        "pull", "k.ossbuy", "--orphans", "--accept", code=3
    )
    out = desk("pull", "k.ossbuy", "--orphans", "--accept", "--reason", "the board asked for it")
    assert "links made" in out
