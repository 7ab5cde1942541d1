"""Costs and winners against a volume: the printed crossings, and what holds for any offers."""

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from other_tables import WREN

from ossbuy.analysis.robustness.volume import volume_flips
from ossbuy.analysis.scoring.total import order_of
from ossbuy.analysis.scoring.volume import Span, spans, volume_cost

SUBSCRIBER_MONTHS = 12 * (40 + 120 + 220 + 320 + 400) / 1000
TERMS = (
    (5.2, 1.65, 0.10),
    (0.9, 0.25, 0.68),
    (0.35, 0.15, 0.95),
    (2.6, 1.35, 0.06),
    (2.4, 0.95, 0.40),
)
COST = volume_cost(
    [fixed + 5 * run for fixed, run, _ in TERMS],
    [unit * SUBSCRIBER_MONTHS for _, _, unit in TERMS],
    WREN.vendors,
)
COLOSSA, PLOVERCLOUD, HOSTLAYER, OPENLOOM, PATCHWORK = range(5)
FORMULAS = st.sampled_from(["lowest-ratio", "low-high-linear", "ceiling-linear"])


def quality() -> np.ndarray:
    contest = WREN.contest(0.25)
    merit: np.ndarray = 100 * contest.scores @ contest.weights
    return merit


def test_at_the_forecast_costs_are_those_of_the_table():
    np.testing.assert_allclose(COST.at(1), WREN.prices, rtol=0, atol=1e-9)


def test_costs_cross_where_printed():
    found = {(c.dearer, c.cheaper): c.at for c in COST.crossings(0.1, 10)}
    assert found[PLOVERCLOUD, PATCHWORK] == pytest.approx(1.35, abs=0.005)
    assert found[PLOVERCLOUD, COLOSSA] == pytest.approx(1.48, abs=0.005)
    dearest = COST.dearest(0.1, 10)
    assert [s.vendor for s in dearest] == [COLOSSA, HOSTLAYER]
    assert dearest[1].start == pytest.approx(1.10, abs=0.005)
    assert [s.vendor for s in COST.cheapest(0.1, 10)] == [HOSTLAYER, PLOVERCLOUD, OPENLOOM]
    crossing = next(c for c in COST.crossings(0.1, 10) if c[1:] == (PLOVERCLOUD, PATCHWORK))
    assert COST.sentence(crossing, "subscribers") == (
        "Plovercloud costs more than Patchwork once subscribers pass 1.35 times the forecast."
    )


def test_the_winner_flips_where_printed():
    flips = volume_flips(quality(), COST, 0.25, "lowest-ratio", low=0.1, high=5)
    near = flips.flips[0]
    assert (near.below, near.above) == (PLOVERCLOUD, COLOSSA)
    assert near.at == pytest.approx(1.483, abs=0.0005)
    assert flips.sentence("subscribers") == (
        "Colossa BSS leads once subscribers pass 1.483 times the forecast (at the forecast"
        " Plovercloud leads)."
    )


def test_after_the_gate_it_flips_where_printed():
    keep = [i for i in range(5) if i != PLOVERCLOUD]
    cost = volume_cost(COST.fixed[keep], COST.scaled[keep], [WREN.vendors[i] for i in keep])
    contest = WREN.without("Plovercloud").contest(0.25)
    merit = 100 * contest.scores @ contest.weights
    flips = volume_flips(merit, cost, 0.25, "lowest-ratio", low=0.1, high=5)
    near = flips.flips[0]
    assert (cost.vendors[near.below], cost.vendors[near.above]) == ("Patchwork", "Colossa BSS")
    assert near.at == pytest.approx(1.208, abs=0.0005)


@st.composite
def contests(draw):
    """Vendors with round figures, so that ties and parallel lines occur."""
    count = draw(st.integers(2, 5))
    amounts = st.integers(0, 12)
    fixed = draw(st.lists(amounts, min_size=count, max_size=count))
    scaled = draw(st.lists(amounts, min_size=count, max_size=count))
    assume(all(a + b > 0 for a, b in zip(fixed, scaled, strict=True)))
    merit = draw(st.lists(st.integers(0, 100), min_size=count, max_size=count))
    return merit, volume_cost(fixed, scaled)


@given(contests(), FORMULAS, st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.floats(0.11, 4.9))
@example(([50, 50], volume_cost([1, 2], [2, 1])), "lowest-ratio", 0.5, 2.0)
def test_between_the_flips_the_leader_is_who_the_totals_say(contest, formula, share, k):
    merit, cost = contest
    flips = volume_flips(merit, cost, share, formula, 15.0, low=0.1, high=5)
    assert flips.leads[0].start == 0.1
    assert flips.leads[-1].end == 5
    for a, b in zip(flips.leads, flips.leads[1:], strict=False):
        assert a.end == b.start
        assert a.vendor != b.vendor
    span = next(s for s in flips.leads if s.start <= k <= s.end)
    totals = flips.totals(k)
    # Within a hair of a flip two totals are the same for any purpose.
    assert totals[span.vendor] >= totals.max() - 1e-6


@given(contests(), FORMULAS, st.sampled_from([0.25, 0.5]))
def test_at_a_flip_the_two_are_level(contest, formula, share):
    merit, cost = contest
    flips = volume_flips(merit, cost, share, formula, 15.0, low=0.1, high=5)
    for flip in flips.flips:
        totals = flips.totals(flip.at)
        # Where all costs are equal low-high-linear jumps: everybody scores 1 there and there only.
        if formula == "low-high-linear" and np.ptp(cost.at(flip.at)) < 1e-6:
            continue
        assert totals[flip.below] == pytest.approx(totals[flip.above], abs=1e-5)


@given(contests())
def test_costs_cross_where_they_are_equal_and_nowhere_else(contest):
    _, cost = contest
    crossings = cost.crossings(0.1, 5)
    for crossing in crossings:
        here, after = cost.at(crossing.at), cost.at(crossing.at + 0.5)
        assert here[crossing.dearer] == pytest.approx(here[crossing.cheaper], abs=1e-9)
        assert after[crossing.dearer] > after[crossing.cheaper]
    pairs = {frozenset(c[1:]) for c in crossings}
    low, high = cost.at(0.1), cost.at(5)
    for a in range(len(low)):
        for b in range(a):
            turned = (low[a] - low[b]) * (high[a] - high[b]) < -1e-9
            assert not turned or frozenset((a, b)) in pairs


@given(contests(), st.floats(0.2, 4))
def test_more_customers_never_make_anything_cheaper(contest, k):
    _, cost = contest
    assert (cost.at(k + 0.5) >= cost.at(k)).all()


def test_a_vendor_without_growth_and_one_without_a_base():
    cost = volume_cost([10, 0], [0, 8], "AB")
    assert cost.crossings(0.1, 5) == ((1.25, 1, 0),)
    assert cost.cheapest(0.1, 5) == (Span(1, 0.1, 1.25), Span(0, 1.25, 5))


def test_twins_do_not_cross_and_nobody_flips():
    cost = volume_cost([3, 3], [2, 2], "AB")
    assert cost.crossings(0.1, 5) == ()
    flips = volume_flips([60, 60], cost, 0.4, "lowest-ratio", low=0.1, high=5)
    assert flips.flips == ()
    assert flips.sentence("ports") == "A leads from 0.1 to 5 times the forecast of ports."


def test_a_winner_that_needs_the_volume_to_come():
    cost = volume_cost([10, 1], [1, 6], "AB")
    flips = volume_flips([50, 50], cost, 0.4, "lowest-ratio", low=0.1, high=5)
    assert flips.leader == order_of(flips.totals(1.0))[0] == 1
    assert flips.flips[0].at == pytest.approx(1.8)
    cost = volume_cost([10, 3], [1, 9], "AB")
    flips = volume_flips([50, 50], cost, 0.4, "lowest-ratio", low=0.1, high=5)
    assert flips.sentence("ports") == (
        "B leads once ports stay below 0.875 times the forecast (at the forecast A leads)."
    )


def test_unknown_or_negative_costs_are_refused():
    for fixed, scaled in (([1, np.nan], [1, 1]), ([1, -1], [1, 1]), ([1, 0], [1, 0])):
        with pytest.raises(ValueError, match="give amounts of 0 or more"):
            volume_cost(fixed, scaled)
    with pytest.raises(ValueError, match="rising"):
        volume_flips([1, 2], volume_cost([1, 2], [1, 1]), 0.2, "lowest-ratio", low=2, high=1)


def test_corners_closer_than_a_forecast_can_say_are_one():
    assert spans([1.0, 1.0 + 1e-12], 0.5, 2, lambda k: int(k > 1)) == (
        Span(0, 0.5, 1.0),
        Span(1, 1.0, 2),
    )
