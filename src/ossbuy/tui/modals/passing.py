"""Passing the keyboard round: everybody votes alone, and nobody sees a vote before all are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.model import voting
from ossbuy.model.workshop import Question
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.letters import drawn

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp

HANDING: Final = "handing"
VOTING: Final = "voting"
DONE: Final = "done"


class Passing(ModalScreen[bool]):
    """One person after the other; dismissed with True to show the votes.

    A vote is on disk and off the screen with the key that casts it. Leaving keeps what was voted;
    who has not voted is asked when the keyboard goes round again.
    """

    DEFAULT_CSS = """
    Passing {
        background: $surface;
        & > .passing {
            width: 100%; height: 100%; max-height: 100%; padding: 1 2; background: $surface;
            align: center middle;
        }
        & .above { height: auto; text-align: center; margin-bottom: 1; }
        & .large { height: auto; text-align: center; margin: 1 0; }
        & .answers { height: auto; width: auto; margin: 1 0; }
        & .below { height: auto; text-align: center; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "onward", "begin, or show"),
        Binding("backspace", "again", "the one before votes again"),
        Binding("tab", "later", "ask this person later", priority=True),
        Binding("x", "without", "show without who has not voted"),
        Binding("escape", "leave", "leave; votes are kept"),
    ]
    HELP = (
        "The keyboard goes round. **Enter** says that it is in your hands; then one key is your "
        "vote, which nobody sees before all have voted. **Backspace** lets the one before vote "
        "again, **Tab** asks somebody later, **x** shows the votes without those who have not "
        "voted, **Esc** leaves and keeps what was voted."
    )

    def __init__(self, question: str, words: dict[str, str]) -> None:
        super().__init__()
        self._question, self._words = question, words
        self._state, self._person, self._last, self._noted = HANDING, "", "", False
        self._refusal = ""
        self._later: list[str] = []

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return self.ossbuy.workspace.project

    @property
    def asked(self) -> Question:
        """The question."""
        return self.project.questions[self._question]

    def compose(self) -> ComposeResult:
        with Vertical(classes="passing"):
            yield Static(classes="above")
            yield Static(classes="large")
            yield Static(classes="answers")
            yield Static(classes="below")

    def on_mount(self) -> None:
        """Hand the keyboard to the first."""
        self._hand()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._paint)

    def on_key(self, event: events.Key) -> None:
        """A vote is one key."""
        if self._state != VOTING or event.character is None:
            return
        offered = voting.options(self.asked)
        answer = event.character
        if self.asked.scale == "choice":
            if not answer.isdecimal() or not 0 < int(answer) <= len(offered):
                return
            answer = offered[int(answer) - 1]
        elif self.asked.scale == "yes-no":
            answer = {"y": "yes", "n": "no"}.get(answer.casefold(), "")
        if answer in offered:
            event.stop()
            event.prevent_default()
            self._cast(answer)

    def action_onward(self) -> None:
        """The keyboard is in this person's hands, or everybody has voted."""
        if self._state == HANDING and self._person:
            self._state = VOTING
            self._paint()
        elif self._state == DONE and not voting.waiting(self.project, self._question):
            self.dismiss(True)

    def action_again(self) -> None:
        """The one before votes again; the vote is replaced."""
        if self._last and self._state != VOTING:
            self._person, self._state = self._last, HANDING
            self._noted = False
            self._paint()

    def action_later(self) -> None:
        """Ask this person after the others."""
        if self._state == DONE or not self._person:
            return
        self._later = [p for p in self._later if p != self._person] + [self._person]
        self._noted = False
        self._hand()

    def action_without(self) -> None:
        """Show the votes without those who have not voted."""
        if self._state != VOTING:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Leave; what was voted is kept."""
        self.dismiss(False)

    def _cast(self, answer: str) -> None:
        person = self._person
        self._refusal = self.ossbuy.attempt(
            lambda p: voting.cast(p, self._question, person, answer)
        )
        if self._refusal:
            self._paint()
            return
        self._last, self._noted = person, True
        self._later = [p for p in self._later if p != person]
        self._hand()

    def _hand(self) -> None:
        """The next person who has not voted; those to be asked later come last."""
        missing = voting.waiting(self.project, self._question)
        first = [p for p in missing if p not in self._later]
        queue = [*first, *(p for p in self._later if p in missing)]
        self._person = queue[0] if queue else ""
        self._state = HANDING if queue else DONE
        self._refusal = ""
        self._paint()

    def _paint(self) -> None:
        above, large, answers, below = self._texts()
        room = max(10, self.size.width - 6)
        lines = answers.plain.count("\n") + 1 if answers.plain else 0
        height = max(4, self.size.height - 10 - lines)
        self.query_one(".above", Static).update(above)
        self.query_one(".large", Static).update(drawn(large, room, height, "$text-primary"))
        self.query_one(".answers", Static).update(answers)
        self.query_one(".below", Static).update(below)

    def _texts(self) -> tuple[Content, str, Content, Content]:
        """What stands above, in large letters, as answers, and below."""
        asked, refusal = self.asked, plain(f"✖ {self._refusal}", "$text-error")
        missing = voting.waiting(self.project, self._question)
        counted = f"{len(voting.voted(self.project, self._question))} have voted"
        title = Content.assemble(one_line(asked.code, "$text-accent"), " ", one_line(asked.text))
        name = self.project.people[self._person].label if self._person else ""
        if self._state == VOTING:
            hint = plain("One key is your vote. Nobody sees it. · Esc leaves", "$text-muted")
            return (
                one_line(name, "bold"),
                asked.text,
                self._answers(),
                refusal if self._refusal else hint,
            )
        if self._state == HANDING:
            noted = "Noted. Pass it on to" if self._noted else "The keyboard goes to"
            keys = "Enter: it is in my hands · Tab: later · Esc: leave, votes are kept"
            below = Content.assemble(
                plain(f"{counted}, {len(missing)} to go", "bold"), plain(f"\n{keys}", "$text-muted")
            )
            return (
                Content.assemble(title, plain(f"\n\n{noted}", "bold")),
                name,
                Content(""),
                below,
            )
        below = Content.assemble(
            plain(f"All {counted}" if not missing else counted, "bold"),
            plain("\nEnter: show the votes · Backspace: the last one votes again", "$text-muted"),
        )
        return (title, "All have voted", Content(""), below)

    def _answers(self) -> Content:
        """The keys and what each means."""
        asked, offered = self.asked, voting.options(self.asked)
        keys = {"choice": [str(n) for n in range(1, 10)], "yes-no": ["y", "n"]}.get(
            asked.scale, list(offered)
        )
        lines = []
        for pressed, answer in zip(keys, offered, strict=False):
            means = self._words.get(answer, "" if asked.scale == "1-5" else answer)
            lines.append(
                Content.assemble(plain(f" {pressed} ", "bold $text-accent"), " ", one_line(means))
            )
        return Content("\n").join(lines)
