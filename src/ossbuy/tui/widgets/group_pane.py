"""What the group's ballots come to: sentences, the table of people, and what the cursor is on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ossbuy.model import balloting
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.weighing import GROUP_METHODS, TOP
from ossbuy.tui.frame import NARROW
from ossbuy.tui.numbers import count
from ossbuy.tui.text import cut, one_line, plain
from ossbuy.tui.widgets.ballot_rows import person_label
from ossbuy.tui.widgets.group_table import GroupTable, Round, group_table
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.own import OwnRanking

BLIND = (
    "Nothing is shown before the round is closed.\n\nEnter on a person begins that person's "
    "ballot: they weigh, pass it on with Ctrl+S, and hand the keyboard to the next. x closes the "
    "round and shows where the group agrees."
)


class GroupPane(Pane):
    """A closed round of one node, or why there is none to see."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("The group", id=id)
        self.round: Round | None = None
        """What is shown; None while nothing may be."""
        self._project, self._node = Project(), TOP
        self._evaluation: Evaluation | None = None
        self._at = self._method = ""
        self._of: tuple[object, ...] = ()
        self._ranked_of: tuple[object, object] = (None, None)
        self._rankings: Mapping[str, OwnRanking] = {}
        self._no = ""

    def compose(self) -> ComposeResult:
        yield Static(id="summary")
        yield GroupTable(id="table")
        yield Static(id="detail")

    @property
    def table(self) -> GroupTable:
        """The table of people."""
        return self.query_one(GroupTable)

    def show(self, project: Project, node: str, evaluation: Evaluation | None) -> None:
        """Show the round of a node; of another node the latest, by the project's method."""
        if node != self._node:
            self._at = self._method = ""
        self._project, self._node, self._evaluation = project, node, evaluation
        self._bring_together()
        self._paint()

    def _bring_together(self) -> None:
        """Work the round out, once for each state of things."""
        of = (self._project, self._evaluation, self._node, self._at, self._method)
        if len(self._of) == len(of) and all(a is b for a, b in zip(self._of, of, strict=True)):
            return
        self._of, self.round, self._no = of, None, ""
        if not balloting.nodes(self._project):
            self._no = (
                "There is nothing to weigh yet: it takes two sections, or two requirements under "
                "one that are no gates."
            )
        elif not self._project.people:
            self._no = "Nobody is named yet: name the people who weigh first."
        elif not balloting.closed_rounds(self._project, self._node):
            self._no = BLIND
        else:
            try:
                self.round = self._brought(self._method, self._at)
            except Refused as no:
                self._no = no.sentence()

    def _brought(self, method: str, at: str) -> Round:
        """A closed round with the one before it; refused where the method does not fit."""
        from ossbuy.procedure.workshops.group import group, movement
        from ossbuy.procedure.workshops.own_weights import own_rankings

        project, node = self._project, self._node
        shown = Round(group(project, node, method, at), None, None, {})
        closed = balloting.closed_rounds(project, node)
        if place := closed.index(shown.result.round):
            try:
                before = group(project, node, method, closed[place - 1])
                shown = replace(shown, before=before, movement=movement(before, shown.result))
            except Refused:
                pass  # Nothing of the earlier round fits what stands there now: it is left out.
        if self._evaluation is not None:
            # The same for every node, method and round; 15 people over 1,500 requirements cost
            # a tenth of a second.
            of = (project, self._evaluation)
            if not all(a is b for a, b in zip(self._ranked_of, of, strict=True)):
                self._ranked_of, self._rankings = of, own_rankings(project, self._evaluation)
            shown = replace(shown, rankings=self._rankings)
        return shown

    def next_method(self) -> str:
        """Bring the weights together the next way that fits; why not the ones that do not."""
        if self.round is None:
            return ""
        now, said = GROUP_METHODS.index(self.round.result.method), ""
        for step in range(1, len(GROUP_METHODS)):
            method = GROUP_METHODS[(now + step) % len(GROUP_METHODS)]
            try:
                self._brought(method, self._at)
            except Refused as no:
                said = no.sentence()
                continue
            self._method = method
            break
        self._bring_together()
        self._paint()
        return said

    def next_round(self) -> bool:
        """The round before, from the first back to the latest; whether there is another."""
        closed = balloting.closed_rounds(self._project, self._node)
        if len(closed) < 2:
            return False
        now = closed.index(self._at or closed[-1])
        self._at = closed[now - 1] if now else ""
        self._bring_together()
        self._paint()
        return True

    def latest_round(self) -> None:
        """Show the latest closed round from now on."""
        self._at = ""

    def _paint(self) -> None:
        where = balloting.node_label(self._project, self._node)
        self.set_class(self.round is not None, "-closed")
        if self.round is None:
            self.entitle(f"The group · {where}")
            self.query_one("#summary", Static).update(plain(self._no))
            self.query_one("#detail", Static).update(plain(""))
            return
        result = self.round.result
        people = count(len(result.people), "person", "people")
        self.entitle(f"The group · {where}", f"round {result.round} · {people} · {result.method}")
        self.query_one("#summary", Static).update(_summary(self._project, self._node, self.round))
        self._paint_table()

    @on(GroupTable.Moved)
    def _paint_table(self) -> None:
        if self.round is None:
            return
        column = self.table.current[1]
        self.table.show(*group_table(self._project, self.round, column))
        child, column = self.table.current
        detail = self.query_one("#detail", Static)
        said = _detail(self._project, self.round, child, column)
        lines = 3 if self.app.size.width < NARROW else 6
        # Wrapping at words wastes some cells of each line.
        detail.update(cut(said, max(40, (detail.content_size.width - 6) * lines)))


def _summary(project: Project, node: str, shown: Round) -> Content:
    """Who would win, how far people agree, what was taken, who is missing."""
    from ossbuy.analysis.own import choices_sentence

    result = shown.result
    lines: list[Content] = []
    if chosen := choices_sentence(shown.rankings):
        lines.append(plain(chosen, "bold"))
    lines.append(plain(_agreement(shown)))
    if shown.movement is not None:
        lines.append(plain(shown.movement.sentence(project)))
    grouped = project.grouped.get(node)
    if grouped is not None:
        taken = f"✔ Taken as stated weights: {grouped.method}, round {grouped.round}."
        lines.append(plain(taken, "$text-success"))
    lines.append(plain(f"By {result.full_method}.", "$text-muted"))
    if result.absent:
        names = ", ".join(person_label(project, p) for p in result.absent)
        lines.append(plain(f"○ Absent: {names}", "$text-warning"))
    for person, why in result.left_out:
        lines.append(plain(f"▲ {person_label(project, person)} left out: {why}", "$text-warning"))
    open_ = balloting.open_round(project, node)
    if cast := balloting.cast_by(project, node, open_):
        lines.append(
            plain(f"◐ Round {open_} is open: {len(cast)} voted, x closes it", "$text-warning")
        )
    return Content("\n").join(lines)


def _agreement(shown: Round) -> str:
    """Kendall's W in a line."""
    found = shown.result.agreement
    if found.w is None:
        return f"No agreement can be computed: {found.reason}."
    return f"Kendall's W {found.w:.2f}: 1 is the same order from everybody, 0 no common one."


def _detail(project: Project, shown: Round, child: str, column: str) -> Content:
    """What the cursor is on: a person, or what is weighed."""
    from ossbuy.procedure.workshops.judgements import METHOD_WORDS

    result = shown.result
    if column in result.people:
        at = result.people.index(column)
        ballot, own = result.ballots[at], result.own[at]
        steady = f", {own.consistency}" if own.consistency else ""
        said = f"{person_label(project, column)} weighed by {METHOD_WORDS[ballot.method]}{steady}."
        if ranking := shown.rankings.get(column):
            order = [s.label for s in ranking.standings if not s.eliminated]
            said += f" Own ranking: {', '.join(order)}."
        said += f" {result.weights.effect(at).sentence()}"
        return one_line(f"{said} “{ballot.comment}”" if ballot.comment else said)
    if child not in result.children:
        return plain("")
    at = result.children.index(child)
    low, high = result.spread(at)
    given = [own.weights[at] for own in result.own]
    least = person_label(project, result.people[given.index(low)])
    most = person_label(project, result.people[given.index(high)])
    return one_line(
        f"{result.labels[at]}: {100 * float(result.weights.weights[at]):.1f} % for the group, from "
        f"{100 * low:.1f} % ({least}) to {100 * high:.1f} % ({most})."
    )
