"""What a sheet holds beside its values, cut down to what reading a matrix needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ossbuy.exchange.intake.book import Range, SheetStructure

LONGEST_LIST = 50
"""Words of a drop-down beyond which it is no scale of answers but a catalogue."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet holds beside its values, as far as reading a matrix needs it."""

    merges: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncached: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of formulas without a stored value."""
    failed: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of cells that hold an error such as #REF!."""
    comments: int = 0
    protected: bool = False
    pictures: int = 0
    choices: Mapping[int, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """By column: the words its drop-down offers, trimmed."""


def layout_of(sheet: SheetStructure) -> Layout:
    """The layout of a sheet; words of drop-downs are trimmed and in small letters."""
    choices: dict[int, frozenset[str]] = {}
    for one in sheet.choices:
        words = frozenset(" ".join(word.split()).casefold() for word in one.words if word.strip())
        if not words or len(words) > LONGEST_LIST:
            continue
        for block in one.ranges:
            for column in range(block.left, min(block.right, block.left + 50) + 1):
                choices[column] = choices.get(column, frozenset()) | words
    return Layout(
        merges=sheet.merges,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
        uncached=sheet.uncached,
        failed=sheet.failed,
        comments=len(sheet.comments),
        protected=sheet.protected,
        pictures=sheet.pictures,
        choices=MappingProxyType(choices),
    )
