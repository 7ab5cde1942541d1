"""Exact win probabilities: closed cases, an independent integral, and no float surprises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ossbuy.analysis.robustness.exact import (
    expected_ranks,
    order_basis,
    trusted_win_probability,
    win_probabilities,
    win_probability,
)

differences = st.integers(1, 8).flatmap(
    lambda n: arrays(np.float64, n, elements=st.integers(-20, 20).map(lambda x: x / 20))
)


def gil_pelaez(d):
    """P(Σ d_j E_j > 0) by inverting the characteristic function, trapezoid in log t."""
    d = d[d != 0]
    x = np.linspace(-40, 25, 200_001)
    t = np.exp(x)
    phase = np.arctan(np.multiply.outer(t, d)).sum(axis=1)
    size = np.exp(-0.5 * np.log1p(np.multiply.outer(t, d) ** 2).sum(axis=1))
    return 0.5 + np.trapezoid(np.sin(phase) * size, x) / np.pi


@pytest.mark.parametrize(
    ("d", "expected"),
    [
        ([1, -1], 0.5),
        ([3, -1], 0.75),
        ([1, -3], 0.25),
        ([1, 2, 3], 1.0),
        ([1, 0, 0], 1.0),
        ([0, -1], 0.0),
        ([0, 0], 0.5),
        ([1e-14, -1e-15], 0.5),
        ([1e-14, -0.5], 0.0),
    ],
)
def test_cases_one_can_do_by_hand(d, expected):
    assert win_probability(d) == pytest.approx(expected, abs=1e-15)


@given(differences)
def test_equals_the_integral(d):
    probability = win_probability(d)
    if (d > 0).any() and (d < 0).any():
        assert probability == pytest.approx(gil_pelaez(d), abs=1e-6)
    assert 0 <= probability <= 1


@given(differences, st.randoms(), st.floats(0.1, 10))
def test_symmetry_order_and_scale(d, random, factor):
    mixed = list(d)
    random.shuffle(mixed)
    p = win_probability(d)
    assert win_probability(mixed) == pytest.approx(p, abs=1e-12)
    assert win_probability(factor * d, scale=factor) == pytest.approx(p, abs=1e-12)
    assert win_probability(-d) == pytest.approx(1 - p, abs=1e-12)


@given(differences, st.integers(0, 7))
def test_a_better_score_never_wins_less(d, j):
    better = d.copy()
    better[j % len(d)] += 0.05
    assert win_probability(better) >= win_probability(d) - 1e-12


def test_expected_ranks_add_up():
    values = np.random.default_rng(3).random((6, 9))
    ranks = expected_ranks(values)
    assert ranks.sum() == pytest.approx(21)
    beats = win_probabilities(values)
    np.testing.assert_allclose(beats + beats.T, 1, atol=1e-12)


def test_a_thousand_criteria_stay_within_0_and_1():
    d = np.random.default_rng(5).normal(0.01, 1, 1000)
    assert 0.4 < win_probability(d) < 0.95


def test_order_basis_gives_weights_in_the_stated_order():
    basis = order_basis([1, 3, 2])
    u = np.random.default_rng(1).dirichlet(np.ones(3), 200)
    w = u @ basis.T
    np.testing.assert_allclose(w.sum(axis=1), 1)
    assert (w[:, 1] >= w[:, 2] - 1e-12).all()
    assert (w[:, 2] >= w[:, 0] - 1e-12).all()


def test_order_only_equals_rejecting_samples_out_of_order():
    d = np.array([0.3, -0.5, 0.25, -0.1])
    stated = np.array([4, 3, 2, 1])
    w = np.random.default_rng(2).dirichlet(np.ones(4), 400_000)
    kept = w[(np.diff(w, axis=1) <= 0).all(axis=1)] @ d > 0
    exact = win_probability(d @ order_basis(stated))
    error = np.sqrt(exact * (1 - exact) / len(kept))
    assert abs(kept.mean() - exact) < 4 * error


def test_equal_stated_weights_share_their_block():
    basis = order_basis([2, 2, 1])
    np.testing.assert_allclose(basis[0], basis[1])
    np.testing.assert_allclose(basis.sum(axis=0), 1)


def test_doubt_leads_from_certain_to_unknown():
    d, w = np.array([0.4, -0.3, -0.2]), [0.6, 0.2, 0.2]
    curve = [trusted_win_probability(d, w, doubt) for doubt in (0, 0.1, 0.4, 0.7, 1)]
    assert curve[0] == 1
    assert curve == sorted(curve, reverse=True)
    assert curve[-1] == pytest.approx(win_probability(d))
    assert trusted_win_probability([0.1, -0.1], [1, 1], 0) == 0.5
    draws = np.random.default_rng(4).dirichlet(np.ones(3), 200_000)
    mixed = 0.3 * normal(w) + 0.7 * draws
    exact = curve[3]
    assert abs((mixed @ d > 0).mean() - exact) < 4 * np.sqrt(exact * (1 - exact) / 200_000)


def normal(w):
    return np.array(w) / np.sum(w)
