"""Places in a sheet as files write them: ``C7``, ``$B$2:$B$40``, ``B:B``, ``Lists!$A$1:$A$9``."""

from __future__ import annotations

import re
from typing import Final

from ossbuy.exchange.intake.book import Range
from ossbuy.exchange.intake.limits import MOST_COLUMNS, MOST_ROWS

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_BLOCK: Final = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?")
_WITH_SHEET: Final = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!\[\]()\"]+))!(.+)", re.S)


def number(letters: str) -> int:
    """1 for A, 27 for AA, 0 for nothing."""
    found = 0
    for letter in letters.upper():
        found = 26 * found + ord(letter) - 64
    return found


def cell(text: str) -> tuple[int, int] | None:
    """(row, column) of ``C7``, counted from 1."""
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    row, column = int(match[2]), number(match[1])
    return (row, column) if 1 <= row <= MOST_ROWS and column <= MOST_COLUMNS else None


def block(text: str) -> Range | None:
    """The cells of ``B2:C40``, ``B2``, ``B:C`` or ``2:7``; None for anything else."""
    match = _BLOCK.fullmatch(text.strip())
    if match is None or not (match[1] or match[2]):
        return None
    left, top = match[1], match[2]
    right, bottom = (match[3], match[4]) if ":" in text else (left, top)
    found = Range(
        top=int(top or 1),
        left=number(left) or 1,
        bottom=int(bottom or MOST_ROWS),
        right=number(right or "") or MOST_COLUMNS,
    )
    if not (1 <= found.top <= found.bottom <= MOST_ROWS and found.left <= found.right):
        return None
    return found if found.right <= MOST_COLUMNS else None


def blocks(text: str) -> tuple[Range, ...]:
    """The blocks of a list such as ``B2:B40 D2``."""
    return tuple(found for part in text.split() if (found := block(part)) is not None)


def with_sheet(text: str) -> tuple[str, str] | None:
    """(sheet, cells) of ``'My lists'!$A$1:$A$9``; None when no sheet is named."""
    match = _WITH_SHEET.fullmatch(text.strip())
    if match is None:
        return None
    return (match[1].replace("''", "'") if match[1] else match[2]), match[3]
