"""Leaving evaluators out, and mean against median, on numbers a pencil can check."""

import warnings

import numpy as np
import pytest

from ossbuy.analysis.robustness.panel import panel_runs

NAN = np.nan
# Two vendors, two requirements of equal weight, three evaluators; price does not count.
SCORES = np.array(
    [
        [[0.6, 0.6], [0.8, 0.8]],
        [[0.6, 0.6], [0.8, 0.8]],
        [[1.0, 1.0], [0.1, 0.1]],
    ]
)
ALONE = np.full((2, 2), NAN)
STATE = np.zeros((2, 2), int)


def runs(scores=SCORES, alone=ALONE, method="mean", state=STATE, evidence=1.0, share=0.0):
    bring = np.nanmedian if method == "median" else np.nanmean
    with warnings.catch_warnings(action="ignore"):  # a cell nobody scored
        claimed = bring(scores, axis=0)
    return panel_runs(
        scores,
        alone,
        claimed,
        np.full((2, 2), evidence),
        state,
        [0.5, 0.5],
        [1.0, 0.5],
        share,
        method,
        ("Ash", "Birch"),
        ("Ann", "Bo", "Cy"),
    )


def test_one_evaluator_makes_the_mean_and_not_the_median():
    found = runs()
    assert found.now.totals == pytest.approx([100 * 2.2 / 3, 100 * 1.7 / 3])
    assert found.other.totals == pytest.approx([60, 80])
    assert [r.winner for r in found.without] == [0, 0, 1]
    assert found.without[2].totals == pytest.approx([60, 80])
    assert found.given == (4, 4, 4)
    assert found.sentence() == "Birch wins by the median and without Cy (now Ash, by the mean)."


def test_the_median_of_the_two_who_are_left_is_their_mean():
    found = runs(method="median")
    assert found.now.totals == pytest.approx([60, 80])
    assert [r.winner for r in found.without] == [0, 0, 1]
    assert found.sentence() == (
        "Ash wins by the mean, without Ann and without Bo (now Birch, by the median)."
    )


def test_by_the_median_of_five_nobody_alone_decides():
    found = panel_runs(
        SCORES[[0, 0, 1, 1, 2]],
        ALONE,
        np.median(SCORES[[0, 0, 1, 1, 2]], axis=0),
        np.ones((2, 2)),
        STATE,
        [0.5, 0.5],
        [1.0, 0.5],
        0.0,
        "median",
    )
    assert [r.winner for r in found.runs] == [1, 0, 1, 1, 1, 1, 1]


def test_nobody_decides_where_all_agree():
    alike = np.broadcast_to(SCORES[0], SCORES.shape)
    assert runs(alike).sentence() == (
        "Birch wins without any one evaluator, by the mean and by the median."
    )


def test_evidence_and_price_count_as_in_the_total():
    found = runs(evidence=0.5, share=0.4)
    assert found.other.totals == pytest.approx([0.6 * 30 + 40, 0.6 * 40 + 20])


def test_a_cell_only_one_person_scored_falls_back_on_its_answer_or_stays_open():
    only_cy = SCORES.copy()
    only_cy[:2, 0, 0] = NAN
    found = runs(only_cy)
    assert np.isnan(found.without[2].totals[0])
    assert found.without[2].winner is None
    assert found.changing == ()  # level by the median is no other winner
    accepted = ALONE.copy()
    accepted[0, 0] = 0.4
    assert runs(only_cy, accepted).without[2].totals[0] == pytest.approx(50)


def test_what_does_not_apply_stays_out():
    state = STATE.copy()
    state[0, 1] = 4
    scores = SCORES.copy()
    scores[:, 0, 1] = NAN
    assert runs(scores, state=state).other.totals == pytest.approx([60, 80])


def test_any_other_method_is_refused():
    with pytest.raises(ValueError, match="by mean or median"):
        runs(method="loudest")
