"""Requirements proposed against what people fear; a person takes one and edits it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.facilitation import Fear, fears, recognised
from ossbuy.model.requirement import VERIFICATION
from ossbuy.procedure.fears import accept, taken_as
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp

COLUMNS = (
    Column("", 10),
    Column("what is feared", 20, flexible=True),
    Column("asked for as", 12, least=60),
)


class Fears(ModalScreen[None]):
    """Kinds of fear, those that fit first, with the requirement proposed against each."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "close")]
    HELP = (
        "**Proposals**, not advice from anybody in the room: each kind of fear with a requirement "
        "that would answer it. **Enter** takes the one under the cursor into the section Risk, "
        "where it is edited, weighed or removed like any other. Nothing a person said goes into "
        "its text; only the feeling remembers, in private, what it became."
    )

    def __init__(self, emotion: str) -> None:
        super().__init__()
        self._emotion = emotion
        self._kinds: dict[str, Fear] = {}
        self._fitting: set[str] = set()

    @property
    def _app(self) -> OssbuyApp:
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box fears") as box:
            box.border_title = plain("Proposed requirements against what is feared")
            box.border_subtitle = plain("Enter takes it into the section Risk · Esc closes")
            yield Heads(COLUMNS)
            yield Listing(COLUMNS)
            with VerticalScroll(can_focus=False):
                yield Static(classes="wording")
            yield Static(classes="refusal")

    def on_mount(self) -> None:
        """List the kinds; those the told fear may be come first."""
        told = self._app.project.emotions.get(self._emotion)
        try:
            fitting = recognised(told.fear) if told else ()
            rest = [fear for fear in fears() if fear not in fitting]
        except BadFile as no:
            toast(self.app, str(no), "error")
            self.dismiss()
            return
        self._fitting = {fear.id for fear in fitting}
        self._kinds = {fear.id: fear for fear in (*fitting, *rest)}
        self.watch(self.app, "project", self._show, init=False)
        self._show()

    def _show(self) -> None:
        rows = []
        for fear in self._kinds.values():
            there = taken_as(self._app.project, fear)
            rows.append(
                Row(
                    fear.id,
                    (
                        plain("◆ may fit" if fear.id in self._fitting else "", "$text-accent"),
                        one_line(fear.fear),
                        one_line(there.code if there else "", "$text-success"),
                    ),
                )
            )
        self.query_one(Listing).show(rows)
        self._wording()

    @on(Listing.OptionHighlighted)
    def _wording(self) -> None:
        fear = self._kinds.get(self.query_one(Listing).current)
        if fear is None:
            return
        ways = ", ".join(VERIFICATION[letter] for letter in fear.verification.split())
        said = Content("\n").join(
            [
                plain(f"proposal: {fear.title}", "bold $text-primary"),
                one_line(fear.text),
                Content.assemble(plain("met when  ", "$text-muted"), one_line(fear.threshold)),
                Content.assemble(plain("shown by  ", "$text-muted"), plain(ways)),
            ]
        )
        self.query_one(".wording", Static).update(said)
        self.query_one(".refusal", Static).update("")

    @on(Listing.OptionSelected)
    def _taken(self) -> None:
        fear = self._kinds[self.query_one(Listing).current]
        no = self._app.attempt(lambda p: accept(p, fear, self._emotion))
        if no:
            self.query_one(".refusal", Static).update(plain(f"✖ {no}"))
        elif there := taken_as(self._app.project, fear):
            toast(self.app, f"{there.code} {there.title} stands under Risk: edit it there.")
