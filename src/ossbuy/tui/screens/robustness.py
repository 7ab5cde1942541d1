"""Robustness: how wrong the numbers may be before somebody else leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Static

from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import cut, one_line, plain
from ossbuy.tui.widgets.firm import acceptability_strips, crossover_charts, firm_text, intervals
from ossbuy.tui.widgets.grid import Across, Down, Grid
from ossbuy.tui.widgets.judging import Judging, known
from ossbuy.tui.widgets.listing import Column, Heads, Row
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.ranking import Ranks
from ossbuy.tui.widgets.tornado import tornado

if TYPE_CHECKING:
    from ossbuy.analysis.robustness.cockpit import Robustness as Figures
    from ossbuy.analysis.robustness.levers import Lever

LEVERS = (
    Column("what moves", 10, flexible=True),
    Column("now", 7, "right"),
    Column("flips at", 9, "right"),
    Column("then leads", 13, least=48),
)
CHARTS = {
    "tornado": ("Tornado", "● now · ┣ ┫ where the leader changes"),
    "crossovers": ("Crossovers", "totals, points of 100 · ┊ now · ▲ leader changes"),
    "acceptability": ("Rank acceptability", "how often each vendor takes each place"),
}


class Robustness(StageScreen):
    """How firm, what would change it, who beats whom, and one chart at a time."""

    stage = "robustness"
    CSS_PATH = "robustness.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "chart('tornado')", "tornado", show=False),
        Binding("x", "chart('crossovers')", "crossovers", show=False),
        Binding("a", "chart('acceptability')", "acceptability", show=False),
        Binding("p", "wins", "who beats whom", show=False, tooltip="Who beats whom, where short"),
        Binding("c", "chart_or_levers", "chart", tooltip="Chart or levers; t x a choose the chart"),
    ]
    HELP = (
        "**Robustness**: *±p* is how wrong all weights may be at once, in the worst mix, before "
        "somebody else leads. The **levers** are the single numbers that change the leader, "
        "nearest first; **g** goes to the weight. **t** tornado: the range of each section's "
        "weight in which the leader stays. **x** crossovers: totals against λ and the price "
        "share. **a** acceptability: how often each vendor takes each place when the same people "
        "judge again. **p** who beats whom. **Esc** stops the draws and keeps what was drawn."
    )

    chart: reactive[str] = reactive("tornado", init=False)
    """Which chart is shown."""

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with Pane("How firm", id="firm"):
                    yield Static(id="firm-text")
                    yield Judging(id="judging")
                with Pane("What would change the leader", id="levers"):
                    yield Heads(LEVERS)
                    yield Ranks(LEVERS, id="list")
                    yield Static(id="lever-text")
            with Vertical(id="right"):
                with Pane("Chart", id="chart"):
                    yield Static(id="drawn")
                with Pane("Who beats whom", id="wins"):
                    yield Grid(id="grid")

    def show(self) -> None:
        """Start judging what is to be judged; paint what is known."""
        judging = self.query_one(Judging)
        judging.judge(self.evaluation)
        self._show_progress()
        if self.evaluation is None or judging.result is None:
            said = self.ossbuy.trouble or ("computing …" if self.evaluation is None else "")
            self.query_one("#firm-text", Static).update(plain(said))
            if self.evaluation is None:
                self._show_figures(None)
            return
        self.query_one("#firm-text", Static).update(firm_text(judging.result))
        self._show_figures(known(judging.result))

    def _show_progress(self) -> None:
        judging = self.query_one(Judging)
        judging.display = judging.busy
        judging.update(judging.progress_text())
        figures = known(judging.result)
        summary = ""
        if figures is not None:
            noise = figures.noise
            summary = f"{noise.samples:,} draws · seed {noise.seed}".replace(",", " ")
        self.query_one("#firm", Pane).entitle("How firm", summary)

    @on(Judging.Drawn)
    @on(Judging.Judged)
    def _judged(self) -> None:
        self.show()

    def _show_figures(self, figures: Figures | None) -> None:
        listing = self.query_one("#list", Ranks)
        levers = figures.firm.levers if figures else ()
        names = self._names(figures)
        listing.show([_lever_row(self._label(lever), lever, names) for lever in levers])
        count = f"{len(levers)} levers, nearest first" if levers else "nothing found"
        self.query_one("#levers", Pane).entitle("What would change it", count)
        self._show_lever()
        self._draw()
        self._show_wins(figures)

    @staticmethod
    def _names(figures: Figures | None) -> dict[str, str]:
        if figures is None:
            return {}
        return dict(zip(figures.firm.vendors, figures.firm.contest.vendors, strict=True))

    def _label(self, lever: Lever) -> str:
        if lever.what == "section":
            section = self.project.sections.get(lever.ref)
            return f"{section.code} {section.title}" if section else lever.ref
        return "λ: weights follow pain" if lever.what == "blend" else "price share"

    def _show_lever(self) -> None:
        figures = known(self.query_one(Judging).result)
        lever = self._lever()
        said = lever.text if lever else ""
        if figures is not None and lever is None:
            said = "No single weight, no λ and no price share changes the leader."
        self.query_one("#lever-text", Static).update(plain(said))

    def _lever(self) -> Lever | None:
        figures = known(self.query_one(Judging).result)
        current = self.query_one("#list", Ranks).current
        if figures is None or not current:
            return None
        return next((v for v in figures.firm.levers if _lever_id(v) == current), None)

    def _draw(self) -> None:
        title, about = CHARTS[self.chart]
        self.query_one("#chart", Pane).entitle(title, about)
        drawn = self.query_one("#drawn", Static)
        figures = known(self.query_one(Judging).result)
        size = drawn.container_size
        width, height = max(20, size.width), max(6, size.height)
        if figures is None:
            drawn.update(plain("Drawn as soon as every vendor in the running is scored."))
        elif self.chart == "tornado":
            lever = self._lever()
            sections = self.query_one(Judging).sections
            rows = intervals(figures, sections)
            current = lever.ref if lever else ""
            drawn.update(tornado(rows, width, current, words=height > 2 * len(rows)))
        elif self.chart == "crossovers":
            drawn.update(crossover_charts(figures, width, height))
        else:
            drawn.update(acceptability_strips(figures, width, height))

    def _show_wins(self, figures: Figures | None) -> None:
        grid = self.query_one("#grid", Grid)
        if figures is None:
            grid.show([], [])
            return
        names, noise = figures.firm.contest.vendors, figures.noise
        ids = figures.firm.vendors
        across = [Across(v, cut(one_line(n), 8), 8) for v, n in zip(ids, names, strict=True)]
        down = []
        for i, vendor in enumerate(ids):
            cells = tuple(
                plain("—", "$text-muted")
                if i == j
                else plain(f"{100 * noise.beats[i, j]:.1f} %", "bold" if i == 0 else "")
                for j in range(len(ids))
            )
            down.append(Down(vendor, one_line(names[i]), cells))
        grid.show(across, down)
        self.query_one("#wins", Pane).entitle(
            "Who beats whom", "row beats column, % of draws judged again"
        )

    @on(Ranks.OptionHighlighted, "#list")
    def _other_lever(self) -> None:
        self._show_lever()
        self._draw()

    @on(Ranks.OptionSelected)
    def _explain(self) -> None:
        self.ossbuy.action_why()

    def on_resize(self) -> None:
        """Draw the chart for the new size."""
        self.call_after_refresh(self._draw)

    def watch_chart(self) -> None:
        """Draw the other chart; the strips need the whole height."""
        self.set_class(self.chart == "acceptability", "-strips")
        self.call_after_refresh(self._draw)

    def action_chart(self, chart: str) -> None:
        """Show a chart; where narrow, instead of the levers."""
        self.remove_class("-wins")
        self.add_class("-chart")
        self.chart = chart
        self.call_after_refresh(self._draw)

    def action_chart_or_levers(self) -> None:
        """Chart or levers, where there is no room for both; else the next chart."""
        if self.has_class("-narrow"):
            self.remove_class("-wins")
            self.toggle_class("-chart")
            self.call_after_refresh(self._draw)
        else:
            charts = list(CHARTS)
            self.chart = charts[(charts.index(self.chart) + 1) % len(charts)]

    def action_wins(self) -> None:
        """Who beats whom."""
        if self.chart == "acceptability":  # whose strips take the whole height
            self.chart = "tornado"
        self.add_class("-chart", "-wins")
        self.query_one("#grid").focus()

    def focused_thing(self) -> str:
        """The lever's section, or the vendor of the row."""
        grid = self.query_one("#grid", Grid)
        if grid.has_focus:
            return grid.current[0]
        lever = self._lever()
        return (lever.ref or lever.leads) if lever else ""

    def select(self, ident: str) -> bool:
        """Put the cursor on the lever of a section, or the row of a vendor."""
        listing = self.query_one("#list", Ranks)
        place = next((r.id for r in listing.rows if r.id.split("/")[1] == ident), "")
        return listing.go_to(place) or self.query_one("#grid", Grid).go_to(ident)

    def walk_backward(self) -> tuple[str, str] | None:
        """The weight a lever moves; else the decision."""
        ident = self.focused_thing()
        if ident in self.project.sections:
            return ("weights", ident)
        return ("decision", ident)

    def why(self) -> tuple[str, ...] | None:
        """The weight a lever moves, or the total of the vendor that would lead."""
        ident, evaluation = self.focused_thing(), self.evaluation
        if evaluation is None or not ident:
            return None
        if ident in evaluation.matrix.bids.vendors:
            return ("total", ident)
        return ("weight", ident) if ident in evaluation.section_ids else None

    def back(self) -> bool:
        """Stop the draws, or go back to the levers."""
        if self.query_one(Judging).cancel():
            return True
        if self.has_class("-chart") and (self.has_class("-narrow") or self.has_class("-wins")):
            self.remove_class("-chart", "-wins")
            self.query_one("#list").focus()
            return True
        return False


def _lever_id(lever: Lever) -> str:
    side = "below" if lever.at < lever.now else "above"
    return f"{lever.what}/{lever.ref}/{side}"


def _lever_row(label: str, lever: Lever, names: dict[str, str]) -> Row:
    if lever.what == "blend":
        now, at = f"{lever.now:.2f}  ", f"{lever.at:.3f}  "
    else:
        now, at = f"{100 * lever.now:.1f} %", f"{100 * lever.at:.1f} %"
    way = "▼" if lever.at < lever.now else "▲"
    return Row(
        _lever_id(lever),
        (
            one_line(label),
            plain(now),
            plain(f"{way} {at}", "bold"),
            one_line(names.get(lever.leads, lever.leads)),
        ),
    )
