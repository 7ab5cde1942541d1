"""Coverage: every pain is shared out over what its sources are linked to, and nothing is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.coverage import coverage

STRENGTH = st.sampled_from([0, 1, 3, 9])


def test_a_pain_is_shared_out_in_proportion_and_a_cause_speaks_for_its_part():
    # Pain 0 asks itself; pain 1 asks through a cause that explains 40 % of it; pain 2 asks nothing.
    links = [[9, 3, 0], [0, 1, 1]]
    carried = [[1, 0], [0, 0.4], [0, 0]]
    found = coverage(links, carried)
    np.testing.assert_allclose(found.nodes, [[0.75, 0.25, 0], [0, 0.2, 0.2], [0, 0, 0]])
    np.testing.assert_allclose(found.answered, [1, 0.4, 0])


def test_groups_add_up_and_what_is_in_none_is_left_out():
    found = coverage([[9, 3, 3, 3]], [[1]])
    np.testing.assert_allclose(found.grouped([1, 0, -1, 1], 2), [[3 / 18, 12 / 18]])


def test_without_sources_nothing_is_answered():
    found = coverage(np.zeros((0, 4)), np.zeros((3, 0)))
    np.testing.assert_array_equal(found.answered, [0, 0, 0])


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(STRENGTH, min_size=n, max_size=n), min_size=1, max_size=6)
    )
)
def test_each_linked_pain_is_shared_out_whole_and_no_other(links):
    found = coverage(links, np.eye(len(links)))
    linked = [float(sum(row) > 0) for row in links]
    np.testing.assert_allclose(found.answered, linked)
    assert ((found.nodes > 0) == (np.asarray(links) > 0)).all()


@pytest.mark.parametrize(
    ("links", "carried", "said"),
    [
        ([[-1]], [[1]], "strength"),
        ([[float("nan")]], [[1]], "strength"),
        ([[1]], [[-0.1]], "share"),
        ([[1]], [[1, 1]], "2 sources speak but 1"),
    ],
)
def test_what_cannot_be_is_refused(links, carried, said):
    with pytest.raises(ValueError, match=said):
        coverage(links, carried)
