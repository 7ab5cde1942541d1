"""Stated and derived weights side by side, a line joining the two places of each section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from ossbuy.model.project import Project
from ossbuy.model.weighing import GROUP_WORDS, TOP
from ossbuy.tui.covering import weight_line
from ossbuy.tui.naming import coded
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.bar import bar
from ossbuy.tui.widgets.crossing import crossing
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.ranking import Ranks
from ossbuy.tui.widgets.strip import Strip

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation

STATED = (
    Column("section", 8, flexible=True),
    Column("stated", 7, "right"),
    Column("points", 6, "right", least=38),
    Column("", 6, least=30),
)
DERIVED = (
    Column("section", 8, flexible=True),
    Column("derived", 7, "right"),
    Column("", 6, least=28),
)
COUNTS = (
    Column("section", 10, flexible=True),
    Column("stated", 7, "right", least=48),
    Column("derived", 7, "right", least=48),
    Column("counts", 7, "right"),
    Column("", 12, least=56),
)


class Points(Listing):
    """The stated weights: a digit or Enter begins to type one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(d), f"screen.state('{d}')", show=False) for d in range(10)),
        Binding("enter", "screen.state('')", "points", key_display="↵"),
    ]
    HELP = (
        "**Stated weights**: points among the sections. Type a number or press **Enter**; an empty "
        "line withdraws the weight. What you type is a what-if until **A** adopts it."
    )


class WeightColumns(Horizontal):
    """Two lists, each in its own order, and the lines between them."""

    @dataclass
    class Chosen(Message):
        """Whom people's own weights choose, in a few words."""

        said: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._comparable = False

    def compose(self) -> ComposeResult:
        with Pane("Stated", id="stated"):
            yield Heads(STATED)
            yield Points(STATED, id="points")
            yield Strip(id="strip")
        yield Static(id="lines")
        with Pane("Derived from pain", id="derived"):
            yield Heads(DERIVED)
            yield Ranks(DERIVED, id="pains")

    def show(self, project: Project, evaluation: Evaluation | None) -> None:
        """Paint both lists, heaviest first, and the lines."""
        self._comparable = evaluation is not None and bool(project.stated)
        sections = [s.id for s in project.top_sections()]
        lines = {s: weight_line(evaluation, s) for s in sections}
        said = {s: (line.stated if line else None) for s, line in lines.items()}
        felt = {s: (line.derived if line else None) for s, line in lines.items()}
        most = max([0.0, *(v for v in (*said.values(), *felt.values()) if v is not None)])
        self.query_one("#points", Listing).show(
            [
                _stated_row(project, s, said[s], most)
                for s in sorted(sections, key=lambda s: -(said[s] or 0.0))
            ]
        )
        self.query_one("#pains", Listing).show(
            [
                Row(s, (_name(project, s), _share(felt[s]), bar(felt[s] or 0, most, 6)))
                for s in sorted(sections, key=lambda s: -(felt[s] or 0.0))
            ]
        )
        self._say_whose(project, evaluation)
        links = sum(1 for strength in project.links.values() if strength)
        self.query_one("#derived", Pane).entitle(
            "Derived from pain", f"{links} links" if links else "no links yet"
        )
        self._draw_lines()

    def _say_whose(self, project: Project, evaluation: Evaluation | None) -> None:
        """Who stated the weights and how far they agree; whom each would choose comes after."""
        pane, taken = self.query_one("#stated", Pane), project.grouped.get(TOP)
        if taken is None:
            pane.entitle("Stated", "% of quality" if project.stated else "nobody stated any")
        else:
            people = count(len(taken.people), "person", "people")
            agreed = "" if taken.agreement is None else f"W {taken.agreement:.2f} · "
            how = GROUP_WORDS.get(taken.method, taken.method)
            pane.entitle(f"Stated by {people}", f"{agreed}{how}")
        voted = {p for p, n, r in project.ballots if (n, r) in project.closed}
        if evaluation is not None and voted and evaluation.standings:
            self._choose(project, evaluation)
        else:
            said = f"{count(len(voted), 'person', 'people')} voted" if voted else "weigh together"
            pane.border_subtitle = plain(f"B {said}")

    # A description, because without one Textual writes out the arguments: all of the project.
    @work(
        thread=True,
        exclusive=True,
        group="own-weights",
        exit_on_error=False,
        description="whom own weights choose",
    )
    def _choose(self, project: Project, evaluation: Evaluation) -> None:
        # 15 people over 1,500 requirements take a tenth of a second: not between two keys.
        from ossbuy.analysis.own import choices_short
        from ossbuy.procedure.workshops.own_weights import own_rankings

        worker = get_current_worker()
        said = choices_short(own_rankings(project, evaluation))
        if not worker.is_cancelled:
            self.post_message(self.Chosen(said))

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        self.query_one("#stated", Pane).border_subtitle = one_line(f"B {event.said}".strip())

    @on(Listing.OptionHighlighted)
    def _draw_lines(self) -> None:
        left, right = self.query_one("#points", Listing), self.query_one("#pains", Listing)
        order = {row.id: place for place, row in enumerate(right.rows)}
        pairs = [(place, order[row.id]) for place, row in enumerate(left.rows) if row.id in order]
        current = left.highlighted if left.highlighted is not None else -1
        if right.has_focus and right.current:
            current = next((i for i, row in enumerate(left.rows) if row.id == right.current), -1)
        drawn = crossing(pairs if self._comparable else [], 8, len(left.rows), current)
        self.query_one("#lines", Static).update(drawn)


def counted_rows(project: Project, evaluation: Evaluation | None) -> list[Row]:
    """Stated, derived and what counts of both, heaviest first."""
    lines = {s.id: weight_line(evaluation, s.id) for s in project.top_sections()}
    counts = {s: (line.blended if line else 0.0) for s, line in lines.items()}
    top = max([0.0, *counts.values()])
    return [
        Row(
            s,
            (
                _name(project, s),
                _share(line.stated if line else None),
                _share(line.derived if line else None),
                _share(line.blended if line else None, "bold"),
                bar(counts[s], top, 12),
            ),
        )
        for s, line in sorted(lines.items(), key=lambda pair: -counts[pair[0]])
    ]


def _name(project: Project, section: str) -> Content:
    thing = project.sections[section]
    return coded(thing.code, thing.title)


def _share(value: float | None, style: str = "") -> Content:
    return plain("—" if value is None else f"{100 * value:.1f} %", style)


def _stated_row(project: Project, section: str, share: float | None, most: float) -> Row:
    points = project.stated.get(section)
    return Row(
        section,
        (
            _name(project, section),
            _share(share),
            plain("—" if points is None else f"{points:g}"),
            bar(share or 0, most, 6),
        ),
    )
