"""Reads how all requirements are worded, beside the screen: nobody waits for it on a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement

if TYPE_CHECKING:
    from ossbuy.phrasing.hit import Hit
    from ossbuy.phrasing.review import Review

Text = tuple[str, str]
"""Text and threshold: what the rules read."""


class Reader(Widget):
    """Keeps what the last review said, and reads again once a text has changed. Not seen."""

    DEFAULT_CSS = "Reader { display: none; }"

    @dataclass
    class Read(Message):
        """All requirements of a project were read."""

        project: Project
        review: Review

    def __init__(self) -> None:
        super().__init__()
        self.review: Review | None = None
        """Of the project read last; None before the first."""
        self._asked: dict[str, Text] | None = None
        self._of: Project | None = None
        self._known: dict[str, tuple[Text, tuple[Hit, ...]]] = {}
        self._languages: dict[str, str] = {}

    @property
    def busy(self) -> bool:
        """Whether the texts asked for last are still being read."""
        return self._of is not None

    def read(self, project: Project) -> None:
        """Read a project's requirements, unless just these texts were read or are being read."""
        texts = {r.id: (r.text, r.threshold) for r in project.requirements.values()}
        if texts != self._asked:
            self._asked, self._of = texts, project
            self._review(project)

    @work(thread=True, exclusive=True, group="wording", exit_on_error=False, description="wording")
    def _review(self, project: Project) -> None:
        from ossbuy.procedure.wording import review

        worker = get_current_worker()
        found = review(project)
        if not worker.is_cancelled:
            self.post_message(self.Read(project, found))

    @on(Read)
    def _was_read(self, read: Read) -> None:
        if read.project is not self._of:
            read.stop()  # the texts have changed since; the next reading is under way
            return
        self.review, self._of = read.review, None
        self._known = {
            r.id: ((r.text, r.threshold), read.review.hits.get(r.code, ()))
            for r in read.project.requirements.values()
        }
        self._languages = {
            r.id: read.review.languages.get(r.code, "en")
            for r in read.project.requirements.values()
        }

    def hits(self, requirement: Requirement) -> tuple[Hit, ...] | None:
        """What is questionable about a requirement as it stands; None before the first reading.

        A text that has changed since is read by itself, which costs less than a millisecond.
        """
        if self.review is None:
            return None
        text = (requirement.text, requirement.threshold)
        known = self._known.get(requirement.id)
        if known is None or known[0] != text:
            from ossbuy.procedure.wording import hits_of

            known = (text, hits_of(requirement, self.language(requirement.id)))
            self._known[requirement.id] = known
        return known[1]

    def language(self, ident: str) -> str:
        """The language a requirement was recognised to be in; English for a new one."""
        return self._languages.get(ident, "en")
