"""What success costs: each vendor's cost and total when more or fewer come than forecast.

Everything follows the amounts on Prices by formula; the sentences on top describe the project as
written, because where the winner changes is the root of an equation and no cell formula.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.growth import SHOWN, Growth, growth
from ossbuy.analysis.matrix.inputs import VolumeInputs
from ossbuy.analysis.matrix.volumes import growing_part
from ossbuy.analysis.scoring.price import price_scores
from ossbuy.exchange.report.cost import FIRST_AMOUNT, HEADER
from ossbuy.exchange.report.places import COST, GROWTH, PRICES, Places
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref
from ossbuy.exchange.report.style import MONEY, SCORE

TIMES = '"× "0.00'
FIRST = 3
"""First column of the multiples; fixed and growing stand before them."""
LAST = FIRST + len(SHOWN) - 1
WORK = LAST + 2
"""First column of the workings: costs of vendors in the running, which set the mark."""


def grows(places: Places) -> tuple[VolumeInputs, ...]:
    """The volumes some opened price grows with; without any the sheet is left out."""
    found = {project_line.scales for project_line in places.project.prices.values()}
    return tuple(v for v in places.ev.matrix.bids.volumes if v.code in found and places.vendors)


@dataclass(frozen=True)
class _Block:
    """Rows of one volume on the sheet."""

    volume: VolumeInputs
    lines: tuple[int, ...]
    """Places of its price lines among all lines on Prices, vendor by vendor."""
    keys: tuple[str, ...]
    """Whose they are."""
    top: int
    vendors: int
    said: int

    @property
    def forecast(self) -> int:
        return self.top + 1 + self.said + 1

    @property
    def cost(self) -> int:
        return self.forecast + 3

    @property
    def total(self) -> int:
        return self.cost + self.vendors + 2

    @property
    def equal(self) -> int:
        return self.total + self.vendors + 3

    @property
    def line(self) -> int:
        return self.equal + self.vendors + 2

    @property
    def end(self) -> int:
        return self.line + len(self.lines) + 2


def write(book: Book, places: Places) -> None:
    """Write the sheet."""
    sheet = book.sheet(
        GROWTH,
        "What success costs",
        "Costs over all years when a volume comes to other than forecast: every year by the same "
        "factor, undiscounted. Change the multiples to try others.",
        [34] + [16] * LAST + [3] + [11] * len(SHOWN),
    )
    row = HEADER - 1
    for volume in grows(places):
        found = growth(places.ev, volume.code)
        said = found.sentences() if isinstance(found, Growth) else (found.sentence(),)
        lines = tuple(
            n
            for n, key in enumerate(places.price_lines)
            if places.project.prices[key].scales == volume.code
        )
        keys = tuple(places.price_lines[n][0] for n in lines)
        at = _Block(volume, lines, keys, row, len(places.vendors), len(said))
        title = f"{volume.code} {volume.name}".strip()
        sheet.texts(row, 0, (title,) + ("",) * LAST, "heading")
        for n, sentence in enumerate(said):
            sheet.wide(row + 1 + n, 0, LAST, sentence)
        _forecast(sheet, at)
        _costs(sheet, places, at)
        _totals(sheet, places, at)
        _equal(sheet, places, at)
        _lines(sheet, places, at)
        row = at.end
    sheet.finish((0, 1), 1, (row, LAST))


def _forecast(sheet: Sheet, at: _Block) -> None:
    row, years = at.forecast, len(at.volume.forecast)
    unit = f" ({at.volume.unit})" if at.volume.unit else ""
    sheet.text(row, 0, f"Forecast{unit}", "head left")
    for year, amount in enumerate(at.volume.forecast.tolist()):
        sheet.text(row, 1 + year, f"Year {year}", "head")
        sheet.number(row + 1, 1 + year, amount, MONEY, "input")
    sheet.text(row + 1, 0, at.volume.name or at.volume.code, "strong")
    if years:
        sheet.text(row, 1 + years, "All years", "head")
        formula = f"=SUM({block(row + 1, 1, row + 1, years)})"
        total = float(at.volume.forecast.sum())
        sheet.formula(row + 1, 1 + years, formula, total, MONEY, "key number")


def _costs(sheet: Sheet, places: Places, at: _Block) -> None:
    bids, row = places.ev.matrix.bids, at.cost
    sheet.text(row, 0, "Cost over all years", "head left")
    sheet.texts(row, 1, ("Stays", "Grows"), "head")
    for n, multiple in enumerate(SHOWN):
        sheet.number(row, FIRST + n, multiple, TIMES, "input")
    whole = bids.cost.sum(axis=1)
    for v, name in enumerate(bids.names[: at.vendors]):
        here = row + 1 + v
        sheet.text(here, 0, name, "strong")
        cost = ref(places.cost_row(v), 1 + max(1, places.years), COST)
        own = [n for n, key in enumerate(at.keys) if key == places.vendors[v]]
        amounts = block(at.line + 1 + own[0], 5, at.line + 1 + own[-1], 5) if own else "0"
        grown = f'=IF(ISNUMBER({cost}),SUM({amounts}),"")'
        scaled = float(at.volume.scaled[v])
        sheet.formula(here, 2, grown, scaled, MONEY)
        stays = f'=IF(ISNUMBER({cost}),{cost}-{ref(here, 2)},"")'
        sheet.formula(here, 1, stays, float(whole[v]) - scaled, MONEY)
        for n, multiple in enumerate(SHOWN):
            formula = (
                f"=IF(ISNUMBER({ref(here, 1)}),{ref(here, 1)}+{ref(row, FIRST + n)}*"
                f'{ref(here, 2)},"")'
            )
            value = float(whole[v]) + (multiple - 1) * scaled
            sheet.formula(here, FIRST + n, formula, value, MONEY)
            running, mark = places.total("running", v), ref(here, FIRST + n)
            sheet.formula(
                here,
                WORK + n,
                f'=IF(AND({running}="yes",ISNUMBER({mark})),{mark},"")',
                None if bids.eliminated[v] else value,
                MONEY,
                "working",
            )


def _totals(sheet: Sheet, places: Places, at: _Block) -> None:
    """Totals at each multiple, and who leads there."""
    row = at.total
    sheet.texts(row, 0, ("Total, of 100", "", ""), "head left")
    values = [_points(places, at.volume, multiple) for multiple in SHOWN]
    names = places.ev.matrix.bids.names
    for n in range(len(SHOWN)):
        above = ref(at.cost, FIRST + n)
        sheet.formula(row, FIRST + n, f"={above}", SHOWN[n], TIMES, "head")
    for v, name in enumerate(names[: at.vendors]):
        here = row + 1 + v
        sheet.texts(here, 0, (name, "", ""), "strong")
        for n in range(len(SHOWN)):
            formula = _total_formula(places, at, v, n)
            sheet.formula(here, FIRST + n, formula, float(values[n][v]), SCORE)
    here = row + 1 + at.vendors
    sheet.texts(here, 0, ("Leads", "", ""), "strong")
    for n in range(len(SHOWN)):
        cells = block(row + 1, FIRST + n, row + at.vendors, FIRST + n)
        labels = block(row + 1, 0, row + at.vendors, 0)
        formula = f'=IF(COUNT({cells})=0,"",INDEX({labels},MATCH(MAX({cells}),{cells},0)))'
        known = not np.isnan(values[n]).all()
        leader = names[int(np.nanargmax(values[n]))] if known else ""
        sheet.formula(here, FIRST + n, formula, leader, "", "word")


def _total_formula(places: Places, at: _Block, v: int, n: int) -> str:
    cost = ref(at.cost + 1 + v, FIRST + n)
    mark = block(at.cost + 1, WORK + n, at.cost + at.vendors, WORK + n)
    quality, running = places.total("quality", v), places.total("running", v)
    low, high = f"MIN({mark})", f"MAX({mark})"
    price = (
        f'IF(price_formula="lowest-ratio",100*{low}/{cost},'
        f'IF(price_formula="ceiling-linear",100*MAX(0,1-{cost}/price_ceiling),'
        f"IF({high}>{low},100*({high}-{cost})/({high}-{low}),100)))"
    )
    ready = 'OR(price_formula<>"ceiling-linear",ISNUMBER(price_ceiling))'
    known = f'AND({running}="yes",ISNUMBER({quality}),ISNUMBER({cost}),{ready})'
    return f'=IF({known},(1-price_share)*{quality}+price_share*{price},"")'


def _points(places: Places, volume: VolumeInputs, multiple: float) -> Array:
    """Totals (vendors,) at a multiple; NaN where something is missing or the vendor is out."""
    bids = places.ev.matrix.bids
    cost = bids.cost.sum(axis=1) + (multiple - 1) * volume.scaled
    standings = [places.ev.standing_of(v) for v in places.vendors]
    running = np.array([not s.eliminated for s in standings])
    total = np.full(len(cost), np.nan)
    if bids.price_formula == "ceiling-linear" and not bids.price_ceiling:
        return total
    if not running.any():
        return total
    merit = np.array([np.nan if s.quality is None else s.quality for s in standings])
    price = price_scores(cost[running], bids.price_formula, bids.price_ceiling)
    total[running] = (1 - bids.price_share) * merit[running] + 100 * bids.price_share * price
    return total


def _equal(sheet: Sheet, places: Places, at: _Block) -> None:
    """At which multiple the vendor of the row begins to cost more than that of the column."""
    row, names = at.equal, places.ev.matrix.bids.names
    whole, scaled = places.ev.matrix.bids.cost.sum(axis=1), at.volume.scaled
    sheet.text(row, 0, "Costs more, from this multiple on, than", "head left")
    for b in range(at.vendors):
        sheet.text(row, 1 + b, names[b], "head")
    for a in range(at.vendors):
        sheet.text(row + 1 + a, 0, names[a], "strong")
        for b in range(at.vendors):
            mine, other = at.cost + 1 + a, at.cost + 1 + b
            steeper = f"({ref(mine, 2)}-{ref(other, 2)})"
            at_ = f"({ref(other, 1)}-{ref(mine, 1)})/{steeper}"
            formula = (
                f'=IF(COUNT({ref(mine, 1)},{ref(other, 1)})<2,"",IF({steeper}<=0,"",'
                f'IF({at_}<=0,"always",{at_})))'
            )
            value = _crossing(float(whole[a]), float(scaled[a]), float(whole[b]), float(scaled[b]))
            sheet.formula(row + 1 + a, 1 + b, formula, value, "0.00")


def _crossing(a: float, grows_a: float, b: float, grows_b: float) -> float | str | None:
    if np.isnan(a + b) or not grows_a > grows_b:
        return None
    found = ((b - grows_b) - (a - grows_a)) / (grows_a - grows_b)
    return found if found > 0 else "always"


def _lines(sheet: Sheet, places: Places, at: _Block) -> None:
    """The price lines that grow, with what of each of them does."""
    row, project = at.line, places.project
    sheet.texts(row, 0, ("Price line of", "Line", "Item"), "head left")
    sheet.texts(row, 3, ("Unit price", "Amounts", "Grows"), "head")
    driver = next(d for d in project.drivers.values() if d.code == at.volume.code)
    years = max(1, places.price_years)
    for n, number in enumerate(at.lines):
        key, here = places.price_lines[number], row + 1 + n
        line = project.prices[key]
        sheet.text(here, 0, project.vendors[key[0]].label, "strong")
        sheet.text(here, 1, line.code, "code")
        sheet.text(here, 2, line.item)
        unit = None if line.unit_price is None else float(line.unit_price)
        sheet.number(here, 3, unit, "0.00##", "input")
        on_prices = HEADER + 1 + number
        amounts = ref(on_prices, FIRST_AMOUNT + years, PRICES)
        sheet.formula(here, 4, f"={amounts}", float(sum(line.amounts)), MONEY)
        counted = min(len(line.amounts), len(driver.amounts))
        volume = f"SUM({block(at.forecast + 1, 1, at.forecast + 1, counted)})" if counted else "0"
        formula = (
            f"=IF(ISNUMBER({ref(here, 3)}),MIN({ref(here, 4)},{ref(here, 3)}*{volume}),"
            f"{ref(here, 4)})"
        )
        sheet.formula(here, 5, formula, float(growing_part(line, driver)), MONEY)
