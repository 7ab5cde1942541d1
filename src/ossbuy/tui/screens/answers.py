"""Answers: what every vendor said to every requirement, and how well it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ossbuy.model.project import Project
from ossbuy.model.receipt import DriftItem
from ossbuy.model.requirement import Requirement
from ossbuy.model.telling import stamp
from ossbuy.tui.modals.side_by_side import Said, SideBySide
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import cut, one_line, plain, toast
from ossbuy.tui.widgets.answer import LEGEND, as_received, remarks, seen, words
from ossbuy.tui.widgets.answer_rows import answer_rows, cell_of, summary
from ossbuy.tui.widgets.drift import drifted_cells
from ossbuy.tui.widgets.grid import Across, Grid
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.requirement_card import verified

if TYPE_CHECKING:
    from ossbuy.analysis.cell import Cell
    from ossbuy.analysis.evaluation import Evaluation

CELL = 10
"""Cells per vendor: three glyphs, a mark, and what counts."""


class AnswerGrid(Grid):
    """The table of answers; Enter lays every vendor's words side by side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "words", key_display="↵", tooltip="Every vendor's words")
    ]


class Answers(StageScreen):
    """Requirements down, vendors across; the focused answer in words below."""

    stage = "answers"
    CSS_PATH = "answers.tcss"
    AUTO_FOCUS = "#grid"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f", "next_remark", "next ▲", show=False, tooltip="Next answer to look at more closely"
        ),
        Binding("d", "drift", "drift", tooltip="What differs in this vendor's files"),
        Binding("m", "words", "words as", show=False, tooltip="What its words were taken as"),
        Binding("r", "received", "files", show=False, tooltip="Every file received"),
        Binding("v", "vendors", "vendors", show=False, tooltip="Who is invited"),
    ]
    HELP = (
        "**Answers**: requirements down, vendors across. Three glyphs per answer: the level (● "
        "full, ◐ partial, ○ none), the means (S shipped, C configuration, E extension, U custom "
        "code, W process workaround, R roadmap, N none) and the evidence (c claim, d document, s "
        "scripted demo, p PoC on own data, i interview, k reference KPI, o own pilot; in colour "
        "where we graded it ourselves); then how much of full credit counts. ▲ marks an answer "
        "that contradicts itself or could not be read, ≈ one about which something drifted; **f** "
        "goes to the next ▲. **d** lists what drifted in the vendor's files, **m** what its words "
        "were taken as, to be corrected, **r** every file received and who opened it. **Enter** "
        "lays every vendor's words side by side, **w** explains the score, **g** goes to the "
        "decision, **b** to the requirement. **v** lists the vendors with their own plans and "
        "references."
    )

    _drifted: Mapping[tuple[str, str], Sequence[DriftItem]] = MappingProxyType({})
    """What drifted, by vendor and requirement; made when the table is, not at every step."""

    def compose_body(self) -> ComposeResult:
        with Pane("Answers", id="table"):
            yield AnswerGrid(id="grid")
        yield Static(plain("\n").join([plain(line) for line in LEGEND]), id="legend")
        with Pane("Answer", id="focused"), VerticalScroll():
            yield Static(id="focused-text")

    def show(self) -> None:
        """Paint the table and the focused answer."""
        project, evaluation = self.project, self.evaluation
        vendors = list(project.vendors.values()) if project.requirements else []
        across = [Across(v.id, cut(one_line(v.label), CELL), CELL, "left") for v in vendors]
        self.query_one("#grid", Grid).show(across, answer_rows(project, evaluation))
        self.query_one("#table", Pane).entitle("Answers", summary(project))
        self._drifted = drifted_cells(project)
        self._show_focused()

    def _show_focused(self) -> None:
        project, evaluation = self.project, self.evaluation
        requirement, vendor = self.query_one("#grid", Grid).current
        pane, text = self.query_one("#focused", Pane), self.query_one("#focused-text", Static)
        if requirement not in project.requirements or vendor not in project.vendors:
            pane.entitle("Answer")
            text.update(plain(empty(project)))
            return
        asked, who = project.requirements[requirement], project.vendors[vendor]
        response = project.responses.get((vendor, requirement))
        cell = cell_of(evaluation, vendor, requirement)
        pane.entitle(f"{who.label} on {asked.code}", asked.title)
        lines = []
        if response is None:
            lines.append(plain(not_here(project, vendor), "$text-warning"))
        else:
            lines += [plain(f"▲ {one}", "$text-warning") for one in remarks(response)]
            graded = project.graded.get((vendor, requirement))
            lines.append(Content.assemble(plain(words(response, graded), "bold"), score_said(cell)))
            if own := as_received(response):
                lines.append(plain(" · ".join(own), "$text-primary"))
            lines += seen(graded, project.agreed.get((vendor, requirement)))
            if response.comment:
                lines.append(plain(f"“{response.comment}”"))
            if response.reference:
                lines.append(plain(f"see {response.reference}", "$text-muted"))
        drifted = self._drifted.get((vendor, requirement), [])
        lines += [plain(f"≈ {item.what}", "$text-primary") for item in drifted]
        text.update(Content("\n").join(lines))

    @on(Grid.Moved)
    def _moved(self) -> None:
        self._show_focused()

    @on(Grid.Chosen)
    def _side_by_side(self) -> None:
        """Every vendor's words for the focused requirement."""
        requirement = self.project.requirements.get(self.query_one("#grid", Grid).current[0])
        if requirement is not None:
            self.app.push_screen(
                SideBySide(
                    f"{requirement.code} {requirement.title}",
                    asked_lines(requirement),
                    said_by_all(self.project, self.evaluation, requirement.id),
                )
            )

    def action_next_remark(self) -> None:
        """The next answer that contradicts itself or could not be read."""
        project, grid = self.project, self.query_one("#grid", Grid)
        places = [
            (r, v)
            for r in project.requirements
            for v in project.vendors
            if (found := project.responses.get((v, r))) and remarks(found)
        ]
        if not places:
            toast(self.ossbuy, "No answer contradicts itself.")
            return
        order = {r: i for i, r in enumerate(project.requirements)}
        columns = {v: i for i, v in enumerate(project.vendors)}
        row, column = grid.current
        now = (order.get(row, -1), columns.get(column, -1))
        ahead = [p for p in places if (order[p[0]], columns[p[1]]) > now]
        grid.go_to(*(ahead or places)[0])

    def action_drift(self) -> None:
        """What differs in the files of the vendor under the cursor."""
        from ossbuy.tui.modals.drifted import Drifted

        vendor = self.query_one("#grid", Grid).current[1]
        if vendor in self.project.vendors:
            self.app.push_screen(Drifted(vendor, lambda r: self.select(f"{r}/{vendor}")))

    def action_words(self) -> None:
        """What the words of the vendor under the cursor were taken as."""
        from ossbuy.tui.modals.taken_as import TakenAs

        vendor = self.query_one("#grid", Grid).current[1]
        if vendor in self.project.vendors:
            self.app.push_screen(TakenAs(vendor))

    def action_received(self) -> None:
        """Every file received."""
        from ossbuy.tui.modals.received import Received

        self.app.push_screen(Received())

    def action_vendors(self) -> None:
        """Who is invited, with their plans and references."""
        from ossbuy.tui.modals.vendors import Vendors

        self.app.push_screen(Vendors())

    def focused_thing(self) -> str:
        """Requirement and vendor under the cursor."""
        return "/".join(self.query_one("#grid", Grid).current)

    def select(self, ident: str) -> bool:
        """Put the cursor on a requirement, a vendor, or both joined by a slash."""
        grid = self.query_one("#grid", Grid)
        requirement, _, vendor = ident.partition("/")
        if requirement in self.project.vendors:
            return grid.go_to(grid.current[0], requirement)
        return grid.go_to(requirement, vendor)

    def walk_forward(self) -> tuple[str, str] | None:
        """The vendor's place in the decision."""
        vendor = self.query_one("#grid", Grid).current[1]
        return ("decision", vendor) if vendor else None

    def walk_backward(self) -> tuple[str, str] | None:
        """The requirement that was asked."""
        requirement = self.query_one("#grid", Grid).current[0]
        return ("requirements", requirement) if requirement else None

    def why(self) -> tuple[str, ...] | None:
        """The score of the focused answer."""
        requirement, vendor = self.query_one("#grid", Grid).current
        known = cell_of(self.evaluation, vendor, requirement)
        return ("cell", vendor, requirement) if known else None


def score_said(cell: Cell | None) -> Content:
    """What counts of an answer, and who said so."""
    if cell is None or cell.adjusted is None:
        said = f"  · {cell.state}" if cell else ""
        return plain(said, "$text-warning")
    by = f", {cell.source}" if cell.source else ""
    return plain(f"  · counts {100 * cell.adjusted:.0f} %{by}", "$text-accent")


def not_here(project: Project, vendor: str) -> str:
    """Why there is no answer to show."""
    file = project.current_file(vendor, "answers")
    if file is None:
        return "This vendor has sent no answers yet."
    if file.id not in project.unsealed:
        at = stamp(file.received_at)
        many = f", {file.answered} of {file.asked} answered" if file.answered is not None else ""
        return f"Sealed since {at}{many}: opened after the weight lock (r, then o)."
    return "Unanswered: it counts for nothing and against nothing, and the total stays open."


def empty(project: Project) -> str:
    """What comes before there is anything here."""
    if not project.requirements:
        return "Nothing has been asked yet: write the requirements first (3)."
    if not project.vendors:
        return "No vendor has been invited yet: ossbuy receive takes in the files they send."
    return "There is no answer under the cursor."


def asked_lines(requirement: Requirement) -> list[Content]:
    """The requirement as it was put to the vendors."""
    lines = [plain(requirement.text, "bold")]
    if requirement.threshold:
        lines.append(plain(f"met when {requirement.threshold}", "$text-muted"))
    if requirement.verification:
        lines.append(plain(f"shown by {verified(requirement.verification)}", "$text-muted"))
    return lines


def said_by_all(project: Project, evaluation: Evaluation | None, requirement: str) -> list[Said]:
    """Every vendor's words for one requirement."""
    found = []
    for vendor in project.vendors.values():
        response = project.responses.get((vendor.id, requirement))
        if response is None:
            head, lines = plain(not_here(project, vendor.id), "$text-warning"), []
        else:
            cell = cell_of(evaluation, vendor.id, requirement)
            graded = project.graded.get((vendor.id, requirement))
            head = Content.assemble(plain(words(response, graded)), score_said(cell))
            lines = [*seen(graded), plain(response.comment or "no comment")]
            if response.reference:
                lines.append(plain(f"see {response.reference}", "$text-muted"))
            lines += [plain(one, "$text-primary") for one in as_received(response)]
            lines += [plain(f"▲ {one}", "$text-warning") for one in remarks(response)]
        agreed = project.agreed.get((vendor.id, requirement))
        if agreed is not None:
            reason = f"agreed {agreed.value:g} of 5: {agreed.reason}"
            lines.append(plain(reason, "$text-accent"))
        found.append(Said(vendor.label, head, tuple(lines)))
    return found
