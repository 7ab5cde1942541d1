"""The application: holds the workspace, runs commands, says what is true to the screens.

Longer than other files because Textual wants the global keys and the reactives in one class; the
one door to the record is in `door`. The model, modals, palette and screens are imported
where they are first used: together they cost as much as Textual itself, and none is on the first
picture, which is the frame with what the file says at a glance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from ossbuy.model.events import Event, Fact, Refused
from ossbuy.store.errors import StoreError
from ossbuy.tui.door import PAST, Command, Door
from ossbuy.tui.frame import NARROW, Header, Journey, clock
from ossbuy.tui.garbage import look_seldom
from ossbuy.tui.messages import Evaluated, EvaluationRefused
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.stages import SELLING, STAGES, Stage, stages_for
from ossbuy.tui.text import plain, toast
from ossbuy.tui.theme import THEMES

if TYPE_CHECKING:
    from textual.command import Provider

    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.model.project import Project
    from ossbuy.store.glance import Glance
    from ossbuy.store.workspace import Workspace
    from ossbuy.tui.supposing import Supposing

PROJECT_ONLY = frozenset({"why", "undo", "redo", "walk", "step", "adopt", "settings"})
"""Actions that need a project in sight."""
BUYERS = frozenset({"why", "adopt", "settings"})
"""Actions that mean nothing in a vendor's own bid."""


def _everything() -> type[Provider]:
    """The command palette; what it needs is loaded when it is opened."""
    from ossbuy.tui.palette import Everything

    return Everything


def _home() -> StageScreen:
    from ossbuy.tui.screens.home import Home

    return Home()


class OssbuyApp(App[None]):
    """ossbuy on screen: one project at a time, with Home to choose it."""

    CSS_PATH = "app.tcss"
    TITLE = "ossbuy"
    COMMANDS = {_everything}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    BINDINGS = [
        # Priority reaches into modals, where a person may need help most.
        Binding("f1", "explain", "help", key_display="F1", id="help", priority=True),
        Binding("question_mark", "explain", "help", show=False, id="help-too"),
        Binding("ctrl+p", "command_palette", "all", key_display="^p", id="palette", priority=True),
        Binding("ctrl+o", "jump_mode", "jump", show=False, id="jump"),
        Binding("ctrl+q", "quit", "quit", show=False, id="quit", priority=True),
    ]

    # A project even without one open: on_mount sees to it before any screen can ask.
    project: reactive[Project] = reactive(cast("Project", None), init=False)
    """The project as it is being looked at: now, what-if, or a moment of the past."""
    evaluation: reactive[Evaluation | None] = reactive(None, init=False, always_update=True)
    """What follows from it; the last one stays until the next is computed.

    Always counts as changed, because arrays cannot be compared with one ==.
    """
    trouble: reactive[str] = reactive("", init=False)
    """Why there is no evaluation, in one sentence; empty while there is one or it is coming."""
    scenario: reactive[tuple[Fact, ...]] = reactive((), init=False)
    """Facts supposed but not recorded (decision 10)."""
    as_of: reactive[int | None] = reactive(None, init=False)
    """The event the project is shown as of; None is now."""

    def __init__(
        self,
        workspace: Workspace | None = None,
        path: Path | None = None,
        *,
        actor: str = "",
        theme: str = "ossbuy-dark",
        first: str = "",
        glance: Glance | None = None,
    ) -> None:
        """Show an open project, or Home; with a glance at ``path``, paint first and open it then.

        What keeps it from being opened is in ``failure`` when the application has ended.
        """
        super().__init__()
        self.failure: Exception | None = None
        self._glance = glance
        self.actor = actor
        self.path = path
        self._workspace: Workspace | None = workspace
        self._supposing: Supposing | None = None
        self._door = Door(self)
        self._trail: list[tuple[str, str]] = []
        self._said = ""
        self.clock = dt.date.today
        """Today; a test or a picture may stop it."""
        self.moment: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
        """Now, for the clock of a workshop; a test or a picture may stop it."""
        self._first = first or (self.stages[0].id if workspace or glance else "home")
        for ours in THEMES:
            self.register_theme(ours)
        self.theme = theme if theme in {t.name for t in THEMES} else THEMES[0].name
        self.add_mode("home", _home)
        for stage in {s.id: s for s in (*STAGES, *SELLING)}.values():
            self.add_mode(stage.id, stage.make)

    # --- what is open -------------------------------------------------------------------------

    @property
    def has_project(self) -> bool:
        """Whether a project is open."""
        return self._workspace is not None

    @property
    def stages(self) -> list[Stage]:
        """The chain of stages of the open project: a buyer's, or a vendor's own."""
        if self._workspace is not None:
            about = self._workspace.about
            return stages_for(about.role, shared=about.share is not None)
        seen = self._glance
        return stages_for(seen.role, shared=seen.shared) if seen is not None else STAGES

    @property
    def workspace(self) -> Workspace:
        """The open project's journal; there must be one."""
        if self._workspace is None:
            raise Refused("No project is open: choose one on Home first.")
        return self._workspace

    @property
    def current_stage(self) -> StageScreen | None:
        """The main screen under any modal."""
        base = self.screen_stack[0] if self.screen_stack else None
        return base if isinstance(base, StageScreen) else None

    @property
    def is_opening(self) -> bool:
        """Whether the frame is painted and the project is still to be opened."""
        return self._glance is not None and self._workspace is None

    def compose(self) -> ComposeResult:
        """The first picture, until the first stage has been loaded."""
        if self.is_opening:
            yield Header()
            yield Journey(self._first)
            with Container(id="body"):
                yield Static(plain("Opening the project…"), id="opening")

    def on_mount(self) -> None:
        """Show the first screen, then start what takes time."""
        if not self.is_opening:
            self._begin()
            return
        self.query_one(Header).show(self)
        self.query_one(Journey).show(self)
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        """Open the project that is painted already."""
        from ossbuy import config
        from ossbuy.store.workspace import Workspace

        assert self.path is not None
        try:
            self._workspace = Workspace.open(self.path, self.actor)
        except Exception as no:  # whatever it is, the command line has a sentence for it
            self.failure = no
            self.exit()
            return
        config.remember(self.path)
        look_seldom()
        self._begin()

    def _begin(self) -> None:
        from ossbuy.model.project import Project

        now = self._workspace.project if self._workspace is not None else Project()
        self.set_reactive(OssbuyApp.project, now)
        self.switch_mode(self._first)
        self.set_interval(1, self._poll)
        if self.has_project and (stage := self.current_stage):
            # Asked of the stage, not of the application: its data is painted first.
            stage.call_after_refresh(self.watch_project, self.project)

    def open_workspace(self, workspace: Workspace, path: Path | None = None) -> None:
        """Leave the present project, if any, for another."""
        if self._workspace is not None:
            self._workspace.close()
        self._workspace, self.path = workspace, path
        self._supposing, self._trail = None, []
        self.evaluation, self.scenario, self.as_of = None, (), None
        self.read()
        self.go(self.stages[0].id)

    def on_unmount(self) -> None:
        """Let go of the file."""
        if self._workspace is not None:
            self._workspace.close()

    def heading(self) -> tuple[str, str, str, str]:
        """What the header line says: project, actor, time of the last record, head hash."""
        unnamed = self.path.stem if self.path else "new project"
        if self._workspace is None:
            if (seen := self._glance) is None:
                return ("procurement for telco buyers", self.actor, "", "")
            saved = clock(seen.recorded_at) if seen.recorded_at else ""
            return (seen.name or unnamed, self.actor, saved, seen.head)
        name = self.project.description.name or unnamed
        last = self._last()
        saved = clock(last.recorded_at) if last else ""
        return (name, self.actor or self._workspace.actor, saved, last.hash if last else "")

    def _last(self) -> Event | None:
        """The event recorded last."""
        found = self.workspace.history(after=self.workspace.seq - 1) if self.workspace.seq else []
        return found[-1] if found else None

    def today(self) -> dt.date:
        """The date to reckon from: today, or the day of the past that is looked at."""
        if self.as_of is None:
            return self.clock()
        event = self.workspace.history(after=self.as_of - 1)[0]
        return dt.datetime.fromisoformat(event.recorded_at).astimezone().date()

    def workshop(self) -> Content:
        """The running workshop in a few words; empty when none runs, or the past is shown."""
        if self._workspace is None or self.as_of is not None or not self.project.sessions:
            return Content("")
        from ossbuy.tui.time_box import corner

        return corner(self.project, self.moment())

    def banner(self) -> str:
        """What the banner says; empty for none."""
        if self.as_of is not None:
            from ossbuy.model.telling import stamp

            event = self.workspace.history(after=self.as_of - 1)[0]
            return f"As it stood on {stamp(event.recorded_at)}, read-only · Esc returns to now"
        if self.scenario:
            return "What if: not recorded · A adopt · Esc discard"
        return ""

    # --- recording ----------------------------------------------------------------------------

    def attempt(self, command: Command) -> str:
        """Record what a command says; returns why not, in one sentence, or an empty text."""
        return self._door.attempt(command)

    def do(self, command: Command) -> bool:
        """Record what a command says, or say in a toast why not."""
        if no := self.attempt(command):
            toast(self, no, "warning")
        return not no

    def carry_out(self, deed: Callable[[], object]) -> bool:
        """Do a procedure to the workspace, such as locking; a refusal becomes a toast."""
        if self.as_of is not None:
            toast(self, PAST)
            return False
        return self._door.tell(deed)

    def _locked_against(self, facts: Iterable[Fact]) -> bool:
        """Whether these facts move anything the weight lock covers."""
        from ossbuy.model.commands import needs_reason_after_lock

        return needs_reason_after_lock(self.workspace.project, facts)

    def suppose(self, facts: Iterable[Fact]) -> None:
        """Look at the project as if these facts were true; nothing is recorded."""
        merged = {fact.address: fact for fact in (*self.scenario, *facts)}
        self.scenario = tuple(merged.values())
        self.read()

    def read(self) -> None:
        """Take the project as it stands, or as it is supposed or stood."""
        if self._workspace is None:
            return
        if self.as_of is not None:
            self.project = self._workspace.at(self.as_of)
        elif self.scenario:
            from ossbuy.tui.supposing import Supposing

            if self._supposing is None or self._supposing.head != self._workspace.head:
                self._supposing = Supposing(self._workspace)
            self.project = self._supposing.project(self.scenario)
        else:
            self.project = self._workspace.project
        if stage := self.current_stage:
            stage.repaint()

    def _poll(self) -> None:
        """Notice what others recorded."""
        if self._workspace is None:
            return
        try:
            if self._workspace.refresh():
                self.read()
            self._said = ""
            if (stage := self.current_stage) and stage.has_frame:
                stage.tick()
        except StoreError as no:
            # Once a second is often enough to look, and far too often to say.
            if self._said != no.sentence():
                self._said = no.sentence()
                toast(self, self._said, "error")

    # --- computing ----------------------------------------------------------------------------

    def watch_project(self, project: Project) -> None:
        """What follows from the project is computed beside the screen."""
        self.trouble = ""
        if self._workspace is not None and self.stages is not SELLING:
            # What an adopted what-if would lock anew is computed anew while it is only supposed.
            anew = self._locked_against(self.scenario)
            self._evaluate(project, respect_lock=not anew)

    # Without a description Textual writes out the whole project: a tenth of a second when large.
    @work(thread=True, exclusive=True, group="evaluation", exit_on_error=False, description="sums")
    def _evaluate(self, project: Project, *, respect_lock: bool) -> None:
        # numpy costs 85 ms to import, so not before the first paint.
        from ossbuy.analysis.evaluate import evaluate
        from ossbuy.analysis.matrix import matrix

        worker = get_current_worker()
        try:
            evaluation = evaluate(matrix(project, respect_lock=respect_lock))
        except (ValueError, Refused) as no:
            self.post_message(EvaluationRefused(project, str(no)))
            return
        if not worker.is_cancelled:
            self.post_message(Evaluated(project, evaluation))

    @on(Evaluated)
    def _evaluated(self, event: Evaluated) -> None:
        if event.project is self.project:
            self.evaluation = event.evaluation

    @on(EvaluationRefused)
    def _evaluation_refused(self, event: EvaluationRefused) -> None:
        if event.project is self.project:
            self.evaluation, self.trouble = None, event.sentence

    @on(Worker.StateChanged)
    def _worker_ended(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self.trouble = f"This cannot be computed: {event.worker.error}."
            toast(self, self.trouble, "error")

    # --- going about --------------------------------------------------------------------------

    def go(self, stage: str, ident: str = "") -> None:
        """Show a stage, with the cursor on a thing if one is named."""
        if stage != "home" and not self.has_project:
            toast(self, "No project is open: choose one on Home first.")
            return
        if stage not in {"home", *(s.id for s in self.stages)}:
            return
        self.switch_mode(stage)
        if ident and (screen := self.current_stage):
            screen.want(ident)
            screen.repaint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Home has no number to explain and nothing to take back."""
        on_home = self.current_stage is None or self.current_stage.stage == "home"
        if self.stages is SELLING:
            # A bid has no ballots, no weights to lock and no number of the buyer's to explain.
            there = {stage.id for stage in SELLING}
            if action in BUYERS or (action in ("go", "aside") and parameters[0] not in there):
                return False
        return not (on_home and action in PROJECT_ONLY)

    def action_go(self, stage: str) -> None:
        """Show a stage by its id."""
        self._trail.clear()
        self.go(stage)

    def action_aside(self, stage: str) -> None:
        """Show a stage beside the chain; Esc comes back to where this was asked."""
        screen = self.current_stage
        if screen is not None and self.has_project and screen.stage != stage:
            self._trail.append((screen.stage, screen.focused_thing()))
        self.go(stage)

    def action_jump_to(self, key: str) -> None:
        """Show the stage with this key."""
        for stage in self.stages:
            if stage.key == key:
                self.action_go(stage.id)

    def action_step(self, by: int) -> None:
        """Step along the chain."""
        chain = [stage.id for stage in self.stages if stage.key.isdigit()]
        now = self.current_stage.stage if self.current_stage else ""
        place = chain.index(now) + by if now in chain else 0
        if 0 <= place < len(chain):
            self.action_go(chain[place])

    def action_walk(self, way: str) -> None:
        """Follow the chain from the focused thing."""
        screen = self.current_stage
        if screen is None:
            return
        target = screen.walk_forward() if way == "forward" else screen.walk_backward()
        if target is None or target[0] not in {s.id for s in self.stages}:
            toast(self, f"The chain goes no further {way} from here.")
            return
        self._trail.append((screen.stage, screen.focused_thing()))
        self.go(*target)

    def action_leave(self) -> None:
        """Go back one level: what-if, past, a view inside the screen, the way walked, Home."""
        screen = self.current_stage
        if self.scenario:
            self.scenario = ()
            self.read()
            toast(self, "The what-if was discarded; nothing had been recorded.")
        elif screen is not None and screen.back():
            return
        elif self.as_of is not None:
            self.travel(None)
        elif self._trail:
            self.go(*self._trail.pop())
        elif screen is not None:
            self.go("home" if screen.stage != "home" or not self.has_project else self.stages[0].id)

    def travel(self, seq: int | None) -> None:
        """Show the project as it stood after an event, or as it is now."""
        self.scenario, self.as_of = (), seq
        self.read()

    async def action_quit(self) -> None:
        """Leave; what somebody has typed and not recorded is thrown away only after a yes."""
        from ossbuy.tui.modals.confirm import Confirm

        if isinstance(self.screen, Confirm):
            return
        if any(getattr(screen, "unsaved", False) for screen in self.screen_stack):
            self.ask("Leave, and throw away what is typed here?", "Leave", self.exit)
        else:
            self.exit()

    def action_undo(self) -> None:
        """Take back my last act."""
        self._again(lambda: self.workspace.undo())

    def action_redo(self) -> None:
        """Do again what I took back."""
        self._again(lambda: self.workspace.redo())

    def _again(self, deed: Callable[[], object]) -> None:
        if self.as_of is not None:
            toast(self, PAST)
        elif self.has_project and self._door.tell(deed) and (last := self._last()):
            from ossbuy.model.telling import labels_of, sentence

            said = sentence(last, labels_of(self.workspace.history()))
            toast(self, f"{said[:1].upper()}{said[1:]}.")

    def action_adopt(self) -> None:
        """Record the what-if as it stands."""
        if not self.scenario:
            return
        if self._locked_against(self.scenario):
            from ossbuy.tui.modals.reason import Reason

            self.push_screen(Reason("The weights are locked."), self._adopt)
        else:
            self._adopt("")

    def _adopt(self, reason: str | None) -> None:
        if reason is None:
            return
        from ossbuy.procedure.lock import adopt

        facts, self.scenario = self.scenario, ()
        if self._door.tell(lambda: adopt(self.workspace, facts, reason)):
            toast(self, "Adopted and recorded.")
        else:
            self.scenario = facts
            self.read()

    def action_why(self) -> None:
        """Explain the focused number."""
        screen = self.current_stage
        ref = screen.why() if screen else None
        if ref is None:
            toast(self, "There is no number here to explain.")
        elif self.evaluation is None:
            toast(self, self.trouble or "Still computing: ask again in a moment.")
        else:
            from ossbuy.tui.modals.why import Why

            self.push_screen(Why(self.evaluation, ref))

    def action_settings(self) -> None:
        """The project's own settings."""
        from ossbuy.tui.settings import settings

        self.push_screen(settings(self))

    def action_explain(self) -> None:
        """Help for the focused thing."""
        from ossbuy.tui.modals.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.screen))

    def action_jump_mode(self) -> None:
        """Put a letter on everything that can be focused."""
        from ossbuy.tui.modals.jump import Jump

        self.push_screen(Jump(self.screen))

    def ask(self, question: str, yes: str, then: Callable[[], object]) -> None:
        """Do something only after a yes."""

        def answered(said: bool | None) -> None:
            if said:
                then()

        from ossbuy.tui.modals.confirm import Confirm

        self.push_screen(Confirm(question, yes), answered)
