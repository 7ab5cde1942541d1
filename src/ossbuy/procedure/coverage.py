"""Coverage both ways: what answers each pain, who asks for each requirement, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.coverage import Coverage, coverage
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.model.asking import asked_by, excused, orphans, path_of, pools, silent_pains
from ossbuy.model.project import Project


@dataclass(frozen=True, slots=True)
class Part:
    """One end of an answer: a thing by internal id, and a share of a pain, 0..1."""

    ident: str
    share: float


@dataclass(frozen=True)
class Covering:
    """Coverage by internal id; `covering` makes one."""

    project: Project
    evaluation: Evaluation
    shares: Coverage

    @cached_property
    def pains(self) -> tuple[str, ...]:
        """Pains nothing answers first, then by what they carry, the heaviest first."""
        known = [p for p in self.evaluation.matrix.trauma.pains if p in self.project.pains]
        return tuple(
            sorted(
                known,
                key=lambda p: (p not in self.silent, -(self.evaluation.trauma_of(p) or 0.0)),
            )
        )

    @cached_property
    def requirements(self) -> tuple[str, ...]:
        """Requirements nobody asks for first, then in their order."""
        known = [r for r in self._leaf if r in self.project.requirements]
        return tuple(sorted(known, key=lambda r: r not in self.unasked))

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Top sections in order."""
        return tuple(s for s in self.evaluation.section_ids if s in self.project.sections)

    @cached_property
    def silent(self) -> frozenset[str]:
        """Pains that neither themselves nor through a cause ask for anything."""
        return frozenset(silent_pains(self.project))

    @cached_property
    def unasked(self) -> frozenset[str]:
        """Requirements nobody asks for, gates and what a risk asks for left out."""
        return frozenset(orphans(self.project))

    def answered(self, pain: str) -> float:
        """The share of a pain that asks for anything, 0..1."""
        return float(self.shares.answered[self._row[pain]])

    def ends(self, pain: str) -> tuple[Part, ...]:
        """Sections and requirements a pain's links end at, largest share first."""
        return self._parts(self.evaluation.matrix.weights.nodes, self.shares.nodes[self._row[pain]])

    def answers(self, pain: str) -> tuple[Part, ...]:
        """Requirements that answer a pain, largest share first.

        What ends at a section is spread over its requirements by their stated local weight, as in
        the derived weights.
        """
        leaves = self.evaluation.matrix.weights.leaves
        return self._parts(leaves, self.leaves[self._row[pain]])

    def askers(self, requirement: str) -> tuple[Part, ...]:
        """Pains that ask for a requirement with the share of each that it answers."""
        pains = self.evaluation.matrix.trauma.pains
        return self._parts(pains, self.leaves[:, self._leaf[requirement]])

    def asked(self, requirement: str) -> bool:
        """Whether any pain or cause asks for it, directly or through a section.

        A gate of a linked section is asked for, though no share of a pain rests on it.
        """
        return bool(asked_by(self.project, requirement))

    def heat(self, pain: str, section: str) -> float:
        """The share of a pain that asks for anything in a top section, 0..1."""
        return float(self._heat[self._row[pain], self.evaluation.section_ids.index(section)])

    def why_unasked(self, requirement: str) -> str:
        """What a requirement without a pain lives on: ``gate``, ``risk``, ``hygiene`` or empty."""
        asked = self.project.requirements[requirement]
        return excused(asked) or ("hygiene" if pools(self.project, requirement) else "")

    @cached_property
    def leaves(self) -> Array:
        """(pains, leaves): the share of each pain each requirement answers."""
        return self.evaluation.matrix.weights.to_leaves(self.shares.nodes)

    @cached_property
    def _heat(self) -> Array:
        weights = self.evaluation.matrix.weights
        place = {section: i for i, section in enumerate(weights.sections)}
        tops = [path_of(self.project, node)[-1:] for node in weights.nodes]
        group = [place.get(top[0], -1) if top else -1 for top in tops]
        return self.shares.grouped(group, len(place))

    @cached_property
    def _row(self) -> dict[str, int]:
        return {pain: i for i, pain in enumerate(self.evaluation.matrix.trauma.pains)}

    @cached_property
    def _leaf(self) -> dict[str, int]:
        return {leaf: i for i, leaf in enumerate(self.evaluation.matrix.weights.leaves)}

    def _parts(self, names: tuple[str, ...], shares: Array) -> tuple[Part, ...]:
        """The things with a share, largest first; what is gone meanwhile is left out."""
        project = self.project
        found = [
            Part(names[i], float(shares[i]))
            for i in np.flatnonzero(shares > 0).tolist()
            if names[i] in project.pains
            or names[i] in project.requirements
            or names[i] in project.sections
        ]
        return tuple(sorted(found, key=lambda part: -part.share))


def covering(project: Project, evaluation: Evaluation) -> Covering:
    """The coverage of an evaluated project."""
    weights, trauma = evaluation.matrix.weights, evaluation.matrix.trauma
    row = {node: i for i, node in enumerate(trauma.pains + trauma.causes)}
    reach = evaluation.rolled.reach[[row[source] for source in weights.sources]]
    return Covering(project, evaluation, coverage(weights.links, reach.T))
