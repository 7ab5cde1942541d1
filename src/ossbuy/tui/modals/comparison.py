"""Taking in a kept comparison: the file, the sheet with what it was taken as, and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from ossbuy import config
from ossbuy.exchange.comparisons import Comparison, Corrections
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Structure, letters
from ossbuy.model.events import Refused
from ossbuy.procedure.comparisons.compared import answer_of
from ossbuy.procedure.comparisons.compared_words import answer_words, understood_words
from ossbuy.procedure.comparisons.comparing import (
    Kept,
    begin_from,
    free_path,
    read_book,
    understood,
    unseen_of,
)
from ossbuy.store.errors import StoreError
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.modals.reading import Reading
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.comparison_table import ComparisonTable

if TYPE_CHECKING:
    from ossbuy.store.workspace import Workspace
    from ossbuy.tui.app import OssbuyApp

OPTIONS = {
    "--scale says": "s says",
    "--currency says": "s says",
    "--best high says": "b says",
    "with --leave-out": "with x",
    " (--json)": "",
}
"""Ways out that sentences name as options, as keys."""
KEYS = "h c w v p x: what a line is · F1 keys · ^s takes it in · Esc leaves"
ENDINGS = (".xlsx", ".xlsm", ".ods", ".csv")
ASKED = (
    "Criteria, weights and scores of two or more vendors, in whatever layout; prices, if it has "
    "them. The file is only read; a project is made beside it."
)


class TakeComparison(ModalScreen[None]):
    """Asks for a file, shows what was understood of it beside the sheet, and takes it in."""

    AUTO_FOCUS = "#sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "take in", priority=True),
        Binding("n", "sheet", "next sheet"),
        Binding("t", "turn", "turn"),
        Binding("s", "scale", "scale"),
        Binding("b", "best", "best end"),
        Binding("r", "afresh", "as read first"),
        Binding("escape", "leave", "leave"),
    ]
    HELP = (
        "**A comparison you have**: **Ctrl+S** makes a project of it and shows the decision; "
        "**Enter** in the path reads another file. Beside every row and over every column stands "
        "what it was taken as. On the sheet a key says otherwise: **h** the headings stand in this "
        "row, **c** the criteria in this column, **w** the weights (again: there are none), **v** "
        "the scores of a vendor (again: not), **p** this row is money, **x** it is left out. **t** "
        "turns rows and columns, **s** asks for the scale and the currency, **b** says that the "
        "lowest mark is best, **n** shows the next sheet, **r** forgets all of this."
    )

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._path = path
        self._book: Book | None = None
        self._content = b""
        self._unseen: Structure | None = None
        self._told = Corrections()
        self._found: Comparison | None = None
        self._shown = 0
        """Which sheet is shown."""

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box comparison") as box:
            box.border_title = plain("Take in a comparison")
            box.border_subtitle = plain(KEYS)
            hint = "path of the workbook"
            yield Input(self._path, placeholder=hint, id="file", classes="field", compact=True)
            with Horizontal(classes="sides"):
                yield ComparisonTable(id="sheet")
                with VerticalScroll(can_focus=False, id="understood"):
                    yield Static(plain(ASKED, "$text-muted"), id="said")
            yield Static(classes="refusal")

    def on_mount(self) -> None:
        """Read the file that was chosen."""
        if self._path:
            self._named()

    @on(Input.Submitted, "#file")
    def _named(self) -> None:
        """Read the file that was named."""
        text = self.query_one("#file", Input).value.strip().strip("'\"")
        if not text:
            self._refuse("No file is named: type the path of a workbook.")
            return
        self._refuse("")
        self.query_one("#said", Static).update(plain("Reading…", "$text-muted"))
        self._told, self._found, self._book, self._shown = Corrections(), None, None, 0
        self._read(Path(text).expanduser())

    @work(thread=True, exclusive=True, group="matrix", exit_on_error=False, description="matrix")
    def _read(self, path: Path) -> None:
        worker = get_current_worker()
        try:
            book, content = read_book(path)
            unseen = unseen_of(book, content)
        except BadFile as no:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._not_read, str(no))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._was_read, path, book, content, unseen)

    def _not_read(self, why: str) -> None:
        self.query_one("#said", Static).update(plain(ASKED, "$text-muted"))
        self.query_one("#file", Input).focus()
        self._refuse(why)

    def _was_read(self, path: Path, book: Book, content: bytes, unseen: Structure | None) -> None:
        self._path, self._book, self._content = str(path), book, content
        self._unseen = unseen
        self._understand()
        if self._found is not None:
            first = self._found.placed[0].sheet
            self._shown = [s.name for s in book.sheets].index(first)
        self._show()
        table = self.query_one(ComparisonTable)
        if self._found is not None:
            placed = self._found.placed[0]
            at = (placed.label, placed.header) if placed.turned else (placed.header, placed.label)
            table.go_to(str(at[0]), str(at[1]))
        table.focus()

    def _understand(self) -> None:
        """Read the sheets anew with what somebody said of them."""
        if self._book is None:
            return
        try:
            self._found = understood(self._book, self._told, self._unseen)
            self._refuse("")
        except BadFile as no:
            self._found = None
            self._refuse(str(no))

    def _show(self) -> None:
        """The sheet with what it was taken as, and beside it what was understood."""
        if self._book is None or not self._book.sheets:
            return
        sheet = self._book.sheets[self._shown]
        self.query_one(ComparisonTable).show_sheet(sheet, self._found)
        box = self.query_one(".box")
        place = f"{sheet.name} ({self._shown + 1} of {len(self._book.sheets)})"
        box.border_title = plain(f"Take in a comparison ── {self._book.name}, {place}")
        lines = [plain("Nothing is understood yet.", "$text-warning")]
        if self._found is not None:
            lines = [_line(label, text) for label, text in understood_words(self._found, 8)]
            lines.insert(1, _line("Vendors", ", ".join(self._found.vendors)))
        self.query_one("#said", Static).update(Content("\n").join(lines))

    def _refuse(self, why: str) -> None:
        self.query_one(".refusal", Static).update(plain(f"✖ {why}" if why else ""))

    # --- corrections ---------------------------------------------------------------------------

    @on(ComparisonTable.Said)
    def _said(self, event: ComparisonTable.Said) -> None:
        """What the line under the cursor is, as a correction."""
        turned = self._turned
        along, across = (event.column, event.row) if turned else (event.row, event.column)
        name = str(across) if turned else letters(across)
        told = self._told
        match event.what:
            case "header":
                told = replace(told, header=0 if told.header == along else along)
            case "criteria":
                told = replace(told, criteria="" if told.criteria == name else name)
            case "weights":
                told = replace(told, weights="none" if self._weights == across else name)
            case "vendor":
                told = replace(told, vendors=self._toggled(across))
            case "price":
                told = replace(told, prices=_toggle(told.prices, along))
            case "leave":
                told = replace(told, leave_out=_toggle(told.leave_out, along))
        if told.vendors or told.criteria or told.header:
            # What was pointed at is in the sheet that is shown.
            told = replace(told, sheet=self._sheet_name)
        self._correct(told)

    @property
    def _sheet_name(self) -> str:
        return self._book.sheets[self._shown].name if self._book is not None else ""

    @property
    def _turned(self) -> bool:
        if self._told.across is not None:
            return self._told.across
        return self._found is not None and self._found.placed[0].turned

    @property
    def _weights(self) -> int:
        return self._found.placed[0].weight if self._found is not None else 0

    def _toggled(self, column: int) -> str:
        """The vendors' columns with one more, or one fewer."""
        now = set(self._found.placed[0].scores) if self._found is not None else set()
        columns = sorted(now ^ {column})
        return ",".join(str(c) if self._turned else letters(c) for c in columns)

    def _correct(self, told: Corrections) -> None:
        self._told = told
        self._understand()
        self._show()

    def action_turn(self) -> None:
        """Rows are columns, and columns rows."""
        if self._book is not None:
            self._correct(Corrections(sheet=self._told.sheet, across=not self._turned))

    def action_best(self) -> None:
        """The other end of the scale is best."""
        if self._found is not None:
            best = "high" if self._found.scale.best == "low" else "low"
            self._correct(replace(self._told, best=best))

    def action_afresh(self) -> None:
        """Forget every correction."""
        self._correct(Corrections())

    def action_sheet(self) -> None:
        """Show the next sheet."""
        if self._book is not None and self._book.sheets:
            self._shown = (self._shown + 1) % len(self._book.sheets)
            self._show()

    def action_scale(self) -> None:
        """Ask for the ends of the scale and the currency."""
        if self._book is None:
            return
        scale, money = "", self._told.currency
        if self._found is not None:
            scale = f"{self._found.scale.bottom:g}-{self._found.scale.top:g}"
            money = self._found.currency

        def typed(said: Mapping[str, str]) -> str:
            from ossbuy.procedure.comparisons.compared_words import currency_said, scale_said

            told = self._told
            try:
                if "scale" in said:
                    told = replace(told, scale=scale_said(said["scale"], "The scale"))
                if "currency" in said:
                    told = replace(told, currency=currency_said(said["currency"], "The currency"))
            except ValueError as no:
                return str(no)
            self._correct(told)
            return ""

        fields = [
            Field("scale", "Scale", scale, "Worst and best end, smaller first, such as 0-10"),
            Field("currency", "Currency", money, "ISO 4217, three letters, such as EUR"),
        ]
        self.app.push_screen(Form("How marks and prices are counted", fields, typed))

    # --- taking it in --------------------------------------------------------------------------

    def action_take(self) -> None:
        """Make a project of it, and show the decision."""
        if self._book is None:
            self._named()
            return
        if self._found is None:
            return
        kept = Kept(self._found, self._content)
        path = free_path(Path(self._path))
        try:
            workspace = begin_from(path, self.ossbuy.actor or config.actor(), kept)
        except (Refused, StoreError, OSError) as no:
            self._refuse(str(no))
            return
        config.remember(path)
        app = self.ossbuy
        self.dismiss()
        # Later, so that this is closed on the screen it was asked on first.
        app.call_later(_open, app, workspace, path, kept.comparison)

    def action_leave(self) -> None:
        """Take nothing in."""
        self.dismiss()


def _line(label: str, text: str) -> Content:
    """A label and its sentence; ways out are keys here, not options."""
    for option, key in OPTIONS.items():
        text = text.replace(option, key)
    head = plain(f"{label}  ", "bold $text-primary") if label else plain("· ")
    return Content.assemble(head, plain(text))


def _toggle(rows: tuple[int, ...], row: int) -> tuple[int, ...]:
    return tuple(sorted(set(rows) ^ {row}))


def _open(app: OssbuyApp, workspace: Workspace, path: Path, comparison: Comparison) -> None:
    """Show the decision, and then what the sheet itself has to say to it."""
    app.open_workspace(workspace, path)
    app.go("decision")

    project, events = workspace.project, workspace.history()

    def work_out() -> None:
        # Values only: the file's connection belongs to the thread it was opened in.
        found = answer_of(project, events, comparison)
        said = [_line(label, text) for label, text in answer_words(found, 2)]
        kept = f"as {path.name}, beside the sheet; u takes the comparison back."
        said.append(_line("Taken in", kept))
        app.call_from_thread(app.push_screen, Reading("What the comparison comes to", said))

    app.run_worker(
        work_out, thread=True, exit_on_error=False, group="compared", description="comparison"
    )


def take_comparison_in(app: OssbuyApp) -> None:
    """Ask for a comparison, from wherever somebody is."""
    from ossbuy.tui.modals.which_file import WhichFile

    def chosen(path: Path) -> str:
        if not path.is_file():
            return f"{path} is not there: check the path."
        app.call_later(app.push_screen, TakeComparison(str(path)))
        return ""

    app.push_screen(WhichFile("Which comparison?", ENDINGS, chosen, about=ASKED))
