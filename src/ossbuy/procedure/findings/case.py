"""What a rule may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.robustness.cockpit import Robustness
from ossbuy.model.events import Event
from ossbuy.model.findings import Finding
from ossbuy.model.project import Project


@dataclass(frozen=True)
class Case:
    """A project with what was computed about it and how it came about."""

    project: Project
    evaluation: Evaluation
    events: tuple[Event, ...]
    robustness: Robustness | None

    @cached_property
    def asked_for(self) -> frozenset[str]:
        """Requirements some pain or cause asks for, directly or through a section."""
        weights = self.evaluation.matrix.weights
        if not len(weights.sources):
            return frozenset()
        reached = weights.to_leaves(weights.links).sum(axis=0) > 0
        return frozenset(leaf for leaf, hit in zip(weights.leaves, reached, strict=True) if hit)

    @cached_property
    def heavy(self) -> frozenset[str]:
        """The requirements that weigh most (a tenth in the standard model), at least one."""
        ev = self.evaluation
        leaves = ev.matrix.weights.leaves
        if not leaves or not ev.blended.size:
            return frozenset()
        order = sorted(leaves, key=lambda leaf: -ev.weight_of(leaf).blended)
        share = ev.matrix.model.find("check.heavy_share") or 0.0
        return frozenset(order[: max(1, int(len(order) * share))])


Rule: TypeAlias = Callable[[Case], Iterator[Finding]]
