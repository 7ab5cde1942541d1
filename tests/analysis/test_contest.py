"""What the weighted sum promises: dominance, monotony, indifference to order and to constants."""

import numpy as np
import pytest
from contests import contests
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.analysis.robustness.contest import contest
from ossbuy.analysis.robustness.exact import win_probabilities
from ossbuy.analysis.robustness.thresholds import p_star
from ossbuy.analysis.weighting.blend import BadWeights


@given(contests(), st.floats(0, 1))
def test_who_is_at_least_as_good_everywhere_is_never_behind(c, worse):
    scores = np.vstack([c.scores, worse * c.scores[0]])
    wider = contest(scores, c.weights, np.append(c.price, worse * c.price[0]), c.price_share)
    assert wider.totals[-1] <= wider.totals[0] + 1e-9
    assert win_probabilities(wider.folded_scores)[-1, 0] <= 0.5
    if wider.leader == 0:
        margins = p_star(wider)
        row = margins.rivals.index(len(scores) - 1)
        level = np.allclose(wider.scores[-1], wider.scores[0]) and worse == 1
        gap = wider.lead(price_as_weight=True)[row] @ wider.full_weights
        if not level and gap > 1e-9:
            np.testing.assert_allclose(margins.per_rival[row], 1)


@given(contests(), st.data())
def test_a_better_score_or_price_never_costs_a_place(c, data):
    vendor = data.draw(st.integers(0, len(c.vendors) - 1))
    criterion = data.draw(st.integers(0, len(c.criteria) - 1))
    scores, price = c.scores.copy(), c.price.copy()
    scores[vendor, criterion] += data.draw(st.floats(0, 1)) * (1 - scores[vendor, criterion])
    price[vendor] += data.draw(st.floats(0, 1)) * (1 - price[vendor])
    better = contest(scores, c.weights, price, c.price_share)
    assert better.totals[vendor] >= c.totals[vendor] - 1e-9
    others = np.delete(np.arange(len(c.vendors)), vendor)
    np.testing.assert_allclose(better.totals[others], c.totals[others], atol=1e-9)


@given(contests(), st.floats(0.1, 50))
def test_the_scale_of_the_weights_does_not_matter(c, factor):
    scaled = contest(c.scores, factor * c.weights, c.price, c.price_share)
    np.testing.assert_allclose(scaled.totals, c.totals, atol=1e-9)


@given(contests(), st.integers(0, 10), st.integers(1, 10))
def test_a_criterion_on_which_all_are_equal_decides_nothing(c, level, weight):
    wider = contest(
        np.column_stack([c.scores, np.full(len(c.vendors), level / 10)]),
        np.append(c.weights, weight),
        c.price,
        0.0,
    )
    plain = contest(c.scores, c.weights, c.price, 0.0)
    for a in range(len(c.vendors)):
        for b in range(len(c.vendors)):
            if plain.totals[a] > plain.totals[b] + 1e-6:
                assert wider.totals[a] > wider.totals[b]


@given(contests())
def test_both_ways_to_count_price_give_the_same_totals(c):
    np.testing.assert_allclose(100 * c.folded_scores @ c.weights, c.totals, atol=1e-9)
    columns = np.column_stack([c.scores, c.price])
    np.testing.assert_allclose(100 * columns @ c.full_weights, c.totals, atol=1e-9)
    for rival in c.rivals:
        gap = c.totals[c.leader] - c.totals[rival]
        assert c.lead_parts(rival).sum() == pytest.approx(gap, abs=1e-9)


def test_refusals():
    with pytest.raises(ValueError, match="2 vendors but 1 price scores"):
        contest([[1], [1]], [1], [1], 0.2)
    with pytest.raises(ValueError, match="1 criteria but 2 weights"):
        contest([[1]], [1, 1], [1], 0.2)
    with pytest.raises(ValueError, match="price share"):
        contest([[1]], [1], [1], 40)
    with pytest.raises(BadWeights):
        contest([[1, 1]], [1, -1], [1], 0.2)
    with pytest.raises(ValueError, match="read-only"):
        contest([[1]], [1], [1], 0.2).scores[0] = 0
