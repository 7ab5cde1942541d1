"""Requirements: what is asked for, by whom, and how it will be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.model import commands
from ossbuy.model.events import Act
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement, Section
from ossbuy.tui.covering import asked_by, orphans, path_of, under, weight_line
from ossbuy.tui.editing import Editing, fields_for, read
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count
from ossbuy.tui.requirement_fields import REQUIREMENT, SECTION, points_field, points_typed
from ossbuy.tui.screens.links import LinkMatrix
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.listing import Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.requirement_card import requirement_card, section_card
from ossbuy.tui.widgets.requirement_rows import (
    ITEMS,
    SECTIONS,
    requirement_row,
    section_row,
    section_tree,
)

ALL = "*"
"""The row of the tree under which every requirement is listed."""
MOST_LISTED = 400
"""With more requirements than this the list begins with one section, to stay quick."""


class Requirements(StageScreen):
    """Sections on the left, their requirements in the middle, the card on the right."""

    stage = "requirements"
    CSS_PATH = "requirements.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "write", "new", show=False, tooltip="Write a new requirement here"),
        Binding("l", "links", "links", tooltip="Link matrix: which pain asks for what"),
        Binding("N", "new_section", "new section", show=False),
        Binding("delete", "remove", "remove", show=False, tooltip="Remove the focused thing"),
        Binding("c", "card", "card", show=False, tooltip="The focused thing's card, where narrow"),
    ]
    HELP = (
        "**Requirements** lists what is asked for. Each line: ■ for a gate (pass or fail, outside "
        "the sum), how much it is wanted (never a weight), what it weighs in quality, and the "
        "pains that ask for it; ▲ means nobody does. **Enter** edits, **n** writes a new one, "
        "**l** opens the link matrix, **g** goes to the vendors' answers, **b** to the pain. "
        "Shown by: D document, S scripted demo, P proof of concept on own data, T load or fail "
        "test, R reference call, K reference KPI, A audit or sample, C contract term."
    )

    linking: reactive[bool] = reactive(False, init=False, toggle_class="-links")
    """The link matrix is shown instead of the lists."""
    carded: reactive[bool] = reactive(False, init=False, toggle_class="-card")
    """On a narrow screen the card is shown instead of the lists."""

    def __init__(self) -> None:
        super().__init__()
        self._summary = ""
        self._entered = False

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            with Pane("Sections", id="sections"):
                yield Heads(SECTIONS)
                yield Listing(SECTIONS, id="tree")
            with Pane("Requirements", id="items"):
                yield Heads(ITEMS)
                yield Listing(ITEMS, id="list")
                yield Static(id="said")
            with Pane("Requirement", id="card"), VerticalScroll(id="card-scroll"):
                yield Static(id="card-text")
            with Pane("Links", id="links"):
                yield LinkMatrix(id="matrix")

    def show(self) -> None:
        """Paint what is seen: the link matrix, or tree, list and card."""
        project, evaluation = self.project, self.evaluation
        if self.linking:
            self.query_one(LinkMatrix).show_links(project, evaluation)
            return
        self.query_one("#tree", Listing).show(
            [
                *([Row(ALL, (plain("All"), plain("100.0 %")))] if project.requirements else []),
                *(section_row(project, s, deep, evaluation) for s, deep in section_tree(project)),
            ]
        )
        if not self._entered and project.requirements:
            self._entered = True
            if len(project.requirements) > MOST_LISTED:
                self.query_one("#tree", Listing).highlighted = 1
        lost = orphans(project)
        summary = count(len(project.requirements), "requirement")
        if gates := sum(r.gate for r in project.requirements.values()):
            summary += f" · {count(gates, 'gate')}"
        if lost:
            summary += f" · ▲ {len(lost)} nobody asks for"
        self.query_one("#sections", Pane).entitle("Sections", str(len(project.sections)))
        self._summary = self.ossbuy.trouble or summary
        self._show_list()

    def _inside(self) -> list[Requirement]:
        section = self.query_one("#tree", Listing).current
        if section == ALL:
            return list(self.project.requirements.values())
        return [self.project.requirements[r] for r in under(self.project, section)]

    def _show_list(self) -> None:
        project, evaluation = self.project, self.evaluation
        section = self.query_one("#tree", Listing).current
        inside = self._inside()
        lines = {r.id: weight_line(evaluation, r.id) for r in inside}
        most = max((line.blended for line in lines.values() if line), default=0.0)
        rows = []
        for r in inside:
            line = lines[r.id]
            rows.append(requirement_row(project, r, line.blended if line else None, most))
        self.query_one("#list", Listing).show(rows)
        where = project.sections.get(section)
        name = f"{where.code} {where.title}" if where else "All requirements"
        self.query_one("#items", Pane).entitle(name, self._summary)
        hint = (
            "■ gate  ▲ nobody asks  weighs: share of quality"
            if rows
            else "Nothing stands here yet: press n to write the first requirement."
            if project.sections
            else "Press N to name the first section, then n to write a requirement in it."
        )
        self.query_one("#said", Static).update(plain(hint))
        self._show_card()

    def _show_card(self) -> None:
        project = self.project
        ident = self.focused_thing() or self.query_one("#list", Listing).current
        card, text = self.query_one("#card", Pane), self.query_one("#card-text", Static)
        line = weight_line(self.evaluation, ident)
        if requirement := project.requirements.get(ident):
            card.entitle(requirement.code, requirement.title)
            text.update(requirement_card(project, requirement, line))
        elif section := project.sections.get(ident):
            card.entitle(section.code, section.title)
            text.update(section_card(project, section, line))
        else:
            card.entitle("Requirement")
            text.update(plain("Nothing is asked for yet. The pains and their causes come first."))

    @on(Listing.OptionHighlighted, "#tree")
    def _other_section(self) -> None:
        self._show_list()

    @on(Listing.OptionHighlighted, "#list")
    def _other_requirement(self) -> None:
        self._show_card()

    def on_descendant_focus(self) -> None:
        """The card follows the focus between tree and list."""
        self._show_card()

    @on(Listing.OptionSelected)
    def _edit(self) -> None:
        project, ident = self.project, self.focused_thing()
        if requirement := project.requirements.get(ident):
            self._open(requirement, "requirement", REQUIREMENT)
        elif section := project.sections.get(ident):
            self._open(section, "section", SECTION)

    def _open(self, thing: Requirement | Section, family: str, layout: tuple[Field, ...]) -> None:
        fields = fields_for(self.project, thing, layout, self._choices())
        fields.append(points_field(self.project, thing.id))

        def also(project: Project, typed: Mapping[str, str]) -> list[Act]:
            return points_typed(project, thing.id, typed)

        submit = Editing(self.ossbuy, family, thing.id, also)
        self.app.push_screen(Form(f"{thing.code} {thing.title}", fields, submit))

    def _choices(self) -> Mapping[str, tuple[str, ...]]:
        codes = tuple(s.code for s in self.project.sections.values())
        return {"section": codes, "parent": codes}

    def action_write(self) -> None:
        """A new requirement in the section under the cursor."""
        here = path_of(self.project, self.focused_thing())
        inside = next((node for node in here if node in self.project.sections), "")
        section = self.project.sections.get(inside or next(iter(self.project.sections), ""))
        if section is None:
            self.action_new_section()
            return
        fields = fields_for(self.project, None, REQUIREMENT, self._choices())
        fields = [f for f in fields if f.name != "section"]

        def written(typed: Mapping[str, str]) -> str:
            own = {**typed, "section": section.code}
            return self.ossbuy.attempt(lambda p: commands.add(p, "requirement", read(p, own)))

        self.app.push_screen(Form(f"What shall it do? ({section.code})", fields, written))

    def action_new_section(self) -> None:
        """A new section."""
        fields = fields_for(self.project, None, SECTION, self._choices())
        self.app.push_screen(
            Form(
                "A new section",
                fields,
                lambda typed: self.ossbuy.attempt(
                    lambda p: commands.add(p, "section", read(p, typed))
                ),
            )
        )

    def action_remove(self) -> None:
        """Remove the focused requirement or section, after a yes."""
        project, ident = self.project, self.focused_thing()
        family = "requirement" if ident in project.requirements else "section"
        thing = project.requirements.get(ident) or project.sections.get(ident)
        if thing is None or self.linking:
            return
        self.ossbuy.ask(
            f"Remove {thing.code} {thing.title} with its links and its stated weight? "
            "It stays in the history, and undo brings it back.",
            "Remove",
            lambda: self.ossbuy.do(lambda p: commands.remove(p, family, ident)),
        )

    def watch_linking(self) -> None:
        """What was not seen was not painted: catch up."""
        self.show()

    def action_links(self) -> None:
        """The link matrix, and back."""
        self.linking = not self.linking
        self.query_one("#matrix" if self.linking else "#tree").focus()

    def action_card(self) -> None:
        """Card or lists, where there is no room for both."""
        if not self.linking:
            self.carded = not self.carded

    def focused_thing(self) -> str:
        """The link's target, the requirement or the section under the cursor."""
        if self.linking:
            return self.query_one(LinkMatrix).current[1]
        requirements = self.query_one("#list", Listing)
        tree = self.query_one("#tree", Listing)
        section = "" if tree.current == ALL else tree.current
        return section if tree.has_focus else requirements.current or section

    def select(self, ident: str) -> bool:
        """Put the cursor on a requirement or a section."""
        tree, requirements = self.query_one("#tree", Listing), self.query_one("#list", Listing)
        path = path_of(self.project, ident)
        if not path:
            return False
        self.linking = False
        if ident in self.project.sections:
            tree.focus()
            return tree.go_to(ident)
        if ident not in {row.id for row in requirements.rows}:
            tree.go_to(path[1])
            self._show_list()
        requirements.focus()
        return requirements.go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """A requirement's answers; a section's weight."""
        ident = self.focused_thing()
        if ident in self.project.requirements:
            return ("answers", ident)
        return ("weights", path_of(self.project, ident)[-1]) if ident else None

    def walk_backward(self) -> tuple[str, str] | None:
        """The cause or pain that asks for it most."""
        for source in asked_by(self.project, self.focused_thing()):
            return ("causes" if source in self.project.causes else "trauma", source)
        return None

    def why(self) -> tuple[str, ...] | None:
        """The weight of the focused requirement or section; in the matrix, of the pain too."""
        ident = self.focused_thing()
        if self.linking and (ref := self.query_one(LinkMatrix).why()):
            return ref
        return ("weight", ident) if weight_line(self.evaluation, ident) else None

    def back(self) -> bool:
        """Close the matrix (or go up in it) or the card."""
        if self.linking:
            if not self.query_one(LinkMatrix).up():
                self.action_links()
            return True
        if self.carded:
            self.carded = False
            return True
        return False
