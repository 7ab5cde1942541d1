"""The workbook that vendors price in: by line, year and driver, apart from the answers."""

from __future__ import annotations

from typing import Final

from ossbuy.exchange.pack.content import Pack
from ossbuy.exchange.pack.paper import Paper
from ossbuy.exchange.pack.start import START_WIDTHS, prices_start
from ossbuy.exchange.pack.words import DRIVERS, FIXED, NAME_YEARS, PRICE_HEADERS, PRICES, START
from ossbuy.exchange.report.sheet import writable

SPARE: Final = 30
"""Open rows below the prepared lines."""
_MOST_CHOSEN: Final = 255
"""Characters of an inline list; longer ones a spreadsheet refuses."""
_WIDTHS: Final = (7, 46, 20, 16, 13, 10)


def write_prices(pack: Pack) -> bytes:
    """The price workbook of a pack: Start, Prices, and Drivers where there is a forecast."""
    title = f"{pack.name} · prices {pack.version}"
    paper = Paper(title, f"{pack.buyer} · {title}", pack.issued)
    start = paper.sheet(START, START_WIDTHS)
    sheet = paper.sheet(PRICES, (*_WIDTHS, *(14 for _ in range(pack.years))))
    headers = (*PRICE_HEADERS, *(f"Y{n}" for n in range(pack.years)))
    sheet.texts(0, 0, headers, "head")
    sheet.height(0, 24)
    last = len(pack.lines) + SPARE
    for row in range(1, last + 1):
        item, category = pack.lines[row - 1] if row <= len(pack.lines) else ("", "")
        sheet.text(row, 0, str(row) if item else "", "fill")
        sheet.text(row, 1, item, "fill")
        sheet.text(row, 2, category, "fill")
        sheet.text(row, 3, "", "fill word")
        sheet.text(row, 4, "", "fill number")
        sheet.text(row, 5, pack.currency if item else "", "fill word")
        for year in range(pack.years):
            sheet.text(row, len(PRICE_HEADERS) + year, "", "fill number")
    # A comma would make two words of one in an inline list.
    codes = [FIXED, *(writable(v.code)[0] for v in pack.volumes if "," not in v.code)]
    while len(",".join(codes)) > _MOST_CHOSEN:
        codes.pop()
    sheet.choose(1, 3, last, codes, "Driver", "The front sheet lists them with our forecast.")
    sheet.measure(1, 4, last, 0, None, "Unit price")
    for year in range(pack.years):
        sheet.measure(1, len(PRICE_HEADERS) + year, last, 0, None, f"Y{year}")
    sheet.table(last, len(headers), 2)
    if pack.volumes:
        _drivers(paper, pack)
    prices_start(start, pack, 1, last)
    paper.fingerprint(pack.project, pack.version, pack.hash, **{NAME_YEARS: str(pack.years)})
    start.ws.activate()
    return paper.close()


def _drivers(paper: Paper, pack: Pack) -> None:
    """The forecast as numbers, so that a vendor's amounts may be reckoned from it."""
    sheet = paper.sheet(DRIVERS, (16, 40, 24, *(14 for _ in range(pack.years))))
    headers = ("Driver", "What it is", "Unit", *(f"Y{n}" for n in range(pack.years)))
    sheet.texts(0, 0, headers, "head")
    sheet.height(0, 24)
    for row, volume in enumerate(pack.volumes, start=1):
        sheet.text(row, 0, volume.code, "code")
        sheet.texts(row, 1, (volume.name, volume.unit), "text")
        for year in range(pack.years):
            if year < len(volume.amounts):
                sheet.number(row, 3 + year, volume.amounts[year])
            else:
                sheet.text(row, 3 + year, "", "number")
    sheet.table(len(pack.volumes), len(headers), 1)
