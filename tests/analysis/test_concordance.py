"""Kendall's W: published examples, its range, and when there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from worked_examples import oracle

from ossbuy.analysis.weighting.concordance import kendalls_w
from ossbuy.analysis.weighting.judged import BadJudgement

few = settings(max_examples=50)
NAN = float("nan")
opinions = st.tuples(st.integers(2, 6), st.integers(2, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 4))
)


def test_untied_example_is_reproduced():
    case = oracle("kendall-w-proofwiki")
    result = kendalls_w(case.inputs["ranks_raters_by_items"], heaviest_first=False)
    assert result.rank_sums.tolist() == case.expected["rank_sums"]
    assert result.w == pytest.approx(case.expected["W"], abs=case.within("W"))
    assert result.w == result.uncorrected


def test_tied_example_is_reproduced_with_and_without_correction():
    case = oracle("kendall-w-zar-20-5")
    result = kendalls_w(case.inputs["measurements_raters_by_items"], heaviest_first=False)
    for found, key in (
        (result.rank_sums, "rank_sums"),
        (result.uncorrected, "W_uncorrected"),
        (result.w, "W_tie_corrected"),
        (result.chi_square, "chi_square_tie_corrected"),
    ):
        np.testing.assert_allclose(found, case.expected[key], atol=case.within(key), rtol=0)
    assert result.degrees == 11
    assert 0.001 < result.p_value < 0.002


@few
@given(opinions, st.randoms())
def test_w_is_between_0_and_1_and_1_only_when_all_rank_alike(table, random):
    result = kendalls_w(table)
    if result.w is None:
        assert (table == table[:, :1]).all()
        assert result.p_value is None
        return
    assert 0 <= result.w <= 1
    assert 0 <= result.p_value <= 1
    alike = all((row == result.ranks[0]).all() for row in result.ranks)
    assert (result.w > 1 - 1e-12) == alike
    assert result.uncorrected <= result.w + 1e-12
    turned = kendalls_w(-table, heaviest_first=False)
    assert turned.w == pytest.approx(result.w)
    people = random.sample(range(len(table)), len(table))
    items = random.sample(range(table.shape[1]), table.shape[1])
    assert kendalls_w(table[people][:, items]).w == pytest.approx(result.w)
    # Only ranks count, and float noise is no opinion.
    assert kendalls_w(table**3 + 0.1 + 0.2 - 0.3).w == pytest.approx(result.w)


def test_those_with_gaps_are_left_out_and_named():
    result = kendalls_w([[3, 2, 1], [NAN, NAN, NAN], [3, 2, 1], [3, NAN, 1]], ["A", "B", "C", "D"])
    assert result.w == 1
    assert result.people == ("A", "C")
    assert result.left_out == ("B", "D")
    assert result.sentence() == (
        "Kendall's W is 1.00 over 2 people and 3 criteria (ties corrected; 1 means the same order"
        " from everyone). Left out for want of a full ranking: B and D."
    )


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[3, 2, 1]], "it takes at least two people who ranked everything"),
        ([[3, 2, 1], [NAN, 1, 2]], "it takes at least two people who ranked everything"),
        ([[1], [2]], "there is only one criterion to rank"),
        ([[5, 5, 5], [2, 2, 2]], "nobody ranks any criterion above another"),
        ([[0, 0], [0, 0]], "nobody ranks any criterion above another"),
        (np.empty((0, 3)), "it takes at least two people who ranked everything"),
    ],
)
def test_where_there_is_no_w_it_says_why(table, reason):
    result = kendalls_w(table)
    assert result.w is result.uncorrected is result.chi_square is result.p_value is None
    assert result.sentence().startswith(f"No agreement can be computed: {reason}.")
    assert np.isfinite(result.rank_sums).all()


def test_what_is_no_table_is_refused():
    with pytest.raises(BadJudgement, match="one row per person"):
        kendalls_w([1, 2, 3])
    with pytest.raises(ValueError, match="1 names were given for 2 persons"):
        kendalls_w([[1, 2], [2, 1]], ["A"])
