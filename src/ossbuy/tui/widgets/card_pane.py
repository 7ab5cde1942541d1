"""The card beside the list: a requirement or a section in full, and how it is worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement
from ossbuy.tui.covering import weight_line
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.reader import Reader
from ossbuy.tui.widgets.requirement_card import requirement_card, section_card
from ossbuy.tui.widgets.wording_text import hits_said, language_said

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.phrasing.hit import Hit


class CardPane(Pane):
    """Shows one thing; where its wording is questionable, one hit at a time in full."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("Requirement", id=id)
        self._ident = ""
        self._hits: tuple[Hit, ...] = ()
        self._chosen = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="card-scroll"):
            yield Static(id="card-text")

    @property
    def hit(self) -> Hit | None:
        """The hit shown in full."""
        return self._hits[self._chosen % len(self._hits)] if self._hits else None

    def next_hit(self) -> None:
        """Choose the next hit; the caller shows the card again."""
        self._chosen += 1

    def show_thing(
        self, project: Project, evaluation: Evaluation | None, ident: str, reader: Reader
    ) -> None:
        """Show a requirement or a section."""
        price = evaluation.price_share if evaluation is not None else None
        line = weight_line(evaluation, ident)
        self._hits = ()
        if requirement := project.requirements.get(ident):
            self._choose(ident, reader.hits(requirement) or ())
            self.entitle(requirement.code, requirement.title)
            wording = self._wording(requirement, reader.language(ident))
            text = requirement_card(project, requirement, line, price, wording)
        elif section := project.sections.get(ident):
            self.entitle(section.code, section.title)
            text = section_card(project, section, line, price)
        else:
            self.entitle("Requirement")
            text = plain("Nothing is asked for yet. The pains and their causes come first.")
        self.query_one("#card-text", Static).update(text)

    def _wording(self, requirement: Requirement, language: str) -> Content | None:
        """What is questionable; None for nothing."""
        said = language_said(language)
        parts = [plain(said, "$text-warning")] if said else []
        if self._hits:
            parts.append(hits_said(requirement, self._hits, self._chosen))
        return Content("\n").join([Content(""), *parts]) if parts else None

    def _choose(self, ident: str, hits: tuple[Hit, ...]) -> None:
        """Keep the chosen hit of the same requirement; of another, the first with a proposal."""
        self._hits = hits
        if ident != self._ident:
            self._ident = ident
            proposed = (place for place, hit in enumerate(hits) if hit.rewrite)
            self._chosen = next(proposed, 0)
