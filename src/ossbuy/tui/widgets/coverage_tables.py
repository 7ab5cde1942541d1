"""Coverage as tables: pains and what answers them, requirements and who asks, pain × section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, overload

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.tui.naming import coded, words_of
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.bar import bar
from ossbuy.tui.widgets.grid import Across, Down
from ossbuy.tui.widgets.views import ViewName

if TYPE_CHECKING:
    from ossbuy.procedure.coverage import Covering, Part

VIEWS: Final = (
    ViewName("pains", "p", "pains"),
    ViewName("asked", "a", "requirements"),
    ViewName("heat", "m", "pain × section"),
)
STEPS: Final = "▁▂▃▄▅▆▇█"
STRONG, MIDDLE = 0.25, 0.10
"""Shares from which a cell of the heat map stands out, and from which it is not pale."""
MOST_PARTS: Final = 80
"""Lines of the words beside a row; what is left out is counted."""


@dataclass(frozen=True, slots=True)
class Made(Sequence[Content]):
    """Cells of a row that are made when they are drawn."""

    size: int
    make: Callable[[int], Content]

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, place: int) -> Content: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Content]: ...
    def __getitem__(self, place: int | slice) -> Content | Sequence[Content]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(self.size))]
        return self.make(range(self.size)[place])


Table = tuple[list[Across], list[Down]]


def share_said(share: float) -> str:
    """``34 %``, and never nothing for something."""
    return "<1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def by_pain(found: Covering) -> Table:
    """Pains down, orphans first: what each carries and how much of it is answered."""
    across = [
        Across("trauma", plain(found.evaluation.matrix.say("trauma")), 8),
        Across("answered", plain("answered"), 8),
        Across("by", plain("by"), 18, "left"),
    ]
    project = found.project

    def cell(ident: str, place: int) -> Content:
        if place == 0:
            trauma = found.evaluation.trauma_of(ident)
            return plain("open", "$text-muted") if trauma is None else plain(f"{trauma:.1f}")
        answered = found.answered(ident)
        if place == 1:
            return plain(share_said(answered), "" if answered else "$text-warning")
        if answered:
            return _codes(project, found.ends(ident))
        return plain("▲ nothing" if ident in found.silent else "▲ shares of 0 %", "$text-warning")

    down = [
        Down(p, partial(_name, project, p, p in found.silent), Made(3, partial(cell, p)))
        for p in found.pains
    ]
    return across, down


def by_requirement(found: Covering) -> Table:
    """Requirements down, those nobody asks for first: who asks, and what each weighs."""
    across = [
        Across("weighs", plain("weighs"), 8),
        Across("asks", plain("asked by"), 22, "left"),
    ]
    project = found.project

    def cell(ident: str, place: int) -> Content:
        if place == 0:
            return plain(f"{100 * found.evaluation.weight_of(ident).blended:.2f} %")
        if askers := found.askers(ident):
            return _codes(project, askers)
        if found.asked(ident):
            return plain("through its section", "$text-muted")
        why = found.why_unasked(ident)
        return plain(why or "▲ nobody", "$text-muted" if why else "$text-warning")

    down = [
        Down(r, partial(_name, project, r, r in found.unasked), Made(2, partial(cell, r)))
        for r in found.requirements
    ]
    return across, down


def by_section(found: Covering) -> Table:
    """Pains down, top sections across: the share of each pain that asks there."""
    project = found.project
    across = [
        Across(s, one_line(project.sections[s].code, "bold"), max(5, min(9, len(project.label(s)))))
        for s in found.sections
    ]

    def cell(pain: str, place: int) -> Content:
        return heat_cell(found.heat(pain, found.sections[place]))

    down = [
        Down(p, partial(_name, project, p, p in found.silent), Made(len(across), partial(cell, p)))
        for p in found.pains
    ]
    return across, down if across else []


TABLES: Final[dict[str, Callable[[Covering], Table]]] = {
    "pains": by_pain,
    "asked": by_requirement,
    "heat": by_section,
}


def heat_cell(share: float) -> Content:
    """A share as whole percent with a step as high as it."""
    if share <= 0:
        return plain("·", "$text-muted")
    step = STEPS[min(len(STEPS) - 1, int(share * len(STEPS)))]
    style = "bold" if share >= STRONG else "" if share >= MIDDLE else "$text-muted"
    return Content.assemble(
        plain("<1" if share < 0.005 else f"{100 * share:.0f}", style), " ", plain(step, "$bar")
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the table: sentences that wrap, then lines that do not."""

    words: Content
    lines: tuple[Content, ...] = ()


def beside(found: Covering, view: str, row: str, column: str) -> Beside:
    """The parts of the row under the cursor, or of one cell of the heat map."""
    project = found.project
    if row in project.requirements:
        return _askers(found, row)
    if row not in project.pains:
        return Beside(plain("Nothing has been told yet."))
    answered = found.answered(row)
    if not answered:
        what = (
            "Nothing answers this pain. Press o for what the library proposes, or Enter to link it."
            if row in found.silent
            else "Its causes are linked, but explain none of it: say their shares on Causes."
        )
        return Beside(plain(what, "$text-warning"))
    parts: Sequence[Part] = found.answers(row)
    where = ""
    if view == "heat" and column in project.sections:
        parts = [p for p in parts if project.top_section_of(p.ident) == column]
        where = f" in {project.label(column)}"
    said = plain(f"answered by {count(len(parts), 'requirement')}{where}", "$text-muted")
    if not where and (rest := 1 - answered) > 0.005:
        note = f"\n{share_said(rest)} of it asks for nothing: no linked cause explains that part."
        said = Content.assemble(said, plain(note, "$text-warning"))
    return Beside(said, _lines(project, parts))


UNASKED: Final = {
    "gate": "A gate: pass or fail, outside the sum. Nobody needs to ask for it.",
    "risk": "Asked for because of a feared risk.",
    "hygiene": "Nobody feels it until it fails: it draws on the hygiene pool. Press Enter to link "
    "it to a pain.",
    "": "Nobody asks for it. Press Enter to link it to a pain, or leave it out.",
}


def _askers(found: Covering, requirement: str) -> Beside:
    if parts := found.askers(requirement):
        head = plain(f"asked for by {count(len(parts), 'pain')}", "$text-muted")
        return Beside(head, _lines(found.project, parts))
    if found.asked(requirement):
        return Beside(plain("Asked for through its section, but no share of a pain rests on it."))
    return Beside(plain(UNASKED[found.why_unasked(requirement)]))


def _lines(project: Project, parts: Sequence[Part]) -> tuple[Content, ...]:
    most = max((part.share for part in parts), default=0.0)
    lines = [
        Content.assemble(
            bar(part.share, most, 6),
            plain(f"{100 * part.share:5.1f} %  "),
            coded(project.label(part.ident), words_of(project, part.ident)),
        )
        for part in parts[:MOST_PARTS]
    ]
    if len(parts) > MOST_PARTS:
        lines.append(plain(f"and {len(parts) - MOST_PARTS} more", "$text-muted"))
    return tuple(lines)


def _codes(project: Project, parts: Sequence[Part]) -> Content:
    more = f" +{len(parts) - 3}" if len(parts) > 3 else ""
    return one_line(" ".join(project.label(part.ident) for part in parts[:3]) + more)


def _name(project: Project, ident: str, orphan: bool) -> Content:
    mark = plain("▲" if orphan else " ", "$text-warning")
    return Content.assemble(mark, coded(project.label(ident), words_of(project, ident)))
