"""The link matrix: which pain or cause asks for which section or requirement, and how strongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from ossbuy.model import commands
from ossbuy.model.project import Project
from ossbuy.tui.covering import path_of
from ossbuy.tui.naming import coded, words_of
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.grid import Grid
from ossbuy.tui.widgets.link_table import SUM, link_table
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.tui.app import OssbuyApp

WORDS = {9: "strong", 3: "medium", 1: "weak", 0: "none"}
FIND = "P12 C4.3 goes there; other words keep the rows that hold them"
LEGEND = "9 strong  3 medium  1 weak  0 none   ↵ a section's requirements   ▲ nobody asks"


class LinkMatrix(Grid):
    """The matrix; 9, 3, 1 and 0 set the strength under the cursor and move on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(s), f"link({s})", word, show=False, tooltip=f"Link: {word}")
            for s, word in WORDS.items()
        ),
        *(Binding(str(d), f"unknown({d})", show=False) for d in (2, 4, 5, 6, 7, 8)),
        Binding("enter", "choose", "open section", show=False),
        Binding("backspace", "up", "back to the sections", show=False),
        Binding("slash", "find", "find", show=False, tooltip="Go to an id, or keep some rows"),
    ]
    HELP = (
        "**Link matrix**: pains and causes down, sections across. **9**, **3**, **1** and **0** "
        "say how strongly the row asks for the column (strong, medium, weak, not at all) and move "
        "on. A pain's trauma is shared out over its links in proportion, so many links make "
        "nothing heavier. A pain and its own cause carry the same trauma: only one may be linked. "
        "**Enter** opens a section's requirements, **Esc** goes back, **w** explains the weight. "
        "**/** goes to ids (a row, a column, or both: P12 C4.3) and keeps the rows that hold any "
        "other words. ▲ at a row: it asks for nothing; ▲ below a column: nobody asks for it."
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._project = Project()
        self._evaluation: Evaluation | None = None
        self._section = ""
        self._words = ""

    def show_links(self, project: Project, evaluation: Evaluation | None) -> None:
        """Show the links of a project."""
        self._project, self._evaluation = project, evaluation
        if self._section not in project.sections:
            self._section = ""
        table = link_table(project, evaluation, self._section, self._words)
        self.show(table.across, table.down, table.foot)
        if isinstance(pane := self.parent, Pane):
            where = project.sections.get(self._section)
            name = f"Links · {where.code} {where.title}" if where else "Links"
            empty = not project.sections or not (project.pains or project.causes)
            kept = sum(not row.heading for row in table.down)
            summary = f"{kept} rows with “{self._words}” · Esc shows all" if self._words else LEGEND
            pane.entitle(name, "needs pains and sections first" if empty else summary)

    def find(self, text: str) -> None:
        """Go to the ids in a text, and keep only the rows that hold its other words."""
        project, others = self._project, []
        row = column = ""
        for word in text.split():
            source = project.by_code("pains", word) or project.by_code("causes", word)
            target = project.by_code("requirements", word) or project.by_code("sections", word)
            row, column = source or row, target or column
            if not source and not target:
                others.append(word)
        self._words = " ".join(others)
        if column:
            path = path_of(project, column)
            self._section = path[-1] if len(path) > 1 else ""
        self.show_links(project, self._evaluation)
        self.go_to(row or self.current[0], column or self.current[1])

    @property
    def filtered(self) -> bool:
        """Whether only some rows are shown."""
        return bool(self._words)

    def action_find(self) -> None:
        """To the words to look for."""
        self.post_message(self.Find())

    class Find(Message):
        """Somebody wants to look for something."""

    def said(self) -> Content:
        """The row, the column and the strength under the cursor, in words."""
        source, target = self.current
        project = self._project
        if not source:
            return plain("No pain and no cause holds these words." if self._words else "")
        name = coded(project.label(source), words_of(project, source))
        if target in ("", SUM):
            return name
        strength = project.links.get((source, target), 0)
        return Content.assemble(
            name,
            plain(" → ", "$text-muted"),
            coded(project.label(target), words_of(project, target)),
            plain(f"  {strength} {WORDS[strength]}", "bold $text-accent" if strength else ""),
        )

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

    def action_unknown(self, digit: int) -> None:
        """A digit that is no strength."""
        cast("OssbuyApp", self.app).do(
            lambda p: commands.set_link(p, self.current[0], self.current[1], digit)
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


class Links(Pane):
    """The matrix with the words to look for above it and, below, its cell in words."""

    DEFAULT_CSS = """
    Links {
        #link-said { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #link-words { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("Links", id=id)

    def compose(self) -> ComposeResult:
        yield Input(placeholder=FIND, id="link-words", classes="field", compact=True)
        yield LinkMatrix(id="matrix")
        yield Static(id="link-said")

    @property
    def matrix(self) -> LinkMatrix:
        """The matrix."""
        return self.query_one(LinkMatrix)

    @on(LinkMatrix.Find)
    def _find(self) -> None:
        words = self.query_one("#link-words", Input)
        words.display = True
        words.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self.matrix.find(event.value)
        self.say()

    @on(Input.Submitted)
    def _found(self) -> None:
        if not self.matrix.filtered:
            self._end()
        self.matrix.focus()

    def _end(self) -> None:
        """Nothing is looked for any more; the cursor stays where it went."""
        words = self.query_one("#link-words", Input)
        with words.prevent(Input.Changed):
            words.value = ""
        words.display = False

    @on(Grid.Moved)
    def say(self) -> None:
        """Say in words what is under the cursor."""
        self.query_one("#link-said", Static).update(self.matrix.said())

    def show_links(self, project: Project, evaluation: Evaluation | None) -> None:
        """Show the links of a project."""
        self.matrix.show_links(project, evaluation)
        self.say()

    def back(self) -> bool:
        """End the search, or leave the open section; whether there was either."""
        words = self.query_one("#link-words", Input)
        if words.has_focus or words.value:
            self._end()
            self.matrix.find("")
            self.matrix.focus()
            return True
        return self.matrix.up()
