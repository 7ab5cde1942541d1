"""The words of a vendor and what they were taken as: one scale per column, one item per word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.replies.columns import Layout
from ossbuy.exchange.replies.items import Items, short
from ossbuy.exchange.replies.scales import Column
from ossbuy.exchange.replies.words import FACTS, Words, folded


def read_columns(
    layouts: Sequence[Layout],
    sheets: Sequence[Sheet],
    words: Words,
    settled: Mapping[str, Mapping[str, str]],
) -> dict[str, Column]:
    """A reader for each coded column, all sheets together: a vendor keeps to one scale."""
    found = {}
    for fact in FACTS:
        counts: Counter[str] = Counter()
        for layout in layouts:
            column = layout.roles.get(fact)
            if column is not None:
                counts.update(
                    row[column]
                    for row in sheets[layout.sheet].rows[layout.first :]
                    if column < len(row) and row[column]
                )
        found[fact] = Column(fact, words, counts, settled.get(fact))
    return found


def report_words(
    layouts: Sequence[Layout],
    sheets: Sequence[Sheet],
    columns: Mapping[str, Column],
    items: Items,
) -> dict[str, dict[str, str]]:
    """One item for every distinct word that was taken as another, and its cells coloured.

    Returns:
        By column, what every such word was taken as.
    """
    mapped: dict[str, dict[str, str]] = {}
    for fact in FACTS:
        reader = columns[fact]
        first: dict[str, tuple[int, int, int, str]] = {}
        counts: Counter[str] = Counter()
        known: dict[str, str] = {}
        for said, reading in reader.mapped():
            first[folded(said)] = (-1, 0, 0, said)
            mapped.setdefault(fact, {})[" ".join(said.split()).casefold()[:200]] = str(
                reading.meaning
            )
        if not first:
            continue
        for layout in layouts:
            column = layout.roles.get(fact, -1)
            if column < 0:
                continue
            for number, row in enumerate(
                sheets[layout.sheet].rows[layout.first :], start=layout.first + 1
            ):
                text = row[column] if column < len(row) else ""
                if not text:
                    continue
                if text not in known:
                    known[text] = folded(text) if folded(text) in first else ""
                said = known[text]
                if not said:
                    continue
                counts[said] += 1
                what = ""
                if counts[said] == 1:
                    # A note once; the colour says it again.
                    first[said] = (layout.sheet, number, column + 1, text)
                    taken = reader.read(text)
                    what = f"{short(text)} is taken as {taken.meaning} ({taken.why})."
                items.mark("mapped", layout.sheet, number, column + 1, what)
        for said, (sheet, number, column, text) in first.items():
            if sheet < 0:
                continue
            reading = reader.read(text)
            meant = reading.meaning.words if reading.meaning else ""
            cells = f"{counts[said]} cell{'' if counts[said] == 1 else 's'}"
            what = f"{fact}: {short(text)} was taken as {meant} in {cells} "
            what += f"({reading.why})."
            items.cell(
                "mapped",
                sheet,
                number,
                column,
                what,
                said=text,
                taken_as=str(reading.meaning),
                marked=False,
            )
    return mapped
