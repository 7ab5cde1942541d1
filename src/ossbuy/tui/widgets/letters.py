"""Large letters out of block characters, for whoever sits in the last row.

The shapes stand in ``letters.txt``, five dots wide and eight high: a line of characters, then
their eight rows of dots. A dot is drawn as two cells, as half a cell or as a quarter of one, so
the same shapes give three sizes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from textual.content import Content

from ossbuy.tui.text import one_line, plain

HEIGHT: Final = 8
"""Rows of dots: capitals take seven, what hangs below the line the eighth."""
CELL: Final = 6
"""Columns of the file per character: five dots and a gap."""
SPACE: Final = 3
"""Dots between words."""
ABOVE: Final = {
    # combining mark: two rows of dots above a small letter or a squeezed capital
    "\u0301": ("...#", "..#"),
    "\u0300": (".#", "..#"),
    "\u0302": ("..#", ".#.#"),
    "\u0303": (".##.#", "#.##"),
    "\u0308": (".#.#", ""),
    "\u030a": ("..#", "..#"),
    "\u030c": (".#.#", "..#"),
    "\u0304": (".###", ""),
    "\u0306": (".#.#", "..#"),
    "\u0307": ("..#", ""),
    "\u030b": (".#.#", "#.#"),
}
BELOW: Final = {"\u0327": "..#", "\u0326": "..#", "\u0328": "...#"}
"""Marks that hang below the line."""
SQUEEZED: Final = (0, 2, 3, 4, 6)
"""Rows of a capital that are kept where a mark stands above it."""
QUARTERS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the dots set: upper left 1, upper right 2, lower left 4, lower right 8."""

Dots = tuple[str, ...]
"""Eight rows of equal length, ``#`` for a dot and a space for none."""


@dataclass(frozen=True, slots=True)
class Size:
    """How a dot is drawn."""

    across: int
    """Dots in two cells across."""
    rows: int
    """Cells a line of letters is high."""


SIZES: Final = (Size(1, 8), Size(2, 4), Size(4, 4))
"""Largest first."""


def drawn(
    text: str,
    width: int,
    height: int,
    style: str = "",
    align: str = "center",
    sizes: Sequence[Size] = SIZES,
) -> Content:
    """A text as large as it can be drawn in so many cells.

    What cannot be drawn at all, for its length or its script, stands there as it is, in bold.
    """
    for size in sizes:
        if lines := _set(text, size, width):
            if len(lines) * size.rows > height:
                continue
            rows = [row for line in lines for row in _cells(line, size)]
            return Content("\n").join([plain(_aligned(row, width, align), style) for row in rows])
    return one_line(text, f"bold {style}".strip())


def _set(text: str, size: Size, width: int) -> list[Dots]:
    """A text broken between words into lines that fit; none where a word does not."""
    room = width * size.across // 2
    lines: list[Dots] = []
    words: list[str] = []
    for word in text.split():
        longer = _line(" ".join([*words, word]))
        if longer is None:
            return []
        if len(longer[0]) <= room:
            words.append(word)
            continue
        alone = _line(word)
        if not words or alone is None or len(alone[0]) > room:
            return []
        lines.append(_line(" ".join(words)) or ())
        words = [word]
    return [*lines, _line(" ".join(words)) or ()] if words else []


def _line(text: str) -> Dots | None:
    """The dots of one line."""
    rows = [""] * HEIGHT
    for character in unicodedata.normalize("NFC", text):
        shape = (" " * (SPACE - 1),) * HEIGHT if character == " " else _shape(character)
        if shape is None:
            return None
        rows = [f"{row} {part}" if row else part for row, part in zip(rows, shape, strict=True)]
    return tuple(rows)


@cache
def _shape(character: str) -> Dots | None:
    """A character's dots without the empty columns at either side."""
    known = _shapes()
    if character in known:
        return _trimmed(known[character])
    parts = unicodedata.normalize("NFD", character)
    base, marks = parts[0], parts[1:]
    if base not in known or not marks:
        return None
    rows = list(known["ı" if base == "i" else base])
    for mark in marks:
        if mark in BELOW:
            rows[-1] = _over(rows[-1], BELOW[mark])
        elif mark in ABOVE:
            if base.isupper():
                rows[:7] = ["", "", *(rows[i] for i in SQUEEZED)]
            rows[:2] = [_over(row, dots) for row, dots in zip(rows, ABOVE[mark], strict=False)]
        else:
            return None
    return _trimmed(tuple(rows))


@cache
def _shapes() -> Mapping[str, Dots]:
    """Every character of the file with its dots."""
    found: dict[str, Dots] = {}
    lines = Path(__file__).with_name("letters.txt").read_text(encoding="utf-8").split("\n")
    for start in range(0, len(lines) - HEIGHT, HEIGHT + 2):
        heads, rows = lines[start], lines[start + 1 : start + 1 + HEIGHT]
        for column in range(0, len(heads), CELL):
            end = column + CELL - 1
            found[heads[column]] = tuple(row[column:end].ljust(CELL - 1) for row in rows)
    return found


def _trimmed(rows: Dots) -> Dots:
    wide = max(map(len, rows))
    full = [row.ljust(wide) for row in rows]
    inked = [i for i in range(wide) if any(row[i] == "#" for row in full)]
    return tuple(row[inked[0] : inked[-1] + 1] for row in full)


def _over(row: str, dots: str) -> str:
    wide = max(len(row), len(dots))
    pairs = zip(row.ljust(wide), dots.ljust(wide), strict=True)
    return "".join("#" if "#" in pair else " " for pair in pairs)


def _cells(dots: Sequence[str], size: Size) -> list[str]:
    """Rows of block characters for rows of dots."""
    if size.across == 1:
        return ["".join("██" if dot == "#" else "  " for dot in row) for row in dots]
    pairs = list(zip(dots[::2], dots[1::2], strict=True))
    if size.across == 2:
        return [
            "".join(" ▀▄█"[(a == "#") + 2 * (b == "#")] for a, b in zip(up, low, strict=True))
            for up, low in pairs
        ]
    return [_quarters(up, low) for up, low in pairs]


def _quarters(up: str, low: str) -> str:
    wide = len(up) + len(up) % 2
    up, low = up.ljust(wide), low.ljust(wide)
    return "".join(
        QUARTERS[
            (up[i] == "#") + 2 * (up[i + 1] == "#") + 4 * (low[i] == "#") + 8 * (low[i + 1] == "#")
        ]
        for i in range(0, wide, 2)
    )


def _aligned(row: str, width: int, align: str) -> str:
    # Not stripped: a widget that centres its lines would move them against each other.
    return row.center(width) if align == "center" else row
