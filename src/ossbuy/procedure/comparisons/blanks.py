"""What can be said though some vendors have blanks: the others tested, what blanks may bring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from ossbuy.analysis.arrays import TIE
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
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
