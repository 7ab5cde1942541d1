"""What a room voted: counts, median and spread."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.votes import tally

LEVELS = ("1", "2", "3", "4", "5")


def test_a_room_of_seven() -> None:
    found = tally(["4", "4", "5", "2", "4", "3", "5"], LEVELS, numeric=True)
    assert found.counts == (0, 1, 1, 3, 2)
    assert (found.votes, found.median, found.low, found.high, found.spread) == (7, 4.0, 2, 5, 3)
    assert found.levels == (4,)


def test_an_even_room_may_stand_between_two_levels() -> None:
    found = tally(["3", "4", "4", "3"], LEVELS, numeric=True)
    assert found.median == 3.5
    assert found.levels == (3, 4)
    assert tally(["1", "5"], LEVELS, numeric=True).levels == (3,)


def test_answers_without_numbers_have_no_middle() -> None:
    found = tally(["yes", "no", "yes"], ("yes", "no"), numeric=False)
    assert found.counts == (2, 1)
    assert (found.median, found.spread, found.levels) == (None, None, ())


def test_nobody_voted() -> None:
    found = tally([], LEVELS, numeric=True)
    assert (found.votes, found.median, found.spread, found.levels) == (0, None, None, ())


def test_a_vote_that_is_no_answer_is_not_counted_in_silence() -> None:
    with pytest.raises(ValueError, match="'6' is none of the answers"):
        tally(["6"], LEVELS, numeric=True)


@given(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=40), st.randoms())
def test_it_is_the_same_in_whatever_order_people_vote(votes: list[str], order: object) -> None:
    shuffled = list(votes)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    found = tally(votes, LEVELS, numeric=True)
    assert found == tally(shuffled, LEVELS, numeric=True)
    assert found.votes == len(votes)
    assert found.median == statistics.median(int(v) for v in votes)
    assert found.low is not None
    assert found.median is not None
    assert found.high is not None
    assert found.low <= found.median <= found.high
    assert all(abs(level - found.median) < 1 for level in found.levels)
