"""Trauma and Causes: what hurts, how much, and what it is put down to; all by formula."""

from __future__ import annotations

import numpy as np

from ossbuy.analysis.trauma import TERMS
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.places import CAUSES, PAIN_TOP, TRAUMA, Places
from ossbuy.exchange.report.sheet import COLUMNS, Book, Sheet, block, ref
from ossbuy.exchange.report.style import (
    ACCENT,
    COUNT,
    FACTOR,
    MONEY,
    PERCENT,
    SCORE,
    SHADES,
    style_bars,
)

(CODE, PAIN, WORDS, WHO, SEVERITY, FREQUENCY, BREADTH) = range(7)
(COST_LOW, COST, COST_HIGH, MONTHS, GRADE, FACTOR_COL) = range(7, 13)
FIRST_TERM = 13
INDEX, LOW, HIGH, SHARE = 18, 19, 20, 21
KNOWN, EARNED = 23, 24
CAUSE_TOP = 6
"""First row of the cause matrix; the row above carries each effect's trauma."""
FIRST_EFFECT = 5
ROLLED = 4
CHART_ROWS = 24


def trauma_cell(places: Places, node: str) -> str:
    """The cell that holds the trauma of a pain or the rolled-up trauma of a cause."""
    if node in places.pains:
        return ref(PAIN_TOP + 1 + places.pains.index(node), INDEX, TRAUMA)
    return ref(CAUSE_TOP + places.causes.index(node), ROLLED, CAUSES)


def write(book: Book, places: Places, figures: Figures) -> None:
    """Write both sheets."""
    _trauma(book, places)
    _causes(book, places, figures)


def _trauma(book: Book, places: Places) -> None:
    currency = places.project.description.currency
    widths = [5, 20, 34, 16, 10, 11, 9, 13, 13, 13, 8, 10, 10, 9, 11, 9, 8, 8, 9, 8, 8, 8, 3, 9, 9]
    sheet = book.sheet(
        TRAUMA,
        "What hurts",
        places.say(
            "Trauma index of each pain, 0 to 100: five terms, each up to its weight, times how "
            "well the pain is shown. Yellow cells are what people told us."
        ),
        widths,
    )
    heads = [
        "Id",
        "Pain",
        "In their words",
        "Who",
        "Severity, 1 to 5",
        "Frequency, 1 to 5",
        "Breadth, 1 to 5",
    ]
    heads += [f"Cost a year, {word} ({currency})" for word in ("low", "likely", "high")]
    heads += ["Months", "Evidence, A to D", "Evidence factor"]
    heads += [f"Points: {t}" for t in TERMS]
    heads += [places.say("Trauma index"), "At least", "At most", "Share of all"]
    sheet.texts(PAIN_TOP, 0, heads[:4], "head left")
    sheet.texts(PAIN_TOP, 4, heads[4:], "head")
    sheet.texts(PAIN_TOP, KNOWN, ("known weight", "earned share"), "working head")
    first, last = PAIN_TOP + 1, PAIN_TOP + max(1, len(places.pains))
    for i in range(len(places.pains)):
        _pain(sheet, places, i, first + i, block(first, INDEX, last, INDEX))
    row = last + 1
    if places.pains:
        sheet.texts(row, 0, ("", "All pains", "", "") + ("",) * 18, "strong")
        for col in (COST_LOW, COST, COST_HIGH):
            cells = block(first, col, last, col)
            values = [
                float(v)
                for p in places.project.pains.values()
                if (v := (p.cost_low, p.cost_likely, p.cost_high)[col - COST_LOW]) is not None
            ]
            sheet.formula(row, col, f"=SUM({cells})", sum(values), MONEY, "key number")
        total = float(places.ev.rolled.trauma.sum())
        sheet.formula(
            row, INDEX, f"=SUM({block(first, INDEX, last, INDEX)})", total, SCORE, "key number"
        )
    else:
        sheet.text(first, 0, "No pain has been told yet.", "sentence")
    for col in (SEVERITY, FREQUENCY, BREADTH):
        sheet.ws.data_validation(
            first,
            col,
            last,
            col,
            {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10},
        )
    sheet.choices(first, GRADE, last, "=pain_evidence_words")
    sheet.bars(first, INDEX, last)
    gross = ref(row, COST, TRAUMA) if places.pains else "0"
    book.workbook.define_name("gross_cost", f"={gross}")
    if places.pains:
        _chart(book, sheet, first, last)
        row += CHART_ROWS + 2
    sheet.finish((PAIN_TOP, PAIN_TOP), 2, (row, SHARE))


def _chart(book: Book, sheet: Sheet, first: int, last: int) -> None:
    """What each index is made of."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for t, term in enumerate(TERMS):
        chart.add_series(
            {
                "name": term,
                "categories": [TRAUMA, first, PAIN, last, PAIN],
                "values": [TRAUMA, first, FIRST_TERM + t, last, FIRST_TERM + t],
                "fill": {"color": SHADES[t]},
                "gap": 45,
            }
        )
    style_bars(chart, "What each index is made of", 100)
    chart.set_size({"width": 1250, "height": 20 * CHART_ROWS})
    sheet.ws.insert_chart(last + 3, 1, chart, {"object_position": 2})


def _pain(sheet: Sheet, places: Places, i: int, row: int, all_indices: str) -> None:
    pain = places.project.pains[places.pains[i]]
    ev = places.ev
    parts, inputs = ev.trauma, ev.matrix.trauma
    place = ev.indexed.index(pain.id) if pain.id in ev.indexed else None
    people = places.project.people
    sheet.text(row, CODE, pain.code, "code")
    sheet.text(row, PAIN, pain.name, "strong")
    sheet.text(row, WORDS, pain.statement)
    voice = people.get(pain.voice)
    sheet.text(row, WHO, "" if voice is None else voice.role or voice.label)
    for col, value in (
        (SEVERITY, pain.severity),
        (FREQUENCY, pain.frequency),
        (BREADTH, pain.breadth),
        (MONTHS, pain.months),
    ):
        sheet.number(row, col, value, COUNT, "input")
    costs = (pain.cost_low, pain.cost_likely, pain.cost_high)
    for col, cost in zip((COST_LOW, COST, COST_HIGH), costs, strict=True):
        sheet.number(row, col, None if cost is None else float(cost), MONEY, "input")
    sheet.text(row, GRADE, pain.evidence.value if pain.evidence else "", "input word")

    r = row + 1
    at = {name: f"${COLUMNS[col]}{r}" for name, col in _COLUMNS.items()}
    cost_known = f"AND(ISNUMBER({at['cost']}),ISNUMBER(exchange_rate))"
    known = "+".join(
        f'trauma_{t}*({at[t]}<>"")' if t != "cost" else f"trauma_cost*{cost_known}" for t in TERMS
    )
    shares = {t: f"{at[t]}/trauma_scale_top" for t in TERMS[:3]}
    shares["cost"] = (
        f"IF({cost_known},MIN(1,LN(1+{at['cost']}/exchange_rate/trauma_cost_floor)"
        "/LN(1+trauma_cost_ceiling/trauma_cost_floor)),0)"
    )
    shares["months"] = f"MIN(1,{at['months']}/trauma_months_ceiling)"
    earned = "+".join(f"trauma_{t}*{shares[t]}" for t in TERMS)
    values = _known_and_earned(places, i)
    sheet.formula(row, KNOWN, "=" + known, values[0], "0.00", "working")
    sheet.formula(row, EARNED, "=" + earned, values[1], "0.0000", "working")
    open_ = f'OR({at["severity"]}="",{at["grade"]}="")'
    found = f"INDEX(pain_evidence_values,MATCH({at['grade']},pain_evidence_words,0))"
    grade = f'=IF({at["grade"]}="","",{found})'
    sheet.formula(row, FACTOR_COL, grade, float(inputs.factor[i]), FACTOR)
    for t, term in enumerate(TERMS):
        has = cost_known if term == "cost" else f'{at[term]}<>""'
        typical = f"IF({at['known']}>0,{at['earned']}/{at['known']},0)"
        formula = (
            f'=IF({open_},"",100*{at["factor"]}*IF({has},trauma_{term}*{shares[term]},'
            f"{typical}*trauma_{term}))"
        )
        part = None if place is None else float(parts.points[place, t])
        sheet.formula(row, FIRST_TERM + t, formula, part, SCORE)
    terms = f"{COLUMNS[FIRST_TERM]}{r}:{COLUMNS[FIRST_TERM + 4]}{r}"
    index = ev.trauma_of(pain.id)
    low, high = ev.trauma_range_of(pain.id) or (None, None)
    sheet.formula(row, INDEX, f'=IF({open_},"",SUM({terms}))', index, SCORE, "key number")
    least = f"100*{at['factor']}*{at['earned']}"
    weights = "+".join(f"trauma_{t}" for t in TERMS)
    sheet.formula(row, LOW, f'=IF({open_},"",{least})', low, SCORE)
    most = f"{least}+100*{at['factor']}*({weights}-{at['known']})"
    sheet.formula(row, HIGH, f'=IF({open_},"",{most})', high, SCORE)
    total = float(ev.rolled.trauma.sum())
    share = index / total if index is not None and total > 0 else None
    cell = f"${COLUMNS[INDEX]}{r}"
    formula = f'=IF(ISNUMBER({cell}),IF(SUM({all_indices})>0,{cell}/SUM({all_indices}),""),"")'
    sheet.formula(row, SHARE, formula, share, PERCENT)


_COLUMNS = {
    "severity": SEVERITY,
    "frequency": FREQUENCY,
    "breadth": BREADTH,
    "cost": COST,
    "months": MONTHS,
    "grade": GRADE,
    "factor": FACTOR_COL,
    "known": KNOWN,
    "earned": EARNED,
}


def _known_and_earned(places: Places, i: int) -> tuple[float, float]:
    """Weight of the terms that are known, and what they earn of it."""
    inputs = places.ev.matrix.trauma
    c = inputs.coefficients
    cost = np.log1p(inputs.cost[i] / c.cost_floor) / np.log1p(c.cost_ceiling / c.cost_floor)
    levels = (inputs.severity[i], inputs.frequency[i], inputs.breadth[i])
    shares = np.array(
        [
            *(level / c.scale_top for level in levels),
            np.minimum(1, cost),
            np.minimum(1, inputs.months[i] / c.months_ceiling),
        ]
    )
    known = ~np.isnan(shares)
    return float((known * c.weights).sum()), float(np.nansum(shares * c.weights))


def _causes(book: Book, places: Places, figures: Figures) -> None:
    project, ev = places.project, places.ev
    effects = (*places.pains, *places.causes)
    # A cause that nothing feeds needs no column of its own.
    last_effect = FIRST_EFFECT + max(len(effects) - 1, 0)
    sheet = book.sheet(
        CAUSES,
        "Why it hurts",
        places.say(
            "How much of each pain or cause (across) is put down to each cause (down), in percent. "
            "Trauma follows the shares; what no cause explains stays where it is."
        ),
        [8, 46, 13, 9, 10] + [7] * max(1, len(effects)),
    )
    heads = ("Id", "Cause", "Kind", "Software can fix it", places.say("Trauma"))
    sheet.texts(4, 0, heads, "head left")
    for j, node in enumerate(effects):
        sheet.text(4, FIRST_EFFECT + j, project.label(node), "head")
    if not places.causes:
        sheet.text(CAUSE_TOP, 0, "No cause has been found yet.", "sentence")
        sheet.finish((4, 4), 2, (CAUSE_TOP, last_effect))
        return
    for col in range(FIRST_EFFECT):
        sheet.text(5, col, places.say("Trauma of each") if col == 1 else "", "strong")
    for j, node in enumerate(effects):
        value = figures.carried[node]
        own = trauma_cell(places, node)
        sheet.formula(5, FIRST_EFFECT + j, f"=N({own})", value, SCORE, "key number")
    for k, ident in enumerate(places.causes):
        cause, row = project.causes[ident], CAUSE_TOP + k
        sheet.text(row, 0, cause.code, "code")
        sheet.texts(row, 1, (cause.statement, cause.category))
        sheet.text(row, 3, cause.fixable, "word")
        # Causes stand below everything they feed, so a row never reaches its own column.
        reach = len(places.pains) + k - 1
        formula = "=0"
        if reach >= 0:
            shares = block(row, FIRST_EFFECT, row, FIRST_EFFECT + reach)
            carried = block(5, FIRST_EFFECT, 5, FIRST_EFFECT + reach)
            formula = f"=SUMPRODUCT({shares},{carried})"
        sheet.formula(row, ROLLED, formula, figures.carried[ident], SCORE, "key number")
        for j, effect in enumerate(effects):
            share = project.contributions.get((ident, effect))
            kind = "input" if share is not None else "number"
            sheet.number(row, FIRST_EFFECT + j, share, "0%", kind)
    bottom = CAUSE_TOP + len(places.causes)
    unexplained = places.say("Trauma left unexplained")
    nodes = ev.matrix.trauma.pains + ev.matrix.trauma.causes
    for col in range(FIRST_EFFECT):
        sheet.text(bottom, col, "Explained by causes" if col == 1 else "", "strong")
        sheet.text(bottom + 1, col, unexplained if col == 1 else "", "strong")
    for j, node in enumerate(effects):
        col = FIRST_EFFECT + j
        cells = block(CAUSE_TOP, col, bottom - 1, col)
        explained = sum(e.share for e in ev.matrix.trauma.edges if e.effect == nodes.index(node))
        sheet.formula(bottom, col, f"=SUM({cells})", explained, "0%", "key number")
        left = f"={ref(5, col)}*MAX(0,1-{ref(bottom, col)})"
        sheet.formula(bottom + 1, col, left, ev.retained_of(node), SCORE)
    sheet.bars(CAUSE_TOP, ROLLED, bottom - 1, None)
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": [CAUSES, CAUSE_TOP, 0, bottom - 1, 0],
            "values": [CAUSES, CAUSE_TOP, ROLLED, bottom - 1, ROLLED],
            "fill": {"color": ACCENT},
            "gap": 45,
            "data_labels": {"value": True, "num_format": "0"},
        }
    )
    style_bars(chart, places.say("Trauma that runs through each cause"), None)
    chart.set_legend({"none": True})
    chart.set_size({"width": 1000, "height": 20 * CHART_ROWS})
    sheet.ws.insert_chart(bottom + 3, 1, chart, {"object_position": 2})
    sheet.finish((4, 5), 2, (bottom + 3 + CHART_ROWS, last_effect))
