"""Value: weight by layer, and revenue at risk with nothing counted twice; by formula."""

from __future__ import annotations

from ossbuy.analysis.matrix.value import value_inputs
from ossbuy.analysis.value import LAYERS, Profile, profile
from ossbuy.analysis.worth import Worth, worth
from ossbuy.exchange.report import requirements
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.places import VALUE, Places
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.style import COUNT, FACTOR, PERCENT, SCORE, SHADES, style_bars
from ossbuy.exchange.report.trauma import trauma_cell
from ossbuy.exchange.report.value_cases import AT_LOW, TAIL, WEAK, WIDTHS, write_cases

HEADER = 4
STATED, DERIVED, COUNTS, PAINS = range(HEADER + 1, HEADER + 5)
CASES = HEADER + 7
"""Head of the value cases."""
CHART_ROWS = 14
REPEATED = 2
"""Columns that stand on every printed page."""


def pains_at(cases: int) -> int:
    """Head of the pains by layer, under so many value cases and the chart."""
    return CASES + 1 + max(1, cases) + TAIL + CHART_ROWS


def write(book: Book, places: Places, figures: Figures) -> None:
    """Write the sheet."""
    found = worth(places.ev, value_inputs(places.project, places.ev.matrix))
    sheet = book.sheet(
        VALUE,
        "What it is for",
        "Layer 1 is operations, 2 revenue, 3 the end customer's ease of spending. What says no "
        "layer stands apart and counts as none. An amount with a factor missing is not known.",
        WIDTHS,
    )
    # Printed on two pages side by side, one would be too small to read: the lead stands within the
    # repeated columns, the answer and the chart right of them.
    sheet.within(REPEATED)
    sheet.wide(2, REPEATED, AT_LOW - 1, _answer(places, found), "lead wrapped")
    pains = pains_at(len(found.revenue.lines))
    _profiles(sheet, places, figures, pains)
    write_cases(sheet, places.project, found.revenue, CASES)
    _pains(sheet, places, pains)
    _chart(book, sheet, pains - CHART_ROWS)
    last = pains + max(1, len(places.pains))
    sheet.finish((0, 1), REPEATED, (last, WEAK), 2, REPEATED)
    sheet.ws.fit_page = False
    sheet.ws.set_print_scale(62)
    sheet.ws.set_v_pagebreaks([AT_LOW])


def _answer(places: Places, found: Worth) -> str:
    sights = [
        f"{100 * sight.share:.0f} % of the {what} at layer 3"
        for sight, what in ((found.sight, "weight"), (found.pain_sight, places.say("trauma")))
        if sight.share is not None
    ]
    sight = f" Line of sight to a finance metric: {' and '.join(sights)}." if sights else ""
    return f"{found.thinking.sentence()}{sight} (As written, not live.)"


def _profiles(sheet: Sheet, places: Places, figures: Figures, pains: int) -> None:
    w, project = figures.weighing, places.project
    heads = ("1 operations", "2 revenue", "3 customer", "not said", "depth", "stops at layer")
    sheet.texts(HEADER, 0, ("", "Weight by layer of value"), "head left")
    sheet.texts(HEADER, 2, heads, "head")
    layer = places.column(requirements.LAYER)
    numbers = [_layer(project.requirements[leaf].layer) for leaf in places.leaves]
    for row, name, col, values in (
        (STATED, "as stated", requirements.STATED, w.stated),
        (DERIVED, "derived from pain", requirements.DERIVED, w.derived),
        (COUNTS, "what counts", requirements.BLENDED, w.blended),
    ):
        weights = [0.0 if (x := values[leaf]) is None else x for leaf in places.leaves]
        _profile(sheet, row, name, (layer, places.column(col)), profile(weights, numbers))
    first, last = pains + 1, pains + max(1, len(places.pains))
    held = profile(
        places.ev.rolled.trauma, [_layer(project.pains[pain].layer) for pain in places.pains]
    )
    columns = (block(first, 2, last, 2), block(first, 3, last, 3))
    _profile(sheet, PAINS, "the pains themselves", columns, held)


def _layer(said: int | None) -> float:
    return float("nan") if said is None else float(said)


def _profile(sheet: Sheet, row: int, name: str, columns: tuple[str, str], held: Profile) -> None:
    """One line: shares by layer of what stands in the columns (layer, weight), and the depth."""
    layer, weight = columns
    total = f"SUM({weight})"
    known = held.total > 0
    sheet.texts(row, 0, ("", name), "strong")
    for number in LAYERS:
        value = held.share(number) if known else None
        part = f'=IF({total}>0,SUMIF({layer},{number},{weight})/{total},"")'
        sheet.formula(row, 1 + number, part, value, PERCENT)
    one, two, three, depth = (ref(row, col) for col in (2, 3, 4, 6))
    value = held.share(0) if known else None
    rest = f'=IF({total}>0,MAX(0,1-{one}-{two}-{three}),"")'
    sheet.formula(row, 5, rest, value, PERCENT)
    said = f"SUM({block(row, 2, row, 4)})"
    weighed = f'=IF({said}>0,({one}+2*{two}+3*{three})/{said},"")'
    sheet.formula(row, 6, weighed, held.depth if known else None, FACTOR, "key number")
    stops = f'=IF(ISNUMBER({depth}),IF({depth}<=1.5,1,IF({depth}<=2.5,2,3)),"")'
    sheet.formula(row, 7, stops, held.stops_at if known else None, COUNT, "key number")


def _pains(sheet: Sheet, places: Places, head: int) -> None:
    sheet.texts(head, 0, ("Id", "Pains by layer"), "head left")
    sheet.texts(head, 2, ("Layer, 1 to 3", places.say("Trauma index")), "head")
    sheet.text(head, 4, "Journey", "head left")
    if not places.pains:
        sheet.text(head + 1, 1, "No pain has been told yet.", "sentence")
    for i, ident in enumerate(places.pains):
        row, pain = head + 1 + i, places.project.pains[ident]
        case = places.project.values.get(ident)
        sheet.text(row, 0, pain.code, "code")
        sheet.text(row, 1, pain.name, "strong")
        sheet.number(row, 2, pain.layer, COUNT, "input")
        carried = float(places.ev.rolled.trauma[i])
        sheet.formula(row, 3, f"=N({trauma_cell(places, ident)})", carried, SCORE)
        sheet.text(row, 4, case.stage if case else "")


def _chart(book: Book, sheet: Sheet, row: int) -> None:
    """The layers as one bar each."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for place, name in enumerate(("1 operations", "2 revenue", "3 end customer", "not said")):
        chart.add_series(
            {
                "name": name,
                "categories": [VALUE, STATED, 1, PAINS, 1],
                "values": [VALUE, STATED, 2 + place, PAINS, 2 + place],
                "fill": {"color": SHADES[2 * place]},
                "gap": 45,
            }
        )
    style_bars(chart, "Weight by layer of value", 1, "0%")
    chart.set_size({"width": 900, "height": 20 * (CHART_ROWS - 1)})
    sheet.ws.insert_chart(row, REPEATED, chart, {"object_position": 2})
