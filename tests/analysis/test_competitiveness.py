"""A vendor's own standing: bounds hold for every weighting, and nothing unanswered is a zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ossbuy.analysis.competitiveness import extremes, gains, standing, worth

LEVELS = (np.nan, 0.0, 0.5, 1.0)
CAPS = (np.nan, 0.0, 0.2, 0.4, 0.6, 1.0)
FACTORS = (0.5, 0.6, 0.7, 0.85, 0.95, 1.0)


@st.composite
def answers(draw, at_least=1):
    count = draw(st.integers(at_least, 9))

    def of(words):
        return draw(st.lists(st.sampled_from(words), min_size=count, max_size=count))

    applies = draw(arrays(np.bool_, count))
    applies[0] = True
    groups = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    groups = np.unique(groups, return_inverse=True)[1]
    return of(LEVELS), of(CAPS), of(FACTORS), applies, groups


def score(values, weights, applies):
    return 100 * (weights * applies * values).sum() / (weights * applies).sum()


def test_by_hand():
    # Full and shipped with a demo, partial on the roadmap with a bare word, one gap.
    mine = worth([1, 0.5, np.nan], [1, 0.2, np.nan], [0.7, 0.5, 0.5], [True] * 3)
    np.testing.assert_allclose(mine.low, [0.7, 0.1, 0])
    np.testing.assert_allclose(mine.high, [0.7, 0.1, 1])
    stands = standing(mine, [0, 0, 1])
    assert stands is not None
    assert stands.uniform == pytest.approx((80 / 3, 180 / 3))
    assert stands.by_section == pytest.approx((20, 70))
    assert stands.claimed == pytest.approx((120 / 3, 220 / 3))
    assert (stands.any_weights.worst, stands.any_weights.best) == (0, 100)
    assert (stands.any_weights.worst_at, stands.any_weights.best_at) == (2, 2)
    assert stands.published is None
    bounded = extremes(mine, [0, 0, 1], ([0.6, 0.2], [0.8, 0.4]))
    assert bounded.worst == pytest.approx(0.6 * 40)
    assert bounded.best == pytest.approx(0.6 * 40 + 0.4 * 100)
    known = standing(mine, [0, 0, 1], weights=[0.5, 0.5, 0])
    assert known is not None
    assert known.published == pytest.approx((40, 40))


def test_gains_by_hand():
    mine = worth(
        [1, 0.5, np.nan, 1, 0, 1],
        [1, 1, np.nan, 0.4, 0, np.nan],
        [0.5, 0.95, 0.5, 0.85, 0.5, 0.7],
        [True] * 6,
    )
    steps = gains(mine, [0.7, 0.95])
    each = 100 / 6
    np.testing.assert_allclose(steps.answering, [np.nan, np.nan, each, *[np.nan] * 3])
    np.testing.assert_allclose(steps.full, [np.nan, each * 0.5 * 0.95, *[np.nan] * 4])
    np.testing.assert_allclose(steps.shipped, [*[np.nan] * 3, each * 0.6 * 0.85, *[np.nan] * 2])
    np.testing.assert_allclose(steps.saying_how, [*[np.nan] * 5, each * 0.7])
    np.testing.assert_allclose(
        steps.evidence[:, 1],
        [each * 0.45, 0, np.nan, each * 0.4 * 0.1, np.nan, np.nan],
        atol=1e-12,
    )


@given(answers(), st.data())
def test_bounds_hold_for_every_weighting(sheet, data):
    level, cap, factor, applies, groups = sheet
    mine = worth(level, cap, factor, applies)
    stands = standing(mine, groups)
    assert stands is not None
    low, high = np.where(applies, mine.low, 0), np.where(applies, mine.high, 0)
    truth = low + data.draw(st.floats(0, 1)) * (high - low)
    for _ in range(20):
        weights = data.draw(arrays(np.float64, len(level), elements=st.floats(0, 1)))
        if (weights * applies).sum() > 1e-6:
            said = score(truth, weights, applies)
            assert stands.any_weights.worst - 1e-6 <= said <= stands.any_weights.best + 1e-6
        top = data.draw(arrays(np.float64, int(groups.max()) + 1, elements=st.floats(0, 1)))
        spread = (top / np.bincount(groups))[groups]
        if (spread * applies).sum() > 1e-6:
            said = score(truth, spread, applies)
            assert stands.any_sections.worst - 1e-6 <= said <= stands.any_sections.best + 1e-6
    for inside in (stands.by_section, stands.likely):
        assert stands.any_sections.worst - 1e-9 <= inside[0] <= inside[1] + 1e-9
        assert inside[1] <= stands.any_sections.best + 1e-9
    assert stands.claimed[0] >= stands.uniform[0] - 1e-9
    assert stands.any_weights.worst <= stands.any_sections.worst + 1e-9


@given(answers(), st.data())
def test_bounds_on_sections_hold(sheet, data):
    level, cap, factor, applies, groups = sheet
    count = int(groups.max()) + 1
    mine = worth(level, cap, factor, applies)
    inside = data.draw(arrays(np.float64, count, elements=st.floats(0.05, 1)))
    inside /= inside.sum()
    slack = data.draw(st.floats(0, 0.5))
    bounds = np.maximum(0, inside - slack), np.minimum(1, inside + slack)
    found = extremes(mine, groups, bounds)
    step = data.draw(arrays(np.float64, count, elements=st.floats(-1, 1)))
    step -= step.mean()
    for part in (0.0, 0.5, 1.0):
        other = inside + part * slack * step / max(abs(step).max(), 1e-9)
        weights = (other / np.bincount(groups))[groups]
        if (other < 0).any() or (weights * applies).sum() < 1e-9:
            continue
        for truth in (mine.low, mine.high):
            said = score(np.where(applies, truth, 0), weights, applies)
            assert found.worst - 1e-6 <= said <= found.best + 1e-6
    wide = extremes(mine, groups)
    assert wide.worst - 1e-9 <= found.worst <= found.best + 1e-9 <= wide.best + 2e-9


@given(answers(), st.data())
def test_a_better_answer_never_lowers_any_figure(sheet, data):
    level, cap, factor, applies, groups = sheet
    at = data.draw(st.integers(0, len(level) - 1))
    better = [list(level), list(cap), list(factor)]
    which = data.draw(st.integers(0, 2))
    if np.isnan(level[at]) or np.isnan(cap[at]):
        return
    better[which][at] = data.draw(st.floats(better[which][at], 1))
    mine, after = worth(level, cap, factor, applies), worth(*better, applies)
    now, then = standing(mine, groups), standing(after, groups)
    assert now is not None
    assert then is not None
    for figure in ("uniform", "by_section", "claimed", "likely"):
        for before, later in zip(getattr(now, figure), getattr(then, figure), strict=True):
            assert later >= before - 1e-9
    for figure in ("any_weights", "any_sections"):
        for end in ("worst", "best"):
            assert getattr(getattr(then, figure), end) >= getattr(getattr(now, figure), end) - 1e-9


@given(answers(), st.sampled_from(LEVELS[1:]), st.sampled_from(CAPS[1:]))
def test_answering_keeps_every_figure_inside_its_range(sheet, level, cap):
    levels, caps, factors, applies, groups = sheet
    opened, shut = list(levels), [list(levels), list(caps)]
    opened[0] = np.nan
    shut[0][0], shut[1][0] = level, cap
    before = standing(worth(opened, caps, factors, applies), groups)
    after = standing(worth(*shut, factors, applies), groups)
    assert before is not None
    assert after is not None
    assert before.uniform[0] - 1e-9 <= after.uniform[0] <= after.uniform[1] + 1e-9
    assert after.uniform[1] <= before.uniform[1] + 1e-9


@given(answers(at_least=2), st.data())
def test_gains_are_what_the_score_moves_by_and_twins_tie(sheet, data):
    level, cap, factor, applies, groups = (list(one) for one in sheet)
    applies[0] = applies[1] = True
    # Numbers 0 and 1 are twins.
    for one in (level, cap, factor):
        one[1] = one[0]
    weights = data.draw(arrays(np.float64, len(level), elements=st.integers(0, 4)))
    weights[0] = weights[1] = 1
    mine = worth(level, cap, factor, applies)
    steps = gains(mine, FACTORS, weights)
    for found in (steps.answering, steps.saying_how, steps.full, steps.shipped):
        np.testing.assert_equal(found[0], found[1])
        assert not (found < 0).any()
        assert np.all(np.isnan(found) | ~np.isin(weights, 0) | (found == 0))
    np.testing.assert_equal(steps.evidence[0], steps.evidence[1])

    def now(**change):
        said = {"level": level, "cap": cap, "factor": factor} | change
        found = standing(worth(**said, applies=applies), groups, weights=weights)
        assert found is not None
        assert found.published is not None
        return found.published[0]

    first = [True] + [False] * (len(level) - 1)
    if not np.isnan(steps.full[0]):
        moved = now(level=np.where(first, 1, level)) - now()
        assert moved == pytest.approx(steps.full[0], abs=1e-9)
    if not np.isnan(steps.shipped[0]):
        moved = now(cap=np.where(first, 1, cap)) - now()
        assert moved == pytest.approx(steps.shipped[0], abs=1e-9)
    if not np.isnan(steps.evidence[0, 4]):
        moved = now(factor=np.where(first, np.maximum(factor, FACTORS[4]), factor)) - now()
        assert moved == pytest.approx(steps.evidence[0, 4], abs=1e-9)


def test_what_does_not_apply_leaves_and_nothing_at_all_says_nothing():
    mine = worth([1, 0], [1, 1], [1, 1], [True, False])
    stands = standing(mine, [0, 1])
    assert stands is not None
    assert stands.uniform == stands.by_section == (100, 100)
    assert (stands.any_sections.worst, stands.any_sections.best) == (100, 100)
    assert standing(worth([1], [1], [1], [False]), [0]) is None
    # All the weight on what does not apply: any score is possible.
    forced = extremes(mine, [0, 1], ([0, 1], [0, 1]))
    assert (forced.worst, forced.best) == (0, 100)
    zero = standing(mine, [0, 1], weights=[0, 1])
    assert zero is not None
    assert zero.published == (0, 100)


def test_refusals():
    mine = worth([1, 0], [1, 1], [1, 1], [True, True])
    with pytest.raises(ValueError, match="No weights keep"):
        extremes(mine, [0, 1], ([0.6, 0.6], [1, 1]))
    with pytest.raises(ValueError, match="each of the 2 sections"):
        extremes(mine, [0, 1], ([0.6], [1]))
    with pytest.raises(ValueError, match="negative"):
        gains(mine, [1], [-1, 1])
    with pytest.raises(ValueError, match="from 0 to 1"):
        worth([2], [1], [1], [True])
    with pytest.raises(ValueError, match="bare claim"):
        worth([1], [1], [np.nan], [True])
