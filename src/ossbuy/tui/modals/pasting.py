"""Many things at once: paste lines or cells, look at what they become, record them as one act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.numbers import count
from ossbuy.tui.text import plain, toast

if TYPE_CHECKING:
    from textual.timer import Timer

    from ossbuy.exchange.pasted import Remark
    from ossbuy.model.events import Act
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp

LONG, PAUSE = 20_000, 0.2
"""Characters from which the preview waits for a pause, and how many seconds of one."""
MOST_SHOWN = 300
"""Lines of the preview; more are counted."""


class Taking(Protocol):
    """What a pasted text would become."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What whoever pasted it should know."""

    def act(self) -> Act:
        """All of it as one act; Refused where there is nothing to take."""


class Pasting(ModalScreen[None]):
    """A box to paste into, and beside it what the lines become; subclasses say of what."""

    ONE: ClassVar[str] = ""
    """What one line becomes: pain, requirement."""
    ASKED: ClassVar[tuple[str, ...]] = ()
    """What may be pasted, said while the box is empty."""
    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "record", "record", priority=True),
        Binding("escape", "leave", "leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box taking") as box:
            box.border_title = plain(f"Take in {self.ONE}s")
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
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def taking(self, project: Project, text: str) -> Taking:
        """What a text would become in a project."""
        raise TypeError(f"{type(self).__name__} must take something in")

    def rows(self, found: Taking) -> Sequence[Content]:
        """One line for each thing that would be taken in."""
        raise TypeError(f"{type(self).__name__} must show what it takes in")

    def taken(self, number: int) -> str:
        """What is said once they are recorded."""
        return f"{count(number, self.ONE)} taken in; u takes it back."

    @property
    def text(self) -> str:
        """What stands in the box."""
        return self.query_one(TextArea).text

    @on(TextArea.Changed)
    def _changed(self) -> None:
        """Long texts are read once the typing pauses."""
        if self._pause is not None:
            self._pause.stop()
        if len(self.text) < LONG:
            self._preview()
        else:
            self._pause = self.set_timer(PAUSE, self._preview)

    def _preview(self) -> None:
        """Show what the text becomes, remarks first, because they may ask for another word."""
        found = self.taking(self.ossbuy.project, self.text)
        rows = self.rows(found)
        self.query_one(".refusal", Static).update("")
        box, preview = self.query_one(".box"), self.query_one(".preview", Static)
        if not rows and not found.remarks:
            box.border_title = plain(f"Take in {self.ONE}s")
            preview.update(plain("\n".join(self.ASKED), "$text-muted"))
            return
        said = f"{count(len(rows), self.ONE)} to take in"
        if found.remarks:
            said += f" · {count(len(found.remarks), 'remark')}"
        box.border_title = plain(f"Take in {self.ONE}s ── {said}")
        lines = [plain(f"▲ {remark.sentence()}", "$text-warning") for remark in found.remarks]
        lines = [*lines, *rows]
        if (more := len(lines) - MOST_SHOWN) > 0:
            lines = [*lines[:MOST_SHOWN], plain(f"and {more} more lines", "$text-muted")]
        preview.update(Content("\n").join(lines))

    def action_record(self) -> None:
        """Record all of them as one act."""
        text = self.text
        number = len(self.rows(self.taking(self.ossbuy.project, text)))
        no = self.ossbuy.attempt(lambda project: self.taking(project, text).act())
        if no:
            self.query_one(".refusal", Static).update(plain(f"✖ {no}"))
        else:
            toast(self.app, self.taken(number))
            self.dismiss()

    def action_leave(self) -> None:
        """Take nothing in; what was pasted is thrown away only after a yes."""

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss()

        if self.text.strip():
            self.app.push_screen(Confirm("Throw away what was pasted?", "throw away"), answered)
        else:
            self.dismiss()
