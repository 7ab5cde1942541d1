"""Points, swings and ranks: the published examples, the properties, and the refusals."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worked_examples import oracle

from ossbuy.analysis.weighting.direct import points_weights, swing_weights
from ossbuy.analysis.weighting.judged import BadJudgement
from ossbuy.analysis.weighting.ranks import RULES, place_weights, rank_weights

few = settings(max_examples=40)
points = st.lists(st.integers(0, 100), min_size=1, max_size=9).filter(any)
ranks = st.lists(st.integers(1, 6), min_size=1, max_size=9)
rules = st.sampled_from([*RULES])


def test_swing_reproduces_the_published_example():
    case = oracle("swing-weights-dhsbp")
    result = swing_weights(case.inputs["swing_points"], case.inputs["criteria"])
    np.testing.assert_allclose(
        result.weights, case.expected["weights"], atol=case.within("weights"), rtol=0
    )
    assert result.points.sum() == case.expected["sum_points"]
    assert result.sentence() == (
        "By swing: Primary_Power 27.0 %, Primary 13.5 %, Growth_Power 13.5 %, Growth 10.8 % and"
        " 6 more, from 371 points in all."
    )


def test_ranks_reproduce_the_published_table():
    case = oracle("rank-weights-n4")
    for rule, key in (("centroid", "roc"), ("sum", "rank_sum"), ("reciprocal", "rank_reciprocal")):
        weights = rank_weights(case.inputs["ranks"], rule).weights
        for kind in ("exact", "printed"):
            expected = case.expected[f"{key}_{kind}"]
            np.testing.assert_allclose(weights, expected, atol=case.within(kind), rtol=0)


@few
@given(points, st.floats(1e-6, 1e6), st.randoms())
def test_points_are_free_of_unit_and_order(given_points, factor, random):
    base = points_weights(given_points).weights
    assert base.sum() == pytest.approx(1)
    np.testing.assert_allclose(
        points_weights(np.array(given_points) * factor).weights, base, atol=1e-12
    )
    order = random.sample(range(len(base)), len(base))
    np.testing.assert_allclose(
        points_weights(np.array(given_points)[order]).weights, base[order], atol=1e-15
    )
    for i, more in enumerate(given_points):
        for j, less in enumerate(given_points):
            if more == less:
                assert base[i] == base[j]
            elif more > less:
                assert base[i] > base[j]


@few
@given(points)
def test_swing_is_points_once_the_largest_is_100(given_points):
    swings = 100 * np.array(given_points) / max(given_points)
    np.testing.assert_allclose(
        swing_weights(swings).weights, points_weights(given_points).weights, atol=1e-12
    )


def test_huge_and_tiny_points_stay_numbers():
    np.testing.assert_allclose(points_weights([1e308, 1e308]).weights, [0.5, 0.5])
    np.testing.assert_allclose(points_weights([5e-324, 0]).weights, [1, 0])


@few
@given(st.integers(1, 40), rules)
def test_weights_of_places_fall_and_sum_to_1(count, rule):
    weights = place_weights(count, rule)
    assert weights.sum() == pytest.approx(1)
    assert (np.diff(weights) < 0).all()
    assert weights[-1] > 0


@few
@given(st.integers(1, 30))
def test_centroid_is_the_middle_of_all_weights_in_that_order(count):
    # The corners of {w1 ≥ w2 ≥ … ≥ 0, Σ w = 1} put equal weight on the first k places.
    corners = np.tril(np.ones((count, count))) / np.arange(1, count + 1)[:, None]
    np.testing.assert_allclose(place_weights(count), corners.mean(axis=0), atol=1e-14)


@few
@given(ranks, rules, st.randoms())
def test_only_the_order_of_ranks_counts(given_ranks, rule, random):
    base = rank_weights(given_ranks, rule)
    assert base.weights.sum() == pytest.approx(1)
    stretched = [10 * r * r - 3 for r in given_ranks]
    np.testing.assert_allclose(rank_weights(stretched, rule).weights, base.weights)
    order = random.sample(range(len(given_ranks)), len(given_ranks))
    shuffled = rank_weights(np.array(given_ranks)[order], rule)
    np.testing.assert_allclose(shuffled.weights, base.weights[order])
    np.testing.assert_allclose(shuffled.places, base.places[order])
    for i, one in enumerate(given_ranks):
        for j, other in enumerate(given_ranks):
            if one == other:
                assert base.weights[i] == base.weights[j]
            elif one < other:
                assert base.weights[i] > base.weights[j]


def test_ties_share_the_places_they_occupy():
    result = rank_weights([1, 2, 2, 4], "sum", ["Price", "Safety", "Speed", "Style"])
    np.testing.assert_allclose(result.weights, [0.4, 0.25, 0.25, 0.1])
    np.testing.assert_allclose(result.places, [1, 2.5, 2.5, 4])
    np.testing.assert_allclose(rank_weights([7, 7, 7]).weights, 1 / 3)
    assert result.sentence() == (
        "By rank sum: Price 40.0 %, Safety 25.0 %, Speed 25.0 % and Style 10.0 %."
        " Safety and Speed are tied and weigh the same."
    )


NAN = float("nan")


@pytest.mark.parametrize(
    ("ask", "sentence", "index"),
    [
        (lambda: points_weights([]), "There is nothing to weigh; give at least one", None),
        (lambda: points_weights([0, 0]), "All points are 0; give at least one criterion", None),
        (lambda: points_weights([1, NAN], ["A", "B"]), "B has no points; give 0 or more", 1),
        (lambda: points_weights([1, np.inf], ["A", "B"]), "B has endless points; give 0", 1),
        (lambda: points_weights([-1, 2], ["A", "B"]), "A has -1 points; give 0 or more", 0),
        (lambda: points_weights([1, 2], ["A"]), "1 names were given for 2 criteria", None),
        (lambda: points_weights([[1, 2]]), "The points must be one number per criterion", None),
        (lambda: swing_weights([90, 40], ["A", "B"]), "No swing is 100: the largest is A at", None),
        (lambda: swing_weights([0, 0]), "No swing is 100: the largest is criterion 1 at 0.", None),
        (lambda: swing_weights([100, 120], ["A", "B"]), "B has a swing of 120; the largest", 1),
        (lambda: swing_weights([100, -1], ["A", "B"]), "B has -1 points; give 0 or more", 1),
        (lambda: swing_weights([100, NAN], ["A", "B"]), "B has no swing; give 0 to 100", 1),
        (lambda: rank_weights([1, NAN], labels=["A", "B"]), "B has no rank; give 1 to the", 1),
        (lambda: rank_weights([1], "borda"), "There is no rank rule “borda”; choose one", None),
        (lambda: place_weights(0), "There is nothing to weigh; give at least one", None),
    ],
)
def test_what_cannot_be_weighed_is_refused_in_a_sentence(ask, sentence, index):
    with pytest.raises(BadJudgement) as refusal:
        ask()
    assert str(refusal.value).startswith(sentence)
    assert str(refusal.value).endswith(".")
    assert refusal.value.index == index


def test_one_criterion_weighs_everything():
    for weights in (
        points_weights([3]).weights,
        swing_weights([100]).weights,
        *(rank_weights([1], rule).weights for rule in RULES),
    ):
        assert weights.tolist() == [1.0]


def test_results_are_frozen_and_names_are_taken_as_they_are():
    result = points_weights([1, 1], ["Ünïcode & Söhne [x]", "=1+1"])
    assert "Ünïcode & Söhne [x] 50.0 %" in result.sentence()
    with pytest.raises(ValueError, match="read-only"):
        result.weights[0] = 1


def test_plain_import_costs_no_scipy():
    modules = ("direct", "ranks", "pairwise", "repair", "best_worst", "group_comparisons")
    code = "import sys\n" + "".join(
        f"import ossbuy.analysis.weighting.{name}\n" for name in (*modules, "concordance")
    )
    code += "print(sorted(m for m in sys.modules if m.split('.')[0] in ('scipy', 'pydantic')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
