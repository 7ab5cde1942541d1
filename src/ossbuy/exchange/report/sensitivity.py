"""Sensitivity: how firm the result is, by formula where there is one, simulated where not."""

from __future__ import annotations

from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness
from ossbuy.exchange.report import requirements as leaf
from ossbuy.exchange.report import scores as scoring
from ossbuy.exchange.report.curves import write_curves
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.layout import RIVALS, VERDICT, Layout
from ossbuy.exchange.report.panelled import write_panel
from ossbuy.exchange.report.places import SCORES, SENSITIVITY, TOTALS, Places
from ossbuy.exchange.report.ranges import write_ranges
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.simulated import write_simulated
from ossbuy.exchange.report.stability import Stability, stability
from ossbuy.exchange.report.style import (
    PERCENT,
    SHARE,
)


def write(
    book: Book, places: Places, figures: Figures, firm: Robustness | NotAvailable | None
) -> None:
    """Write the sheet."""
    at = Layout(places)
    sheet = book.sheet(
        SENSITIVITY,
        "How firm is it?",
        "Tables with formulas follow every change in this workbook; simulated figures describe "
        "the project as written.",
        [48] + [14] * at.last_col + [3] + [10] * 20,
    )
    _verdict(sheet, places, firm, at)
    if not places.vendors:
        sheet.finish((0, 1), 1, (VERDICT + 6, at.last_col))
        return
    values = stability(places, figures)
    _workings(sheet, places, values, at)
    _rivals(sheet, places, values, firm, at)
    write_ranges(book, sheet, places, figures, values, at)
    write_curves(book, sheet, places, values, at)
    last = at.shares
    if isinstance(firm, Robustness):
        write_simulated(book, sheet, firm, at)
        last = write_panel(sheet, firm, at)
    sheet.finish((0, 1), 1, (last, at.last_col))
    sheet.ws.set_h_pagebreaks([at.blend, at.price, at.shares])


def _verdict(
    sheet: Sheet, places: Places, firm: Robustness | NotAvailable | None, at: Layout
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
    model = places.ev.matrix.model
    row = VERDICT + 5
    sheet.text(row, 0, "Separable needs: beats every rival at least")
    sheet.formula(
        row, 1, "=verdict_probability", model.number("verdict.probability"), SHARE, "key number"
    )
    sheet.wide(row, 2, 4, "and every weight may be wrong by at least", "text")
    sheet.formula(row, 5, "=verdict_p_star", model.number("verdict.p_star"), SHARE, "key number")


def _workings(sheet: Sheet, places: Places, values: Stability, at: Layout) -> None:
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
    at: Layout,
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
