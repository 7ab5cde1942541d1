"""Sensitivity: how firm the result is, by formula where there is one, simulated where not."""

from __future__ import annotations

from typing import Any

from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness
from ossbuy.exchange.report import requirements as leaf
from ossbuy.exchange.report import scores as scoring
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.places import SCORES, SENSITIVITY, TOTALS, Places
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.stability import Stability, stability
from ossbuy.exchange.report.style import ACCENT, PERCENT, SCORE, SERIES, SHARE, style_chart

STEPS = 11
VERDICT = 3
RIVALS = 10
CHART_ROWS = 17


class _Layout:
    """Rows of the blocks, which depend on how many sections and vendors there are."""

    def __init__(self, places: Places) -> None:
        self.vendors, self.sections = len(places.vendors), len(places.top)
        self.last_col = max(8, self.vendors)
        self.ranges = RIVALS + 8
        self.range_chart = self.ranges + 2 + self.sections + 1
        self.blend = self.range_chart + CHART_ROWS
        self.price = self.blend + 2 + STEPS + CHART_ROWS
        self.shares = self.price + 2 + STEPS + CHART_ROWS
        self.states = self.shares + 2 + self.vendors + 1
        self.end = self.states + 2 + self.vendors + CHART_ROWS
        self.work = self.last_col + 2
        """First column of the workings."""


def write(
    book: Book, places: Places, figures: Figures, firm: Robustness | NotAvailable | None
) -> None:
    """Write the sheet."""
    at = _Layout(places)
    sheet = book.sheet(
        SENSITIVITY,
        "How firm is it?",
        "Tables with formulas follow every change in this workbook; simulated figures describe "
        "the project as written.",
        [38] + [14] * at.last_col + [3] + [10] * 20,
    )
    _verdict(sheet, places, firm, at)
    if not places.vendors:
        sheet.finish((0, 1), 1, (VERDICT + 6, at.last_col))
        return
    values = stability(places, figures)
    _workings(sheet, places, values, at)
    _rivals(sheet, places, values, firm, at)
    _ranges(book, sheet, places, figures, values, at)
    _grid(book, sheet, places, values, at, at.blend)
    _grid(book, sheet, places, values, at, at.price)
    if isinstance(firm, Robustness):
        _simulated(book, sheet, places, firm, at)
    sheet.finish((0, 1), 1, (at.end if isinstance(firm, Robustness) else at.shares, at.last_col))
    sheet.ws.set_h_pagebreaks([at.blend, at.price, at.shares])


def _verdict(
    sheet: Sheet, places: Places, firm: Robustness | NotAvailable | None, at: _Layout
) -> None:
    sheet.texts(VERDICT, 0, ("Verdict",) + ("",) * at.last_col, "heading")
    if firm is None:
        lines = ["Not worked out for this workbook."]
    elif isinstance(firm, NotAvailable):
        lines = [firm.sentence()]
    else:
        lines = [firm.verdict.sentence(), firm.firm.sentence(), firm.firm.shift.sentence()]
        lines += [*firm.firm.notes]
    for i, line in enumerate(lines[:4]):
        sheet.wide(VERDICT + 1 + i, 0, at.last_col, line, "sentence")
        sheet.tall(VERDICT + 1 + i, line, 130)
    model = places.ev.matrix.model
    row = VERDICT + 5
    sheet.text(row, 0, "Separable needs: beats every rival at least")
    sheet.formula(
        row, 1, "=verdict_probability", model.number("verdict.probability"), SHARE, "key number"
    )
    sheet.wide(row, 2, 4, "and every weight may be wrong by at least", "text")
    sheet.formula(row, 5, "=verdict_p_star", model.number("verdict.p_star"), SHARE, "key number")


def _workings(sheet: Sheet, places: Places, values: Stability, at: _Layout) -> None:
    """Who leads, and the sums that quality is made of at either end of λ."""
    col = at.work
    total, running = places.totals("total"), places.totals("running")
    sheet.texts(VERDICT, col, ("all known", "leader"), "working head")
    known = (
        f'=AND(SUMPRODUCT(--({running}="yes"))>=2,'
        f'SUMPRODUCT(({running}="yes")*(1-ISNUMBER({total})))=0)'
    )
    sheet.formula(VERDICT + 1, col, known, values.possible, "", "working")
    sheet.formula(
        VERDICT + 1, col + 1, f"=MATCH(1,{places.totals('place')},0)", values.lead, "", "working"
    )
    factor = places.column(leaf.FACTOR)
    for end, source in ((0, leaf.STATED), (1, leaf.DERIVED)):
        weights = places.column(source)
        for v in range(at.vendors):
            score = places.column(places.score_col(v, scoring.ADJUSTED), sheet=SCORES)
            states = places.column(places.score_col(v, scoring.SOURCE), sheet=SCORES)
            row = RIVALS + 2 * end
            value = values.ends[f"a{end}"][v]
            formula = f"=SUMPRODUCT({weights},{factor},{score})"
            sheet.formula(row, col + v, formula, value, "0.0000", "working")
            formula = (
                f"=SUMPRODUCT({weights},{factor})"
                f'-SUMPRODUCT({weights},{factor},--({states}="not applicable"))'
            )
            value = values.ends[f"b{end}"][v]
            sheet.formula(row + 1, col + v, formula, value, "0.0000", "working")


def _rivals(
    sheet: Sheet,
    places: Places,
    values: Stability,
    firm: Robustness | NotAvailable | None,
    at: _Layout,
) -> None:
    """One column per vendor: what it takes for it to draw level with the leader."""
    row = RIVALS
    names = places.ev.matrix.bids.names
    sheet.text(row, 0, "What it takes to draw level", "head left")
    for v in range(at.vendors):
        sheet.text(row, 1 + v, names[v], "head")
    labels = (
        "Every weight wrong by, price among them (p*)",
        "Every weight wrong by, price share fixed",
        "λ at",
        "Price share at",
        "Leader beats it, judged again (simulated)",
    )
    for i, label in enumerate(labels):
        sheet.text(row + 1 + i, 0, label)
    possible, lead = ref(VERDICT + 1, at.work), ref(VERDICT + 1, at.work + 1)
    scores = block(5, 2, 4 + at.sections, places.last_total_col, TOTALS)
    weights = block(5, 1, 4 + at.sections, 1, TOTALS)
    prices, quality = places.totals("price"), places.totals("quality")
    for v in range(at.vendors):
        own = block(5, places.total_col(v), 4 + at.sections, places.total_col(v), TOTALS)
        rival = f'AND({possible},{lead}<>{v + 1},{places.total("running", v)}="yes")'
        gap = f"(N(INDEX({prices},1,{lead}))-N({places.total('price', v)}))/100"
        lead_by = f"(INDEX({scores},0,{lead})-{own})/100"
        p = "price_share"
        sum_ = f"((1-{p})*SUMPRODUCT({weights},{lead_by})+{p}*{gap})"
        wide = f"((1-{p})*SUMPRODUCT({weights},ABS({lead_by}))+{p}*ABS({gap}))"
        fixed = f"SUMPRODUCT({weights},ABS((1-{p})*{lead_by}+{p}*{gap}))"
        for i, (bottom, value) in enumerate(
            ((wide, values.with_price[v]), (fixed, values.fixed[v]))
        ):
            share = f"IF({bottom}>1E-15,MAX(0,MIN(1,{sum_}/{bottom})),0)"
            kind = "key number" if i == 0 else "number"
            formula = f'=IF({rival},{share},"")'
            sheet.formula(row + 1 + i, 1 + v, formula, value, PERCENT, kind)
        ends = []
        for end in (0, 1):
            sums = block(row + 2 * end, at.work, row + 2 * end, at.work + at.vendors - 1)
            mine, applies = ref(row + 2 * end, at.work + v), ref(row + 2 * end + 1, at.work + v)
            ends.append(f"((1-{p})*(INDEX({sums},1,{lead})-{mine})/100+{p}*{gap}*{applies})")
        blend = f"AND({rival},has_stated,has_links)"
        formula = f'=IF({blend},{_crossing_of(ends[0], ends[1])},"")'
        sheet.formula(row + 3, 1 + v, formula, values.blend_at[v], "0.000")
        better = f"(N(INDEX({quality},1,{lead}))-N({places.total('quality', v)}))/100"
        formula = f'=IF({rival},{_crossing_of(better, gap)},"")'
        sheet.formula(row + 4, 1 + v, formula, values.price_at[v], "0.00%")
        chance = None
        if isinstance(firm, Robustness):
            ids = firm.firm.vendors
            if places.vendors[v] in ids and ids.index(places.vendors[v]) != firm.noise.leader:
                chance = float(firm.noise.beats[firm.noise.leader, ids.index(places.vendors[v])])
        sheet.number(row + 5, 1 + v, chance, PERCENT)
    text = (
        "Empty: nothing between 0 and 100 % does it, or it is the leader. The smallest figure of a "
        "row is the one that counts."
    )
    sheet.wide(row + 6, 0, at.last_col, text, "note")


def _crossing_of(at_0: str, at_1: str) -> str:
    """Formula of the place between 0 and 1 where a straight line is zero, or empty."""
    place = f"{at_0}/({at_0}-{at_1})"
    return f'IF(ABS({at_0}-{at_1})<=1E-12,"",IF(AND({place}>=0,{place}<=1),{place},""))'


def _ranges(
    book: Book, sheet: Sheet, places: Places, figures: Figures, values: Stability, at: _Layout
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
        _range_workings(sheet, places, values, at, s, possible, lead)
    sheet.texts(row + 1, 6, ("Room downwards", "Room upwards"), "head")
    _range_chart(book, sheet, at)


def _range_workings(
    sheet: Sheet, places: Places, values: Stability, at: _Layout, s: int, possible: str, lead: str
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
            (">", at.work + n, values.lows[s][v], (">0", "<=1")),
            ("<", at.work + 2 * n, values.highs[s][v], (">=0", "<1")),
        ):
            test = f"AND({slope}{sign}{'' if sign == '>' else '-'}1E-12,{place}{ends[0]},{place}{ends[1]})"
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


def _range_chart(book: Book, sheet: Sheet, at: _Layout) -> None:
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
    style_chart(chart, "Range of each weight in which the leader stays first", "", "")
    chart.set_y_axis({"reverse": True, "num_font": {"name": "Calibri", "size": 9}})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "num_font": {"size": 9}})
    chart.set_legend({"position": "bottom", "delete_series": [0], "font": {"size": 9}})
    chart.set_size({"width": 980, "height": 320})
    sheet.ws.insert_chart(at.range_chart, 0, chart, {"object_position": 2})


def _grid(
    book: Book, sheet: Sheet, places: Places, values: Stability, at: _Layout, row: int
) -> None:
    """Totals while λ or the price share runs from 0 to 1, by formula."""
    blend = row == at.blend
    title = "Totals while λ moves" if blend else "Totals while the price share moves"
    sheet.texts(row, 0, (title,) + ("",) * at.last_col, "heading")
    names = places.ev.matrix.bids.names
    sheet.text(row + 1, 0, "λ (0 stated, 1 derived)" if blend else "Price share", "head left")
    for v in range(at.vendors):
        sheet.text(row + 1, 1 + v, names[v], "head")
    p = places.ev.price_share
    both = bool(places.ev.stated.size and places.ev.derived_leaf.size)
    for step in range(STEPS):
        r, x = row + 2 + step, step / (STEPS - 1)
        sheet.number(r, 0, x, "0.0" if blend else SHARE, "input")
        cell = ref(r, 0)
        for v, vendor in enumerate(places.vendors):
            known = f"ISNUMBER({places.total('total', v)})"
            price = f"N({places.total('price', v)})"
            standing = places.ev.standing_of(vendor)
            score = standing.price_score or 0.0
            value: float | None = None
            if blend:
                a0, b0, a1, b1 = (ref(RIVALS + k, at.work + v) for k in range(4))
                bottom = f"((1-{cell})*{b0}+{cell}*{b1})"
                quality = f"((1-{cell})*{a0}+{cell}*{a1})/{bottom}"
                formula = (
                    f"=IF(AND({known},has_stated,has_links),IF({bottom}>0,"
                    f'(1-price_share)*{quality}+price_share*{price},""),"")'
                )
                ends = values.ends
                weight = (1 - x) * ends["b0"][v] + x * ends["b1"][v]
                if both and standing.total is not None and weight > 0:
                    mean = ((1 - x) * ends["a0"][v] + x * ends["a1"][v]) / weight
                    value = (1 - p) * mean + p * score
            else:
                earned = places.total("quality", v)
                formula = f'=IF({known},(1-{cell})*{earned}+{cell}*{price},"")'
                if standing.total is not None and standing.quality is not None:
                    value = (1 - x) * standing.quality + x * score
            sheet.formula(r, 1 + v, formula, value, SCORE)
    chart = book.workbook.add_chart({"type": "line"})
    for v in range(at.vendors):
        chart.add_series(
            {
                "name": [SENSITIVITY, row + 1, 1 + v],
                "categories": [SENSITIVITY, row + 2, 0, row + 1 + STEPS, 0],
                "values": [SENSITIVITY, row + 2, 1 + v, row + 1 + STEPS, 1 + v],
                "line": {"color": SERIES[v % len(SERIES)], "width": 2.25},
            }
        )
    now = f"now {places.ev.blend:g}" if blend else f"now {100 * p:g} %"
    label = f"λ ({now})" if blend else f"Price share ({now})"
    style_chart(chart, title, label, "Total points")
    chart.set_size({"width": 980, "height": 320})
    sheet.ws.insert_chart(row + 2 + STEPS + 0, 0, chart, {"object_position": 2, "y_offset": 6})


def _simulated(book: Book, sheet: Sheet, places: Places, firm: Robustness, at: _Layout) -> None:
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
    heads = ("Judged again", "Weights ±25 %", "Only their order known", "Nothing known")
    sheet.texts(row + 1, 1, heads, "head")
    for i, name in enumerate(noise.vendors):
        sheet.text(row + 2 + i, 0, name, "strong")
        sheet.number(row + 2 + i, 1, float(noise.rank_shares[i, 0]), PERCENT, "key number")
        for k, state in enumerate(firm.states):
            sheet.number(row + 2 + i, 2 + k, float(state.ranks[i, 0]), PERCENT)
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    shades = ("#0F5C6E", "#4A8B99", "#7FB5BF", "#B4D6DB", "#DCEBED", "#E9E4DA", "#DCCFB8")
    for k in range(count):
        series: dict[str, Any] = {
            "name": [SENSITIVITY, at.shares + 1, 1 + k],
            "categories": [SENSITIVITY, at.shares + 2, 0, at.shares + 1 + count, 0],
            "values": [SENSITIVITY, at.shares + 2, 1 + k, at.shares + 1 + count, 1 + k],
            "fill": {"color": shades[min(k, len(shades) - 1)]},
            "gap": 55,
        }
        chart.add_series(series)
    style_chart(chart, "Share of simulated judgements by rank", "", "")
    chart.set_y_axis({"reverse": True, "num_font": {"name": "Calibri", "size": 9}})
    chart.set_x_axis({"num_format": "0%", "num_font": {"name": "Calibri", "size": 9}})
    chart.set_size({"width": 980, "height": 320})
    sheet.ws.insert_chart(row + 2 + at.vendors + 1, 0, chart, {"object_position": 2})
