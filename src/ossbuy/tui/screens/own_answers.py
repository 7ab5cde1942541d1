"""Our answers: gaps first, one answer in full, who has it, what an earlier bid said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.exchange.errors import BadFile
from ossbuy.model.bid import Level
from ossbuy.model.events import Refused
from ossbuy.procedure.bidding.doubts import doubts
from ossbuy.procedure.bidding.reusing import Proposal, proposals, read_earlier, take_over
from ossbuy.store.errors import StoreError
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count
from ossbuy.tui.selling import SellScreen, answer_form, task_form
from ossbuy.tui.text import toast
from ossbuy.tui.widgets.listing import Heads, Listing, Row
from ossbuy.tui.widgets.own_answer import COLUMNS, answer_card, answer_row, order
from ossbuy.tui.widgets.pane import Pane

SHOWN = ("all", "gaps", "tasks", "mine")


class OwnAnswers(SellScreen):
    """The list of requirements with our answers, and the card of one."""

    stage = "own_answers"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "task", "task", tooltip="Who answers this by when"),
        Binding("f", "filter", "filter", tooltip="All, only gaps, tasks not done, mine"),
        Binding("r", "reuse", "reuse", show=False, tooltip="Take over the proposal on the card"),
        Binding("R", "earlier", "earlier bid", tooltip="Propose answers of an earlier bid"),
        Binding("i", "collect", "take in", show=False, tooltip="Take in a colleague's workbook"),
        Binding("c", "card", "card", show=False, tooltip="The card, where narrow"),
    ]
    HELP = (
        "**Answers** lists what is asked, gaps first: ○ not answered, ▲ something does not fit "
        "together, ✔ answered; ■ pass or fail. **Enter** answers, **t** says who answers by when, "
        "**f** shows all, only gaps, tasks not done, or those that are mine. **R** reads an "
        "earlier bid, an `.ossbuy` file or an answers workbook, and proposes its likest answers; "
        "**r** takes over "
        "the one on the card, and where it comes from stays in this file. **i** takes in what a "
        "colleague typed into a copy of the pack."
    )

    carded: reactive[bool] = reactive(False, init=False, toggle_class="-card")
    """On a narrow screen the card is shown instead of the list."""
    shown: reactive[str] = reactive("all", init=False)
    """One of ``SHOWN``."""

    def __init__(self) -> None:
        super().__init__()
        self._source = ""
        self._offered: tuple[Proposal, ...] = ()
        self._proposed: dict[str, Proposal] = {}
        self._doubts: dict[str, list[str]] = {}
        self._open: set[str] = set()
        """What was unanswered when the list was shown last."""

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="lists"):
            with Pane("Answers", id="items"):
                yield Heads(COLUMNS)
                yield Listing(COLUMNS, id="list")
            with Pane("Requirement", id="card"), VerticalScroll(id="card-scroll"):
                yield Static(id="card-text")

    def show(self) -> None:
        """Paint the list and the card."""
        found, project = self.assessment, self.project
        if found is None:
            return
        self._doubts = {}
        for doubt in doubts(project):
            self._doubts.setdefault(doubt.requirement, []).append(doubt.said)
        self._propose()
        rows = [
            answer_row(project, r, found.answers[r.id], self._doubts, self._proposed.get(r.id))
            for r in order(project, found.answers)
            if self._is_shown(r.id)
        ]
        self._list(rows)
        left = len(found.unfinished_tasks)
        parts = [f"{found.answered} of {len(found.answers)}"]
        if self._doubts:
            parts.append(f"▲ {len(self._doubts)}")
        if left:
            parts.append(f"{count(left, 'task')} left")
        if self._proposed:
            parts.append(f"{count(len(self._proposed), 'proposal')}")
        if self.shown != "all":
            parts.append(f"only {self.shown}")
        self.query_one("#items", Pane).entitle("Answers", " · ".join(parts))
        self._show_card()

    def _list(self, rows: list[Row]) -> None:
        """List the rows; from a gap that was just filled the cursor goes on to the next one."""
        listing = self.query_one("#list", Listing)
        at, were = listing.current, [row.id for row in listing.rows]
        open_ = set(self.assessment.unanswered) if self.assessment else set()
        listing.show(rows)
        if at in self._open and at not in open_:
            after = were[were.index(at) + 1 :] if at in were else []
            following = next((ident for ident in after if ident in open_), "")
            listing.go_to(following or next((i for i in were if i in open_), at))
        self._open = open_

    def _is_shown(self, ident: str) -> bool:
        found = self.assessment
        assert found is not None
        if self.shown == "gaps":
            return found.answers[ident].level is Level.UNANSWERED or ident in self._doubts
        if self.shown == "tasks":
            return ident in found.unfinished_tasks
        if self.shown == "mine":
            mine = found.project.tasks.get(ident)
            who = self.ossbuy.actor or self.ossbuy.workspace.actor
            return mine is not None and not mine.done and mine.person.casefold() == who.casefold()
        return True

    def _propose(self) -> None:
        """What the earlier bid offers for what is still open; compared once, when it is read."""
        open_ = set(self.assessment.unanswered) if self.assessment else set()
        self._proposed = {p.requirement: p for p in self._offered if p.requirement in open_}

    def _show_card(self) -> None:
        ident, project = self.focused_thing(), self.project
        asked = project.requirements.get(ident)
        card = self.query_one("#card", Pane)
        card.entitle(asked.code if asked else "Requirement", asked.title if asked else "")
        self.query_one("#card-text", Static).update(
            answer_card(
                project,
                ident,
                self._doubts.get(ident, ()),
                self._proposed.get(ident),
                self._source,
            )
        )

    @on(Listing.OptionHighlighted)
    def _other(self) -> None:
        self._show_card()

    @on(Listing.OptionSelected)
    def _edit(self) -> None:
        if form := answer_form(self.ossbuy, self.focused_thing()):
            self.app.push_screen(form)

    def action_task(self) -> None:
        """Who answers the focused requirement."""
        if form := task_form(self.ossbuy, self.focused_thing()):
            self.app.push_screen(form)

    def action_filter(self) -> None:
        """All, only gaps, only tasks."""
        self.shown = SHOWN[(SHOWN.index(self.shown) + 1) % len(SHOWN)]
        self.show()

    def action_card(self) -> None:
        """Card or list, where there is no room for both."""
        self.carded = not self.carded

    def action_collect(self) -> None:
        """Take in answers that a colleague typed into a copy of the pack."""
        from ossbuy.tui.modals.taking_answers import collect_answers  # reads: not before asked

        collect_answers(self.ossbuy)

    def action_reuse(self) -> None:
        """Take over the proposal the card shows."""
        proposal = self._proposed.get(self.focused_thing())
        if proposal is None:
            here = "Nothing is proposed here."
            toast(self.app, here if self._source else "Press R and name an earlier bid.")
        elif self.ossbuy.do(lambda project: take_over(project, [proposal], self._source)):
            toast(self.app, f"Taken over from {self._source}.")

    def action_earlier(self) -> None:
        """Ask for an earlier bid, and how alike what is taken over at once must be."""
        fields = (
            Field("path", "Earlier bid", hint="An .ossbuy bid of yours or an answers workbook"),
            Field("above", "Take over above", hint="Percent alike, such as 95; empty takes none"),
        )
        self.app.push_screen(Form("Answers of an earlier bid", fields, self._read_earlier))

    def _read_earlier(self, typed: Mapping[str, str]) -> str:
        path = Path(typed.get("path", "").strip()).expanduser()
        if not path.is_file():
            return f"{path}: there is no such file; check the path."
        above = typed.get("above", "").replace("%", "").strip()
        try:
            least = float(above) / 100 if above else None
        except ValueError:
            return f"Take over above is {above[:20]!r}: write a percentage such as 95."
        try:
            source, given = read_earlier(path, self.ossbuy.actor)
        except (BadFile, Refused, StoreError) as no:
            return str(no)
        self._source, self._offered = source, proposals(self.project, given)
        self._propose()
        taken = [
            p
            for p in self._proposed.values()
            if least is not None and p.likeness >= least and not p.numbers
        ]
        if taken and (
            no_ := self.ossbuy.attempt(lambda project: take_over(project, taken, source))
        ):
            return no_
        offered = len(self._proposed) - len(taken)
        toast(
            self.app,
            f"{source}: {count(len(taken), 'answer')} taken over, {count(offered, 'proposal')}.",
        )
        self.repaint()
        return ""

    def focused_thing(self) -> str:
        """The requirement under the cursor."""
        return self.query_one("#list", Listing).current

    def select(self, ident: str) -> bool:
        """Put the cursor on a requirement."""
        self.shown = "all"
        listing = self.query_one("#list", Listing)
        listing.focus()
        return listing.go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """To what a better answer would add."""
        return ("standing", self.focused_thing())

    def walk_backward(self) -> tuple[str, str] | None:
        """To the brief."""
        return ("brief", "")

    def back(self) -> bool:
        """Close the card, or show all again."""
        if self.carded:
            self.carded = False
            return True
        if self.shown != "all":
            self.shown = "all"
            self.show()
            return True
        return False
