"""About you: the pack's questions on the bidder's own team, releases and customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static
from textual.worker import get_current_worker

from ossbuy.model import commands
from ossbuy.model.bidding import current_issue, own
from ossbuy.model.receipt import LoopAnswer
from ossbuy.procedure.bidding.doubts import about_answers
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.selling import SellScreen, about_form
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.exchange.pack import Question

COLUMNS = (
    Column("", 1),
    Column("question", 10, flexible=True),
    Column("answer", 16),
    Column("unit", 16, least=70),
)


@dataclass
class Asked(Message):
    """A worker read the questions out of the pack."""

    issue: str
    questions: tuple[Question, ...]


class OwnCompany(SellScreen):
    """The list of questions with our answers, and one of them in full."""

    stage = "own_company"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "name", "name", tooltip="What your company is called"),
        Binding("c", "card", "card", show=False, tooltip="The card, where narrow"),
    ]
    HELP = (
        "**About you** asks for numbers, not adjectives: who watches users at work, who stays "
        "after go-live, how many customers run the same code, who else builds on it. **Enter** "
        "answers, **n** says what your company is called. Leave empty what you do not know: it is "
        "then *not said*, never zero."
    )
    carded: reactive[bool] = reactive(False, init=False, toggle_class="-card")

    def __init__(self) -> None:
        super().__init__()
        self._issue: str | None = None
        self._questions: tuple[Question, ...] = ()

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="lists"):
            with Pane("About you", id="items"):
                yield Heads(COLUMNS)
                yield Listing(COLUMNS, id="list")
            with Pane("Question", id="card"), VerticalScroll(id="card-scroll"):
                yield Static(id="card-text")

    def show(self) -> None:
        """Read the questions where the pack is another one, then paint."""
        issue = current_issue(self.project)
        if self._issue != (issue.id if issue else ""):
            self._issue = issue.id if issue else ""
            self._read_pack(self._issue)
        self._paint()

    @work(thread=True, exclusive=True, group="pack", exit_on_error=False, description="pack")
    def _read_pack(self, issue: str) -> None:
        from ossbuy.procedure.bidding.sending import pack_of

        worker = get_current_worker()
        questions = pack_of(self.ossbuy.workspace).questions
        if not worker.is_cancelled:
            self.post_message(Asked(issue, questions))

    @on(Asked)
    def _asked(self, event: Asked) -> None:
        if event.issue == self._issue:
            self._questions = event.questions
            self._paint()

    def _paint(self) -> None:
        project = self.project
        about = about_answers(project) if self.assessment else {}
        self.query_one("#list", Listing).show([_row(q, about) for q in self._questions])
        said = sum(q.key in about for q in self._questions)
        name = own(project).name if self.assessment else ""
        summary = f"{name or 'no name yet: n'} · {said} of {len(self._questions)}"
        self.query_one("#items", Pane).entitle("About you", summary)
        self._show_card()

    @on(Listing.OptionHighlighted)
    def _show_card(self) -> None:
        question, about = self._current(), about_answers(self.project) if self.assessment else {}
        text = card(question, about) if question else plain("The pack asks nothing about you.")
        self.query_one("#card", Pane).entitle(question.subject if question else "Question")
        self.query_one("#card-text", Static).update(text)

    def _current(self) -> Question | None:
        key = self.focused_thing()
        return next((q for q in self._questions if q.key == key), None)

    @on(Listing.OptionSelected)
    def _edit(self) -> None:
        if question := self._current():
            now = about_answers(self.project).get(question.key, LoopAnswer(value=""))
            self.app.push_screen(about_form(self.ossbuy, question, now))

    def action_name(self) -> None:
        """What our company is called."""
        mine = own(self.project)
        fields = (Field("name", "Name", mine.name, "As you sign"),)

        def submit(typed: Mapping[str, str]) -> str:
            return self.ossbuy.attempt(
                lambda project: commands.change(project, "vendor", mine.id, dict(typed))
            )

        self.app.push_screen(Form("Who bids", fields, submit))

    def action_card(self) -> None:
        """Card or list, where there is no room for both."""
        self.carded = not self.carded

    def back(self) -> bool:
        """Close the card."""
        if self.carded:
            self.carded = False
            return True
        return False

    def focused_thing(self) -> str:
        """The question under the cursor."""
        return self.query_one("#list", Listing).current


def _row(question: Question, about: Mapping[str, LoopAnswer]) -> Row:
    answer = about.get(question.key)
    mark = plain("✔", "$text-success") if answer else plain("○", "$text-muted")
    cells = (
        mark,
        one_line(question.text),
        one_line(answer.value if answer else "", "bold"),
        one_line(question.unit, "$text-muted"),
    )
    return Row(question.key, cells)


def card(question: Question, about: Mapping[str, LoopAnswer]) -> Content:
    """A question in full with our answer."""
    parts = [plain(question.text), plain(question.unit, "$text-muted"), Content("")]
    if question.choices:
        parts += [plain("one of: " + ", ".join(question.choices), "$text-muted"), Content("")]
    answer = about.get(question.key)
    if answer is None:
        parts.append(plain("○ not said", "$text-warning"))
    else:
        parts += [plain(answer.value, "bold"), plain(answer.note)]
    return Content("\n").join(parts)
