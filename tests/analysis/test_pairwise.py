"""Comparisons in pairs: published examples, properties, the repair and the refusals."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from worked_examples import oracle

from ossbuy.analysis.weighting.comparisons import comparisons
from ossbuy.analysis.weighting.completion import complete, log_least_squares, principal
from ossbuy.analysis.weighting.judged import BadJudgement
from ossbuy.analysis.weighting.pairwise import (
    METHODS,
    RANDOM_INDEX,
    index_for,
    pairwise_weights,
)
from ossbuy.analysis.weighting.repair import SCALE, most_inconsistent

few = settings(max_examples=30)
NAN = float("nan")
methods = st.sampled_from([*METHODS])
tables = st.sampled_from([*RANDOM_INDEX])


@st.composite
def said(draw, least=1, most=6, gaps=True):
    """Judgements on Saaty's scale, one direction each, that hang together."""
    count = draw(st.integers(least, most))
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    kept = {pair: draw(st.sampled_from(SCALE)) for pair in pairs if not gaps or draw(st.booleans())}
    for later in range(1, count):
        if not any((i, later) in kept for i in range(later)):
            kept[draw(st.integers(0, later - 1)), later] = draw(st.sampled_from(SCALE))
    return count, kept


@st.composite
def consistent(draw):
    """Weights, and gappy comparisons that follow from them exactly."""
    count, kept = draw(said(least=1, most=6))
    weights = np.array(draw(st.lists(st.integers(1, 9), min_size=count, max_size=count)), float)
    return weights / weights.sum(), {(i, j): weights[i] / weights[j] for i, j in kept}


def upper(items, values):
    pairs = [(i, j) for i in range(len(items)) for j in range(i + 1, len(items))]
    return dict(zip(pairs, values, strict=True))


@pytest.mark.parametrize("method", [*METHODS])
def test_consistent_example_is_reproduced_by_both_methods(method):
    case = oracle("ahp-consistent-3x3")
    result = pairwise_weights(case.inputs["matrix"], method=method)
    np.testing.assert_allclose(
        result.weights, case.expected["weights"], atol=case.within("weights"), rtol=0
    )
    assert result.consistency_ratio == case.expected["consistency_ratio"] == 0
    assert "agree with each other fully" in result.sentence()


def test_drinks_of_saaty():
    case = oracle("ahp-saaty2008-drinks")
    result = pairwise_weights(case.inputs["matrix"], case.inputs["items"])
    np.testing.assert_allclose(
        result.weights, case.expected["weights"], atol=case.within("weights"), rtol=0
    )
    assert result.consistency_ratio == pytest.approx(
        case.expected["consistency_ratio"], abs=case.within("consistency_ratio"), rel=0
    )
    assert result.acceptable


def test_the_drinks_as_printed_contradict_themselves():
    case = oracle("ahp-saaty2008-drinks")
    printed = np.array(case.inputs["matrix"])
    printed[2, 1] = 2
    with pytest.raises(BadJudgement) as refusal:
        pairwise_weights(printed, case.inputs["items"])
    assert refusal.value.pair == (1, 2)
    assert str(refusal.value) == (
        "wine against tea is 0.333333 but tea against wine is 2, not 3; give only one of the two."
    )


def test_school_selection_is_reproduced_and_flagged():
    case = oracle("ahp-wang-chin2011")
    result = pairwise_weights(case.inputs["matrix"])
    np.testing.assert_allclose(
        result.weights, case.expected["weights"], atol=case.within("weights"), rtol=0
    )
    assert case.expected["consistency_ratio_flag"] == "inconsistent"
    assert not result.acceptable
    assert "Consistency ratio 0.229 by Saaty's 1980 table: above the usual 0.10." in (
        result.sentence()
    )


def test_car_hierarchy_comes_out_of_its_nodes():
    case = oracle("ahp-wikipedia-car-hierarchy")
    near = {"atol": case.within("target_weights"), "rtol": 0}
    local = {
        node: dict(
            zip(
                table["items"],
                pairwise_weights(upper(table["items"], table["values_row_major"])).weights,
                strict=True,
            )
        )
        for node, table in case.inputs["upper_triangles"].items()
    }
    for node, key in (("Criteria", "criteria"), ("Cost", "cost"), ("Price", "price")):
        np.testing.assert_allclose(
            list(local[node].values()), case.expected[f"{key}_weights"], **near
        )

    def reaches(node: str, car: str) -> float:
        children = case.inputs["hierarchy"].get(node)
        if children is None:
            return local[node][car]
        return sum(local[node][child] * reaches(child, car) for child in children)

    total = [reaches("Criteria", car) for car in case.inputs["alternatives"]]
    np.testing.assert_allclose(total, case.expected["target_weights"], **near)


def test_incomplete_example_is_completed_as_published():
    case = oracle("ahp-incomplete-bozoki2010-4x4")
    items = case.inputs["items"]
    given_pairs = {
        (items.index(key[0]), items.index(key[2])): value
        for key, value in case.inputs["comparisons"].items()
    }
    result = pairwise_weights(given_pairs, items, random_index="donegan-dodd-1991")
    assert [f"{items[i]}|{items[j]}" for i, j in result.missing] == case.inputs["missing"]
    for found, key in (
        (result.completed[2, 3], "completed_c_d"),
        (result.consistency_ratio, "lambda_max_cr_donegan_dodd"),
        (result.weights, "weights"),
        (
            pairwise_weights(given_pairs, items, method="geometric").weights,
            "log_least_squares_weights",
        ),
    ):
        np.testing.assert_allclose(found, case.expected[key], atol=case.within(key), rtol=0)
    # Two of the three possible loops are left, so the random index is two thirds.
    assert result.adjusted_ratio == pytest.approx(result.consistency_ratio * 3 / 2)
    assert "filled from the others: c against d." in result.sentence()


@few
@given(consistent(), methods, tables)
def test_consistent_comparisons_give_back_their_weights(case, method, table):
    weights, kept = case
    result = pairwise_weights(kept, count=len(weights), method=method, random_index=table)
    np.testing.assert_allclose(result.weights, weights, atol=1e-9)
    np.testing.assert_allclose(result.completed, weights[:, None] / weights[None, :], rtol=1e-6)
    assert result.consistency_index == result.consistency_ratio == result.adjusted_ratio == 0
    assert most_inconsistent(kept, count=len(weights)) is None


@few
@given(said(), methods, st.randoms())
def test_order_of_criteria_does_not_matter(case, method, random):
    count, kept = case
    base = pairwise_weights(kept, count=count, method=method)
    assert base.weights.sum() == pytest.approx(1)
    assert (base.weights > 0).all()
    order = random.sample(range(count), count)
    place = {old: new for new, old in enumerate(order)}
    turned = {}
    for (i, j), ratio in kept.items():
        # Half of them said the other way round, too.
        a, b = place[i], place[j]
        if random.random() < 0.5:
            turned[a, b] = ratio
        else:
            turned[b, a] = 1 / ratio
    again = pairwise_weights(turned, count=count, method=method)
    np.testing.assert_allclose(again.weights, base.weights[order], atol=1e-7)
    assert again.consistency_ratio == pytest.approx(base.consistency_ratio, abs=1e-7)


@few
@given(said(gaps=False), methods)
def test_more_against_everyone_never_weighs_less(case, method):
    count, kept = case
    matrix = comparisons(kept, count=count).matrix
    weights = pairwise_weights(kept, count=count, method=method).weights
    for i in range(count):
        for j in range(count):
            if (matrix[i] >= matrix[j]).all():
                assert weights[i] >= weights[j] - 1e-9


@few
@given(said(most=5), methods)
def test_twins_tie(case, method):
    count, kept = case
    twin = {(i, count): ratio for (i, j), ratio in kept.items() if j == 0}
    twin |= {(count, j): ratio for (i, j), ratio in kept.items() if i == 0}
    both = kept | twin | {(0, count): 1.0}
    weights = pairwise_weights(both, count=count + 1, method=method).weights
    assert weights[0] == pytest.approx(weights[count], abs=1e-7)


@few
@given(said(least=2, gaps=False))
def test_geometric_is_the_mean_of_rows_and_consistency_is_of_the_comparisons(case):
    count, kept = case
    one, other = (pairwise_weights(kept, count=count, method=m) for m in METHODS)
    rows = np.exp(np.log(one.completed).mean(axis=1))
    np.testing.assert_allclose(other.weights, rows / rows.sum(), atol=1e-12)
    assert one.lambda_max == other.lambda_max
    np.testing.assert_allclose(one.completed @ one.weights, one.lambda_max * one.weights, rtol=1e-9)
    assert one.lambda_max >= count - 1e-9
    assert one.adjusted_ratio == one.consistency_ratio
    if count > 2:
        ci = max(0.0, (one.lambda_max - count) / (count - 1))
        assert one.consistency_ratio == pytest.approx(ci / RANDOM_INDEX["saaty-1980"][count])


@few
@given(said(least=3), st.randoms())
def test_completion_is_where_lambda_max_is_smallest(case, random):
    count, kept = case
    read = comparisons(kept, count=count)
    filled = complete(read.matrix)
    known = ~np.isnan(read.matrix)
    np.testing.assert_array_equal(filled[known], read.matrix[known])
    np.testing.assert_allclose(filled * filled.T, 1, rtol=1e-12)
    best = principal(filled)[0]
    for _ in range(5):
        moved = filled.copy()
        for i, j in read.missing:
            moved[i, j] *= np.exp(random.uniform(-0.05, 0.05))
            moved[j, i] = 1 / moved[i, j]
        assert principal(moved)[0] >= best - 1e-12


@few
@given(said(least=3))
def test_log_least_squares_leaves_no_slope(case):
    count, kept = case
    matrix = comparisons(kept, count=count).matrix
    logs = np.log(log_least_squares(matrix))
    error = np.nan_to_num(np.log(matrix) - (logs[:, None] - logs[None, :]))
    np.testing.assert_allclose(error.sum(axis=1), 0, atol=1e-9)


@few
@given(said(least=3, most=5))
def test_repairing_the_named_comparison_lowers_the_ratio_most(case):
    count, kept = case
    now = pairwise_weights(kept, count=count)
    found = most_inconsistent(kept, count=count)
    assume(found is not None)
    i, j = found.pair
    assert found.ratio == now.consistency_ratio
    assert found.ratio_if_implied < found.ratio
    assert found.stated == pytest.approx(kept[i, j])
    repaired = pairwise_weights(kept | {(i, j): found.implied}, count=count)
    assert repaired.consistency_ratio == pytest.approx(found.ratio_if_implied, abs=1e-8)
    on_scale = pairwise_weights(kept | {(i, j): found.on_scale}, count=count)
    assert on_scale.consistency_ratio == pytest.approx(found.ratio_if_on_scale, abs=1e-8)
    for pair in kept:
        for ratio in (1 / 9, 1 / 3, 1, 3, 9):
            other = pairwise_weights(kept | {pair: ratio}, count=count)
            assert other.consistency_ratio >= found.ratio_if_implied - 1e-8


def test_repair_says_what_to_ask_again():
    # Price = 2 Safety = 4 Style, but somebody turned Price against Style round.
    found = most_inconsistent({(0, 1): 2, (1, 2): 2, (0, 2): 1 / 4}, ["Price", "Safety", "Style"])
    assert found.ratio > 0.10
    other = most_inconsistent(
        {(0, 1): 2, (1, 2): 2, (0, 2): 1 / 4, (0, 3): 8, (1, 3): 4, (2, 3): 2},
        ["Price", "Safety", "Style", "Colour"],
    )
    assert other.pair == (0, 2)
    assert other.on_scale == 4
    assert other.ratio_if_on_scale == pytest.approx(0, abs=1e-9)
    assert other.sentence() == (
        "Least in line: Style counts 4 times Price; the other comparisons say that Price counts 4"
        " times Style. With that the consistency ratio goes from"
        f" {other.ratio:.3f} to 0.000 (Saaty's 1980 table)."
    )


def test_a_bridge_cannot_disagree():
    ring = {(0, 1): 3, (1, 2): 3, (0, 2): 1 / 3}
    found = most_inconsistent(ring | {(2, 3): 9}, count=4)
    assert found.pair in ring
    assert most_inconsistent({(0, 1): 9, (1, 2): 1 / 9}, count=3) is None


def test_random_index_is_named_and_ends():
    assert index_for(7, "saaty-1980") == 1.32
    assert index_for(2, "saaty-1980") == index_for(1, "donegan-dodd-1991") == 0
    by_saaty, by_dodd = (
        pairwise_weights({(0, 1): 9, (1, 2): 9, (0, 2): 1}, random_index=table)
        for table in RANDOM_INDEX
    )
    assert by_saaty.consistency_ratio / by_dodd.consistency_ratio == pytest.approx(0.4914 / 0.58)
    assert "by Saaty's 1980 table" in by_saaty.sentence()
    assert "by the table of Donegan and Dodd 1991" in by_dodd.sentence()
    many = {(0, j): 2.0 for j in range(1, 18)}
    with pytest.raises(BadJudgement, match=r"^18 criteria are too many for Saaty's 1980 table"):
        pairwise_weights(many)
    assert pairwise_weights(many, random_index="donegan-dodd-1991").consistency_ratio == 0


def test_one_and_two_criteria_cannot_contradict():
    assert pairwise_weights({}, ["Only"]).weights.tolist() == [1.0]
    two = pairwise_weights({(1, 0): 4}, ["Price", "Style"])
    np.testing.assert_allclose(two.weights, [0.2, 0.8])
    assert two.consistency_ratio == 0
    assert two.sentence() == "By principal eigenvector: Style 80.0 % and Price 20.0 %."
    assert most_inconsistent({(1, 0): 4}) is None


def test_either_direction_and_both_are_read_alike():
    base = comparisons({(0, 1): 3, (1, 2): Fraction(1, 2)})
    for same in (
        {(1, 0): 1 / 3, (2, 1): 2},
        {(0, 1): 3, (1, 0): 1 / 3, (2, 1): 2},
        [[1, 3, NAN], [NAN, 1, 0.5], [NAN, NAN, 1]],
        [[NAN, NAN, NAN], [1 / 3, NAN, NAN], [NAN, 2, NAN]],
    ):
        np.testing.assert_allclose(comparisons(same).matrix, base.matrix)
    assert base.given == ((0, 1), (1, 2))
    assert base.missing == ((0, 2),)
    # A third rounded to six places is accepted, and reciprocity is exact afterwards.
    rounded = comparisons([[1, 3], [0.3333333, 1]]).matrix
    assert rounded[0, 1] * rounded[1, 0] == 1


NAMES = ["Price", "Safety", "Style", "Speed"]


@pytest.mark.parametrize(
    ("said_so", "sentence", "pair"),
    [
        ({(0, 1): 0}, "Price against Safety is 0; give a ratio above 0.", (0, 1)),
        ({(1, 2): -3}, "Safety against Style is -3; give a ratio above 0.", (1, 2)),
        ({(0, 1): 5000}, "Price against Safety is 5000; give a ratio from 1/1000 to 1000.", (0, 1)),
        ({(0, 1): np.inf}, "Price against Safety is inf; give a ratio from 1/1000", (0, 1)),
        ({(2, 2): 3}, "Style against itself is 3; it can only be 1.", (2, 2)),
        ({(0, 1): 2, (1, 0): 2}, "Price against Safety is 2 but Safety against Price is 2", (0, 1)),
        (
            {(0, 1): 2, (2, 3): 2},
            "Nothing connects Price with Style; compare the two, or both with",
            (0, 2),
        ),
        ({}, "Nothing connects Price with Safety; compare the two, or", (0, 1)),
        ({(0, 7): 2}, "A comparison names criterion 8 of 4.", None),
        (np.ones((2, 3)), "Comparisons need a square table, one row and column", None),
        (np.ones((3, 3)), "4 names were given for 3 criteria; give one for each.", None),
    ],
)
def test_unusable_comparisons_are_refused_naming_the_pair(said_so, sentence, pair):
    for use in (pairwise_weights, most_inconsistent):
        with pytest.raises(BadJudgement) as refusal:
            use(said_so, NAMES)
        assert str(refusal.value).startswith(sentence)
        assert str(refusal.value).endswith(".")
        assert refusal.value.pair == pair


def test_unknown_choices_and_nothing_at_all_are_refused():
    for wrong, start in (
        ({"method": "additive"}, "There is no method “additive”; choose one of eigenvector and"),
        ({"random_index": "mine"}, "There is no table “mine”; choose one of saaty-1980 and"),
    ):
        with pytest.raises(BadJudgement) as refusal:
            pairwise_weights({(0, 1): 2}, **wrong)
        assert str(refusal.value).startswith(start)
    with pytest.raises(BadJudgement, match="There is nothing to weigh"):
        pairwise_weights({})
