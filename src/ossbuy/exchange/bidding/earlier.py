"""Answers of an earlier bid, from its workbook."""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.exchange.bidding.pack_in import read_pack
from ossbuy.exchange.intake.book import Book
from ossbuy.model.bid import Level, Response


@dataclass(frozen=True, slots=True)
class Given:
    """One answer given in an earlier bid."""

    code: str
    text: str
    """The requirement's text there."""
    answer: Response


def earlier_answers(book: Book) -> tuple[Given, ...]:
    """Answered rows of an earlier answers workbook. Raises BadFile where it is none."""
    read = read_pack(book)
    return tuple(
        Given(item.code, item.text, answer)
        for item in read.pack.items
        if (answer := read.answers.get(item.key)) is not None
        and answer.level is not Level.UNANSWERED
    )
