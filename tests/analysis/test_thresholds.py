"""p* and crossovers: equal to brute force, to the published example, and true at the edges."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from contests import contests
from hypothesis import assume, given
from hypothesis import strategies as st

from ossbuy.analysis.robustness.contest import contest
from ossbuy.analysis.robustness.thresholds import crossovers, p_star

ORACLES = Path(__file__).parent.parent / "oracles"


def leads(weights, columns, eps=1e-9):
    """True when the leader is ahead of every rival, given its leads per column."""
    return bool((columns @ weights >= -eps).all())


def worst_corner(columns, weights, p):
    """The smallest lead over any rival with every weight wrong by exactly ±p."""
    corners = np.array(list(itertools.product((1 - p, 1 + p), repeat=len(weights))))
    return (corners * weights @ columns.T).min()


@given(contests())
def test_p_star_equals_trying_every_corner(c):
    margin = p_star(c)
    for price_as_weight, value in ((True, margin.with_price), (False, margin.fixed)):
        columns = c.lead(price_as_weight=price_as_weight)
        weights = c.full_weights if price_as_weight else c.weights
        assert worst_corner(columns, weights, value) >= -1e-9
        if 0 < value < 1:
            assert worst_corner(columns, weights, value + 1e-6) < 0


@given(contests(), st.integers(0, 10))
def test_a_weight_of_zero_is_irrelevant(c, level):
    extra = np.full(len(c.vendors), 0.5)
    extra[0] = level / 10
    wider = contest(
        np.column_stack([c.scores, extra]), np.append(c.weights, 0), c.price, c.price_share
    )
    assert p_star(wider).with_price == pytest.approx(p_star(c).with_price, abs=1e-9)
    np.testing.assert_allclose(wider.totals, c.totals, atol=1e-9)


@given(contests(), st.randoms())
def test_the_order_of_vendors_and_criteria_does_not_matter(c, random):
    v, k = list(range(len(c.vendors))), list(range(len(c.criteria)))
    random.shuffle(v)
    random.shuffle(k)
    mixed = contest(c.scores[v][:, k], c.weights[k], c.price[v], c.price_share)
    assert p_star(mixed).with_price == pytest.approx(p_star(c).with_price, abs=1e-9)
    assume(c.totals[c.leader] - c.totals[list(c.rivals)].max() > 1e-6)
    a, b = crossovers(c), crossovers(mixed)
    np.testing.assert_allclose(b.low, a.low[k], atol=1e-9)
    np.testing.assert_allclose(b.high, a.high[k], atol=1e-9)


@given(contests(max_criteria=4), st.data())
def test_finer_weights_are_never_more_stable(c, data):
    """Splitting each criterion into two leaves that average to it can only lower p*."""
    tilt = np.array(
        data.draw(st.lists(st.integers(-4, 4), min_size=c.scores.size, max_size=c.scores.size))
    ).reshape(c.scores.shape)
    tilt = np.minimum(np.minimum(c.scores, 1 - c.scores), np.abs(tilt) / 20) * np.sign(tilt)
    leaves = np.repeat(c.scores, 2, axis=1)
    leaves[:, ::2] += tilt
    leaves[:, 1::2] -= tilt
    fine = contest(leaves, np.repeat(c.weights / 2, 2), c.price, c.price_share)
    np.testing.assert_allclose(fine.totals, c.totals, atol=1e-9)
    assert p_star(fine).with_price <= p_star(c).with_price + 1e-9
    assert p_star(fine).fixed <= p_star(c).fixed + 1e-9


def test_5000_requirements_and_50_vendors():
    random = np.random.default_rng(1)
    c = contest(random.random((50, 5000)), random.random(5000), random.random(50), 0.2)
    result = crossovers(c)
    assert np.isfinite(result.low).all()
    assert np.isfinite(result.high).all()
    assert ((result.low <= c.weights) & (c.weights <= result.high)).all()


def test_dominance_is_100_percent():
    margin = p_star(contest([[0.9, 0.8], [0.5, 0.8]], [1, 1], [1, 1], 0.3))
    assert margin.with_price == margin.fixed == 1
    assert "No mix of weights at all" in margin.sentence()


def test_twins_have_no_margin():
    margin = p_star(contest([[0.5, 0.7], [0.5, 0.7], [0.1, 0.1]], [1, 2], [1, 1, 1], 0.2))
    assert margin.with_price == margin.fixed == 0
    assert "level" in margin.sentence()


def test_one_vendor_has_nothing_to_fear():
    c = contest([[0.5, 0.7]], [1, 2], [1], 0.2)
    assert p_star(c).with_price == 1
    assert "only bidder" in p_star(c).sentence()
    assert (crossovers(c).above < 0).all()


def test_the_binding_rival_need_not_be_second():
    # The second is behind everywhere; the third is far behind in sum but strong on one criterion.
    c = contest([[0.9, 0.6], [0.8, 0.5], [0.1, 1.0]], [0.6, 0.4], [1, 1, 1], 0.0)
    assert c.order == (0, 1, 2)
    assert p_star(c).fixed_rival == 2


def test_p_star_rounds_down_in_words():
    c = contest([[0.9, 0.3], [0.5, 0.6]], [0.5, 0.5], [1, 1], 0.0)
    assert p_star(c).fixed == pytest.approx(1 / 7)
    assert "±14.2 %" in p_star(c).sentence()


@given(contests(), st.integers(0, 5))
def test_crossovers_equal_walking_the_weight(c, j):
    assume(j < len(c.weights) and c.weights[j] < 1)
    assume(c.totals[c.leader] - c.totals[list(c.rivals)].max() > 1e-6)
    result = crossovers(c)
    rest = np.delete(c.weights, j) / (1 - c.weights[j])
    for t in np.linspace(0, 1, 41):
        if min(abs(t - result.low[j]), abs(t - result.high[j])) < 1e-6:
            continue
        moved = np.insert(rest * (1 - t), j, t)
        inside = result.low[j] < t < result.high[j]
        order = replace(c, weights=moved).totals
        assert (order[c.leader] >= order.max() - 1e-9) == inside
    for side, at, step in ((result.above, result.high, 1e-4), (result.below, result.low, -1e-4)):
        if side[j] >= 0 and 0 < at[j] + step < 1:
            t = at[j] + step
            totals = replace(c, weights=np.insert(rest * (1 - t), j, t)).totals
            assert totals[side[j]] >= totals[c.leader] - 1e-9


def test_all_weight_on_one_criterion_has_no_crossing_there():
    result = crossovers(contest([[0.9, 0.1], [0.5, 0.9]], [1, 0], [1, 1], 0.0))
    assert (result.below[0], result.above[0]) == (-1, -1)
    assert result.exists.tolist() == [[False, True]]
    assert result.above[1] == 1
    assert result.high[1] == pytest.approx(1 / 3)


def test_a_constant_criterion_only_dilutes():
    c = contest([[0.9, 0.5], [0.5, 0.5]], [0.5, 0.5], [1, 1], 0.0)
    result = crossovers(c)
    assert result.above[1] == -1
    assert "no weight of it" in result.sentence(1)


def test_price_is_folded_in_not_left_aside():
    # Leader dearer: with the price share fixed, the price gap counts in every column.
    c = contest([[0.8, 0.7], [0.5, 0.75]], [0.5, 0.5], [0.8, 1.0], 0.3)
    crossing = crossovers(c)
    naive_gap_leads_until = crossing.high[1]
    t = naive_gap_leads_until
    lead = 0.7 * ((1 - t) * 0.3 - t * 0.05) - 0.3 * 0.2
    assert lead == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("top_only", [True, False])
def test_published_weight_changes_of_triantaphyllou_and_sanchez(top_only):
    """Their Δ moves one weight alone; after renormalising it is the same crossing as ours."""
    oracle = json.loads((ORACLES / "triantaphyllou-sanchez1997-weights.json").read_text())
    matrix = np.array(oracle["inputs"]["matrix"])
    w = np.array(oracle["inputs"]["criteria_weights"])
    checked = 0
    for pair, deltas in zip(
        oracle["expected"]["pairs"], oracle["expected"]["delta_absolute"], strict=True
    ):
        i, k = (int(x[1:]) - 1 for x in pair.split("-"))
        if top_only and i != 0:
            continue
        c = contest(matrix[[i, k]], w, [1, 1], 0.0)
        if c.leader != 0:
            continue
        result = crossovers(c)
        for j, delta in enumerate(deltas):
            if delta is None:
                assert not result.exists[0, j] or result.at[0, j] in (0, 1)
                continue
            # Their weights sum to 1.0001, so Δ is in those units.
            expected = (w[j] - delta) / (w.sum() - delta)
            assert result.at[0, j] == pytest.approx(
                expected, abs=oracle["tolerance"]["delta_absolute"]
            )
            checked += 1
    assert checked >= 5


def test_unknown_scores_are_refused_by_name():
    with pytest.raises(ValueError, match="about Ünïcode & Söhne \\[x\\]"):
        contest([[0.5], [np.nan]], [1], [1, 1], 0.2, ["A", "Ünïcode & Söhne [x]"])
