"""History: the journal as sentences, newest first, and a way to look at the past."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from ossbuy.model.events import Event
from ossbuy.model.telling import labels_of, sentence, stamp
from ossbuy.tui.numbers import count
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane

COLUMNS = (
    Column("when", 17),
    Column("who", 14),
    Column("did what, and why", 24, flexible=True),
    Column("#", 5, "right", least=60),
)


class Events(Listing):
    """Events of the journal."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "travel there", key_display="↵", id="travel-enter")
    ]


class History(StageScreen):
    """Who did what, when and why; ``t`` shows the whole project as it stood then."""

    stage = "history"
    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "travel", "travel", show=False, tooltip="See everything as it stood then"),
        Binding("slash", "filter", "find", key_display="/", tooltip="Find by any word"),
    ]
    HELP = (
        "**History** is the record itself: every act with its person, time and reason. Nothing is "
        "ever rewritten. **/** finds by any word, **Enter** or **t** shows the whole project as "
        "it stood after the act under the cursor (read-only, **Esc** returns to now), "
        "**u** takes back your last act."
    )

    def __init__(self) -> None:
        super().__init__()
        self._labels: dict[str, str] = {}
        self._told: dict[str, tuple[Event, str]] = {}

    def compose_body(self) -> ComposeResult:
        with Pane("History", id="history"):
            yield Input(
                placeholder="find: a person, a word, a date",
                id="find",
                classes="field",
                compact=True,
            )
            yield Heads(COLUMNS)
            yield Events(COLUMNS, id="list")
            yield Static(id="detail")

    def show(self) -> None:
        """List the events that match, newest first."""
        if not self.ossbuy.has_project:
            return
        events = self.ossbuy.workspace.history()
        labels = self._labels = labels_of(events)
        self._told = {str(e.seq): (e, sentence(e, labels)) for e in reversed(events)}
        words = self.query_one("#find", Input).value.casefold().split()
        rows = [
            _row(event, said, self._who(event), self.ossbuy.as_of)
            for event, said in self._told.values()
            if all(word in _haystack(event, said) for word in words)
        ]
        self.query_one(Events).show(rows)
        found = f" · {len(rows)} found" if words else ""
        self.query_one(Pane).entitle("History", count(len(events), "act") + found)
        self._detail()

    @on(Input.Changed, "#find")
    def _find(self) -> None:
        self.show()

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.query_one(Events).focus()

    def _who(self, event: Event) -> str:
        """Whose act it was: the person it was done for, else whoever typed it."""
        return self._labels.get(event.on_behalf_of, event.on_behalf_of) or event.actor

    @on(Listing.OptionHighlighted)
    def _detail(self) -> None:
        told = self._told.get(self.focused_thing())
        text = Content("")
        if told is not None:
            event, said = told
            reason = f" because: {event.reason}" if event.reason else ""
            typed = f" (typed by {event.actor})" if event.on_behalf_of else ""
            text = Content.assemble(
                plain(f"{self._who(event)}{typed} {said}{reason}"),
                plain(f"\nhash {event.hash[:16]}…", "$text-muted"),
            )
        self.query_one("#detail", Static).update(text)

    @on(Listing.OptionSelected)
    def action_travel(self) -> None:
        """Show the whole project as it stood after the act under the cursor."""
        if seq := self.focused_thing():
            self.ossbuy.travel(int(seq))

    def action_filter(self) -> None:
        """Type what to find."""
        self.query_one("#find", Input).focus()

    def focused_thing(self) -> str:
        """Sequence number of the act under the cursor."""
        return self.query_one(Events).current

    def select(self, ident: str) -> bool:
        """Put the cursor on an act."""
        return self.query_one(Events).go_to(ident)

    def back(self) -> bool:
        """Leave the filter, then empty it."""
        find = self.query_one("#find", Input)
        if find.has_focus or find.value:
            if not find.has_focus:
                find.value = ""
            self.query_one(Events).focus()
            return True
        return False


def _haystack(event: Event, said: str) -> str:
    return f"{stamp(event.recorded_at)} {event.actor} {said} {event.reason}".casefold()


def _row(event: Event, said: str, who: str, as_of: int | None) -> Row:
    reason = f": “{event.reason}”" if event.reason else ""
    after = as_of is not None and event.seq > as_of
    style = "$text-muted" if after else ""
    return Row(
        str(event.seq),
        (
            plain(stamp(event.recorded_at), "$text-muted"),
            one_line(who, "$text-primary"),
            Content.assemble(one_line(said, style), one_line(reason, "$text-accent")),
            plain(f"{'► ' if event.seq == as_of else ''}{event.seq}", "$text-muted"),
        ),
    )
