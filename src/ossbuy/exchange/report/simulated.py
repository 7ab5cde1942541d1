"""Simulated figures on the Sensitivity sheet: plain numbers, because no formula gives them."""

from __future__ import annotations

from ossbuy.analysis.robustness.cockpit import Robustness
from ossbuy.exchange.report.layout import Layout
from ossbuy.exchange.report.places import SENSITIVITY
from ossbuy.exchange.report.sheet import Book, Sheet
from ossbuy.exchange.report.style import PERCENT, SHADES, style_bars


def write_simulated(book: Book, sheet: Sheet, firm: Robustness, at: Layout) -> None:
    """How often each vendor takes each rank, and comes first in the other states."""
    row, noise = at.shares, firm.noise
    title = (
        f"How often each vendor would take each rank, judged again ({noise.samples:,} simulated "
        f"judgements, seed {noise.seed})"
    )
    sheet.texts(row, 0, (title,) + ("",) * at.last_col, "heading")
    count = len(firm.firm.vendors)
    sheet.text(row + 1, 0, "Vendor", "head left")
    for k in range(count):
        sheet.text(row + 1, 1 + k, f"Rank {k + 1}", "head")
    for i, name in enumerate(noise.vendors):
        sheet.text(row + 2 + i, 0, name, "strong")
        for k in range(count):
            sheet.number(row + 2 + i, 1 + k, float(noise.rank_shares[i, k]), PERCENT)
    row = at.states
    text = (
        "How often each vendor comes first when weights are known less well (shown, not decisive)"
    )
    sheet.texts(row, 0, (text,) + ("",) * at.last_col, "heading")
    sheet.text(row + 1, 0, "Vendor", "head left")
    states = (s.information[:1].upper() + s.information[1:] for s in firm.states)
    heads = ("Judged again", *states)
    sheet.texts(row + 1, 1, heads, "head")
    for i, name in enumerate(noise.vendors):
        sheet.text(row + 2 + i, 0, name, "strong")
        sheet.number(row + 2 + i, 1, float(noise.rank_shares[i, 0]), PERCENT, "key number")
        for k, state in enumerate(firm.states):
            sheet.number(row + 2 + i, 2 + k, float(state.ranks[i, 0]), PERCENT)
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for k in range(count):
        series = {
            "name": [SENSITIVITY, at.shares + 1, 1 + k],
            "categories": [SENSITIVITY, at.shares + 2, 0, at.shares + 1 + count, 0],
            "values": [SENSITIVITY, at.shares + 2, 1 + k, at.shares + 1 + count, 1 + k],
            "fill": {"color": SHADES[min(k, len(SHADES) - 1)]},
            "gap": 55,
        }
        chart.add_series(series)
    style_bars(chart, "Share of simulated judgements by rank", 1, "0%")
    chart.set_size({"width": 1050, "height": 330})
    sheet.ws.insert_chart(row + 2 + at.vendors + 1, 0, chart, {"object_position": 2})
