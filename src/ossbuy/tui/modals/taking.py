"""Many pains at once: paste lines or cells, look at what they become, record them as one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from ossbuy.exchange.pasted import read_pasted
from ossbuy.model.trauma import Pain
from ossbuy.procedure.take import Taking, taking
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.numbers import count, money
from ossbuy.tui.text import cut, one_line, plain, toast

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp

ASKED = (
    "Paste here: one pain a line, as it was said. Bullets and numbers in front fall away.",
    "From a sheet, copy the cells: name, their words, said by, severity, cost a year,",
    "or put a row of headers first.",
)


class TakePains(ModalScreen[None]):
    """A box to paste into, and beside it what the lines become."""

    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "record", "record", priority=True),
        Binding("escape", "leave", "leave"),
    ]
    HELP = (
        "Paste the text of a whiteboard photo or cells from a sheet: every line becomes a pain "
        "with an id of its own, to be completed later. What is said twice or told already is "
        "named and left out; what cannot be a field stays in the pain's words. **Ctrl+S** records "
        "all of them as one act, **Esc** leaves."
    )

    def compose(self) -> ComposeResult:
        with Vertical(classes="box taking") as box:
            box.border_title = plain("Take in pains")
            box.border_subtitle = plain("^s records all as one act · Esc leaves")
            with Horizontal(classes="halves"):
                yield TextArea(classes="field", compact=True, soft_wrap=True)
                with VerticalScroll(can_focus=False):
                    yield Static(classes="preview")
            yield Static(classes="refusal")

    def on_mount(self) -> None:
        """Say what can be pasted."""
        self._preview()

    @property
    def _app(self) -> OssbuyApp:
        return cast("OssbuyApp", self.app)

    def _taking(self) -> Taking:
        return taking(self._app.project, read_pasted(self.query_one(TextArea).text))

    @on(TextArea.Changed)
    def _preview(self) -> None:
        """Show what the text becomes, remarks first, because they may ask for another word."""
        found = self._taking()
        self.query_one(".refusal", Static).update("")
        box, preview = self.query_one(".box"), self.query_one(".preview", Static)
        if not found.pains and not found.remarks:
            box.border_title = plain("Take in pains")
            preview.update(plain("\n".join(ASKED), "$text-muted"))
            return
        said = f"{count(len(found.pains), 'pain')} to take in"
        if found.remarks:
            said += f" · {count(len(found.remarks), 'remark')}"
        box.border_title = plain(f"Take in pains ── {said}")
        lines = [plain(f"▲ {remark.sentence()}", "$text-warning") for remark in found.remarks]
        lines += [self._row(pain) for pain in found.pains]
        preview.update(Content("\n").join(lines))

    def _row(self, pain: Pain) -> Content:
        project = self._app.project
        more = []
        if person := project.people.get(pain.voice):
            more.append(person.label)
        if pain.severity is not None:
            more.append(f"severity {pain.severity}")
        if pain.cost_likely is not None:
            more.append(money(project, pain.cost_likely))
        if pain.statement:
            more.append(f"“{pain.statement}”")
        tail = one_line(" · ".join(more), "$text-muted")
        head = one_line(f"{pain.code} ", "$text-primary")
        row = Content.assemble(head, " ", one_line(pain.name), "  " if more else "", tail)
        return cut(row, 200)

    def action_record(self) -> None:
        """Record all of them as one act."""
        pasted = read_pasted(self.query_one(TextArea).text)
        before = len(self._app.project.pains)
        no = self._app.attempt(lambda project: taking(project, pasted).act())
        if no:
            self.query_one(".refusal", Static).update(plain(f"✖ {no}"))
        else:
            taken = count(len(self._app.project.pains) - before, "pain")
            toast(
                self.app, f"{taken} taken in. Press i to go from one to the next and complete it."
            )
            self.dismiss()

    def action_leave(self) -> None:
        """Take nothing in; what was pasted is thrown away only after a yes."""

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss()

        if self.query_one(TextArea).text.strip():
            self.app.push_screen(Confirm("Throw away what was pasted?", "throw away"), answered)
        else:
            self.dismiss()
