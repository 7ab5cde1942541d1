"""The link matrix: which pain or cause asks for which section or requirement, and how strongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar, cast, overload

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model import commands
from ossbuy.model.project import Project
from ossbuy.tui.covering import path_of, under, weight_line
from ossbuy.tui.naming import coded
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.grid import Across, Down, Grid
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.tui.app import OssbuyApp

SUM = "sum"
STRENGTH_STYLE = {9: "bold", 3: "", 1: "$text-muted"}
LEGEND = "9 strong  3 medium  1 weak  0 none   ↵ a section's requirements   ▲ nobody asks"


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


def link_table(project: Project, evaluation: Evaluation | None, section: str) -> Table:
    """Pains and causes down; top sections across, or one section and what stands under it."""
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

    def name_of(ident: str, code: str, words: str) -> Content:
        """The row's name, with a mark where nothing is asked and a note where a cause asks."""
        mark, note = " ", ""
        if not sources_of.get(ident):
            via = sorted(project.label(k) for k in kin()[ident] if k in sources_of)
            mark, note = (" ", f" · asks through {via[0]}") if via else ("▲", "")
        return Content.assemble(
            plain(mark, "$text-warning"), coded(code, words + note, "$text-muted" if note else "")
        )

    ends = tuple(targets)
    down: list[Down] = []
    for title, things in (("Pains", project.pains), ("Causes", project.causes)):
        if things:
            down.append(Down("", plain(title, "bold $text-primary")))
        for ident, thing in things.items():
            words = getattr(thing, "name", "") or getattr(thing, "statement", "")
            name = partial(name_of, ident, thing.code, words)
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


class LinkMatrix(Grid):
    """The matrix; 9, 3, 1 and 0 set the strength under the cursor and move on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(s), f"link({s})", word, show=False, tooltip=f"Link: {word}")
            for s, word in ((9, "strong"), (3, "medium"), (1, "weak"), (0, "none"))
        ),
        *(Binding(str(d), "unknown", show=False) for d in (2, 4, 5, 6, 7, 8)),
        Binding("enter", "choose", "open section", show=False),
        Binding("backspace", "up", "back to the sections", show=False),
    ]
    HELP = (
        "**Link matrix**: pains and causes down, sections across. **9**, **3**, **1** and **0** "
        "say how strongly the row asks for the column (strong, medium, weak, not at all) and move "
        "on. A pain's trauma is shared out over its links in proportion, so many links make "
        "nothing heavier. A pain and its own cause carry the same trauma: only one may be linked. "
        "**Enter** opens a section's requirements, **Esc** goes back, **w** explains the weight."
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._project = Project()
        self._evaluation: Evaluation | None = None
        self._section = ""

    def show_links(self, project: Project, evaluation: Evaluation | None) -> None:
        """Show the links of a project."""
        self._project, self._evaluation = project, evaluation
        if self._section not in project.sections:
            self._section = ""
        table = link_table(project, evaluation, self._section)
        self.show(table.across, table.down, table.foot)
        if isinstance(pane := self.parent, Pane):
            where = project.sections.get(self._section)
            name = f"Links · {where.code} {where.title}" if where else "Links"
            empty = not project.sections or not (project.pains or project.causes)
            pane.entitle(name, "needs pains and sections first" if empty else LEGEND)

    def show_pair(self, row: str, target: str) -> None:
        """Put the cursor where a pain or cause meets a section or requirement.

        A requirement stands under its top section, which is opened; a row that is a target itself
        leaves the row as it is.
        """
        path = path_of(self._project, target)
        self._section = path[-1] if len(path) > 1 else ""
        self.show_links(self._project, self._evaluation)
        source = row if row != target else self.current[0]
        self.go_to(source, target)

    def action_link(self, strength: int) -> None:
        """Set the strength under the cursor and move on; a refusal is said and nothing moves."""
        source, target = self.current
        if not source or target in ("", SUM):
            return
        if self._project.links.get((source, target), 0) != strength:
            app = cast("OssbuyApp", self.app)
            if not app.do(lambda p: commands.set_link(p, source, target, strength)):
                return
        self._on()

    def _on(self) -> None:
        """The next cell, at the end of a row the first of the next."""
        if self.column < len(self._across) - 2:
            self.action_move(0, 1)
        elif self.row < len(self._down) - 1:
            self.column = 0
            self.action_move(1, 0)

    def action_unknown(self) -> None:
        """A digit that is no strength."""
        cast("OssbuyApp", self.app).do(
            lambda p: commands.set_link(p, self.current[0], self.current[1], 2)
        )

    def action_choose(self) -> None:
        """Open the section under the cursor."""
        target = self.current[1]
        if target in self._project.sections and target != self._section:
            self._section = target
            self.column = 0
            self.show_links(self._project, self._evaluation)

    def up(self) -> bool:
        """Back to the sections; whether a section was open."""
        section, self._section = self._section, ""
        if not section:
            return False
        self.show_links(self._project, self._evaluation)
        self.go_to(self.current[0], section)
        return True

    def action_up(self) -> None:
        """Back to the sections."""
        self.up()

    def why(self) -> tuple[str, ...] | None:
        """What the column weighs; in the sum column what the row's pain or cause carries."""
        source, target = self.current
        if target == SUM:
            return ("cause" if source in self._project.causes else "pain", source)
        return None
