"""How firm a result is, in words and pictures drawn from the cockpit's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.tui.text import cut, plain
from ossbuy.tui.widgets.acceptance import legend, strip
from ossbuy.tui.widgets.judging import known
from ossbuy.tui.widgets.lines import flip_chart
from ossbuy.tui.widgets.panel_words import panel_lines
from ossbuy.tui.widgets.tornado import Interval

if TYPE_CHECKING:
    from ossbuy.analysis.robustness.cockpit import NotAvailable
    from ossbuy.analysis.robustness.cockpit import Robustness as Figures
    from ossbuy.analysis.robustness.flips import LinearFlips


def firm_text(result: Figures | NotAvailable) -> Content:
    """Verdict, ±p* both ways, the smallest shift, the score that most easily changes it."""
    figures = known(result)
    if figures is None:
        return plain(result.sentence(), "$text-warning")
    firm, verdict = figures.firm, figures.verdict
    mark = plain("✔ FIRM  ", "bold $text-success")
    if not verdict.separable:
        mark = plain("▲ OPEN  ", "bold $text-warning")
    lines = [
        Content.assemble(mark, plain(figures.sentence(), "bold")),
        _p_line("all weights, price too", firm.margin.with_price, verdict.p_star_rival or ""),
        _p_line(
            "price share held fixed",
            firm.margin.fixed,
            firm.margin.vendors[firm.margin.fixed_rival]
            if firm.margin.fixed_rival is not None
            else "",
        ),
        *panel_lines(figures),
        plain(firm.shift.sentence(), "$text-muted"),
    ]
    if not figures.noise.complete:
        drawn = f"{figures.noise.samples:,} of {figures.noise.requested:,}".replace(",", " ")
        lines.append(plain(f"▲ stopped after {drawn} draws", "$text-warning"))
    return Content("\n").join(lines)


def _p_line(what: str, share: float, rival: str) -> Content:
    from ossbuy.analysis.arrays import rounded_down  # numpy, which is there by now

    size = "any" if share >= 1 else f"±{rounded_down(100 * share)} %"
    tail = f" → {rival}" if rival and share < 1 else ""
    return Content.assemble(plain(f"{size:>8}  ", "bold"), plain(what), plain(tail, "$text-accent"))


def intervals(figures: Figures, sections: tuple[str, ...]) -> list[Interval]:
    """The stability interval of each section's weight."""
    crossing = figures.firm.crossovers
    names = crossing.vendors
    return [
        Interval(
            id=sections[j],
            label=crossing.criteria[j],
            now=float(crossing.weights[j]),
            low=float(crossing.low[j]),
            high=float(crossing.high[j]),
            below=names[int(crossing.below[j])] if crossing.below[j] >= 0 else "",
            above=names[int(crossing.above[j])] if crossing.above[j] >= 0 else "",
        )
        for j in range(len(crossing.criteria))
    ]


def crossover_charts(figures: Figures, width: int, height: int) -> Content:
    """Totals against λ and against the price share, one above the other."""
    charts: list[tuple[str, LinearFlips, tuple[str, str]]] = []
    if figures.firm.blend_flips is not None:
        charts.append(("λ, stated → pain", figures.firm.blend_flips, ("0", "1")))
    charts.append(("price share", figures.firm.price_flips, ("0 %", "100 %")))
    room = height // len(charts)
    parts = []
    for title, flips, ends in charts:
        parts.append(plain(title, "bold $text-primary"))
        parts.append(flip_chart(flips, width, room - 1, ends))
    return Content("\n").join(parts)


def acceptability_strips(figures: Figures, width: int, height: int) -> Content:
    """Places taken when judged again; below, the states that stand beside and never decide."""
    names = figures.firm.contest.vendors
    lines = [
        plain("judged again by the same people (this state decides)", "bold $text-primary"),
        legend(width),
    ]
    for i, vendor in enumerate(figures.firm.vendors):
        lines.append(strip(names[i], figures.rank_shares(vendor), width, strong=i == 0))
    room = height - len(lines) >= len(figures.states) * (len(names) + 2)
    for state in figures.states:
        lines.append(Content(""))
        lines.append(plain(f"beside it: {state.information}", "$text-primary"))
        if room:
            for i, name in enumerate(names):
                lines.append(strip(name, state.ranks[i].tolist(), width, strong=i == 0))
        else:
            first = [
                f"{name} {100 * state.ranks[i, 0]:.0f} %"
                for i, name in enumerate(names)
                if state.ranks[i, 0] > 0
            ]
            lines.append(plain("first: " + " · ".join(first)))
    return Content("\n").join([cut(line, width) for line in lines[:height]])
