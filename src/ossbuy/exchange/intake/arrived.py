"""Sheets as the reading process sent them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.intake.texts import CELL, ROW, SHEET


def received(heads: Sequence[Sequence[str]], body: bytes) -> Iterator[Sheet]:
    """The sheets of a file as the reading process sent them."""
    texts = body.decode().split(SHEET) if heads else []
    for (name, place, state), text in zip(heads, texts, strict=True):
        rows = tuple(
            [tuple(line.split(CELL)) if line else () for line in text.split(ROW)] if text else ()
        )
        yield Sheet(name, place, rows, state)
