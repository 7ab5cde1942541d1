"""The clock of a workshop in figures, words and the header's corner."""

from __future__ import annotations

import datetime as dt

import pytest

from ossbuy.model.project import Project
from ossbuy.model.workshop import Step
from ossbuy.store.workspace import Workspace
from ossbuy.tui.frame import header_line
from ossbuy.tui.round_robin import Round
from ossbuy.tui.time_box import corner, time_box
from workshops import Clock, hold

NINE = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)


def begun(**more: object) -> Step:
    """A step of forty minutes that began at nine."""
    said = {"title": "x", "minutes": 40, "turn": "2026-05-04T09:00:00Z"} | more
    return Step.model_validate(said)


@pytest.mark.parametrize(
    ("minutes", "figures", "words", "state"),
    [
        (0, "40:00", "left of 40 min", "running"),
        (37.5, "2:30", "left of 40 min", "running"),
        (38, "2:00", "nearly over · of 40 min", "soon"),
        (40, "0:00", "nearly over · of 40 min", "soon"),
        (40.5, "-0:30", "over by less than a minute · the box was 40 min", "over"),
        (51, "-11:00", "over by 11 min · the box was 40 min", "over"),
        (101, "-1:01:00", "over by 61 min · the box was 40 min", "over"),
    ],
)
def test_figures_and_words(minutes: float, figures: str, words: str, state: str) -> None:
    found = time_box(begun(), NINE + dt.timedelta(minutes=minutes))
    assert (found.figures, found.words, found.state) == (figures, words, state)


def test_minutes_granted_and_earlier_turns_count() -> None:
    step = begun(extra=10, spent=20)
    assert time_box(step, NINE + dt.timedelta(minutes=5)).figures == "25:00"


def test_a_step_without_a_box_counts_up() -> None:
    found = time_box(begun(minutes=None), NINE + dt.timedelta(minutes=7.25))
    assert (found.figures, found.words, found.state) == ("7:15", "no time-box", "open")


def test_over_and_running_differ_in_words_and_colour() -> None:
    running, over = (time_box(begun(), NINE + dt.timedelta(minutes=m)) for m in (1, 41))
    assert running.style != over.style
    assert "over" in over.words
    assert "over" not in running.words


def test_the_corner_says_the_step_and_what_is_left() -> None:
    clock = Clock()
    assert corner(Project(), clock()).plain == ""
    m = hold(Workspace.in_memory("me", clock=clock), clock, ended=False)
    for minute, said in ((131, "14 min left"), (144.6, "1 min left"), (150.2, "5 min over")):
        clock.minute = minute
        assert corner(m.w.project, clock()).plain.endswith(f"What would heal it {said}")
    ended = hold(Workspace.in_memory("me", clock=clock), clock)
    assert corner(ended.w.project, clock()).plain == ""


def test_the_corner_is_the_last_to_be_cut() -> None:
    clock = Clock()
    m = hold(Workspace.in_memory("me", clock=clock), clock, ended=False)
    clock.minute = 131
    said = corner(m.w.project, clock())
    for width in (80, 100, 120, 200):
        line = header_line(width, "A project " * 9, "M. Okafor", "10:55", "3f9a1c", said)
        assert line.cell_length <= width
        assert said.plain in line.plain
        assert "…" not in line.plain.partition("►")[2], "whole facts fall away"
    assert "3f9a1c" in header_line(200, "A", "M. Okafor", "10:55", "3f9a1c", said).plain


def test_a_round_gives_everybody_the_word_once() -> None:
    room, turn, heard = ("a", "b", "c", "d"), Round(), []
    turn = turn.give("c")
    for _ in range(3):
        turn = turn.next(room)
        heard.append(turn.speaking)
    assert heard == ["d", "a", "b"]
    assert turn.unheard(room) == ()
    assert turn.next(room).speaking == ""
    assert turn.next((*room, "e")).speaking == "e"
    assert turn.back().heard == ("c", "d", "a")
    assert turn.back().speaking == "a"
    assert Round().back() == Round()
