"""Ballots: people weigh one after the other, blind; then the group sees itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive

from ossbuy.model import balloting
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.model.weighing import TOP
from ossbuy.tui.door import PAST
from ossbuy.tui.frame import NARROW
from ossbuy.tui.numbers import count
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import toast
from ossbuy.tui.widgets.ballot_rows import (
    NODES,
    PEOPLE,
    Nodes,
    Voters,
    node_row,
    person_label,
    voter_rows,
)
from ossbuy.tui.widgets.group_pane import GroupPane
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.tui.modals.ballot import BallotBox


class Ballots(StageScreen):
    """Weighing together, node by node and round by round."""

    stage = "ballots"
    CSS_PATH = "ballots.tcss"
    AUTO_FOCUS = "#nodes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "following", "next person", tooltip="Begin the next person's ballot"),
        Binding(
            "x", "close", "close round", show=False, tooltip="Close the round and show its ballots"
        ),
        Binding("t", "table", "result", show=False, tooltip="To the group's table"),
        Binding("m", "method", "method", show=False, tooltip="Another way to find the group"),
        Binding("r", "round", "round", show=False, tooltip="The round before, or the latest"),
        Binding("c", "column", "column", show=False, tooltip="The other side, where narrow"),
    ]
    HELP = (
        "**Ballots**: each person weighs alone and unseen, then the round is closed and the group "
        "sees where it agrees and who is far from it. Talk, and vote again in the next round: both "
        "stay. **Enter** goes from what is weighed to its people to a ballot; **n** begins the "
        "next person's, **x** closes the round, **t** goes to the result, **m** brings the weights "
        "together another way, **r** shows the other rounds."
    )

    node: reactive[str] = reactive(TOP, init=False)
    """What is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._way = "points"

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with Pane("What is weighed", id="weighed"):
                    yield Heads(NODES)
                    yield Nodes(NODES, id="nodes")
                with Pane("People", id="people"):
                    yield Heads(PEOPLE)
                    yield Voters(PEOPLE, id="voters")
            yield GroupPane(id="result")

    @property
    def _group(self) -> GroupPane:
        return self.query_one(GroupPane)

    # --- showing ------------------------------------------------------------------------------

    def show(self) -> None:
        """Paint what is weighed, who weighs it, and the round that is closed."""
        nodes = balloting.nodes(self.project)
        if self.node not in nodes:
            self.set_reactive(Ballots.node, nodes[0] if nodes else TOP)
        listing = self.query_one("#nodes", Nodes)
        listing.show([node_row(self.project, node) for node in nodes])
        if listing.current != self.node:
            listing.go_to(self.node)
        self.query_one("#weighed", Pane).entitle("What is weighed", "" if nodes else "nothing yet")
        self._show_node()

    def _show_node(self) -> None:
        project, at = self.project, balloting.open_round(self.project, self.node)
        cast = balloting.cast_by(project, self.node, at)
        self.query_one("#voters", Voters).show(voter_rows(project, self.node))
        total = len({*balloting.voters(project), *cast})
        said = f"round {at}" + (f" · {len(cast)} of {total}" if total else "")
        self.query_one("#people", Pane).entitle("People", said)
        self._group.show(project, self.node, self.evaluation)

    def watch_node(self) -> None:
        """Show the other node."""
        self._show_node()

    @on(Listing.OptionHighlighted, "#nodes")
    def _another_node(self, event: Listing.OptionHighlighted) -> None:
        if self.query_one("#nodes").has_focus and event.option.id:
            self.node = event.option.id

    # --- voting -------------------------------------------------------------------------------

    @on(Listing.OptionSelected, "#nodes")
    def _to_people(self) -> None:
        voters = self.query_one("#voters", Voters)
        voters.focus()
        for person in self._waiting()[:1]:
            voters.go_to(person)

    @on(Listing.OptionSelected, "#voters")
    def _begin(self, event: Listing.OptionSelected) -> None:
        self._vote(event.option.id or "")

    def _waiting(self) -> list[str]:
        """Who comes next in the open round: those waited for, else anybody who may vote."""
        project = self.project
        cast = balloting.cast_by(project, self.node, balloting.open_round(project, self.node))
        missing = [p for p in balloting.voters(project) if p not in cast]
        if missing or balloting.latest_session(project) is not None:
            return missing
        return [p for p in balloting.may_vote(project) if p not in cast]

    def action_following(self) -> None:
        """Begin the ballot of the next person who has not voted."""
        waiting = self._waiting()
        if waiting:
            self._vote(waiting[0])
        else:
            toast(self.ossbuy, "Nobody is left to vote: x closes the round and shows it.")

    def _vote(self, person: str) -> None:
        project, app = self.project, self.ossbuy
        if app.as_of is not None:
            toast(app, PAST)
            return
        try:
            balloting.weighable(project, self.node)
            balloting.check_voter(project, person)
        except Refused as no:
            toast(app, no.sentence(), "warning")
            return
        from ossbuy.tui.modals.ballot import BallotBox

        before = balloting.last_seen(project, self.node, person)
        box = BallotBox(project, person, self.node, before.method if before else self._way)
        app.push_screen(box, lambda cast: self._passed_on(box, person) if cast else None)

    def _passed_on(self, box: BallotBox, person: str) -> None:
        """Ask for whoever comes next; the ballot is gone from the screen."""
        self._way = box.method
        waiting = self._waiting()
        if not waiting:
            toast(self.ossbuy, "Everybody has voted: x closes the round and shows it.")
            return
        from ossbuy.tui.modals.pass_on import PassOn

        passed, following = (person_label(self.project, p) for p in (person, waiting[0]))

        def here(yes: bool | None) -> None:
            if yes:
                self._vote(waiting[0])
            else:
                voters = self.query_one("#voters", Voters)
                voters.focus()
                voters.go_to(waiting[0])

        self.app.push_screen(PassOn(passed, following, len(waiting)), here)

    def action_close(self) -> None:
        """Close the open round, after a yes that names who is absent."""
        app, project = self.ossbuy, self.project
        at = balloting.open_round(project, self.node)
        where = balloting.node_label(project, self.node)
        cast = balloting.cast_by(project, self.node, at)
        if not cast:
            toast(app, f"Nobody has voted on {where} in round {at}: there is nothing to close.")
            return
        absent = balloting.absent(project, self.node, at)
        names = ", ".join(person_label(project, p) for p in absent)
        app.ask(
            f"Close round {at} on {where} with {count(len(cast), 'ballot')}?"
            f"{f' Absent: {names}.' if absent else ''} They are shown from then on, and what was "
            "seen cannot be unseen.",
            "Close",
            self._close,
        )

    def _close(self) -> None:
        from ossbuy.procedure.lock import now

        def closing(project: Project) -> Act:
            return balloting.close(project, self.node, self.ossbuy.workspace.actor, now())

        if self.ossbuy.do(closing):
            self._group.latest_round()
            self.call_after_refresh(self.action_table)

    # --- the group ----------------------------------------------------------------------------

    def action_take(self) -> None:
        """Take the group's weights as stated weights, after a yes."""
        if (shown := self._group.round) is None:
            return
        from ossbuy.procedure.workshops.ballots import adopt

        app, result = self.ossbuy, shown.result
        people = count(len(result.people), "person", "people")
        app.ask(
            f"Take the {result.method} of {people}, round {result.round}, as the stated weights of "
            f"{balloting.node_label(self.project, result.node)}?",
            "Take",
            lambda: app.do(lambda p: adopt(p, result.node, result.method, result.round)),
        )

    def action_method(self) -> None:
        """Bring the weights together the next way."""
        if no := self._group.next_method():
            toast(self.ossbuy, no)

    def action_round(self) -> None:
        """Show the round before; from the first back to the latest."""
        if not self._group.next_round():
            toast(self.ossbuy, "There is no other closed round here.")

    def action_table(self) -> None:
        """To the group's table."""
        self.set_class(self.size.width < NARROW, "-result")
        if self._group.round is not None:
            self._group.table.focus()

    def action_column(self) -> None:
        """The lists or the group, where there is room for one."""
        if self.has_class("-result"):
            self.back()
        else:
            self.action_table()

    def back(self) -> bool:
        """From the table to the people, from the people to what is weighed."""
        if self.has_class("-result") or self._group.table.has_focus:
            self.remove_class("-result")
            self.query_one("#voters").focus()
            return True
        if self.query_one("#voters").has_focus:
            self.query_one("#nodes").focus()
            return True
        return False

    def focused_thing(self) -> str:
        """What is weighed under the cursor."""
        if self._group.table.has_focus:
            return self._group.table.current[0]
        return "" if self.node == TOP else self.node

    def select(self, ident: str) -> bool:
        """Go to the node a thing is, or is weighed under."""
        nodes, project = balloting.nodes(self.project), self.project
        known = ident in project.sections or ident in project.requirements
        for node in (ident, balloting.parent_node(project, ident) if known else ""):
            if node in nodes:
                self.node = node
                self.query_one("#nodes", Nodes).go_to(node)
                return True
        return False

    def walk_forward(self) -> tuple[str, str] | None:
        """The weights that come of it."""
        thing = self.focused_thing()
        return ("weights", thing if thing in self.project.sections else "")

    def why(self) -> tuple[str, ...] | None:
        """The weight of what is under the cursor."""
        thing = self.focused_thing()
        return ("weight", thing) if thing else None
