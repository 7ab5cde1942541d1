"""Findings: what is open, missing or odd in the project, worst first, and the way to each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState, get_current_worker

from ossbuy.model.events import Event
from ossbuy.model.findings import ORDER, Finding
from ossbuy.model.project import Project
from ossbuy.tui.finding_places import place_of, title_of
from ossbuy.tui.numbers import count
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation

COLUMNS = (
    Column("", 8),
    Column("rule", 4),
    Column("where", 24),
    Column("what", 20, flexible=True),
)
LOOKS = {
    "blocks": ("✖", "$text-error"),
    "warns": ("▲", "$text-warning"),
    "notes": ("·", "$text-muted"),
}
"""Glyph and colour of a severity; the word stands at the head of its group."""


class Found(Listing):
    """Findings, grouped by severity."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "go there", key_display="↵", id="finding-enter")
    ]


class Findings(StageScreen):
    """Every finding with its way out; Enter goes to the thing it is about."""

    stage = "findings"
    CSS_PATH = "findings.tcss"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "find", key_display="/", tooltip="Find by any word"),
    ]
    HELP = (
        "**Findings** are what is open, missing or odd: broken chains, weights that do not add up, "
        "answers with little behind them, breaches of order. A finding **blocks** sign-off, "
        "**warns** or **notes**; nothing is repaired by itself. **Enter** goes to the thing it is "
        "about, **Esc** comes back here. **/** finds by any word: a rule, a code, *blocks*."
    )

    @dataclass
    class Checked(Message):
        """The rules were asked about one evaluation."""

        evaluation: Evaluation
        found: tuple[Finding, ...]
        tested: bool
        """Whether it is known how firm the ranking is."""

    def __init__(self) -> None:
        super().__init__()
        self._of: Evaluation | None = None
        self._found: dict[str, Finding] = {}
        """By the id of its row, so that the cursor stays on a finding when others come or go."""
        self._tested = False
        self._trouble = ""

    def compose_body(self) -> ComposeResult:
        with Pane("Findings", id="findings"):
            yield Input(
                placeholder="find: a rule, a code, a word", id="find", classes="field", compact=True
            )
            yield Heads(COLUMNS)
            yield Found(COLUMNS, id="list")
            yield Static(id="detail")

    def show(self) -> None:
        """Ask the rules anew where something changed, and list what they found."""
        if not self.ossbuy.has_project:
            return
        if self.evaluation is not None and self.evaluation is not self._of:
            self._of, self._trouble = self.evaluation, ""
            at = self.ossbuy.as_of
            events = self.ossbuy.workspace.history()
            past = tuple(e for e in events if at is None or e.seq <= at)
            self._check(self.project, self.evaluation, past)
        self._list()

    @work(thread=True, exclusive=True, group="findings", exit_on_error=False, description="rules")
    def _check(self, project: Project, evaluation: Evaluation, events: tuple[Event, ...]) -> None:
        # The rules are asked twice: how firm the ranking is takes longer than all of them.
        from ossbuy.analysis.robustness.cockpit import Robustness, robustness
        from ossbuy.procedure.findings import findings

        worker = get_current_worker()
        found = findings(project, evaluation, events)
        if worker.is_cancelled:
            return
        self.post_message(self.Checked(evaluation, found, tested=False))
        firm = robustness(evaluation, cancelled=lambda: worker.is_cancelled)
        if worker.is_cancelled:
            return
        if isinstance(firm, Robustness):
            found = findings(project, evaluation, events, firm)
        self.post_message(self.Checked(evaluation, found, tested=True))

    @on(Checked)
    def _checked(self, event: Checked) -> None:
        event.stop()
        if event.evaluation is self._of:
            self._found, self._tested = _by_row(event.found), event.tested
            self._list()

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.group == "findings":
            self._trouble = f"This cannot be checked: {event.worker.error}."
            self._list()

    def _list(self) -> None:
        words = self.query_one("#find", Input).value.casefold().split()
        shown = [
            (ident, finding)
            for ident, finding in self._found.items()
            if all(word in _haystack(finding) for word in words)
        ]
        before = ""
        rows = []
        for ident, finding in shown:
            rows.append(_row(ident, finding, headed=finding.severity != before))
            before = finding.severity
        self.query_one(Found).show(rows)
        self.query_one(Pane).entitle("Findings", self._summary(len(shown), bool(words)))
        self._detail()

    def _summary(self, shown: int, filtered: bool) -> str:
        tally = Counter(finding.severity for finding in self._found.values())
        said = [count(len(self._found), "finding")] if self._found else []
        if self._found:
            said += [_how_many(tally[severity], severity) for severity in ORDER]
        if filtered:
            said.append(f"{shown} shown")
        if self._of is not None and not self._tested and not self._trouble:
            said.append("testing how firm the ranking is …")
        return " · ".join(said)

    @on(Input.Changed, "#find")
    def _find(self) -> None:
        self._list()

    @on(Input.Submitted, "#find")
    def _to_list(self) -> None:
        self.query_one(Found).focus()

    @on(Listing.OptionHighlighted)
    def _detail(self) -> None:
        finding = self._current()
        if finding is None:
            trouble = self._trouble or self.ossbuy.trouble
            waiting = self.evaluation is None and not trouble
            nothing = "Nothing to find." if self._tested and not self._found else ""
            said = trouble or ("computing …" if waiting else nothing)
            self.query_one("#detail", Static).update(plain(said))
            return
        glyph, style = LOOKS[finding.severity]
        place = place_of(self.project, finding)
        where = f" · Enter goes to {title_of(self.project, place[0])}" if place else ""
        word = "blocks sign-off" if finding.severity == "blocks" else finding.severity
        text = Content.assemble(
            plain(f"{finding.where}: {finding.what}"),
            plain(f"\n→ {finding.way_out}", "$text-accent"),
            plain(f"\n{glyph} {finding.rule} {word}", style),
            plain(where, "$text-muted"),
        )
        self.query_one("#detail", Static).update(text)

    def _current(self) -> Finding | None:
        return self._found.get(self.query_one(Found).current)

    @on(Listing.OptionSelected)
    def _go_there(self) -> None:
        self.ossbuy.action_walk("forward")

    def action_filter(self) -> None:
        """Type what to find."""
        self.query_one("#find", Input).focus()

    def focused_thing(self) -> str:
        """Which finding the cursor is on."""
        return self.query_one(Found).current

    def select(self, ident: str) -> bool:
        """Put the cursor on a finding."""
        return self.query_one(Found).go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """The thing the finding is about."""
        finding = self._current()
        return place_of(self.project, finding) if finding else None

    def back(self) -> bool:
        """Leave the filter, then empty it."""
        find = self.query_one("#find", Input)
        if find.has_focus or find.value:
            if not find.has_focus:
                find.value = ""
            self.query_one(Found).focus()
            return True
        return False


def _how_many(number: int, severity: str) -> str:
    """``12 warn``, ``1 warns``, ``none blocks``."""
    verb = severity if number <= 1 else severity.removesuffix("s")
    return f"{number or 'none'} {verb}"


def _haystack(finding: Finding) -> str:
    return f"{finding.rule} {finding.severity} {finding.where} {finding.what}".casefold()


def _by_row(found: tuple[Finding, ...]) -> dict[str, Finding]:
    seen: Counter[str] = Counter()
    rows = {}
    for finding in found:
        name = f"{finding.rule} {finding.where}"
        seen[name] += 1
        rows[f"{name} {seen[name]}"] = finding
    return rows


def _row(ident: str, finding: Finding, *, headed: bool) -> Row:
    glyph, style = LOOKS[finding.severity]
    word = f" {finding.severity}" if headed else ""
    return Row(
        ident,
        (
            Content.assemble(plain(glyph, style), plain(word, f"bold {style}")),
            plain(finding.rule, "$text-muted"),
            one_line(finding.where, "$text-primary"),
            one_line(finding.what),
        ),
    )
