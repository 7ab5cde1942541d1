"""One weight and one answer, as the arithmetic sees them."""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.analysis.scoring.quality import CellState

STATE_WORDS = {
    CellState.ANSWERED: "scored",
    CellState.UNANSWERED: "unanswered",
    CellState.UNSCORED: "unscored",
    CellState.WITHHELD: "sealed",
    CellState.NOT_APPLICABLE: "not applicable",
}


@dataclass(frozen=True, slots=True)
class WeightLine:
    """A weight at its three stages, each a share of quality, 0..1; None where there is none."""

    stated: float | None
    derived: float | None
    blended: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One vendor's answer to one requirement, as the arithmetic sees it."""

    state: str
    """scored, unanswered, unscored, sealed or not applicable."""
    claimed: float | None
    """0..1, before evidence."""
    evidence: float | None
    """0..1."""
    adjusted: float | None
    """What counts in the weighted sum, 0..1."""
    points: float
    """Contribution to the vendor's quality, of 100."""
    low: float | None
    """Lower end of the interval in widen mode; equal to ``adjusted`` otherwise."""
    source: str
    """Where the claim comes from: agreed, mean of n evaluators, accepted proposal."""
    proof: str = ""
    """What stands behind the answer by the buyer's own grade; empty where the vendor's counts."""
