"""The ranking and where it is won: rows for listings, drawn from an evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.tui.numbers import money
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.bar import EIGHTHS, blocks
from ossbuy.tui.widgets.listing import Column, Listing, Row

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.robustness.cockpit import Robustness
    from ossbuy.analysis.standing import Standing

NOTHING = "do-nothing"
"""Row id of doing nothing."""
RANKING = (
    Column("", 2, "right"),
    Column("vendor", 18),
    Column("points", 6, "right"),
    Column("█ quality ▒ price", 10, flexible=True),
    Column("cost", 8, "right"),
    Column("place", 6, "right", least=60),
)
BAR_COLUMN = 3
SHORT_RANKING = (
    Column("", 2, "right"),
    Column("vendor", 8, flexible=True),
    Column("points", 6, "right"),
)
WON = (
    Column("", 8, flexible=True),
    Column("points", 6, "right"),
    Column("", 11, least=34),
)


class Ranks(Listing):
    """A listing in which Enter explains instead of edits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "why?", show=False, tooltip="Take the number apart")
    ]


def stacked(quality: float, price: float, width: int) -> Content:
    """Points from quality and from price as one bar, 100 points being the whole width."""
    whole = round(min(100.0, quality + price) / 100 * width)
    first = min(whole, round(quality / 100 * width))
    return Content.assemble(
        plain("█" * first, "$bar"), plain("▒" * (whole - first), "$text-accent")
    )


def diverging(value: float, most: float, width: int) -> Content:
    """A bar to the right of the middle for a lead, to the left for a lag."""
    half = (width - 1) // 2
    if value >= 0:
        drawn = blocks(value, most, half)
        return Content.assemble(" " * half, plain("│", "$text-muted"), plain(drawn, "$bar"))
    eighths = round(min(1.0, -value / most) * half * 8) if most > 0 else 0
    full, rest = divmod(max(1, eighths), 8)
    # A block is only ever filled from the left, so the ragged end is drawn inverted.
    edge = plain(EIGHTHS[8 - rest], "reverse $text-accent") if rest else Content("")
    gap = half - full - (1 if rest else 0)
    return Content.assemble(
        " " * gap, edge, plain("█" * full, "$text-accent"), plain("│", "$text-muted")
    )


def place(standing: Standing, figures: Robustness | None) -> str:
    """The places a vendor takes in nine of ten draws of judging again; or what gaps leave.

    The shortest run of places that holds nine tenths of the draws: one draw in a thousand is no
    reason to doubt a firm lead.
    """
    best, worst = standing.rank_best, standing.rank_worst
    if figures is not None and standing.vendor in figures.firm.vendors:
        shares = figures.rank_shares(standing.vendor)
        best, worst = min(
            (
                (first, last)
                for first in range(1, len(shares) + 1)
                for last in range(first, len(shares) + 1)
                if sum(shares[first - 1 : last]) >= 0.9 - 1e-9
            ),
            key=lambda run: (run[1] - run[0], run[0]),
        )
    return f"{best}" if best == worst else f"{best}–{worst}"


def points(standing: Standing) -> str:
    """The total, or the range it lies in while something is missing."""
    if standing.total is not None:
        return f"{standing.total:.1f}"
    return f"{standing.total_low:.0f}–{standing.total_high:.0f}"


def ranking_rows(
    project: Project, evaluation: Evaluation, figures: Robustness | None, width: int
) -> list[Row]:
    """Contenders in order, doing nothing, then the eliminated; ``width`` is the bar's."""
    share = evaluation.price_share
    rows = []
    for s in evaluation.standings:
        if s.eliminated:
            continue
        rows.append(_row(project, s, str(s.rank or "?"), share, place(s, figures), width))
    if (nothing := evaluation.do_nothing) is not None:
        years = len(nothing.avoidable)
        said = f"forgoes {money(project, nothing.avoidable_total)}"
        said += f", {years} yrs" if width >= len(said) + 7 else ""
        rows.append(
            Row(
                NOTHING,
                (
                    plain("–"),
                    plain("do nothing"),
                    plain("—"),
                    plain(said, "$text-warning"),
                    plain("—"),
                    plain(""),
                ),
            )
        )
    gone = [s for s in evaluation.standings if s.eliminated]
    return rows + [_row(project, s, "✖", share, "out", width) for s in gone]


def _row(project: Project, s: Standing, mark: str, share: float, where: str, width: int) -> Row:
    quality = (1 - share) * (s.quality if s.quality is not None else s.quality_low)
    price = share * (s.price_score or 0.0)
    bar = stacked(quality, price, width)
    if s.total is None:
        bar = Content.assemble(bar, plain(" and what is missing", "$text-muted"))
    return Row(
        s.vendor,
        (
            plain(mark, "bold"),
            one_line(s.label, "bold" if mark == "1" else ""),
            plain(points(s), "bold"),
            bar,
            plain("sealed" if s.cost is None else money(project, s.cost)),
            plain(where),
        ),
    )


def short_rows(evaluation: Evaluation) -> list[Row]:
    """Place, vendor and points only."""
    return [
        Row(
            s.vendor,
            (
                plain("✖" if s.eliminated else str(s.rank or "?"), "bold"),
                one_line(s.label, "bold" if s.rank == 1 else ""),
                plain(points(s), "bold"),
            ),
        )
        for s in evaluation.standings
    ]


def won_rows(evaluation: Evaluation, vendor: str, rival: str) -> list[Row]:
    """The margin between two vendors taken apart, largest part first; the sum is the last row."""
    from ossbuy.analysis.explain import margin_parts

    parts = margin_parts(evaluation, vendor, rival)
    most = max((abs(p.value or 0.0) for p in parts), default=0.0)
    rows = [
        Row(
            part.ref[1] if part.ref[:1] == ("weight",) else "price",
            (
                one_line(part.label),
                plain(f"{part.value or 0.0:+.1f}".replace("-", "−")),
                diverging(part.value or 0.0, most, 11),
            ),
        )
        for part in parts
    ]
    margin = sum(part.value or 0.0 for part in parts)
    rows.append(
        Row(
            "margin",
            (
                plain("margin", "bold"),
                plain(f"{margin:+.1f}".replace("-", "−"), "bold"),
                plain("points", "$text-muted"),
            ),
        )
    )
    return rows
