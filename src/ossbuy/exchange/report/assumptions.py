"""Assumptions: every coefficient the arithmetic uses, each a named cell the formulas refer to."""

from __future__ import annotations

from ossbuy.exchange.report.places import ASSUMPTIONS, Places, name_of, word_of
from ossbuy.exchange.report.sheet import Book, Sheet, block, ref

HEADER = 4
LOOKUPS = ("pain_evidence", "level", "delivery", "evidence")
_TITLES = {
    "trauma": "Trauma index",
    "pain_evidence": "Evidence behind a pain",
    "level": "Levels of an answer",
    "delivery": "Delivery classes",
    "evidence": "Evidence behind an answer",
    "hygiene": "Hygiene pool",
    "price": "Price",
    "layer": "Value layers",
    "noise": "Simulated judgement",
    "verdict": "Verdict",
    "floor": "Floor under root causes",
    "check": "Limits of the findings",
    "state": "Other states of knowledge",
}


def write(book: Book, places: Places) -> None:
    """Write the sheet and define the names."""
    model = places.ev.matrix.model
    sheet = book.sheet(
        ASSUMPTIONS,
        "Assumptions",
        f"Every number of judgement in this workbook, from the model “{model.title}”, version "
        f"{model.version}. Change a yellow cell and everything that rests on it changes.",
        (24, 62, 20, 13, 34, 10, 22, 13, 54),
    )
    sheet.texts(
        HEADER,
        0,
        (
            *("Name", "Meaning", "Word on the sheets", "Value", "Unit"),
            *("Lowest", "Highest", "Basis", "Where it comes from"),
        ),
        "head left",
    )
    row, group, taken = HEADER + 1, "", set[str]()
    spans: dict[str, tuple[int, int]] = {}
    for name in places.coefficients:
        coefficient = model.coefficients[name]
        family = name.partition(".")[0]
        if family != group:
            group, title = family, places.say(_TITLES.get(family, family))
            for col in range(9):
                sheet.text(row, col, title if col == 0 else "", "band")
            row += 1
        first, _ = spans.setdefault(family, (row, row))
        spans[family] = (first, row)
        shown = name if places.say(name) == name else name.replace("trauma.", "pain.")
        sheet.text(row, 0, shown, "code")
        sheet.text(row, 1, places.say(coefficient.meaning))
        sheet.text(row, 2, word_of(name), "word")
        if isinstance(coefficient.value, float):
            sheet.number(row, 3, coefficient.value, "#,##0.####", "input")
        else:
            sheet.text(row, 3, coefficient.value, "word")
        sheet.text(row, 4, coefficient.unit)
        sheet.number(row, 5, coefficient.low, "#,##0.####")
        sheet.number(row, 6, coefficient.high, "#,##0.####")
        sheet.text(row, 7, coefficient.basis.value, "word")
        sheet.text(row, 8, places.say(coefficient.source))
        if (defined := name_of(name)) not in taken:
            taken.add(defined)
            book.workbook.define_name(defined, "=" + ref(row, 3, ASSUMPTIONS))
        row += 1
    for family in LOOKUPS:
        first, last = spans[family]
        for what, col in (("words", 2), ("values", 3)):
            cells = block(first, col, last, col, ASSUMPTIONS)
            book.workbook.define_name(f"{family}_{what}", "=" + cells)
    last = _project_choices(book, sheet, places, row + 1)
    sheet.finish((HEADER, HEADER), 1, (last, 8))


def _project_choices(book: Book, sheet: Sheet, places: Places, row: int) -> int:
    """What this project chose beside λ and price (those stand on Weights)."""
    policy, description = places.project.policy, places.project.description
    model = places.ev.matrix.model
    sheet.text(row, 0, "Chosen for this project", "heading")
    sheet.texts(row, 1, [""] * 8, "heading")
    same = not description.currency or description.currency == model.currency
    # A rate without its date cannot be checked, so the engine does not use it either.
    rate = policy.exchange_rate if policy.exchange_date else None
    rows: list[tuple[str, str, float | None, str, str]] = [
        (
            "exchange_rate",
            places.say(
                f"{description.currency or 'Project currency'} per {model.currency}: the cost "
                "floor and ceiling of the trauma index are in the model's currency"
            ),
            1.0 if same else rate,
            "rate",
            "same currency" if same else policy.exchange_date or "no date stated",
        ),
        (
            "overlap_factor",
            "Share of the pains' costs left once double counting is taken out",
            policy.overlap_factor,
            "share of gross cost",
            "project policy",
        ),
        (
            "addressable_share",
            "Share of that a solution can reach at all",
            policy.addressable_share,
            "share",
            "project policy",
        ),
    ]
    rows += [
        (f"ramp_{year}", f"Share of that reached in year {year}", share, "share", "project policy")
        for year, share in enumerate(policy.ramp)
    ]
    for name, meaning, value, unit, source in rows:
        row += 1
        sheet.texts(row, 0, (name, meaning, ""))
        sheet.number(row, 3, value, "#,##0.####", "input")
        sheet.texts(row, 4, (unit, "", "", "policy", source))
        book.workbook.define_name(name, "=" + ref(row, 3, ASSUMPTIONS))
    row += 1
    sheet.texts(row, 0, ("project_currency", "Currency of every amount in this workbook", ""))
    sheet.text(row, 3, description.currency, "word")
    sheet.texts(row, 4, ("ISO 4217", "", "", "policy", f"base year {description.base_year or '—'}"))
    book.workbook.define_name("project_currency", "=" + ref(row, 3, ASSUMPTIONS))
    return row
