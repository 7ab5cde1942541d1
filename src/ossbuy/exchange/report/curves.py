"""Curves on the Sensitivity sheet: totals while λ or the price share moves, by formula."""

from __future__ import annotations

from ossbuy.exchange.report.layout import RIVALS, STEPS, Layout
from ossbuy.exchange.report.places import SENSITIVITY, Places
from ossbuy.exchange.report.sheet import Book, Sheet, ref
from ossbuy.exchange.report.stability import Stability
from ossbuy.exchange.report.style import SCORE, SERIES, SHARE, style_chart


def write_curves(book: Book, sheet: Sheet, places: Places, values: Stability, at: Layout) -> None:
    """Write both tables and their charts."""
    ev = places.ev
    _head(sheet, places, at, at.blend, "Totals while λ moves", "λ (0 stated, 1 derived)")
    _head(sheet, places, at, at.price, "Totals while the price share moves", "Price share")
    low = 100.0
    for step in range(STEPS):
        x = step / (STEPS - 1)
        sheet.number(at.blend + 2 + step, 0, x, "0.0", "input")
        sheet.number(at.price + 2 + step, 0, x, SHARE, "input")
        for v in range(at.vendors):
            row = at.blend + 2 + step
            formula = _at_blend(places, at, v, ref(row, 0))
            value = _blend_value(places, values, v, x)
            low = min(low, 100.0 if value is None else value)
            sheet.formula(row, 1 + v, formula, value, SCORE)
            row = at.price + 2 + step
            cell, standing = ref(row, 0), ev.standing_of(places.vendors[v])
            quality, price = places.total("quality", v), places.total("price", v)
            known = f"ISNUMBER({places.total('total', v)})"
            formula = f'=IF({known},(1-{cell})*{quality}+{cell}*N({price}),"")'
            total = None
            if standing.total is not None and standing.quality is not None:
                total = (1 - x) * standing.quality + x * (standing.price_score or 0.0)
            sheet.formula(row, 1 + v, formula, total, SCORE)
    # λ often moves totals little, so its axis does not begin at 0.
    least = max(0, 10 * int((low - 2) // 10))
    _chart(book, sheet, at, at.blend, f"λ (now {ev.blend:g})", least)
    _chart(book, sheet, at, at.price, f"Price share (now {100 * ev.price_share:g} %)", 0)


def _head(sheet: Sheet, places: Places, at: Layout, row: int, title: str, label: str) -> None:
    sheet.text(row, 0, title, "heading")
    sheet.text(row + 1, 0, label, "head left")
    for v, name in enumerate(places.ev.matrix.bids.names[: at.vendors]):
        sheet.text(row + 1, 1 + v, name, "head")


def _at_blend(places: Places, at: Layout, v: int, cell: str) -> str:
    """Formula of a vendor's total at one λ, from the sums at either end of it."""
    a0, b0, a1, b1 = (ref(RIVALS + k, at.work + v) for k in range(4))
    bottom = f"((1-{cell})*{b0}+{cell}*{b1})"
    quality = f"((1-{cell})*{a0}+{cell}*{a1})/{bottom}"
    price = f"price_share*N({places.total('price', v)})"
    known = f"AND(ISNUMBER({places.total('total', v)}),has_stated,has_links)"
    return f'=IF({known},IF({bottom}>0,(1-price_share)*{quality}+{price},""),"")'


def _blend_value(places: Places, values: Stability, v: int, x: float) -> float | None:
    ev, ends = places.ev, values.ends
    standing = ev.standing_of(places.vendors[v])
    weight = (1 - x) * ends["b0"][v] + x * ends["b1"][v]
    both = ev.stated.size and ev.derived_leaf.size
    if not both or standing.total is None or weight <= 0:
        return None
    mean = ((1 - x) * ends["a0"][v] + x * ends["a1"][v]) / weight
    return (1 - ev.price_share) * mean + ev.price_share * (standing.price_score or 0.0)


def _chart(book: Book, sheet: Sheet, at: Layout, row: int, label: str, least: float) -> None:
    chart = book.workbook.add_chart({"type": "line"})
    first, last = row + 2, row + 1 + STEPS
    for v in range(at.vendors):
        chart.add_series(
            {
                "name": [SENSITIVITY, row + 1, 1 + v],
                "categories": [SENSITIVITY, first, 0, last, 0],
                "values": [SENSITIVITY, first, 1 + v, last, 1 + v],
                "line": {"color": SERIES[v % len(SERIES)], "width": 2.25},
            }
        )
    style_chart(chart, "", label, "Total points", least=least)
    chart.set_size({"width": 1050, "height": 500})
    sheet.ws.insert_chart(last + 1, 0, chart, {"object_position": 2, "y_offset": 6})
