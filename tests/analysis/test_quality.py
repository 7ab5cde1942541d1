"""Quality: gaps give bounds, what does not apply is left out, and no NaN leaves."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ossbuy.analysis.scoring.quality import (
    CellState,
    adjusted,
    claimed,
    quality,
    section_scores,
)
from ossbuy.analysis.weighting.blend import BadWeights

ORACLES = Path(__file__).parent.parent / "oracles"


@st.composite
def sheets(draw):
    vendors, requirements = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    shape = (vendors, requirements)
    values = draw(arrays(np.float64, shape, elements=st.floats(0, 1)))
    weights = draw(arrays(np.float64, requirements, elements=st.integers(0, 5)))
    weights[0] += 1
    state = draw(arrays(np.int64, shape, elements=st.sampled_from(list(CellState))))
    return values, weights, state


def test_a_claim_is_capped_by_its_delivery_and_discounted_by_its_evidence():
    claim = claimed([1, 1, 0.5, 0], [1, 0.4, 0.6, 1])
    np.testing.assert_array_equal(claim, [1, 0.4, 0.5, 0])
    np.testing.assert_allclose(adjusted(claim, [0.5, 0.5, 0.7, 1]), [0.5, 0.2, 0.35, 0])


def test_published_weighted_sum():
    oracle = json.loads((ORACLES / "saw-podvezko2011.json").read_text())
    matrix = np.array(oracle["inputs"]["matrix"])
    kind = np.array(oracle["inputs"]["types"])
    values = np.where(kind > 0, matrix / matrix.max(axis=0), matrix.min(axis=0) / matrix)
    result = quality(values, oracle["inputs"]["weights"])
    np.testing.assert_allclose(
        result.earned / 100,
        oracle["expected"]["linear_max_scores"],
        atol=oracle["tolerance"]["linear_max_scores"],
    )


@given(sheets(), st.data())
def test_bounds_hold_whatever_the_gaps_turn_out_to_be(sheet, data):
    values, weights, state = sheet
    result = quality(values, weights, state)
    filled = data.draw(arrays(np.float64, values.shape, elements=st.floats(0, 1)))
    gap = (state != CellState.ANSWERED) & (state != CellState.NOT_APPLICABLE)
    settled = np.where(gap, CellState.ANSWERED, state)
    truth = quality(np.where(gap, filled, values), weights, settled)
    for vendor in range(len(values)):
        if truth.missing_share[vendor] < 1:
            assert result.low[vendor] <= truth.earned[vendor] + 1e-9
            assert truth.earned[vendor] <= result.high[vendor] + 1e-9


@given(sheets())
def test_nothing_unknown_leaves_and_contributions_add_up(sheet):
    values, weights, state = sheet
    values = np.where(state == CellState.ANSWERED, values, np.nan)
    result = quality(values, weights, state)
    for array in (result.earned, result.low, result.high, result.missing_share):
        assert np.isfinite(array).all()
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.earned, atol=1e-9)
    assert (result.low <= result.high + 1e-9).all()
    assert (result.high <= 100).all()


@given(sheets(), st.floats(0, 1))
def test_a_better_answer_never_lowers_the_total(sheet, gain):
    values, weights, state = sheet
    better = values.copy()
    better[0, 0] += gain * (1 - better[0, 0])
    before, after = quality(values, weights, state), quality(better, weights, state)
    assert (after.earned >= before.earned - 1e-9).all()
    assert (after.high >= before.high - 1e-9).all()


@given(sheets(), st.floats(0.1, 9))
def test_the_scale_of_the_weights_does_not_matter(sheet, factor):
    values, weights, state = sheet
    a, b = quality(values, weights, state), quality(values, factor * weights, state)
    np.testing.assert_allclose(a.earned, b.earned, atol=1e-9)


def test_one_missing_score_is_not_a_zero():
    result = quality([[1.0, np.nan], [1.0, 0.0]], [3, 1], vendors=["A", "B"])
    np.testing.assert_allclose(result.low, [75, 75])
    np.testing.assert_allclose(result.high, [100, 75])
    assert list(result.missing_count) == [1, 0]
    assert not result.complete
    assert result.sentence(0) == (
        "A has earned 75.0 of 100 on quality so far and can still reach 100.0: 1 answer with"
        " 25.0 % of the weight is missing."
    )
    assert result.sentence(1) == "B scores 75.0 of 100 on quality."


def test_not_applicable_leaves_both_sides_and_says_so():
    states = [[CellState.ANSWERED, CellState.NOT_APPLICABLE]]
    result = quality([[0.8, 0.1]], [1, 1], states)
    assert result.earned[0] == pytest.approx(80)
    assert result.complete
    assert not result.every_cell_counts
    assert "1 not applicable" in result.sentence(0)


def test_a_vendor_to_whom_nothing_applies_is_unknown_not_nil():
    result = quality([[0.8]], [1], [[CellState.NOT_APPLICABLE]])
    assert (result.low[0], result.high[0], result.missing_share[0]) == (0, 100, 1)


def test_an_answer_withheld_or_unscored_is_missing_even_with_a_value():
    result = quality([[0.8, 0.9]], [1, 1], [[CellState.WITHHELD, CellState.UNSCORED]])
    assert (result.low[0], result.high[0]) == (0, 100)


def test_widened_answers_carry_their_interval():
    claim = np.array([[0.9, 0.6]])
    result = quality(claim, [1, 1], floor=adjusted(claim, [[0.5, 1.0]]))
    assert result.earned[0] == pytest.approx(75)
    assert (result.low[0], result.high[0]) == (pytest.approx(52.5), pytest.approx(75))


def test_fully_compliant_400_times_scores_full_marks_before_evidence():
    answers = claimed(np.ones((1, 400)), np.ones((1, 400)))
    assert quality(answers, np.ones(400)).earned[0] == pytest.approx(100)
    doubted = quality(adjusted(answers, np.full((1, 400), 0.5)), np.ones(400))
    assert doubted.earned[0] == pytest.approx(50)


def test_a_weight_of_100_percent_and_a_column_of_zeros():
    result = quality([[0.4, 0.9, 0], [0.5, 0.1, 0]], [1, 0, 0])
    np.testing.assert_allclose(result.earned, [40, 50])


def test_5000_requirements():
    values = np.random.default_rng(1).random((12, 5000))
    weights = np.random.default_rng(2).random(5000)
    expected = 100 * values @ weights / weights.sum()
    np.testing.assert_allclose(quality(values, weights).earned, expected)


def test_refusals():
    with pytest.raises(BadWeights):
        quality([[1]], [0])
    with pytest.raises(ValueError, match="from 0 to 1"):
        quality([[4.5]], [1])
    with pytest.raises(ValueError, match="1 requirements but 2 weights"):
        quality([[0.5]], [1, 1])


def test_sections_roll_claims_and_evidence_up_by_weight():
    result = section_scores(
        [[1.0, 0.5, 0.0]], [[0.5, 0.8, 0.7]], [3, 1, 2], [0, 0, 1], 2, vendors=["A"]
    )
    np.testing.assert_allclose(result.claims, [[0.875, 0.0]])
    np.testing.assert_allclose(result.scores, [[(3 * 0.5 + 0.4) / 4, 0.0]])
    np.testing.assert_allclose(result.evidence, [[0.475 / 0.875, 1.0]])
    assert result.complete.all()


@given(sheets())
def test_sections_give_the_same_total_as_their_requirements(sheet):
    values, weights, _ = sheet
    section = np.arange(len(weights)) % 2
    rolled = section_scores(values, np.full(values.shape, 0.7), weights, section, 2)
    share = np.bincount(section, weights, minlength=2) / weights.sum()
    np.testing.assert_allclose(
        100 * rolled.scores @ share, quality(0.7 * values, weights).earned, atol=1e-9
    )
    np.testing.assert_allclose(rolled.claims * rolled.evidence, rolled.scores, atol=1e-12)


def test_gaps_make_a_section_incomplete_only_where_they_are():
    result = section_scores([[0.5, np.nan, 0.5]], [[1, 1, 1]], [1, 1, 1], [0, 0, 1], 2)
    assert result.complete.tolist() == [[False, True]]
    assert result.scores[0, 0] == pytest.approx(0.25)
    out = section_scores([[0.5, 0.9]], [[1, 1]], [1, 1], [0, 0], 1, [[0, CellState.NOT_APPLICABLE]])
    assert out.scores[0, 0] == pytest.approx(0.5)
    assert not out.complete[0, 0]


def test_a_section_of_no_weight_still_has_a_score():
    result = section_scores([[0.5, 1.0, 0.2]], [[1, 1, 1]], [1, 0, 0], [0, 1, 1], 2)
    assert result.scores[0, 1] == pytest.approx(0.6)
