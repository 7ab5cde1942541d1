"""From pains to root causes: trauma carried along the why-graph.

The graph is directed and without cycles; one cause may feed many effects. Nodes are numbered
pains first, then causes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, names, readonly


class Edge(NamedTuple):
    """`share` (0..1) of the trauma of node `effect` is put down to node `cause`."""

    cause: int
    effect: int
    share: float


class CycleError(ValueError):
    """A cause explains itself; `path` lists the nodes from cause to effect and back again."""

    def __init__(self, path: tuple[int, ...], labels: Labels) -> None:
        self.path = path
        said = " → ".join(labels[node] for node in path)
        super().__init__(f"Causes run in a circle: {said}; remove one of these links.")


class OverAllocated(ValueError):
    """More than the whole of an effect is put down to its causes."""

    def __init__(self, effect: int, total: float, labels: Labels) -> None:
        self.effect, self.total = effect, total
        super().__init__(
            f"The causes of {labels[effect]} explain {100 * total:.4g} % of it;"
            " lower their shares to 100 % or less."
        )


class BadShare(ValueError):
    """A contribution share is not between 0 and 100 %."""

    def __init__(self, edge: Edge, labels: Labels) -> None:
        self.edge = edge
        super().__init__(
            f"The share of {labels[edge.cause]} in {labels[edge.effect]} is"
            f" {100 * edge.share:.4g} %; give a share from 0 to 100 %."
        )


@dataclass(frozen=True)
class RollUp:
    """Trauma per cause, and what stays unexplained.

    `reach[node, pain]` is the share of a pain's trauma that runs through a node: the sum over
    all paths of the product of their shares. `carried = reach @ trauma`.
    """

    trauma: Array
    reach: Array
    """Shape (pains + causes, pains)."""
    retained: Array
    """Shape (pains + causes,): trauma that stops at the node because nothing explains it
    further. It sums to the total trauma, so it is what a Pareto chart may add up."""
    labels: Labels

    @property
    def pains(self) -> int:
        """How many of the nodes are pains."""
        return len(self.trauma)

    @property
    def causes(self) -> Array:
        """Rolled-up trauma of each cause, shape (causes,)."""
        return readonly(self.reach[self.pains :] @ self.trauma)

    @property
    def unexplained(self) -> Array:
        """Trauma of each pain that no cause accounts for, shape (pains,)."""
        return self.retained[: self.pains]

    @property
    def contribution(self) -> Array:
        """Shape (causes, pains): points of each pain's trauma carried by each cause."""
        return readonly(self.reach[self.pains :] * self.trauma)

    def sentence(self, cause: int) -> str:
        """Say what one cause carries and from which pains."""
        parts = self.contribution[cause]
        order = [int(i) for i in np.argsort(-parts, kind="stable") if parts[i] > 0]
        name = self.labels[self.pains + cause]
        if not order:
            return f"{name} carries no trauma: no pain is put down to it."
        made_of = " + ".join(f"{parts[i]:.1f} from {self.labels[i]}" for i in order)
        return f"{name} carries {parts.sum():.1f} points of trauma: {made_of}."


def roll_up(
    trauma: ArrayLike,
    edges: Sequence[Edge | tuple[int, int, float]],
    causes: int | None = None,
    labels: Sequence[str] = (),
) -> RollUp:
    """Carry the trauma of pains down to their causes.

    `trauma` has shape (pains,). Edge nodes are 0..pains-1 for pains and from there on for
    causes; `causes` is their number (by default up to the highest node named). Shares into one
    effect sum to at most 1; what is missing is that effect's unexplained remainder.

    Raises BadShare, OverAllocated (naming the effect) and CycleError (naming the path).
    """
    own = np.atleast_1d(np.asarray(trauma, np.float64))
    if not (np.isfinite(own).all() and (own >= 0).all()):
        raise ValueError("Trauma must be known and not negative for every pain.")
    links = [Edge(int(e[0]), int(e[1]), float(e[2])) for e in edges]
    highest = max((max(e.cause, e.effect) for e in links), default=-1)
    count = len(own) + causes if causes is not None else max(len(own), highest + 1)
    if highest >= count or any(min(e.cause, e.effect) < 0 for e in links):
        raise ValueError(f"A link names a node outside 0..{count - 1}.")
    label = names(labels, count, "node")

    explained = np.zeros(count)
    outgoing: list[list[Edge]] = [[] for _ in range(count)]
    for edge in links:
        if not 0 <= edge.share <= 1:
            raise BadShare(edge, label)
        explained[edge.effect] += edge.share
        outgoing[edge.cause].append(edge)
    order = _effects_first(outgoing, label)
    for effect, total in enumerate(explained.tolist()):
        if total > 1 + 1e-9:
            raise OverAllocated(effect, total, label)

    reach = np.zeros((count, len(own)))
    reach[: len(own)] = np.eye(len(own))
    for node in order:
        for edge in outgoing[node]:
            reach[node] += edge.share * reach[edge.effect]
    retained = (reach @ own) * np.maximum(0.0, 1 - explained)
    return RollUp(readonly(own), readonly(reach), readonly(retained), label)


def _effects_first(outgoing: list[list[Edge]], labels: Labels) -> list[int]:
    """Order the nodes so that every effect precedes its causes (depth first, no recursion)."""
    order: list[int] = []
    finished: set[int] = set()
    for start in range(len(outgoing)):
        if start in finished:
            continue
        path = [start]
        pending = [iter(outgoing[start])]
        while path:
            edge = next(pending[-1], None)
            if edge is None:
                pending.pop()
                node = path.pop()
                finished.add(node)
                order.append(node)
            elif edge.effect in path:
                raise CycleError((*path[path.index(edge.effect) :], edge.effect), labels)
            elif edge.effect not in finished:
                path.append(edge.effect)
                pending.append(iter(outgoing[edge.effect]))
    return order
