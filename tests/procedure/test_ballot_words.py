"""A ballot typed on a command line: read as meant, or refused with what to say instead."""

from __future__ import annotations

import pytest

from ossbuy.model.events import Refused
from ossbuy.model.weighing import METHODS, TOP, Ballot
from ossbuy.procedure.workshops.ballot_words import HOW, method_named, read_ballot
from small import Case

PROJECT = (
    Case()
    .section("C1")
    .section("C1.10")
    .section("C1.1")
    .say("section/AB/code", "A/B")
    .section("Big one")
    .project()
)


def read(method: str, *words: str) -> Ballot:
    return read_ballot(PROJECT, TOP, method, words)


@pytest.mark.parametrize(
    "words",
    [
        ("C1=40", "C1.10=2.5", "a/b=0"),
        ("C1=40 C1.10=2.5 A/B=0",),
        ("C1", "=", "40", "C1.10=", "2,5", "A/B=0%"),
        ("C1 = 40; C1.10 = 2.5; A/B = 0",),
    ],
)
def test_points(words: tuple[str, ...]) -> None:
    assert read("points", *words).points == {"C1": 40, "C1.10": 2.5, "AB": 0}


def test_an_id_with_a_space_is_one_word_of_the_shell() -> None:
    assert read("swing", "Big one=100", "C1=5").points == {"Big one": 100, "C1": 5}


@pytest.mark.parametrize("words", [("C1.10 > C1 = A/B > c1.1",), ("C1.10>C1=A/B", ">C1.1")])
def test_ranking(words: tuple[str, ...]) -> None:
    assert read("rank-sum", *words).ranking == (("C1.10",), ("C1", "AB"), ("C1.1",))


def test_pairs() -> None:
    said = read("ahp", "C1/C1.10=3", "A/B/C1=1/4", "C1.1 / A/B = 1")
    assert said.pairs[:2] == (("C1", "C1.10", 3), ("AB", "C1", 0.25))


def test_best_worst_takes_either_way_round() -> None:
    said = read("best-worst", "best=C1", "worst=A/B", "C1/C1.1=2", "C1.10/C1=1/3", "A/B/C1.1=1/4")
    assert (said.best, said.worst) == ("C1", "AB")
    assert said.best_to_others == pytest.approx({"C1.1": 2, "C1.10": 3})
    assert said.others_to_worst == pytest.approx({"C1.1": 4})


@pytest.mark.parametrize(
    ("method", "words", "said"),
    [
        ("points", "", "Nothing is weighed yet: weigh A/B, Big one, C1, C1.1, C1.10, like this"),
        ("points", "C9=4", "'C9' is not weighed here: say one of A/B"),
        ("points", "C1=4 C1=5", "C1 is said twice"),
        ("points", "C1", "'C1' is not understood here: say it like A/B=40"),
        ("points", "C1=x", "'C1=x' is not understood"),
        ("points", "C1=1,000", "'C1=1,000' is not understood"),
        ("points", "C1=-4", "must be 0 or more"),
        ("points", "C1=nan", "must be 0 or more"),
        ("points", "C1=1/0", "is not understood"),
        ("rank-sum", "C1 > > C1.1", "is not understood here"),
        ("rank-sum", "C1 > C9", "'C9' is not weighed here"),
        ("ahp", "C1/C9=3", "'C9' is not weighed here"),
        ("ahp", "C1/C1.1", "is not understood here: say it like A/B/Big one=3"),
        ("ahp", "C1/C1.1=0", "a number above 0"),
        ("ahp", "C1/C1.1=2 C1.1/C1=3", "C1.1 against C1 is said twice"),
        ("best-worst", "best=C9", "'C9' is not weighed here"),
        ("best-worst", "best=C1 worst=C1.1 C1.10/A/B=2", "compares the best with each"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_way_out(
    method: str, words: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        read(method, *words.split())


def test_methods_by_their_names() -> None:
    assert set(HOW) == set(METHODS)
    assert [method_named(word) for word in ("Ranking", "roc", "AHP ")] == [
        *["rank-order-centroid"] * 2,
        "ahp",
    ]
    with pytest.raises(Refused, match="There is no method 'guess': choose one of points"):
        method_named("guess")
