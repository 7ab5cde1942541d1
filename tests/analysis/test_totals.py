"""Totals and ranks: ties share, bounds overlap, gates are apart from both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.scoring.gates import Outcome, gates
from ossbuy.analysis.scoring.quality import quality
from ossbuy.analysis.scoring.total import rank_intervals, ranks, totals

points = st.lists(st.floats(0, 100), min_size=1, max_size=7)


def test_a_total_is_quality_and_price_by_their_shares():
    result = totals([80, 60], [0.5, 1.0], 0.4, ["A", "B"])
    np.testing.assert_allclose(result.total, [68, 76])
    assert result.rank.tolist() == [2, 1]
    assert result.sentence() == "B leads with 76.0 points, 8.0 ahead of A."
    assert result.explain(0) == "A: 68.0 = 48.0 from quality (80.0 × 60 %) + 20.0 from price."


def test_twins_share_a_rank_and_the_next_is_third():
    result = totals([70, 90, 70 + 1e-11, 90], [1, 1, 1, 1], 0.0, "ABCD")
    assert result.rank.tolist() == [3, 1, 3, 1]
    assert result.leaders == (1, 3)
    assert result.order == (1, 3, 0, 2)
    assert result.certain
    assert result.sentence() == "B and D share first place with 90.0 points."


def test_one_vendor_leads():
    assert totals([50], [1], 0.2, ["A"]).sentence() == "A leads with 60.0 points."


def test_an_unknown_price_gives_bounds_and_rank_intervals():
    result = totals([80, 70], [np.nan, 0.5], 0.5, ["A", "B"])
    np.testing.assert_allclose(result.low, [40, 60])
    np.testing.assert_allclose(result.high, [90, 60])
    assert list(zip(result.best_rank, result.worst_rank, strict=True)) == [(1, 2), (1, 2)]
    assert "not everything is known" in result.sentence()
    assert "nothing yet from price" in result.explain(0)
    assert np.isfinite(result.price).all()


def test_gaps_in_quality_reach_the_rank_intervals():
    answers = quality([[1, np.nan], [0.9, 0.9], [0.1, 0.1]], [1, 1], vendors=["A", "B", "C"])
    result = totals(answers, [1, 1, 1], 0.0)
    assert result.vendors == ("A", "B", "C")
    assert result.best_rank.tolist() == [1, 1, 3]
    assert result.worst_rank.tolist() == [2, 2, 3]


@given(points)
def test_ranks_follow_totals(values):
    rank = ranks(values)
    for i, a in enumerate(values):
        assert rank[i] >= 1
        for j, b in enumerate(values):
            if a > b + 1e-6:
                assert rank[i] < rank[j]
    best, worst = rank_intervals(values, values)
    exact = [1 + sum(b > a + 1e-9 for b in values) for a in values]
    assert best.tolist() == worst.tolist() == exact


@given(points, st.data())
def test_the_true_rank_lies_in_its_interval(low, data):
    high = [x + data.draw(st.floats(0, 30)) for x in low]
    truth = np.array([data.draw(st.floats(a, b)) for a, b in zip(low, high, strict=True)])
    best, worst = rank_intervals(low, high)
    for i, a in enumerate(truth):
        rank = 1 + (truth > a + 1e-9).sum()
        assert best[i] <= rank <= worst[i]


def test_refusals():
    with pytest.raises(ValueError, match="price share"):
        totals([1], [1], 1.5)
    with pytest.raises(ValueError, match="1 quality totals but 2 price scores"):
        totals([1], [1, 1], 0.5)
    with pytest.raises(ValueError, match="give one for each"):
        totals([1, 2], [1, 1], 0.5, ["A"])


def test_gates_say_who_fails_who_is_open_and_who_would_have_won():
    result = gates(
        [[1, 1], [0, 2], [1, 2], [0, 0]],
        [70, 90, 60, 50],
        ["A", "B", "C", "D"],
        ["residency", "99.95 %"],
    )
    assert result.passed.tolist() == [True, False, False, False]
    assert result.failed.tolist() == [False, True, False, True]
    assert result.open.tolist() == [False, False, True, False]
    assert result.failed_leaders == (1,)
    assert result.open_gates(1) == (1,)
    assert result.sentence() == (
        "B fails residency but would have come first; D fails residency and 99.95 %;"
        " C has not shown 99.95 %."
    )


def test_gates_without_trouble():
    assert gates([[1], [1]]).sentence() == "Every vendor passes every gate."
    assert gates(np.empty((2, 0))).sentence() == "There are no gates."
    assert gates(np.empty((2, 0))).passed.all()
    assert gates([[Outcome.NOT_SHOWN]]).open.all()
    with pytest.raises(ValueError, match="0 \\(fail\\)"):
        gates([[3]])
