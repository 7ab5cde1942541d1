"""Coverage on screen: pains and requirements seen from either side, what is left out first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.tui.text import plain
from ossbuy.tui.widgets.coverage_tables import TABLES, VIEWS, beside
from ossbuy.tui.widgets.grid import Grid
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.views import Views

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.model.project import Project
    from ossbuy.procedure.coverage import Covering


class CoverageView(Vertical):
    """The three tables of coverage, one at a time, with the words behind the cell beside it."""

    DEFAULT_CSS = """
    CoverageView {
        height: 1fr;
        & #cover-body { height: 1fr; }
        & #cover-beside { width: 38%; margin-left: 1; background: $surface; }
        & #cover-words, & #cover-parts { height: auto; }
        & #cover-parts { text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(view.key, f"view('{view.id}')", view.title, show=False, tooltip=tip)
            for view, tip in zip(
                VIEWS,
                (
                    "Each pain with what answers it",
                    "Each requirement with who asks for it",
                    "Which share of each pain asks in which section",
                ),
                strict=True,
            )
        ),
    ]
    HELP = (
        "**Coverage**, both ways. **p** lists the pains with the share of each that asks for "
        "anything, **a** the requirements with who asks for them, **m** how each pain is spread "
        "over the sections, in percent. ▲ and first in line is what nothing answers and what "
        "nobody asks for. A pain's links are shared out in proportion to their strength; through "
        "a cause it asks as far as the cause explains it. **Enter** goes to the link matrix, **o** "
        "asks the library, **v** or **Esc** goes back."
    )

    view: reactive[str] = reactive("pains", init=False)
    """Which table is shown."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._found: Covering | None = None

    def compose(self) -> ComposeResult:
        yield Views(VIEWS)
        with Horizontal(id="cover-body"):
            yield Grid(id="cover-grid")
            with VerticalScroll(id="cover-beside", can_focus=False):
                yield Static(id="cover-words")
                yield Static(id="cover-parts")

    def on_mount(self) -> None:
        """Mark the first table."""
        self.query_one(Views).current = self.view

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one("#cover-grid", Grid)

    def show_coverage(
        self, project: Project, evaluation: Evaluation | None, trouble: str = ""
    ) -> None:
        """Show the coverage of a project, or why there is none."""
        if evaluation is None:
            self._found = None
            self.grid.show([], [])
            self._say(trouble or "computing …", "")
            return
        from ossbuy.procedure.coverage import covering

        self._found = covering(project, evaluation)
        self._paint()

    def _paint(self) -> None:
        found = self._found
        if found is None:
            return
        across, down = TABLES[self.view](found)
        self.grid.whole_rows = self.view != "heat"
        self.grid.show(across, down)
        self._say(
            "",
            f"{_left(len(found.silent), len(found.pains), 'pains unanswered')} · "
            f"{_left(len(found.unasked), len(found.requirements), 'requirements unasked')}",
        )
        self._beside()

    def _say(self, instead: str, summary: str) -> None:
        if instead:
            self.query_one("#cover-words", Static).update(plain(instead))
            self.query_one("#cover-parts", Static).update(Content(""))
        if isinstance(pane := self.parent, Pane):
            pane.entitle("Coverage", summary)

    @on(Grid.Moved)
    def _beside(self) -> None:
        """The words behind the cell under the cursor."""
        if self._found is not None:
            said = beside(self._found, self.view, *self.grid.current)
            self.query_one("#cover-words", Static).update(said.words)
            self.query_one("#cover-parts", Static).update(Content("\n").join(said.lines))
            self.query_one("#cover-beside", VerticalScroll).scroll_home(animate=False)

    @on(Views.Chosen)
    def _chosen(self, event: Views.Chosen) -> None:
        self.view = event.view

    def watch_view(self) -> None:
        """Show the other table from its beginning."""
        self.query_one(Views).current = self.view
        self.grid.row = self.grid.column = 0
        self._paint()
        self.grid.focus()

    def action_view(self, view: str) -> None:
        """Show a table."""
        self.view = view

    @property
    def current(self) -> tuple[str, str]:
        """The pain or requirement under the cursor, and the section if one is meant."""
        row, column = self.grid.current
        return row, column if self.view == "heat" else ""

    def answer_to(self, pain: str) -> str:
        """The requirement that answers most of a pain; empty for none."""
        parts = self._found.answers(pain) if self._found else ()
        return parts[0].ident if parts else ""

    def go_to(self, ident: str) -> bool:
        """Put the cursor on a pain or requirement; whether it is there."""
        found = self._found
        if found is None:
            return False
        if ident in found.project.requirements:
            self.view = "asked"
        elif self.view == "asked":
            self.view = "pains"
        return self.grid.go_to(ident)


def _left(some: int, of_all: int, what: str) -> str:
    """``▲ 2 of 9 pains unanswered``."""
    return f"{'▲ ' if some else ''}{some} of {of_all} {what}"
