"""The smallest shift of weight equals the linear program."""

import numpy as np
import pytest
from contests import contests
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from ossbuy.analysis.robustness.contest import contest
from ossbuy.analysis.robustness.shift import smallest_shift


def linear_program(lead, weights):
    """min Σ out  s.t.  lead · (w - out + into) ≤ 0, Σ out = Σ into, out ≤ w."""
    n = len(weights)
    # The answer does not depend on the scale of the lead, but the solver's tolerances do.
    lead = lead / (np.abs(lead).max() or 1.0)
    solved = linprog(
        np.concatenate([np.ones(n), np.zeros(n)]),
        A_ub=[np.concatenate([-lead, lead])],
        b_ub=[-lead @ weights],
        A_eq=[np.concatenate([np.ones(n), -np.ones(n)])],
        b_eq=[0.0],
        bounds=[*((0, w) for w in weights), *((0, 1) for _ in weights)],
    )
    return solved.fun if solved.success else np.inf


@settings(max_examples=150)
@given(contests(), st.booleans())
def test_greedy_equals_the_linear_program(c, price_as_weight):
    result = smallest_shift(c, price_as_weight=price_as_weight)
    weights = c.full_weights if price_as_weight else c.weights
    for row, mass in zip(c.lead(price_as_weight=price_as_weight), result.per_rival, strict=True):
        expected = linear_program(row, weights)
        if row.min() == 0 and not np.isinf(mass):
            # Level only when all weight sits where they are equal: the solver may miss the edge.
            expected = min(expected, mass)
        assert mass == pytest.approx(expected, abs=1e-7)


@given(contests(), st.booleans())
def test_the_shifted_weights_are_weights_and_make_a_tie(c, price_as_weight):
    result = smallest_shift(c, price_as_weight=price_as_weight)
    if result.rival is None:
        assert (c.lead(price_as_weight=price_as_weight).min(axis=1) > 0).all()
        return
    weights = c.full_weights if price_as_weight else c.weights
    moved = weights - result.moved
    moved[result.to] += result.mass
    assert moved.min() >= -1e-12
    assert moved.sum() == pytest.approx(1)
    lead = c.lead(price_as_weight=price_as_weight)[c.rivals.index(result.rival)]
    assert lead @ moved == pytest.approx(0, abs=1e-9)
    assert result.norm == pytest.approx(np.abs(moved - weights).sum() if result.mass else 0)


def test_says_what_to_move():
    c = contest(
        [[0.9, 0.5], [0.6, 0.7]], [0.5, 0.5], [1, 1], 0.0, ["A", "B"], ["migration", "architecture"]
    )
    result = smallest_shift(c)
    assert result.mass == pytest.approx(0.05 / 0.5)
    assert result.sentence() == (
        "Move 10.0 points from migration to architecture and B draws level with A."
    )


def test_dominance_cannot_be_shifted_away():
    result = smallest_shift(contest([[0.9, 0.5], [0.6, 0.4]], [1, 1], [1, 1], 0.0))
    assert result.rival is None
    assert "No shift of weight" in result.sentence()


def test_twins_need_no_shift():
    result = smallest_shift(contest([[0.5, 0.5], [0.5, 0.5]], [1, 1], [1, 1], 0.3))
    assert result.mass == 0
    assert "already level" in result.sentence()


def test_where_the_best_is_level_everything_else_must_go():
    random = np.random.default_rng(3)
    for _ in range(300):
        weights = random.dirichlet(np.ones(5))
        rival = np.append(random.random(4) * 0.9, 0.7)
        c = contest([np.append(rival[:4] + 0.1, 0.7), rival], weights, [1, 1], 0.0)
        result = smallest_shift(c)
        assert result.to == 4
        np.testing.assert_allclose(result.moved, np.append(weights[:4], 0), atol=1e-9)


def test_weight_is_only_taken_from_where_there_is_some():
    result = smallest_shift(contest([[1, 0.8, 0.2], [0, 0.5, 0.6]], [0, 0.7, 0.3], [1, 1], 0.0))
    assert result.moved[0] == 0
    assert result.to == 2


def test_one_vendor():
    assert smallest_shift(contest([[0.5]], [1], [1], 0.3)).rival is None
