"""The buyer's air-gap, the spread of grades, and the roster they stand in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.matrix.voices import voice_inputs
from ossbuy.analysis.roster import Roster, roster
from ossbuy.analysis.voices import AirGap, Spread, air_gap, spread
from ossbuy.exchange.interview import often_words
from ossbuy.model.project import Project
from small import Case

NAN = float("nan")
told = st.lists(st.tuples(st.floats(0, 100), st.sampled_from([0.0, 1.0, NAN])), max_size=20)


def of(project: Project) -> Roster:
    ev = evaluate(matrix(project))
    return roster(ev, voice_inputs(project, ev.matrix, often_words()))


def test_the_air_gap_is_what_daily_users_did_not_tell() -> None:
    gap = air_gap([60, 25, 10, 5], [1, 0, 1, NAN])
    assert gap == AirGap(70, 25, 5)
    assert gap.gap == pytest.approx(0.30)
    assert gap.sentence() == (
        "70 % of the trauma is told by daily users, 5 % by nobody who is named: the buyer's "
        "air-gap is 30 %."
    )
    assert gap.sentence("operational pain").startswith("70 % of the operational pain")


def test_without_trauma_there_is_no_air_gap_rather_than_none_or_all() -> None:
    for gap in (air_gap([], []), air_gap([0, 0], [1, NAN])):
        assert gap.gap is None
        assert "no air-gap to speak of" in gap.sentence()


@given(told)
def test_the_three_parts_are_all_there_is(rows: list[tuple[float, float]]) -> None:
    points = [p for p, _ in rows]
    gap = air_gap(points, [d for _, d in rows])
    assert gap.total == pytest.approx(sum(points))
    if gap.gap is not None:
        assert -1e-12 <= gap.gap <= 1 + 1e-12
        assert gap.gap == pytest.approx(gap.share("others") + gap.share("unvoiced"))


@given(told, st.floats(0.01, 100))
def test_a_daily_user_s_pain_never_widens_the_gap(
    rows: list[tuple[float, float]], more: float
) -> None:
    points, daily = [p for p, _ in rows], [d for _, d in rows]
    before = air_gap(points, daily).gap
    after = air_gap([*points, more], [*daily, 1.0]).gap
    assert after is not None
    assert after <= (1.0 if before is None else before) + 1e-12


def test_a_spread_is_lowest_median_and_highest() -> None:
    assert spread([3, 5, 4, 5]) == Spread(3, 4.5, 5, 4)
    assert Spread(3, 4.5, 5, 4).words() == "3–5 · 4.5"
    assert Spread(2, 2, 2, 1).words() == "2"
    assert spread([]) is None


@given(st.lists(st.integers(1, 5), min_size=1))
def test_a_median_lies_inside(grades: list[int]) -> None:
    found = spread(grades)
    assert found is not None
    assert found.low <= found.median <= found.high
    assert found.count == len(grades)


def room() -> Case:
    case = Case()
    case.thing("person", "ana", daily_user=True, in_room=True, seat="daily user")
    case.thing("person", "ben", seat="executive", in_room=True)
    case.thing("person", "cy", seat="daily user", in_room=False)
    case.thing("person", "dee", in_room=False)
    case.thing("person", "eve")
    case.pain("P1", voice="ana", severity=4).pain("P2", voice="ben", severity=5)
    return case.pain("P3", voice="cy", severity=3).pain("P4", severity=2)


def test_a_roster_counts_what_each_told() -> None:
    project = room().project()
    ev = evaluate(matrix(project))
    found = of(project)
    t = {p: ev.trauma_of(p) or 0.0 for p in project.pains}
    assert found.gap.daily == pytest.approx(t["P1"] + t["P3"])
    assert (found.gap.others, found.gap.unvoiced) == pytest.approx((t["P2"], t["P4"]))
    assert found.of("ana").pains == ("P1",)
    assert found.of("ana").points == pytest.approx(t["P1"])
    assert found.of("eve").pains == ()
    assert found.unvoiced == ("P4",)
    assert sum(v.points for v in found.voices.values()) + t["P4"] == pytest.approx(found.gap.total)


def test_who_is_not_in_the_room_comes_by_what_they_told() -> None:
    found = of(room().project())
    assert found.absent == ("cy", "dee")
    assert found.unsaid == ("eve",)
    assert found.empty_seats == ("supervisor", "project team")


def test_a_seat_of_a_daily_user_is_a_daily_user() -> None:
    case = Case().thing("person", "cy", seat="daily user").pain("P1", voice="cy")
    assert of(case.project()).gap.gap == 0


def test_a_teller_who_is_gone_is_nobody() -> None:
    found = of(Case().pain("P1", voice="gone").project())
    assert found.gap.gap == 1
    assert found.unvoiced == ("P1",)


def test_closed_votes_on_pains_stand_above_what_was_told() -> None:
    case = room()
    for code, closed, scale in (("Q1", True, "1-5"), ("Q2", False, "1-5"), ("Q3", True, "yes-no")):
        case.thing("question", code, text="how bad", scale=scale, about="P1", closed=closed)
        case.say(f"vote/{code}/ana", {"value": "2"}).say(f"vote/{code}/ben", {"value": "1"})
    found = of(case.project())
    # Ana told P1 with 4 and voted 2; Ben told P2 with 5 and voted 1 on P1.
    assert found.of("ana").spread == Spread(2, 2, 2, 1)
    assert found.of("ben").spread == Spread(1, 3, 5, 2)


def test_kestrel_s_daily_users_tell_most_of_it(kestrel_project: Project) -> None:
    ev = evaluate(matrix(kestrel_project))
    found = of(kestrel_project)
    pains = kestrel_project.pains.values()
    fenwick = [
        ev.trauma_of(p.id) or 0 for p in pains if kestrel_project.label(p.voice) == "fenwick"
    ]
    assert found.gap.others == pytest.approx(sum(fenwick))
    assert found.gap.total == pytest.approx(float(np.sum(ev.trauma.index)))
    assert found.unvoiced == ()
