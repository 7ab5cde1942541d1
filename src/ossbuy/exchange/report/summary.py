"""Summary: one page for somebody who will read no other."""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness
from ossbuy.exchange.report import provenance
from ossbuy.exchange.report.cost import do_nothing_row
from ossbuy.exchange.report.places import COST, SUMMARY, Places
from ossbuy.exchange.report.ranking import Column, write_ranking
from ossbuy.exchange.report.sheet import Book, Sheet, ref
from ossbuy.exchange.report.style import ACCENT, MONEY, SCORE, style_bars

RANKING = 5
_LAST = 13
"""Last column of the page."""


def write(book: Book, places: Places, firm: Robustness | NotAvailable | None) -> None:
    """Write the sheet."""
    d = places.project.description
    about = [d.buyer, d.subject, f"lot {d.lot}" if d.lot else "", f"amounts in {d.currency}"]
    sheet = book.sheet(
        SUMMARY,
        d.name or "Decision workbook",
        " · ".join(part for part in about if part),
        (7, 27, 11, 10, 10, 15, 11, 15, 2, 11, 11, 11, 11, 11),
    )
    count = len(places.vendors)
    bottom = RANKING + max(1, count)
    sheet.wide(2, 0, _LAST, "", "answer")
    sheet.formula(2, 0, _answer_formula(places), answer(places), "", "answer")
    sheet.ws.set_row(2, 30)
    _moved(sheet, places)
    sheet.texts(RANKING - 1, 0, ("Ranking",) + ("",) * 7, "heading")
    write_ranking(
        sheet,
        places,
        RANKING,
        0,
        (
            Column("rank", "Rank", "0", "rank"),
            Column("name", "Vendor", "", "strong"),
            Column("total", "Total of 100", SCORE, "key number"),
            Column("quality", "Quality", SCORE),
            Column("price", "Price score", SCORE),
            Column("cost", "Cost, all years", MONEY),
            Column("behind", "Behind the first", SCORE),
            Column("gates", "Gates", "", "word"),
        ),
    )
    if count:
        sheet.bars(RANKING + 1, 2, bottom)
        _chart(book, sheet, places)
    row = _do_nothing(sheet, places, bottom + 1)
    # The chart stands to the right and needs its height.
    row = max(row + 1, RANKING + _chart_height(count) // 20 if count else 0)
    row = _block(sheet, row, "How firm is it?", _firm(firm))
    row = _block(sheet, row, "What would change it?", _levers(firm))
    row = _block(sheet, row, "Gates", _gates(places))
    row = _block(sheet, row, "Decision and conditions", _decision(places))
    row = _block(sheet, row, "Why now", _triggers(places))
    sheet.finish((0, 1), 0, (row, _LAST))
    sheet.ws.fit_to_pages(1, 1)
    sheet.ws.activate()
    sheet.ws.set_first_sheet()


def _chart_height(count: int) -> int:
    """Pixels; a row of the sheet is 20."""
    return 90 + 38 * max(4, count)


def answer(places: Places) -> str:
    """The sentence on top, as the formula says it."""
    ev = places.ev
    if not places.vendors:
        return "There is nothing to rank yet."
    if not ev.contenders:
        return "Every vendor is eliminated."
    if ev.leader is None:
        return "The ranking is still open: not everything is known."
    name = ev.leader.label
    if ev.runner_up is None:
        return f"{name} is the only vendor in the running."
    if ev.margin is None:
        return f"{name} leads whatever is still missing turns out to be; the margin is open."
    if ev.margin < 0.05:
        return f"{name} and {ev.runner_up.label} are level."
    return f"{name} leads {ev.runner_up.label} by {ev.margin:.1f} points."


def _answer_formula(places: Places) -> str:
    count, first, second = len(places.vendors), RANKING + 1, RANKING + 2
    if not count:
        return '="There is nothing to rank yet."'
    rank, name = ref(first, 0), ref(first, 1)
    alone = f'{name}&" is the only vendor in the running."'
    rest = alone
    if count > 1:
        behind = ref(second, 6)
        rest = (
            f'IF({ref(second, 0)}="out",{alone},IF(NOT(ISNUMBER({behind})),'
            f'{name}&" leads whatever is still missing turns out to be; the margin is open.",'
            f'IF({behind}<0.05,{name}&" and "&{ref(second, 1)}&" are level.",'
            f'{name}&" leads "&{ref(second, 1)}&" by "&FIXED({behind},1)&" points.")))'
        )
    return (
        f'=IF({rank}="out","Every vendor is eliminated.",'
        f'IF(NOT(ISNUMBER({rank})),"The ranking is still open: not everything is known.",{rest}))'
    )


def _moved(sheet: Sheet, places: Places) -> None:
    """A line that appears once somebody has changed an input in the workbook."""
    sheet.wide(3, 0, _LAST, "", "warning")
    if not places.vendors:
        return
    now, then = places.totals("total"), provenance.written_totals(places)
    formula = (
        f"=IF(AND(ABS(SUM({now})-SUM({then}))<1E-6,ABS(SUMSQ({now})-SUMSQ({then}))<1E-4),"
        '"","Inputs were changed in this workbook: ranking and totals follow, the words below '
        'describe the project as written.")'
    )
    sheet.formula(3, 0, formula, "", "", "warning")


def _do_nothing(sheet: Sheet, places: Places, row: int) -> int:
    nothing = places.ev.do_nothing
    sheet.text(row, 0, "–", "word")
    sheet.text(row, 1, "Do nothing", "strong")
    sheet.texts(row, 2, ("", "", ""), "text")
    if nothing is None:
        sheet.wide(row, 5, 7, "not worked out: overlap, reach or ramp is not set", "text")
        return row
    cost = do_nothing_row(places)
    years = max(1, places.years)
    forgone = ref(cost + 2, 1 + years, COST)
    sheet.formula(row, 5, f"={forgone}", nothing.avoidable_total, MONEY)
    sheet.wide(row, 6, 7, "of avoidable pain forgone", "text")
    return row


def _block(sheet: Sheet, row: int, title: str, lines: Sequence[str]) -> int:
    sheet.texts(row, 0, (title,) + ("",) * _LAST, "rule")
    for i, line in enumerate(lines):
        sheet.wide(row + 1 + i, 0, _LAST, line, "board")
    return row + len(lines) + 2


def _firm(firm: Robustness | NotAvailable | None) -> list[str]:
    if firm is None:
        return ["Not worked out for this workbook."]
    if isinstance(firm, NotAvailable):
        return [firm.sentence()]
    return [firm.verdict.sentence(), firm.firm.sentence(), firm.noise.sentence()]


def _levers(firm: Robustness | NotAvailable | None) -> list[str]:
    if not isinstance(firm, Robustness):
        return ["This can be said once every contender has a total."]
    levers = [lever.text for lever in firm.firm.levers[:3]]
    levers.append(firm.firm.score_flips.sentence())
    return levers


def _gates(places: Places) -> list[str]:
    ev, project = places.ev, places.project
    if not ev.matrix.bids.gates:
        return ["No requirement is a gate."]
    lines = []
    for standing in ev.standings:
        if standing.eliminated:
            lines.append(f"{standing.label} is eliminated: {standing.eliminated}")
        for what, gates in (
            ("fails", standing.gates_failed),
            ("has not shown yet", standing.gates_not_shown),
        ):
            if gates and not standing.eliminated:
                said = ", ".join(
                    f"{project.label(g)} {project.requirements[g].label}" for g in gates
                )
                lines.append(f"{standing.label} {what}: {said}.")
    return lines[:8] or ["Every vendor has passed every gate."]


def _decision(places: Places) -> list[str]:
    decision = places.project.decision
    if decision is None:
        return ["No decision has been recorded yet."]
    vendor = places.project.vendors.get(decision.vendor)
    name = vendor.label if vendor else decision.vendor
    lines = [f"{name}: {decision.statement}"]
    return lines + [f"{i}. {text}" for i, text in enumerate(decision.conditions, start=1)]


def _triggers(places: Places) -> list[str]:
    lines = []
    for trigger in places.project.triggers.values():
        until = f" Deadline {trigger.deadline:%d %B %Y}." if trigger.deadline else ""
        lines.append(trigger.statement + until)
    return lines[:4] or ["Nobody has told yet what triggered this project."]


def _chart(book: Book, sheet: Sheet, places: Places) -> None:
    """Quality and price as parts of the total, following the live ranking."""
    first, count = RANKING + 1, len(places.vendors)
    work = 16
    for k, vendor in enumerate(s.vendor for s in places.ev.standings):
        row, standing = first + k, places.ev.standing_of(vendor)
        total, price = ref(row, 2), ref(row, 4)
        p = places.ev.price_share
        known = standing.total is not None
        part = f"price_share*N({price})"
        value = p * (standing.price_score or 0.0) if known else None
        quality = None if value is None or standing.total is None else standing.total - value
        sheet.formula(
            row, work, f'=IF(ISNUMBER({total}),{total}-{part},"")', quality, SCORE, "working"
        )
        formula = f'=IF(ISNUMBER({total}),{part},"")'
        sheet.formula(row, work + 1, formula, value, SCORE, "working")
    sheet.texts(RANKING, work, ("from quality", "from price"), "working head")
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for i, (name, colour) in enumerate((("from quality", ACCENT), ("from price", "#D08A2E"))):
        chart.add_series(
            {
                "name": name,
                "categories": [SUMMARY, first, 1, first + count - 1, 1],
                "values": [SUMMARY, first, work + i, first + count - 1, work + i],
                "fill": {"color": colour},
                "gap": 55,
            }
        )
    style_bars(chart, "Where the points come from", 100)
    chart.set_size({"width": 385, "height": _chart_height(count)})
    sheet.ws.insert_chart(RANKING - 1, 9, chart, {"object_position": 2})
