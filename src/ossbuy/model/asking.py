"""Which pain or cause asks for which requirement, directly or through a section."""

from __future__ import annotations

from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement


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
        self.sources: set[str] = set()
        for (source, target), strength in project.links.items():
            if strength:
                self.asking.setdefault(target, {})[source] = strength
                self.sources.add(source)
        self._causes: dict[str, list[str]] = {}
        for cause, effect in project.contributions:
            self._causes.setdefault(effect, []).append(cause)

    def behind(self, effect: str) -> set[str]:
        """Every cause of a pain or cause, at any depth."""
        found: set[str] = set()
        frontier = [effect]
        while frontier:
            frontier = [
                c for node in frontier for c in self._causes.get(node, ()) if c not in found
            ]
            found.update(frontier)
        return found


def _up(project: Project, node: str, above: str) -> tuple[str, ...]:
    path = [node]
    while (above := project.sections[above].parent) in project.sections and above not in path:
        path.append(above)
    return tuple(path)


_last: list[tuple[Project, _Reach]] = []
"""The project asked about last: it is immutable, and a screen asks hundreds of times."""


def _reach(project: Project) -> _Reach:
    # Held in hand: a worker may ask about another project at the same moment.
    for known, reach in tuple(_last):
        if known is project:
            return reach
    reach = _Reach(project)
    _last[:] = [(project, reach)]
    return reach


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


def excused(requirement: Requirement) -> str:
    """Why nobody needs to ask for a requirement, in a word; empty if somebody should."""
    return "gate" if requirement.gate else "risk" if requirement.risk else ""


def orphans(project: Project) -> set[str]:
    """Requirements that no pain and no cause asks for, directly or through a section.

    A pain that asks for one requirement of a section does not speak for its neighbours. Gates are
    outside the sum, and what a feared risk asks for needs no pain: both are left out.
    """
    reach = _reach(project)
    return {
        r.id
        for r in project.requirements.values()
        if not excused(r) and not any(step in reach.asking for step in reach.paths[r.id])
    }


def silent_pains(project: Project) -> set[str]:
    """Pains that ask for nothing: neither they nor any cause of theirs has a link."""
    reach = _reach(project)
    return {pain for pain in project.pains if not {pain, *reach.behind(pain)} & reach.sources}


def pools(project: Project, node: str) -> bool:
    """Whether a node shares in the hygiene pool: what nobody feels until it fails."""
    return any(project.hygiene.get(step) for step in path_of(project, node))


def under(project: Project, section: str) -> tuple[str, ...]:
    """Requirements under a section, at any depth, in order."""
    return tuple(_reach(project).under.get(section, ()))
