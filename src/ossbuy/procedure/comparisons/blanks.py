"""What can be said though some vendors have blanks: the others tested, what blanks may bring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from ossbuy.analysis.arrays import TIE, listed
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.scoring.quality import CellState
from ossbuy.model.bid import Elimination
from ossbuy.model.project import Project


@dataclass(frozen=True, slots=True)
class Aside:
    """A vendor with blanks, left aside while the others are tested."""

    label: str
    blanks: int
    low: float
    """Points of 100 if every blank earned nothing."""
    high: float
    """Points of 100 if every blank earned full credit."""


@dataclass(frozen=True, slots=True)
class Complete:
    """The vendors scored in full, evaluated among themselves, and those left aside."""

    evaluation: Evaluation
    aside: tuple[Aside, ...]

    def sentence(self) -> str:
        """Who is left aside, and whether a blank could bring the lead."""
        leader = self.evaluation.leader
        best = leader.total if leader is not None and leader.total is not None else 0.0
        name = leader.label if leader is not None else "nobody"
        said = []
        for one in self.aside:
            blanks = "a blank" if one.blanks == 1 else f"{one.blanks} blanks"
            if one.high < best:
                said.append(
                    f"{one.label} has {blanks} and is left aside: whatever belongs there, it stays "
                    f"behind {name} (at most {one.high:.1f} points)."
                )
            else:
                said.append(
                    f"{one.label} has {blanks} and is left aside, but may reach {one.high:.1f} "
                    f"points and pass {name}: score it first."
                )
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class Shared:
    """The criteria that all are scored on, where too few vendors are scored in full."""

    criteria: int
    of: int
    weight: float
    """Share of the weight that they carry, 0..1."""
    points: tuple[tuple[str, float], ...]
    """(vendor, points of 100 on these criteria and the price), best first."""
    blanks: tuple[tuple[str, int], ...]
    """(vendor, blanks), in the order of the ranking."""
    first: tuple[str, ...]
    """Titles of the heaviest criteria with a blank."""

    def sentence(self) -> str:
        """What keeps it open, how it stands where nothing is missing, and what to score first."""
        where = ", ".join(f"{count} at {who}" for who, count in self.blanks)
        said = f"How firm it is cannot be tested with blanks ({where}). "
        if self.criteria:
            (leader, best), (second, less) = self.points[:2]
            gap = best - less
            how = (
                f"leads {second} by {gap:.1f} points" if gap >= 0.05 else f"and {second} are level"
            )
            what = "criterion" if self.of == 1 else "criteria"
            said += (
                f"On the {self.criteria} of {self.of} {what} that all are scored on "
                f"({100 * self.weight:.0f} % of the weight), {leader} {how}. "
            )
        else:
            said += "There is no criterion that all are scored on. "
        return said + f"Score first what weighs most: {listed(self.first)}."


def where_all_are_scored(ev: Evaluation) -> Shared | None:
    """How the contest stands on the criteria without a blank; None without blanks or a rival."""
    gaps = [s for s in ev.contenders if s.missing_share >= TIE]
    if not gaps or len(ev.contenders) < 2:
        return None
    bids = ev.matrix.bids
    rows = [bids.vendors.index(s.vendor) for s in ev.contenders]
    weights = np.asarray(ev.blended)
    scored = (np.asarray(bids.state)[rows] == CellState.ANSWERED) & ~np.isnan(ev.values[rows])
    left_out = np.asarray(bids.state)[rows] == CellState.NOT_APPLICABLE
    whole = scored.all(axis=0) & (weights > 0)
    share = float(weights[whole].sum())
    quality = np.zeros(len(rows))
    if whole.any():
        quality = 100 * (ev.values[rows][:, whole] @ weights[whole]) / share
    price = [s.price_score for s in ev.contenders]
    p = ev.price_share if all(x is not None for x in price) else 0.0
    totals = [(1 - p) * float(q) + p * (x or 0.0) for q, x in zip(quality, price, strict=True)]
    named = [(s.label, total) for s, total in zip(ev.contenders, totals, strict=True)]
    blank = (~scored & ~left_out).any(axis=0) & (weights > 0)
    heaviest = sorted(np.flatnonzero(blank).tolist(), key=lambda j: -weights[j])[:3]
    leaves = ev.matrix.weights.leaves
    return Shared(
        int(whole.sum()),
        int((weights > 0).sum()),
        share,
        tuple(sorted(named, key=lambda pair: -pair[1])),
        tuple((s.label, s.missing) for s in gaps),
        tuple(f"“{_short(ev.matrix.titles[leaves[j]])}”" for j in heaviest),
    )


def _short(title: str) -> str:
    return title if len(title) <= 40 else title[:38].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def among_complete(project: Project, ev: Evaluation) -> Complete | None:
    """The contest among the vendors that are scored in full.

    None where fewer than two are, or where leaving the others out would move the price scores of
    those that stay: then nothing can be said before the blanks are scored.
    """
    gaps = [s for s in ev.contenders if s.missing_share >= TIE]
    if not gaps or len(ev.contenders) - len(gaps) < 2:
        return None
    out = {s.vendor: Elimination(by="", reason="has blanks") for s in gaps}
    left = evaluate(
        matrix(replace(project, eliminated=MappingProxyType({**project.eliminated, **out})))
    )
    before = {s.vendor: s.price_score for s in ev.contenders}
    for standing in left.contenders:
        one, other = before[standing.vendor], standing.price_score
        if one != other and (one is None or other is None or abs(one - other) > 1e-9):
            return None
    aside = tuple(Aside(s.label, s.missing, s.total_low, s.total_high) for s in gaps)
    return Complete(left, aside)
