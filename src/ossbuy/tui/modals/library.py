"""The requirement library on screen: look, search across modules, mark, pull as one act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ossbuy.exchange.errors import BadFile
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.procedure.library import Pulled, pull_all
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.shelf import Listed, Shelf
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.library_rows import (
    KINDS,
    MODULES,
    THINGS,
    about,
    module_row,
    pulled_said,
    thing_row,
)
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.views import Views

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp

WORDS = "search all modules: port, suspense, truck roll"
KEYS = "Space marks · Enter pulls · / search · s section · Esc closes"


class Library(ModalScreen[None]):
    """Modules on the left, what one of them holds on the right, the focused thing in full below."""

    AUTO_FOCUS = "#modules"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark"),
        Binding("a", "mark_all", "mark all"),
        Binding("slash", "search", "search"),
        Binding("s", "section", "section", tooltip="The section that requirements go into"),
        *(Binding(kind.key, f"kind('{kind.id}')", kind.title) for kind in KINDS),
        Binding("u,ctrl+z", "app.undo", "undo"),
        Binding("escape", "leave", "close"),
    ]
    HELP = (
        "**Library**: pains, requirements and root causes of 21 kinds of system, and hygiene. "
        "**p**, **r** and **c** choose what is listed, **/** searches all modules, **Space** marks "
        "(in several modules, if you like), **a** marks all that is listed, and **Enter** pulls "
        "what is marked, or the line under the cursor, as one act that **u** takes back. "
        "Requirements go into a section with the module's title, or into the one **s** names. "
        "✔ is in the project already. What is pulled is somewhere to begin: a pulled pain needs "
        "evidence from here before its severity may be above 2."
    )

    kind: reactive[str] = reactive("pains", init=False)
    """What is listed of a module: pains, requirements or causes."""

    def __init__(self, kind: str = "pains") -> None:
        super().__init__()
        self.set_reactive(Library.kind, kind)
        self._shelf: Shelf | None = None
        self._section = ""

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box library") as box:
            box.border_title = plain("Library")
            box.border_subtitle = plain(KEYS)
            yield Input(placeholder=WORDS, id="words", classes="field", compact=True)
            with Horizontal(id="library-lists"):
                with Vertical(id="library-modules"):
                    yield Heads(MODULES)
                    yield Listing(MODULES, id="modules")
                with Vertical(id="library-things"):
                    yield Views(KINDS)
                    yield Heads(THINGS)
                    yield Listing(THINGS, id="things")
            with VerticalScroll(id="library-about"):
                yield Static(id="about")
            yield Static(id="library-said")

    def on_mount(self) -> None:
        """List the modules, then read them all beside the screen."""
        self.query_one("#words").display = False
        self.query_one(Views).current = self.kind
        try:
            self._shelf = Shelf()
        except BadFile as no:
            self._say(str(no))
            return
        self.watch(self.app, "project", self.show, init=False)
        self.show()
        self._read_all(self._shelf)

    @work(thread=True, exclusive=True, group="library", exit_on_error=False, description="library")
    def _read_all(self, shelf: Shelf) -> None:
        """A module takes 15 ms to read: have all of them ready before anybody searches."""
        for heading in shelf.headings:
            try:
                shelf.read(heading)
            except BadFile:
                continue  # said when somebody looks at it

    def show(self) -> None:
        """List what is true now."""
        if (shelf := self._shelf) is None:
            return
        shelf.unmark_held(self.ossbuy.project)
        taken = shelf.taken(self.ossbuy.project)
        rows = [module_row(heading, taken[heading.id]) for heading in shelf.headings]
        self.query_one("#modules", Listing).show(rows)
        self._show_things()

    def _listed(self) -> list[Listed]:
        """What stands on the right; why not, where a module's file is wrong."""
        if self._shelf is None:
            return []
        try:
            return self._shelf.listed(self.query_one("#modules", Listing).current, self.kind)
        except BadFile as no:
            self._say(str(no))
            return []

    def _show_things(self) -> None:
        listed = self._listed()
        if (shelf := self._shelf) is None:
            return
        project, here = self.ossbuy.project, shelf.held(self.ossbuy.project, listed)
        rows = [thing_row(project, h, thing, here, shelf.marked) for h, thing in listed]
        self.query_one("#things", Listing).show(rows)
        self.query_one(Views).current = self.kind if shelf.hits is None else ""
        self._show_about()

    def _show_from_first(self) -> None:
        self._show_things()
        self.query_one("#things", Listing).action_first()

    def _current(self) -> Listed | None:
        """The thing under the cursor."""
        ident = self.query_one("#things", Listing).current
        return next(((h, thing) for h, thing in self._listed() if thing.id == ident), None)

    def _show_about(self) -> None:
        current = self._current()
        if (shelf := self._shelf) is None or (current is None and shelf.hits is None):
            return
        text = plain("No pain and no requirement holds these words: try fewer or shorter ones.")
        if current is not None:
            text = about(shelf.read(current[0]), current[1])
        self.query_one("#about", Static).update(text)
        self.query_one("#library-about", VerticalScroll).scroll_home(animate=False)
        said = f"{len(shelf.marked)} marked" if shelf.marked else "nothing marked"
        if shelf.hits is not None:
            more = f", {shelf.more} more: add a word" if shelf.more else ""
            said = f"{len(shelf.hits)} found{more} · {said}"
        where = f"section {self._section}" if self._section else "a section of the module's title"
        self._say(f"{said} · requirements go into {where}")

    def _say(self, sentence: str) -> None:
        self.query_one("#library-said", Static).update(one_line(sentence, "$text-muted"))

    @on(Listing.OptionHighlighted, "#modules")
    def _other_module(self) -> None:
        if self._shelf is not None and self._shelf.hits is None:
            self._show_from_first()

    @on(Listing.OptionHighlighted, "#things")
    def _other_thing(self) -> None:
        self._show_about()

    @on(Listing.OptionSelected, "#modules")
    def _enter_module(self) -> None:
        self.query_one("#things").focus()

    @on(Views.Chosen)
    def _kind_chosen(self, event: Views.Chosen) -> None:
        self.action_kind(event.view)

    def action_kind(self, kind: str) -> None:
        """List pains, requirements or root causes of the module, from the first."""
        self._stop_searching()
        self.kind = kind
        self._show_from_first()

    def action_search(self) -> None:
        """To the words to look for."""
        words = self.query_one("#words", Input)
        words.display = True
        words.focus()

    @on(Input.Changed, "#words")
    def _search(self, event: Input.Changed) -> None:
        if self._shelf is None:
            return
        try:
            self._shelf.search(event.value)
        except BadFile as no:
            self._say(str(no))
            return
        self._show_from_first()

    @on(Input.Submitted, "#words")
    def _to_hits(self) -> None:
        self.query_one("#things").focus()

    def on_key(self, event: events.Key) -> None:
        """Down leads from the words to what is found."""
        if event.key == "down" and self.query_one("#words").has_focus:
            self._to_hits()
            event.stop()

    def _stop_searching(self) -> bool:
        words = self.query_one("#words", Input)
        if not words.display or self._shelf is None:
            return False
        with words.prevent(Input.Changed):
            words.value = ""
        words.display = False
        self._shelf.search("")
        return True

    def action_mark(self) -> None:
        """Mark the thing under the cursor, or take the mark off, and go on."""
        listing, current = self.query_one("#things", Listing), self._current()
        if self._shelf is None or current is None or not listing.has_focus:
            return
        project = self.ossbuy.project
        if there := self._shelf.held(project, [current]).get(current[1].id):
            toast(self.ossbuy, f"{current[1].id} is there already as {project.label(there)}.")
            return
        self._shelf.mark(current)
        listing.action_cursor_down()
        self._show_things()

    def action_mark_all(self) -> None:
        """Mark all that is listed and not in the project; where all are marked, none."""
        if self._shelf is not None:
            self._shelf.mark_all(self.ossbuy.project, self._listed())
            self._show_things()

    @on(Listing.OptionSelected, "#things")
    def _pull(self) -> None:
        if (shelf := self._shelf) is None:
            return
        picks, done = shelf.picks(self._current()), list[Pulled]()

        def command(project: Project) -> Act:
            pulled = pull_all(project, picks, self._section)
            if pulled.act is None:
                raise Refused("All of it is in the project already: mark something else.")
            done[:] = [pulled]
            return pulled.act

        before = self.ossbuy.workspace.seq
        # After the lock it waits for a reason: nothing is pulled yet, and the marks stay.
        if self.ossbuy.do(command) and self.ossbuy.workspace.seq > before:
            toast(self.ossbuy, pulled_said(done[0]))

    def action_section(self) -> None:
        """Choose the section that requirements go into."""
        project = self.ossbuy.project
        codes = tuple(section.code for section in project.sections.values())
        hint = "Id of a section; empty makes one with the module's title:"

        def chosen(typed: Mapping[str, str]) -> str:
            code = typed["section"].strip()
            found = project.by_code("sections", code)
            if code and found is None:
                return f"There is no section {code!r}: choose one that is there, or leave it empty."
            self._section = project.sections[found].code if found else ""
            self._show_about()
            return ""

        field = Field("section", "Section", self._section, hint, codes)
        self.app.push_screen(Form("Where pulled requirements go", [field], chosen))

    def action_leave(self) -> None:
        """Stop searching, or close."""
        if self._stop_searching():
            self._show_things()
            self.query_one("#things").focus()
        else:
            self.dismiss()
