"""The link matrix as a table: pains and causes down, sections or requirements across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, overload

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.tui.covering import path_of, under, weight_line
from ossbuy.tui.naming import coded
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.grid import Across, Down

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation

SUM = "sum"
STRENGTH_STYLE = {9: "bold", 3: "", 1: "$text-muted"}


@dataclass(frozen=True, slots=True)
class Table:
    """The matrix as it is drawn."""

    across: tuple[Across, ...]
    down: tuple[Down, ...]
    foot: tuple[Down, ...]


def families(project: Project) -> dict[str, set[str]]:
    """For each pain and cause, everything on its why-paths, itself left out."""
    above: dict[str, set[str]] = {}
    below: dict[str, set[str]] = {}
    for cause, effect in project.contributions:
        above.setdefault(cause, set()).add(effect)
        below.setdefault(effect, set()).add(cause)

    def reach(node: str, step: dict[str, set[str]]) -> set[str]:
        found: set[str] = set()
        frontier = {node}
        while frontier:
            frontier = set().union(*(step.get(n, set()) for n in frontier)) - found
            found |= frontier
        return found - {node}

    every = [*project.pains, *project.causes]
    return {node: reach(node, above) | reach(node, below) for node in every}


def sources(project: Project, words: str = "") -> list[tuple[str, str]]:
    """Pains, then causes, as (id, name), whose id or name holds every word."""
    found = [(pain.id, pain.name) for pain in project.pains.values()]
    found += [(cause.id, cause.statement) for cause in project.causes.values()]
    wanted = words.casefold().split()
    if not wanted:
        return found
    return [
        (ident, name)
        for ident, name in found
        if all(word in f"{project.label(ident)} {name}".casefold() for word in wanted)
    ]


def link_table(
    project: Project, evaluation: Evaluation | None, section: str, words: str = ""
) -> Table:
    """Pains and causes down; top sections across, or one section and what stands under it.

    With words only the rows that hold them; the sums are those of all rows.
    """
    targets = [s.id for s in project.top_sections()]
    if section:
        inner = [s.id for s in project.sections.values() if s.parent == section]
        targets = [section, *inner, *under(project, section)]
    links = {pair: strength for pair, strength in project.links.items() if strength}
    sources_of: dict[str, int] = {}
    targets_of: dict[str, int] = {}
    for (source, target), strength in links.items():
        sources_of[source] = sources_of.get(source, 0) + strength
        targets_of[target] = targets_of.get(target, 0) + strength
    across = [
        Across(t, one_line(project.label(t), "bold"), max(5, min(9, len(project.label(t)))))
        for t in targets
    ]
    across.append(Across(SUM, plain("all" if section else "sum"), 5))

    @cache
    def kin() -> dict[str, set[str]]:
        return families(project)

    def name_of(ident: str, code: str, said: str) -> Content:
        """The row's name, with a mark where nothing is asked and a note where a cause asks."""
        mark, note = " ", ""
        if not sources_of.get(ident):
            via = sorted(project.label(k) for k in kin()[ident] if k in sources_of)
            mark, note = (" ", f" · asks through {via[0]}") if via else ("▲", "")
        return Content.assemble(
            plain(mark, "$text-warning"), coded(code, said + note, "$text-muted" if note else "")
        )

    ends = tuple(targets)
    down: list[Down] = []
    last = ""
    for ident, said in sources(project, words):
        kind = "Pains" if ident in project.pains else "Causes"
        if kind != last:
            down.append(Down("", plain(kind, "bold $text-primary")))
            last = kind
        name = partial(name_of, ident, project.label(ident), said)
        down.append(Down(ident, name, LinkCells(links, ident, ends, sources_of.get(ident, 0))))
    return Table(tuple(across), tuple(down), _foot(project, evaluation, targets, targets_of))


@dataclass(frozen=True, slots=True)
class LinkCells(Sequence[Content]):
    """One row of the matrix; a cell is made when it is drawn, and few of thousands are."""

    links: Mapping[tuple[str, str], int]
    source: str
    targets: tuple[str, ...]
    total: int

    def __len__(self) -> int:
        return len(self.targets) + 1

    @overload
    def __getitem__(self, place: int) -> Content: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Content]: ...
    def __getitem__(self, place: int | slice) -> Content | Sequence[Content]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        if place == len(self.targets):
            return plain(self.total or "·", "$text-muted")
        return _cell(self.links.get((self.source, self.targets[place]), 0))


def _cell(strength: int) -> Content:
    return plain(strength, STRENGTH_STYLE[strength]) if strength else plain("·", "$text-muted")


def _foot(
    project: Project, evaluation: Evaluation | None, targets: list[str], sums: dict[str, int]
) -> tuple[Down, ...]:
    def reached(target: str) -> bool:
        inside = {*path_of(project, target), *under(project, target)}
        return any(sums.get(node) for node in inside)

    marks = [
        plain(sums[t])
        if sums.get(t)
        else plain("·", "$text-muted")
        if reached(t)
        else plain("▲", "$text-warning")
        for t in targets
    ]
    derived: list[Content] = []
    for target in targets:
        line = weight_line(evaluation, target)
        known = line is not None and line.derived is not None
        derived.append(plain(f"{100 * (line.derived or 0):.1f}" if line and known else "—"))
    total = sum(sums.get(t, 0) for t in targets)
    return (
        Down("", plain("sum of strengths", "bold"), (*marks, plain(total))),
        Down("", plain("derived weight, %", "bold"), (*derived, plain(""))),
    )
