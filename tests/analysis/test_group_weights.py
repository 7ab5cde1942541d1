"""Several people's weights and comparisons: the means, who is far, who decides, who is missing."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from worked_examples import oracle

from ossbuy.analysis.weighting.comparisons import comparisons
from ossbuy.analysis.weighting.group import METHODS, group_weights, moved
from ossbuy.analysis.weighting.group_comparisons import (
    JOINED,
    group_from_comparisons,
    join_comparisons,
)
from ossbuy.analysis.weighting.judged import BadJudgement
from ossbuy.analysis.weighting.pairwise import pairwise_weights
from ossbuy.analysis.weighting.repair import SCALE

few = settings(max_examples=30)
NAN = float("nan")
methods = st.sampled_from([*METHODS])
tables = st.tuples(st.integers(1, 6), st.integers(1, 5)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(1, 20))
)


def combined(table, method, powers=None, **more):
    return group_weights(table, method, powers, trim=0.2 if method == "trimmed" else None, **more)


@st.composite
def panels(draw):
    """People's full comparisons of the same criteria, and their voting powers."""
    people, count = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    said = [{p: draw(st.sampled_from(SCALE)) for p in pairs} for _ in range(people)]
    return said, [f"c{i}" for i in range(count)], draw(powers_of(people))


def powers_of(people):
    return st.lists(st.integers(0, 3), min_size=people, max_size=people).filter(any)


def test_joining_is_the_only_mean_that_keeps_reciprocity():
    case = oracle("ahp-group-aij-reciprocity")
    for key in ("1", "2"):
        said = case.inputs[f"judgements_{key}"]
        joined = join_comparisons([comparisons({(0, 1): ratio}) for ratio in said]).matrix
        near = {"abs": case.within("*"), "rel": 0}
        assert joined[0, 1] == pytest.approx(case.expected[f"geometric_{key}"], **near)
        if key == "1":
            back = case.expected["reciprocal_of_geometric_1"]
            assert joined[1, 0] == pytest.approx(back, **near)
            arithmetic, of_mean = case.expected["arithmetic_breaks_reciprocity"]
            assert np.mean([1 / r for r in said]) == pytest.approx(arithmetic, **near)
            assert 1 / np.mean(said) == pytest.approx(of_mean, **near)
            assert arithmetic != of_mean


@few
@given(panels())
def test_joined_comparisons_stay_reciprocal_and_are_the_weighted_geometric_mean(case):
    said, names, powers = case
    read = [comparisons(one, names) for one in said]
    joined = join_comparisons(read, powers).matrix
    np.testing.assert_allclose(joined * joined.T, 1, rtol=1e-12)
    direct = np.exp(np.average([np.log(r.matrix) for r in read], axis=0, weights=powers))
    np.testing.assert_allclose(joined, direct, rtol=1e-9)
    group = group_from_comparisons(said, names, powers)
    np.testing.assert_allclose(group.weights, pairwise_weights(direct).weights, atol=1e-9)
    assert group.method == JOINED


@few
@given(panels(), st.integers(1, 3))
def test_joining_takes_power_as_so_many_voices(case, factor):
    said, names, powers = case
    base = group_from_comparisons(said, names, powers).weights
    voices = [one for one, power in zip(said, powers, strict=True) for _ in range(power)]
    np.testing.assert_allclose(group_from_comparisons(voices, names).weights, base, atol=1e-9)
    scaled = np.array(powers) * factor / 7
    again = group_from_comparisons(said, names, scaled).weights
    np.testing.assert_allclose(again, base, atol=1e-9)
    alike = group_from_comparisons([said[0]] * 3, names)
    own = pairwise_weights(said[0], names).weights
    np.testing.assert_allclose(alike.weights, own, atol=1e-9)
    assert alike.distance == pytest.approx((0, 0, 0), abs=1e-9)
    assert alike.farthest is None


@few
@given(tables, methods, st.data())
def test_voting_power_is_so_many_voices_whatever_the_mean(table, method, data):
    powers = data.draw(powers_of(len(table)))
    base = combined(table, method, powers)
    assert base.weights.sum() == pytest.approx(1)
    assert base.powers.sum() == pytest.approx(1)
    voices = np.repeat(table, powers, axis=0)
    np.testing.assert_allclose(combined(voices, method).weights, base.weights, atol=1e-9)
    heard = np.array(powers) > 0
    silent = combined(table[heard], method, np.array(powers)[heard])
    np.testing.assert_allclose(silent.weights, base.weights, atol=1e-12)


@few
@given(tables, methods, st.randoms())
def test_order_and_unit_do_not_matter(table, method, random):
    base = combined(table, method)
    people = random.sample(range(len(table)), len(table))
    items = random.sample(range(table.shape[1]), table.shape[1])
    units = np.array([random.uniform(0.1, 100) for _ in table])
    again = combined((table * units[:, None])[people][:, items], method)
    np.testing.assert_allclose(again.weights, base.weights[items], atol=1e-9)
    np.testing.assert_allclose(again.distance, np.array(base.distance)[people], atol=1e-9)


@few
@given(tables, methods)
def test_identical_people_give_their_weights_and_twins_tie(table, method):
    own = table[0] / table[0].sum()
    alike = combined(np.repeat(table[:1], 4, axis=0), method)
    np.testing.assert_allclose(alike.weights, own, atol=1e-12)
    np.testing.assert_allclose(alike.distance, 0, atol=1e-12)
    assert all(alike.effect(i).moved < 1e-12 for i in range(4))
    assert combined(table[:1], method).effect(0).weights is None
    twins = combined(np.concatenate([table, table[:, :1]], axis=1), method)
    assert twins.weights[0] == pytest.approx(twins.weights[-1], abs=1e-12)


@few
@given(tables, methods)
def test_a_criterion_everyone_puts_above_another_is_above_it(table, method):
    weights = combined(table, method).weights
    for i in range(table.shape[1]):
        for j in range(table.shape[1]):
            if (table[:, i] >= table[:, j]).all():
                assert weights[i] >= weights[j] - 1e-12


@few
@given(tables)
def test_the_means_are_the_usual_ones_with_equal_powers(table):
    own = table / table.sum(axis=1, keepdims=True)
    usual = {
        "arithmetic": own.mean(axis=0),
        "geometric": np.exp(np.log(own).mean(axis=0)),
        "median": np.median(own, axis=0),
    }
    for method, expected in usual.items():
        found = combined(table, method).weights
        np.testing.assert_allclose(found, expected / expected.sum(), atol=1e-12)
    ten = np.concatenate([own] * 10)
    cut = len(own) * 2
    expected = np.sort(ten, axis=0)[cut:-cut].mean(axis=0)
    found = group_weights(ten, "trimmed", trim=0.2)
    np.testing.assert_allclose(found.weights, expected / expected.sum(), atol=1e-9)
    assert found.method == (
        "trimmed mean of people's weights, renormalised, 20 % of voting power cut at each end per"
        " criterion"
    )
    untrimmed = group_weights(table, "trimmed", trim=0.0).weights
    np.testing.assert_allclose(untrimmed, usual["arithmetic"], atol=1e-12)


@few
@given(tables, methods, st.data())
def test_leaving_one_out_is_the_group_without_them(table, method, data):
    assume(len(table) > 1)
    powers = data.draw(powers_of(len(table)))
    group = combined(table, method, powers)
    for person in range(len(table)):
        rest = np.delete(np.array(powers), person)
        effect = group.effect(person, first=2)
        if not rest.any():
            assert effect.weights is None
            assert effect.sentence().endswith("nobody's weights would be left to combine.")
            continue
        without = combined(np.delete(table, person, axis=0), method, rest).weights
        np.testing.assert_allclose(effect.weights, without, atol=1e-12)
        assert effect.moved == pytest.approx(moved(without, group.weights))
        if powers[person] == 0:
            assert effect.moved == pytest.approx(0, abs=1e-12)
            assert effect.overtakes == ()


def test_who_is_far_and_what_leaving_them_out_would_change():
    people = ["Ana", "Ben", "Chi", "Dee", "Eli"]
    names = ["Price", "Safety", "Style"]
    table = [[50, 30, 20], [40, 40, 20], [NAN, NAN, NAN], [10, 80, 10], [30, NAN, 20]]
    group = group_weights(table, people=people, labels=names)
    np.testing.assert_allclose(group.weights, [1 / 3, 1 / 2, 1 / 6])
    assert group.people == ("Ana", "Ben", "Dee")
    assert (group.left_out, group.unfinished) == (("Chi",), ("Eli",))
    assert group.distance == pytest.approx((0.2, 0.1, 0.3))
    assert group.farthest == 2
    effect = group.effect(2)
    np.testing.assert_allclose(effect.weights, [0.45, 0.35, 0.2])
    assert effect.overtakes == ((0, 1),)
    assert effect.sentence() == ("Without Dee 15.0 points of weight move: Price overtakes Safety.")
    assert group.effect(1).sentence() == (
        "Without Ben 5.0 points of weight move and the first 3 keep their order."
    )
    assert group.agreement().ranks.tolist() == [[1, 2, 3], [1.5, 1.5, 3], [2.5, 1, 2.5]]
    assert group.sentence() == (
        "By mean of people's weights (AIP, arithmetic), 3 people: Safety 50.0 %, Price 33.3 % and"
        " Style 16.7 %. Farthest from the group is Dee, 30.0 points of weight away."
        " Did not weigh: Chi. Left out, not finished: Eli."
    )


def test_only_the_first_are_watched_and_becoming_level_is_no_overtaking():
    table = [[50, 30, 12, 8], [40, 40, 5, 15]]
    group = group_weights(table)
    assert group.effect(0, first=2).overtakes == ()
    assert group.effect(1, first=2).overtakes == ()
    assert group.effect(1, first=4).overtakes == ((2, 3),)


def test_people_may_compare_some_pairs_only():
    names = ["Price", "Safety", "Style"]
    said = [{(0, 1): 2, (1, 2): 2}, {(0, 2): 4}, {}, None]
    group = group_from_comparisons(said, names, people=["Ana", "Ben", "Chi", "Dee"])
    np.testing.assert_allclose(group.weights, np.array([4, 2, 1]) / 7, atol=1e-9)
    assert group.people == ("Ana", "Ben")
    assert group.left_out == ("Chi", "Dee")
    assert group.own[1] is None
    assert group.distance == (pytest.approx(0, abs=1e-9), None)
    assert group.without[0] is None, "Ben alone does not connect the criteria"
    assert group.agreement().w is None
    gaps = join_comparisons([comparisons(said[1], names)])
    assert gaps.missing == ((0, 1), (1, 2))
    # A pair is joined over those who compared it, not diluted by those who did not.
    assert join_comparisons([comparisons(one, names) for one in said[:2]]).matrix[0, 2] == 4


def test_zeros_veto_geometrically_and_not_arithmetically():
    table = [[0, 50, 50], [60, 20, 20]]
    assert group_weights(table, "geometric").weights[0] == 0
    assert group_weights(table).weights[0] == pytest.approx(0.3)
    assert group_weights(table, "geometric", [0, 1]).weights[0] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("ask", "sentence", "index"),
    [
        (lambda: group_weights([[NAN, NAN]]), "Nobody has weighed yet; there is nothing", None),
        (lambda: group_weights(np.empty((0, 2))), "Nobody has weighed yet; there is", None),
        (lambda: group_weights([1, 2]), "The weights must be a table with one row per", None),
        (lambda: group_weights([[], []]), "There is nothing to weigh; give at least one", None),
        (
            lambda: group_weights([[1, 2], [3, -1]], people=["Ana", "Ben"], labels=["A", "B"]),
            "Ben gives B -1; give 0 or more.",
            1,
        ),
        (
            lambda: group_weights([[0, 0], [3, 1]], people=["Ana", "Ben"]),
            "Ana gives every criterion 0; give at least one more, or leave all empty.",
            0,
        ),
        (
            lambda: group_weights([[1, 2], [3, 1]], powers=[1, -2], people=["Ana", "Ben"]),
            "Ben has a voting power of -2; give 0 or more.",
            1,
        ),
        (
            lambda: group_weights([[1, 2], [NAN, NAN]], powers=[0, 1], people=["Ana", "Ben"]),
            "Nobody who weighed (Ana) has voting power; give it to at least one of them.",
            None,
        ),
        (
            lambda: group_weights([[1, 2]], powers=[1, 2]),
            "2 voting powers for 1 people; give",
            None,
        ),
        (lambda: group_weights([[1, 2]], "mode"), "There is no method “mode”; choose one", None),
        (lambda: group_weights([[1, 2]], "trimmed"), "The share to trim is not given; give", None),
        (
            lambda: group_weights([[1, 2]], "trimmed", trim=0.5),
            "The share to trim is 0.5; give what to cut at each end, from 0 to below 0.5.",
            None,
        ),
        (
            lambda: group_weights(np.eye(3), "median"),
            "By median of people's weights, renormalised, every criterion comes to 0: none carries",
            None,
        ),
        (
            lambda: group_from_comparisons([{(0, 1): -1}], ["A", "B"], people=["Ana"]),
            "Ana: A against B is -1; give a ratio above 0.",
            0,
        ),
        (
            lambda: group_from_comparisons([{(0, 1): 3}, {}], ["A", "B", "C"]),
            "Nothing connects A with C; compare the two, or both with something they share.",
            None,
        ),
        (lambda: group_from_comparisons([None], ["A", "B"]), "Nobody has weighed yet; there", None),
        (lambda: join_comparisons([]), "Nobody has compared anything yet; there is", None),
    ],
)
def test_what_cannot_be_combined_is_refused_in_a_sentence(ask, sentence, index):
    with pytest.raises(BadJudgement) as refusal:
        ask()
    assert str(refusal.value).startswith(sentence)
    assert str(refusal.value).endswith(".")
    assert refusal.value.index == index


def test_one_criterion_and_one_person():
    for method in METHODS:
        assert combined([[7]], method).weights.tolist() == [1.0]
    assert group_from_comparisons([{}, None], ["Only"]).weights.tolist() == [1.0]
