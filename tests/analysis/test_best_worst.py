"""Best-worst: published examples, the optima checked by other means, and the refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from worked_examples import oracle

from ossbuy.analysis.weighting.best_worst import MODELS, best_worst
from ossbuy.analysis.weighting.best_worst_optimum import consistency_index
from ossbuy.analysis.weighting.judged import BadJudgement

few = settings(max_examples=30)
models = st.sampled_from([*MODELS])
NAN = float("nan")


@st.composite
def said(draw, most=6):
    """Best, worst and comparisons as people give them: 1 up to best against worst."""
    count = draw(st.integers(2, most))
    best, worst = draw(st.permutations(range(count)))[:2]
    top = draw(st.integers(1, 9))
    ratios = st.lists(st.integers(1, top), min_size=count, max_size=count)
    outward, inward = np.array(draw(ratios), float), np.array(draw(ratios), float)
    outward[worst] = inward[best] = top
    outward[best] = inward[worst] = 1
    return best, worst, outward, inward


@st.composite
def consistent(draw):
    count = draw(st.integers(1, 7))
    weights = np.array(draw(st.lists(st.integers(1, 9), min_size=count, max_size=count)), float)
    best, worst = int(np.argmax(weights)), count - 1 - int(np.argmin(weights[::-1]))
    return best, worst, weights


def linear_program(case, xi):
    """The rows of A w ≤ 0 for the nonlinear model at ξ, built without the closed form."""
    best, worst, outward, inward = case
    unit = np.eye(len(outward))
    rows = []
    for j in range(len(outward)):
        if j != best:
            rows += [unit[best] - (outward[j] + xi) * unit[j]]
            rows += [(outward[j] - xi) * unit[j] - unit[best]]
        if j != worst:
            rows += [unit[j] - (inward[j] + xi) * unit[worst]]
            rows += [(inward[j] - xi) * unit[worst] - unit[j]]
    return np.array(rows)


def extremes(rows, count, extra=()):
    """The least and most of each weight subject to the rows, by linear programming."""
    ends = []
    for sign in (1, -1):
        for j in range(count):
            solved = linprog(
                sign * np.eye(count + len(extra))[j],
                A_ub=rows,
                b_ub=np.zeros(len(rows)),
                A_eq=[[1.0] * count + [0.0] * len(extra)],
                b_eq=[1],
                bounds=[(0, None)] * count + list(extra),
            )
            assert solved.status == 0
            ends.append(sign * solved.fun)
    return np.array(ends[:count]), np.array(ends[count:])


def test_first_example_of_rezaei_2015():
    case = oracle("bwm-rezaei2015-nonlinear-3")
    names = case.inputs["criteria"]
    result = best_worst(
        names.index(case.inputs["best"]),
        names.index(case.inputs["worst"]),
        case.inputs["best_to_others"],
        case.inputs["others_to_worst"],
        "nonlinear",
        names,
    )
    for found, key in (
        (result.xi, "xi_nonlinear"),
        (result.weights, "weights"),
        (result.consistency_ratio, "consistency_ratio"),
    ):
        np.testing.assert_allclose(found, case.expected[key], atol=case.within(key), rtol=0)
    np.testing.assert_allclose(result.lower, result.upper, atol=1e-9)
    assert case.inputs["consistency_index_a_bw_8"] == round(consistency_index(8), 2)
    assert result.sentence() == (
        "By best-worst, nonlinear model (Rezaei 2015), centres of the intervals: cost 59.0 %,"
        " accessibility 33.9 % and load flexibility 7.1 %. Consistency ratio 0.058 and input-based"
        " ratio 0.036; 0 is fully consistent. Most off is accessibility: through it cost would"
        " count 10 times load flexibility; make cost against accessibility 1.6, or accessibility"
        " against load flexibility 4, and the input-based ratio is 0.000."
    )


@pytest.mark.parametrize("model", [*MODELS])
def test_consistent_example_of_rezaei_2016(model):
    case = oracle("bwm-rezaei2016-example1-consistent")
    names = case.inputs["criteria"]
    result = best_worst(
        names.index(case.inputs["best"]),
        names.index(case.inputs["worst"]),
        case.inputs["best_to_others"],
        case.inputs["others_to_worst"],
        model,
        names,
    )
    key = f"xi_{model}"
    assert result.xi == pytest.approx(case.expected[key], abs=case.within(key))
    np.testing.assert_allclose(
        result.weights, case.expected["linear_weights"], atol=case.within("linear_weights"), rtol=0
    )
    near = case.within("nonlinear_weight_intervals")
    np.testing.assert_allclose(result.lower, result.upper, atol=near)
    assert "agree with each other fully" in result.sentence()
    assert result.consistency_ratio == (None if model == "linear" else 0)


def test_consistency_index_is_the_published_table():
    table = [0.00, 0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23]
    assert [round(consistency_index(a), 2) for a in range(1, 10)] == table


@few
@given(consistent(), models)
def test_consistent_comparisons_give_back_their_weights(case, model):
    best, worst, weights = case
    result = best_worst(best, worst, weights[best] / weights, weights / weights[worst], model)
    expected = weights / weights.sum()
    for found in (result.weights, result.lower, result.upper):
        np.testing.assert_allclose(found, expected, atol=1e-8)
    assert result.xi == result.input_ratio == 0
    assert result.conflicts == ()
    assert result.most_off is None


@few
@given(said())
def test_intervals_are_those_of_the_linear_programs(case):
    _, _, outward, _ = case
    result = best_worst(*case, "nonlinear")
    count = len(outward)
    lower, upper = extremes(linear_program(case, result.xi + 1e-8), count)
    np.testing.assert_allclose(result.lower, lower, atol=1e-5)
    np.testing.assert_allclose(result.upper, upper, atol=1e-5)
    assert (result.lower <= result.upper).all()
    middle = (lower + upper) / 2
    np.testing.assert_allclose(result.weights, middle / middle.sum(), atol=1e-5)
    assert result.weights.sum() == pytest.approx(1)
    if result.xi > 1e-6:
        rows = linear_program(case, result.xi * (1 - 1e-4))
        solved = linprog(
            np.zeros(count), rows, np.zeros(len(rows)), [[1.0] * count], [1], method="highs"
        )
        assert solved.status == 2, "a smaller ξ would have been enough"


@few
@given(said())
def test_linear_model_has_one_optimum_and_this_is_it(case):
    best, worst, outward, inward = case
    result = best_worst(*case, "linear")
    count = len(outward)
    unit = np.eye(count)
    gaps = np.concatenate(
        [unit[best] - outward[:, None] * unit, unit - inward[:, None] * unit[worst]]
    )
    assert np.abs(gaps @ result.weights).max() == pytest.approx(result.xi, abs=1e-8)
    rows = np.block([[gaps, -np.ones((len(gaps), 1))], [-gaps, -np.ones((len(gaps), 1))]])
    lower, upper = extremes(rows, count, extra=[(0, result.xi + 1e-9)])
    np.testing.assert_allclose(lower, result.weights, atol=1e-5)
    np.testing.assert_allclose(upper, result.weights, atol=1e-5)


@few
@given(said(), models, st.randoms())
def test_order_of_criteria_does_not_matter(case, model, random):
    best, worst, outward, inward = case
    base = best_worst(*case, model)
    order = random.sample(range(len(outward)), len(outward))
    again = best_worst(order.index(best), order.index(worst), outward[order], inward[order], model)
    np.testing.assert_allclose(again.weights, base.weights[order], atol=1e-7)
    np.testing.assert_allclose(again.upper, base.upper[order], atol=1e-7)
    assert again.xi == pytest.approx(base.xi, abs=1e-8)
    assert again.input_ratio == pytest.approx(base.input_ratio)


@few
@given(said(), models)
def test_more_on_both_sides_never_weighs_less_and_twins_tie(case, model):
    best, worst, outward, inward = case
    weights = best_worst(*case, model).weights
    middle = [j for j in range(len(outward)) if j not in (best, worst)]
    for i in middle:
        for j in middle:
            if outward[i] <= outward[j] and inward[i] >= inward[j]:
                assert weights[i] >= weights[j] - 1e-7


@few
@given(said())
def test_repairing_what_is_most_off_does_what_it_says(case):
    best, worst, outward, inward = case
    now = best_worst(*case, "nonlinear")
    off = now.most_off
    assert (off is None) == (now.input_ratio == 0) == (now.xi == 0)
    if off is None:
        return
    assert off.ratio_after <= now.input_ratio + 1e-12
    if off.criterion is None:
        outward, inward = outward.copy(), inward.copy()
        outward[worst] = inward[best] = off.best_value
        ways = [(outward, inward)]
    else:
        one, other = outward.copy(), inward.copy()
        one[off.criterion] = off.best_value
        other[off.criterion] = off.worst_value
        ways = [(one, inward), (outward, other)]
    for changed in ways:
        after = best_worst(best, worst, *changed, "nonlinear")
        assert after.input_ratio == pytest.approx(off.ratio_after, abs=1e-9)


def test_best_against_worst_itself_can_be_what_is_off():
    off = best_worst(0, 3, [1, 2, 4, 5], [5, 4, 2, 1]).most_off
    assert off.criterion is None
    assert off.best_value == 8
    assert off.ratio_after == 0
    said_so = best_worst(0, 3, [1, 2, 4, 5], [5, 4, 2, 1], labels=["A", "B", "C", "D"]).sentence()
    assert said_so.endswith("Most off is A against D: the others make it about 8.")


def test_the_one_optimum_of_two_chains_is_not_the_worse_of_each_alone():
    # (2,2) pulls best/worst up to 4, (1,1) down to 1; alone each needs ξ = 0.438.
    result = best_worst(0, 3, [1, 2, 1, 2], [2, 2, 1, 1], "nonlinear")
    assert result.xi == pytest.approx(0.5)
    assert result.consistency_ratio > 1


def test_order_conflicts_are_named():
    result = best_worst(0, 3, [1, 2, 5, 8], [8, 2, 5, 1], labels=["A", "B", "C", "D"])
    assert result.conflicts == ((1, 2),)
    assert " A puts B before C, D the other way round." in result.sentence()
    assert best_worst(0, 3, [1, 2, 2, 8], [8, 2, 5, 1]).conflicts == ()


@pytest.mark.parametrize("model", [*MODELS])
def test_one_two_and_all_equal(model):
    assert best_worst(0, 0, [1], [1], model).weights.tolist() == [1.0]
    two = best_worst(1, 0, [NAN, NAN], [NAN, 4], model)
    np.testing.assert_allclose(two.weights, [0.2, 0.8], atol=1e-9)
    equal = best_worst(0, 2, [1, 1, 1], [1, 1, 1], model)
    np.testing.assert_allclose(equal.weights, 1 / 3, atol=1e-9)
    assert equal.input_ratio == 0


@pytest.mark.parametrize(
    ("ask", "sentence", "index", "pair"),
    [
        ((0, 0, [1, 2], [2, 1]), "Price cannot be both the best and the worst; choose", 0, None),
        ((0, 5, [1, 2], [2, 1]), "There is no criterion 6; there are 2.", None, None),
        ((0, 1, [1, 2], [3, 1]), "Price against Style is both 2 and 3; give one", 1, (0, 1)),
        ((0, 1, [2, 2], [2, 1]), "Price against itself is 2; it can only be 1.", 0, None),
        ((0, 1, [1, NAN], [NAN, 1]), "Price against Style is not given yet; give 1", 1, (0, 1)),
        ((0, 1, [1, 0.5], [NAN, 1]), "Price against Style is 0.5; give 1 (the same) or", 1, (0, 1)),
        ((0, 1, [1, 2], [2, 0]), "Style against itself is 0; it can only be 1.", 1, None),
        ((0, 1, [1], [1, 1]), "1 comparisons of the best and 2 with the worst; give", None, None),
        ((0, 1, [1, np.inf], [NAN, 1]), "Price against Style is inf; give 1 (the", 1, (0, 1)),
    ],
)
def test_unusable_comparisons_are_refused_in_a_sentence(ask, sentence, index, pair):
    for model in MODELS:
        with pytest.raises(BadJudgement) as refusal:
            best_worst(*ask, model, ["Price", "Style"])
        assert str(refusal.value).startswith(sentence)
        assert str(refusal.value).endswith(".")
        assert (refusal.value.index, refusal.value.pair) == (index, pair)


def test_a_gap_wider_than_best_against_worst_asks_for_another_choice():
    names = ["Price", "Safety", "Style"]
    with pytest.raises(BadJudgement) as refusal:
        best_worst(0, 2, [1, 9, 5], [5, 2, 1], labels=names)
    assert str(refusal.value) == (
        "Price against Safety is 9, more than the 5 of Price against Style; lower it, or choose"
        " Safety as the worst instead of Style."
    )
    assert refusal.value.pair == (0, 1)
    with pytest.raises(BadJudgement) as refusal:
        best_worst(0, 2, [1, 2, 5], [5, 7, 1], labels=names)
    assert "choose Safety as the best instead of Price." in str(refusal.value)
    with pytest.raises(BadJudgement, match="There is no model “cubic”; choose one of linear and"):
        best_worst(0, 2, [1, 2, 5], [5, 2, 1], "cubic")
    with pytest.raises(BadJudgement, match="There is nothing to weigh"):
        best_worst(0, 0, [], [])
