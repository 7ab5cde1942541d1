"""The scale of the marks: written somewhere in the sheet, else told from the highest mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ossbuy.exchange.comparisons.cells import GRADE, NUMBER, Said
from ossbuy.exchange.comparisons.comparison import HIGH, LOW, Corrections, Scale
from ossbuy.exchange.comparisons.grid import Grid
from ossbuy.exchange.comparisons.words import Words, plain

TOPS = (1.0, 3.0, 4.0, 5.0, 10.0, 100.0)
"""Ends of scales in use, tried in this order when none is written."""
_RANGE = re.compile(
    r"(?<![\d.,/-])(\d{1,2})\s*(?:-|–|—|to|bis|à|a|\.\.\.?|…)\s*(\d{1,3})(?!\s*(?:[.,/-]\s*\d|%|\d))",
    re.I,
)
_NAMED = re.compile(r"(?<![\d.,])(\d{1,3})\s*[=:(–-]\s*\(?([^\W\d][^\d;,)\n]{2,40})")
_ABOUT = re.compile(
    r"(?i)\b(scale|score[sd]?|scoring|rating|rated|points|marks?|grade[sd]?|skala|bewertung|punkte|"
    r"note|échelle|escala|punteggio|schaal)\b"
)


def scale_of(
    marks: Sequence[Said], grids: Iterable[Grid], words: Words, told: Corrections
) -> Scale:
    """The scale the marks are on."""
    in_words = [m for m in marks if m.kind == GRADE]
    numbers = [m for m in marks if m.kind == NUMBER]
    if len(in_words) > len(numbers):
        return _of_words(in_words, words, told)
    texts = [text for grid in grids for text in _hints(grid)]
    bottom, top, written = _ends(numbers, texts, told)
    best = told.best or (LOW if _best_is_low(texts, words) else HIGH)
    name = f"{bottom:g}–{top:g}" if top != 1 else "0–100 %"
    return Scale(name, bottom, top, best, written)


def _of_words(marks: Sequence[Said], words: Words, told: Corrections) -> Scale:
    used = Counter(m.word for m in marks)
    own = {plain(word): share for word, share in told.grades}

    def known(name: str) -> int:
        return sum(count for word, count in used.items() if word in words.scales[name])

    name = max(words.scales, key=known)
    meaning = dict(words.scales[name])
    for other in words.scales.values():
        for word, share in other.items():
            meaning.setdefault(word, share)
    if name == "ticks" and "x" in used and not any(used[w] for w in ("✗", "✘", "no", "n")):
        meaning["x"] = 0.0 if any(used[w] for w in ("✓", "✔", "√")) else 1.0
    meaning |= own
    ordered = sorted(((w, meaning[w]) for w in used), key=lambda pair: (-pair[1], pair[0]))
    return Scale(name, 0.0, 1.0, told.best or HIGH, False, tuple(ordered))


def _ends(
    numbers: Sequence[Said], texts: list[str], told: Corrections
) -> tuple[float, float, bool]:
    values = [m.number for m in numbers]
    most = max(values, default=5.0)
    least = min(values, default=0.0)
    if told.scale is not None:
        return (*told.scale, True)
    tops = Counter(m.top for m in numbers if m.top)
    if tops and tops.most_common(1)[0][1] * 2 > len(numbers):
        return 0.0, tops.most_common(1)[0][0], True
    for text in texts:
        for found in _RANGE.finditer(text):
            low, high = float(found[1]), float(found[2])
            if low in (0.0, 1.0) and high in (3, 4, 5, 6, 7, 8, 9, 10, 20, 100) and high >= most:
                return low, high, True
        named = sorted({float(n) for n, _ in _NAMED.findall(text)})
        if len(named) > 1 and named[0] <= least and named[-1] >= most and named[-1] <= 100:
            return named[0], named[-1], True
    legend = sorted({float(m.number) for m in numbers if m.rest})
    if len(legend) > 1 and legend[0] in (0.0, 1.0):
        most = max(most, legend[-1])
    if 0 < most <= 1 and any(v != int(v) for v in values):
        return 0.0, 1.0, True  # percentages, as a spreadsheet stores them
    tops_left = [top for top in TOPS if top >= most and (top > 1 or most <= 1)]
    return 0.0, (tops_left[0] if tops_left else most), False


def _hints(grid: Grid) -> list[str]:
    """Texts that speak of a scale: cells, and legends of several rows joined."""
    found: list[str] = []
    legend: list[str] = []
    for row in range(1, grid.height + 1):
        for column in range(1, grid.width + 1):
            text = grid.cell(row, column)
            if not text or len(text) > 600 or not re.search(r"\d", text):
                continue
            if _ABOUT.search(text) or re.search(r"\d\s*=\s*[^\W\d]", text):
                found.append(text)
            if re.match(r"\d{1,3}\s*[=:(–-]\s*\(?[^\W\d]", text):
                legend.append(text)
    if len(legend) > 1:
        found.append("; ".join(legend))
    return found


def _best_is_low(texts: list[str], words: Words) -> bool:
    return any(hint in plain(text) for text in texts for hint in words.best_is_low)


def share_of(said: Said, scale: Scale, top: float | None) -> float | None:
    """What a mark counts for, 0..1; None where it lies outside its scale or is no mark.

    A best-is-high mark counts as its part of the top, as the sheet's own sum of weight × score
    does; a best-is-low mark counts on the straight line from the worst end to the best.
    """
    if said.kind == GRADE:
        share = dict(scale.words).get(said.word)
        return None if share is None else (1 - share if scale.best == LOW else share)
    if said.kind != NUMBER:
        return None
    best = top or said.top or scale.top
    if not 0 <= said.number <= best:
        return None
    if scale.best == LOW:
        if said.number < scale.bottom or best <= scale.bottom:
            return None
        return (best - said.number) / (best - scale.bottom)
    return said.number / best
