"""What a rule may look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix.value import value_inputs
from ossbuy.analysis.robustness.cockpit import Robustness
from ossbuy.analysis.robustness.panel import PanelRuns
from ossbuy.analysis.robustness.panelled import panel_of
from ossbuy.analysis.worth import Worth, worth
from ossbuy.model.events import Event
from ossbuy.model.findings import Finding
from ossbuy.model.project import Project

AS_SCORED = "as-scored"
"""The evaluation model of a comparison taken from a kept matrix."""
KEPT_ROUND = "0"
"""The round its scores stand in: before any that evaluators give here, whose scores win."""


@dataclass(frozen=True)
class Case:
    """A project with what was computed about it and how it came about."""

    project: Project
    evaluation: Evaluation
    events: tuple[Event, ...]
    robustness: Robustness | None

    def limit(self, name: str) -> float | None:
        """The coefficient ``check.<name>``; None in a model older than it."""
        return self.evaluation.matrix.model.find(f"check.{name}")

    @property
    def as_scored(self) -> bool:
        """Whether the scores came as a finished matrix and count as they stand."""
        return self.evaluation.matrix.model.name == AS_SCORED

    @property
    def unnamed(self) -> set[str]:
        """Whoever stands for the unnamed people who scored a kept matrix."""
        people = self.project.people
        sheets = {
            who
            for (who, *_, round_) in self.project.scores
            if round_ == KEPT_ROUND and who in people and people[who].code.startswith("sheet")
        }
        return sheets if self.as_scored else set()

    @cached_property
    def asked_for(self) -> frozenset[str]:
        """Requirements some pain or cause asks for, directly or through a section."""
        weights = self.evaluation.matrix.weights
        if not len(weights.sources):
            return frozenset()
        reached = weights.to_leaves(weights.links).sum(axis=0) > 0
        return frozenset(leaf for leaf, hit in zip(weights.leaves, reached, strict=True) if hit)

    @cached_property
    def linked(self) -> frozenset[str]:
        """Pains and causes that ask for something."""
        return frozenset(source for (source, _), s in self.project.links.items() if s)

    def causes_of(self, effect: str) -> frozenset[str]:
        """Every cause behind a pain or cause, at any depth."""
        found: frozenset[str] = frozenset()
        frontier = frozenset({effect})
        while frontier:
            behind = {c for c, e in self.project.contributions if e in frontier}
            frontier = frozenset(behind) - found
            found |= frontier
        return found

    @cached_property
    def heavy(self) -> frozenset[str]:
        """The requirements that weigh most (a tenth in the standard model), at least one."""
        ev = self.evaluation
        leaves = ev.matrix.weights.leaves
        if not leaves or not ev.blended.size:
            return frozenset()
        order = sorted(leaves, key=lambda leaf: -ev.weight_of(leaf).blended)
        share = self.limit("heavy_share") or 0.0
        return frozenset(order[: max(1, int(len(order) * share))])

    @cached_property
    def worth(self) -> Worth:
        """Weight by layer of value, and revenue at risk counted once."""
        return worth(self.evaluation, value_inputs(self.project, self.evaluation.matrix))

    @cached_property
    def panel(self) -> PanelRuns | None:
        """The contest without each evaluator; None where fewer than two people's scores count."""
        return panel_of(self.evaluation)

    @property
    def judges(self) -> tuple[str, ...]:
        """The evaluators of ``panel``, by internal id."""
        panel = self.evaluation.matrix.bids.panel
        return panel.evaluators if panel else ()

    @cached_property
    def leader(self) -> str:
        """Internal id of the vendor that leads; empty while that is open."""
        return self.evaluation.leader.vendor if self.evaluation.leader else ""

    @cached_property
    def today(self) -> dt.date | None:
        """The day of the last act, or of the last file received: a finding never depends on when
        somebody looks. None where neither is known."""
        times = [e.at for e in self.events] or [f.received_at for f in self.project.files.values()]
        days = []
        for time in times:
            try:
                days.append(dt.datetime.fromisoformat(time).date())
            except ValueError:
                continue
        return max(days, default=None)

    def say(self, text: str) -> str:
        """One of our own sentences with the project's word for trauma."""
        return self.evaluation.matrix.say(text)


Rule: TypeAlias = Callable[[Case], Iterator[Finding]]
