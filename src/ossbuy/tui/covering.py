"""Which requirement answers which pain, and what of an evaluation is known about a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ossbuy.model.project import Project

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation, WeightLine


class _Reach:
    """The section tree and the links of one project, walked once for all its nodes."""

    def __init__(self, project: Project) -> None:
        self.paths: dict[str, tuple[str, ...]] = {}
        for section in project.sections:
            self.paths[section] = _up(project, section, section)
        for requirement in project.requirements.values():
            above = self.paths.get(requirement.section, ())
            self.paths[requirement.id] = (requirement.id, *above)
        self.under: dict[str, list[str]] = {section: [] for section in project.sections}
        for ident in project.requirements:
            for section in self.paths[ident][1:]:
                self.under[section].append(ident)
        self.asking: dict[str, dict[str, int]] = {}
        for (source, target), strength in project.links.items():
            if strength:
                self.asking.setdefault(target, {})[source] = strength


def _up(project: Project, node: str, above: str) -> tuple[str, ...]:
    path = [node]
    while (above := project.sections[above].parent) in project.sections and above not in path:
        path.append(above)
    return tuple(path)


_last: list[tuple[Project, _Reach]] = []
"""The project asked about last: it is immutable, and a screen asks hundreds of times."""


def _reach(project: Project) -> _Reach:
    if not _last or _last[0][0] is not project:
        _last[:] = [(project, _Reach(project))]
    return _last[0][1]


def path_of(project: Project, node: str) -> tuple[str, ...]:
    """A requirement or section and every section above it, innermost first."""
    return _reach(project).paths.get(node, ())


def asked_by(project: Project, node: str) -> dict[str, int]:
    """Pains and causes linked to a node or to a section above it, with the strongest link."""
    reach = _reach(project)
    found: dict[str, int] = {}
    for step in reach.paths.get(node, ()):
        for source, strength in reach.asking.get(step, {}).items():
            found[source] = max(found.get(source, 0), strength)
    return dict(sorted(found.items(), key=lambda item: (-item[1], project.label(item[0]))))


def orphans(project: Project) -> set[str]:
    """Requirements that no pain and no cause asks for, directly or through a section.

    A pain that asks for one requirement of a section does not speak for its neighbours.
    """
    reach = _reach(project)
    return {
        r for r in project.requirements if not any(step in reach.asking for step in reach.paths[r])
    }


def pools(project: Project, node: str) -> bool:
    """Whether a node shares in the hygiene pool: what nobody feels until it fails."""
    return any(project.hygiene.get(step) for step in path_of(project, node))


def under(project: Project, section: str) -> tuple[str, ...]:
    """Requirements under a section, at any depth, in order."""
    return tuple(_reach(project).under.get(section, ()))


def weight_line(evaluation: Evaluation | None, node: str) -> WeightLine | None:
    """The weight of a node, if the evaluation (which may be older than the project) knows it."""
    if evaluation is None or not evaluation.knows(node):
        return None
    return evaluation.weight_of(node)
