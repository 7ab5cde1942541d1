"""What the sheet's formulas come to as written, step by step the way the sheet computes them.

The engine's results stand at both ends (trauma and answers in, totals out); between them the
sheet takes smaller steps than the engine does, and each needs its value for previews and readers
that do not compute. A recalculation by another program must give these same values.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.report.places import Line, Places
from ossbuy.model.project import Project

SAME = 1e-12
"""Locked weights that differ by less than this from the live ones are the live ones."""


@dataclass
class Weighing:
    """The weights chain as the sheet walks it; shares 0..1 by internal id."""

    top_points: float = 0.0
    top_count: int = 0
    child_points: dict[str, float] = field(default_factory=dict)
    child_count: dict[str, int] = field(default_factory=dict)
    local: dict[str, float] = field(default_factory=dict)
    stated_raw: dict[str, float] = field(default_factory=dict)
    own: dict[str, float] = field(default_factory=dict)
    carried: dict[str, float] = field(default_factory=dict)
    stated: dict[str, float | None] = field(default_factory=dict)
    derived: dict[str, float | None] = field(default_factory=dict)
    before: dict[str, float] = field(default_factory=dict)
    blended: dict[str, float] = field(default_factory=dict)
    has_stated: bool = False
    has_links: bool = False
    trauma_points: float = 0.0
    hygiene_points: float = 0.0
    pool: float = 0.0
    link_share: list[float] = field(default_factory=list)
    link_points: list[float] = field(default_factory=list)


class Figures:
    """Values of the workbook's formulas at the moment of writing."""

    def __init__(self, project: Project, ev: Evaluation, places: Places) -> None:
        self.project, self.ev, self.places = project, ev, places
        live = evaluate(matrix(project, respect_lock=False)) if project.locked else ev
        self.frozen = any(
            _differs(getattr(ev, what), getattr(live, what))
            for what in ("stated", "derived_leaf", "blended")
        )
        """Locked weights stand in the sheet as inputs, because the live ones differ."""
        self.carried = self._carried()
        self.weighing = self._weigh()

    def _carried(self) -> dict[str, float]:
        rolled, inputs = self.ev.rolled, self.ev.matrix.trauma
        carried = dict(zip(inputs.pains, rolled.trauma.tolist(), strict=True))
        return carried | dict(zip(inputs.causes, rolled.causes.tolist(), strict=True))

    def _weigh(self) -> Weighing:
        project, places, ev = self.project, self.places, self.ev
        w = Weighing()
        points = project.stated
        self._local(w)
        _links(w, places.links, self.carried)
        nodes = {node: project.hygiene.get(node, 0.0) for node in ev.matrix.weights.nodes}
        w.hygiene_points = sum(nodes.values())
        w.pool = ev.matrix.model.number("hygiene.pool") / 100 if w.hygiene_points > 0 else 0.0
        direct = dict.fromkeys(nodes, 0.0)
        for line, part in zip(places.links, w.link_points, strict=True):
            direct[line.target] += part
        for node, share in nodes.items():
            w.own[node] = 0.0
            if w.trauma_points > 0:
                pooled = w.pool * share / w.hygiene_points if w.hygiene_points > 0 else 0.0
                w.own[node] = (1 - w.pool) * direct[node] / w.trauma_points + pooled
        for section, _ in places.tree:
            parent = project.parent_of(section)
            w.stated_raw[section] = w.local[section] * (w.stated_raw[parent] if parent else 1.0)
            w.carried[section] = w.own[section]
            if parent:
                w.carried[section] += w.local[section] * w.carried[parent]
        for leaf in places.leaves:
            section = project.requirements[leaf].section
            w.stated_raw[leaf] = w.local[leaf] * w.stated_raw[section]
        stated_sum = sum(w.stated_raw[leaf] for leaf in places.leaves)
        w.has_stated = bool(points) and stated_sum > 0
        for leaf in places.leaves:
            section = project.requirements[leaf].section
            if w.trauma_points > 0:
                w.carried[leaf] = w.own[leaf] + w.local[leaf] * w.carried[section]
            else:
                w.carried[leaf] = w.stated_raw[leaf] if w.has_stated else 1.0
        derived_sum = sum(w.carried[leaf] for leaf in places.leaves)
        w.has_links = bool(places.links) and derived_sum > 0
        for leaf in places.leaves:
            w.stated[leaf] = w.stated_raw[leaf] / stated_sum if w.has_stated else None
            w.derived[leaf] = w.carried[leaf] / derived_sum if w.has_links else None
        self._lock_over(w)
        self._blend(w)
        return w

    def _local(self, w: Weighing) -> None:
        """Shares among siblings; silent siblings share equally unless they are gates."""
        project, places = self.project, self.places
        points = project.stated
        tops = places.children[""]
        w.top_points, w.top_count = sum(points.get(s, 0.0) for s in tops), len(tops)
        for section in tops:
            w.local[section] = (
                points.get(section, 0.0) / w.top_points if w.top_points > 0 else 1 / w.top_count
            )
        for section, _ in places.tree:
            below = places.children.get(section, [])
            leaves = project.under(section)
            total = sum(points.get(s, 0.0) for s in below)
            total += sum(points.get(r.id, 0.0) for r in leaves)
            count = len(below) + sum(not r.gate for r in leaves)
            w.child_points[section], w.child_count[section] = total, count
            for node in (*below, *(r.id for r in leaves)):
                gate = node in project.requirements and project.requirements[node].gate
                if total > 0:
                    w.local[node] = points.get(node, 0.0) / total
                else:
                    w.local[node] = 0.0 if gate or not count else 1 / count

    def _lock_over(self, w: Weighing) -> None:
        if not self.frozen:
            return
        ev, leaves = self.ev, self.ev.matrix.weights.leaves
        w.has_stated, w.has_links = bool(ev.stated.size), bool(ev.derived_leaf.size)
        w.stated = dict.fromkeys(leaves) | dict(zip(leaves, ev.stated.tolist(), strict=False))
        w.derived = dict.fromkeys(leaves) | dict(
            zip(leaves, ev.derived_leaf.tolist(), strict=False)
        )

    @property
    def frozen_blend(self) -> bool:
        """Whether the lock holds blended weights and nothing they were blended from."""
        w = self.weighing
        return self.frozen and not (w.has_stated or w.has_links)

    def _blend(self, w: Weighing) -> None:
        lam, layer = self.ev.blend, dict(self._layers())
        if self.frozen and not (w.has_stated or w.has_links):
            leaves = self.ev.matrix.weights.leaves
            w.before = dict(zip(leaves, self.ev.blended.tolist(), strict=True))
            w.blended = dict(w.before)
            return
        counting = any(w.local[leaf] > 0 for leaf in self.places.leaves)
        for leaf in self.places.leaves:
            stated, derived = w.stated[leaf], w.derived[leaf]
            if stated is not None and derived is not None:
                blended = (1 - lam) * stated + lam * derived
            else:
                known = stated if stated is not None else derived
                equal = float(w.local[leaf] > 0 or not counting)
                blended = equal if known is None else known
            w.before[leaf] = blended * layer[leaf]
        total = sum(w.before.values())
        w.blended = {leaf: value / total for leaf, value in w.before.items()}

    def _layers(self) -> list[tuple[str, float]]:
        inputs = self.ev.matrix.weights
        return list(zip(inputs.leaves, inputs.layer.tolist(), strict=True))

    def total_of(self, weights: dict[str, float | None] | dict[str, float], node: str) -> float:
        """The weight of a section: the sum of the leaves under it."""
        first, last = self.places.under[node]
        rows = self.places.grid_row
        return sum(
            w for leaf, w in weights.items() if w is not None and first <= rows[leaf] <= last
        )


def _links(w: Weighing, links: list[Line], carried: dict[str, float]) -> None:
    sums: dict[str, float] = {}
    for line in links:
        sums[line.source] = sums.get(line.source, 0.0) + line.strength
    w.link_share = [line.strength / sums[line.source] for line in links]
    w.link_points = [
        carried[line.source] * share for line, share in zip(links, w.link_share, strict=True)
    ]
    w.trauma_points = sum(w.link_points)


def _differs(one: Array, other: Array) -> bool:
    return one.shape != other.shape or bool((np.abs(one - other) > SAME).any())
