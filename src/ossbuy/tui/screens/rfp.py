"""The request: what went out under which version, questions, dates, leaks, the short list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.model.events import Refused
from ossbuy.procedure.request import clarifying
from ossbuy.procedure.request.versions import latest, previous, versions
from ossbuy.tui.issue_form import issue
from ossbuy.tui.modals.form import Form
from ossbuy.tui.numbers import count
from ossbuy.tui.question_forms import ask_act, change_act, question_fields
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import plain, toast
from ossbuy.tui.widgets.leak_pane import LeakPane
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.rfp_rows import (
    QUESTIONS,
    VERSIONS,
    calendar_text,
    question_card,
    question_rows,
    short_list_text,
    version_rows,
)

if TYPE_CHECKING:
    pass


class Rfp(StageScreen):
    """Versions and questions on the left; dates, leaks and the short list on the right."""

    stage = "rfp"
    CSS_PATH = "rfp.tcss"
    AUTO_FOCUS = "#log"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "ask", "question", show=False, tooltip="Note a vendor's question"),
        Binding(
            "p", "publish", "publish", show=False, tooltip="Publish the answer, without who asked"
        ),
        Binding("i", "issue", "issue", tooltip="Send the request out"),
        Binding("d", "dates", "dates", show=False, tooltip="The calendar"),
        Binding("l", "leaks", "leaks", show=False, tooltip="What would leak"),
        Binding(
            "x", "changes", "changes", show=False, tooltip="What changed since the last version"
        ),
        Binding("s", "short_list", "short list", show=False, tooltip="The short list"),
        Binding("delete", "remove", "remove", show=False, tooltip="Remove the question"),
        Binding("c", "side", "side", show=False, tooltip="Dates and leaks, where narrow"),
    ]
    HELP = (
        "**RFP** is the request as it goes out: two workbooks under a version, on record. **i** "
        "issues it; after a change it is an addendum, and **x** shows what changed, word by word. "
        "**l** lists what would leak, **d** keeps the dates, **s** the short list. A vendor's "
        "question is noted with **n**, answered with **Enter** and published with **p**: to "
        "everybody, without who asked. **g** goes to what a question is about."
    )

    side_shown: reactive[bool] = reactive(False, init=False, toggle_class="-side")
    """On a narrow screen, dates and leaks instead of versions and questions."""

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with Pane("Request", id="request"):
                    yield Heads(VERSIONS)
                    yield Listing(VERSIONS, id="versions")
                with Pane("Questions", id="questions"):
                    yield Heads(QUESTIONS)
                    yield Listing(QUESTIONS, id="log")
                with Pane("Question", id="card"), VerticalScroll(id="card-scroll"):
                    yield Static(id="card-text")
            with Vertical(id="side"):
                with Pane("Calendar", id="calendar"):
                    yield Static(id="calendar-text")
                yield LeakPane(id="leaks")
                with Pane("Short list", id="short-list"):
                    yield Static(id="short-text")

    def show(self) -> None:
        """Paint versions, questions, dates and the short list; look for leaks beside it."""
        if not self.ossbuy.has_project:
            return
        project = self.project
        self.query_one(LeakPane).look(project)
        self._show_versions()
        log = self.query_one("#log", Listing)
        log.show(question_rows(project))
        if log.highlighted is None and project.clarifications:
            log.highlighted = 0
        waiting = sum(not c.published_at for c in project.clarifications.values())
        said = count(len(project.clarifications), "question")
        self.query_one("#questions", Pane).entitle(
            "Questions", f"{said} · {waiting} not published" if waiting else said
        )
        self._show_card()
        now = self.ossbuy.moment()
        self.query_one("#calendar-text", Static).update(calendar_text(project, now))
        self.query_one("#calendar", Pane).entitle("Calendar", "UTC · d changes it")
        self.query_one("#short-text", Static).update(short_list_text(project))
        self.query_one("#short-list", Pane).entitle("Short list", "s changes it")

    def _show_versions(self) -> None:
        issues = versions(self.project)
        self.query_one("#versions", Listing).show(
            version_rows(self.project, issues, self.query_one(LeakPane).pending)
        )
        if not issues:
            said = "not issued yet: i issues it"
        else:
            said = f"version {issues[-1].version}" + (
                " · changed since" if self.query_one(LeakPane).pending else ""
            )
        self.query_one("#request", Pane).entitle("Request", said)

    def _show_card(self) -> None:
        said = self.project.clarifications.get(self.focused_thing())
        pane, text = self.query_one("#card", Pane), self.query_one("#card-text", Static)
        if said is None:
            pane.entitle("Question")
            text.update(plain("No question is noted yet: n notes the first.", "$text-muted"))
            return
        who = self.project.vendors.get(said.asked_by)
        pane.entitle(said.code, f"asked by {who.label}" if who else "nobody is noted as asking")
        text.update(question_card(self.project, said))

    @on(LeakPane.Looked)
    def _looked(self, event: LeakPane.Looked) -> None:
        event.stop()
        self._show_versions()

    @on(Listing.OptionHighlighted, "#log")
    def _moved(self) -> None:
        self._show_card()

    @on(Listing.OptionSelected, "#log")
    def _edit(self) -> None:
        ident = self.focused_thing()
        if said := self.project.clarifications.get(ident):
            actor = self.ossbuy.workspace.actor

            def submit(typed: Mapping[str, str]) -> str:
                return self.ossbuy.attempt(lambda p: change_act(p, ident, typed, actor))

            fields = question_fields(self.project, said)
            self.app.push_screen(Form(f"Question {said.code}", fields, submit))

    @on(Listing.OptionSelected, "#versions")
    def _open_version(self) -> None:
        ident = self.query_one("#versions", Listing).current
        if ident == "next":
            self.action_changes()
            return
        from ossbuy.procedure.request.addenda import between

        issue = self.project.issues.get(ident)
        before = previous(self.project, issue) if issue else None
        if issue is None or before is None:
            toast(self.app, "Nothing went out before this version: there is nothing to compare.")
            return
        from ossbuy.tui.modals.changes import Changes

        found = between(self.ossbuy.workspace, before, issue)
        self.app.push_screen(Changes(f"{before.version} → {issue.version}", found))

    def action_ask(self) -> None:
        """Note a vendor's question."""
        actor = self.ossbuy.workspace.actor

        def submit(typed: Mapping[str, str]) -> str:
            return self.ossbuy.attempt(lambda p: ask_act(p, typed, actor))

        self.app.push_screen(Form("A question", question_fields(self.project, None), submit))

    def action_publish(self) -> None:
        """Publish the answer under the cursor, after a yes."""
        ident = self.focused_thing()
        said = self.project.clarifications.get(ident)
        if said is None:
            return
        try:
            # What cannot be published is said before anybody is asked.
            clarifying.publish(self.project, ident, anyway=True)
        except Refused as no:
            toast(self.app, no.sentence(), "warning")
            return
        telling = clarifying.gives_away(self.project, said)
        warned = f" It would tell who asked: {telling[0]}" if telling else ""
        self.ossbuy.ask(
            f"Publish {said.code} to everybody? What was published cannot be called back.{warned}",
            "Publish all the same" if telling else "Publish",
            lambda: self.ossbuy.do(lambda p: clarifying.publish(p, ident, anyway=bool(telling))),
        )

    def action_remove(self) -> None:
        """Remove the question under the cursor, after a yes."""
        ident = self.focused_thing()
        if said := self.project.clarifications.get(ident):
            self.ossbuy.ask(
                f"Remove the question {said.code}? Undo brings it back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: clarifying.withdraw(p, ident)),
            )

    def action_issue(self) -> None:
        """Send the request out."""
        issue(self.ossbuy, len(self.query_one(LeakPane).leaks or ()))

    def action_dates(self) -> None:
        """The calendar."""
        from ossbuy.tui.modals.dates import Dates

        self.app.push_screen(Dates())

    def action_short_list(self) -> None:
        """Who is on the short list, and which questions decide it."""
        from ossbuy.tui.modals.short_list import ShortList

        self.app.push_screen(ShortList())

    def action_leaks(self) -> None:
        """What would leak; Enter there goes to the requirement."""
        found = self.query_one(LeakPane).leaks
        if found is None:
            toast(self.app, "Still looking.")
            return
        from ossbuy.procedure.request.leaks import stays
        from ossbuy.tui.modals.leaks import Leaks

        self.app.push_screen(Leaks(found, stays(self.project)), self._go)

    def _go(self, place: str | None) -> None:
        ident = self.project.by_code("requirements", place) if place else None
        if ident is not None:
            self.ossbuy.go("requirements", ident)

    def action_changes(self) -> None:
        """What changed since the last version."""
        from ossbuy.procedure.request.addenda import since_last

        last = latest(self.project)
        if last is None:
            toast(self.app, "Nothing went out yet: i issues the first version.")
            return
        from ossbuy.tui.modals.changes import Changes

        found = since_last(self.ossbuy.workspace)
        self.app.push_screen(Changes(f"Since version {last.version}", found))

    def action_side(self) -> None:
        """Dates, leaks and short list, or versions and questions, where there is room for one."""
        self.side_shown = not self.side_shown
        self.query_one("#leaks-scroll" if self.side_shown else "#log").focus()

    def focused_thing(self) -> str:
        """The question under the cursor."""
        return self.query_one("#log", Listing).current

    def select(self, ident: str) -> bool:
        """Put the cursor on a question."""
        return self.query_one("#log", Listing).go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """What the question is about."""
        said = self.project.clarifications.get(self.focused_thing())
        return ("requirements", said.requirements[0]) if said and said.requirements else None

    def walk_backward(self) -> tuple[str, str] | None:
        """The same: a question is about something that was asked."""
        return self.walk_forward()

    def back(self) -> bool:
        """Go back to versions and questions."""
        if self.side_shown:
            self.action_side()
            return True
        return False
