"""The workbook that vendors answer in: one row per requirement, one column per fact."""

from __future__ import annotations

from typing import Final

from ossbuy.exchange.pack.content import Filled, Pack
from ossbuy.exchange.pack.paper import Paper, Sheet
from ossbuy.exchange.pack.start import START_WIDTHS, answers_start
from ossbuy.exchange.pack.words import (
    ABOUT,
    ABOUT_HEADERS,
    ANSWER_HEADERS,
    ANSWERS,
    DELIVERY_CHOICES,
    EVIDENCE_CHOICES,
    FIRST_FILLED,
    GATE,
    LEVEL_WORDS,
    START,
    WHY,
    WHY_HEADERS,
)
from ossbuy.exchange.report.sheet import COLUMNS

_WIDTHS: Final = (12, 9, 18, 52, 9, 12, 19, 13, 17, 28, 38)
_ABOUT_WIDTHS: Final = (12, 6, 24, 66, 16, 26, 40)
_WHY_WIDTHS: Final = (12, 9, 50, 60, 40)


def write_answers(pack: Pack, filled: Filled | None = None) -> bytes:
    """The answers workbook of a pack: Start, Answers, About you, and Why where causes are shown.

    ``filled`` is what a bidder answered; the pack as it goes out has nothing in its yellow cells.
    """
    filled = filled or Filled()
    stage = "short list" if pack.stage == "short" else "answers"
    title = f"{pack.name} · {stage} {pack.version}"
    paper = Paper(title, f"{pack.buyer} · {title}", pack.issued)
    start = paper.sheet(START, START_WIDTHS)
    # Sheets stand in the order they are begun; the front sheet is written when the rest is.
    _answers(paper.sheet(ANSWERS, _WIDTHS), pack, filled)
    _about(paper.sheet(ABOUT, _ABOUT_WIDTHS), pack, filled)
    if pack.reasons:
        _why(paper.sheet(WHY, _WHY_WIDTHS), pack)
    answers_start(start, pack, filled)
    paper.fingerprint(pack.project, pack.version, pack.hash)
    start.ws.activate()
    return paper.close()


def _answers(sheet: Sheet, pack: Pack, filled: Filled) -> None:
    sheet.texts(0, 0, ANSWER_HEADERS, "head")
    sheet.height(0, 24)
    section = None
    for row, item in enumerate(pack.items, start=1):
        first = section is not None and item.section != section
        section = item.section
        sheet.text(row, 0, item.key, "key")
        sheet.text(row, 1, item.code, "code", first)
        sheet.text(row, 2, item.section, "quiet", first)
        sheet.text(row, 3, item.text, "text", first)
        sheet.text(row, 4, GATE if item.gate else "", "gate", first)
        said = filled.answers.get(item.key, _NOTHING)
        for column in range(FIRST_FILLED, len(ANSWER_HEADERS)):
            kind = "fill word" if ANSWER_HEADERS[column] in _CHOSEN else "fill"
            sheet.text(row, column, said[column - FIRST_FILLED], kind, first)
    last = len(pack.items)
    for name, (words, hint) in _CHOSEN.items():
        sheet.choose(1, ANSWER_HEADERS.index(name), last, words, name, hint)
    _shades(sheet, last)
    sheet.ws.set_column(0, 0, _WIDTHS[0], None, {"hidden": True})
    sheet.table(last, len(ANSWER_HEADERS), 2)


_NOTHING: Final = ("",) * (len(ANSWER_HEADERS) - FIRST_FILLED)


def _shades(sheet: Sheet, last: int) -> None:
    """What is answered turns white, so that yellow is what is left; what is half said, amber."""
    level = COLUMNS[ANSWER_HEADERS.index("Level")]
    for name in ("Delivery", "Evidence"):
        column = ANSWER_HEADERS.index(name)
        half = f'=AND(OR(${level}2="Full",${level}2="Partial"),LEN(TRIM(${COLUMNS[column]}2))=0)'
        sheet.shade(1, column, last, column, half, "half")
    answered = f"=LEN(TRIM(${level}2))>0"
    sheet.shade(1, FIRST_FILLED, last, len(ANSWER_HEADERS) - 1, answered, "done")


_CHOSEN: Final = {
    "Level": (LEVEL_WORDS, "Leave it empty where you do not answer."),
    "Delivery": (DELIVERY_CHOICES, "Add words of your own under Comment."),
    "Evidence": (EVIDENCE_CHOICES, "Say under Reference where it can be seen."),
}


def _about(sheet: Sheet, pack: Pack, filled: Filled) -> None:
    sheet.texts(0, 0, ABOUT_HEADERS, "head")
    sheet.height(0, 24)
    subject = None
    for row, question in enumerate(pack.questions, start=1):
        first = subject is not None and question.subject != subject
        subject = question.subject
        sheet.text(row, 0, question.key, "key")
        sheet.text(row, 1, str(row), "code", first)
        sheet.text(row, 2, question.subject, "quiet", first)
        sheet.text(row, 3, question.text, "text", first)
        sheet.text(row, 4, question.unit, "quiet", first)
        kind = {"number": "fill number", "percent": "fill number", "text": "fill"}
        said, note = filled.about.get(question.key, ("", ""))
        sheet.answer(row, 5, said, kind.get(question.kind, "fill word"), first)
        sheet.text(row, 6, note, "fill", first)
        if question.kind == "number":
            sheet.measure(row, 5, row, 0, None, "Answer")
        elif question.kind == "percent":
            sheet.measure(row, 5, row, 0, 100, "Answer")
        elif words := ("Yes", "No") if question.kind == "yes-no" else question.choices:
            sheet.choose(row, 5, row, words, "Answer", "Add words of your own under Comment.")
    last = len(pack.questions)
    sheet.ws.set_column(0, 0, _ABOUT_WIDTHS[0], None, {"hidden": True})
    sheet.table(last, len(ABOUT_HEADERS), 2)


def _why(sheet: Sheet, pack: Pack) -> None:
    sheet.texts(0, 0, WHY_HEADERS, "head")
    sheet.height(0, 24)
    for row, reason in enumerate(pack.reasons, start=1):
        sheet.text(row, 0, reason.key, "key")
        sheet.text(row, 1, reason.code, "code")
        sheet.texts(row, 2, (reason.cause, reason.effects, " ".join(reason.requirements)), "text")
    sheet.ws.set_column(0, 0, _WHY_WIDTHS[0], None, {"hidden": True})
    sheet.table(len(pack.reasons), len(WHY_HEADERS), 2)
