"""Likeness by shared rare words: hand-computed, symmetric in order, deaf to common words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.likeness import COMMON, collection, stem


def test_a_worked_example() -> None:
    """Three texts; "port" is in two of them, "card" in one, "fibre" and "cut" in one."""
    known = collection(["port card", "port", "fibre cut"])
    often, rare = math.log(1 + 3 / 2), math.log(1 + 3)
    assert known.weight == pytest.approx({"port": often, "card": rare, "fibr": rare, "cut": rare})
    found = known.like("cards in ports")
    assert [one.index for one in found] == [0, 1]
    assert found[0].value == pytest.approx(1.0)
    assert found[0].shared == ("cards", "ports")
    assert found[1].value == pytest.approx(often / math.hypot(often, rare))
    assert found[1].shared == ("ports",)


def test_words_nobody_else_has_dilute() -> None:
    known = collection(["port card", "bill run"])
    near = known.like("port card")[0].value
    far = known.like("port card submarine diesel engine")[0].value
    assert near == pytest.approx(1.0)
    assert 0.3 < far < 0.7


def test_common_words_count_for_nothing() -> None:
    known = collection(["we have seen it for a week", "port"])
    assert known.like("we have seen it for a week") == ()
    assert known.like("") == ()
    assert collection([]).like("port") == ()


def test_equal_likeness_keeps_the_order_of_the_collection() -> None:
    known = collection(["port", "port", "bill"])
    assert [one.index for one in known.like("port")] == [0, 1]


@pytest.mark.parametrize(
    "family",
    [
        ("bill", "bills", "billed", "billing"),
        ("order", "orders", "ordered", "ordering"),
        ("carry", "carries", "carried"),
        ("stop", "stops", "stopped", "stopping"),
        ("reconcile", "reconciled", "reconciling"),
    ],
)
def test_forms_of_a_word_are_one(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1, [stem(word) for word in family]


texts = st.lists(st.text("abcdefg ", min_size=0, max_size=20), min_size=1, max_size=6)


@given(texts, st.text("abcdefg ", max_size=20))
def test_likeness_is_between_0_and_1_and_falls(known: list[str], asked: str) -> None:
    values = [one.value for one in collection(known).like(asked)]
    assert all(0 < value <= 1 + 1e-9 for value in values)
    assert values == sorted(values, reverse=True)


@given(texts)
def test_a_text_is_most_like_itself(known: list[str]) -> None:
    made = collection(known)
    for index, text in enumerate(known):
        if made.texts[index]:
            best = made.like(text)[0]
            assert best.value == pytest.approx(1.0)
            assert made.texts[best.index] == made.texts[index]


def test_common_words_are_small_letters() -> None:
    assert {word.casefold() for word in COMMON} == COMMON
