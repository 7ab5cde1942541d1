"""Send: what a buyer would ask about at once, what leaves and what stays, and the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ossbuy.exchange.errors import BadFile
from ossbuy.model.bidding import own
from ossbuy.model.events import Event, Refused
from ossbuy.model.telling import stamp
from ossbuy.procedure.bidding.doubts import about_answers, doubts
from ossbuy.procedure.bidding.sending import write_bid
from ossbuy.store.errors import StoreError
from ossbuy.tui.door import PAST
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.naming import asked_for, free, slug
from ossbuy.tui.numbers import count
from ossbuy.tui.selling import SellScreen, answer_form
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane

COLUMNS = (Column("requirement", 10, flexible=True), Column("what to mend", 44))


class Sending(SellScreen):
    """Doubts on the left, what leaves and what was written on the right."""

    stage = "sending"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "write", "write workbook", tooltip="Write the workbook that goes out"),
        Binding("c", "side", "what leaves", tooltip="Checks or what leaves, where narrow"),
    ]
    HELP = (
        "**Send** lists what a buyer would ask about at once; **Enter** mends it. **x** writes the "
        "filled pack: your answers and what you say of yourselves leave, tasks, sources of answers "
        "taken over, notes and the history stay. The hash of every workbook written is on record; "
        "compare it with what the buyer says it received. Prices go into the price workbook."
    )

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="lists"):
            with Pane("To mend", id="items"):
                yield Heads(COLUMNS)
                yield Listing(COLUMNS, id="list")
            with Pane("What leaves", id="card"), VerticalScroll(id="card-scroll"):
                yield Static(id="card-text")

    def show(self) -> None:
        """Paint the doubts and what leaves."""
        if self.assessment is None:
            return
        project = self.project
        found = doubts(project)
        rows = []
        for number, doubt in enumerate(found):
            asked = project.requirements[doubt.requirement]
            name = asked_for(asked)
            row = Row(f"{asked.id} {number}", (name, plain(doubt.said, "$text-warning")))
            rows.append(row)
        self.query_one("#list", Listing).show(rows)
        answered = self.assessment.answered
        clean = "✔ nothing a buyer asks at once" if answered else "nothing is answered yet"
        self.query_one("#items", Pane).entitle(
            "To mend", count(len(found), "doubt") if found else clean
        )
        self.query_one("#card-text", Static).update(self._leaves())

    def _leaves(self) -> Content:
        found, project = self.assessment, self.project
        assert found is not None
        open_ = len(found.unanswered)
        gates = sum(g.state in ("open", "failed") for g in found.gates)
        about = len(about_answers(project))
        lines = [
            plain("Leaves", "bold $text-primary"),
            plain(f"{found.answered} of {len(found.answers)} answers"),
            plain(f"{count(about, 'answer')} about {own(project).name or 'you'}"),
        ]
        if open_:
            lines.append(plain(f"○ {open_} stay unanswered: no zero, but open", "$text-warning"))
        if gates:
            lines.append(plain(f"✖ {gates} pass or fail open or failed", "$text-error"))
        lines += [
            Content(""),
            plain("Stays here", "bold $text-primary"),
            plain(count(len(project.tasks), "task")),
            plain(f"{count(len(project.reused), 'source')} of answers taken over"),
            plain("the history, and who wrote what"),
            Content(""),
            plain("Written", "bold $text-primary"),
        ]
        written = self.ossbuy.workspace.history(kinds={"bid.written"})
        lines += [_written(event) for event in written[-6:]] or [
            plain("nothing yet: x writes the workbook", "$text-muted")
        ]
        return Content("\n").join(lines)

    @on(Listing.OptionSelected)
    def _edit(self) -> None:
        if form := answer_form(self.ossbuy, self.focused_thing()):
            self.app.push_screen(form)

    def action_write(self) -> None:
        """Ask where the workbook goes, and write it."""
        app = self.ossbuy
        name = own(self.project).name or "answers"
        here = app.path.parent if app.path else Path.cwd()
        place = free(here / f"{slug(name, 'answers')}.xlsx")
        fields = (Field("out", "Workbook", str(place), "Where it is written"),)
        self.app.push_screen(
            Form("Write the workbook that goes out", fields, self._write, anyway=True)
        )

    def _write(self, typed: Mapping[str, str]) -> str:
        app = self.ossbuy
        form = app.screen
        said = form.typed()["out"] if isinstance(form, Form) else typed.get("out", "")
        out = Path(said.strip()).expanduser()
        if app.as_of is not None:
            return PAST
        if out.suffix.casefold() != ".xlsx":
            return f"{out.name or 'The name'} must end in .xlsx."
        if not out.absolute().parent.is_dir():
            return f"{out.parent}: there is no such directory; name another place."
        if out.exists():
            return f"{out.name} is there already: give it another name."
        try:
            sent = write_bid(app.workspace, out)
        except (BadFile, Refused, StoreError) as no:
            return str(no)
        app.read()
        toast(app, f"{out.name}: {sent.answered} of {sent.asked} answered, {sent.sha256[:12]}.")
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is room for both, nothing is to be turned over."""
        return self.has_class("-narrow") if action == "side" else True

    def on_resize(self) -> None:
        """The footer names what works at this width."""
        self.call_after_refresh(self.refresh_bindings)

    def action_side(self) -> None:
        """Checks or what leaves, where there is no room for both."""
        self.toggle_class("-card")

    def back(self) -> bool:
        """From what leaves back to the checks, where narrow."""
        if self.has_class("-card"):
            self.remove_class("-card")
            return True
        return False

    def focused_thing(self) -> str:
        """The requirement of the doubt under the cursor."""
        return self.query_one("#list", Listing).current.partition(" ")[0]

    def walk_backward(self) -> tuple[str, str] | None:
        """To the answer."""
        return ("own_answers", self.focused_thing())

    def walk_forward(self) -> tuple[str, str] | None:
        """To the answer, where it is mended."""
        return ("own_answers", self.focused_thing())


def _written(event: Event) -> Content:
    value = event.facts[0].value
    said = value if isinstance(value, dict) else {}
    return Content.assemble(
        plain(f"{stamp(event.at)}  ", "$text-muted"),
        one_line(str(said.get("filename", ""))),
        plain(f"  {str(said.get('sha256', ''))[:12]}", "$text-muted"),
    )
