"""Rank acceptability: how often each vendor takes each place."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from ossbuy.tui.text import cut, fit, one_line, plain

SHADES = "█▓▒░·"
"""First place is full, every later one lighter; from the fifth on a dot."""
STYLES = ("$text-success", "$bar", "$bar", "$text-muted", "$text-muted")
NAME = 20


def whole(shares: Sequence[float], width: int) -> list[int]:
    """Cells per share that sum to the width: largest remainders get the last cells."""
    exact = [share * width for share in shares]
    cells = [int(x) for x in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: cells[i] - exact[i])
    for i in by_rest[: round(sum(exact)) - sum(cells)]:
        cells[i] += 1
    return cells


def strip(label: str, shares: Sequence[float], width: int, *, strong: bool = False) -> Content:
    """One vendor: a bar cut into its places, then the share of first and of second places."""
    tail = 18
    room = max(8, width - NAME - tail)
    parts = [fit(one_line(label, "bold" if strong else ""), NAME)]
    for place, cells in enumerate(whole(shares, room)):
        kind = min(place, len(SHADES) - 1)
        parts.append(plain(SHADES[kind] * cells, STYLES[kind]))
    second = shares[1] if len(shares) > 1 else 0.0
    parts.append(plain(f"{100 * shares[0]:7.1f} %", "bold"))
    parts.append(plain(f"{100 * second:7.1f} %", "$text-muted"))
    return cut(Content.assemble(*parts), width)


def legend(width: int) -> Content:
    """What the shades mean, above the strips; the heads of the two numbers."""
    said = fit(plain("█ 1st ▓ 2nd ▒ 3rd ░ 4th · later", "$text-muted"), width - 18)
    return cut(Content.assemble(said, plain("      1st      2nd", "$text-muted")), width)
