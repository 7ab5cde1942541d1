"""A step of the chain on screen: the frame every main screen shares, and what it must offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Footer

from ossbuy.tui.frame import Banner, Header, Journey

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp


class StageScreen(Screen[None]):
    """A main screen inside the frame: header, journey strip, banner, body, footer."""

    stage: ClassVar[str] = ""
    AUTO_FOCUS = "#body *"
    BINDINGS = [
        Binding("w", "app.why", "why?", id="why", tooltip="Why is this number what it is?"),
        Binding("ctrl+z,u", "app.undo", "undo", key_display="^z", id="undo"),
        Binding("ctrl+y", "app.redo", "redo", show=False, id="redo"),
        Binding("g", "app.walk('forward')", "follow the chain forward", show=False, id="forward"),
        Binding("b", "app.walk('backward')", "follow the chain back", show=False, id="backward"),
        Binding("right_square_bracket", "app.step(1)", "next stage", show=False, id="next"),
        Binding("left_square_bracket", "app.step(-1)", "previous stage", show=False, id="previous"),
        Binding("B", "app.go('ballots')", "ballots", show=False, id="ballots"),
        Binding("P", "app.aside('people')", "people", show=False, id="people"),
        Binding("V", "app.aside('value')", "value", show=False, id="value"),
        Binding("H", "app.go('history')", "history", show=False, id="history"),
        Binding("F", "app.aside('findings')", "findings", show=False, id="findings"),
        Binding("W", "app.aside('workshop')", "workshop", show=False, id="workshop"),
        Binding("comma", "app.settings", "project settings", show=False, id="settings"),
        Binding("A", "app.adopt", "adopt the what-if", show=False, id="adopt"),
        Binding("escape", "app.leave", "back", show=False, id="back"),
        *(
            Binding(str(digit), f"app.jump_to('{digit}')", show=False, id=f"stage-{digit}")
            for digit in range(1, 10)
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""
        self._due = False

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    @property
    def project(self) -> Project:
        """The project as it is being looked at: now, what-if or a moment of the past."""
        return self.ossbuy.project

    @property
    def evaluation(self) -> Evaluation | None:
        """What follows from the project; None until the first computation is done."""
        return self.ossbuy.evaluation

    def compose(self) -> ComposeResult:
        yield Header()
        yield Journey(self.stage)
        yield Banner()
        with Container(id="body"):
            yield from self.compose_body()
        yield Footer(show_command_palette=False)

    def compose_body(self) -> ComposeResult:
        """Yield the widgets between the journey strip and the footer."""
        raise TypeError(f"{type(self).__name__} must compose a body")

    def on_mount(self) -> None:
        """Follow the application's state from now on."""
        for name in ("project", "evaluation", "trouble"):
            self.watch(self.app, name, self._changed, init=False)

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another stage was shown."""
        self._changed()

    def _changed(self) -> None:
        # Several states change in one act (project, evaluation, banner): one repaint is enough.
        if not self._due and self.ossbuy.current_stage is self:
            self._due = True
            self.call_next(self._show_all)

    def _show_all(self) -> None:
        self._due = False
        if self.ossbuy.current_stage is not self:
            return
        self.query_one(Header).show(self.ossbuy)
        self.query_one(Journey).show(self.ossbuy)
        self.query_one(Banner).show(self.ossbuy)
        self.show()
        if self._wanted and self.select(self._wanted):
            self._wanted = ""

    def repaint(self) -> None:
        """Show what is true now."""
        if self.is_mounted:
            self._changed()

    @property
    def has_frame(self) -> bool:
        """Whether its widgets are there; a screen is current a moment before it has any."""
        return self.is_mounted and bool(self.query(Header))

    def tick(self) -> None:
        """A second has gone by: the header's clock, while a workshop runs."""
        self.query_one(Header).show(self.ossbuy)

    def want(self, ident: str) -> None:
        """Put the cursor on a thing, as soon as it is shown."""
        self._wanted = ident

    @on(Journey.Chosen)
    def _stage_chosen(self, event: Journey.Chosen) -> None:
        self.ossbuy.go(event.stage)

    def show(self) -> None:
        """Paint the project and the evaluation."""
        raise TypeError(f"{type(self).__name__} must show something")

    def focused_thing(self) -> str:
        """Internal id of what the cursor is on; empty for nothing."""
        return ""

    def select(self, ident: str) -> bool:
        """Put the cursor on a thing; whether it is here to be put on."""
        return True

    def walk_forward(self) -> tuple[str, str] | None:
        """The next link of the chain from the focused thing, as (stage, id)."""
        return None

    def walk_backward(self) -> tuple[str, str] | None:
        """The link of the chain before the focused thing, as (stage, id)."""
        return None

    def why(self) -> tuple[str, ...] | None:
        """What ``w`` explains, as a reference into `ossbuy.analysis.explain`."""
        return None

    def back(self) -> bool:
        """Leave a view inside the screen; whether there was one to leave."""
        return False
