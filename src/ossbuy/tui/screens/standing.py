"""Standing: how the bid stands while the buyer's weights are unknown, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from ossbuy.procedure.bidding.assessment import Assessment, Move
from ossbuy.tui.naming import asked_for
from ossbuy.tui.numbers import count
from ossbuy.tui.selling import SellScreen, answer_form
from ossbuy.tui.text import cut, fit, one_line, plain
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from ossbuy.analysis.competitiveness import Range, Standing

MOVES = (
    Column("points", 6, "right"),
    Column("requirement", 10, flexible=True),
    Column("a better answer, if true", 30, least=60),
)
MOST = 400
"""Moves listed at most; below that nobody looks."""


@dataclass
class Assessed(Message):
    """A worker finished reckoning one state of the bid."""

    found: Assessment


class OwnStanding(SellScreen):
    """Scores under several ways to weigh on the left, better answers on the right."""

    stage = "standing"
    AUTO_FOCUS = "#move-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "side", "better answers", tooltip="Scores or better answers, where narrow"),
    ]
    HELP = (
        "**Standing** reckons your quality score of 100 as the buyer would, under several ways to "
        "weigh, because you do not know the buyer's: all requirements the same, all sections the "
        "same, eight of ten ways to weigh the sections, only the worst and only the best section. "
        "█ is sure, ▒ is what unanswered rows leave open; none of them counts as a no. On the "
        "right is what each better answer would add, most first: **Enter** answers it. Whether it "
        "is true is not arithmetic: a buyer asks for evidence and may test it."
    )

    def __init__(self) -> None:
        super().__init__()
        self._found: Assessment | None = None

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="stand"):
            with Pane("Quality of 100", id="scores"), VerticalScroll(id="score-scroll"):
                yield Static(id="score-text")
            with Pane("What a better answer adds", id="moves"):
                yield Heads(MOVES)
                yield Listing(MOVES, id="move-list")

    def show(self) -> None:
        """Reckon beside the screen, then paint."""
        found = self.assessment
        if found is None or found is self._found:
            self._paint()
        else:
            self._reckon(found)

    @work(thread=True, exclusive=True, group="standing", exit_on_error=False, description="sums")
    def _reckon(self, found: Assessment) -> None:
        worker = get_current_worker()
        # Each is worked out once and kept.
        _ = found.standing, found.moves
        if not worker.is_cancelled:
            self.post_message(Assessed(found))

    @on(Assessed)
    def _reckoned(self, event: Assessed) -> None:
        if event.found.project is self.project:
            self._found = event.found
            self._paint()
            if self._wanted and self.select(self._wanted):
                self._wanted = ""

    def _paint(self) -> None:
        found = self._found
        if found is None:
            self.query_one("#score-text", Static).update(plain("reckoning…", "$text-muted"))
            return
        pane = self.query_one("#scores", Pane)
        pane.entitle("Quality of 100", f"{found.answered} of {len(found.answers)} answered")
        room = max(20, self.query_one("#score-scroll").content_size.width - 1)
        self.query_one("#score-text", Static).update(scores_text(found, room))
        moves = found.moves[:MOST]
        self.query_one("#move-list", Listing).show([_move_row(found, m) for m in moves])
        title = "What a better answer adds"
        self.query_one("#moves", Pane).entitle(title, count(len(found.moves), "step"))

    def on_resize(self) -> None:
        """Fit the bars."""
        if self.is_mounted:
            self._paint()

    @on(Listing.OptionSelected)
    def _edit(self) -> None:
        if form := answer_form(self.ossbuy, self.focused_thing()):
            self.app.push_screen(form)

    def action_side(self) -> None:
        """Scores or better answers, where there is no room for both."""
        self.toggle_class("-side")
        if self.has_class("-side"):
            self.query_one("#move-list").focus()

    def back(self) -> bool:
        """From the better answers back to the scores, where narrow."""
        if self.has_class("-side"):
            self.remove_class("-side")
            return True
        return False

    def focused_thing(self) -> str:
        """The requirement of the step under the cursor."""
        return self.query_one("#move-list", Listing).current.partition(" ")[0]

    def select(self, ident: str) -> bool:
        """Put the cursor on the first step of a requirement."""
        listing = self.query_one("#move-list", Listing)
        for row in listing.rows:
            if row.id.partition(" ")[0] == ident:
                listing.focus()
                return listing.go_to(row.id)
        return bool(self._found)

    def walk_backward(self) -> tuple[str, str] | None:
        """To the answer."""
        return ("own_answers", self.focused_thing())

    def walk_forward(self) -> tuple[str, str] | None:
        """To the answer too: that is where it is made better."""
        return ("own_answers", self.focused_thing())


def _move_row(found: Assessment, move: Move) -> Row:
    asked = found.project.requirements[move.requirement]
    style = "$text-muted" if move.kind in ("answer", "say how") else ""
    sign = "≤" if style else "+"
    name = asked_for(asked)
    return Row(
        f"{asked.id} {move.kind}",
        (plain(f"{sign}{move.gain:.1f}", style), name, one_line(move.said, style)),
    )


def scores_text(found: Assessment, room: int) -> Content:
    """The score under each way to weigh, as a bar and in figures."""
    stands = found.standing
    if stands is None:
        return plain("Nothing that is weighed applies, so there is no score.", "$text-muted")
    lines: list[Content] = []
    for label, span in _spans(found, stands):
        lines += [cut(one_line(label, "$text-muted"), room), _bar(span, room)]
    model = found.project.model
    assert model is not None
    whose = "an assumption: the buyer may use others" if found.assumed else "the buyer's own"
    lines += [
        Content(""),
        plain(f"{model.title} {model.version}, {whose}.", "$text-muted"),
    ]
    if found.widens:
        said = "This buyer counts claims in full: the last bar is its figure."
        lines.append(plain(said, "$text-muted"))
    if found.unanswered:
        open_ = count(len(found.unanswered), "unanswered row")
        lines.append(plain(f"▒ is what {open_} leave open.", "$text-muted"))
    if gates := [g for g in found.gates if g.state != "passed"]:
        said = f"▲ {len(gates)} pass or fail not safe: no score helps there."
        lines.append(plain(said, "$text-warning"))
    return Content("\n").join(lines)


def _spans(found: Assessment, stands: Standing) -> list[tuple[str, Range]]:
    spans = [("every requirement weighs the same", stands.uniform)]
    if stands.published is not None:
        spans.insert(0, ("the weights the buyer published", stands.published))
    tops = found.bidder.sections
    if len(tops) > 1:
        most, sections = stands.any_sections, found.project.sections
        worst, best = (sections[tops[at]].label for at in (most.worst_at, most.best_at))
        spans += [
            ("every section weighs the same", stands.by_section),
            ("eight of ten ways to weigh the sections", stands.likely),
            (f"worst: only {worst}", (most.worst, most.worst)),
            (f"best: only {best}", (most.best, most.best)),
        ]
    spans.append(("all claims believed", stands.claimed))
    return spans


def _bar(span: Range, room: int) -> Content:
    """``█████▒▒▒····  48.1 – 61.3``."""
    low, high = span
    figures = f"{low:.1f}" if high - low < 0.05 else f"{low:.1f} – {high:.1f}"
    width = max(8, room - 14)
    sure, possible = round(width * low / 100), round(width * high / 100)
    drawn = Content.assemble(
        plain("█" * sure, "$bar"),
        plain("▒" * (possible - sure), "$bar"),
        plain("·" * (width - possible), "$text-muted"),
    )
    return Content.assemble(drawn, " ", fit(plain(figures, "bold"), 13))
