"""Taking in somebody's requirement matrix: what was recognised, corrected by keyboard, recorded.

The file is read once, in a process of its own; every correction reads the same values anew, beside
the screen. Nothing is recorded before ^s, and corrections are taken back one by one.

Somewhat longer than other files: keys, reading and showing belong to one window; its questions are
next door, in `import_questions`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import Stopped
from ossbuy.exchange.matrices import Corrections, Line, SheetProposal
from ossbuy.model.events import Act, Refused
from ossbuy.procedure.matrices.importing import Import, Source, open_source, propose_import
from ossbuy.procedure.matrices.remembering import keep_mappings, known_mappings
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.import_questions import (
    ask_column,
    ask_header,
    ask_priorities,
    take_repeated,
    take_sheet,
    with_one,
)
from ossbuy.tui.modals.reading import Reading
from ossbuy.tui.modals.revising import Revise
from ossbuy.tui.numbers import count
from ossbuy.tui.text import cut, plain, toast
from ossbuy.tui.widgets.import_rows import (
    COLUMNS,
    LINES,
    SHEETS,
    column_rows,
    details,
    line_rows,
    said_of,
    sheet_rows,
    summary,
)
from ossbuy.tui.widgets.listing import Heads, Listing

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp


class ImportMatrix(ModalScreen[None]):
    """Sheets, columns and rows of a file with what would become of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "record", "record", priority=True),
        Binding("space", "take", "take, or not"),
        Binding("h", "header", "header row"),
        Binding("s", "section", "section"),
        Binding("p", "priorities", "priorities"),
        Binding("i", "repeated", "repeated ids"),
        Binding("v", "revise", "changed version"),
        Binding("ctrl+z,u", "back", "take a correction back", key_display="^z"),
        Binding("escape", "leave", "leave"),
    ]
    HELP = (
        "What was recognised in the file: its **sheets**, the **columns** of the sheet under the "
        "cursor, and its **rows** with what becomes of each. **Tab** goes from one list to the "
        "next. On a sheet or a row **Space** takes it or leaves it out, **Enter** shows all that "
        "is known of it; on a column **Enter** says what it holds; **s** makes a row a heading. "
        "**h** names the header row, **p** says what the words of the priority column mean, **i** "
        "takes rows with the same id apart. **v** compares it as a changed version of what "
        "stands here. **^z** takes the last correction back. **^s** records "
        "all requirements as one act; what was corrected is remembered for the next file with the "
        "same headers. The file itself is never changed."
    )

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.found: Import | None = None
        self.corrections = Corrections()
        self._past: list[Corrections] = []
        self._source: Source | None = None
        self._known = known_mappings()
        self._sheet = ""
        """The sheet whose columns and rows are listed."""

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box importing") as box:
            box.border_title = plain(f"Take in requirements ── {self.path.name}")
            box.border_subtitle = plain("Esc stops")
            yield Static(plain(f"Reading {self.path.name} …"), classes="sentence")
            heads = Heads(SHEETS)
            heads.add_class("-first")
            yield heads
            yield Listing(SHEETS, id="sheets")
            yield Static(classes="said")
            yield Heads(COLUMNS)
            yield Listing(COLUMNS, id="columns")
            yield Heads(LINES)
            yield Listing(LINES, id="lines")
            yield Static(classes="refusal")

    def on_mount(self) -> None:
        """Read the file beside the screen."""
        self.add_class("-reading")
        self._read()

    # --- reading, and reading anew ------------------------------------------------------------

    @work(thread=True, exclusive=True, group="import", exit_on_error=False, description="reading")
    def _read(self) -> None:
        worker = get_current_worker()
        try:
            source = open_source(self.path, lambda: worker.is_cancelled)
        except Stopped:
            return
        except BadFile as no:
            self.app.call_from_thread(self._cannot, str(no))
            return
        self._source = source
        self._reckon_now(self.ossbuy.project, source, self.corrections)

    @work(thread=True, exclusive=True, group="import", exit_on_error=False, description="matrix")
    def _reckon(self, source: Source, corrections: Corrections) -> None:
        self._reckon_now(self.ossbuy.project, source, corrections)

    def _reckon_now(self, project: Project, source: Source, corrections: Corrections) -> None:
        worker = get_current_worker()
        try:
            found = propose_import(project, source, corrections, self._known)
        except (BadFile, Refused) as no:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._refused, str(no))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, found)

    def _cannot(self, no: str) -> None:
        """The file cannot be read: say so and close, nothing has happened."""
        if self.is_mounted:
            self.dismiss()
        toast(self.app, no, "error")

    def _refused(self, no: str) -> None:
        """A correction that cannot be is taken back, with the reason."""
        self.query_one(".refusal", Static).update(plain(f"✖ {no}"))
        if self._past:
            self.corrections = self._past.pop()

    def correct(self, corrections: Corrections) -> None:
        """Read the same values with other corrections."""
        if self._source is None or corrections == self.corrections:
            return
        self._past.append(self.corrections)
        self.corrections = corrections
        self._reckon(self._source, corrections)

    def _show(self, found: Import) -> None:
        if not self.is_mounted:
            return
        first, self.found = self.found is None, found
        self.remove_class("-reading")
        self.query_one(".refusal", Static).update("")
        box = self.query_one(".box")
        box.border_title = plain(f"{self.path.name} ── {summary(found)}")
        box.border_subtitle = plain(
            "Tab next · Space take or not · ↵ more · F1 keys · ^s takes all in · Esc"
        )
        sheets = self.query_one("#sheets", Listing)
        sheets.show(sheet_rows(found))
        if first:
            taken = [sheet.name for sheet in found.proposal.taken]
            sheets.go_to(f"={(taken or [''])[0]}")
            sheets.focus()
        self._show_sheet()

    @on(Listing.OptionHighlighted, "#sheets")
    def _show_sheet(self) -> None:
        """The columns and rows of the sheet under the cursor."""
        sheet = self._current()
        if sheet is None:
            return
        columns, lines = self.query_one("#columns", Listing), self.query_one("#lines", Listing)
        if self._sheet != sheet.name:
            self._sheet = sheet.name
            columns.show(())
            lines.show(())
        said = said_of(self.found, sheet) if self.found else ""
        self.query_one(".said", Static).update(cut(plain(said), self._room()))
        columns.show(column_rows(sheet))
        lines.show(line_rows(sheet))

    def _room(self) -> int:
        """Cells for what is said of a sheet; Enter on it shows all."""
        lines = 4 if self.has_class("-tall") else 2
        # Words are not broken, so lines do not fill to the last cell.
        return max(20, lines * (self.query_one(".box").content_size.width - 6))

    def on_resize(self) -> None:
        """What is said of the sheet has another room."""
        self.call_after_refresh(self._show_sheet)

    def _current(self) -> SheetProposal | None:
        if self.found is None:
            return None
        name = self.query_one("#sheets", Listing).current.removeprefix("=")
        return next((s for s in self.found.proposal.sheets if s.name == name), None)

    def _line(self) -> Line | None:
        sheet = self._current()
        row = self.query_one("#lines", Listing).current
        found = (line for line in sheet.lines if str(line.row) == row) if sheet else iter(())
        return next(found, None)

    # --- correcting ---------------------------------------------------------------------------

    def action_take(self) -> None:
        """Take the sheet or the row under the cursor, or leave it out."""
        sheet = self._current()
        if sheet is None:
            return
        if self.focused is not None and self.focused.id == "lines":
            if line := self._line():
                out = line.becomes == "requirement"
                self._say_row(line, "left out" if out else "requirement")
            return
        take_sheet(self, sheet)

    def action_section(self) -> None:
        """The row under the cursor is a heading: the section of what follows."""
        if line := self._line():
            self._say_row(line, "section")

    def _say_row(self, line: Line, becomes: str) -> None:
        rows = with_one(self.corrections.rows, (self._sheet, line.row), becomes)
        self.correct(replace(self.corrections, rows=rows))

    @on(Listing.OptionSelected, "#sheets")
    def _sheet_chosen(self) -> None:
        sheet = self._current()
        if sheet is not None and self.found is not None:
            said = [part for part in said_of(self.found, sheet, "\n").split("\n") if part]
            self.app.push_screen(Reading(sheet.name, said))

    @on(Listing.OptionSelected, "#lines")
    def _line_chosen(self) -> None:
        if line := self._line():
            self.app.push_screen(Reading(f"{self._sheet}, row {line.row}", details(line)))

    @on(Listing.OptionSelected, "#columns")
    def _column_chosen(self) -> None:
        sheet = self._current()
        if sheet is not None:
            ask_column(self, sheet, self.query_one("#columns", Listing).current)

    def action_header(self) -> None:
        """Name the header row of the sheet."""
        if (sheet := self._current()) is not None:
            ask_header(self, sheet)

    def action_priorities(self) -> None:
        """Say what the words of the priority column mean."""
        if (sheet := self._current()) is not None:
            ask_priorities(self, sheet)

    def action_repeated(self) -> None:
        """Take rows with an id that stood there before, or leave them out."""
        take_repeated(self)

    def action_back(self) -> None:
        """Take the last correction back."""
        if not self._past or self._source is None:
            toast(self.app, "Nothing was corrected.")
            return
        self.corrections = self._past.pop()
        self._reckon(self._source, self.corrections)

    def action_revise(self) -> None:
        """Compare it as a changed version of what stands here."""
        if self._source is None or self.found is None:
            return

        def recorded(done: bool | None) -> None:
            if done:
                self.dismiss()

        self.app.push_screen(Revise(self._source, self.corrections, self._known), recorded)

    # --- recording ----------------------------------------------------------------------------

    def action_record(self) -> None:
        """Record all requirements as one act."""
        source = self._source
        if source is None or self.found is None:
            return

        def act(project: Project) -> Act:
            self.found = propose_import(project, source, self.corrections, self._known)
            if self.found.act is None:
                raise Refused(
                    "There is nothing to take in: take a sheet by Space, or leave by Esc."
                )
            return self.found.act

        if no := self.ossbuy.attempt(act):
            self.query_one(".refusal", Static).update(plain(f"✖ {no}"))
            return
        keep_mappings(self.found.proposal, self._known)
        self.dismiss()
        toast(self.app, f"{count(len(self.found.taken), 'requirement')} taken in; u takes it back.")

    def action_leave(self) -> None:
        """Stop reading, or leave; corrections are thrown away only after a yes."""

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss()

        if self._past:
            self.app.push_screen(Confirm("Throw away the corrections?", "throw away"), answered)
        else:
            self.workers.cancel_node(self)
            self.dismiss()
