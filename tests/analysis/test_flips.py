"""Blend, price share and single scores: exact crossings, checked by stepping across them."""

from dataclasses import replace

import numpy as np
import pytest
from contests import contests
from hypothesis import assume, given
from hypothesis import strategies as st
from kestrel_tables import KESTREL
from sample_tables import SCALE_TOP

from ossbuy.analysis.robustness.contest import contest
from ossbuy.analysis.robustness.flips import lambda_flip, price_share_flip, score_flips
from ossbuy.analysis.robustness.reruns import drop_one_vendor, swap_formula
from ossbuy.analysis.weighting.blend import blend


def assert_flips_are_the_envelope(flips, totals_at):
    """Between two flips one vendor is best throughout, and it is the one they name."""
    marks = sorted(flips.flips, key=lambda f: f.at)
    edges = [0.0, *(f.at for f in marks), 1.0]
    best = [f.below for f in marks] + [marks[-1].above if marks else flips.leader]
    for low, high, vendor in zip(edges, edges[1:], best, strict=False):
        for t in np.linspace(low, high, 7):
            totals = totals_at(t)
            assert totals[vendor] >= totals.max() - 1e-7


@given(contests(), st.data())
def test_lambda_flips_are_all_the_changes_of_leader(c, data):
    derived = np.array(
        data.draw(st.lists(st.integers(1, 9), min_size=len(c.weights), max_size=len(c.weights))),
        float,
    )
    flips = lambda_flip(c, c.weights, derived, 0.4)
    assert_flips_are_the_envelope(
        flips, lambda t: replace(c, weights=blend(c.weights, derived, t)).totals
    )


@given(contests(max_vendors=7))
def test_price_share_flips_are_all_the_changes_of_leader(c):
    flips = price_share_flip(c)
    assert_flips_are_the_envelope(flips, lambda t: replace(c, price_share=t).totals)
    low, high = flips.stable
    assert low <= c.price_share + 1e-9
    assert high >= c.price_share - 1e-9
    distances = [abs(f.at - c.price_share) for f in flips.flips]
    assert distances == sorted(distances)


def test_three_leaders_over_the_price_share():
    c = contest([[1.0], [0.8], [0.2]], [1], [0.1, 0.5, 1.0], 0.2)
    flips = price_share_flip(c)
    assert [(f.below, f.above) for f in flips.flips] == [(0, 1), (1, 2)]
    assert flips.stable == (0.0, pytest.approx(1 / 3))


def test_lines_that_run_almost_side_by_side_still_cross():
    c = contest([[0.500], [0.499]], [1], [0.500, 0.503], 0.0)
    (flip,) = price_share_flip(c).flips
    assert flip.at == pytest.approx(0.25)


def test_of_vendors_that_cross_at_one_point_the_steepest_leads_after():
    c = contest(np.array([[4], [3], [2]]) / 4, [1], np.array([0, 3, 4]) / 4, 0.1)
    # 4 - 4t, 3, 2 + 2t: the lead passes at ¼ and again at ½.
    assert [(f.below, f.above) for f in price_share_flip(c).flips] == [(0, 1), (1, 2)]
    c = contest(np.array([[4], [3], [2]]) / 4, [1], np.array([0, 1, 2]) / 4, 0.1)
    # 4 - 4t, 3 - 2t, 2: all three meet at ½.
    (flip,) = price_share_flip(c).flips
    assert (flip.below, flip.above) == (0, 2)
    assert flip.at == pytest.approx(0.5)


def test_no_flip_is_said_plainly():
    c = contest([[0.9], [0.5]], [1], [1, 0.5], 0.2)
    assert price_share_flip(c).sentence() == "vendor 1 leads at any price share (now 20 %)."


def test_standing_on_a_flip_names_the_other_side():
    c = contest([[1.0], [0.0]], [1], [0.0, 1.0], 0.5)
    flips = price_share_flip(c)
    (flip,) = flips.flips
    assert flip.at == pytest.approx(0.5)
    assert flips.leads_after(flip) != flips.leader


@given(contests(), st.data())
def test_one_changed_score_makes_the_totals_level(c, data):
    evidence = np.array(
        data.draw(st.lists(st.floats(0.5, 1), min_size=c.scores.size, max_size=c.scores.size))
    ).reshape(c.scores.shape)
    c = contest(c.scores * evidence, c.weights, c.price, c.price_share)
    assume(c.totals[c.leader] - c.totals[list(c.rivals)].max() > 1e-6)
    claims = c.scores / evidence
    result = score_flips(c, claims, evidence, SCALE_TOP)
    for vendor, criterion in np.argwhere(result.feasible):
        changed = claims.copy()
        changed[vendor, criterion] += result.points[vendor, criterion] / SCALE_TOP
        assert -1e-9 <= changed[vendor, criterion] <= 1 + 1e-9
        after = (1 - c.price_share) * (changed * evidence) @ c.weights + c.price_share * c.price
        if vendor == c.leader:
            assert after[vendor] == pytest.approx(np.delete(after, vendor).max(), abs=1e-9)
        else:
            assert after[vendor] == pytest.approx(after[c.leader], abs=1e-9)


def test_kestrel_scores_that_would_flip_it():
    c = KESTREL.contest(0.2)
    result = score_flips(c, KESTREL.claim, KESTREL.factor, SCALE_TOP)
    assert result.sentence() == (
        "Skylark Cloud draws level if Ductwise is scored 2.15 instead of 4.40 on C1"
        " (2.25 points less)."
    )
    # Skylark already claims 4.7 of 5 on C3: no score there closes seven points.
    assert not result.feasible[1, 2]


def test_claims_that_are_not_the_scores_are_refused():
    c = KESTREL.contest(0.2)
    with pytest.raises(ValueError, match="do not give the scores"):
        score_flips(c, KESTREL.claim, np.ones_like(KESTREL.factor), SCALE_TOP)


def test_leaving_out_the_cheapest_changes_price_scores_of_the_others():
    # B is behind A until C leaves: then B is the cheapest and its price points more than double.
    changed = drop_one_vendor([90, 60, 0], [100, 55, 20], 0.5, "lowest-ratio", None, "ABC")
    assert changed.order[:2] == (0, 2)
    assert [r.change for r in changed.unexpected] == ["without C"]
    assert changed.runs[2].order == (1, 0)
    np.testing.assert_allclose(changed.runs[2].totals, [45 + 27.5, 80, 0])
    assert "B wins without C" in changed.sentence()


def test_swapping_the_formula_can_swap_the_winner():
    runs = swap_formula([70, 60], [100, 95], 0.4, "lowest-ratio", None, ["A", "B"])
    assert runs.order[0] == 0
    assert [r.change for r in runs.runs] == ["with low-high-linear"]
    assert runs.winners == (1,)
    assert runs.sentence() == "B wins with low-high-linear (now A)."
    with_ceiling = swap_formula([70, 60], [100, 95], 0.4, "lowest-ratio", 200.0)
    assert len(with_ceiling.runs) == 2


def test_a_rerun_needs_every_price():
    with pytest.raises(ValueError, match="every quality and every price"):
        swap_formula([70, 60], [100, np.nan], 0.4, "lowest-ratio")
