"""One person's ballot: the keyboard is theirs until they pass it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import ContentSwitcher, Input, Static
from textual.worker import get_current_worker

from ossbuy.model import balloting
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.weighing import METHODS, Ballot
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.naming import words_of
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.entry import Entry, Item
from ossbuy.tui.widgets.entry_best_worst import BestWorstEntry
from ossbuy.tui.widgets.entry_order import OrderEntry
from ossbuy.tui.widgets.entry_pairs import PairsEntry
from ossbuy.tui.widgets.entry_points import PointsEntry

if TYPE_CHECKING:
    from ossbuy.analysis.weighting.repair import Repair
    from ossbuy.procedure.workshops.judgements import Judged
    from ossbuy.tui.app import OssbuyApp

ENTRY: Final[Mapping[str, str]] = {
    "points": "by-points",
    "swing": "by-swing",
    "rank-order-centroid": "by-order",
    "rank-sum": "by-order",
    "ahp": "by-pairs",
    "best-worst": "by-best-worst",
}
"""Which table a method is entered in."""
TABS: Final[Mapping[str, str]] = {
    "points": "points",
    "swing": "swing",
    "rank-order-centroid": "ranking",
    "rank-sum": "rank sum",
    "ahp": "in pairs",
    "best-worst": "best-worst",
}


class BallotBox(ModalScreen[bool]):
    """Takes one ballot; True when it was cast. Nothing of it is left on the screen afterwards."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "pass_on", "pass it on", priority=True),
        Binding("m", "method", "another way"),
        Binding("r", "repair", "take the repair"),
        Binding("escape", "leave", "leave"),
    ]
    HELP = (
        "**Ctrl+S** passes the ballot on: it disappears and nobody sees it before the round is "
        "closed. **m** changes the way of weighing; what was typed the other way stays. **Tab** "
        "goes to a line for the reason. **Esc** leaves, after asking if something was typed."
    )

    class Weighed(Message):
        """What a ballot comes to, or why it cannot be counted yet."""

        def __init__(self, ballot: Ballot, judged: Judged | None, no: str, fix: Repair | None):
            super().__init__()
            self.ballot, self.judged, self.no, self.fix = ballot, judged, no, fix

    def __init__(self, project: Project, person: str, node: str, method: str) -> None:
        super().__init__()
        self._person, self._node, self.method = person, node, method
        self._project = project
        things = balloting.children(project, node)
        self._items = tuple(Item(t, project.label(t), words_of(project, t)) for t in things)
        self._before = balloting.last_seen(project, node, person)
        self._round = balloting.open_round(project, node)
        self._fix: Repair | None = None
        self._began: dict[str, Ballot] = {}

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        from ossbuy.tui.app import OssbuyApp

        assert isinstance(self.app, OssbuyApp)
        return self.app

    def compose(self) -> ComposeResult:
        who = self._project.people[self._person].label
        where = balloting.node_label(self._project, self._node)
        with Vertical(classes="box ballot") as box:
            box.border_title = plain(f"{who} weighs {where} · round {self._round}")
            box.border_subtitle = plain("^s pass on · m way · Tab reason · Esc")
            yield Static(id="ways")
            yield Static(id="how", classes="hint")
            with ContentSwitcher(id="entries", initial=ENTRY[self.method]):
                yield PointsEntry(self._items, id="by-points")
                yield PointsEntry(self._items, id="by-swing", swing=True)
                yield OrderEntry(self._items, id="by-order")
                yield PairsEntry(self._items, id="by-pairs")
                yield BestWorstEntry(self._items, id="by-best-worst")
            yield Static(id="said")
            yield Input(
                placeholder="why, in a sentence (optional)",
                id="comment",
                classes="field",
                compact=True,
                max_length=1000,
            )
            yield Static(classes="refusal")

    def on_mount(self) -> None:
        """Begin with what the person said in the round before, if anything."""
        if self._before is not None and self.method == self._before.method:
            self.entry.begin(self._before)
        self._began = {method: self._ballot(method) for method in METHODS}
        self._choose(self.method)

    @property
    def entry(self) -> Entry:
        """The table in use."""
        return self.query_one(f"#{ENTRY[self.method]}", Entry)

    def _ballot(self, method: str) -> Ballot:
        return self.query_one(f"#{ENTRY[method]}", Entry).ballot(method)

    @property
    def unsaved(self) -> bool:
        """Whether anything was said that is not passed on yet."""
        comment = self.query_one("#comment", Input).value.strip()
        return bool(comment) or any(self._ballot(m) != before for m, before in self._began.items())

    def _choose(self, method: str) -> None:
        self.method = method
        self.query_one(ContentSwitcher).current = ENTRY[method]
        self.query_one("#ways", Static).update(_tabs(method))
        self.query_one("#how", Static).update(plain(self.entry.HOW))
        self.entry.focus()
        self._weigh()

    @on(Entry.Changed)
    def _changed(self) -> None:
        self.query_one(".refusal", Static).update("")
        self._weigh()

    def _weigh(self) -> None:
        self._fix = None
        self._work_out(self._ballot(self.method))

    @work(thread=True, exclusive=True, group="weighing", exit_on_error=False)
    def _work_out(self, ballot: Ballot) -> None:
        # Filling missing pairs is a search: not between a key and its echo.
        from ossbuy.procedure.workshops.judgements import judged, repair

        worker = get_current_worker()
        things, labels = [i.id for i in self._items], [i.code for i in self._items]
        found: Judged | None = None
        fix: Repair | None = None
        no = ""
        try:
            found = judged(ballot, things, labels)
            if not found.steady and ballot.method == "ahp":
                fix = repair(ballot, things, labels)
        except Refused as refused:
            no = refused.sentence()
        if not worker.is_cancelled:
            self.post_message(self.Weighed(ballot, found, no, fix))

    @on(Weighed)
    def _weighed(self, event: Weighed) -> None:
        if event.ballot != self._ballot(self.method):
            return
        self._fix = event.fix
        shares = _so_far(event.ballot)
        if event.judged is not None:
            shares = dict(zip((i.id for i in self._items), event.judged.weights, strict=True))
        self.entry.weigh(shares)
        self.query_one("#said", Static).update(self._outcome(event))

    def _outcome(self, event: Weighed) -> Content:
        """Where the ballot stands, in words."""
        counted = ""
        if isinstance(self.entry, PairsEntry):
            counted = f"{self.entry.compared} of {len(self.entry.pairs)} pairs compared. "
        if event.judged is None:
            return plain(f"{counted}Still to do: {event.no}", "$text-muted")
        mark = plain("✔ ", "$text-success") if event.judged.steady else plain("▲ ", "$text-warning")
        parts = [mark, plain(counted), plain(event.judged.sentence)]
        if event.fix is not None:
            parts.append(plain(f" {event.fix.sentence()} r takes that.", "$text-warning"))
        return Content.assemble(*parts)

    def action_method(self) -> None:
        """The next way of weighing; what was said stays."""
        self._choose(METHODS[(METHODS.index(self.method) + 1) % len(METHODS)])

    def action_repair(self) -> None:
        """Take the proposed value for the comparison least in line."""
        if (fix := self._fix) is None or not isinstance(self.entry, PairsEntry):
            self._refuse("There is no repair to take: nothing contradicts the rest that much.")
            return
        better = fix.ratio_if_on_scale < fix.ratio
        first, second = (self._items[i].id for i in fix.pair)
        self.entry.compare(first, second, fix.on_scale if better else fix.implied)

    def _refuse(self, sentence: str) -> None:
        self.query_one(".refusal", Static).update(plain(f"✖ {sentence}"))

    @on(Input.Submitted)
    def action_pass_on(self) -> None:
        """Cast the ballot; a refusal stands below and everything typed stays."""
        from ossbuy.procedure.workshops.ballots import cast

        comment = self.query_one("#comment", Input).value.strip()
        ballot = self._ballot(self.method).model_copy(update={"comment": comment})
        person, node, meant = self._person, self._node, self._round
        # Closed meanwhile by somebody else: said once, then it is for the next round.
        self._round = balloting.open_round(self.ossbuy.workspace.project, node)
        no = self.ossbuy.attempt(lambda project: cast(project, person, node, ballot, meant))
        if no:
            self._refuse(no)
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Cast nothing; what was typed is thrown away only when somebody says so."""
        if not self.unsaved:
            self.dismiss(False)
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss(False)

        self.app.push_screen(Confirm("Throw away what you typed here?", "throw away"), answered)


def _tabs(method: str) -> Content:
    """The ways of weighing, the one in use marked."""
    return Content("  ").join(
        [
            plain(f" {name} ", "bold on $cursor" if key == method else "$text-muted")
            for key, name in TABS.items()
        ]
    )


def _so_far(ballot: Ballot) -> Mapping[str, float]:
    """Shares of the numbers typed so far, while some are still to come."""
    from ossbuy.procedure.workshops.judgements import judged

    some = ballot.model_copy(update={"method": "points"})
    told: Sequence[str] = tuple(ballot.points)
    if not told:
        return {}
    try:
        return dict(zip(told, judged(some, told, told).weights, strict=True))
    except Refused:
        return {}
