"""The workbook that goes with an addendum: every change on a row, words out and words in marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ossbuy.exchange.pack.changes import REWORDED, Change, in_words, word_by_word
from ossbuy.exchange.pack.paper import Paper, Sheet
from ossbuy.exchange.pack.words import when
from ossbuy.exchange.report.sheet import writable

CHANGES = "Changes"
QUESTIONS = "Questions"
_MOST_PIECES = 400
"""A cell with more runs than this is written plainly: spreadsheets grow slow over it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A published question: never who asked it."""

    code: str
    question: str
    answer: str
    requirements: tuple[str, ...]
    published: str
    """UTC, ISO 8601 with a Z."""
    changes_request: bool = False


@dataclass(frozen=True, slots=True)
class Addendum:
    """What an addendum says."""

    name: str
    buyer: str
    version: str
    previous: str
    issued: str
    summary: str
    """In the buyer's words; may be empty."""
    changes: tuple[Change, ...]
    answered: tuple[Answered, ...] = ()


def write_addendum(addendum: Addendum) -> bytes:
    """The diff workbook of an addendum: Changes, and Questions where some were answered."""
    title = f"{addendum.name} · addendum {addendum.version}"
    paper = Paper(title, f"{addendum.buyer} · {title}", addendum.issued)
    sheet = paper.sheet(CHANGES, (11, 9, 58, 58, 58))
    sheet.height(0, 34)
    sheet.text(0, 0, f"{addendum.name}: addendum {addendum.version}", "title")
    counted = in_words(addendum.changes)
    said = (
        f"Issued {when(addendum.issued)}, in place of version {addendum.previous}: {counted}. "
        f"Answers to version {addendum.previous} are kept; where a requirement changed, please "
        "look at yours again."
    )
    sheet.text(1, 0, said, "line")
    row = 2
    if addendum.summary:
        sheet.text(row, 0, addendum.summary, "line")
        row += 1
    row += 1
    heads = ("What", "Id", "Words out and in", "As it was", "As it is now")
    sheet.texts(row, 0, heads, "head")
    head = row
    kind = ""
    for change in addendum.changes:
        row += 1
        first, kind = bool(kind) and change.kind != kind, change.kind
        sheet.text(row, 0, change.kind, "label", first)
        sheet.text(row, 1, change.code, "code", first)
        _marked(sheet, row, 2, change, first)
        sheet.texts(row, 3, (change.before, change.after), "text", first)
    sheet.ws.freeze_panes(head + 1, 2)
    sheet.ws.repeat_rows(head)
    sheet.finish(row, 5)
    if addendum.answered:
        _questions(paper, addendum.answered)
    sheet.ws.activate()
    return paper.close()


def write_clarifications(name: str, buyer: str, made: str, answered: Sequence[Answered]) -> bytes:
    """The log of published questions as a workbook of its own."""
    title = f"{name} · questions and answers"
    paper = Paper(title, f"{buyer} · {title}", made)
    _questions(paper, answered)
    return paper.close()


def _marked(sheet: Sheet, row: int, column: int, change: Change, first: bool) -> None:
    """Words that went out struck through, words that came in bold, others as they are."""
    look = sheet.paper.look("text", first)
    pieces = word_by_word(change.before, change.after) if change.kind == REWORDED else ()
    fonts = {kind: sheet.paper.look(kind) for kind in ("same", "out", "in")}
    parts: list[Any] = []
    for piece in pieces:
        text = writable(piece.text)[0]
        if text:
            parts += [fonts[piece.kind], text]
    if 4 <= len(parts) <= _MOST_PIECES:
        # The text decides the height of the row; the rich string is written over it.
        sheet.text(row, column, "".join(piece.text for piece in pieces), "text", first)
        sheet.ws.write_rich_string(row, column, *parts, look)
    else:
        sheet.text(row, column, "" if change.kind != REWORDED else change.after, "text", first)


def _questions(paper: Paper, answered: Sequence[Answered]) -> None:
    sheet = paper.sheet(QUESTIONS, (8, 16, 60, 78, 14, 18))
    heads = ("Question", "About", "Asked", "Answered", "Changes what is asked", "Published")
    sheet.texts(0, 0, heads, "head")
    sheet.height(0, 32)
    for row, said in enumerate(answered, start=1):
        sheet.text(row, 0, said.code, "code")
        sheet.texts(row, 1, (" ".join(said.requirements), said.question, said.answer), "text")
        sheet.text(row, 4, "yes" if said.changes_request else "", "gate")
        sheet.text(row, 5, when(said.published), "quiet")
    sheet.table(len(answered), len(heads), 1)


def clarifications_page(name: str, answered: Sequence[Answered]) -> str:
    """The log of published questions as Markdown."""
    from ossbuy.exchange.markdown import plain

    lines = [f"# {plain(name)}: questions and answers", ""]
    for said in answered:
        about = f" (about {plain(', '.join(said.requirements))})" if said.requirements else ""
        lines += [f"## {plain(said.code)}{about}", "", plain(said.question), ""]
        lines += [plain(said.answer), ""]
        if said.changes_request:
            lines += ["This changes what is asked: it is part of an addendum.", ""]
        lines += [f"Published {when(said.published)}.", ""]
    return "\n".join(lines)
