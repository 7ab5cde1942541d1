"""A project evaluated: trauma, weights, scores, totals and ranking, computed once from a matrix.

``evaluate.evaluate`` runs the chain; the result answers by internal id, so that screens, reports
and the command line never touch an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.causes import RollUp
from ossbuy.analysis.cell import STATE_WORDS, Cell, WeightLine
from ossbuy.analysis.matrix.inputs import Ids, Matrix
from ossbuy.analysis.scoring.cost import DoNothing
from ossbuy.analysis.scoring.quality import (
    CellState,
    Quality,
    SectionScores,
)
from ossbuy.analysis.standing import Standing
from ossbuy.analysis.trauma import TraumaParts
from ossbuy.analysis.weighting.blend import section_totals
from ossbuy.analysis.weighting.derived import DerivedWeights


@dataclass(frozen=True)
class Evaluation:
    """Everything computed about a project, by internal id."""

    matrix: Matrix
    trauma: TraumaParts
    """Over the pains that can be indexed, in the order of ``indexed``."""
    indexed: Ids
    """Pains with a severity and an evidence grade."""
    rolled: RollUp
    """Over all pains; those without an index carry nothing."""
    stated: Array
    derived: DerivedWeights | None
    """At leaf level; None when no pain is linked to anything."""
    derived_leaf: Array
    blended: Array
    """(leaves,) effective weights, summing to 1; empty without requirements."""
    values: Array
    """(vendors, leaves): what counts in the weighted sum, 0..1, NaN where there is none."""
    quality: Quality | None
    sections: SectionScores | None
    standings: tuple[Standing, ...]
    do_nothing: DoNothing | None
    notes: tuple[str, ...]

    @property
    def section_ids(self) -> Ids:
        """Top sections in order."""
        return self.matrix.weights.sections

    @property
    def blend(self) -> float:
        """λ."""
        return self.matrix.weights.blend

    @property
    def price_share(self) -> float:
        """Share of the price in the total, 0..1."""
        return self.matrix.bids.price_share

    @property
    def price_formula(self) -> str:
        """Name of the price formula."""
        return self.matrix.bids.price_formula

    @property
    def evidence_mode(self) -> str:
        """``discount`` or ``widen``."""
        return "widen" if self.matrix.bids.widen else "discount"

    @property
    def contenders(self) -> tuple[Standing, ...]:
        """Vendors not eliminated, in rank order."""
        return tuple(s for s in self.standings if not s.eliminated)

    @property
    def leader(self) -> Standing | None:
        """The first in rank; None while it is open who that is."""
        first = self.contenders[:1]
        return first[0] if first and first[0].rank == 1 else None

    @property
    def runner_up(self) -> Standing | None:
        """The second in the list of contenders, if there is a leader."""
        return self.contenders[1] if self.leader and len(self.contenders) > 1 else None

    @property
    def margin(self) -> float | None:
        """Points between the first two; None while either total is open."""
        first, second = self.leader, self.runner_up
        if first is None or second is None or first.total is None or second.total is None:
            return None
        return first.total - second.total

    def sentence(self) -> str:
        """Say who leads and by how much, or why that cannot be said yet."""
        if not self.matrix.bids.vendors:
            return "No vendor has been invited yet, so there is nothing to rank."
        if not self.standings:
            return "There are no requirements yet, so there is nothing to rank the vendors by."
        if not self.contenders:
            return "Every vendor is eliminated."
        if self.leader is None:
            return f"The ranking is still open: {self.contenders[0].sentence()}"
        if self.runner_up is None:
            return f"{self.leader.label} is the only vendor in the running."
        if self.margin is None:
            return (
                f"{self.leader.label} leads whatever is still missing turns out to be; "
                "the margin is open."
            )
        if self.margin < 0.05:
            return f"{self.leader.label} and {self.runner_up.label} are level."
        return f"{self.leader.label} leads {self.runner_up.label} by {self.margin:.1f} points."

    def standing_of(self, vendor: str) -> Standing:
        """The standing of one vendor."""
        return next(s for s in self.standings if s.vendor == vendor)

    def trauma_of(self, pain: str) -> float | None:
        """Trauma index of a pain, 0..100; None without a severity or an evidence grade."""
        if pain not in self.indexed:
            return None
        return float(self.trauma.index[self.indexed.index(pain)])

    def trauma_range_of(self, pain: str) -> tuple[float, float] | None:
        """Lowest and highest index once its unknown fields are known."""
        if pain not in self.indexed:
            return None
        i = self.indexed.index(pain)
        return float(self.trauma.low[i]), float(self.trauma.high[i])

    def rolled_of(self, cause: str) -> float:
        """Trauma that runs through a cause, over all pains."""
        return float(self.rolled.causes[self.matrix.trauma.causes.index(cause)])

    def retained_of(self, node: str) -> float:
        """Trauma that stops at a pain or cause because nothing explains it further."""
        nodes = self.matrix.trauma.pains + self.matrix.trauma.causes
        return float(self.rolled.retained[nodes.index(node)])

    def unexplained_of(self, pain: str) -> float:
        """Share of a pain that no cause accounts for, 0..1."""
        i = self.matrix.trauma.pains.index(pain)
        explained = sum(e.share for e in self.matrix.trauma.edges if e.effect == i)
        return max(0.0, 1 - explained)

    def weight_of(self, node: str) -> WeightLine:
        """Weight of a requirement or a section (the sum of the leaves under it)."""
        if (leaf := self._columns.get(node)) is not None:
            return WeightLine(
                float(self.stated[leaf]) if self.stated.size else None,
                float(self.derived_leaf[leaf]) if self.derived_leaf.size else None,
                float(self.blended[leaf]) if self.blended.size else 0.0,
            )
        under = self.under(node)
        return WeightLine(
            float(self.stated[under].sum()) if self.stated.size else None,
            float(self.derived_leaf[under].sum()) if self.derived_leaf.size else None,
            float(self.blended[under].sum()) if self.blended.size else 0.0,
        )

    def section_score(self, vendor: str, section: str) -> float | None:
        """Score of a vendor in a top section, 0..100; None with gaps."""
        return self._section(vendor, section, "scores", 100.0)

    def section_claim(self, vendor: str, section: str) -> float | None:
        """What the vendor claims in a top section, 0..5."""
        return self._section(vendor, section, "claims", 5.0)

    def section_evidence(self, vendor: str, section: str) -> float | None:
        """Effective evidence factor in a top section, 0..1."""
        return self._section(vendor, section, "evidence", 1.0)

    def cell(self, vendor: str, requirement: str) -> Cell:
        """One answer as the arithmetic sees it."""
        bids = self.matrix.bids
        row, col = bids.vendors.index(vendor), self._columns[requirement]
        state = STATE_WORDS[CellState(int(bids.state[row, col]))]
        evidence = _known(bids.evidence[row, col])
        if state != "scored":
            return Cell(state, None, evidence, None, 0.0, None, "")
        claimed = float(bids.claimed[row, col])
        low = claimed * (evidence if evidence is not None else 1.0)
        points = 0.0 if self.quality is None else float(self.quality.contributions[row, col])
        return Cell(
            state,
            claimed,
            evidence,
            _known(self.values[row, col]),
            points,
            low,
            bids.source[row][col],
            bids.proof.get((vendor, requirement), ""),
        )

    def healing(self, vendor: str, pain: str) -> float | None:
        """How far a vendor's adjusted answers cover what a pain asks for, 0..1.

        The mean of the adjusted answers, weighted by the pain's own links; None when the pain is
        linked to nothing or an answer it needs has no score.
        """
        weights = self.matrix.weights
        if pain not in weights.sources:
            return None
        asks = weights.to_leaves(weights.links[weights.sources.index(pain)])
        value = self.values[self.matrix.bids.vendors.index(vendor)]
        needed = asks > 0
        if not needed.any() or np.isnan(value[needed]).any():
            return None
        return float((asks[needed] * value[needed]).sum() / asks[needed].sum())

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {leaf: i for i, leaf in enumerate(self.matrix.weights.leaves)}

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {node: i for i, node in enumerate(self.matrix.weights.nodes)}

    def knows(self, node: str) -> bool:
        """Whether a section or requirement was there when this was computed."""
        return node in self._rows

    def under(self, node: str) -> list[int]:
        """Columns of the leaves at or under a node."""
        if node in self._columns:
            return [self._columns[node]]
        weights = self.matrix.weights
        row = self._rows[node]
        reached = set(np.flatnonzero(weights.spread[row] > 0).tolist())
        if node in weights.sections:
            top = weights.sections.index(node)
            reached |= set(np.flatnonzero(weights.section_of == top).tolist())
        return sorted(reached)

    def _section(self, vendor: str, section: str, field: str, scale: float) -> float | None:
        if self.sections is None:
            return None
        row = self.matrix.bids.vendors.index(vendor)
        col = self.section_ids.index(section)
        missing = (
            self.quality is not None
            and (self.quality.missing[row] & (self.matrix.weights.section_of == col)).any()
        )
        return None if missing else float(scale * getattr(self.sections, field)[row, col])


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def section_weights(evaluation: Evaluation, leaf: Array) -> Array:
    """Leaf weights added up to top sections, (sections,)."""
    inputs = evaluation.matrix.weights
    return section_totals(leaf, inputs.section_of, len(inputs.sections))
