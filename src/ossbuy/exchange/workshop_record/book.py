"""The record of a workshop as a workbook in the look of the decision workbook."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from xlsxwriter.workbook import Workbook

from ossbuy.exchange.report.sheet import Book, Sheet, block, writable
from ossbuy.exchange.report.style import ACCENT, COUNT
from ossbuy.exchange.workshop_record.content import Moved, Record, Told
from ossbuy.exchange.writing import put_file

WORKSHOP: Final = "Workshop"
PAINS: Final = "Pains"
ANSWERS: Final = "Causes and requirements"
WEIGHTS: Final = "Links and weights"
VOTES: Final = "Votes"
OPEN: Final = "Parked and open"
ORDER: Final = (WORKSHOP, PAINS, ANSWERS, WEIGHTS, VOTES, OPEN)
TOP: Final = 4
"""Row of the first heads, below title, lead and what is said about the whole."""
STATUS: Final = {"new": "told here", "changed": "changed", "removed": "removed"}


def write_book(record: Record, out: Path) -> None:
    """Write the workbook; BadFile when that cannot be done."""
    content = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = Workbook(content, options)
    book = Book(workbook, _footer(record), ORDER)
    title, _ = writable(f"{record.code} {record.title}".strip())
    workbook.set_properties({"title": title[:200], "comments": record.head})
    _workshop(book, record)
    _pains(book, record)
    _answers(book, record)
    _weights(book, record)
    _votes(book, record)
    _open(book, record)
    for sheet in book.sheets.values():
        sheet.ws.set_tab_color(ACCENT)
    workbook.close()
    put_file(out, content.getvalue(), "the workbook")


def _footer(record: Record) -> str:
    name = writable(f"{record.project} {record.code}")[0].replace("\n", " ")[:80]
    return f"&L&8{name.replace('&', '&&')}&C&8journal {record.head[:16]}&R&8page &P of &N"


def _workshop(book: Book, record: Record) -> None:
    """What it was, who was there, how the time went."""
    led = f"led by {record.facilitator}" if record.facilitator else ""
    held = f"held on {record.on}" if record.on else ""
    until = f"ended {record.ended}" if record.ended else "still running"
    begun = f"begun {record.began}" if record.began else ""
    said = (record.project, held, led, begun, until)
    sheet = book.sheet(
        WORKSHOP,
        " ".join(part for part in (record.code, record.title) if part),
        " · ".join(part for part in said if part),
        (6, 34, 22, 10, 10, 10, 10, 10, 40),
    )
    sheet.within(9)
    if record.caution:
        sheet.wide(2, 0, 8, f"Caution: {record.caution}", "warning")
    row = TOP
    sheet.text(row - 1, 0, "Agenda", "heading")
    heads = ("No.", "Step", "Had the word", "Planned", "Granted", "Taken", "Began", "Ended")
    sheet.texts(row, 0, (*heads[:3],), "head left")
    sheet.texts(row, 3, heads[3:], "head")
    sheet.text(row, 8, "Note", "head left")
    first = row + 1
    for i, step in enumerate(record.steps):
        row = first + i
        sheet.text(row, 0, str(i + 1), "code")
        sheet.text(row, 1, step.title, "strong")
        sheet.text(row, 2, ", ".join(step.spoken))
        sheet.number(row, 3, step.planned, COUNT)
        sheet.number(row, 4, step.extra or None, COUNT)
        sheet.number(row, 5, step.taken, COUNT, "key number")
        sheet.texts(row, 6, (step.began, step.ended), "word")
        sheet.text(row, 8, step.note)
    if record.steps:
        last, row = row, row + 1
        sheet.texts(row, 0, ("", "In all, minutes", ""), "strong")
        totals = (
            (3, sum(s.planned or 0 for s in record.steps)),
            (4, sum(s.extra for s in record.steps)),
            (5, record.taken),
        )
        for col, value in totals:
            formula = f"=SUM({block(first, col, last, col)})"
            sheet.formula(row, col, formula, value, COUNT, "key number")
    else:
        row = first
        sheet.text(row, 1, "No agenda is on record.", "sentence")
    row += 2
    sheet.text(row, 0, "Who was there", "heading")
    row += 1
    sheet.texts(row, 0, ("", "Name", "Role"), "head left")
    sheet.texts(row, 3, ("Steps spoken in", ""), "head")
    for seat in record.seats:
        row += 1
        sheet.texts(row, 0, ("", seat.name), "strong")
        sheet.text(row, 2, seat.role)
        sheet.number(row, 3, seat.spoke or None, COUNT)
        sheet.text(row, 4, "left early" if seat.left else "", "word")
    if not record.seats:
        row += 1
        sheet.text(row, 1, "Nobody is noted.", "sentence")
    sheet.finish((TOP, TOP), 2, (row, 8))
    sheet.ws.activate()


def _pains(book: Book, record: Record) -> None:
    sheet = book.sheet(
        PAINS,
        "What hurts",
        "Pains told, changed or removed in this workshop, in the words of those who told them.",
        (8, 30, 58, 22, 12, 60),
    )
    row = TOP
    if record.triggers:
        row = _told(sheet, row, "Why now", "Trigger", record.triggers, "") + 3
    row = _told(sheet, row, "Pains", "Pain", record.pains, record.nothing)
    sheet.finish((0, 1), 2, (row, 5))


def _answers(book: Book, record: Record) -> None:
    sheet = book.sheet(
        ANSWERS,
        "Why it hurts, and what would heal it",
        "Causes and requirements found, written, changed or removed in this workshop.",
        (8, 30, 58, 22, 12, 60),
    )
    row = _told(sheet, TOP, "Causes", "Cause", record.causes, record.nothing) + 3
    row = _told(sheet, row, "Requirements", "Requirement", record.requirements, record.nothing)
    sheet.finish((0, 1), 2, (row, 5))


def _told(
    sheet: Sheet, row: int, heading: str, what: str, told: Sequence[Told], nothing: str
) -> int:
    """A block of things; the last row written."""
    sheet.text(row - 1, 0, heading, "heading")
    sheet.texts(row, 0, ("Id", what, "In words", "Said by"), "head left")
    sheet.text(row, 4, "Here", "head")
    sheet.text(row, 5, "Told or changed, and why", "head left")
    for thing in told:
        row += 1
        sheet.text(row, 0, thing.code, "code")
        sheet.text(row, 1, thing.name, "strong")
        sheet.text(row, 2, "" if thing.words == thing.name else thing.words)
        sheet.text(row, 3, thing.by)
        sheet.text(row, 4, STATUS[thing.status], "word")
        sheet.text(row, 5, "\n".join(thing.changes))
    if not told:
        row += 1
        sheet.text(row, 1, nothing, "sentence")
    return row


def _weights(book: Book, record: Record) -> None:
    sheet = book.sheet(
        WEIGHTS,
        "What asks for what, and what counts",
        "Links, shares of causes and weights as this workshop left them, where it moved them.",
        (52, 16, 16, 70),
    )
    row = _moved(sheet, TOP, "Links and shares", record.links, record.nothing) + 3
    row = _moved(sheet, row, "Weights", record.weights, record.nothing)
    sheet.finish((0, 1), 1, (row, 3))


def _moved(sheet: Sheet, row: int, heading: str, moved: Sequence[Moved], nothing: str) -> int:
    sheet.text(row - 1, 0, heading, "heading")
    sheet.text(row, 0, "What", "head left")
    sheet.texts(row, 1, ("Was", "Is"), "head")
    sheet.text(row, 3, "Why", "head left")
    for one in moved:
        row += 1
        sheet.text(row, 0, one.of, "strong")
        sheet.texts(row, 1, (one.was, one.now), "word")
        sheet.text(row, 3, one.why)
    if not moved:
        row += 1
        sheet.text(row, 0, nothing, "sentence")
    return row


def _votes(book: Book, record: Record) -> None:
    sheet = book.sheet(
        VOTES,
        "What the room voted",
        "Votes were hidden until everybody in the room had voted or was passed over by name.",
        (8, 40, 9, 70, 40),
    )
    row = TOP - 1
    for vote in record.votes:
        sheet.text(row, 0, vote.code, "code")
        sheet.wide(row, 1, 4, vote.text, "strong")
        row += 1
        about = f"About {vote.about}. " if vote.about else ""
        led = f" Led to: {vote.led_to}." if vote.led_to else ""
        sheet.wide(row, 1, 4, f"{about}{vote.summary}{led}", "sentence")
        row += 1
        sheet.text(row, 1, "Answer", "head left")
        sheet.text(row, 2, "Votes", "head")
        named = any(answer.names for answer in vote.answers)
        sheet.texts(row, 3, ("By" if named else "", "Said with it"), "head left")
        first = row + 1
        for answer in vote.answers:
            row += 1
            sheet.text(row, 1, answer.answer, "word")
            sheet.number(row, 2, answer.votes, COUNT, "key number")
            sheet.text(row, 3, ", ".join(answer.names))
            sheet.text(row, 4, "\n".join(answer.comments))
        sheet.bars(first, 2, row, None)
        row += 2
    if not record.votes:
        sheet.text(row, 1, "None.", "sentence")
    sheet.finish((0, 1), 1, (row, 4))


def _open(book: Book, record: Record) -> None:
    sheet = book.sheet(
        OPEN,
        "What is parked, and what is open",
        "Nothing said was lost: what was put aside, what became of it, and what is left to do.",
        (8, 60, 24, 60),
    )
    row = TOP
    sheet.text(row - 1, 0, "Parked", "heading")
    sheet.texts(row, 0, ("Id", "What", "Brought up by", "What became of it"), "head left")
    for item in record.parked:
        row += 1
        sheet.text(row, 0, item.code, "code")
        sheet.texts(row, 1, (item.text, item.by, item.resolution or "still open"))
    if not record.parked:
        row += 1
        sheet.text(row, 1, "None.", "sentence")
    row += 2
    sheet.text(row, 0, "Open", "heading")
    for sentence in record.open:
        row += 1
        sheet.wide(row, 0, 3, sentence, "sentence")
    if not record.open:
        row += 1
        sheet.text(row, 1, "None.", "sentence")
    if book.repairs:
        row += 2
        sheet.text(row, 0, "Texts a cell could not hold as they are", "heading")
        for repair in tuple(book.repairs):
            row += 1
            sheet.wide(row, 0, 3, repair, "sentence")
    sheet.finish((0, 1), 1, (row, 3))
