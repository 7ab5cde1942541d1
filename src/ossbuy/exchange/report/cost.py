"""Prices as they were sent, and what each vendor costs over the years beside doing nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.exchange.report.places import COST, PRICES, Places
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.style import MONEY, SERIES, style_chart

HEADER = 4
FIRST_AMOUNT = 6
CURRENCY = 5


def write_prices(book: Book, places: Places) -> None:
    """Write the price lines; each amount is an input."""
    years = max(1, places.price_years)
    sheet = book.sheet(
        PRICES,
        "Price lines",
        "As received, year 0 first. A line in another currency than the project's is left out, "
        "and its vendor has no cost until that is settled.",
        [24, 9, 40, 18, 28, 10] + [13] * years + [14],
    )
    heads = ("Vendor", "Line", "Item", "Category", "Grows with", "Currency")
    sheet.texts(HEADER, 0, heads, "head left")
    for year in range(years):
        sheet.text(HEADER, FIRST_AMOUNT + year, f"Year {year}", "head")
    sheet.text(HEADER, FIRST_AMOUNT + years, "All years", "head")
    project = places.project
    for i, key in enumerate(places.price_lines):
        row, line = HEADER + 1 + i, project.prices[key]
        sheet.text(row, 0, project.vendors[key[0]].label, "strong")
        sheet.text(row, 1, line.code, "code")
        sheet.texts(row, 2, (line.item, line.category, line.driver))
        sheet.text(row, CURRENCY, line.currency, "input word")
        for year in range(years):
            amount = float(line.amounts[year]) if year < len(line.amounts) else None
            sheet.number(row, FIRST_AMOUNT + year, amount, MONEY, "input")
        cells = block(row, FIRST_AMOUNT, row, FIRST_AMOUNT + years - 1)
        total = float(sum(line.amounts))
        sheet.formula(row, FIRST_AMOUNT + years, f"=SUM({cells})", total, MONEY, "key number")
    last = HEADER + max(1, len(places.price_lines))
    if not places.price_lines:
        sheet.text(last, 0, "No price has been opened yet.", "sentence")
    sheet.finish((HEADER, HEADER), 3, (last, FIRST_AMOUNT + years))


def write_cost(book: Book, places: Places) -> None:
    """Write cost by year, cumulative cost, the do-nothing rows and the chart."""
    years, count = max(1, places.years), len(places.vendors)
    currency = places.project.description.currency
    sheet = book.sheet(
        COST,
        "Cost over time",
        f"In {currency or 'the project currency'}, base year "
        f"{places.project.description.base_year or '—'}, undiscounted. Doing nothing is not free: "
        "it forgoes the pain a solution would have taken away.",
        [40] + [14] * years + [16],
    )
    _years(sheet, HEADER, "Cost by year", years)
    yearly = [_yearly(places, vendor, years) for vendor in places.vendors]
    for v in range(count):
        row = places.cost_row(v)
        sheet.text(row, 0, places.ev.matrix.bids.names[v], "strong")
        for year in range(years):
            formula = _year_formula(places, v, year)
            value = yearly[v][year]
            sheet.formula(row, 1 + year, formula, value, MONEY)
        _total(sheet, row, years, places.ev.standing_of(places.vendors[v]).cost)
    if not count:
        sheet.text(HEADER + 1, 0, "No vendor has been priced yet.", "sentence")
    do_nothing = do_nothing_row(places)
    last = _do_nothing(sheet, places, do_nothing, years)
    top = last + 2
    _years(sheet, top, "Cumulative", years)
    for v in range(count):
        row = top + 1 + v
        sheet.text(row, 0, places.ev.matrix.bids.names[v], "strong")
        _cumulate(sheet, row, places.cost_row(v), years, yearly[v])
    row = top + 1 + count
    sheet.text(row, 0, "Avoidable pain forgone by doing nothing", "strong")
    nothing = places.ev.do_nothing
    forgone = [] if nothing is None else nothing.avoidable.tolist()
    _cumulate(sheet, row, do_nothing + 2, years, forgone)
    if count:
        _chart(book, sheet, places, top, years)
    sheet.finish((HEADER, HEADER), 1, (row + (20 if count else 0), years + 1))
    sheet.ws.freeze_panes(HEADER + 1, 1)
    sheet.ws.repeat_rows(0, 1)
    if count > 6:
        sheet.ws.set_h_pagebreaks([top])


def do_nothing_row(places: Places) -> int:
    """Row of the heading above untreated pain and avoidable pain forgone."""
    return places.cost_row(max(1, len(places.vendors))) + 1


def _yearly(places: Places, vendor: str, years: int) -> list[float | None]:
    """A vendor's cost by year; unknown while sealed or in another currency."""
    project = places.project
    lines = [project.prices[key] for key in places.price_lines if key[0] == vendor]
    currency = project.description.currency
    if not lines or any(line.currency != currency for line in lines):
        return [None] * years
    sums: list[float | None] = [None] * years
    for year in range(places.price_years):
        sums[year] = sum(float(x.amounts[year]) for x in lines if year < len(x.amounts))
    return sums


def _years(sheet: Sheet, row: int, head: str, years: int) -> None:
    sheet.text(row, 0, head, "head left")
    for year in range(years):
        sheet.text(row, 1 + year, f"Year {year}", "head")
    sheet.text(row, 1 + years, "All years", "head")


def _year_formula(places: Places, v: int, year: int) -> str:
    rows = places.price_rows(places.vendors[v])
    if rows is None or year >= places.price_years:
        return '=""'
    amounts = block(rows[0], FIRST_AMOUNT + year, rows[1], FIRST_AMOUNT + year, PRICES)
    currency = block(rows[0], CURRENCY, rows[1], CURRENCY, PRICES)
    return f'=IF(SUMPRODUCT(--({currency}<>project_currency))>0,"",SUM({amounts}))'


def _total(sheet: Sheet, row: int, years: int, value: float | None) -> None:
    cells = block(row, 1, row, years)
    formula = f'=IF(SUM({cells})<=0,"",SUM({cells}))'
    sheet.formula(row, 1 + years, formula, value, MONEY, "key number")


def _do_nothing(sheet: Sheet, places: Places, row: int, years: int) -> int:
    """The pain that goes on, and the part of it a solution would have taken away."""
    nothing, policy = places.ev.do_nothing, places.project.policy
    sheet.texts(row, 0, ("Doing nothing",) + ("",) * (1 + years), "band")
    if nothing is None:
        sheet.text(row + 1, 0, "Untreated pain")
        sheet.text(row + 2, 0, "Avoidable pain forgone")
        text = "Set the overlap factor, the addressable share and the ramp to see this row."
        sheet.wide(row + 3, 0, 1 + years, text, "note")
        return row + 3
    sheet.text(row + 1, 0, "Untreated pain", "strong")
    sheet.text(row + 2, 0, "of it avoidable, and forgone", "strong")
    for year in range(years):
        col = 1 + year
        if year < len(policy.ramp):
            untreated, avoidable = float(nothing.untreated[year]), float(nothing.avoidable[year])
            sheet.formula(row + 1, col, "=gross_cost*overlap_factor", untreated, MONEY)
            formula = f"={ref(row + 1, col)}*addressable_share*ramp_{year}"
            sheet.formula(row + 2, col, formula, avoidable, MONEY)
    for line, value in ((row + 1, nothing.untreated_total), (row + 2, nothing.avoidable_total)):
        cells = block(line, 1, line, years)
        sheet.formula(line, 1 + years, f"=SUM({cells})", value, MONEY, "key number")
    return row + 2


def _cumulate(
    sheet: Sheet, row: int, source: int, years: int, yearly: Sequence[float | None]
) -> None:
    """Running sums of a row; empty where that year is not known."""
    total, shown = 0.0, None
    for year in range(years):
        cell, col = ref(source, 1 + year), 1 + year
        value = yearly[year] if year < len(yearly) else None
        total += value or 0.0
        shown = None if value is None else total
        formula = f'=IF(ISNUMBER({cell}),SUM({block(source, 1, source, col)}),"")'
        sheet.formula(row, col, formula, shown, MONEY)
    sheet.formula(row, 1 + years, f"={ref(row, years)}", shown, MONEY, "key number")


def _chart(book: Book, sheet: Sheet, places: Places, top: int, years: int) -> None:
    chart = book.workbook.add_chart({"type": "line"})
    count = len(places.vendors)
    for v in range(count + 1):
        nothing = v == count
        line = {"color": "#1F2A37" if nothing else SERIES[v % len(SERIES)], "width": 2.25}
        if nothing:
            line["dash_type"] = "dash"
        chart.add_series(
            {
                "name": [COST, top + 1 + v, 0],
                "categories": [COST, top, 1, top, years],
                "values": [COST, top + 1 + v, 1, top + 1 + v, years],
                "line": line,
                "marker": {"type": "none"},
            }
        )
    style_chart(chart, "Cumulative cost, and the avoidable pain forgone", "", "", '#,##0.0,,"M"')
    chart.set_size({"width": 900, "height": 360})
    sheet.ws.insert_chart(top + count + 3, 0, chart, {"object_position": 2})
