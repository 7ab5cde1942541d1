"""Requirements: what is asked for, by whom, and how it will be shown."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.model.requirement import Requirement
from ossbuy.tui.covering import asked_by, orphans, path_of, under, weight_line
from ossbuy.tui.requirement_forms import edit, over, remove, reword, write, write_section
from ossbuy.tui.screens.coverage import CoverageView
from ossbuy.tui.screens.links import LinkMatrix, Links
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.card_pane import CardPane
from ossbuy.tui.widgets.grid import Grid
from ossbuy.tui.widgets.listing import Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.reader import Reader
from ossbuy.tui.widgets.requirement_rows import (
    ITEMS,
    SECTIONS,
    hint,
    requirement_row,
    section_row,
    section_tree,
)
from ossbuy.tui.widgets.wanted import wanted

ALL = "*"
"""The row of the tree under which every requirement is listed."""
FOCUS = {"lists": "#tree", "links": "#matrix", "coverage": "#cover-grid"}
"""What has the focus first in each view."""
MOST_LISTED = 400
"""With more requirements than this the list begins with one section, to stay quick."""


class Requirements(StageScreen):
    """Sections on the left, their requirements in the middle, the card on the right."""

    stage = "requirements"
    CSS_PATH = "requirements.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "write", "new", show=False, tooltip="Write a new requirement here"),
        Binding("l", "see('links')", "links", tooltip="Link matrix: which pain asks for what"),
        Binding("v", "see('coverage')", "coverage", show=False, tooltip="What answers which pain"),
        Binding("i,I", "over('library')", "library", show=False, tooltip="Pull from the library"),
        Binding("o", "over('proposals')", "proposals", show=False, tooltip="For unanswered pains"),
        Binding("t", "over('file')", "file", show=False, tooltip="Take in a requirement matrix"),
        Binding("p", "over('taking')", "paste", show=False, tooltip="Take in pasted requirements"),
        Binding("r", "reword", "reword", show=False, tooltip="Take the proposed wording"),
        Binding("R", "over('wording')", "wording", show=False, tooltip="Wordings to mend first"),
        Binding("h", "next_hit", "next hit", show=False, tooltip="The next questionable wording"),
        Binding("N", "new_section", "new section", show=False),
        Binding("delete", "remove", "remove", show=False, tooltip="Remove the focused thing"),
        Binding("c", "card", "card", show=False, tooltip="The focused thing's card, where narrow"),
    ]
    HELP = (
        "**Requirements** lists what is asked for. Each line: ■ for a gate (pass or fail, outside "
        "the sum), ▲ where the text can be read in two ways, how much it is wanted (never a "
        "weight), what it weighs in quality, and the pains that ask for it. **Enter** edits, **n** "
        "writes a new one, **t** takes in anybody's matrix, **p** pasted ones, **i** opens the "
        "library. **r** takes the wording the card proposes, **R** walks through those that "
        "matter most. **l** opens the link matrix, **v** the coverage, **o** proposes answers to "
        "pains that have none. **g** goes to the vendors' answers, **b** to the pain. Shown by: D "
        "document, S scripted demo, P proof of concept on own data, T load or fail test, R "
        "reference call, K reference KPI, A audit or sample, C contract term."
    )

    view: reactive[str] = reactive("lists", init=False)
    """``lists``, or instead of them ``links`` (the matrix) or ``coverage``."""
    carded: reactive[bool] = reactive(False, init=False, toggle_class="-card")
    """On a narrow screen the card is shown instead of the lists."""

    def __init__(self) -> None:
        super().__init__()
        self._summary = self._advice = ""
        self._entered = False

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="lists"):
            with Pane("Sections", id="sections"):
                yield Heads(SECTIONS)
                yield Listing(SECTIONS, id="tree")
            with Pane("Requirements", id="items"):
                yield Heads(ITEMS)
                yield Listing(ITEMS, id="list")
                yield Static(id="said")
            yield CardPane(id="card")
        yield Reader()
        yield Links(id="links")
        with Pane("Coverage", id="coverage"):
            yield CoverageView(id="cover")

    def show(self) -> None:
        """Paint what is seen: the link matrix, or tree, list and card."""
        project, evaluation = self.project, self.evaluation
        if self.view == "links":
            self.query_one(Links).show_links(project, evaluation)
            return
        if self.view == "coverage":
            self.query_one(CoverageView).show_coverage(project, evaluation, self.ossbuy.trouble)
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
        lost = len(orphans(project))
        counted = wanted(project)
        summary = counted.summary() + (f" · ▲ {lost} unasked" if lost else "")
        self.query_one("#sections", Pane).entitle("Sections", str(len(project.sections)))
        self._summary, self._advice = self.ossbuy.trouble or summary, counted.advice()
        self._show_list()
        self.query_one(Reader).read(project)

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
        reader, rows = self.query_one(Reader), []
        for r in inside:
            weight = line.blended if (line := lines[r.id]) else None
            rows.append(requirement_row(project, r, weight, most, reader.hits(r)))
        self.query_one("#list", Listing).show(rows)
        where = project.sections.get(section)
        self.query_one("#items", Pane).entitle(where.code if where else "All", self._summary)
        self.query_one("#said", Static).update(hint(project, rows, self._advice))
        self._show_card()

    def _show_card(self) -> None:
        ident = self.focused_thing() or self.query_one("#list", Listing).current
        card, reader = self.query_one(CardPane), self.query_one(Reader)
        card.show_thing(self.project, self.evaluation, ident, reader)

    @on(Reader.Read)
    def _was_read(self) -> None:
        if self.view == "lists":
            self._show_list()

    def action_reword(self) -> None:
        """Take what is proposed for the hit the card shows."""
        hit, ident = self.query_one(CardPane).hit, self.query_one("#list", Listing).current
        if self.view == "lists" and hit is not None:
            reword(self.ossbuy, ident, hit, self.query_one(Reader).language(ident))

    def action_next_hit(self) -> None:
        """Show the next hit of the requirement in full."""
        self.query_one(CardPane).next_hit()
        self._show_card()

    @on(Grid.Chosen)
    def _link_it(self) -> None:
        """From what is left out to where it is mended."""
        row, column = self.query_one(CoverageView).current
        self.view = "links"
        target = row if row in self.project.requirements else column
        self.query_one(LinkMatrix).show_pair(row, target)

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
        edit(self.ossbuy, self.focused_thing())

    def action_write(self) -> None:
        """A new requirement in the section under the cursor."""
        write(self.ossbuy, self.focused_thing())

    def action_new_section(self) -> None:
        """A new section."""
        write_section(self.ossbuy)

    def action_over(self, what: str) -> None:
        """Open a window over the screen, about what is under the cursor where it matters."""
        over(self.ossbuy, what, self._row())

    def action_remove(self) -> None:
        """Remove the focused requirement or section, after a yes."""
        if self.view == "lists":
            remove(self.ossbuy, self.focused_thing())

    def watch_view(self) -> None:
        """What was not seen was not painted: catch up."""
        # Shown and hidden one by one: a class on the screen would style everything anew.
        with self.app.batch_update():
            for name in FOCUS:
                self.query_one(f"#{name}").display = self.view == name
            self.show()
            self.query_one(FOCUS[self.view]).focus()

    def action_see(self, view: str) -> None:
        """The link matrix or the coverage, and back."""
        self.view = "lists" if self.view == view else view

    def action_card(self) -> None:
        """Card or lists, where there is no room for both."""
        if self.view == "lists":
            self.carded = not self.carded

    def _row(self) -> str:
        """The pain, cause or requirement under the cursor, whatever the view."""
        if self.view == "links":
            return self.query_one(LinkMatrix).current[0]
        return self.focused_thing()

    def focused_thing(self) -> str:
        """The link's target, the requirement or the section under the cursor."""
        if self.view == "links":
            return self.query_one(LinkMatrix).current[1]
        if self.view == "coverage":
            return self.query_one(CoverageView).current[0]
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
        self.view = "lists"
        if ident in self.project.sections:
            tree.focus()
            return tree.go_to(ident)
        if ident not in {row.id for row in requirements.rows}:
            tree.go_to(path[1])
            self._show_list()
        requirements.focus()
        return requirements.go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """A requirement's answers; a section's weight; what answers a pain most."""
        ident = self.focused_thing()
        if ident in self.project.pains:
            best = self.query_one(CoverageView).answer_to(ident)
            return ("requirements", best) if best else None
        if ident in self.project.requirements:
            return ("answers", ident)
        return ("weights", path_of(self.project, ident)[-1]) if ident else None

    def walk_backward(self) -> tuple[str, str] | None:
        """The cause or pain that asks for it most; a pain itself."""
        if (ident := self.focused_thing()) in self.project.pains:
            return ("trauma", ident)
        for source in asked_by(self.project, ident):
            return ("causes" if source in self.project.causes else "trauma", source)
        return None

    def why(self) -> tuple[str, ...] | None:
        """The weight of the focused requirement or section; in the matrix, of the pain too."""
        ident = self.focused_thing()
        if self.view == "links" and (ref := self.query_one(LinkMatrix).why()):
            return ref
        if ident in self.project.pains:
            return ("pain", ident)
        return ("weight", ident) if weight_line(self.evaluation, ident) else None

    def back(self) -> bool:
        """Close the matrix (or go up in it), the coverage or the card."""
        if self.view != "lists":
            if self.view == "coverage" or not self.query_one(Links).back():
                self.view = "lists"
            return True
        if self.carded:
            self.carded = False
            return True
        return False
