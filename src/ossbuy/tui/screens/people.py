"""People and voices: who sits where, whose words weigh, and who is hurt and not in the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.model import commands
from ossbuy.model.project import Project
from ossbuy.model.wording import worded
from ossbuy.tui.editing import Editing, adding, read
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.interview import Interview
from ossbuy.tui.numbers import count, percent
from ossbuy.tui.person_fields import interview_fields, person_fields
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.people_rows import (
    PROCESSES,
    ROSTER,
    gap_text,
    matrix_text,
    missing_text,
    process_rows,
    roster_rows,
)
from ossbuy.tui.widgets.person_card import person_card
from ossbuy.tui.widgets.ranking import Ranks

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.roster import Roster


class People(StageScreen):
    """The roster on the left, whose words weigh and who is missing on the right."""

    stage = "people"
    CSS_PATH = "people.tcss"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "name", "new", tooltip="Name somebody"),
        Binding("i", "interview", "interview", show=False, tooltip="Ask the person about the work"),
        Binding("delete", "remove", "remove", show=False, tooltip="Remove the person"),
        Binding("m", "map", "matrix", show=False, tooltip="Processes by people, and back"),
        Binding("c", "side", "side", show=False, tooltip="Card, air-gap, roster, where narrow"),
    ]
    HELP = (
        "**People** asks who in this room will use it eight hours a day. The roster stands by "
        "seat, daily users are marked ●; *severity* is the lowest, highest and median grade a "
        "person gave. The **air-gap** is the share of the trauma that daily users did not tell. "
        "Below it: who is hurt and not in the room. **Enter** edits a person, **n** names one, "
        "**i** asks about the work with the questions beside the form, **m** shows processes by "
        "people. What to try first in a proof of concept is how often (1 to 5) × points of its "
        "pains. **g** goes to what the person told."
    )

    mapped: reactive[bool] = reactive(False, init=False, toggle_class="-map")
    """Processes by people are shown instead of the roster."""
    beside: reactive[str] = reactive("", init=False)
    """On a narrow screen, ``card`` or ``side`` instead of the roster."""

    def __init__(self) -> None:
        super().__init__()
        self._roster: Roster | None = None
        self._ordered = False
        self._of: tuple[Project, Evaluation | None] | None = None

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with Pane("People", id="roster"):
                    yield Heads(ROSTER)
                    yield Listing(ROSTER, id="list")
                with Pane("Processes by people", id="matrix"), VerticalScroll(id="matrix-scroll"):
                    yield Static(id="matrix-text")
                with Pane("Person", id="person"), VerticalScroll(id="person-scroll"):
                    yield Static(id="person-text")
            with Vertical(id="side"):
                with Pane("Buyer's air-gap", id="gap"):
                    yield Static(id="gap-text")
                with Pane("Not in the room", id="missing"), VerticalScroll(id="missing-scroll"):
                    yield Static(id="missing-text")
                with Pane("Try first", id="first"):
                    yield Heads(PROCESSES)
                    yield Ranks(PROCESSES, id="processes")

    def show(self) -> None:
        """Paint roster, card, air-gap, who is missing and what to try first."""
        project, roster = self.project, self._reckon()
        listing = self.query_one("#list", Listing)
        listing.show(roster_rows(project, roster))
        if roster is not None and not self._ordered:
            # The rows found their order only now: begin at the first.
            self._ordered = True
            listing.highlighted = 0 if project.people else None
        said = count(len(project.people), "person", "people")
        if roster is not None and roster.gap.gap is not None:
            said += f" · air-gap {percent(roster.gap.gap)}"
        self.query_one("#roster", Pane).entitle("People", self.ossbuy.trouble or said)
        self.query_one("#missing-text", Static).update(missing_text(project, roster))
        gone = len(roster.absent) if roster else 0
        summary = count(gone, "person", "people") if roster else ""
        self.query_one("#missing", Pane).entitle("Not in the room", summary)
        self.query_one("#processes", Listing).show(process_rows(roster))
        self.query_one("#first", Pane).entitle("Try first", "how often 1–5 × points")
        self._show_card()
        self._draw()

    def _reckon(self) -> Roster | None:
        """Who told what; kept until the project or the evaluation changes."""
        project, evaluation = self.project, self.evaluation
        if self._of is None or self._of[0] is not project or self._of[1] is not evaluation:
            self._of, self._roster = (project, evaluation), None
            if evaluation is not None:
                from ossbuy.analysis.matrix.voices import voice_inputs  # numpy is loaded by now
                from ossbuy.analysis.roster import roster
                from ossbuy.exchange.interview import often_words

                inputs = voice_inputs(project, evaluation.matrix, often_words())
                self._roster = roster(evaluation, inputs)
        return self._roster

    def _show_card(self) -> None:
        person = self.project.people.get(self.query_one("#list", Listing).current)
        pane, text = self.query_one("#person", Pane), self.query_one("#person-text", Static)
        if person is None:
            pane.entitle("Person")
            text.update(plain("Nobody is named yet: n names the first."))
        else:
            pane.entitle(person.code, person.label)
            text.update(person_card(self.project, person, self._roster))

    def _draw(self) -> None:
        """Bar and matrix at the width there is."""
        roster = self._roster
        drawn = self.query_one("#gap-text", Static)
        word = worded("trauma", self.project.policy.trauma_word)
        drawn.update(
            plain("computing…", "$text-muted")
            if roster is None
            else gap_text(roster.gap, drawn.content_size.width or 40, word)
        )
        if self.mapped:
            matrix = self.query_one("#matrix-text", Static)
            width = matrix.content_size.width or self.size.width - 6
            matrix.update(matrix_text(self.project, roster, width))

    def on_resize(self) -> None:
        """Fit bar and matrix to the new width."""
        self.call_after_refresh(self._draw)

    def watch_mapped(self) -> None:
        """Draw the matrix when it appears."""
        self.query_one("#matrix-scroll" if self.mapped else "#list").focus()
        self.call_after_refresh(self._draw)

    def watch_beside(self) -> None:
        """Show card or air-gap instead of the roster."""
        self.set_class(self.beside == "card", "-card")
        self.set_class(self.beside == "side", "-side")
        to = {"": "#list", "card": "#person-scroll", "side": "#processes"}[self.beside]
        self.query_one(to).focus()
        self.call_after_refresh(self._draw)

    @on(Listing.OptionHighlighted, "#list")
    def _moved(self) -> None:
        self._show_card()

    @on(Listing.OptionSelected, "#list")
    def _edit(self) -> None:
        if person := self.project.people.get(self.focused_thing()):
            fields = person_fields(self.project, person)
            submit = Editing(self.ossbuy, "person", person.id)
            self.app.push_screen(Form(person.label, fields, submit))

    @on(Listing.OptionSelected, "#processes")
    def _explain(self) -> None:
        self._say_process()

    def _say_process(self) -> None:
        from ossbuy.tui.text import toast

        name = self.query_one("#processes", Listing).current
        for process in self._roster.processes if self._roster else ():
            if process.name == name:
                pains = ", ".join(self.project.label(p) for p in process.pains) or "no pain"
                said = f"{name}: {pains}, {process.points:.0f} points"
                if process.score is None:
                    said += f"; not ranked: {process.missing()}"
                else:
                    said += f" × {process.often} = {process.score:.0f}"
                toast(self.app, f"{said}.")

    def action_name(self) -> None:
        """Name somebody."""
        self.app.push_screen(Form("Who?", person_fields(self.project, None), self._named))

    def _named(self, typed: Mapping[str, str]) -> str:
        return adding(self.ossbuy, "person", lambda p: commands.add(p, "person", read(p, typed)))

    def action_interview(self) -> None:
        """Ask the focused person about the work."""
        if person := self.project.people.get(self.focused_thing()):
            fields = interview_fields(self.project, person)
            submit = Editing(self.ossbuy, "person", person.id)
            self.app.push_screen(Interview(f"{person.label} · {person.role}", fields, submit))

    def action_remove(self) -> None:
        """Remove the focused person, after a yes."""
        ident = self.focused_thing()
        if person := self.project.people.get(ident):
            self.ossbuy.ask(
                f"Remove {person.label}? What they told stays, without a name to it. "
                "The person stays in the history, and undo brings them back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: commands.remove(p, "person", ident)),
            )

    def action_map(self) -> None:
        """Roster or processes by people."""
        self.mapped = not self.mapped

    def action_side(self) -> None:
        """Card, air-gap, roster, where there is room for one."""
        sides = ("", "card", "side")
        self.beside = sides[(sides.index(self.beside) + 1) % len(sides)]

    def focused_thing(self) -> str:
        """The person under the cursor."""
        return self.query_one("#list", Listing).current

    def select(self, ident: str) -> bool:
        """Put the cursor on a person."""
        return self.query_one("#list", Listing).go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """The heaviest pain the person told."""
        pains = self._roster.of(self.focused_thing()).pains if self._roster else ()
        return ("trauma", pains[0]) if pains else None

    def walk_backward(self) -> tuple[str, str] | None:
        """The same: a person is where a pain comes from."""
        return self.walk_forward()

    def why(self) -> tuple[str, ...] | None:
        """The index of the heaviest pain the person told."""
        target = self.walk_forward()
        return ("pain", target[1]) if target else None

    def back(self) -> bool:
        """Close the matrix or go back to the roster."""
        if self.beside or self.mapped:
            self.beside, self.mapped = "", False
            return True
        return False
