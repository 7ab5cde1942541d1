"""Home: what was open lately, the samples, and a new project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ossbuy import config, locations
from ossbuy.exchange.errors import BadFile
from ossbuy.model.events import Refused
from ossbuy.store.errors import StoreError
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.naming import free, slug
from ossbuy.tui.numbers import count
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.store.workspace import Workspace

COLUMNS = (
    Column("", 7),
    Column("project", 20, flexible=True),
    Column("where", 44, least=96),
)
WELCOME = (
    "From what happened to you, to a choice of operational and business support systems "
    "(OSS/BSS) that a board, an auditor and the losing camp can follow."
)


class Projects(Listing):
    """Projects to open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", key_display="↵", id="open")
    ]


class Home(StageScreen):
    """Choose a project: an own one, a sample, or a new one."""

    stage = "home"
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "begin", "new", tooltip="Begin a new project", id="home-new"),
        Binding(
            "m", "compare", "matrix", tooltip="Take in a comparison you have", id="home-matrix"
        ),
        Binding("a", "answer", "answer", tooltip="Answer a buyer's request", id="home-answer"),
    ]
    HELP = (
        "**Home** lists the projects opened lately and the samples that come with ossbuy. "
        "**Enter** opens the one under the cursor; a sample is copied to your own projects first. "
        "**n** begins a new project: it asks for a file and a name, and then what happened. "
        "**m** takes in a comparison of vendors that you have already, and answers it at once. "
        "**a** is for vendors: it opens a buyer's request in a file of your own."
    )

    def compose_body(self) -> ComposeResult:
        yield Static(plain(WELCOME), id="welcome")
        with Pane("Projects", id="projects"):
            yield Heads(COLUMNS)
            yield Projects(COLUMNS, id="list")

    def show(self) -> None:
        """List what can be opened."""
        recent = config.recent()
        samples = locations.sample_names()
        rows = [_row("recent", path.stem, str(path), path) for path in recent]
        rows += [
            _row("sample", name, "comes with ossbuy", locations.samples() / name)
            for name in samples
        ]
        rows.append(
            Row("new", (plain("new", "$text-accent"), plain("Begin a new project"), Content("")))
        )
        words = plain("Take in a comparison you have")
        rows.append(Row("matrix", (plain("matrix", "$text-accent"), words, Content(""))))
        words = plain("Answer a buyer's request, as a vendor")
        rows.append(Row("answer", (plain("answer", "$text-accent"), words, Content(""))))
        self.query_one(Projects).show(rows)
        self.query_one(Pane).entitle(
            "Projects", f"{len(recent)} recent · {count(len(samples), 'sample')}"
        )

    @on(Listing.OptionSelected)
    def _chosen(self, event: Listing.OptionSelected) -> None:
        kind, _, path = (event.option_id or "").partition(" ")
        if kind == "recent":
            self._say(self._open(lambda: _opened(Path(path), self.ossbuy.actor), Path(path)))
        elif kind == "sample":
            self._open_sample(Path(path))
        elif kind == "matrix":
            self.action_compare()
        elif kind == "answer":
            self.action_answer()
        else:
            self.action_begin()

    def action_compare(self) -> None:
        """Ask for a comparison of vendors that is there already."""
        from ossbuy.tui.modals.comparison import take_comparison_in  # reads: not before it is asked

        take_comparison_in(self.ossbuy)

    def action_answer(self) -> None:
        """Ask for a buyer's request, and begin a bid."""
        from ossbuy.tui.modals.request import answer_request  # reads: not before it is asked

        answer_request(self.ossbuy)

    def _open_sample(self, directory: Path) -> None:
        target = locations.projects_dir() / f"{directory.name}.ossbuy"
        if target.exists():
            self._say(self._open(lambda: _opened(target, self.ossbuy.actor), target))
        else:
            toast(self.app, f"Building {directory.name} from its files…")
            self._say(self._open(lambda: _built(directory, target, self.ossbuy.actor), target))

    def _say(self, no: str) -> None:
        if no:
            toast(self.app, no, "error")

    def _open(self, opening: Callable[[], Workspace], path: Path) -> str:
        try:
            workspace = opening()
        except (Refused, StoreError, BadFile) as no:
            return str(no)
        config.remember(path)
        # Later, so that a form that asked for it is closed on this screen first.
        self.app.call_later(self.ossbuy.open_workspace, workspace, path)
        return ""

    def action_begin(self) -> None:
        """Ask for a file and a name, and begin."""

        def kept(typed: Mapping[str, str]) -> str:
            name = slug(typed["name"], "my-procurement")
            return str(free(locations.projects_dir() / f"{name}.ossbuy"))

        fields = [
            Field("name", "What is bought", hint="Such as: Kestrel Fibre network inventory"),
            Field("currency", "Currency", "EUR", "ISO 4217, three letters, such as EUR"),
            Field(
                "file",
                "File",
                kept({"name": ""}),
                "Everything is kept in this one file",
                follows=kept,
            ),
            Field(
                "past",
                "Start from",
                hint="A past project's file, or nothing: pains by name, causes, requirements and "
                "links are taken, its client is not",
                choices=tuple(str(path) for path in config.recent()),
            ),
        ]
        self.app.push_screen(Form("A new project", fields, self._begun))

    def _begun(self, typed: Mapping[str, str]) -> str:
        form = self.app.screen
        values = form.typed() if isinstance(form, Form) else dict(typed)
        name, file = values["name"].strip(), values["file"].strip()
        if not name:
            return "The project has no name: enter what is being bought."
        if not file:
            return "No file is named: enter where the project shall be kept."
        path = Path(file).expanduser()
        path = path if path.suffix else path.with_suffix(".ossbuy")
        money = values["currency"].strip()
        if len(money) != 3 or not money.isalpha():
            return f"The currency {money!r} is not a code of three letters: enter one such as EUR."
        past = values["past"].strip()
        if not past:
            return self._open(lambda: _created(path, self.ossbuy.actor, name, money), path)
        return self._from_past(Path(past).expanduser(), path, name, money)

    def _from_past(self, old: Path, path: Path, name: str, currency: str) -> str:
        """Begin from a past project, and say what was taken, what was not, and what was masked."""
        from ossbuy.procedure.past import Past, past

        taken: list[Past] = []

        def created() -> Workspace:
            with _opened(old, self.ossbuy.actor) as before:
                taken.append(past(before.project))
            act = taken[0].act()  # refused before a new file is made
            workspace = _created(path, self.ossbuy.actor, name, currency)
            workspace.execute(act)
            return workspace

        no = self._open(created, path)
        if not no:
            from ossbuy.tui.modals.reading import Reading

            said = taken[0].sentences()
            self.app.call_later(self.app.push_screen, Reading("Without its client", said))
        return no


def _row(kind: str, name: str, where: str, path: Path) -> Row:
    return Row(
        f"{kind} {path}",
        (plain(kind, "$text-muted"), one_line(name, "bold"), one_line(where, "$text-muted")),
    )


def _opened(path: Path, actor: str) -> Workspace:
    from ossbuy.store.workspace import Workspace

    return Workspace.open(path, actor or config.actor())


def _built(directory: Path, target: Path, actor: str) -> Workspace:
    from ossbuy.procedure.files.build import build  # reads workbooks: not before somebody asks

    workspace = _empty(target, actor)
    try:
        build(workspace, directory)
    except BaseException:
        # Half a sample would be mistaken for the sample.
        workspace.close()
        target.unlink(missing_ok=True)
        raise
    return workspace


def _created(path: Path, actor: str, name: str, currency: str) -> Workspace:
    from ossbuy.procedure.files.build import begin

    workspace = _empty(path, actor)
    begin(workspace, name, currency)
    return workspace


def _empty(path: Path, actor: str) -> Workspace:
    from ossbuy.store.workspace import Workspace

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{path.parent} cannot be made ({error.strerror}): name another.") from None
    return Workspace.create(path, actor or config.actor())
