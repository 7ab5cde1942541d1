"""The engine reproduces the printed results of the Kestrel tables."""

import numpy as np
import pytest
from kestrel_tables import ADDRESSABLE, FLOWS, KESTREL, OVERLAP, RAMP
from sample_tables import row

from ossbuy.analysis.robustness.flips import lambda_flip, price_share_flip
from ossbuy.analysis.robustness.thresholds import crossovers, p_star
from ossbuy.analysis.robustness.verdict import verdict
from ossbuy.analysis.scoring.cost import do_nothing, total_cost
from ossbuy.analysis.scoring.total import totals

DUCTWISE, SKYLARK, OPENLOOM = "Ductwise", "Skylark Cloud", "OpenLoom"


def test_every_trauma_index_is_as_printed():
    np.testing.assert_allclose(KESTREL.parts.index, KESTREL.printed_trauma, rtol=0, atol=0.1)


def test_every_derived_weight_is_as_printed():
    printed = row(KESTREL.printed_derived)
    np.testing.assert_allclose(100 * KESTREL.derived.weights, printed, rtol=0, atol=0.1)


@pytest.mark.parametrize(
    ("price_share", "weights", "evidence", "printed"),
    [
        (0.4, "stated", False, "70.2 79.4 89.5 76.1 67.7"),
        (0.4, "stated", True, "55.2 72.3 70.9 69.2 47.8"),
        (0.4, "trauma", True, "52.5 69.4 68.8 73.5 48.0"),
        (0.2, "trauma", True, "55.3 67.7 58.4 74.6 44.2"),
    ],
)
def test_every_total_is_as_printed(price_share, weights, evidence, printed):
    contest = KESTREL.contest(price_share, weights=weights, evidence=evidence)
    np.testing.assert_allclose(contest.totals, row(printed), rtol=0, atol=0.1)


def test_totals_come_out_the_same_by_the_ranking_route():
    contest = KESTREL.contest(0.4)
    result = totals(100 * contest.scores @ contest.weights, contest.price, 0.4, KESTREL.vendors)
    np.testing.assert_allclose(result.total, contest.totals, rtol=0, atol=1e-12)
    assert result.order == contest.order
    assert result.sentence() == "Ductwise leads with 73.5 points, 4.1 ahead of Skylark Cloud."


@pytest.mark.parametrize(("price_share", "printed"), [(0.4, 0.425), (0.2, 0.268)])
def test_the_blend_flips_where_printed(price_share, printed):
    flips = lambda_flip(
        KESTREL.contest(price_share), KESTREL.stated_weights, KESTREL.derived.weights, 1.0
    )
    assert [f.at for f in flips.flips] == pytest.approx([printed], rel=0.01)
    assert KESTREL.vendors[flips.leads_after(flips.flips[0])] == SKYLARK


def test_single_weights_flip_where_printed():
    result = crossovers(KESTREL.contest(0.2))
    flips = {
        (result.criteria[j], KESTREL.vendors[result.above[j]]): 100 * result.high[j]
        for j in range(8)
        if result.above[j] >= 0
    }
    assert flips == {
        ("C3", SKYLARK): pytest.approx(24.66, rel=0.01),
        ("C6", SKYLARK): pytest.approx(28.03, rel=0.01),
        ("C8", SKYLARK): pytest.approx(30.42, rel=0.01),
    }
    assert (result.below < 0).all()
    assert result.sentence(2) == "C3 (7.5 %): Skylark Cloud leads once it is above 24.66 %."


def test_the_price_share_flips_where_printed():
    result = price_share_flip(KESTREL.contest(0.2))
    assert [f.at for f in result.flips] == pytest.approx([0.4815], rel=0.01)
    assert KESTREL.vendors[result.leads_after(result.flips[0])] == OPENLOOM
    assert result.sentence() == (
        "OpenLoom leads once the price share is above 48.15 % (now 20 %, Ductwise leads)."
    )


@pytest.mark.parametrize(
    ("price_share", "with_price", "rival", "fixed"),
    [(0.4, 0.149, OPENLOOM, 0.279), (0.2, 0.321, SKYLARK, 0.342)],
)
def test_p_star_is_as_printed(price_share, with_price, rival, fixed):
    margin = p_star(KESTREL.contest(price_share))
    assert margin.with_price == pytest.approx(with_price, rel=0.01)
    assert KESTREL.vendors[margin.with_price_rival] == rival
    assert margin.fixed == pytest.approx(fixed, rel=0.01)


@pytest.mark.parametrize(("price_share", "printed"), [(0.2, 0.98), (0.4, 0.94)])
def test_the_verdict_is_separable_as_decided(price_share, printed):
    noise = KESTREL.noise(price_share)
    result = verdict(
        noise, p_star(KESTREL.contest(price_share)), min_probability=0.8, min_p_star=0.1
    )
    assert result.leader == DUCTWISE
    assert result.probability == pytest.approx(printed, abs=0.01)
    assert result.separable
    assert noise.rank_shares[noise.leader, 0] == pytest.approx(printed, abs=0.02)


def test_doing_nothing_forgoes_what_is_printed():
    gross = sum(p[3] for p in KESTREL.pains)
    assert gross == pytest.approx(9.67)
    result = do_nothing(gross, OVERLAP, ADDRESSABLE, RAMP)
    assert result.avoidable_total == pytest.approx(15.8, abs=0.05)
    assert result.sentence("M€") == (
        "Doing nothing forgoes 15.8 M€ of avoidable pain over 5 years (undiscounted),"
        " out of 41.1 M€ of untreated pain."
    )


def test_yearly_costs_add_up_to_the_printed_totals():
    flows = np.array([row(f) for f in FLOWS])
    np.testing.assert_allclose(total_cost(flows), KESTREL.prices, rtol=0, atol=1e-9)


def test_says_where_the_lead_is_won():
    contest = KESTREL.contest(0.4)
    parts = contest.lead_parts(contest.rivals[0])
    assert parts.sum() == pytest.approx(contest.totals.max() - contest.totals[1])
    assert contest.why_leads(1) == (
        "Ductwise leads Skylark Cloud by 4.1 points, won on C2 +5.1, C4 +2.6, C5 +1.2, C7 +1.1 and"
        " C1 +0.8, giving up C6 −2.4, price −1.8, C3 −1.7 and C8 −0.8."
    )
