"""Front sheets: what this is, how far the reader has come, how to fill it in, by when."""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.exchange.pack.content import Filled, Pack
from ossbuy.exchange.pack.paper import Sheet
from ossbuy.exchange.pack.words import (
    ABOUT,
    ABOUT_HEADERS,
    ANSWER_HEADERS,
    ANSWERS,
    DELIVERIES_EXPLAINED,
    DRIVERS,
    EVIDENCE_EXPLAINED,
    FIRST_FILLED,
    FIXED,
    LEVELS_EXPLAINED,
    PRICE_HEADERS,
    PRICES,
    PUBLISHED,
    WHY,
    when,
)
from ossbuy.exchange.report.sheet import COLUMNS, block

_COLUMNS = 3
_NOT_SAID = ("Delivery", "Evidence")
START_WIDTHS = (5, 36, 104)


def answers_start(sheet: Sheet, pack: Pack, filled: Filled) -> None:
    """The front sheet of the answers workbook."""
    short = pack.stage == "short"
    asked = len(pack.items)
    what = (
        f"{pack.buyer} asks for a short first answer: {_count(asked, 'question')} that decide who "
        "is asked for a full answer."
        if short
        else f"{pack.buyer} asks for your answers to {_count(asked, 'requirement')}."
    )
    prices = "Prices go into a workbook of their own." if pack.priced else "No prices yet."
    row = _top(sheet, pack, f"{what} {prices}")
    row = _calendar(sheet, pack, row)
    row = _about_us(sheet, pack, row)
    row = _progress(sheet, pack, filled, row)
    row = _steps(sheet, row, _answer_steps(pack))
    for title, words in (
        ("Level: how far the requirement is met", LEVELS_EXPLAINED),
        ("Delivery: by what means", DELIVERIES_EXPLAINED),
        ("Evidence: what stands behind it", EVIDENCE_EXPLAINED),
    ):
        row = _pairs(sheet, row, title, words)
    row = _published(sheet, pack, row)
    sheet.finish(row, _COLUMNS)


def prices_start(sheet: Sheet, pack: Pack, first: int, last: int) -> None:
    """The front sheet of the price workbook; ``first`` and ``last`` are rows of prepared lines."""
    row = _top(
        sheet,
        pack,
        f"{pack.buyer} asks for your prices, line by line and year by year. Nobody opens this "
        "workbook before the quality of all answers is settled.",
    )
    row = _calendar(sheet, pack, row)
    row = _about_us(sheet, pack, row)
    row = _heading(sheet, row, "How far you are")
    at = len(PRICE_HEADERS)
    amounts = block(first, at, last, at + pack.years - 1, PRICES)
    items = block(first, 1, last, 1, PRICES)
    open_now = len(pack.lines) * pack.years
    blank = f"=SUMPRODUCT((LEN({items})>0)*(LEN({amounts})=0))"
    sheet.text(row, 1, "Amounts still blank", "label")
    sheet.formula(row, 2, blank, open_now, "figure")
    row = _steps(sheet, row + 2, _price_steps(pack))
    sheet.finish(row, _COLUMNS)


def _top(sheet: Sheet, pack: Pack, lead: str) -> int:
    sheet.height(0, 36)
    sheet.text(0, 1, pack.name, "title")
    sheet.text(1, 2, lead, "lead")
    row = _heading(sheet, 3, "This pack")
    stage = (
        "Short list: a first answer to few questions" if pack.stage == "short" else "Full request"
    )
    money = f"{pack.currency}, base year {pack.base_year}" if pack.base_year else pack.currency
    for label, said in (
        ("Buyer", pack.buyer),
        ("Lot", pack.lot),
        ("Stage", stage),
        ("Currency", money),
        ("Issued", when(pack.issued)),
        ("Version", pack.version),
        ("What changed", pack.changes),
    ):
        if said:
            sheet.text(row, 1, label, "label")
            sheet.text(row, 2, said, "said")
            row += 1
    sheet.text(row, 1, "Fingerprint", "label")
    sheet.text(row, 2, pack.hash, "mono")
    return row + 2


def _progress(sheet: Sheet, pack: Pack, filled: Filled, row: int) -> int:
    row = _heading(sheet, row, "How far you are")
    last = len(pack.items)

    def column(name: str) -> str:
        return block(
            1, ANSWER_HEADERS.index(name), max(last, 1), ANSWER_HEADERS.index(name), ANSWERS
        )

    def said(name: str) -> str:
        return f"(LEN(TRIM({column(name)}))>0)"

    gates = sum(item.gate for item in pack.items)
    # What the formulas come to, for programs that show a file without working it out.
    at = {name: ANSWER_HEADERS.index(name) - FIRST_FILLED for name in ("Level", *_NOT_SAID)}
    rows = [(item.gate, filled.answers.get(item.key, ())) for item in pack.items]
    levels = [(gate, said[at["Level"]], said) for gate, said in rows if said and said[at["Level"]]]
    open_now = {
        name: sum(level in ("Full", "Partial") and not said[at[name]] for _, level, said in levels)
        for name in _NOT_SAID
    }
    about = sum(bool(filled.about.get(q.key, ("",))[0]) for q in pack.questions)
    lines: list[tuple[str, str, str | int]] = [
        (
            "Requirements answered",
            f'=SUMPRODUCT(1*{said("Level")})&" of {last}"',
            f"{len(levels)} of {last}",
        ),
        (
            "Pass-or-fail answered",
            f'=SUMPRODUCT({said("Gate")}*{said("Level")})&" of {gates}"',
            f"{sum(gate for gate, _, _ in levels)} of {gates}",
        ),
        (
            "Full or partial, means not said",
            f'=SUMPRODUCT((({column("Level")}="Full")+({column("Level")}="Partial"))'
            f"*(1-{said('Delivery')}))",
            open_now["Delivery"],
        ),
        (
            "Full or partial, evidence not said",
            f'=SUMPRODUCT((({column("Level")}="Full")+({column("Level")}="Partial"))'
            f"*(1-{said('Evidence')}))",
            open_now["Evidence"],
        ),
    ]
    if pack.questions:
        place = ABOUT_HEADERS.index("Answer")
        answers = block(1, place, len(pack.questions), place, ABOUT)
        lines.append(
            (
                "Questions about you answered",
                f'=SUMPRODUCT(1*(LEN(TRIM({answers}))>0))&" of {len(pack.questions)}"',
                f"{about} of {len(pack.questions)}",
            )
        )
    for label, formula, now in lines:
        sheet.text(row, 1, label, "label")
        sheet.formula(row, 2, formula, now, "figure")
        sheet.height(row, 19)
        row += 1
    return row + 1


def _answer_steps(pack: Pack) -> tuple[str, ...]:
    letters = {name: COLUMNS[place] for place, name in enumerate(ANSWER_HEADERS)}
    return (
        "Yellow cells are yours; they turn white when answered, and amber where something is half "
        "said. Everything else is locked, so that we read back what we asked. There is no "
        "password and there are no macros. Excel, LibreOffice, Numbers and Google Sheets all do.",
        f"Sheet {ANSWERS}: one row per requirement. Begin with the rows marked pass or fail: an "
        "offer that fails one of them leaves the running.",
        f"Pick Level, Delivery and Evidence from the lists (columns {letters['Level']}, "
        f"{letters['Delivery']}, {letters['Evidence']}). Write under Available the release or date "
        "from which it can be had, and under Reference where the evidence can be seen.",
        "A partial answer with evidence is worth more to us than a yes without. An empty Level "
        "means that you did not answer; it is not counted as a no, and we will ask.",
        f"Sheet {ABOUT}: {_count(len(pack.questions), 'question')} about your team, your releases "
        "and your customers. Numbers, please, not adjectives; leave empty what you do not know.",
        *(
            (
                f"Sheet {WHY}: what causes our trouble. An answer that removes a cause is worth "
                "more than a list of features.",
            )
            if pack.reasons
            else ()
        ),
        "Work with several people if you like: split, sort and send back in parts. The hidden "
        "column A holds a key for every row, so please do not delete it.",
        "Send the filled workbook back as .xlsx. No prices in it: they have a workbook of their "
        "own.",
    )


def _price_steps(pack: Pack) -> tuple[str, ...]:
    return (
        f"Sheet {PRICES}: one row per priced line, one amount per contract year from Y0 (the year "
        f"of signature) to Y{pack.years - 1}, in {pack.currency or 'one currency'} without VAT.",
        "The prepared lines name what is easily forgotten: interfaces, migration, internal change "
        "and exit. Write 0 where nothing is charged, and say under Item where it is included. Add "
        "lines of your own below.",
        f"Driver: choose what the line grows with, or {FIXED}. For a line that grows, write the "
        f"unit price too; the amounts are then for the volumes on sheet {DRIVERS}, and we reckon "
        "other volumes with the unit price."
        if pack.volumes
        else f"Driver: choose {FIXED}, or say in words what the line grows with.",
        "Plain amounts, such as 1250000 or 1250000.50. No total row: we add up.",
        "Send it back as .xlsx, apart from the answers.",
    )


def _steps(sheet: Sheet, row: int, steps: Sequence[str]) -> int:
    row = _heading(sheet, row, "How to fill it in")
    for number, step in enumerate(steps, start=1):
        sheet.text(row, 1, f"{number}", "step")
        sheet.text(row, 2, step, "said")
        row += 1
    return row + 1


def _pairs(sheet: Sheet, row: int, title: str, words: Sequence[tuple[str, str]]) -> int:
    row = _heading(sheet, row, title)
    for word, meaning in words:
        sheet.text(row, 1, word, "label")
        sheet.text(row, 2, meaning, "said")
        row += 1
    return row + 1


def _calendar(sheet: Sheet, pack: Pack, row: int) -> int:
    if not pack.dues:
        return row
    row = _heading(sheet, row, "Calendar")
    for due in pack.dues:
        sheet.text(row, 1, due.what, "label")
        sheet.text(row, 2, f"{when(due.when)} · {due.note}" if due.note else when(due.when), "said")
        row += 1
    sheet.text(
        row,
        2,
        "Questions are answered in writing to everybody, without saying who asked.",
        "lead",
    )
    return row + 2


def _about_us(sheet: Sheet, pack: Pack, row: int) -> int:
    return _pairs(sheet, row, "About us", pack.about) if pack.about else row


def _published(sheet: Sheet, pack: Pack, row: int) -> int:
    if not pack.published:
        return row
    return _pairs(sheet, row, PUBLISHED, pack.published)


def _heading(sheet: Sheet, row: int, text: str) -> int:
    sheet.texts(row, 1, (text, ""), "heading")
    sheet.height(row, 20)
    return row + 1


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
