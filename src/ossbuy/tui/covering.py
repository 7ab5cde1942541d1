"""Which requirement answers which pain, and what of an evaluation is known about a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ossbuy.model.project import Project

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation, WeightLine


def path_of(project: Project, node: str) -> tuple[str, ...]:
    """A requirement or section and every section above it, innermost first."""
    path = [node] if node in project.requirements or node in project.sections else []
    requirement = project.requirements.get(node)
    above = requirement.section if requirement else ""
    if node in project.sections:
        above = project.sections[node].parent
    while above in project.sections and above not in path:
        path.append(above)
        above = project.sections[above].parent
    return tuple(path)


def asked_by(project: Project, node: str) -> dict[str, int]:
    """Pains and causes linked to a node or to a section above it, with the strongest link."""
    path = set(path_of(project, node))
    found: dict[str, int] = {}
    for (source, target), strength in project.links.items():
        if strength and target in path:
            found[source] = max(found.get(source, 0), strength)
    return dict(sorted(found.items(), key=lambda item: (-item[1], project.label(item[0]))))


def orphans(project: Project) -> set[str]:
    """Requirements that no pain and no cause asks for, directly or through a section.

    A pain that asks for one requirement of a section does not speak for its neighbours.
    """
    targets = {target for (_, target), strength in project.links.items() if strength}
    return {r for r in project.requirements if not targets.intersection(path_of(project, r))}


def pools(project: Project, node: str) -> bool:
    """Whether a node shares in the hygiene pool: what nobody feels until it fails."""
    return any(project.hygiene.get(step) for step in path_of(project, node))


def under(project: Project, section: str) -> tuple[str, ...]:
    """Requirements under a section, at any depth, in order."""
    return tuple(r for r in project.requirements if section in path_of(project, r))


def weight_line(evaluation: Evaluation | None, node: str) -> WeightLine | None:
    """The weight of a node, if the evaluation (which may be older than the project) knows it."""
    if evaluation is None:
        return None
    weights = evaluation.matrix.weights
    if node not in weights.leaves and node not in weights.nodes:
        return None
    return evaluation.weight_of(node)
