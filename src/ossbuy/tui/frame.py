"""The frame that never moves: header line, journey strip and banner."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ossbuy.model.wording import worded
from ossbuy.tui.stages import Stage
from ossbuy.tui.text import cut, one_line, plain

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp
    from ossbuy.tui.status import Status

NARROW = 100
"""Below this width only the current stage is named (decision 24)."""


def clock(at: str) -> str:
    """A stored UTC time as the reader's hour and minute."""
    return dt.datetime.fromisoformat(at).astimezone().strftime("%H:%M")


def header_line(
    width: int, project: str, actor: str, saved: str, head: str, running: Content | None = None
) -> Content:
    """Name of the project on the left; who, when saved and the chain's head on the right.

    A running workshop stands before them, so that it is the last to be cut.
    """
    facts = [one_line(actor), *([plain(f"saved {saved}")] if saved else []), plain(head[:6])]
    facts = [fact.stylize("$text-muted") for fact in facts if fact]
    room = max(12, width // 2)
    if running:
        # Whole facts fall away: a clock beside half a name would be hard to read.
        facts.insert(0, running)
        while len(facts) > 1 and sum(f.cell_length + 3 for f in facts) - 3 > room:
            facts.pop()
    right = cut(Content(" · ").stylize("$text-muted").join(facts), room)
    name = plain("ossbuy", "bold $text-primary")
    left = cut(
        Content.assemble(name, "  ", one_line(project, "bold")),
        max(6, width - right.cell_length - 2),
    )
    gap = max(1, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)


class Header(Static):
    """Project, actor, time of the last record and head hash."""

    def __init__(self) -> None:
        super().__init__(id="header")
        self._said = ("", "", "", "")
        self._corner = Content("")

    def show(self, app: OssbuyApp) -> None:
        """Read the line's facts from the application; paint only what changed."""
        said, corner = app.heading(), app.workshop()
        if said != self._said or not corner.is_same(self._corner):
            self._said, self._corner = said, corner
            self._paint()

    def on_resize(self) -> None:
        """Fit the line to the new width."""
        self._paint()

    def _paint(self) -> None:
        width = self.content_size.width
        self.update(header_line(width, *self._said, running=self._corner))


def stage_label(stage: Stage, status: Status | None, *, named: bool, word: str = "") -> Content:
    """``3 Requirements ▲3``, or ``3▲`` where there is no room for names."""
    glyph, style = "", ""
    if status is not None:
        glyph = status.mark.glyph + (str(status.count) if status.count else "")
        style = status.mark.style
    name = f"{stage.key} {worded(stage.title, word)}" if named else stage.key
    return Content.assemble(plain(name), " " if named and glyph else "", plain(glyph, style))


class StageTab(Static):
    """One stage of the strip; a click goes there."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(classes="tab")
        self.stage = stage

    def on_click(self, event: events.Click) -> None:
        """Tell the screen which stage was chosen."""
        event.stop()
        self.post_message(Journey.Chosen(self.stage.id))


class Journey(Horizontal):
    """The chain as a strip of the stages that are built (decision 24)."""

    @dataclass
    class Chosen(Message):
        """Somebody clicked a stage."""

        stage: str

    def __init__(self, current: str) -> None:
        super().__init__(id="journey")
        self.current = current
        self._chain: list[Stage] = []

    def compose(self) -> ComposeResult:
        app = cast("OssbuyApp", self.app)
        self._chain = app.stages
        for stage in (s for s in self._chain if s.strip):
            tab = StageTab(stage)
            tab.set_class(stage.id == self.current, "-current")
            yield tab

    def show(self, app: OssbuyApp) -> None:
        """Repaint the marks."""
        self.display = app.has_project or app.is_opening
        if self._chain is not app.stages:
            # A screen of the other chain's time: a vendor's file was opened after a buyer's.
            self.refresh(recompose=True)
            self.call_after_refresh(self.show, app)
            return
        tabs = list(self.query(StageTab))
        status = [
            None if app.is_opening else tab.stage.status(app.project, app.evaluation)
            for tab in tabs
        ]
        said = "" if app.is_opening else app.project.policy.trauma_word
        full = [
            stage_label(t.stage, s, named=True, word=said)
            for t, s in zip(tabs, status, strict=True)
        ]
        # A tab has a space on either side, and so has the strip.
        needed = sum(label.cell_length + 2 for label in full) + 2
        wide = app.size.width >= max(NARROW, needed)
        # History is known by its letter: its name goes first where the chain needs the room.
        beside = sum(len(t.stage.title) + 1 for t in tabs if not t.stage.to_do)
        chain = app.size.width >= max(NARROW, needed - beside)
        for tab, label, stands in zip(tabs, full, status, strict=True):
            named = wide or tab.stage.id == self.current or (chain and tab.stage.to_do)
            tab.update(label if named else stage_label(tab.stage, stands, named=False))
            word = f": {stands.mark.word}" if stands else ""
            tab.tooltip = plain(f"{worded(tab.stage.title, said)}{word}")

    def on_resize(self) -> None:
        """Name the stages, or not, for the new width."""
        if self.is_mounted and self.app.is_running:
            self.show(self.app)  # type: ignore[arg-type]


class Banner(Static):
    """Says that what is shown is not what is recorded now: a what-if, or the past."""

    def __init__(self) -> None:
        super().__init__(id="banner")
        self.display = False

    def show(self, app: OssbuyApp) -> None:
        """Say it, or be gone."""
        said = app.banner()
        self.display = bool(said)
        self.update(plain(said))
