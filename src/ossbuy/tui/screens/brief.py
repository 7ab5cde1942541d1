"""Brief: what the buyer asks, what ends the talks, and what really hurts, before any feature."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ossbuy.model.bidding import current_issue
from ossbuy.model.project import Project
from ossbuy.procedure.bidding.assessment import CauseState, GateState, codes
from ossbuy.tui.naming import asked_for
from ossbuy.tui.selling import SellScreen
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane

GATES = (Column("pass or fail", 8, flexible=True), Column("", 14))
CAUSES = (
    Column("cause", 10, flexible=True),
    Column("answered", 8, "right", least=40),
    Column("of 100", 6, "right"),
)
_STATES = {
    "passed": ("✔ passed", "$text-success"),
    "only claimed": ("▲ only claimed", "$text-warning"),
    "failed": ("✖ failed", "$text-error"),
    "open": ("○ open", "$text-warning"),
}


class Brief(SellScreen):
    """The request on the left, gates below it, causes and pains on the right."""

    stage = "brief"
    AUTO_FOCUS = "#gate-list, #cause-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "addendum", "addendum", tooltip="Take in an addendum or a copy"),
        Binding("c", "side", "causes", tooltip="Causes or request, where narrow"),
    ]
    HELP = (
        "**Brief** begins with what decides: **pass or fail** first, because failing one ends the "
        "talks, then the **root causes** the buyer shows, because an answer that removes a cause "
        "counts more than a list of features. *answered* says how many requirements against a "
        "cause you have answered, *of 100* what those answers are worth. **Enter** or **g** goes "
        "to the answer. Where the buyer shows no causes, ask for a copy made with `ossbuy share "
        "--for vendor`. **a** takes in such a copy, or an addendum: every answer stays."
    )

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="brief"):
            with Vertical(id="asked"):
                with Pane("Request", id="request"), VerticalScroll(id="request-scroll"):
                    yield Static(id="request-text")
                with Pane("Pass or fail", id="gates"):
                    yield Heads(GATES)
                    yield Listing(GATES, id="gate-list")
            with Vertical(id="because"):
                with Pane("Root causes", id="causes"):
                    yield Heads(CAUSES)
                    yield Listing(CAUSES, id="cause-list")
                with Pane("What it causes", id="effects"), VerticalScroll(id="effects-scroll"):
                    yield Static(id="effects-text")

    def show(self) -> None:
        """Paint the request, the gates and the causes."""
        found, project = self.assessment, self.project
        self.query_one("#request-text", Static).update(request_text(project))
        gates = found.gates if found else ()
        safe = sum(gate.state == "passed" for gate in gates)
        summary = f"{safe} of {len(gates)} safe" if gates else "none: everything is weighed"
        self.query_one("#gates", Pane).entitle("Pass or fail", summary)
        self.query_one("#gate-list", Listing).show([gate_row(gate) for gate in gates])
        causes = found.causes if found else ()
        self.query_one("#cause-list", Listing).show(
            [cause_row(one) for one in causes] or pain_rows(project)
        )
        title = "Root causes" if causes else "What hurts"
        shown = len(causes) or len(project.pains)
        self.query_one("#causes", Pane).entitle(title, str(shown) if shown else "none shown")
        self._show_effects()

    @on(Listing.OptionHighlighted, "#cause-list")
    def _show_effects(self) -> None:
        found, project = self.assessment, self.project
        ident = self.query_one("#cause-list", Listing).current
        one = next((c for c in found.causes if c.cause.id == ident), None) if found else None
        if one is not None:
            text = cause_text(project, one)
        elif pain := project.pains.get(ident):
            text = plain(pain.statement or pain.name)
        else:
            text = plain(
                "The buyer shows no root causes. A copy made for you shows them: ask for one.",
                "$text-muted",
            )
        self.query_one("#effects-text", Static).update(text)

    @on(Listing.OptionSelected)
    def _to_answer(self) -> None:
        self.ossbuy.action_walk("forward")

    def action_addendum(self) -> None:
        """Take in what the buyer sent later."""
        from ossbuy.tui.modals.taking_answers import take_addendum  # reads: not before it is asked

        take_addendum(self.ossbuy)

    def action_side(self) -> None:
        """Causes or request, where there is no room for both."""
        self.toggle_class("-side")
        self.query_one("#cause-list" if self.has_class("-side") else "#gate-list").focus()

    def back(self) -> bool:
        """From the causes back to the request, where narrow."""
        if self.has_class("-side"):
            self.action_side()
            return True
        return False

    def focused_thing(self) -> str:
        """The gate or the cause under the cursor."""
        causes = self.query_one("#cause-list", Listing)
        return causes.current if causes.has_focus else self.query_one("#gate-list", Listing).current

    def walk_forward(self) -> tuple[str, str] | None:
        """To our answer to the gate, or to the first one against the cause."""
        ident = self.focused_thing()
        if ident in self.project.requirements:
            return ("own_answers", ident)
        found = self.assessment
        one = next((c for c in found.causes if c.cause.id == ident), None) if found else None
        if one is None or not one.requirements or found is None:
            return None
        open_ = [r for r in one.requirements if r in found.unanswered]
        return ("own_answers", (open_ or list(one.requirements))[0])


def request_text(project: Project) -> Content:
    """Who asks for what, which version, by when, and why now."""
    issue, described = current_issue(project), project.description
    version = f"version {issue.version}" if issue and issue.version != "not said" else ""
    stage = "short list" if issue and issue.stage == "short" else ""
    lot = f"lot {described.lot}" if described.lot else ""
    head = " · ".join(part for part in (described.buyer, lot, version, stage) if part)
    lines = [one_line(described.name, "bold"), one_line(head, "$text-muted")]
    if issue and issue.changes:
        lines.append(Content.assemble(plain("changed  ", "$text-muted"), plain(issue.changes)))
    for deadline in project.deadlines.values():
        at = deadline.at
        when = f"{at[:10]} {at[11:16]}" if len(at) > 16 and at[10] == "T" else at
        lines.append(Content.assemble(plain(f"{when}  ", "$text-accent"), one_line(deadline.name)))
    lines += [
        Content.assemble(plain("why now  ", "$text-muted"), plain(trigger.statement))
        for trigger in project.triggers.values()
    ]
    lines += [
        Content.assemble(
            one_line(f"{asked.code}  ", "$text-primary"),
            plain(f"{asked.question} "),
            plain(asked.answer, "$text-accent"),
        )
        for asked in project.clarifications.values()
        if asked.answer
    ]
    return Content("\n").join(lines)


def gate_row(gate: GateState) -> Row:
    """A gate with what our answer amounts to."""
    word, style = _STATES[gate.state]
    asked = gate.requirement
    name = asked_for(asked)
    return Row(asked.id, (name, plain(word, style)))


def cause_row(one: CauseState) -> Row:
    """A cause with how far our answers reach it."""
    name = Content.assemble(
        one_line(one.cause.code, "$text-primary"), " ", one_line(one.cause.statement)
    )
    reach = f"{one.answered} of {len(one.requirements)}" if one.requirements else "—"
    worth = f"{100 * one.healed:.0f}" if one.healed is not None else "—"
    return Row(one.cause.id, (name, plain(reach), plain(worth)))


def pain_rows(project: Project) -> list[Row]:
    """Pains in words, where no causes are shown."""
    return [
        Row(
            pain.id,
            (
                Content.assemble(one_line(pain.code, "$text-primary"), " ", one_line(pain.name)),
                plain(""),
                plain(""),
            ),
        )
        for pain in project.pains.values()
    ]


def cause_text(project: Project, one: CauseState) -> Content:
    """A cause in full, what it causes, and which requirements stand against it."""
    lines = [plain(one.cause.statement)]
    if one.effects:
        lines += [Content(""), plain("causes", "$text-muted"), plain(one.effects)]
    if one.requirements:
        said = codes(project, one.requirements, 40)
        lines += [Content(""), plain("asked against it", "$text-muted"), plain(said)]
    elif project.pains:
        lines += [Content(""), plain("what hurts", "$text-muted")]
        lines += [
            Content.assemble(one_line(p.code, "$text-primary"), " ", one_line(p.name))
            for p in project.pains.values()
        ]
    return Content("\n").join(lines)
