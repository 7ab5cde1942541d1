"""Value and people on the command line: what is printed, what JSON holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_command_line import Terminal

from small import KESTREL


@pytest.fixture
def run(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.fixture
def kestrel(run: Terminal) -> Terminal:
    run("new", "k.ossbuy", "--from", KESTREL)
    return run


def test_value_says_where_the_thinking_stops_and_what_is_at_risk(kestrel: Terminal) -> None:
    run = kestrel
    money = ("lever", "conversion", "volume", "1000000", "loss", "10 %", "margin", "0.5")
    money += ("loss_low", "", "loss_high", "")
    run("set", "k.ossbuy", "value", "P3", *money, "attribution", "1", "segment", "homes")
    run("set", "k.ossbuy", "value", "P4", *money, "attribution", "0.5", "segment", "homes")
    run("set", "k.ossbuy", "value", "P6", *money, "attribution", "1", "obstructs", "yes")
    run("set", "k.ossbuy", "value", "C4.3", "lever", "churn", "chain", "asserted")
    data = run.json("value", "k.ossbuy")
    risk = data["revenue_at_risk"]
    assert {c["of"]: c["state"] for c in risk["cases"]} == {
        "pain P3": "counted",
        "pain P4": "counted already",
        "pain P5": "not known",
        "pain P6": "obstructs",
        "requirement C4.3": "not known",
    }
    assert (risk["likely"], risk["mean"]) == (50_000, None)
    assert data["profiles"]["stated weights"]["depth"] == pytest.approx(1.223333)
    assert 0 < data["line_of_sight"] < 1
    assert data["multipliers"] == [1, 1, 1]
    said = run("value", "k.ossbuy")
    assert "Revenue at risk: 50,000 EUR a year likely, without a range" in said
    assert "counted already by P3" in said
    assert "Obstructs the customer, never counted: pain P6." in said
    assert "With layers multiplied by 1/1.15/1.3 Ductwise still leads" in said


def test_adopted_multipliers_are_a_line_of_their_own(kestrel: Terminal) -> None:
    run = kestrel
    assert "give a reason" in run.refused("set", "k.ossbuy", "layers", "1/1.15/1.3", code=3)
    run("set", "k.ossbuy", "layers", "1/1.15/1.3", "--reason", "leaning outward")
    profiles = run.json("value", "k.ossbuy")["profiles"]
    before, after = profiles["what counts, before multipliers"], profiles["what counts"]
    assert before["layers"] == pytest.approx(profiles["derived from pain"]["layers"], abs=1e-6)
    assert after["depth"] > before["depth"]
    assert "With layers multiplied by 1/1/1 " in run("value", "k.ossbuy")


def test_an_empty_project_says_what_is_not_known(run: Terminal) -> None:
    run("new", "e.ossbuy", "--name", "Empty")
    said = run("value", "e.ossbuy")
    assert "Nothing that weighs says its layer yet." in said
    assert "Revenue at risk is not known" in said
    assert "nothing that weighs stands at layer 3" in said


def test_another_word_for_trauma_is_used(kestrel: Terminal) -> None:
    kestrel("set", "k.ossbuy", "policy", "trauma_word", "operational pain")
    said = kestrel("value", "k.ossbuy")
    assert "operational pain at layer 3" in said
    assert "trauma" not in said


def test_people_says_the_air_gap_and_who_is_missing(kestrel: Terminal) -> None:
    run = kestrel
    run("set", "k.ossbuy", "pain", "P7", "voice", "")
    run("set", "k.ossbuy", "person", "osei", "in_room", "")
    data = run.json("people", "k.ossbuy")
    points = data["points"]
    total = sum(points.values())
    assert data["air_gap"] == pytest.approx(1 - points["daily_users"] / total, abs=1e-6)
    assert data["pains_without_a_voice"] == ["P7"]
    told = sum(person["points"] for person in data["people"])
    assert told + points["nobody"] == pytest.approx(total, abs=1e-4)
    ranked = [p["score"] for p in data["processes"] if p["score"] is not None]
    assert ranked == sorted(ranked, reverse=True)
    assert all((p["score"] is None) == (p["missing"] is not None) for p in data["processes"])
    said = run("people", "k.ossbuy")
    assert "the buyer's air-gap is" in said
    assert "Nobody is named for P7." in said
    assert "Not in the room: Splice crews of the contractor" in said
    assert "Nobody said whether they are in the room: osei." in said


def test_people_of_an_empty_project(run: Terminal) -> None:
    run("new", "e.ossbuy", "--name", "Empty")
    said = run("people", "e.ossbuy")
    assert "no air-gap to speak of" in said
    assert "No daily user is named." in said
    assert run.json("people", "e.ossbuy")["air_gap"] is None
