"""Heart and head: pains as they are felt, and as they are shown to cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.tui.modals.feelings import PRIVATE
from ossbuy.tui.numbers import count, money
from ossbuy.tui.text import fit, one_line, plain
from ossbuy.tui.widgets.crossing import crossing

if TYPE_CHECKING:
    from ossbuy.analysis.heart import HeartHead as Ranked
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp

SIDE, MIDDLE = 44, 14
"""Cells of a pain on either side at most, and of the lines between."""
VALUE = 12
"""Cells for place and value beside its name."""


class HeartHead(ModalScreen[None]):
    """A slope chart; the cursor goes through the pains from the most to the least felt."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "next"),
        Binding("up,k", "move(-1)", "previous"),
        Binding("escape,h,q", "dismiss", "close"),
    ]
    HELP = (
        "**Heart and head** is private. On the left the pains by how strongly they are felt (mean "
        "intensity over the people who told it), on the right by evidenced cost (likely cost a "
        "year × how well it is shown). A steep line is worth a question: what is felt and not "
        "shown may lack evidence; what costs and is not felt may lack a voice. Neither order "
        "changes a weight."
    )

    current: reactive[int] = reactive(0, init=False)
    """Row of the pain that is named below."""

    def __init__(self) -> None:
        super().__init__()
        self._order: list[int] = []
        self._pains: tuple[str, ...] = ()
        self._ranked: Ranked | None = None

    @property
    def _project(self) -> Project:
        return cast("OssbuyApp", self.app).project

    def compose(self) -> ComposeResult:
        with Vertical(classes="box heart-head") as box:
            box.border_title = plain(f"Heart and head ── {PRIVATE}")
            box.border_subtitle = plain("↑ ↓ from pain to pain · Esc closes")
            yield Static(classes="heads")
            with VerticalScroll(can_focus=False):
                yield Static(classes="slopes")
            yield Static(classes="gap")
            yield Static(classes="left-out")

    def on_mount(self) -> None:
        """Rank and draw, now and whenever the project changes."""
        self.watch(self.app, "project", self._rank, init=False)
        self._rank()

    def _rank(self) -> None:
        from ossbuy.analysis.matrix.heart import heart_head_of  # numpy: not before it is asked

        project = self._project
        try:
            self._pains, ranked = heart_head_of(project)
        except ValueError as no:
            self.query_one(".gap", Static).update(plain(str(no)))
            return
        self._ranked = ranked
        known = [i for i in range(len(self._pains)) if ranked.known[i]]
        self._order = sorted(known, key=lambda i: (ranked.heart[i], ranked.head[i]))
        self.current = min(self.current, max(0, len(self._order) - 1))
        self._draw()

    def watch_current(self) -> None:
        """Draw the other line bold."""
        self._draw()

    def action_move(self, by: int) -> None:
        """To the next or previous pain."""
        if self._order:
            self.current = (self.current + by) % len(self._order)
            self.query_one(VerticalScroll).scroll_to(y=self.current - 4, animate=False)

    def on_resize(self) -> None:
        """Fit the names to the new width."""
        self._draw()

    @property
    def _wide(self) -> int:
        """Cells of a side as it fits now."""
        room = self.query_one(".slopes", Static).size.width
        return max(VALUE + 8, min(SIDE, (room - MIDDLE - 2) // 2))

    def _draw(self) -> None:
        ranked, project = self._ranked, self._project
        if ranked is None:
            return
        self.query_one(".left-out", Static).update(plain(self._left_out(), "$text-muted"))
        if len(self._order) < 2:
            said = "A comparison needs two pains with a feeling, a cost and a grade of evidence."
            self.query_one(".gap", Static).update(plain(said))
            return
        by_cost = sorted(self._order, key=lambda i: (ranked.head[i], ranked.heart[i]))
        pairs = [(row, by_cost.index(i)) for row, i in enumerate(self._order)]
        lines = crossing(pairs, MIDDLE, len(self._order), self.current).split("\n")
        rows = []
        for row, drawn in enumerate(lines):
            felt, costs = self._order[row], by_cost[row]
            rows.append(
                Content.assemble(
                    self._side(felt, f"{ranked.feeling[felt]:.1f}", int(ranked.heart[felt])),
                    " ",
                    drawn,
                    " ",
                    self._side(costs, money(project, ranked.cost[costs]), int(ranked.head[costs])),
                )
            )
        heads = f"{'felt, 1 to 5':<{self._wide + MIDDLE + 2}}likely cost × evidence"
        self.query_one(".heads", Static).update(plain(heads, "$text-muted"))
        self.query_one(".slopes", Static).update(Content("\n").join(rows))
        self.query_one(".gap", Static).update(plain(self._sentence(self._order[self.current])))

    def _side(self, pain: int, value: str, place: int) -> Content:
        told = self._project.pains[self._pains[pain]]
        here = pain == self._order[self.current]
        name = one_line(f"{told.code} {told.name}", "bold $text-accent" if here else "")
        return Content.assemble(
            plain(f"{place:>2} ", "$text-muted"),
            fit(name, self._wide - VALUE),
            plain(f" {value:>7} ", "$text-primary"),
        )

    def _sentence(self, pain: int) -> str:
        """The gap of one pain in words."""
        ranked = self._ranked
        assert ranked is not None
        told = self._project.pains[self._pains[pain]]
        heart, head, gap = int(ranked.heart[pain]), int(ranked.head[pain]), int(ranked.gap[pain])
        if not gap:
            return f"{told.code} {told.name} is felt as it is shown: place {heart} in both."
        apart = f"place {heart} by feeling, {head} by evidenced cost"
        if gap < 0:
            return (
                f"{told.code} {told.name} is felt more than it is shown to cost: {apart}, "
                f"{count(-gap, 'place')} apart. Is evidence missing, or is something else at stake?"
            )
        return (
            f"{told.code} {told.name} costs more than it is felt: {apart}, {count(gap, 'place')} "
            "apart. Who pays for it, and were they asked?"
        )

    def _left_out(self) -> str:
        """Pains that are not in the chart, and why."""
        ranked = self._ranked
        assert ranked is not None
        codes = [self._project.pains[ident].code for ident in self._pains]
        calm = [c for c, v in zip(codes, ranked.feeling, strict=True) if v != v]
        bare = [
            c
            for c, v, f in zip(codes, ranked.cost, ranked.feeling, strict=True)
            if v != v and f == f
        ]
        parts = [
            f"no feeling told: {', '.join(calm)}" if calm else "",
            f"no cost or evidence: {', '.join(bare)}" if bare else "",
        ]
        said = "; ".join(part for part in parts if part)
        return f"Not in the chart, {said}." if said else ""
