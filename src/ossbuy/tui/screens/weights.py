"""Weights: what people stated, what the pain says, and how far one yields to the other."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.model import commands, regulation
from ossbuy.model.events import Refused
from ossbuy.tui.covering import asked_by, under, weight_line
from ossbuy.tui.door import PAST
from ossbuy.tui.frame import NARROW
from ossbuy.tui.requirement_fields import points_read
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import plain, toast
from ossbuy.tui.what_if import WhatIf, suppose
from ossbuy.tui.widgets.judging import Judging, known
from ossbuy.tui.widgets.lines import flip_chart
from ossbuy.tui.widgets.listing import Heads, Listing
from ossbuy.tui.widgets.lock_pane import LockPane
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.ranking import SHORT_RANKING, Ranks, short_rows
from ossbuy.tui.widgets.slider import Slider
from ossbuy.tui.widgets.strip import Strip
from ossbuy.tui.widgets.weight_columns import COUNTS, WeightColumns, counted_rows

ROOMY = 34
"""Lines from which the chart has room under the columns."""


class Weights(StageScreen):
    """Stated and derived side by side with lines between, what counts, and the what-if."""

    stage = "weights"
    CSS_PATH = "weights.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "play", "what if", tooltip="To the sliders: λ and price share"),
        Binding("L", "lock", "lock", show=False, tooltip="Lock, before answers are opened"),
        Binding(
            "R", "regulate", "regulated", show=False, tooltip="Rules of a regulated procurement"
        ),
        Binding("c", "column", "column", show=False, tooltip="The next column, where narrow"),
    ]
    HELP = (
        "**Weights**: on the left what people stated, on the right what follows from the pains "
        "and the links; a line joins the two places of each section. λ says how far the weights "
        "that count follow the pain: 0 is stated alone, 1 is pain alone. **x** goes to the "
        "sliders, digits or **Enter** on a stated weight type another one: all a what-if, **A** "
        "adopts it, **Esc** discards it. **B** lets everybody state their own. **L** locks the "
        "weights; after that a change needs a reason; **R** sets the rules of a regulated "
        "procurement. **w** takes a weight apart, **g** goes to its requirements, **b** to the "
        "pain."
    )

    column: reactive[str] = reactive("stated", init=False)
    """Which column is shown where there is room for one."""

    def __init__(self) -> None:
        super().__init__()
        self._ordered = False

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                yield WeightColumns(id="columns")
                with Pane("What counts", id="blend-pane"):
                    yield Heads(COUNTS)
                    yield Ranks(COUNTS, id="counts")
                with Pane("Totals against λ", id="chart"):
                    yield Static(id="drawn")
            with Vertical(id="side"):
                with Pane("What if", id="levers"):
                    yield WhatIf()
                with Pane("Ranking", id="first"):
                    yield Ranks(SHORT_RANKING, id="ranks")
                    yield Static(id="flips")
                yield LockPane(id="lock")
        yield Judging(id="judging")

    def show(self) -> None:
        """Paint the columns, the lines, what counts, the ranking and the lock."""
        project, evaluation = self.project, self.evaluation
        judging = self.query_one(Judging)
        judging.judge(evaluation)
        self.query_one(WhatIf).show(project, evaluation, judging.result)
        self.query_one(WeightColumns).show(project, evaluation)
        self._show_counts()
        self.query_one(LockPane).show(project)
        first = self.query_one("#first", Pane)
        if evaluation is None:
            self.query_one("#ranks", Listing).show([])
            first.entitle("Ranking", self.ossbuy.trouble or "computing …")
            return
        self.query_one("#ranks", Listing).show(short_rows(evaluation))
        first.entitle("Ranking", "points of 100" if evaluation.standings else "no vendor yet")
        self.query_one("#flips", Static).update(plain(self._firm(), "$text-muted"))
        self._draw_chart()

    def _draw_chart(self) -> None:
        figures = known(self.query_one(Judging).result)
        drawn = self.query_one("#drawn", Static)
        flips = figures.firm.blend_flips if figures else None
        if flips is None:
            drawn.update(plain("Drawn once vendors are scored and both kinds of weight exist."))
            return
        size = drawn.container_size
        drawn.update(flip_chart(flips, size.width, size.height, ("stated", "pain")))

    def on_resize(self) -> None:
        """Draw the chart for the new size, where there is room for it."""
        roomy = self.size.height >= ROOMY and self.size.width >= NARROW
        self.set_class(roomy, "-roomy")
        self.call_after_refresh(self._fit)
        self.call_after_refresh(self._draw_chart)

    def _fit(self) -> None:
        """Many sections scroll inside their panes, and the line to type into stays in sight."""
        height = self.query_one("#left").size.height
        # Six tenths of it, all of it where narrow; less borders, heads and that line.
        most = max(3, (height if self.size.width < NARROW else height * 6 // 10) - 4)
        for name in ("#points", "#pains"):
            self.query_one(name, Listing).styles.max_height = most

    def _firm(self) -> str:
        evaluation, judging = self.evaluation, self.query_one(Judging)
        if judging.result is None:
            return "judging …" if evaluation else ""
        figures = known(judging.result)
        return judging.result.sentence() if figures is None else figures.firm.sentence()

    def _show_counts(self) -> None:
        project, evaluation = self.project, self.evaluation
        self.query_one("#counts", Listing).show(counted_rows(project, evaluation))
        blend = evaluation.blend if evaluation else None
        self.query_one("#blend-pane", Pane).entitle(
            "What counts", "" if blend is None else f"λ {blend:.2f} · % of quality"
        )
        if evaluation is not None and not self._ordered:
            # The rows found their order only now: begin at the heaviest.
            self._ordered = True
            for name in ("#points", "#pains", "#counts"):
                self.query_one(name, Listing).action_first()

    @on(Judging.Judged)
    def _judged(self) -> None:
        self.show()

    @on(Listing.OptionSelected)
    def _explain(self, event: Listing.OptionSelected) -> None:
        self.ossbuy.action_why()

    def action_state(self, typed: str) -> None:
        """Type a stated weight for the section under the cursor."""
        ident = self.query_one("#points", Listing).current
        section = self.project.sections.get(ident)
        if section is None:
            return
        points = self.project.stated.get(ident)
        text = typed or ("" if points is None else f"{points:g}")
        self.query_one(Strip).ask(ident, f"Points for {section.code}", text)

    @on(Strip.Entered)
    def _stated(self, event: Strip.Entered) -> None:
        strip = self.query_one(Strip)
        try:
            points = points_read(self.project, event.about, event.text)
            act = commands.set_stated(self.project, event.about, points)
        except Refused as no:
            strip.refuse(no.sentence())
            return
        strip.close()
        suppose(self.ossbuy, list(act.facts))
        self.query_one("#points").focus()

    @on(Strip.Left)
    def _left(self) -> None:
        self.query_one("#points").focus()

    def action_play(self) -> None:
        """To the sliders."""
        self.query_one(Slider).focus()

    def action_column(self) -> None:
        """Stated, derived, what counts: one at a time, where narrow."""
        columns = ("stated", "derived", "counts")
        self.column = columns[(columns.index(self.column) + 1) % len(columns)]

    def watch_column(self) -> None:
        """Show the other column."""
        self.set_class(self.column == "derived", "-derived")
        self.set_class(self.column == "counts", "-counts")
        listing = {"stated": "#points", "derived": "#pains", "counts": "#counts"}[self.column]
        self.query_one(listing).focus()

    def action_lock(self) -> None:
        """Lock the weights, after a yes."""
        app = self.ossbuy
        if app.as_of is not None:
            toast(app, PAST)
            return
        if app.scenario:
            toast(app, "This is a what-if: adopt it (A) or discard it (Esc), then lock.")
            return
        if self.project.locked is not None:
            toast(app, "The weights are locked already; a change is an amendment with a reason.")
            return
        from ossbuy.procedure.lock import NO_PRICE_SHARE, lock_weights  # arithmetic: only now

        if self.project.policy.price_share is None:
            # Before the yes, not after it.
            toast(app, NO_PRICE_SHARE, "warning")
            return
        app.ask(
            "Lock stated and derived weights, λ, the price share and the evaluation model? "
            "A lock stays on record; a change after it needs a reason.",
            "Lock",
            lambda: app.carry_out(lambda: lock_weights(app.workspace)),
        )

    def action_regulate(self) -> None:
        """Set the rules of a regulated procurement, after a yes that says what they are."""
        app = self.ossbuy
        if app.as_of is not None:
            toast(app, PAST)
            return
        try:
            regulation.regulate(self.project)
        except Refused as no:
            toast(app, no.sentence(), "warning")
            return
        app.ask(
            "Run this as a regulated procurement? Vendors' copies show the weights, nothing "
            f"private is kept, the price formula stays {self.project.policy.price_formula}, and "
            "once answers are opened no reason moves a weight.",
            "Regulate",
            lambda: app.do(regulation.regulate),
        )

    def _listing(self) -> Listing:
        for name in ("#pains", "#counts", "#ranks"):
            listing = self.query_one(name, Listing)
            if listing.has_focus:
                return listing
        return self.query_one("#points", Listing)

    def focused_thing(self) -> str:
        """The section (or vendor) under the cursor."""
        return self._listing().current

    def select(self, ident: str) -> bool:
        """Put the cursor on a section."""
        points = self.query_one("#points", Listing)
        points.focus()
        return points.go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """The section's heaviest requirement; a vendor's place in the decision."""
        ident = self.focused_thing()
        if ident in self.project.vendors:
            return ("decision", ident)
        inside = [(weight_line(self.evaluation, r), r) for r in under(self.project, ident)]
        heaviest = max(inside, key=lambda pair: pair[0].blended if pair[0] else 0.0, default=None)
        return ("requirements", heaviest[1]) if heaviest else None

    def walk_backward(self) -> tuple[str, str] | None:
        """The pain or cause that asks for the section most."""
        for source in asked_by(self.project, self.focused_thing()):
            return ("causes" if source in self.project.causes else "trauma", source)
        return None

    def why(self) -> tuple[str, ...] | None:
        """The weight of the focused section, the total of the focused vendor."""
        ident = self.focused_thing()
        if ident in self.project.vendors:
            return ("total", ident)
        return ("weight", ident) if weight_line(self.evaluation, ident) else None

    def back(self) -> bool:
        """Close what is being typed, or go back to the first column."""
        if self.query_one(Strip).is_open:
            self.query_one(Strip).action_leave()
            return True
        if self.column != "stated":
            self.column = "stated"
            return True
        return False
