"""Agendas of workshops: the shipped ones are whole, and what is wrong in one's own is said."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from ossbuy import locations
from ossbuy.exchange import agendas
from ossbuy.exchange.agenda_sheet import duration, printable
from ossbuy.exchange.errors import BadFile
from ossbuy.tui.stages import STAGES

SCREENS = {stage.id for stage in STAGES}
STEP = {"key": "pains", "title": "What hurts", "minutes": "20"}


@pytest.mark.parametrize(
    ("name", "least", "most"), [("three-hours", 180, 180), ("one-day", 420, 480)]
)
def test_the_shipped_agendas_fit_their_names(name: str, least: float, most: float) -> None:
    found = agendas.agenda(name)
    assert least <= found.minutes <= most
    assert [step.place for step in found.steps.values()] == list(range(1, len(found.steps) + 1))
    for key, step in found.steps.items():
        assert step.screen in SCREENS, key
        assert step.purpose, key
        assert step.output, key
        assert step.ask, key
        assert all(question.endswith("?") for question in step.ask), key
        assert (step.began, step.ended, step.spoken) == ("", "", ()), key


def test_both_lead_from_pains_over_causes_and_requirements_to_weights() -> None:
    assert agendas.names() == ("one-day", "three-hours")
    for name in agendas.names():
        screens = [step.screen for step in agendas.agenda(name).steps.values()]
        chain = [screens.index(s) for s in ("trauma", "causes", "requirements", "ballots")]
        assert chain == sorted(chain)


def test_the_questions_are_our_own_words() -> None:
    """None of the source's sentences stands in an agenda."""
    theirs = ("day it became unbearable", "What had you already tried?", "must not be said about")
    for name in agendas.names():
        text = (locations.templates() / "facilitation" / f"agenda-{name}.yaml").read_text()
        assert not [words for words in theirs if words in text]


def test_an_agenda_prints_by_the_clock_or_from_its_beginning() -> None:
    found = agendas.agenda("three-hours")
    by_clock = printable(found, dt.time(9, 0))
    assert "| 9 | 11:45 | 12:00 | What stays open | 15 |" in by_clock
    assert "| 9 | 2:45 | 3:00 | What stays open | 15 |" in printable(found)
    for step in found.steps.values():
        assert all(f"- {question}" in by_clock for question in step.ask)
        assert f"Then there is: {step.output}" in by_clock


def test_minutes_are_said_as_hours() -> None:
    assert [duration(m) for m in (0, 20, 60, 475)] == ["0 min", "20 min", "1 h", "7 h 55 min"]


def test_ones_own_agenda_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "board evening.yaml"
    path.write_text(json.dumps({"title": "Evening", "steps": [STEP | {"ask": ["# Why?"]}]}))
    found = agendas.agenda(str(path))
    assert (found.name, found.minutes) == ("board evening", 20)
    assert "- \\# Why?" in printable(found), "a question never becomes a heading"


@pytest.mark.parametrize(
    ("tree", "wrong"),
    [
        ({"steps": [STEP]}, "title is missing"),
        ({"title": "x"}, "no steps"),
        ({"title": "x", "steps": [STEP, STEP]}, "the key stands there twice"),
        ({"title": "x", "steps": [STEP | {"key": "What hurts"}]}, "short word of small letters"),
        ({"title": "x", "steps": [STEP | {"minutes": "soon"}]}, "must be a number"),
        ({"title": "x", "steps": [STEP | {"minutes": "-5"}]}, "0 or more"),
        ({"title": "x", "steps": [STEP | {"colour": "red"}]}, "no field 'colour'"),
        ({"title": "x", "steps": [STEP | {"ask": "Why?"}]}, "a list of questions"),
        ({"title": "x", "hours": "3", "steps": [STEP]}, "no field 'hours'"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, tree: dict[str, object], wrong: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(json.dumps(tree))
    with pytest.raises(BadFile) as refusal:
        agendas.agenda(str(path))
    assert str(refusal.value).startswith("mine.yaml")
    assert wrong in str(refusal.value)


def test_an_agenda_nobody_ships_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadFile, match="one-day, three-hours"):
        agendas.agenda("two-minutes")
