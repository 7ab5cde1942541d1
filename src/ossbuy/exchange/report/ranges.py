"""Stability intervals on the Sensitivity sheet: how far one weight may move, by formula."""

from __future__ import annotations

from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.layout import VERDICT, Layout
from ossbuy.exchange.report.places import SENSITIVITY, TOTALS, Places
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.stability import Stability
from ossbuy.exchange.report.style import ACCENT, PERCENT, style_bars

_TITLE = "Weights at which the leader stays first (dark up to today's weight, light beyond)"


def write_ranges(
    book: Book, sheet: Sheet, places: Places, figures: Figures, values: Stability, at: Layout
) -> None:
    """The range of each section's weight in which the leader stays first."""
    row = at.ranges
    text = "How far one section's weight may move (the others share the rest, price share fixed)"
    sheet.texts(row, 0, (text,) + ("",) * at.last_col, "heading")
    sheet.text(row + 1, 0, "Section", "head left")
    heads = ("Weight", "Leader stays from", "to", "Leads below", "Leads above")
    sheet.texts(row + 1, 1, heads, "head")
    possible, lead = ref(VERDICT + 1, at.work), ref(VERDICT + 1, at.work + 1)
    n = at.vendors
    names = places.ev.matrix.bids.names
    for s, section in enumerate(places.top):
        r = row + 2 + s
        sheet.text(r, 0, places.project.sections[section].title)
        weight = figures.total_of(figures.weighing.blended, section)
        sheet.formula(r, 1, f"={ref(5 + s, 1, TOTALS)}", weight, PERCENT, "key number")
        lows = block(r, at.work + n, r, at.work + 2 * n - 1)
        highs = block(r, at.work + 2 * n, r, at.work + 3 * n - 1)
        low = [x for x in values.lows[s] if x is not None]
        high = [x for x in values.highs[s] if x is not None]
        least, most = max(low, default=0.0), min(high, default=1.0)
        ok = values.possible
        for col, formula, value in (
            (2, f'=IF({possible},IF(COUNT({lows})>0,MAX({lows}),0),"")', least),
            (3, f'=IF({possible},IF(COUNT({highs})>0,MIN({highs}),1),"")', most),
        ):
            sheet.formula(r, col, formula, value if ok else None, PERCENT)
        for col, cells, found in ((4, lows, low), (5, highs, high)):
            best = ref(r, 2 if col == 4 else 3)
            who = f"INDEX({places.names},1,MATCH({best},{cells},0))"
            row_of = values.lows[s] if col == 4 else values.highs[s]
            pick = least if col == 4 else most
            name = names[row_of.index(pick)] if found else ""
            formula = f'=IF(COUNT({cells})>0,{who},"")'
            sheet.formula(r, col, formula, name, "", "word")
        # Lengths of the bar's parts for the chart: before the range, up to the weight, beyond it.
        for col, formula, value in (
            (6, f'=IF({possible},{ref(r, 1)}-{ref(r, 2)},"")', weight - least),
            (7, f'=IF({possible},{ref(r, 3)}-{ref(r, 1)},"")', most - weight),
        ):
            sheet.formula(r, col, formula, value if ok else None, PERCENT)
        _workings(sheet, places, values, at, s, possible, lead)
    sheet.texts(row + 1, 6, ("Room downwards", "Room upwards"), "head")
    _chart(book, sheet, at)


def _workings(
    sheet: Sheet, places: Places, values: Stability, at: Layout, s: int, possible: str, lead: str
) -> None:
    """Per rival the lead with price folded in, and where it would be gone."""
    r, n = at.ranges + 2 + s, at.vendors
    scores = block(5 + s, 2, 5 + s, places.last_total_col, TOTALS)
    prices, p = places.totals("price"), "price_share"
    first = at.ranges + 2
    weights = block(first, 1, first + at.sections - 1, 1)
    for v in range(n):
        col = at.work + v
        rival = f'AND({possible},{lead}<>{v + 1},{places.total("running", v)}="yes")'
        mine = ref(5 + s, places.total_col(v), TOTALS)
        gap = f"(N(INDEX({prices},1,{lead}))-N({places.total('price', v)}))"
        by = f"((1-{p})*(INDEX({scores},1,{lead})-{mine})+{p}*{gap})/100"
        sheet.formula(
            r, col, f'=IF({rival},{by},"")', _folded(places, values, s, v), "0.0000", "working"
        )
        lead_by, w = ref(r, col), ref(r, 1)
        column = block(first, col, first + at.sections - 1, col)
        others = f"(SUMPRODUCT({weights},{column})-{lead_by}*{w})/(1-{w})"
        slope = f"({lead_by}-{others})"
        place = f"-({others})/{slope}"
        for sign, start, value, ends in (
            (">1E-12", at.work + n, values.lows[s][v], (">0", "<=1")),
            ("<-1E-12", at.work + 2 * n, values.highs[s][v], (">=0", "<1")),
        ):
            test = f"AND({slope}{sign},{place}{ends[0]},{place}{ends[1]})"
            formula = (
                f'=IF(NOT(ISNUMBER({lead_by})),"",IF(1-{w}<=1E-12,"",'
                f'IF(ABS({slope})<=1E-12,"",IF({test},{place},""))))'
            )
            sheet.formula(r, start + v, formula, value, "0.0000", "working")


def _folded(places: Places, values: Stability, s: int, v: int) -> float | None:
    ev = places.ev
    if values.gap[v] is None or ev.sections is None:
        return None
    lead, p = values.lead - 1, ev.price_share
    price = [ev.standing_of(x).price_score or 0.0 for x in places.vendors]
    scores = ev.sections.scores
    return float((1 - p) * (scores[lead, s] - scores[v, s]) + p * (price[lead] - price[v]) / 100)


def _chart(book: Book, sheet: Sheet, at: Layout) -> None:
    first, last = at.ranges + 2, at.ranges + 1 + at.sections
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for name, col, fill in (
        ("from", 2, {"none": True}),
        ("down from today's weight", 6, {"color": ACCENT}),
        ("up from today's weight", 7, {"color": "#7FB5BF"}),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": [SENSITIVITY, first, 0, last, 0],
                "values": [SENSITIVITY, first, col, last, col],
                "fill": fill,
                "border": {"none": True},
                "gap": 60,
            }
        )
    style_bars(chart, _TITLE, 1, "0%")
    chart.set_legend({"none": True})
    chart.set_size({"width": 1050, "height": 320})
    sheet.ws.insert_chart(at.range_chart, 0, chart, {"object_position": 2})
