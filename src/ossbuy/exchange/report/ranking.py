"""The ranking sorted by formula, wherever it is shown: it follows every change in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ossbuy.exchange.report.gates import gate_word
from ossbuy.exchange.report.places import Places
from ossbuy.exchange.report.sheet import Sheet, ref
from ossbuy.exchange.report.totals import rank_word


@dataclass(frozen=True)
class Column:
    """One column of a ranking: a figure of Totals, ``name`` or ``behind``."""

    figure: str
    head: str
    number: str = ""
    kind: str = "number"
    span: int = 1
    """Columns of the sheet it is merged over."""


def write_ranking(
    sheet: Sheet, places: Places, row: int, col: int, columns: Sequence[Column]
) -> int:
    """Write a header row and one row per place; returns the last row written."""
    at, starts = col, []
    for column in columns:
        left = column.kind in {"strong", "text"}
        _head(sheet, row, at, column, "head left" if left else "head")
        starts.append(at)
        at += column.span
    if not places.vendors:
        sheet.text(row + 1, col, "No vendor can be ranked yet.", "sentence")
        return row + 1
    order = [s.vendor for s in places.ev.standings]
    total_at = next((s for c, s in zip(columns, starts, strict=True) if c.figure == "total"), None)
    for k, vendor in enumerate(order):
        r = row + 1 + k
        for column, start in zip(columns, starts, strict=True):
            value: float | str | None
            if column.span > 1:
                look = sheet.style(column.kind, column.number)
                sheet.ws.merge_range(r, start, r, start + column.span - 1, "", look)
            if column.figure == "behind":
                assert total_at is not None
                mine, first = ref(r, total_at), ref(row + 1, total_at)
                formula = f'=IF(AND(ISNUMBER({mine}),ISNUMBER({first})),{first}-{mine},"")'
                value = _behind(places, vendor)
            else:
                cells = places.names if column.figure == "name" else places.totals(column.figure)
                match = f"MATCH({k + 1},{places.totals('place')},0)"
                formula = f"=INDEX({cells},{match})"
                value = _value(places, vendor, column.figure)
                if column.figure == "total":
                    # While something is open the range stands in place of the total.
                    low, high = (
                        f"FIXED(INDEX({places.totals(end)},{match}),1)" for end in ("low", "high")
                    )
                    total = formula.removeprefix("=")
                    formula = f'=IF(ISNUMBER({total}),{total},{low}&"–"&{high})'
            sheet.formula(r, start, formula, value, column.number, column.kind)
    return row + len(order)


def _head(sheet: Sheet, row: int, col: int, column: Column, kind: str) -> None:
    if column.span > 1:
        sheet.wide(row, col, col + column.span - 1, column.head, kind)
    else:
        sheet.text(row, col, column.head, kind)


def _behind(places: Places, vendor: str) -> float | None:
    first, mine = places.ev.standings[0].total, places.ev.standing_of(vendor).total
    return None if first is None or mine is None else first - mine


def _value(places: Places, vendor: str, figure: str) -> float | str | None:
    s = places.ev.standing_of(vendor)
    total = s.total if s.total is not None else f"{s.total_low:.1f}–{s.total_high:.1f}"
    values: dict[str, float | str | None] = {
        "name": s.label,
        "rank": rank_word(places.ev, vendor),
        "gates": gate_word(places.ev, vendor),
        "total": total,
        "quality": s.quality,
        "price": s.price_score,
        "cost": s.cost,
    }
    return values[figure]
