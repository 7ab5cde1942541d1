"""What would leak with the request, looked for beside the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from ossbuy.model.project import Project
from ossbuy.tui.numbers import count
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.rfp_rows import leak_lines

if TYPE_CHECKING:
    from ossbuy.procedure.request.leaks import Leak

SHOWN = 8
"""Leaks named here; all of them are in the list."""


class LeakPane(Pane):
    """The first leaks; posts `Looked` when it has read everything that would go out."""

    DEFAULT_CSS = """
    LeakPane > VerticalScroll { background: $surface; }
    LeakPane Static { height: auto; }
    """

    class Looked(Message):
        """Everything that would go out was read."""

    @dataclass
    class _Found(Message):
        of: Project
        leaks: tuple[Leak, ...]
        pending: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("Would leak", id=id)
        self._of: Project | None = None
        self.leaks: tuple[Leak, ...] | None = None
        """None until they were looked for."""
        self.pending = ""
        """What waits for an addendum, in words; empty where nothing does."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="leaks-scroll"):
            yield Static(plain("looking…", "$text-muted"))

    def look(self, project: Project) -> None:
        """Look through a project, unless that was done."""
        if self._of is not project:
            self._of = project
            self._look(project)

    @work(thread=True, exclusive=True, group="leaks", exit_on_error=False, description="leaks")
    def _look(self, project: Project) -> None:
        from ossbuy.exchange.pack import set_hash
        from ossbuy.procedure.request.leaks import pack_texts, text_leaks
        from ossbuy.procedure.request.packing import items_of, pack_of
        from ossbuy.procedure.request.versions import latest

        worker = get_current_worker()
        last = latest(project)
        pack = pack_of(project, "", "next", short=False, questions=())
        leaks = text_leaks(project, pack_texts(pack))
        pending = ""
        if last is not None and set_hash(items_of(project, last.stage == "short")) != last.hash:
            pending = "changed: x shows how"
        if not worker.is_cancelled:
            self.post_message(self._Found(project, leaks, pending))

    @on(_Found)
    def _found(self, event: _Found) -> None:
        event.stop()
        if event.of is self._of:
            self.leaks, self.pending = event.leaks, event.pending
            many = count(len(event.leaks), "thing")
            self.entitle("Would leak", f"{many} · l lists" if event.leaks else many)
            self.query_one(Static).update(leak_lines(event.leaks, SHOWN))
            self.post_message(self.Looked())

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.group == "leaks":
            said = f"The texts cannot be looked through: {event.worker.error}"
            self.query_one(Static).update(plain(said, "$text-warning"))
