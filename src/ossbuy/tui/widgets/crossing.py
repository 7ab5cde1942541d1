"""Lines between two columns that list the same things in different order."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from ossbuy.tui.text import plain

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bits of a braille cell, by row and column of its dots."""


def crossing(
    pairs: Sequence[tuple[int, int]], width: int, height: int, current: int = -1
) -> Content:
    """One braille line per pair (row on the left, row on the right); the current one stands out.

    Rows are text lines from 0; a line leaves its row level, crosses, and arrives level.
    """
    grid = [[0] * width for _ in range(height)]
    owner: dict[tuple[int, int], int] = {}
    # The current line is drawn last, over the others.
    for number in sorted(range(len(pairs)), key=lambda i: i == current):
        left, right = pairs[number]
        before = None
        for x in range(2 * width):
            t = x / max(1, 2 * width - 1)
            ease = t * t * (3 - 2 * t)
            y = round(4 * (left + (right - left) * ease) + 1.5)
            start = y if before is None else min(before, y)
            stop = y if before is None else max(before, y)
            for dot in range(start, stop + 1):
                row, column = dot // 4, x // 2
                if 0 <= row < height:
                    grid[row][column] |= DOTS[dot % 4][x % 2]
                    owner[row, column] = number
            before = y
    lines = []
    for row in range(height):
        cells = []
        for column in range(width):
            bits = grid[row][column]
            mine = owner.get((row, column)) == current and current >= 0
            style = "bold $text-accent" if mine else "$text-muted"
            cells.append(plain(chr(0x2800 + bits) if bits else " ", style))
        lines.append(Content.assemble(*cells))
    return Content("\n").join(lines)
