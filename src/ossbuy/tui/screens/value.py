"""Value: at what layer the thinking stops, what reaches finance, and what revenue is at risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.model import commands
from ossbuy.model.events import Act
from ossbuy.model.project import Project
from ossbuy.model.wording import worded
from ossbuy.tui.covering import asked_by
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.modals.multipliers import Multipliers
from ossbuy.tui.naming import words_of
from ossbuy.tui.numbers import count
from ossbuy.tui.pain_fields import LAYERS
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import plain
from ossbuy.tui.value_fields import Tracing, value_fields
from ossbuy.tui.widgets.layer_bars import layer_bars, sight_line
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.pain_card import asked_of
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.value_card import value_card
from ossbuy.tui.widgets.value_rows import (
    MANY,
    RISK,
    THINGS,
    journey_map,
    risk_rows,
    thing_rows,
    total_text,
    views,
)

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.worth import Worth


class ValueLayers(StageScreen):
    """The answer on top, pains and requirements by layer below, revenue at risk beside them."""

    stage = "value"
    CSS_PATH = "value.tcss"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "say_layer", "layer", show=False, tooltip="Say where your thinking stops"),
        Binding(
            "x", "multiply", "multipliers", tooltip="Multiply weights by layer: see, then adopt"
        ),
        Binding(
            "f", "narrow", "filter", show=False, tooltip="All, the pains, what is traced, by layer"
        ),
        Binding("m", "map", "map", show=False, tooltip="Journey map, and back to the list"),
        Binding("c", "side", "side", show=False, tooltip="Card, revenue, list, where narrow"),
    ]
    HELP = (
        "**Value** asks at what layer your thinking stops: █ 1 operations, ▓ 2 revenue, ▒ 3 the "
        "end customer's ease of spending. The bars show the weight at each layer, as stated and as "
        "it follows from pain; what says no layer ░ counts as none of them. **Enter** traces the "
        "focused pain or requirement from the customer's journey to a finance report; **l** says "
        "where your thinking stops; **x** shows what multiplying by layer would do to the ranking "
        "before anybody adopts it; **m** draws the journey map, **f** narrows the list. Revenue at "
        "risk counts each lever and segment once (=), leaves what is not known out (?) and never "
        "counts what obstructs the customer (✖): help, not coerce."
    )

    shown: reactive[str] = reactive("all", init=False)
    """What the list is narrowed to."""
    mapped: reactive[bool] = reactive(False, init=False, toggle_class="-map")
    """The journey map is shown instead of the list."""
    beside: reactive[str] = reactive("", init=False)
    """On a narrow screen, ``card`` or ``risk`` instead of the list."""

    def __init__(self) -> None:
        super().__init__()
        self._worth: Worth | None = None
        self._of: tuple[Project, Evaluation | None] | None = None

    def compose_body(self) -> ComposeResult:
        with Pane("At what layer does your thinking stop?", id="thinking"):
            yield Static(id="said")
            yield Static(id="bars")
            yield Static(id="sight")
        with Horizontal(id="main"):
            with Pane("By layer and journey", id="things"):
                yield Heads(THINGS)
                yield Listing(THINGS, id="list")
                yield Static(id="journey-map")
            with Vertical(id="side"):
                with Pane("Chain", id="card"), VerticalScroll(id="card-scroll"):
                    yield Static(id="card-text")
                with Pane("Revenue at risk", id="risk"):
                    yield Heads(RISK)
                    yield Listing(RISK, id="risk-list")
                    yield Static(id="total")

    def show(self) -> None:
        """Paint the answer, the list, the card and the revenue at risk."""
        project, worth = self.project, self._reckon()
        self._show_thinking(worth)
        if self.shown not in views(project):
            self.set_reactive(ValueLayers.shown, views(project)[0])
        rows = thing_rows(project, self.shown, self.evaluation)
        self.query_one("#list", Listing).show(rows)
        said = count(len(project.values), "value case")
        if self.shown != "all":
            most = " heaviest first" if len(rows) == MANY else ""
            said += f" · {self.shown}: {len(rows)}{most}"
        self.query_one("#things", Pane).entitle("By layer and journey", said)
        risk = risk_rows(project, worth)
        self.query_one("#risk-list", Listing).show(risk)
        cases = "computing…" if worth is None else f"{count(len(risk), 'case')}, a year"
        self.query_one("#risk", Pane).entitle("Revenue at risk", self.ossbuy.trouble or cases)
        self.query_one("#total", Static).update(total_text(project, worth))
        self._show_card()
        self._draw_map()

    def _reckon(self) -> Worth | None:
        """What layers and value come to; kept until the project or the evaluation changes."""
        project, evaluation = self.project, self.evaluation
        if self._of is None or self._of[0] is not project or self._of[1] is not evaluation:
            self._of, self._worth = (project, evaluation), None
            if evaluation is not None:
                from ossbuy.analysis.matrix.value import value_inputs  # numpy is loaded by now
                from ossbuy.analysis.worth import worth

                self._worth = worth(evaluation, value_inputs(project, evaluation.matrix))
        return self._worth

    def _show_thinking(self, worth: Worth | None) -> None:
        pane = self.query_one("#thinking", Pane)
        if worth is None:
            pane.entitle("At what layer does your thinking stop?", self.ossbuy.trouble)
            self.query_one("#said", Static).update(
                plain("" if self.ossbuy.trouble else "computing…")
            )
            return
        thinking = worth.thinking
        say = "" if thinking.said else " Press l to say it, before you look at the bars."
        self.query_one("#said", Static).update(plain(thinking.verdict() + say, "bold"))
        counts = [("what counts", worth.counts)]
        if worth.plain is not None:
            counts.insert(0, ("unmultiplied", worth.plain))
        named = [
            (name, held)
            for name, held in (
                ("as stated", worth.stated),
                ("from pain", worth.derived),
                *counts,
                ("the pains", worth.pains if worth.pains.total else None),
            )
            if held is not None
        ]
        width = self.query_one("#bars", Static).content_size.width or self.size.width - 4
        self.query_one("#bars", Static).update(layer_bars(named, width))
        word = worded("trauma", self.project.policy.trauma_word)
        self.query_one("#sight", Static).update(sight_line(worth, word))
        factors = "/".join(f"{factor:g}" for factor in worth.multipliers)
        pane.entitle("At what layer does your thinking stop?", f"layers × {factors}")

    def _show_card(self) -> None:
        ident = self.focused_thing()
        card = self.query_one("#card", Pane)
        if not ident:
            card.entitle("Chain")
            self.query_one("#card-text", Static).update(
                plain("There is no pain and no requirement yet: tell a pain first.")
            )
            return
        card.entitle(self.project.label(ident), words_of(self.project, ident))
        self.query_one("#card-text", Static).update(
            value_card(self.project, ident, self.evaluation, self._worth)
        )

    def _draw_map(self) -> None:
        if self.mapped:
            drawn = self.query_one("#journey-map", Static)
            drawn.update(journey_map(self.project, drawn.size.width or self.size.width - 4))

    def on_resize(self) -> None:
        """Fit bars and map to the new width."""
        self.call_after_refresh(self._refit)

    def _refit(self) -> None:
        if self.is_mounted and self._worth is not None:
            self._show_thinking(self._worth)
        self._draw_map()

    def watch_mapped(self) -> None:
        """Draw the map when it appears."""
        self.call_after_refresh(self._draw_map)

    def watch_shown(self) -> None:
        """List what it was narrowed to."""
        self.show()

    def watch_beside(self) -> None:
        """Show card or revenue instead of the list."""
        self.set_class(self.beside == "card", "-card")
        self.set_class(self.beside == "risk", "-risk")
        to = {"": "#list", "card": "#card-scroll", "risk": "#risk-list"}[self.beside]
        self.query_one(to).focus()
        self._show_card()

    @on(Listing.OptionHighlighted)
    def _moved(self) -> None:
        self._show_card()

    @on(Listing.OptionSelected)
    def _trace(self) -> None:
        ident = self.focused_thing()
        if ident in self.project.pains or ident in self.project.requirements:
            title = f"{self.project.label(ident)} {words_of(self.project, ident)}"
            fields = value_fields(self.project, ident)
            self.app.push_screen(Form(title, fields, Tracing(self.ossbuy, ident)))

    def action_say_layer(self) -> None:
        """Say at what layer the thinking stops."""
        said = self.project.policy.stated_layer
        hint = f"{' · '.join(LAYERS.values())}. Say it before you look at the bars."
        field = Field("stated_layer", "Layer, 1 to 3", str(said or ""), hint)

        def submit(typed: Mapping[str, str]) -> str:
            def command(project: Project) -> Act:
                return commands.set_policy(project, {"stated_layer": typed["stated_layer"]})

            return self.ossbuy.attempt(command)

        self.app.push_screen(Form("At what layer does your thinking stop?", [field], submit))

    def action_multiply(self) -> None:
        """See what multiplying weights by layer would do, and adopt it."""
        self.app.push_screen(Multipliers())

    def action_narrow(self) -> None:
        """All, the pains, what is traced, layer by layer."""
        offered = views(self.project)
        self.shown = offered[(offered.index(self.shown) + 1) % len(offered)]

    def action_map(self) -> None:
        """List or journey map."""
        self.mapped = not self.mapped

    def action_side(self) -> None:
        """Card, revenue, list, where there is room for one."""
        sides = ("", "card", "risk")
        self.beside = sides[(sides.index(self.beside) + 1) % len(sides)]

    def focused_thing(self) -> str:
        """The pain or requirement under the cursor, of the list that has the focus."""
        risk = self.query_one("#risk-list", Listing)
        return risk.current if risk.has_focus else self.query_one("#list", Listing).current

    def select(self, ident: str) -> bool:
        """Put the cursor on a pain or requirement."""
        return self.query_one("#list", Listing).go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """From a pain to what it asks for; a requirement on its own screen."""
        ident = self.focused_thing()
        if ident in self.project.requirements:
            return ("requirements", ident)
        asked = asked_of(self.project, ident)
        return ("requirements", min(asked)) if asked else None

    def walk_backward(self) -> tuple[str, str] | None:
        """A pain on its own screen; from a requirement to what asks for it most."""
        ident = self.focused_thing()
        if ident in self.project.pains:
            return ("trauma", ident)
        for source in asked_by(self.project, ident) if ident in self.project.requirements else ():
            return ("causes" if source in self.project.causes else "trauma", source)
        return None

    def why(self) -> tuple[str, ...] | None:
        """The index of the focused pain, the weight of the focused requirement."""
        ident = self.focused_thing()
        if ident in self.project.pains:
            return ("pain", ident)
        return ("weight", ident) if ident in self.project.requirements else None

    def back(self) -> bool:
        """Close the map or go back to the list."""
        if self.beside or self.mapped:
            self.beside, self.mapped = "", False
            return True
        return False
