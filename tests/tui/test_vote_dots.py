"""Votes as dots: one per person, as big as the place allows, the median marked."""

from __future__ import annotations

import pytest

from ossbuy.analysis.votes import tally
from ossbuy.tui.widgets.vote_dots import vote_dots

LEVELS = ("1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    ("width", "height", "lines"), [(116, 30, 19), (76, 16, 14), (76, 8, 5), (18, 30, 5)]
)
def test_dots_are_as_big_as_they_fit(width: int, height: int, lines: int) -> None:
    drawn = vote_dots(tally(list("44433552"), LEVELS, numeric=True), {}, width, height)
    rows = drawn.plain.split("\n")
    assert len(rows) == lines
    assert max(map(len, rows)) <= width


def test_every_vote_is_a_dot_and_the_highest_level_stands_on_top() -> None:
    found = tally(list("4453"), LEVELS, numeric=True)
    rows = vote_dots(found, {"4": "crisis"}, 76, 8).plain.split("\n")
    assert [row.count("●") for row in rows] == [1, 2, 1, 0, 0]
    assert rows[1].startswith("4 crisis")
    assert [row.endswith("◄") for row in rows] == [False, True, False, False, False]


def test_a_median_between_two_levels_marks_both() -> None:
    rows = vote_dots(tally(list("34"), LEVELS, numeric=True), {}, 76, 8).plain.split("\n")
    assert [row[0] for row in rows if row.endswith("◄")] == ["4", "3"]


def test_answers_without_levels_keep_their_order() -> None:
    found = tally(["no", "yes", "no"], ("yes", "no"), numeric=False)
    rows = vote_dots(found, {}, 76, 3).plain.split("\n")
    assert [(row.split()[0], row.count("●")) for row in rows] == [("yes", 1), ("no", 2)]
    assert "◄" not in "".join(rows)


def test_a_crowd_is_counted_where_dots_do_not_fit() -> None:
    (row,) = vote_dots(tally(["yes"] * 200, ("yes",), numeric=False), {}, 40, 3).plain.split("\n")
    assert len(row) <= 40
    assert "200" in row
