"""Does the winner hang on one evaluator, or on how scores are brought together?

The contest run again from the same scores: without each evaluator in turn, and by the other way
of bringing several scores together. Agreed scores stand: nobody can be taken out of a room that
came to one mind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import TIE, Array, Labels, listed, names, readonly
from ossbuy.analysis.scoring.quality import CellState, quality

METHODS = ("mean", "median")


@dataclass(frozen=True)
class PanelRun:
    """One way of bringing the panel's scores together."""

    change: str
    """"as it is", "by the median", "without A. Person"."""
    evaluator: int | None
    """Who is left out, by place; None for nobody."""
    totals: Array
    """One per vendor, 0..100; NaN where a requirement is left without any score."""
    winner: int | None
    """By place; None while a total is open."""


@dataclass(frozen=True)
class PanelRuns:
    """The contest as it is, by the other method, and without each evaluator."""

    method: str
    now: PanelRun
    other: PanelRun
    without: tuple[PanelRun, ...]
    vendors: Labels
    evaluators: Labels
    given: tuple[int, ...]
    """How many scores of each evaluator count."""

    @property
    def runs(self) -> tuple[PanelRun, ...]:
        """All of them, the contest as it is first."""
        return (self.now, self.other, *self.without)

    @property
    def changing(self) -> tuple[PanelRun, ...]:
        """Runs with another winner than the contest as it is."""
        if self.now.winner is None:
            return ()
        return tuple(r for r in self.runs if r.winner not in (None, self.now.winner))

    def sentence(self) -> str:
        """Say whose scores, or which method, decide who wins."""
        if self.now.winner is None:
            return "Who wins is open, so nobody's scores decide it yet."
        winner = self.vendors[self.now.winner]
        if not self.changing:
            unsure = [r.change for r in self.runs if r.winner is None]
            tail = f"; it stays open {listed(unsure)}" if unsure else ""
            said = "without any one evaluator, by the mean and by the median"
            return f"{winner} wins {said}{tail}."
        by: dict[int, list[str]] = {}
        for run in self.changing:
            assert run.winner is not None
            by.setdefault(run.winner, []).append(run.change)
        said = "; ".join(f"{self.vendors[v]} wins {listed(how)}" for v, how in by.items())
        return f"{said} (now {winner}, by the {self.method})."


def panel_runs(
    scores: ArrayLike,
    alone: ArrayLike,
    claimed: ArrayLike,
    evidence: ArrayLike,
    state: ArrayLike,
    weights: ArrayLike,
    price: ArrayLike,
    price_share: float,
    method: str,
    vendors: Sequence[str] = (),
    evaluators: Sequence[str] = (),
) -> PanelRuns:
    """Run the contest again without each evaluator, and by the other method.

    `scores` has shape (evaluators, vendors, requirements) on 0..1, NaN where somebody gave none;
    `alone` (vendors, requirements) what a cell is worth without any score, NaN where that is open;
    `claimed`, `evidence` and `state` as in the evaluation; `weights` (requirements,); `price`
    (vendors,) on 0..1. A total is (1 − p)·Q + p·price, with Q = 100·Σ w·claim·evidence / Σ w.

    Raises ValueError when the method is neither "mean" nor "median".
    """
    given = np.asarray(scores, np.float64)
    fallback, worth = np.asarray(alone, np.float64), np.asarray(claimed, np.float64)
    if method not in METHODS:
        raise ValueError(f"Scores are brought together by mean or median, not by {method!r}.")
    people = names(evaluators, len(given), "evaluator")
    label = names(vendors, len(worth), "vendor")
    touched = ~np.isnan(given).all(axis=0) if len(given) else np.zeros(worth.shape, np.bool_)
    codes, factor = np.asarray(state), np.asarray(evidence, np.float64)
    money = 100 * price_share * np.asarray(price, np.float64)

    def run(change: str, who: Array, how: str, evaluator: int | None) -> PanelRun:
        value = worth.copy()
        value[touched] = _together(who[:, touched], fallback[touched], how)
        open_ = np.where(touched & np.isnan(value), int(CellState.UNSCORED), codes)
        open_ = np.where(touched & ~np.isnan(value), int(CellState.ANSWERED), open_)
        merit = quality(value * factor, weights, open_)
        totals = (1 - price_share) * merit.earned + money
        totals[merit.missing_share >= TIE] = np.nan
        return PanelRun(change, evaluator, readonly(totals), _winner(totals))

    other = next(m for m in METHODS if m != method)
    return PanelRuns(
        method,
        run("as it is", given, method, None),
        run(f"by the {other}", given, other, None),
        tuple(
            run(f"without {name}", np.delete(given, i, axis=0), method, i)
            for i, name in enumerate(people)
        ),
        label,
        people,
        tuple(int(n) for n in (~np.isnan(given)).sum(axis=(1, 2))),
    )


def _together(scores: Array, alone: Array, method: str) -> Array:
    """Scores (evaluators, cells) as one value a cell; `alone` where nobody is left."""
    value = alone.copy()
    scored = ~np.isnan(scores).all(axis=0) if len(scores) else np.zeros(len(alone), np.bool_)
    if scored.any():
        bring = np.nanmedian if method == "median" else np.nanmean
        value[scored] = bring(scores[:, scored], axis=0)
    return value


def _winner(totals: Array) -> int | None:
    """The first of those level with the best; None while any total is open."""
    if not len(totals) or np.isnan(totals).any():
        return None
    return int(np.flatnonzero(totals >= totals.max() - TIE)[0])
