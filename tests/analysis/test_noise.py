"""Judgement noise: seeded, anytime, symmetric for twins, and right where it can be computed."""

import math

import numpy as np
import pytest
from kestrel_tables import KESTREL
from sample_tables import SCALE_TOP

from ossbuy.analysis.arrays import short_of, times_in_100
from ossbuy.analysis.robustness.contest import contest
from ossbuy.analysis.robustness.noise import judgement_noise, tally_ranks
from ossbuy.analysis.robustness.thresholds import p_star
from ossbuy.analysis.robustness.verdict import verdict


def noise(weights, claims, evidence, price, share=0.0, **options):
    arguments = {
        "sigma_weights": 0.3,
        "sigma_claims": 0.35,
        "scale_top": SCALE_TOP,
        "samples": 20_000,
        "seed": 1,
    }
    return judgement_noise(weights, claims, evidence, price, share, **(arguments | options))


def test_the_same_seed_gives_the_same_bytes_and_another_does_not():
    a, b = KESTREL.noise(0.4, samples=30_000), KESTREL.noise(0.4, samples=30_000)
    assert a.beats.tobytes() == b.beats.tobytes()
    assert a.mean_totals.tobytes() == b.mean_totals.tobytes()
    other = noise([1, 1], [[0.5, 0.6], [0.6, 0.5]], np.ones((2, 2)), [1, 1], seed=1)
    again = noise([1, 1], [[0.5, 0.6], [0.6, 0.5]], np.ones((2, 2)), [1, 1], seed=2)
    assert other.beats.tobytes() != again.beats.tobytes()


def test_a_longer_run_begins_like_a_shorter_one():
    seen = []

    def stop_early():
        return len(seen) >= 2

    full = KESTREL.noise(0.2)
    base = KESTREL.contest(0.2)
    part = noise(
        base.weights,
        KESTREL.claim,
        KESTREL.factor,
        base.price,
        0.2,
        samples=40_000,
        seed=full.seed,
        progress=lambda done, total: seen.append((done, total)),
        cancelled=stop_early,
    )
    assert not part.complete
    assert full.complete
    assert part.samples == seen[-1][0] < part.requested == 40_000
    exact = noise(
        base.weights,
        KESTREL.claim,
        KESTREL.factor,
        base.price,
        0.2,
        samples=part.samples,
        seed=full.seed,
    )
    assert exact.beats.tobytes() == part.beats.tobytes()


def test_one_criterion_is_the_difference_of_two_normals():
    # Far from the ends of the scale nothing is clamped: P = Φ(Δ / (σ √2)).
    result = noise([1], [[0.55], [0.5]], [[1.0], [1.0]], [1, 1], samples=200_000)
    expected = 0.5 * (1 + math.erf(0.05 / (0.35 / 5 * math.sqrt(2)) / math.sqrt(2)))
    assert abs(result.beats[0, 1] - expected) < 4 * result.standard_error[0, 1]
    assert abs(result.probability - expected) < 4 * result.standard_error[0, 1]


def test_no_noise_is_certain():
    result = noise(
        [2, 1],
        [[0.9, 0.1], [0.2, 0.8]],
        np.ones((2, 2)),
        [1, 1],
        sigma_weights=0,
        sigma_claims=0,
        samples=100,
    )
    assert result.beats[0, 1] == 1
    assert result.probability == 1
    np.testing.assert_array_equal(result.rank_shares, np.eye(2))
    np.testing.assert_allclose(result.mean_totals, [100 * 1.9 / 3, 40])


def test_exact_twins_without_noise_share_ranks_and_wins():
    result = noise(
        [1, 1],
        [[0.5, 0.7]] * 2 + [[0.1, 0.1]],
        np.ones((3, 2)),
        [1, 1, 1],
        sigma_weights=0.3,
        sigma_claims=0,
        samples=500,
    )
    assert result.beats[0, 1] == result.beats[1, 0] == 0.5
    np.testing.assert_allclose(result.rank_shares, [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]])


def test_twins_are_not_separable():
    claims = np.vstack([KESTREL.claim[3], KESTREL.claim[3], KESTREL.claim[0]])
    factor = np.vstack([KESTREL.factor[3], KESTREL.factor[3], KESTREL.factor[0]])
    base = contest(claims * factor, KESTREL.stated_weights, [1, 1, 0.6], 0.2)
    result = noise(base.weights, claims, factor, base.price, 0.2)
    assert abs(result.probability - 0.5) < 4 * result.standard_error[0, 1]
    called = verdict(result, p_star(base), min_probability=0.8, min_p_star=0.1)
    assert not called.separable
    assert called.sentence().startswith("Not separable: vendor 1 and vendor 2 are level")
    # Not even with thresholds that ask for nothing.
    assert not verdict(result, p_star(base), min_probability=0, min_p_star=0).separable


def test_shares_are_shares():
    result = KESTREL.noise(0.4, samples=5000)
    np.testing.assert_allclose(result.rank_shares.sum(axis=0), 1)
    np.testing.assert_allclose(result.rank_shares.sum(axis=1), 1)
    np.testing.assert_allclose(result.beats + result.beats.T, 1)


def test_claims_are_clamped_to_their_scale():
    # σ is half the scale. E[min(σz, 0)] = -σ φ(0), and below -2σ the other end cuts again.
    result = noise([1], [[1.0], [0.0]], [[1.0], [1.0]], [1, 1], sigma_claims=2.5, samples=200_000)
    density = [math.exp(-z * z / 2) / math.sqrt(2 * math.pi) for z in (0, 2)]
    tail = 0.5 * math.erfc(2 / math.sqrt(2))
    expected = 100 * (1 - 0.5 * density[0] + 0.5 * (density[1] - 2 * tail))
    np.testing.assert_allclose(result.mean_totals, [expected, 100 - expected], atol=0.3)


def test_dominance_survives_only_as_far_as_claims_are_sure():
    sure = noise([1, 1], [[0.6, 0.6], [0.5, 0.5]], np.ones((2, 2)), [1, 1], sigma_claims=0)
    assert sure.probability == 1


def test_widening_keeps_the_claim_as_the_point():
    claims, factor = np.array([[0.9], [0.8]]), np.array([[0.5], [1.0]])
    wide = noise([1], claims, factor, [1, 1], mode="widen", sigma_weights=0, sigma_claims=0)
    assert wide.leader == 0
    assert noise([1], claims, factor, [1, 1]).leader == 1
    # Evenly between 0.45 and 0.90: above 0.80 in 10/45 of the cases.
    assert abs(wide.beats[0, 1] - 10 / 45) < 4 * wide.standard_error[0, 1]
    assert wide.mean_totals[0] == pytest.approx(67.5, abs=0.5)


def test_a_single_vendor_needs_no_verdict():
    result = noise([1], [[0.5]], [[1.0]], [1])
    assert result.probability == 1
    assert "only bidder" in result.sentence()
    base = contest([[0.5]], [1], [1], 0)
    called = verdict(result, p_star(base), min_probability=0.8, min_p_star=0.1)
    assert "only bidder" in called.sentence()


def test_a_verdict_needs_one_and_the_same_leader():
    claims, factor = np.array([[0.9], [0.8]]), np.array([[0.5], [1.0]])
    wide = noise([1], claims, factor, [1, 1], mode="widen")
    margin = p_star(contest(claims * factor, [1], [1, 1], 0))
    with pytest.raises(ValueError, match="different leaders"):
        verdict(wide, margin, min_probability=0.8, min_p_star=0.1)


def test_says_how_often():
    assert KESTREL.noise(0.2).sentence() == (
        "If the same people judged again, Ductwise would beat Skylark Cloud, its closest rival,"
        " 98 times in 100 and come first 98 times in 100 (40,000 samples, seed 20261123)."
    )


def test_a_clear_verdict_says_so():
    called = verdict(
        KESTREL.noise(0.2), p_star(KESTREL.contest(0.2)), min_probability=0.8, min_p_star=0.1
    )
    assert called.sentence() == (
        "Ductwise leads clearly: judged again it would beat Skylark Cloud, the closest rival,"
        " 98 times in 100, and all weights may be wrong by ±32.0 % at once."
    )


def test_words_never_say_always_or_contradict_the_threshold():
    assert times_in_100(0.9999) == "more than 99 times in 100"
    assert times_in_100(1) == "100 times in 100"
    assert times_in_100(0.001) == "less than once in 200"
    assert times_in_100(0) == "0 times in 100"
    assert short_of(79.6, 80, 0) == "79.6"
    assert short_of(72.2, 80, 0) == "72"
    assert short_of(9.996, 10, 1) == "9.996"


def test_tied_totals_share_what_they_occupy():
    above, shares = np.zeros((3, 3)), np.zeros((3, 3))
    tally_ranks(np.array([[50.0, 50.0, 50.0], [10.0, 20.0, 10.0]]), above, shares)
    third = 1 / 3
    np.testing.assert_allclose(
        shares,
        [
            [third, third + 0.5, third + 0.5],
            [third + 1, third, third],
            [third, third + 0.5, third + 0.5],
        ],
    )
    assert above[1, 0] == 1.5
    assert above[0, 2] == 1.0


def test_unknown_scores_and_no_samples_are_refused():
    with pytest.raises(ValueError, match="vendor 2"):
        noise([1], [[0.5], [np.nan]], [[1.0], [1.0]], [1, 1])
    with pytest.raises(ValueError, match="at least one sample"):
        noise([1], [[0.5]], [[1.0]], [1], samples=0)
