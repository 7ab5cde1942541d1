"""Why-graph: trauma carried to causes, nothing lost, circles and over-allocation refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.causes import BadShare, CycleError, OverAllocated, roll_up


def test_one_cause_feeds_several_pains_along_all_paths():
    # Pains 0, 1; causes 2 (direct), 3 (behind 2 and directly behind pain 1).
    result = roll_up([80, 40], [(2, 0, 0.5), (2, 1, 0.25), (3, 2, 0.4), (3, 1, 0.5)])
    np.testing.assert_allclose(result.causes, [0.5 * 80 + 0.25 * 40, 0.4 * 50 + 0.5 * 40])
    np.testing.assert_allclose(result.unexplained, [40, 10])
    np.testing.assert_allclose(result.contribution[1], [0.4 * 0.5 * 80, 0.4 * 0.25 * 40 + 20])
    np.testing.assert_allclose(result.retained, [40, 10, 30, 40])


def test_says_what_a_cause_carries():
    result = roll_up([80, 40], [(2, 0, 0.5), (2, 1, 0.25)], labels=["P1", "P2", "RC1"])
    assert result.sentence(0) == ("RC1 carries 50.0 points of trauma: 40.0 from P1 + 10.0 from P2.")


def test_a_cause_without_links_carries_nothing():
    result = roll_up([80], [], causes=1)
    np.testing.assert_array_equal(result.causes, [0])
    assert "no pain" in result.sentence(0)


def test_a_circle_is_refused_with_its_path():
    with pytest.raises(CycleError) as refused:
        roll_up(
            [10], [(1, 0, 0.1), (2, 1, 0.1), (3, 2, 0.1), (1, 3, 0.1)], labels=["P1", "A", "B", "C"]
        )
    path = refused.value.path
    assert path[0] == path[-1]
    assert set(path) == {1, 2, 3}
    assert "→" in str(refused.value)


def test_a_cause_of_itself_is_a_circle():
    with pytest.raises(CycleError) as refused:
        roll_up([10], [(1, 1, 0.1)])
    assert refused.value.path == (1, 1)


def test_more_than_the_whole_is_refused_naming_the_effect():
    with pytest.raises(OverAllocated, match="P1 explain 110 %") as refused:
        roll_up([10], [(1, 0, 0.6), (2, 0, 0.5)], labels=["P1", "A", "B"])
    assert refused.value.effect == 0


def test_a_third_three_times_is_the_whole():
    result = roll_up([30], [(1, 0, 0.1), (2, 0, 0.2), (3, 0, 0.7)])
    assert result.unexplained[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("share", [-0.1, 1.5, float("nan")])
def test_a_share_off_its_scale_is_refused(share):
    with pytest.raises(BadShare):
        roll_up([10], [(1, 0, share)])


@st.composite
def graphs(draw):
    pains, causes = draw(st.integers(1, 5)), draw(st.integers(0, 6))
    edges = []
    for effect in range(pains + causes):
        above = list(range(max(pains, effect + 1), pains + causes))
        chosen = draw(st.lists(st.sampled_from(above), unique=True, max_size=4)) if above else []
        parts = [draw(st.floats(0.01, 1)) for _ in chosen]
        scale = draw(st.floats(0, 1)) / max(sum(parts), 1e-9)
        edges += [(c, effect, p * scale) for c, p in zip(chosen, parts, strict=True)]
    trauma = draw(st.lists(st.floats(0, 100), min_size=pains, max_size=pains))
    return trauma, draw(st.permutations(edges)), causes


@given(graphs())
def test_trauma_is_neither_made_nor_lost(graph):
    trauma, edges, causes = graph
    result = roll_up(trauma, edges, causes)
    assert result.retained.sum() == pytest.approx(sum(trauma), abs=1e-7)
    assert (result.retained >= -1e-12).all()
    assert (result.causes <= sum(trauma) + 1e-7).all()


@given(graphs())
def test_equals_the_matrix_inverse(graph):
    trauma, edges, causes = graph
    result = roll_up(trauma, edges, causes)
    count = len(trauma) + causes
    share = np.zeros((count, count))
    for cause, effect, part in edges:
        share[cause, effect] += part
    carried = np.linalg.solve(np.eye(count) - share, np.append(trauma, np.zeros(causes)))
    np.testing.assert_allclose(result.causes, carried[len(trauma) :], atol=1e-8)


def test_a_thousand_causes_in_a_row_do_not_overflow_the_stack():
    chain = [(i + 1, i, 1.0) for i in range(3000)]
    assert roll_up([50], chain).causes[-1] == pytest.approx(50)
