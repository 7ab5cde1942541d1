"""Decision: who leads, how firmly, where it is won, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.tui.frame import NARROW
from ossbuy.tui.numbers import percent
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import plain
from ossbuy.tui.what_if import WhatIf
from ossbuy.tui.widgets.decision_tables import TABLES, VIEWS, behind_cell
from ossbuy.tui.widgets.grid import Grid
from ossbuy.tui.widgets.heat import CELL, NARROW_CELL
from ossbuy.tui.widgets.judging import Judging, beside_text, known, verdict_text
from ossbuy.tui.widgets.listing import Heads, Listing, widths
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.ranking import (
    BAR_COLUMN,
    RANKING,
    WON,
    Ranks,
    ranking_rows,
    won_rows,
)
from ossbuy.tui.widgets.slider import Slider
from ossbuy.tui.widgets.views import Views

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation


class Decision(StageScreen):
    """Verdict on top, the ranking or a table in the middle, what-if sliders below."""

    stage = "decision"
    CSS_PATH = "decision.tcss"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "play", "what if", tooltip="To the sliders: λ and price share"),
        Binding("v", "won", "won", show=False, tooltip="Where it is won, where narrow"),
        *(
            Binding(view.key, f"view('{view.id}')", view.title, show=False, id=f"view-{view.id}")
            for view in VIEWS
        ),
    ]
    HELP = (
        "**Decision**: the verdict says whether the ranking is firm (the same people judging "
        "again, and all weights wrong at once) or not separable. A vendor's bar is its points "
        "from quality █ and from price ▒, 100 points being the whole width; *place* is the "
        "places it takes in nine of ten draws. On the right the margin of the leader over the "
        "vendor under the cursor (or over the second), part by part. **x** goes to the sliders: "
        "the ranking moves with the key, **A** adopts, **Esc** discards. **w** takes a total "
        "apart. A gate is never a weight."
    )

    view: reactive[str] = reactive("ranking", init=False)
    """Which view is shown."""

    def compose_body(self) -> ComposeResult:
        with Pane("Verdict", id="verdict"):
            with VerticalScroll(id="verdict-scroll"):
                yield Static(id="said")
            yield Judging(id="judging")
        yield Views(VIEWS)
        with Horizontal(id="main"):
            with Pane("Ranking", id="ranking"):
                yield Heads(RANKING)
                yield Ranks(RANKING, id="list")
                with VerticalScroll(id="beside"):
                    yield Static(id="notes")
            with Pane("Where it is won", id="won"):
                yield Heads(WON)
                yield Ranks(WON, id="parts")
            with Pane("Table", id="table"):
                yield Grid(id="grid")
                yield Static(id="about")
        with Pane("What if", id="what-if"):
            yield WhatIf()

    def show(self) -> None:
        """Paint everything from the evaluation and start judging it."""
        evaluation, judging = self.evaluation, self.query_one(Judging)
        judging.judge(evaluation)
        self._show_progress()
        self.query_one(WhatIf).show(self.project, evaluation, judging.result)
        if evaluation is None:
            self._say(self.ossbuy.trouble or "computing …")
            return
        if judging.result is None:
            self._say(evaluation.sentence())
        else:
            text = verdict_text(self.project, evaluation, judging.result)
            self.query_one("#said", Static).update(text)
        self._entitle_verdict()
        if self.view == "ranking":
            self._show_ranking(evaluation)
        else:
            self._show_table(evaluation)

    def _say(self, sentence: str) -> None:
        self.query_one("#said", Static).update(plain(sentence))

    def _entitle_verdict(self) -> None:
        figures = known(self.query_one(Judging).result)
        noise = figures.noise if figures else None
        drawn = f"{noise.samples:,} draws · seed {noise.seed}".replace(",", " ") if noise else ""
        busy = "judging …" if self.query_one(Judging).busy else drawn
        self.query_one("#verdict", Pane).entitle("Verdict", busy)

    @on(Judging.Drawn)
    def _show_progress(self) -> None:
        judging = self.query_one(Judging)
        judging.display = judging.busy and judging.result is None
        judging.update(judging.progress_text())

    @on(Judging.Judged)
    def _judged(self) -> None:
        self.show()

    def _show_ranking(self, evaluation: Evaluation) -> None:
        listing = self.query_one("#list", Listing)
        figures = known(self.query_one(Judging).result)
        bar = widths(RANKING, listing.room)[BAR_COLUMN]
        listing.show(ranking_rows(self.project, evaluation, figures, bar))
        self.query_one("#notes", Static).update(beside_text(self.project, evaluation, figures))
        share = evaluation.price_share
        if evaluation.standings:
            said = f"{percent(1 - share)} quality · {percent(share)} price"
            if evaluation.price_formula:
                said += f", {evaluation.price_formula}"
        else:
            said = "no vendor has been invited yet"
        self.query_one("#ranking", Pane).entitle("Ranking", said)
        self._show_won()

    def _show_won(self) -> None:
        evaluation, pane = self.evaluation, self.query_one("#won", Pane)
        first = evaluation.leader if evaluation else None
        if evaluation is None or first is None or evaluation.runner_up is None:
            self.query_one("#parts", Listing).show([])
            pane.entitle("Where it is won", "open until somebody leads")
            return
        under = self.query_one("#list", Listing).current
        vendors = {s.vendor: s for s in evaluation.standings}
        rival = vendors.get(under, evaluation.runner_up)
        if rival.vendor == first.vendor:
            rival = evaluation.runner_up
        rows = won_rows(evaluation, first.vendor, rival.vendor)
        self.query_one("#parts", Listing).show(rows)
        pane.entitle("Where it is won", f"against {rival.label}")

    def _show_table(self, evaluation: Evaluation) -> None:
        title, table, about = TABLES[self.view]
        cell = NARROW_CELL if self.app.size.width < NARROW else CELL
        across, down, foot = table(self.project, evaluation, cell)
        if not down:
            across = []
        self.query_one("#grid", Grid).show(across, down, foot)
        self.query_one("#table", Pane).entitle(title, about)
        self._show_about()

    def _show_about(self) -> None:
        """The words behind the cell under the cursor."""
        row, column = self.query_one("#grid", Grid).current
        said = behind_cell(self.view, self.project, self.evaluation, row, column)
        self.query_one("#about", Static).update(said)

    @on(Listing.OptionHighlighted, "#list")
    def _other_rival(self) -> None:
        self._show_won()

    @on(Grid.Moved)
    def _other_cell(self) -> None:
        self._show_about()

    @on(Grid.Chosen)
    @on(Listing.OptionSelected)
    def _explain(self) -> None:
        self.ossbuy.action_why()

    @on(Views.Chosen)
    def _view_chosen(self, event: Views.Chosen) -> None:
        self.view = event.view

    def watch_view(self) -> None:
        """Show the other view."""
        self.set_class(self.view != "ranking", "-table")
        self.query_one(Views).current = self.view
        self.query_one("#list" if self.view == "ranking" else "#grid").focus()
        self.show()

    def on_mount(self) -> None:
        """Mark the first view."""
        super().on_mount()
        self.query_one(Views).current = self.view

    def on_resize(self) -> None:
        """Draw the bars for the new width."""
        self.call_after_refresh(self.show)

    def action_view(self, view: str) -> None:
        """Show a view."""
        self.view = view

    def action_won(self) -> None:
        """Ranking or where it is won, where there is no room for both."""
        self.view = "ranking"
        self.toggle_class("-won")
        self.query_one("#parts" if self.has_class("-won") else "#list").focus()

    def action_play(self) -> None:
        """To the sliders; where a table took their place, with the ranking."""
        if not self.query_one("#what-if").display:
            self.view = "ranking"
        self.query_one(Slider).focus()

    def focused_thing(self) -> str:
        """Vendor, section, pain or gate under the cursor."""
        if self.query_one("#parts", Listing).has_focus:
            return self.query_one("#parts", Listing).current
        if self.view == "ranking":
            return self.query_one("#list", Listing).current
        return "/".join(self.query_one("#grid", Grid).current)

    def select(self, ident: str) -> bool:
        """Put the cursor on a vendor."""
        if ident in self.project.vendors:
            self.view = "ranking"
        return self.query_one("#list", Listing).go_to(ident)

    def walk_forward(self) -> tuple[str, str] | None:
        """How firm it is."""
        return ("robustness", "")

    def walk_backward(self) -> tuple[str, str] | None:
        """A section's weight, a pain, or the answer that brings a vendor most points."""
        evaluation = self.evaluation
        if evaluation is None:
            return None
        for ident in self.focused_thing().split("/"):
            if ident in self.project.sections:
                return ("weights", ident)
            if ident in self.project.pains:
                return ("trauma", ident)
            if ident in self.project.requirements:
                return ("answers", ident)
            if ident in evaluation.matrix.bids.vendors:
                leaves = evaluation.matrix.weights.leaves
                best = max(leaves, key=lambda r: evaluation.cell(ident, r).points, default="")
                return ("answers", f"{best}/{ident}") if best else None
        return None

    def why(self) -> tuple[str, ...] | None:
        """The total, section score, pain or gate under the cursor."""
        evaluation = self.evaluation
        if evaluation is None:
            return None
        vendors = evaluation.matrix.bids.vendors
        if self.query_one("#parts", Listing).has_focus:
            part = self.query_one("#parts", Listing).current
            if part in evaluation.section_ids:
                return ("weight", part)
            first = evaluation.leader
            return (
                None if first is None else ("price" if part == "price" else "total", first.vendor)
            )
        if self.view == "ranking":
            vendor = self.query_one("#list", Listing).current
            return ("total", vendor) if vendor in vendors else None
        row, column = self.query_one("#grid", Grid).current
        if self.view == "section" and row and column in vendors:
            return ("section", column, row)
        if self.view == "pain" and row:
            return ("pain", row)
        if self.view in ("cost", "growth") and row in vendors:
            return ("price", row)
        if self.view == "gates" and column in vendors:
            return ("cell", column, row)
        return None

    def back(self) -> bool:
        """Stop judging, or go back to the ranking."""
        if self.query_one(Judging).cancel():
            return True
        if self.view != "ranking" or self.has_class("-won"):
            self.remove_class("-won")
            self.view = "ranking"
            return True
        return False
