"""The votes of the room once they are shown: dots, median, names, and what it would set."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.procedure.workshops import workshop
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.vote_dots import vote_dots

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp


class Shown(ModalScreen[None]):
    """The distribution, readable from the last row; ``t`` takes what the median proposes."""

    DEFAULT_CSS = """
    Shown {
        background: $surface;
        & > .shown {
            width: 100%; height: 100%; max-height: 100%; padding: 1 2 0 2; background: $surface;
        }
        & .question { height: auto; margin-bottom: 1; }
        & VerticalScroll { height: 1fr; }
        & .votes { height: auto; }
        & .summary { height: 1; }
        & .proposal { height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "take", "take the median"),
        Binding("n", "names", "names, and back"),
        *(Binding(str(level), f"take({level})", show=False) for level in range(1, 6)),
        Binding("escape,enter,q", "dismiss", "close"),
    ]
    HELP = (
        "One dot is one vote, **◄** marks the median. **t** sets what the median proposes, as an "
        "ordinary change with its reason; where the median lies between two levels, the digit of "
        "one of them does. **n** shows who voted what, and what they said with it."
    )

    def __init__(self, question: str, words: dict[str, str]) -> None:
        super().__init__()
        self._question, self._words, self._named, self._said = question, words, False, ""

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="shown"):
            yield Static(classes="question")
            with VerticalScroll(can_focus=False):
                yield Static(classes="votes")
            yield Static(classes="summary")
            yield Static(classes="proposal")

    def on_mount(self) -> None:
        """Draw once the size is known."""
        self.call_after_refresh(self._paint)

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._paint)

    def action_names(self) -> None:
        """Dots, or who voted what."""
        self._named = not self._named
        self._paint()

    def action_take(self, level: int | None = None) -> None:
        """Set what the median proposes."""
        found = workshop.result(self.ossbuy.project, self._question)
        if level is not None and (found.proposal is None or len(found.proposal.levels) < 2):
            return
        no = self.ossbuy.attempt(lambda p: workshop.take(p, self._question, level))
        if no:
            self._said = f"✖ {no}"
        elif found.proposal is not None:
            words = workshop.proposal_words(self.ossbuy.project, found.proposal)
            self._said = f"✔ Recorded: {words} ({found.proposal.reason})."
        self._paint()

    def _paint(self) -> None:
        project = self.ossbuy.project
        found = workshop.result(project, self._question)
        asked, area = found.question, self.query_one(VerticalScroll).size
        self.query_one(".question", Static).update(
            Content.assemble(
                one_line(asked.code, "$text-accent"), " ", one_line(asked.text, "bold")
            )
        )
        votes = (
            self._names(found)
            if self._named
            else vote_dots(found.tally, self._words, area.width, area.height)
        )
        self.query_one(".votes", Static).update(votes)
        self.query_one(".summary", Static).update(plain(workshop.in_words(project, found), "bold"))
        self.query_one(".proposal", Static).update(self._below(found))

    def _below(self, found: workshop.Result) -> Content:
        keys = f"n {'dots' if self._named else 'names'} · Esc closes"
        if self._said:
            style = "$text-error" if self._said.startswith("✖") else "$text-success"
            return Content.assemble(plain(self._said, style), plain(f"\n{keys}", "$text-muted"))
        if found.proposal is None:
            return plain(f"\n{keys}", "$text-muted")
        words = workshop.proposal_words(self.ossbuy.project, found.proposal)
        levels = found.proposal.levels
        press = "t sets" if len(levels) == 1 else f"{levels[0]} or {levels[1]} sets"
        return Content.assemble(
            plain(f"{press} {words}", "$text-accent"), plain(f"\n{keys}", "$text-muted")
        )

    def _names(self, found: workshop.Result) -> Content:
        people = self.ossbuy.project.people
        lines = []
        for answer, by in found.by_answer.items():
            for person in by:
                who = people[person].label if person in people else person
                comment = found.votes[person].comment
                lines.append(
                    Content.assemble(
                        one_line(f"{answer:<4}", "bold $text-accent"),
                        one_line(who),
                        one_line(f"  “{comment}”" if comment else "", "$text-muted"),
                    )
                )
        return Content("\n").join(lines)
