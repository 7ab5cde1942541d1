"""Heart and head: places by feeling and by evidenced cost, ties shared, gaps as defined."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.heart import heart_head
from ossbuy.analysis.matrix.heart import heart_head_of
from small import Case

NAN = float("nan")


def test_places_and_gaps_by_hand() -> None:
    # Means 5, 3, 3, 2; evidenced costs 0.6M, 1.5M, 0.3M, 2M.
    found = heart_head([[5], [2, 4], [3], [2]], [1e6, 1.5e6, 0.5e6, 2e6], [0.6, 1, 0.6, 1])
    assert found.feeling.tolist() == [5, 3, 3, 2]
    assert found.heart.tolist() == [1, 2, 2, 4]
    assert found.head.tolist() == [3, 2, 4, 1]
    assert found.gap.tolist() == [-2, 0, -2, 3]


def test_a_feeling_or_cost_nobody_told_has_no_place() -> None:
    found = heart_head([[5], [], [3], [4]], [1e6, 9e6, NAN, 2e6], [1, 1, 1, NAN])
    assert found.known.tolist() == [True, False, False, False]
    assert found.heart.tolist() == [1, 0, 0, 0]
    assert found.head.tolist() == [1, 0, 0, 0]
    assert found.gap.tolist() == [0, 0, 0, 0]


def test_a_cost_of_nothing_is_known() -> None:
    assert heart_head([[1], [2]], [0, 5], [1, 1]).head.tolist() == [2, 1]


def test_nothing_told_is_no_error() -> None:
    assert heart_head([], [], []).heart.tolist() == []


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(1, 5), max_size=3),
            st.one_of(st.just(NAN), st.floats(0, 1e8)),
            st.one_of(st.just(NAN), st.sampled_from([0.6, 0.75, 0.9, 1.0])),
        ),
        max_size=8,
    )
)
def test_places_follow_the_values(rows: list[tuple[list[int], float, float]]) -> None:
    told, costs, factors = (
        (list(column) for column in zip(*rows, strict=True)) if rows else [[]] * 3
    )
    found = heart_head(told, costs, factors)
    known = np.flatnonzero(found.known)
    for values, places in ((found.feeling, found.heart), (found.cost, found.head)):
        for i in known:
            higher = sum(values[j] > values[i] for j in known)
            assert 1 <= places[i] <= 1 + higher
            for j in known:
                if places[i] < places[j]:
                    assert values[i] > values[j]
                if values[i] == values[j]:
                    assert places[i] == places[j]
    assert (found.gap == found.heart - found.head).all()


def test_a_project_counts_people_not_tellings() -> None:
    case = Case().thing("person", "ana").thing("person", "bo").pain("P1").pain("P2")
    case.thing("emotion", "E1", person="ana", pain="P1", intensity=1)
    case.thing("emotion", "E2", person="ana", pain="P1", intensity=3)
    case.thing("emotion", "E3", person="bo", pain="P1", intensity=5)
    case.thing("emotion", "E4", person="bo", pain="P2")
    case.thing("emotion", "E5", person="bo", intensity=5)
    pains, found = heart_head_of(case.project())
    assert pains == ("P1", "P2")
    assert found.feeling.tolist()[0] == 3.5
    assert found.known.tolist() == [True, False]
    assert found.cost.tolist() == [500_000, 500_000]
