"""The votes of a room as dots, one per person: big where there is room for it."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from ossbuy.analysis.votes import Tally
from ossbuy.tui.text import cut, fit, one_line, plain

BIG: Final = (("▗▟██▙▖", "██████", "▝▜██▛▘"), ("▟██▙", "▜██▛"))
"""One vote over three lines, or over two."""


def vote_dots(tally: Tally, words: dict[str, str], width: int, height: int) -> Content:
    """One row per answer, the highest level first: the answer, its dots, how many.

    ``words`` says what an answer means. The answers at the median are marked.
    """
    order = list(reversed(range(len(tally.options)))) if tally.levels else range(len(tally.options))
    label = min(
        max((len(_label(o, words)) for o in tally.options), default=1) + 2, max(8, width // 3)
    )
    room = width - label - 6
    most = max(tally.counts, default=0)
    rows = len(tally.options)
    fitting = (
        dot
        for dot in BIG
        if most * (len(dot[0]) + 1) <= room and (len(dot) + 1) * rows - 1 <= height
    )
    big = next(fitting, None)
    middle = {str(level) for level in tally.levels}
    lines: list[Content] = []
    for place in order:
        answer, count = tally.options[place], tally.counts[place]
        here = answer in middle
        name = one_line(_label(answer, words), "bold $text-accent" if here else "bold")
        number = plain(f"{count:>3}" if count else "  ·", "bold" if count else "$text-muted")
        mark = plain(" ◄" if here else "  ", "$text-accent")
        style = "$text-accent" if here else "$bar"
        if big:
            for row, dots in enumerate(big):
                drawn = plain(" ".join([dots] * count), style)
                middle_row = row == (len(big) - 1) // 2
                head = fit(name if middle_row else "", label)
                tail = Content.assemble(number, mark) if middle_row else Content("")
                lines.append(Content.assemble(head, fit(drawn, room), " ", tail))
            lines.append(Content(""))
        else:
            dots = "● " * count if 2 * count <= room else "●" * count
            drawn = cut(plain(dots.rstrip(), style), room)
            lines.append(Content.assemble(fit(name, label), fit(drawn, room), " ", number, mark))
    while lines and not lines[-1].plain:
        lines.pop()
    return Content("\n").join(lines)


def _label(answer: str, words: dict[str, str]) -> str:
    return f"{answer} {words[answer]}" if answer in words else answer
