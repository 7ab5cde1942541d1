"""Works out beside the screen how firm the result is, and says so when it is known."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from ossbuy.model.project import Project
from ossbuy.tui.numbers import count, money
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.bar import blocks
from ossbuy.tui.widgets.panel_words import panel_lines, panel_said

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness

OFTEN = 0.1
"""Seconds between two reports of progress."""


class Judging(Static):
    """Runs the robustness figures in a thread; one evaluation at a time, the last one asked for."""

    done: reactive[tuple[int, int]] = reactive((0, 0))
    """Draws done and asked for; both 0 when nothing runs."""

    @dataclass
    class Judged(Message):
        """The figures of one evaluation are known, or why they cannot be."""

        evaluation: Evaluation
        result: Robustness | NotAvailable

    @dataclass
    class Drawn(Message):
        """So many draws are done."""

        evaluation: Evaluation
        done: int
        total: int

        def can_replace(self, message: Message) -> bool:
            """Only the last report matters."""
            return isinstance(message, Judging.Drawn)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.result: Robustness | NotAvailable | None = None
        """Of the last evaluation that was judged; None before the first."""
        self._of: Evaluation | None = None
        self._judged_of: Evaluation | None = None
        self._stop = threading.Event()

    @property
    def sections(self) -> tuple[str, ...]:
        """Top sections of the evaluation last judged, in the order of its figures."""
        return self._judged_of.section_ids if self._judged_of else ()

    @property
    def busy(self) -> bool:
        """Whether the last evaluation asked for is still being judged."""
        return bool(self.done[1])

    def judge(self, evaluation: Evaluation | None) -> None:
        """Judge an evaluation, unless that is done or running."""
        if evaluation is self._of:
            return
        self._of = evaluation
        self._stop.set()
        self._stop = threading.Event()
        if evaluation is None:
            self.result, self.done = None, (0, 0)
            return
        self.done = (0, 1)
        self._judge(evaluation, self._stop)

    def cancel(self) -> bool:
        """Stop drawing and keep what was drawn so far; whether anything was running."""
        if not self.busy or self._stop.is_set():
            return False
        self._stop.set()
        return True

    # A description, because without one Textual writes out the arguments: all of the project.
    @work(
        thread=True, exclusive=True, group="judging", exit_on_error=False, description="robustness"
    )
    def _judge(self, evaluation: Evaluation, stop: threading.Event) -> None:
        from ossbuy.analysis.robustness.cockpit import robustness

        worker = get_current_worker()
        said = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal said
            if time.monotonic() - said >= OFTEN and not worker.is_cancelled:
                said = time.monotonic()
                self.post_message(self.Drawn(evaluation, done, total))

        result = robustness(evaluation, progress, lambda: worker.is_cancelled or stop.is_set())
        if not worker.is_cancelled:
            self.post_message(self.Judged(evaluation, result))

    @on(Drawn)
    def _drawn(self, event: Drawn) -> None:
        event.stop()
        if event.evaluation is self._of:
            self.done = (event.done, event.total)

    @on(Judged)
    def _judged(self, event: Judged) -> None:
        if event.evaluation is self._of:
            self.result, self.done = event.result, (0, 0)
            self._judged_of = event.evaluation
        else:
            event.stop()

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self.done = (0, 0)
            self.update(plain(f"✖ This cannot be judged: {event.worker.error}", "$text-error"))

    def progress_text(self) -> Content:
        """A bar of the draws done; ``judging …`` before the first are."""
        done, total = self.done
        if done == 0:
            return plain("judging …", "$text-muted")
        drawn = blocks(done, total, 20)
        return Content.assemble(
            plain("judging ", "$text-muted"),
            plain(drawn.ljust(20), "$bar"),
            plain(f" {done:,} of {total:,} draws · Esc stops".replace(",", " "), "$text-muted"),
        )


def known(result: Robustness | NotAvailable | None) -> Robustness | None:
    """The figures, if there are any."""
    if result is None:
        return None
    from ossbuy.analysis.robustness.cockpit import Robustness  # loaded by whoever computed it

    return result if isinstance(result, Robustness) else None


def verdict_text(
    project: Project, evaluation: Evaluation, result: Robustness | NotAvailable
) -> Content:
    """The verdict first, then gates, then what would change it or what would settle it."""
    lines: list[Content] = []
    figures = known(result)
    if figures is None:
        lead = evaluation.sentence()
        lines += [plain(lead, "bold"), plain(result.sentence(), "$text-warning")]
    elif figures.verdict.separable:
        head = plain("✔ FIRM  ", "bold $text-success")
        lines.append(Content.assemble(head, plain(figures.sentence(), "bold")))
    else:
        head = plain("▲ OPEN  ", "bold $text-warning")
        lines.append(Content.assemble(head, plain(figures.sentence(), "bold")))
    lines += panel_lines(figures) + gate_lines(project, evaluation)
    if figures is not None and figures.verdict.separable:
        near = figures.firm.levers[:1]
        lines += [plain(f"Nearest change: {lever.text}") for lever in near]
    elif figures is not None:
        lines.append(plain(f"What could settle it: {figures.firm.score_flips.sentence()}"))
    if figures is not None and not figures.noise.complete:
        drawn = f"{figures.noise.samples:,} of {figures.noise.requested:,}".replace(",", " ")
        lines.append(plain(f"▲ stopped after {drawn} draws", "$text-warning"))
    if project.decision and project.decision.vendor in project.vendors:
        name = project.vendors[project.decision.vendor].label
        lines.append(plain(f"Decided: {name}. {project.decision.statement}"))
    return Content("\n").join(lines)


def gate_lines(project: Project, evaluation: Evaluation) -> list[Content]:
    """Who fails or has not shown a gate, and who would have come first without it."""
    lines: list[Content] = []
    best = max((s.total for s in evaluation.contenders if s.total is not None), default=None)
    unshown: list[str] = []
    for s in evaluation.standings:
        failed = ", ".join(project.label(g) for g in s.gates_failed)
        if s.eliminated:
            would = best is not None and s.total is not None and s.total > best
            tail = f" It would have come first with {s.total:.1f} points." if would else ""
            why = f"fails gate {failed}: {s.eliminated}" if failed else f"out: {s.eliminated}"
            lines.append(plain(f"✖ {s.label} {why.rstrip('.')}.{tail}", "$text-error"))
        elif failed:
            lines.append(
                plain(f"✖ {s.label} fails gate {failed} and is still in the running", "$text-error")
            )
        if s.gates_not_shown and not s.eliminated:
            codes = ", ".join(project.label(g) for g in s.gates_not_shown)
            unshown.append(f"{s.label} {codes}")
    if unshown:
        said = f"▲ {count(len(unshown), 'vendor')} with a gate not shown: {'; '.join(unshown)}"
        lines.append(plain(said, "$text-warning"))
    return lines


def beside_text(project: Project, evaluation: Evaluation, figures: Robustness | None) -> Content:
    """What stands beside the verdict and never decides: other states, reruns, notes."""
    said: list[str] = []
    if (nothing := evaluation.do_nothing) is not None:
        said.append(
            f"Doing nothing forgoes {money(project, nothing.avoidable_total)} of avoidable pain "
            f"in {len(nothing.avoidable)} years, out of "
            f"{money(project, nothing.untreated_total)} untreated."
        )
    if figures is not None:
        said += [state.sentence() for state in figures.states]
        said.append(figures.firm.without_each.sentence())
        said.append(figures.firm.other_formulas.sentence())
        said += panel_said(figures)
        said += figures.firm.notes
    said += evaluation.notes
    return plain("\n").join([plain(f"· {one}", "$text-muted") for one in said])
