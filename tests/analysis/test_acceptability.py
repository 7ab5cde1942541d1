"""Acceptability: agrees with exact probabilities and published figures, repeatable, anytime."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from kestrel_tables import KESTREL

from ossbuy.analysis.robustness.acceptability import CHUNK, acceptability, stream
from ossbuy.analysis.robustness.exact import expected_ranks, order_basis, win_probabilities
from ossbuy.analysis.robustness.uncertain import between, uncertain_acceptability

ORACLES = Path(__file__).parent.parent / "oracles"
tables = st.tuples(st.integers(2, 5), st.integers(1, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 20).map(lambda x: x / 20))
)


def assert_within_4_errors(shares, exact, samples):
    error = np.sqrt(np.maximum(exact * (1 - exact), 1e-9) / samples)
    assert (np.abs(shares - exact) <= 4 * error + 1e-9).all()


# The same examples every time: four standard errors are exceeded once in 16,000 honest draws.
@settings(max_examples=40, derandomize=True)
@given(tables)
def test_pairwise_wins_and_expected_ranks_agree_with_the_exact_ones(values):
    result = acceptability(values, samples=CHUNK, seed=5)
    assert_within_4_errors(result.beats, win_probabilities(values), result.samples)
    mean_rank = result.ranks @ np.arange(1, len(values) + 1)
    np.testing.assert_allclose(mean_rank, 0.5 + result.beats.sum(axis=0), atol=1e-9)
    np.testing.assert_allclose(mean_rank, expected_ranks(values), atol=0.1)


@settings(max_examples=40)
@given(tables, st.sampled_from(["none", "order", "around"]))
def test_shares_are_shares_and_no_nan_leaves(values, information):
    weights = np.arange(1.0, values.shape[1] + 1)
    result = acceptability(
        values, information=information, weights=weights, spread=0.25, samples=CHUNK, seed=6
    )
    np.testing.assert_allclose(result.ranks.sum(axis=0), 1)
    np.testing.assert_allclose(result.ranks.sum(axis=1), 1)
    np.testing.assert_allclose(result.beats + result.beats.T, 1)
    for vendor, middle in enumerate(result.central):
        assert (middle is None) == (result.ranks[vendor, 0] == 0)
        if middle is not None:
            assert middle.sum() == pytest.approx(1)
            assert (middle >= -1e-9).all()


def test_kestrel_agrees_with_the_exact_probabilities():
    values = KESTREL.contest(0.4).folded_scores
    result = acceptability(values, samples=2**19, seed=7, vendors=KESTREL.vendors)
    assert_within_4_errors(result.beats, win_probabilities(values), result.samples)


def test_order_only_agrees_with_the_exact_probabilities():
    c = KESTREL.contest(0.4)
    result = acceptability(
        c.folded_scores, information="order", weights=c.weights, samples=2**18, seed=8
    )
    exact = win_probabilities(c.folded_scores @ order_basis(c.weights))
    assert_within_4_errors(result.beats, exact, result.samples)
    order = np.argsort(-c.weights)
    assert (np.diff(result.central[3][order]) <= 1e-9).all()


def test_around_agrees_with_a_plain_loop():
    c = KESTREL.contest(0.4)
    result = acceptability(
        c.folded_scores, information="around", weights=c.weights, spread=0.5, samples=2**18, seed=9
    )
    random = np.random.default_rng(10)
    w = c.weights * random.uniform(0.5, 1.5, (200_000, 8))
    w /= w.sum(axis=1, keepdims=True)
    totals = w @ c.folded_scores.T
    first = np.bincount(totals.argmax(axis=1), minlength=5) / len(w)
    error = np.sqrt(first * (1 - first) * (1 / len(w) + 1 / result.samples)) + 1e-5
    assert (np.abs(result.ranks[:, 0] - first) < 4 * error).all()
    mean = w[totals.argmax(axis=1) == 3].mean(axis=0)
    np.testing.assert_allclose(result.central[3], mean, atol=2e-3)


@pytest.mark.parametrize("spread", [0.5, 1.0])
def test_central_weights_are_means_of_normalised_weights(spread):
    # One criterion against one: the first wins when its weight came out the larger.
    result = acceptability(
        [[1.0, 0.0], [0.0, 1.0]],
        information="around",
        weights=[1, 1],
        spread=spread,
        samples=2**19,
        seed=1,
    )
    u = 1 - spread + 2 * spread * (np.arange(2000) + 0.5) / 2000
    a, b = np.meshgrid(u, u)
    expected = (a / (a + b))[a > b].mean()
    assert result.central[0][0] == pytest.approx(expected, abs=1e-3)
    if spread == 1:
        assert expected == pytest.approx(np.log(2), abs=1e-3)


def test_within_p_star_nothing_changes():
    c = KESTREL.contest(0.2)
    result = acceptability(
        c.folded_scores, information="around", weights=c.weights, spread=0.34, samples=CHUNK, seed=1
    )
    assert result.ranks[c.leader, 0] == 1


def test_the_same_seed_gives_the_same_bytes():
    values = KESTREL.contest(0.4).folded_scores
    one = acceptability(values, samples=6 * CHUNK, seed=3)
    two = acceptability(values, samples=6 * CHUNK, seed=3)
    assert one.ranks.tobytes() == two.ranks.tobytes()
    assert one.beats.tobytes() == two.beats.tobytes()
    assert [c.tobytes() for c in one.central if c is not None] == [
        c.tobytes() for c in two.central if c is not None
    ]
    assert one.seed == 3
    other = acceptability(values, samples=6 * CHUNK, seed=4)
    assert one.ranks.tobytes() != other.ranks.tobytes()


def test_it_streams_and_stops_at_the_width_asked_for():
    values = KESTREL.contest(0.4).folded_scores
    looks = list(stream(values, samples=11 * CHUNK, seed=3))
    assert [look.samples // CHUNK for look in looks] == [1, 2, 4, 8, 11]
    widths = [look.half_width for look in looks]
    assert widths == sorted(widths, reverse=True)
    stopped = acceptability(values, samples=64 * CHUNK, seed=3, half_width=0.011)
    assert stopped.samples < stopped.requested
    assert stopped.half_width <= 0.011


def test_progress_and_cancel():
    seen = []
    result = acceptability(
        [[0.4, 0.6], [0.6, 0.4]],
        samples=10 * CHUNK,
        seed=3,
        progress=lambda done, total: seen.append((done, total)),
        cancelled=lambda: len(seen) >= 3,
    )
    assert seen == [(CHUNK * k, CHUNK * 10) for k in (1, 2, 3)]
    assert result.samples == 3 * CHUNK


def test_twins_share_everything():
    values = [[0.5, 0.7], [0.9, 0.2], [0.5, 0.7], [0.1, 0.1]]
    result = acceptability(values, samples=CHUNK, seed=1)
    assert result.beats[0, 2] == result.beats[2, 0] == 0.5
    np.testing.assert_array_equal(result.ranks[0], result.ranks[2])
    np.testing.assert_allclose(result.ranks[3], [0, 0, 0, 1])
    assert result.ranks[1, 1] == 0
    identical = acceptability([[0.5], [0.5]], samples=10, seed=1)
    np.testing.assert_allclose(identical.ranks, 0.5)


def test_a_vendor_that_never_wins_has_no_central_weights():
    oracle = json.loads((ORACLES / "smaa-dominated-alternative.json").read_text())
    # B lies 0.5 below A on all three criteria.
    result = acceptability([[0.9] * 3, [0.4] * 3], samples=2**19, seed=2, vendors=["A", "B"])
    np.testing.assert_allclose(
        result.central[0], oracle["expected"]["case1_central_weights_A"], atol=2e-3
    )
    assert result.central[1] is oracle["expected"]["case1_central_weights_B"]
    assert list(result.confidence) == oracle["expected"]["case1_confidence_factor"]
    assert "never came first" in result.explain(1)


def test_published_pairwise_winning_index_of_ten_samples():
    oracle = json.loads((ORACLES / "smaa-dominated-alternative.json").read_text())
    ten = np.array([[[1.0], [0.0]]] * 9 + [[[0.0], [1.0]]])
    result = uncertain_acceptability(
        lambda _random, count: ten[:count], weights=[1.0], samples=10, seed=1
    )
    beats = result.beats * (1 - np.eye(2))
    np.testing.assert_allclose(beats, oracle["expected"]["case2_pairwise_winning_index"])


def test_published_antidepressant_analysis_of_jsmaa():
    oracle = json.loads((ORACLES / "smaa2-jsmaa-antidepressants.json").read_text())
    rows = oracle["inputs"]["measurements"]
    mean, sd = np.moveaxis(
        np.array([rows[c]["mean_sd"] for c in oracle["inputs"]["criteria"]]), 2, 0
    )
    lognormal = np.array([rows[c]["distribution"] == "lognormal" for c in rows])[:, None]
    low, high = mean - 1.96 * sd, mean + 1.96 * sd
    low, high = (np.where(lognormal, np.exp(x), x) for x in (low, high))
    worst, best = low.min(axis=1), high.max(axis=1)
    rising = np.array(oracle["inputs"]["ascending"])
    worst, best = np.where(rising, worst, best), np.where(rising, best, worst)

    def draw(random, count):
        x = mean + sd * random.standard_normal((count, *mean.shape))
        x = np.where(lognormal, np.exp(x), x)
        return np.swapaxes((x - worst[:, None]) / (best - worst)[:, None], 1, 2)

    result = uncertain_acceptability(
        draw, samples=100_000, seed=4, vendors=oracle["inputs"]["alternatives"]
    )
    expected, tolerance = oracle["expected"], oracle["tolerance"]
    np.testing.assert_allclose(
        result.ranks, expected["rank_acceptability"], atol=tolerance["rank_acceptability"]
    )
    np.testing.assert_allclose(
        np.array(result.central), expected["central_weights"], atol=tolerance["central_weights"]
    )
    np.testing.assert_allclose(
        result.confidence, expected["confidence_factor"], atol=tolerance["confidence_factor"]
    )


def test_widened_scores_with_fixed_weights():
    draw = between([[0.45], [0.8]], [[0.9], [0.8]])
    result = uncertain_acceptability(draw, weights=[1], samples=40_000, seed=1)
    assert_within_4_errors(result.beats[0, 1], 10 / 45, result.samples)
    with pytest.raises(ValueError, match="below its upper end"):
        between([[1.0]], [[0.5]])


def test_uncertain_runs_can_be_stopped():
    seen = []
    result = uncertain_acceptability(
        between([[0.4, 0.1], [0.3, 0.2]], [[0.5, 0.9], [0.6, 0.8]]),
        samples=100_000,
        seed=1,
        progress=lambda done, total: seen.append((done, total)),
        cancelled=lambda: len(seen) >= 2,
    )
    assert result.samples == seen[-1][0] < result.requested


def test_says_who_comes_first():
    c = KESTREL.contest(0.4)
    result = acceptability(
        c.folded_scores, samples=CHUNK, seed=1, vendors=c.vendors, criteria=c.criteria
    )
    said = result.sentence()
    assert said.startswith("With nothing known about the weights, ")
    assert said.endswith("(16,384 samples, seed 1).")
    assert "comes first when the weights are around C" in result.explain(3)


def test_one_vendor_and_one_criterion():
    result = acceptability([[0.5]], samples=1, seed=1)
    assert result.ranks.tolist() == [[1.0]]
    assert "vendor 1 comes first in 100 %" in result.sentence()


def test_refusals():
    with pytest.raises(ValueError, match="needs every score"):
        acceptability([[np.nan]], samples=1, seed=1)
    with pytest.raises(ValueError, match="needs the stated weights"):
        acceptability([[1.0]], information="order", samples=1, seed=1)
    with pytest.raises(ValueError, match="needs a spread"):
        acceptability([[1.0]], information="around", weights=[1], samples=1, seed=1)
    with pytest.raises(ValueError, match="at least one"):
        acceptability([[1.0]], samples=0, seed=1)
