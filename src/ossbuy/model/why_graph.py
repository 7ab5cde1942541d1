"""The why-graph as the rules see it: circles, and trauma that would be carried twice."""

from __future__ import annotations

from ossbuy.model.project import Project


def cycle(project: Project, cause: str, effect: str) -> str:
    """The loop that a new edge would close, in words; empty if there is none."""
    if cause == effect:
        return project.label(cause)
    trail: dict[str, tuple[str, ...]] = {effect: (effect,)}
    frontier = [effect]
    while frontier:
        node = frontier.pop()
        for source, onto in project.contributions:
            if source == node and onto not in trail:
                trail[onto] = (*trail[node], onto)
                frontier.append(onto)
    if cause in trail:
        return " → ".join(project.label(step) for step in (cause, *trail[cause]))
    return ""


def same_trauma(project: Project, source: str) -> str | None:
    """A linked pain or cause on the same why-path as ``source``, if there is one."""
    same = _behind(project, source, 0) | _behind(project, source, 1)
    return min(_linked(project) & same - {source}, default=None)


def double_link(project: Project, cause: str, effect: str) -> tuple[str, str] | None:
    """Two linked nodes that a new edge would put on one why-path, if there are any."""
    linked = _linked(project)
    before = sorted(_behind(project, cause, 0) & linked)
    after = sorted(_behind(project, effect, 1) & linked)
    pairs = [(b, a) for b in before for a in after if b != a]
    return pairs[0] if pairs else None


def _linked(project: Project) -> set[str]:
    return {source for (source, _), strength in project.links.items() if strength}


def _behind(project: Project, node: str, end: int) -> set[str]:
    """A node and everything before it (``end`` 0: causes) or after it (``end`` 1: effects)."""
    frontier = seen = {node}
    while frontier:
        frontier = {e[end] for e in project.contributions if e[1 - end] in frontier} - seen
        seen = seen | frontier
    return seen
