"""What stands in a column, in shares: the content by which columns are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.ids import id_like, is_date
from ossbuy.exchange.matrices.priorities import coverage
from ossbuy.exchange.matrices.words import Words

SAMPLE = 300
"""Cells of a column that are looked at."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What stands in a column below the header, as shares of its filled cells."""

    filled: int
    fill: float
    """Share of the table's rows in which it is filled."""
    distinct: float
    ids: float
    sentences: float
    words: float
    """Mean number of words of a cell."""
    numbers: float
    ticks: float
    values: int
    """Different values."""
    priority: float
    dates: float
    running: bool
    """Whether it only counts the rows: 1, 2, 3, …"""
    example: str


def profile(column: Sequence[str], rows: int, lists: Words) -> Profile:
    """What stands in a column; instructions do not count as filled."""
    said = [cell for cell in column[:SAMPLE] if cell.strip()]
    own = [cell for cell in said if not cell_words.instruction(cell, lists)]
    # "Please describe …" is how a questionnaire asks: only where few do so is it an instruction.
    said = said if len(own) < 0.5 * len(said) and len(said) > 2 else own
    filled = sum(bool(cell.strip()) for cell in column)
    if not said:
        return Profile(filled, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, False, "")
    n = len(said)
    counted = Counter(said)
    return Profile(
        filled=filled,
        fill=n / max(1, min(rows, SAMPLE)),
        distinct=len(counted) / n,
        ids=sum(id_like(cell) for cell in said) / n,
        sentences=sum(cell_words.sentence_like(cell) for cell in said) / n,
        words=sum(len(cell.split()) for cell in said) / n,
        numbers=sum(cell_words.number(cell) for cell in said) / n,
        ticks=sum(cell_words.tick(cell, lists) for cell in said) / n,
        values=len(counted),
        priority=coverage(said, lists) if len(counted) <= 40 else 0.0,
        dates=sum(is_date(cell) for cell in said) / n,
        running=n > 1 and said == [str(k) for k in range(1, n + 1)],
        example=cell_words.shown(said[0], 40),
    )
