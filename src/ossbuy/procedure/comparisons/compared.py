"""The answer to a comparison, at once: who leads, how firmly, what would change it, what it lacks.

Everything is worked out by the ordinary engine on the ordinary project; what is added here is the
level a matrix thinks on: its own cells, its own scale, shares of the whole sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ossbuy.analysis.arrays import listed, rounded_down
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness, robustness
from ossbuy.analysis.robustness.contest import Contest, contest
from ossbuy.analysis.robustness.flips import score_flips
from ossbuy.analysis.robustness.thresholds import crossovers, p_star
from ossbuy.exchange.comparisons import Comparison
from ossbuy.exchange.comparisons.comparison import LOW, SheetTotal
from ossbuy.model.events import Event
from ossbuy.model.findings import Finding
from ossbuy.model.project import Project
from ossbuy.procedure.comparisons.blanks import (
    Complete,
    Shared,
    among_complete,
    where_all_are_scored,
)
from ossbuy.procedure.findings import findings
from ossbuy.procedure.gated import without_failing
from ossbuy.store.workspace import Workspace

CANNOT_KNOW = frozenset({"F60", "F61", "F62", "F63", "F64"})
"""Findings about what a kept matrix does not say."""


@dataclass(frozen=True, slots=True)
class WeightFlip:
    """One weight that changes the winner when it moves far enough, as shares of the whole."""

    what: str
    now: float
    at: float
    leads: str
    """Name of the vendor that leads beyond."""

    def clause(self) -> str:
        """``Discovery weighs more than 21.0 % (now 15.0 %)``."""
        side = "more" if self.at > self.now else "less"
        at, now = (f"{100 * share:.1f} %" for share in (self.at, self.now))
        return f"{_short(self.what)} weighs {side} than {at} (now {now})"


@dataclass(frozen=True, slots=True)
class ScoreFlip:
    """One score that changes the winner when it changes far enough, in the sheet's own scale."""

    vendor: str
    what: str
    now: float
    at: float
    leads: str
    cell: str
    unit: str = ""

    def clause(self) -> str:
        """``Acme has 3.2 instead of 4 on Inventory (cell D5)``."""
        who = "it" if self.vendor == self.leads else self.vendor
        at, now = (f"{mark:.3g}{self.unit}" for mark in (self.at, self.now))
        return f"{who} has {at}, not {now}, on {_short(self.what)} ({self.cell})"


def _short(title: str) -> str:
    """A title that does not fill the sentence it stands in."""
    return title if len(title) <= 40 else title[:38].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _within(with_price: float, fixed: float, priced: bool) -> str:
    """``±4.0 % (±5.1 % with the price share held fixed)``."""
    both = tuple(
        f"±{rounded_down(100 * share)} %" if share < 1 else "any amount"
        for share in (with_price, fixed)
    )
    return f"{both[0]} ({both[1]} with the price share held fixed)" if priced else both[0]


@dataclass(frozen=True)
class Answer:
    """What follows from a comparison."""

    comparison: Comparison
    evaluation: Evaluation
    firm: Robustness | NotAvailable
    criteria_p_star: tuple[float, float] | None
    """p* criterion by criterion, with price as a weight and with its share held fixed."""
    weights: tuple[WeightFlip, ...]
    """Nearest first."""
    scores: tuple[ScoreFlip, ...]
    """Nearest first."""
    findings: tuple[Finding, ...]
    without_failing: str = ""
    """Who leads without the vendors that fail what is pass or fail; empty where none fails."""
    shared: Shared | None = None
    """Where too few are scored in full: how it stands on the criteria that all are scored on."""
    complete: Complete | None = None
    """Where some vendors have blanks: the contest of the others, which ``firm`` is about."""

    @property
    def cannot_know(self) -> tuple[Finding, ...]:
        """The findings about what the matrix does not say."""
        return tuple(f for f in self.findings if f.rule in CANNOT_KNOW)

    @property
    def others(self) -> int:
        """Findings beside these."""
        return len(self.findings) - len(self.cannot_know)

    def verdict(self) -> str:
        """Separable or not, in one sentence; or why that cannot be said."""
        if self.complete is None:
            return self.firm.sentence() if self.shared is None else self.shared.sentence()
        return f"Among those scored in full: {self.firm.sentence()} {self.complete.sentence()}"

    def p_star(self) -> str:
        """How wrong the weights may be, price among them and with its share held fixed."""
        if isinstance(self.firm, NotAvailable):
            return ""
        top, names = self.firm.firm.margin, self.firm.firm.contest.vendors
        if top.with_price_rival is None or top.with_price <= 0 or self.criteria_p_star is None:
            return self.firm.firm.sentence()
        own = self.criteria_p_star
        priced = self.evaluation.price_share > 0
        grouped = abs(own[0] - top.with_price) > 5e-4 or abs(own[1] - top.fixed) > 5e-4
        leader = names[top.leader]
        if top.with_price >= 1:
            said = f"{leader} stays first whatever {'headings' if grouped else 'criteria'} weigh"
        else:
            size = _within(top.with_price, top.fixed, priced)
            what = "heading's weight" if grouped else "weight"
            said = f"{leader} stays first while no {what} is wrong by more than {size}"
        if grouped:
            said += f"; criterion by criterion, {_within(*own, priced)}"
        if top.with_price < 1:
            said += f"; beyond that {names[top.with_price_rival]} passes"
        return said + "."

    def sheet_agrees(self) -> str:
        """Whether the sheet's own totals follow from its weights and scores, in one sentence."""
        return agreement(self.comparison, self.evaluation)


def answer(
    workspace: Workspace, comparison: Comparison, progress: Callable[[int, int], None] | None = None
) -> Answer:
    """Work out everything about a comparison that was taken in."""
    return answer_of(workspace.project, workspace.history(), comparison, progress)


def answer_of(
    project: Project,
    events: Sequence[Event],
    comparison: Comparison,
    progress: Callable[[int, int], None] | None = None,
) -> Answer:
    """The same of values that another thread may hold."""
    ev = evaluate(matrix(project))
    firm = robustness(ev, progress)
    complete = among_complete(project, ev) if isinstance(firm, NotAvailable) else None
    contest_ev = ev
    if complete is not None:
        contest_ev = complete.evaluation
        firm = robustness(contest_ev, progress)
    tested = firm if isinstance(firm, Robustness) else None
    own = None
    weights: tuple[WeightFlip, ...] = ()
    scores: tuple[ScoreFlip, ...] = ()
    if tested is not None:
        leaf = _leaves(contest_ev, tested)
        margin = p_star(leaf)
        own = (margin.with_price, margin.fixed)
        weights = _weight_flips(contest_ev, tested, leaf)
        scores = _score_flips(project, contest_ev, tested, leaf, comparison)
    found = findings(project, ev, events, None if complete else tested)
    shared = where_all_are_scored(ev) if tested is None else None
    without = without_failing(project)
    others = evaluate(matrix(without)).sentence() if without is not None else ""
    return Answer(comparison, ev, firm, own, weights, scores, found, others, shared, complete)


def _leaves(ev: Evaluation, firm: Robustness) -> Contest:
    """The contest criterion by criterion."""
    bids, leaves = ev.matrix.bids, ev.matrix.weights.leaves
    rows = [bids.vendors.index(v) for v in firm.firm.vendors]
    return contest(
        np.nan_to_num(ev.values[rows]),
        ev.blended,
        firm.firm.contest.price,
        ev.price_share,
        [bids.names[r] for r in rows],
        [ev.matrix.titles[leaf] for leaf in leaves],
    )


def _weight_flips(ev: Evaluation, firm: Robustness, leaf: Contest) -> tuple[WeightFlip, ...]:
    """Weights of criteria, of headings and of the price that change the winner, nearest first."""
    quality = 1 - ev.price_share
    found: dict[tuple[str, str], WeightFlip] = {}
    for game in (leaf, firm.firm.contest):
        crossing = crossovers(game)
        for j, title in enumerate(crossing.criteria):
            now = float(crossing.weights[j])
            if now <= 0:
                # What is pass or fail has no weight, and none is asked for.
                continue
            for vendor, at in (
                (int(crossing.below[j]), float(crossing.low[j])),
                (int(crossing.above[j]), float(crossing.high[j])),
            ):
                if vendor >= 0:
                    flip = WeightFlip(title, quality * now, quality * at, crossing.vendors[vendor])
                    found.setdefault((title, f"{flip.at:.9f}"), flip)
    for lever in firm.firm.levers:
        if lever.what == "price share":
            name = firm.firm.contest.vendors[firm.firm.vendors.index(lever.leads)]
            found["price", f"{lever.at:.9f}"] = WeightFlip("the price", lever.now, lever.at, name)
    return tuple(sorted(found.values(), key=lambda flip: abs(flip.at - flip.now)))


def _score_flips(
    project: Project, ev: Evaluation, firm: Robustness, leaf: Contest, comparison: Comparison
) -> tuple[ScoreFlip, ...]:
    """Single cells that change the winner, nearest first, in the sheet's own scale."""
    bids, leaves = ev.matrix.bids, ev.matrix.weights.leaves
    rows = [bids.vendors.index(v) for v in firm.firm.vendors]
    claims = np.nan_to_num(bids.claimed[rows])
    evidence = np.where(claims > 0, np.nan_to_num(bids.evidence[rows]), 1.0)
    if not np.allclose(claims * evidence, leaf.scores, rtol=0, atol=1e-9):
        return ()
    flips = score_flips(leaf, claims, evidence, 1.0)
    found = []
    by_code = {c.code: c for c in comparison.criteria}
    for row, j in np.argwhere(flips.feasible).tolist():
        criterion = by_code.get(project.requirements[leaves[j]].code)
        now = float(flips.claims[row, j])
        at = now + float(flips.points[row, j])
        winner = row if row != flips.leader else flips.rival
        if criterion is None or winner is None:
            continue
        position = comparison.vendors.index(leaf.vendors[row])
        mark = criterion.marks[position]
        if mark.share is None:
            continue
        low, high = ends(comparison, criterion.top)
        found.append(
            (
                abs(at - now),
                ScoreFlip(
                    leaf.vendors[row],
                    criterion.title,
                    round(low + (high - low) * now, 9) + 0.0,
                    round(low + (high - low) * at, 9) + 0.0,
                    leaf.vendors[winner],
                    mark.where,
                    " %" if comparison.scale.words else "",
                ),
            )
        )
    return tuple(flip for _, flip in sorted(found, key=lambda pair: pair[0]))


def ends(comparison: Comparison, top: float | None) -> tuple[float, float]:
    """What no credit and full credit are in the sheet's own marks."""
    scale = comparison.scale
    if scale.words:
        return 0.0, 100.0
    best = top or scale.top
    return (best, scale.bottom) if scale.best == LOW else (0.0, best)


def agreement(comparison: Comparison, ev: Evaluation) -> str:
    """Whether the sheet's own totals follow from its weights and scores, in one sentence."""
    totals = comparison.totals
    if totals is None:
        return ""
    if not totals.rule:
        return (
            f"The sheet's own “{totals.label[:30]}” follows from no sum of its weights and scores "
            "that ossbuy knows; the ranking here does."
        )
    wrong = totals.wrong
    names = comparison.vendors
    order = [s.label for s in ev.contenders]
    own = [names[t.vendor] for t in _ordered(comparison)]
    same = own == [name for name in order if name in own]
    if totals.left_out:
        said = (
            f"The sheet's own totals forget a row: “{totals.left_out[:40]}” is in none of its sums "
            f"({wrong[0].where if wrong else totals.totals[0].where})."
        )
    elif wrong:
        one = wrong[0]
        said = (
            f"{one.where[0].upper()}{one.where[1:]} says {one.said:g} for {names[one.vendor]}; its "
            f"own weights and scores come to {one.recomputed:.4g}."
        )
    else:
        said = f"The sheet's own totals ({totals.rule}) are right"
        return said + (
            ", and so is its order."
            if same
            else f"; with blanks counted as 0 its order is {listed(own)}."
            if comparison.blanks
            else f"; its order is {listed(own)}: look why."
        )
    if not same and own:
        said += f" By its own totals {own[0]} would lead."
    return said


def _ordered(comparison: Comparison) -> list[SheetTotal]:
    totals = comparison.totals
    assert totals is not None
    high = comparison.scale.best != LOW
    return sorted(totals.totals, key=lambda t: -t.said if high else t.said)
