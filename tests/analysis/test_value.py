"""Layers of value: profile, depth, line of sight, and the sentence that answers for them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.matrix.value import value_inputs
from ossbuy.analysis.value import (
    Profile,
    Thinking,
    line_of_sight,
    profile,
    reached,
    reaches_finance,
)
from ossbuy.analysis.worth import Worth, asked, worth
from ossbuy.model.project import Project
from small import Case, model_with

TARN_LAYERS = [3, 3, 2, 1, 3, 2, 1, 3]
"""The eight categories of Tarn Valley Fibre; its stated and derived weights below, in percent."""
TARN_STATED = [6, 9, 16, 19, 7, 12, 24, 7]
TARN_DERIVED = [13.3, 17.8, 16.4, 10.0, 8.1, 9.8, 13.3, 11.2]

layer = st.sampled_from([1.0, 2.0, 3.0, float("nan")])
# Nobody weighs with less than a billionth of a point; halving the smallest float gives nothing.
weight = st.one_of(st.just(0.0), st.floats(1e-9, 1000))
weighed = st.lists(st.tuples(weight, layer), min_size=1, max_size=30)


def of(project: Project) -> Worth:
    ev = evaluate(matrix(project))
    return worth(ev, value_inputs(project, ev.matrix))


def test_tarn_states_29_percent_at_the_end_customer_and_its_pains_50() -> None:
    stated, derived = profile(TARN_STATED, TARN_LAYERS), profile(TARN_DERIVED, TARN_LAYERS)
    assert stated.layers == (43, 28, 29)
    assert stated.share(3) == pytest.approx(0.29)
    # (43·1 + 28·2 + 29·3) / 100
    assert stated.depth == pytest.approx(1.86)
    assert derived.share(3) == pytest.approx(0.505, abs=0.0006)
    assert derived.depth is not None
    assert derived.depth > stated.depth


def test_what_does_not_say_its_layer_is_shown_and_counts_as_none() -> None:
    held = profile([10, 20, 70], [1, 3, float("nan")])
    assert held == Profile((10, 0, 20), 70)
    assert held.share(0) == pytest.approx(0.7)
    # (10·1 + 20·3) / 30, not / 100
    assert held.depth == pytest.approx(7 / 3)
    assert profile([5], [float("nan")]).depth is None
    assert profile([], []).stops_at is None


@pytest.mark.parametrize(
    ("layers", "stop"),
    [((1, 0, 0), 1), ((1, 1, 0), 1), ((0, 1, 0), 2), ((0, 1, 1), 2), ((0, 0, 1), 3)],
)
def test_it_stops_at_the_nearest_layer_and_half_way_at_the_shallower(
    layers: tuple[float, float, float], stop: int
) -> None:
    assert Profile(layers, 0).stops_at == stop


@given(weighed)
def test_a_profile_loses_nothing_and_its_depth_is_a_layer(rows: list[tuple[float, float]]) -> None:
    weights, layers = zip(*rows, strict=True)
    held = profile(weights, layers)
    assert held.total == pytest.approx(sum(weights))
    if held.total:
        assert sum(held.share(n) for n in range(4)) == pytest.approx(1)
    assert (held.depth is None) == (held.said == 0)
    if held.depth is not None:
        assert 1 <= held.depth <= 3
        assert held.stops_at in (1, 2, 3)


@given(weighed, st.floats(0.01, 100))
def test_depth_does_not_depend_on_the_unit_or_on_what_is_not_said(
    rows: list[tuple[float, float]], factor: float
) -> None:
    weights, layers = (np.array(x) for x in zip(*rows, strict=True))
    depth = profile(weights, layers).depth
    if depth is not None:
        assert profile(weights * factor, layers).depth == pytest.approx(depth)
        more = profile([*weights, 500.0], [*layers, float("nan")])
        assert more.depth == depth


@given(weighed, st.integers(0, 29))
def test_deeper_thinking_never_makes_the_depth_smaller(
    rows: list[tuple[float, float]], place: int
) -> None:
    weights, layers = (np.array(x) for x in zip(*rows, strict=True))
    place %= len(layers)
    before = profile(weights, layers).depth
    if before is None or np.isnan(layers[place]) or layers[place] == 3:
        return
    layers[place] += 1
    after = profile(weights, layers).depth
    assert after is not None
    assert after >= before - 1e-12


@pytest.mark.parametrize(
    ("chain", "metric", "obstructs", "reaches"),
    [
        ("measured", "Churn report", False, True),
        ("correlated", "Churn report", False, True),
        ("asserted", "Churn report", False, False),
        ("measured", "  ", False, False),
        ("", "Churn report", False, False),
        ("measured", "Churn report", True, False),
    ],
)
def test_a_chain_reaches_finance_when_it_is_shown_and_names_the_metric(
    chain: str, metric: str, obstructs: bool, reaches: bool
) -> None:
    assert reaches_finance(chain, metric, obstructs) is reaches


def test_a_requirement_takes_its_reach_from_the_pains_that_ask_for_it() -> None:
    nan = float("nan")
    # r1 by its own case, r2 not by its own case, r3 through 3 of 4 asked, r4 asked by nobody.
    reach = reached([1, 0, nan, nan], [[0, 5, 3, 0], [9, 0, 1, 0]], [1, 0])
    assert reach.tolist() == [1, 0, 0.75, 0]
    sight = line_of_sight([10, 20, 40, 30], [3, 3, 3, 1], reach)
    assert (sight.weight, sight.reaching) == (70, 40)
    assert sight.share == pytest.approx(4 / 7)
    assert line_of_sight([1], [1], [1]).share is None


@given(weighed, st.lists(st.floats(0, 1), min_size=30, max_size=30))
def test_line_of_sight_is_a_share(rows: list[tuple[float, float]], reach: list[float]) -> None:
    weights, layers = zip(*rows, strict=True)
    sight = line_of_sight(weights, layers, reach[: len(rows)])
    if sight.share is not None:
        assert -1e-12 <= sight.share <= 1 + 1e-12


def traced() -> Case:
    """A pain of layer 3 linked to one section, its cause-borne sister to another."""
    case = Case(blend=1.0).section("A", 60).section("B", 40)
    case.requirement("A1", "A", layer=3).requirement("A2", "A", layer=1)
    case.requirement("B1", "B")
    case.pain("P1", layer=3).pain("P2", layer=3).cause("C1", {"P2": 1.0})
    return case.link("P1", "A").link("C1", "B")


def test_what_the_pains_ask_adds_up_to_the_derived_weights() -> None:
    case = traced().cause("C2", {"P1": 0.5})
    ev = evaluate(matrix(case.project()))
    assert ev.derived is not None
    given_ = asked(ev)
    np.testing.assert_allclose(given_.sum(axis=0) + ev.derived.hygiene, ev.derived.weights)
    # P2 has no link of its own: what it asks, it asks through its cause.
    assert given_[1].sum() > 0


def test_line_of_sight_follows_the_cases_of_pains_and_requirements() -> None:
    case = traced()
    assert of(case.project()).sight.share == 0
    shown = {"chain": "measured", "finance_metric": "Order conversion, monthly board report"}
    case.say("value/P1", shown)
    seen = of(case.project())
    assert seen.sight.share == pytest.approx(1)
    assert seen.pain_sight.share == pytest.approx(0.5)
    # A case of its own that is only asserted stands above what the pain shows.
    case.say("value/A1", {"chain": "asserted", "finance_metric": "the same"})
    assert of(case.project()).sight.share == 0


def test_profiles_of_a_project_keep_the_unsaid_apart() -> None:
    seen = of(traced().project())
    assert seen.stated is not None
    assert seen.stated.layers == pytest.approx((0.3, 0, 0.3))
    assert seen.stated.unsaid == pytest.approx(0.4)
    assert seen.pains.share(3) == 1
    assert seen.plain is None


def test_multipliers_are_a_separate_step() -> None:
    case = traced()
    before = of(case.project())
    case.facts.append(model_with(layer__3=1.3))
    after = of(case.project())
    assert after.multipliers == (1, 1, 1.3)
    assert after.plain is not None
    assert before.counts is not None
    assert after.counts is not None
    assert after.plain.layers == pytest.approx(before.counts.layers)
    assert after.counts.share(3) > before.counts.share(3)
    assert after.stated == before.stated


def test_a_project_of_nothing_has_no_profile_and_no_sight() -> None:
    seen = of(Case().project())
    assert (seen.stated, seen.derived, seen.counts) == (None, None, None)
    assert seen.sight.share is None
    assert seen.pains.depth is None
    assert seen.thinking.sentence() == (
        "Nobody has said yet at what layer your thinking stops. "
        "Nothing that weighs says its layer yet."
    )


LOW, MIDDLE, HIGH = Profile((1, 0, 0), 0), Profile((0, 1, 0), 0), Profile((0, 0, 1), 0)


@pytest.mark.parametrize(
    ("said", "stated", "derived", "compared"),
    [
        (2, MIDDLE, MIDDLE, "keep what you say"),
        (3, LOW, MIDDLE, "stop short of what you say"),
        (1, LOW, HIGH, "go further than what you say"),
        (2, LOW, HIGH, "on either side of what you say"),
    ],
)
def test_stated_is_held_against_derived(
    said: int, stated: Profile, derived: Profile, compared: str
) -> None:
    thinking = Thinking(said, stated, derived, None)
    assert compared in thinking.sentence()
    assert compared.replace("what you say", "that") in thinking.verdict()
    assert thinking.verdict().startswith(f"You say at layer {said}, ")


def test_the_answer_names_depths_layers_and_what_is_left_out() -> None:
    said = Thinking(3, profile(TARN_STATED, TARN_LAYERS), None, Profile((0, 30, 60), 10)).sentence()
    assert said == (
        "You say your thinking stops at layer 3, the end customer. The stated weights stop at "
        "1.86, nearest to layer 2, revenue; the pains themselves at 2.67, nearest to layer 3, the "
        "end customer. The weights stop short of what you say. Left out because no layer is said: "
        "10 % of the pains themselves."
    )
