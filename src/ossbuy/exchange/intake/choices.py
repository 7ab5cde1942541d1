"""The words a drop-down offers: written in it, or standing in cells, perhaps on a hidden sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ossbuy.exchange.intake.book import Choices, Range
from ossbuy.exchange.intake.places import block, with_sheet

MOST_WORDS: Final = 1_000

Cells = Callable[[str, Range], Sequence[str]]
"""The texts of a block of a sheet, row by row."""


def offered(
    formula: str,
    ranges: tuple[Range, ...],
    extension: bool,
    sheet: str,
    names: Mapping[str, str],
    cells: Cells,
) -> Choices:
    """What a drop-down offers.

    Args:
        formula: as the file holds it: ``"Yes, No"``, ``Lists!$A$1:$A$4``, ``Levels``.
        ranges: the cells it is on.
        extension: whether it stands in the part that older programs drop.
        sheet: the sheet it is on, for cells without a sheet.
        names: what the defined names refer to, by name in small letters.
        cells: how the texts of cells are found.

    Returns:
        The words, trimmed, blanks and repeats left out; none when a formula works them out.
    """
    formula = formula.strip()
    source = "extension" if extension else "range"
    if formula.startswith('"'):
        inside = formula.removeprefix('"').removesuffix('"').replace('""', '"')
        return Choices(ranges, _words(inside.split(",")), "extension" if extension else "inline")
    seen: set[str] = set()
    while (name := formula.lstrip("=").casefold()) in names and name not in seen:
        seen.add(name)
        formula = names[name]
    placed = with_sheet(formula)
    where, area = placed if placed is not None else (sheet, formula.lstrip("="))
    found = block(area)
    return Choices(ranges, _words(cells(where, found)) if found is not None else (), source)


def _words(texts: Sequence[str]) -> tuple[str, ...]:
    words: dict[str, None] = {}
    for text in texts:
        if word := text.strip():
            words[word] = None
            if len(words) == MOST_WORDS:
                break
    return tuple(words)
