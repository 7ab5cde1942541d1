"""Processes to try first: how often × trauma, each pain once, the unknown not ranked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.processes import Hurt, Worker, how_often, listed, processes
from ossbuy.exchange.interview import interview, often_words

NAMES = ("trace a duct", "promise a date", "close a job", "")


def test_the_score_is_how_often_times_the_points_of_its_pains() -> None:
    found = processes(
        [
            Worker("ana", "Trace a duct", 4, ("Survey",)),
            Worker("ben", "promise a  date", 5),
            Worker("cy", "trace a duct", 3, ("Promise a date", "trace a duct")),
        ],
        [
            Hurt("P1", "", "ana", 70.0),
            Hurt("P2", "Promise a date", "ana", 60.0),
            Hurt("P3", "Somewhere else", "cy", 20.0),
            Hurt("P4", "", "nobody", 90.0),
        ],
    )
    assert [(p.name, p.score) for p in found] == [
        # Ana's highest grade 4 × (70 + 20): P3 names no known step, so it goes with its teller.
        ("Trace a duct", 360.0),
        ("promise a  date", 300.0),
        ("Survey", None),
    ]
    first, second, survey = found
    assert (first.vital_to, first.done_by, first.pains) == (("ana", "cy"), (), ("P1", "P3"))
    assert (second.vital_to, second.done_by) == (("ben",), ("cy",))
    assert survey.missing() == "vital to nobody asked yet and no pain in it weighs yet"


def test_not_known_is_not_zero() -> None:
    (often, pain) = processes(
        [Worker("ana", "A", None), Worker("ben", "B", 5)], [Hurt("P1", "A", "ana", 50.0)]
    )
    assert (often.score, pain.score) == (None, None)
    assert often.missing() == "how often is not said"
    assert pain.missing() == "no pain in it weighs yet"


workers = st.lists(
    st.builds(
        Worker,
        st.uuids().map(str),
        st.sampled_from(NAMES),
        st.none() | st.integers(1, 5),
        st.lists(st.sampled_from(NAMES), max_size=3).map(tuple),
    ),
    max_size=6,
)


@given(workers, st.data())
def test_every_pain_counts_at_most_once(people: list[Worker], data: st.DataObject) -> None:
    tellers = [w.id for w in people] + [""]
    hurts = [
        Hurt(
            f"P{i}",
            data.draw(st.sampled_from(NAMES)),
            data.draw(st.sampled_from(tellers)),
            data.draw(st.floats(0, 100)),
        )
        for i in range(data.draw(st.integers(0, 6)))
    ]
    found = processes(people, hurts)
    placed = [pain for process in found for pain in process.pains]
    assert len(placed) == len(set(placed))
    assert sum(p.points for p in found) <= sum(h.points for h in hurts) + 1e-9
    scores = [p.score for p in found if p.score is not None]
    assert scores == sorted(scores, reverse=True)
    assert all(p.score is not None for p in found[: len(scores)])
    assert len({p.name.casefold() for p in found}) == len(found)
    for process in found:
        assert (process.score is None) == bool(process.missing())
        assert not set(process.vital_to) & set(process.done_by)


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ("Nine times a day", 5),
        ("all day", 5),
        ("ALL  THE TIME!", 5),
        ("daily", 4),
        ("every second day", 4),
        ("38 major cuts a year, a small one every second day", 4),
        ("three times a week", 3),
        ("at the month's close, monthly", 2),
        ("once a year", 1),
        ("now and then", 1),
        ("yesterday", None),
        ("when it rains", None),
        ("", None),
    ],
)
def test_how_often_is_read_from_people_s_words(said: str, grade: int | None) -> None:
    assert how_often(said, often_words()) == grade


def test_other_processes_are_told_line_by_line_or_with_commas() -> None:
    assert listed("Survey, photos; close\n- a job") == ("Survey, photos", "close", "a job")
    assert listed("Survey, photos , Survey") == ("Survey", "photos")
    assert listed("  ") == ()


def test_the_interview_asks_what_the_model_can_keep() -> None:
    asked = [question.field for question in interview().questions]
    assert asked == [
        *("duties", "main_kpi", "how_helps", "vital_process", "vital_why", "vital_often"),
        "other_processes",
    ]
    assert interview().minutes == 30
    assert set(often_words().values()) == {1, 2, 3, 4, 5}
