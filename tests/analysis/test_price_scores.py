"""Price formulas: published examples, what each promises, and refusals that name the bid."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.scoring.price import (
    FORMULAS,
    BadPrice,
    abnormally_low,
    irrelevant_bid_test,
    price_scores,
)

ORACLES = Path(__file__).parent.parent / "oracles"
SHARED_BIDS = Path(__file__).parents[3] / "shared" / "rfps" / "sddot_bids.csv"
bids = st.lists(st.floats(1, 1000), min_size=1, max_size=6)
names = st.sampled_from(sorted(FORMULAS))


def oracle(name):
    return json.loads((ORACLES / f"{name}.json").read_text())


def test_published_lowest_ratio_scores():
    case = oracle("price-score-qcbs-egov")
    np.testing.assert_allclose(
        100 * price_scores(case["inputs"]["prices"], "lowest-ratio"),
        case["expected"]["financial_score"],
        atol=case["tolerance"]["financial_score"],
    )
    case = oracle("price-score-uk-digital-marketplace")
    np.testing.assert_allclose(
        price_scores(case["inputs"]["prices"], "lowest-ratio"),
        case["expected"]["score"],
        atol=case["tolerance"]["score"],
    )


def test_published_middle_bid_loses_under_lowest_ratio():
    case = oracle("price-score-goldilocks")
    score = price_scores(case["inputs"]["prices"], "lowest-ratio")
    total = 0.5 * np.array(case["inputs"]["quality"]) + 50 * score
    np.testing.assert_allclose(total, case["expected"]["total_F1"], atol=1e-9)


@given(bids, names)
def test_scores_lie_on_0_to_1_and_the_cheapest_is_best(prices, formula):
    scores = price_scores(prices, formula, ceiling=2000)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores[int(np.argmin(prices))] == scores.max()
    order = np.argsort(prices)
    assert (np.diff(scores[order]) <= 1e-12).all()


@given(bids, names, st.integers(0, 5), st.floats(0.1, 1))
def test_a_lower_price_never_scores_less(prices, formula, who, factor):
    who %= len(prices)
    lower = list(prices)
    lower[who] *= factor
    before = price_scores(prices, formula, ceiling=2000)
    after = price_scores(lower, formula, ceiling=2000)
    assert after[who] >= before[who] - 1e-12


@given(bids, st.sampled_from(["lowest-ratio", "low-high-linear"]), st.floats(0.01, 100))
def test_the_currency_does_not_matter(prices, formula, rate):
    np.testing.assert_allclose(
        price_scores(rate * np.array(prices), formula), price_scores(prices, formula), atol=1e-9
    )


def test_ceiling_is_absolute_and_floored():
    np.testing.assert_allclose(price_scores([50, 100, 250], "ceiling-linear", 200), [0.75, 0.5, 0])
    assert not FORMULAS["ceiling-linear"].relative


def test_equal_prices_score_full_marks():
    np.testing.assert_array_equal(price_scores([7, 7], "low-high-linear"), [1, 1])


@pytest.mark.parametrize("bad", [0, -3, np.inf])
def test_a_price_of_nothing_is_refused_naming_the_bid(bad):
    with pytest.raises(BadPrice) as refused:
        price_scores([10, bad], "lowest-ratio")
    assert (refused.value.index, refused.value.value) == (1, bad)


@pytest.mark.parametrize("formula", sorted(FORMULAS))
def test_an_unknown_price_stays_unknown(formula):
    scores = price_scores([10, np.nan, 20], formula, 40)
    assert np.isnan(scores).tolist() == [False, True, False]
    assert np.isnan(price_scores([np.nan], formula, 40)).all()


def test_unknown_formula_and_missing_ceiling_are_refused():
    with pytest.raises(ValueError, match="choose one of ceiling-linear, low-high-linear and"):
        price_scores([1], "cheapest")
    with pytest.raises(ValueError, match="needs a published price ceiling"):
        price_scores([1], "ceiling-linear")
    with pytest.raises(ValueError, match="above 0"):
        price_scores([1], "ceiling-linear", 0)


def test_an_irrelevant_bid_can_decide_under_a_relative_formula():
    result = irrelevant_bid_test(
        [90, 60, 0], [100, 55, 20], 0.5, "lowest-ratio", vendors=["A", "B", "C"]
    )
    (change,) = [c for c in result.changes if c.dropped == 2]
    assert (change.before, change.after) == ((0, 1), (1, 0))
    assert change.changes_winner
    assert result.sentence() == (
        "Price formula lowest-ratio: without C the order of the others is B and A instead of"
        " A and B."
    )


@given(bids, st.floats(0, 1))
def test_no_bid_is_relevant_to_others_under_a_ceiling(prices, share):
    merit = np.linspace(90, 10, len(prices))
    result = irrelevant_bid_test(merit, prices, share, "ceiling-linear", 2000.0)
    assert result.changes == ()
    assert "does not change" in result.sentence()


def test_the_irrelevant_bid_test_needs_everything():
    with pytest.raises(ValueError, match="every quality and every price"):
        irrelevant_bid_test([1, 2], [1, np.nan], 0.5, "lowest-ratio")


def test_abnormally_low_needs_enough_bids():
    assert abnormally_low([50, 100, 100, 100], 0.2, 3).tolist() == [True, False, False, False]
    assert not abnormally_low([50, 100], 0.2, 3).any()
    assert abnormally_low([50, np.nan, 100, 100, 100], 0.2, 4).tolist()[0] is True
    assert not abnormally_low([np.nan, np.nan], 0.2, 0).any()


@pytest.mark.shared
def test_the_naive_20_percent_rule_fires_as_often_as_known_on_real_bids():
    if not SHARED_BIDS.exists():
        pytest.skip("needs ../shared")
    contests: dict[str, list[float]] = {}
    with SHARED_BIDS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            contests.setdefault(line["contract_id"], []).append(float(line["bid_total"]))
    fired = sum(bool(abnormally_low(p, 0.2, 1).any()) for p in contests.values())
    assert len(contests) == 1135
    assert fired == 202
