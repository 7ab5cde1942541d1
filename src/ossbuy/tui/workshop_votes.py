"""Votes on screen: passing the keyboard round, showing the votes, in this order and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ossbuy.exchange.facilitation import anchors
from ossbuy.model import voting
from ossbuy.model.workshop import Question, Session
from ossbuy.tui.modals.passing import Passing
from ossbuy.tui.modals.shown import Shown
from ossbuy.tui.text import toast

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp


class Votes:
    """Leads the room through a question."""

    def __init__(self, app: OssbuyApp) -> None:
        self._app = app

    def question(
        self, session: Session | None, focused: str, *, open_only: bool = False
    ) -> Question | None:
        """The focused question of a workshop, else the one that was asked last."""
        asked = voting.questions_of(self._app.project, session.id) if session else ()
        first = [q for q in asked if q.id == focused] or reversed(asked)
        return next((q for q in first if not (open_only and q.closed)), None)

    def pass_round(self, question: Question) -> None:
        """Everybody who has not voted gets the keyboard; then the votes may be shown."""
        project = self._app.project
        if not voting.waiting(project, question.id) and not voting.voted(project, question.id):
            toast(self._app, "Nobody is in the room to vote: press i to say who is here.")
            return

        def passed(show: bool | None) -> None:
            if show:
                self.close(question.id)

        self._app.push_screen(Passing(question.id, words_of(question, meaning=True)), passed)

    def look(self, question: Question) -> None:
        """Show the votes, again where they were shown before."""
        if question.closed:
            self._app.push_screen(Shown(question.id, words_of(question)))
        else:
            self.close(question.id)

    def close(self, question: str) -> None:
        """Show the votes; who is passed over is named, and agreed to, first."""
        project = self._app.workspace.project
        missing = voting.waiting(project, question)
        names = ", ".join(project.people[p].label for p in missing)

        def close() -> None:
            if self._app.do(lambda p: voting.show(p, question, missing)):
                self.look(self._app.project.questions[question])

        if missing and voting.voted(project, question):
            self._app.ask(
                f"{names} {'has' if len(missing) == 1 else 'have'} not voted. Show the votes "
                "without them? Their names are recorded, and nobody can vote on it any more.",
                "Show",
                close,
            )
        else:
            close()


def words_of(question: Question, *, meaning: bool = False) -> dict[str, str]:
    """What each level of a grade means, in a word, or in a word and a sentence."""
    if not question.sets:
        return {}
    return {
        str(a.level): f"{a.word}: {a.meaning}" if meaning else a.word
        for a in anchors()[question.sets]
    }
