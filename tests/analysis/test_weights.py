"""Derived weights, blending and spreading: sums, walk-back, and refusals that name the row."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from kestrel_tables import KESTREL

from ossbuy.analysis.trauma import derived_weights
from ossbuy.analysis.weighting.blend import (
    BadWeights,
    blend,
    leaf_weights,
    normalise,
    section_totals,
)
from ossbuy.analysis.weighting.derived import spread_over_leaves

ORACLES = Path(__file__).parent.parent / "oracles"
positive = st.lists(st.floats(0.01, 100), min_size=1, max_size=8)


def strength(rows, columns):
    return arrays(np.float64, (rows, columns), elements=st.sampled_from([0.0, 1.0, 3.0, 9.0]))


matrices = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: st.tuples(
        arrays(np.float64, shape[0], elements=st.floats(0, 100)),
        strength(*shape),
        arrays(np.float64, shape[1], elements=st.floats(0.1, 5)),
    )
)


def test_one_row_spreads_like_the_published_9_3_1_example():
    # Row normalisation is ours; feeding importance × row sum undoes it.
    oracle = json.loads((ORACLES / "qfd-coffee-maker-931.json").read_text())
    matrix = np.array(oracle["inputs"]["relationship_9_3_1"], float)
    importance = np.array(oracle["inputs"]["importance"]) * matrix.sum(axis=1)
    result = derived_weights(importance, matrix, [1, 1, 1], 0.0)
    absolute = np.array(oracle["expected"]["absolute_weights"], float)
    np.testing.assert_allclose(result.weights, absolute / absolute.sum(), rtol=1e-12)
    np.testing.assert_allclose(
        100 * result.weights,
        oracle["expected"]["relative_percent"],
        atol=oracle["tolerance"]["relative_percent"],
    )


@given(matrices, st.floats(0, 0.9))
def test_weights_sum_to_1_and_walk_back_to_the_pains(case, pool):
    trauma, links, hygiene = case
    result = derived_weights(trauma, links, hygiene, pool)
    assert result.weights.sum() == pytest.approx(1)
    assert np.isfinite(result.weights).all()
    if not result.no_trauma:
        np.testing.assert_allclose(
            result.contribution.sum(axis=0) + result.hygiene, result.weights, atol=1e-12
        )
        linked = links.sum(axis=1) > 0
        share = (1 - pool) * (np.where(linked, trauma, 0) / trauma[linked].sum())
        np.testing.assert_allclose(result.contribution.sum(axis=1), share, atol=1e-12)


@given(matrices, st.floats(0.01, 0.9), st.floats(0.1, 10), st.integers(0, 5))
def test_scale_of_trauma_and_of_a_row_does_not_matter(case, pool, factor, which):
    trauma, links, hygiene = case
    base = derived_weights(trauma, links, hygiene, pool)
    scaled = links.copy()
    scaled[which % len(links)] *= factor
    np.testing.assert_allclose(
        derived_weights(3 * trauma, scaled, hygiene, pool).weights, base.weights, atol=1e-9
    )


def test_many_links_weigh_no_more_than_one():
    result = derived_weights([50, 50], [[9, 0, 0], [0, 9, 9]], [1, 1, 1], 0.0)
    np.testing.assert_allclose(result.weights, [0.5, 0.25, 0.25])


def test_rows_without_links_and_targets_without_pains_are_listed():
    result = derived_weights([90, 10], [[0, 0, 0], [9, 0, 1]], [1, 1, 1], 0.15)
    assert result.skipped == (0,)
    assert result.orphans == (1,)
    np.testing.assert_allclose(result.weights, [0.05 + 0.765, 0.05, 0.05 + 0.085])


@pytest.mark.parametrize("links", [[[9, 1]], [[0, 0]]])
def test_no_trauma_falls_back_to_the_stated_weights(links):
    result = derived_weights([0], links, [1, 1], 0.15, fallback=[3, 1])
    assert result.no_trauma
    np.testing.assert_allclose(result.weights, [0.75, 0.25])
    assert "as stated" in result.sentence(0)


def test_says_where_a_weight_comes_from():
    result = derived_weights(
        [60, 40], [[9, 1], [0, 1]], [1, 1], 0.1, sources=["P1", "P2"], targets=["C1", "C2"]
    )
    assert result.sentence(1) == (
        "C2: 46.4 % = 36.0 from P2 + 5.4 from P1 + 5.0 from the hygiene pool."
    )


def test_spreading_over_leaves_keeps_sections_and_contributions():
    section = np.repeat(np.arange(8), 6)
    local = np.arange(1.0, 49.0)
    leaves = spread_over_leaves(KESTREL.derived, local, section, 8)
    assert leaves.weights.sum() == pytest.approx(1)
    np.testing.assert_allclose(section_totals(leaves.weights, section, 8), KESTREL.derived.weights)
    np.testing.assert_allclose(
        leaves.contribution.sum(axis=0) + leaves.hygiene, leaves.weights, atol=1e-12
    )
    np.testing.assert_allclose(
        leaves.weights, leaf_weights(KESTREL.derived.weights, local, section), atol=1e-12
    )


def test_links_to_sections_and_to_single_requirements_mix():
    # Targets: sections 0, 1 then leaves 0..3; the pain asks for section 0 and for leaf 3.
    derived = derived_weights([10], [[9, 0, 0, 0, 0, 3]], [1, 1, 0, 0, 0, 0], 0.2)
    leaves = spread_over_leaves(derived, [1, 3, 1, 1], [0, 0, 1, 1], 2)
    np.testing.assert_allclose(
        leaves.weights, [0.25 * 0.7, 0.75 * 0.7, 0.05, 0.05 + 0.2], atol=1e-12
    )
    assert leaves.orphans == (2,)


def test_a_section_with_weight_but_no_leaf_is_refused_by_name():
    with pytest.raises(BadWeights) as refused:
        leaf_weights([1, 1], [2, 0], [0, 1])
    assert refused.value.index == 1
    with pytest.raises(BadWeights) as refused:
        spread_over_leaves(derived_weights([1], [[9, 9]], [1, 1], 0.1), [1], [1], 2)
    assert refused.value.index == 0


def test_a_section_of_no_weight_may_be_empty():
    np.testing.assert_allclose(leaf_weights([1, 0], [2, 0], [0, 1]), [1, 0])


@given(positive, st.floats(0.01, 100))
def test_normalise_ignores_scale(weights, factor):
    np.testing.assert_allclose(
        normalise(factor * np.array(weights)), normalise(weights), rtol=1e-12
    )


@pytest.mark.parametrize(
    ("weights", "index"), [([1, -2], 1), ([np.nan, 1], 0), ([0, 0], None), ([1, np.inf], 1)]
)
def test_bad_weights_are_refused_naming_the_row(weights, index):
    with pytest.raises(BadWeights) as refused:
        normalise(weights)
    assert refused.value.index == index


def test_weights_summing_to_99_9_are_normalised_not_refused():
    assert normalise([50, 49.9]).sum() == pytest.approx(1, abs=1e-15)


@given(positive, st.floats(0, 1), st.data())
def test_blend_lies_between_its_ends(stated, lam, data):
    derived = data.draw(st.lists(st.floats(0.01, 100), min_size=len(stated), max_size=len(stated)))
    mixed, a, b = blend(stated, derived, lam), normalise(stated), normalise(derived)
    assert mixed.sum() == pytest.approx(1)
    assert (mixed >= np.minimum(a, b) - 1e-12).all()
    assert (mixed <= np.maximum(a, b) + 1e-12).all()


def test_blend_off_its_scale_is_refused():
    with pytest.raises(ValueError, match="0 \\(stated\\) to 1"):
        blend([1], [1], 1.1)


def test_the_rest_of_the_refusals_say_what_to_do():
    with pytest.raises(ValueError, match="Link 1 × 2 is -1"):
        derived_weights([1], [[1, -1]], [1, 1], 0.1)
    with pytest.raises(ValueError, match="share from 0 to 1"):
        derived_weights([1], [[1, 1]], [1, 1], 15)
    with pytest.raises(ValueError, match=r"outside 0\.\.1"):
        leaf_weights([1, 1], [1, 1], [0, 2])
