"""The wordings that matter most, to walk through: take the proposal, skip it, or compare a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.tui.numbers import count
from ossbuy.tui.requirement_forms import reword
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.reader import Reader
from ossbuy.tui.widgets.views import Views
from ossbuy.tui.widgets.wording_rows import (
    FOUND,
    PAIRS,
    VIEWS,
    Finding,
    Taken,
    about,
    finding_row,
    findings,
    hit_now,
    pair_row,
)
from ossbuy.tui.widgets.wording_text import compared

if TYPE_CHECKING:
    from ossbuy.phrasing.duplicates import Pair
    from ossbuy.tui.app import OssbuyApp

MOST_PAIRS = 200
"""Pairs of texts listed, the likest first."""
KEYS = "r takes it · s skips · Enter goes there · u undo · Esc closes"


class Wording(ModalScreen[str]):
    """At most twenty findings grouped by rule, and the pairs of texts that say nearly the same.

    Dismissed with the requirement to go to, or an empty text.
    """

    AUTO_FOCUS = "#found"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "take", "take it", tooltip="Take the proposed wording"),
        Binding("s", "skip", "skip", tooltip="Leave it as it is and go on"),
        *(Binding(view.key, f"view('{view.id}')", view.title) for view in VIEWS),
        Binding("u,ctrl+z", "app.undo", "undo"),
        Binding("escape,q", "leave", "close"),
    ]
    HELP = (
        "**Wording**: the findings that matter most, by severity and by what the requirement "
        "weighs, grouped by rule. **r** takes the proposal as one act (a text with two obligations "
        "becomes two requirements), **s** leaves it and goes on, **u** takes the last act back. "
        "Blanks in square brackets are yours to fill: **Enter** goes to the requirement. A rule "
        "that hits most of the texts is a habit: settle it once. **d** compares texts that say "
        "nearly the same, side by side; **f** goes back to the findings."
    )

    view: reactive[str] = reactive("found", init=False)
    """``found`` or ``pairs``."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._pairs: tuple[Pair, ...] = ()
        self._ids: dict[str, str] = {}
        """Visible to internal id, as the review saw them."""
        self._done: dict[str, Taken] = {}
        """What was done about each finding here."""
        self._sentence = self._alike = ""

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box library") as box:
            box.border_title = plain("Wording")
            box.border_subtitle = plain(KEYS)
            yield Reader()
            yield Views(VIEWS)
            with Vertical(id="wording-found"):
                yield Heads(FOUND)
                yield Listing(FOUND, id="found")
            with Vertical(id="wording-pairs"):
                yield Heads(PAIRS)
                yield Listing(PAIRS, id="pairs")
            with VerticalScroll(id="library-about"):
                yield Static(id="about")
                with Horizontal(id="side-by-side"):
                    yield Static(id="one")
                    yield Static(id="other")
            yield Static(id="library-said")

    def on_mount(self) -> None:
        """Have all requirements read, beside the screen."""
        self.query_one(Views).current = self.view
        self.query_one("#wording-pairs").display = False
        self.query_one("#side-by-side").display = False
        self._say("Reading every requirement …")
        self.query_one(Reader).read(self.ossbuy.project)
        self.watch(self.app, "project", self.show, init=False)

    @on(Reader.Read)
    def _was_read(self, read: Reader.Read) -> None:
        """Take the findings in once; the list stays as it is while somebody walks through it."""
        if self._ids:
            return
        project, found = read.project, read.review
        self._ids = {r.code: r.id for r in project.requirements.values()} or {"": ""}
        self._findings, self._pairs = findings(found), found.duplicates[:MOST_PAIRS]
        self._sentence = found.sentence()
        shown = f"the likest {MOST_PAIRS} of " if len(found.duplicates) > MOST_PAIRS else ""
        self._alike = f"{shown}{count(len(found.duplicates), 'pair')} alike"
        self.show()

    def show(self) -> None:
        """List what is true now: what was taken, also elsewhere, is settled."""
        if not self._ids:
            return
        project, reader = self.ossbuy.project, self.query_one(Reader)
        rows = []
        for finding in self._findings:
            hit = hit_now(project, reader, self._ids.get(finding.code, ""), finding)
            done = self._done.get(finding.id) or (None if hit else Taken.SETTLED)
            rows.append(finding_row(finding, hit, done))
        self.query_one("#found", Listing).show(rows)
        self.query_one("#pairs", Listing).show([pair_row(p) for p in self._pairs])
        self._show_about()

    @property
    def _finding(self) -> Finding | None:
        current = self.query_one("#found", Listing).current
        return next((finding for finding in self._findings if finding.id == current), None)

    @property
    def _pair(self) -> Pair | None:
        place = self.query_one("#pairs", Listing).highlighted
        return self._pairs[place] if place is not None and place < len(self._pairs) else None

    def _show_about(self) -> None:
        if self.view == "pairs":
            self._compare()
            return
        project, finding = self.ossbuy.project, self._finding
        text = plain("Nothing to mend: every text can be read in one way only.")
        if finding is not None:
            ident = self._ids.get(finding.code, "")
            hit = hit_now(project, self.query_one(Reader), ident, finding)
            text = about(project, self.query_one(Reader), ident, finding, hit)
        self.query_one("#about", Static).update(text)
        self.query_one("#library-about", VerticalScroll).scroll_home(animate=False)
        self._say(self._sentence)

    def _compare(self) -> None:
        pair, project = self._pair, self.ossbuy.project
        said = plain("No two texts say nearly the same.")
        one = other = Content("")
        if pair is not None:
            said = plain(pair.sentence(), "$text-warning")
            texts = [
                asked.text if (asked := project.requirements.get(self._ids.get(code, ""))) else ""
                for code in (pair.one, pair.other)
            ]
            one, other = compared(texts[0], texts[1])
            one = Content.assemble(one_line(pair.one, "bold $text-primary"), "\n", one)
            other = Content.assemble(one_line(pair.other, "bold $text-primary"), "\n", other)
        self.query_one("#about", Static).update(said)
        self.query_one("#one", Static).update(one)
        self.query_one("#other", Static).update(other)
        self._say(self._alike)

    def _say(self, sentence: str) -> None:
        self.query_one("#library-said", Static).update(one_line(sentence, "$text-muted"))

    @on(Listing.OptionHighlighted)
    def _other(self) -> None:
        self._show_about()

    @on(Views.Chosen)
    def _view_chosen(self, event: Views.Chosen) -> None:
        self.view = event.view

    def action_view(self, view: str) -> None:
        """Findings or pairs."""
        self.view = view

    def watch_view(self) -> None:
        """Show the other list."""
        pairs = self.view == "pairs"
        self.query_one(Views).current = self.view
        self.query_one("#wording-found").display = not pairs
        self.query_one("#wording-pairs").display = pairs
        self.query_one("#side-by-side").display = pairs
        self.query_one("#pairs" if pairs else "#found").focus()
        self._show_about()

    def action_take(self) -> None:
        """Take what is proposed and go on; where nothing is, say so."""
        finding, reader = self._finding, self.query_one(Reader)
        if self.view != "found" or finding is None:
            return
        ident = self._ids.get(finding.code, "")
        hit = hit_now(self.ossbuy.project, reader, ident, finding) or finding.hit
        if reword(self.ossbuy, ident, hit, reader.language(ident), quiet=True):
            self._done.pop(finding.id, None)
            self._on()

    def action_skip(self) -> None:
        """Leave it as it is and go on; again, take it up."""
        if self.view != "found" or (finding := self._finding) is None:
            return
        if self._done.pop(finding.id, None) is None:
            self._done[finding.id] = Taken.SKIPPED
        self._on()

    def _on(self) -> None:
        self.query_one("#found", Listing).action_cursor_down()
        self.show()

    @on(Listing.OptionSelected)
    def _go(self) -> None:
        code = ""
        if self.view == "pairs":
            code = self._pair.other if self._pair else ""
        elif self._finding is not None:
            code = self._finding.code
        self.dismiss(self._ids.get(code, ""))

    def action_leave(self) -> None:
        """Close."""
        self.dismiss("")
