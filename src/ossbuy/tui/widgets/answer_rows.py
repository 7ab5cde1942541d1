"""The table of answers: a row for every requirement, each cell drawn only when it is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from textual.content import Content

from ossbuy.model.bid import Level
from ossbuy.model.project import Project
from ossbuy.tui.covering import path_of
from ossbuy.tui.naming import coded
from ossbuy.tui.numbers import count
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.answer import counted, glyphs, remarks
from ossbuy.tui.widgets.drift import drifted_cells
from ossbuy.tui.widgets.grid import Down

if TYPE_CHECKING:
    from ossbuy.analysis.cell import Cell
    from ossbuy.analysis.evaluation import Evaluation


def cell_of(evaluation: Evaluation | None, vendor: str, requirement: str) -> Cell | None:
    """The score of an answer, if the evaluation (which may be older) knows both."""
    if evaluation is None or vendor not in evaluation.matrix.bids.vendors:
        return None
    if requirement not in evaluation.matrix.weights.leaves:
        return None
    return evaluation.cell(vendor, requirement)


@dataclass(frozen=True, slots=True)
class AnswerCells(Sequence[Content]):
    """One requirement's answers, each drawn only when it is seen (4,000 at once cost 0.2 s)."""

    project: Project
    evaluation: Evaluation | None
    requirement: str
    vendors: tuple[str, ...]
    drifted: Mapping[tuple[str, str], object]
    """Answers about which something drifted, by (vendor, requirement)."""

    def __len__(self) -> int:
        return len(self.vendors)

    @overload
    def __getitem__(self, place: int) -> Content: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Content]: ...
    def __getitem__(self, place: int | slice) -> Content | Sequence[Content]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        vendor = self.vendors[place]
        response = self.project.responses.get((vendor, self.requirement))
        if response is None and not _opened(self.project, vendor):
            sealed = self.project.current_file(vendor, "answers") is not None
            return plain("sealed" if sealed else "none yet", "$text-muted")
        cell = cell_of(self.evaluation, vendor, self.requirement)
        style = "bold" if cell is not None and cell.adjusted is not None else "$text-warning"
        graded = self.project.graded.get((vendor, self.requirement))
        odd = (vendor, self.requirement) in self.drifted
        return Content.assemble(glyphs(response, graded, odd), plain(f"{counted(cell):>6}", style))


def answer_rows(project: Project, evaluation: Evaluation | None) -> list[Down]:
    """Every requirement under its top section, one cell per vendor."""
    rows: list[Down] = []
    top = ""
    vendors = tuple(project.vendors)
    drifted = drifted_cells(project)
    for r in project.requirements.values() if vendors else ():
        above = path_of(project, r.id)[-1]
        if above != top:
            top = above
            section = project.sections.get(top)
            words = coded(section.code, section.title, "bold") if section else plain("")
            rows.append(Down("", words))
        name = Content.assemble(plain("■ " if r.gate else "  "), coded(r.code, r.label))
        rows.append(Down(r.id, name, AnswerCells(project, evaluation, r.id, vendors, drifted)))
    return rows


def _opened(project: Project, vendor: str) -> bool:
    file = project.current_file(vendor, "answers")
    if file is None:
        # Of a kept comparison there are answers without a file.
        return any(who == vendor for who, _ in project.responses)
    return file.id in project.unsealed


def summary(project: Project) -> str:
    """How many answers are here, sealed, missing, and worth a closer look."""
    if not project.vendors:
        return "no vendor has been invited yet"
    sealed = sum(
        1
        for v in project.vendors
        if project.current_file(v, "answers") is not None and not _opened(project, v)
    )
    asked = len(project.requirements)
    here = sum(1 for r in project.responses.values() if r.level is not Level.UNANSWERED)
    opened = sum(_opened(project, v) for v in project.vendors)
    parts = [count(len(project.vendors), "vendor"), f"{here} of {opened * asked} answered"]
    if sealed:
        parts.append(f"■ {sealed} sealed")
    if closer := sum(bool(remarks(r)) for r in project.responses.values()):
        parts.append(f"▲ {closer} to look at")
    if odd := len(drifted_cells(project)):
        parts.append(f"≈ {odd}")
    return " · ".join(parts)
