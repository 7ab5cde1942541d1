"""Answers of an earlier bid, from its workbook."""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.exchange.bidding.foreign import read_foreign
from ossbuy.exchange.bidding.pack_in import is_pack, read_pack
from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.replies import Answer, Asked, Request, load_words, read_reply
from ossbuy.model.bid import Level, Response
from ossbuy.model.bidding import answered


@dataclass(frozen=True, slots=True)
class Given:
    """One answer given in an earlier bid."""

    code: str
    text: str
    """The requirement's text there."""
    answer: Response


def earlier_answers(book: Book) -> tuple[Given, ...]:
    """Answered rows of an earlier bid: a filled pack, or a buyer's own spreadsheet, filled.

    Raises:
        BadFile: it holds neither.
    """
    if not is_pack(book):
        return _from_any(book)
    read = read_pack(book)
    return tuple(
        Given(item.code, item.text, answer)
        for item in read.pack.items
        if (answer := read.answers.get(item.key)) is not None
        and answer.level is not Level.UNANSWERED
    )


def _from_any(book: Book) -> tuple[Given, ...]:
    """Requirements recognised as those of any matrix, answers read as a buyer would read them."""
    items = read_foreign(book, "").read.pack.items
    asked = {item.key: Asked(item.code, item.text, (item.section,), item.gate) for item in items}
    reply = read_reply(book, Request(asked), load_words())
    found = []
    for item in items:
        answer = reply.answers.get(item.key)
        if answer is not None and answer.level != Level.UNANSWERED.value:
            found.append(Given(item.code, item.text, response_of(answer, item.code)))
    return tuple(found)


def response_of(answer: Answer, code: str) -> Response:
    """An answer as it was read from a workbook, as ours."""
    fields = {
        "level": "" if answer.level == Level.UNANSWERED.value else answer.level,
        "delivery": answer.delivery,
        "evidence": answer.evidence,
        "available": answer.available[:500],
        "reference": answer.reference,
        "comment": answer.comment,
    }
    return answered(fields, Response(level=Level.UNANSWERED), code)
