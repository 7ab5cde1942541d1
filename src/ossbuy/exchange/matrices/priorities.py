"""Words of a priority column read by the scale that knows most of them; every reading is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ossbuy.exchange.matrices.values import Reading
from ossbuy.exchange.matrices.words import Scale, Words, plain

LONGEST_WORD = 30
"""Characters beyond which a cell is prose that may begin with a priority."""


def coverage(cells: Iterable[str], lists: Words) -> float:
    """Share of the filled cells that the best scale reads, 0 to 1."""
    counted = Counter(plain(cell) for cell in cells if cell.strip())
    total = sum(counted.values())
    if not total:
        return 0.0
    best = max(lists.scales, key=lambda scale: _covered(scale, counted))
    known = {word for scale in lists.scales for word in scale.taken_as if len(word) > 2}
    return sum(n for word, n in counted.items() if word in best.taken_as or word in known) / total


def read_priorities(
    cells: Sequence[str],
    lists: Words,
    said: Mapping[str, str],
    known: Mapping[str, str],
    header: str = "",
) -> tuple[Reading, ...]:
    """How every word of a column is taken, the most frequent first.

    Args:
        cells: the column.
        said: corrections, by word as written or in plain form.
        known: what was said about earlier files, by plain word.
        header: the name of the column, which may spell out what its letters mean.
    """
    spelt = _spelt_out(header, lists)
    counted = Counter(cell.strip() for cell in cells if cell.strip())
    corrected = {plain(word): taken for word, taken in said.items()}
    scales = sorted(lists.scales, key=lambda s: -_covered(s, counted))
    best = scales[0]
    readings = []
    for word, count in counted.most_common():
        taken, why = _read(word, best, scales, corrected, known, spelt)
        readings.append(Reading(word, taken, count, why))
    return tuple(readings)


def _covered(scale: Scale, counted: Mapping[str, int]) -> float:
    """Cells a scale reads; where two read as many, the one that reads more different values."""
    words = {plain(word): count for word, count in counted.items()}
    known = [word for word in words if word in scale.taken_as]
    return sum(words[word] for word in known) + 0.01 * len({scale.taken_as[w] for w in known})


def _read(
    word: str,
    best: Scale,
    scales: Sequence[Scale],
    corrected: Mapping[str, str],
    known: Mapping[str, str],
    spelt: Mapping[str, str],
) -> tuple[str, str]:
    bare = plain(word)
    if bare in corrected:
        return corrected[bare], "you said so"
    if bare in known:
        return known[bare], "as last time"
    if bare in spelt:
        return spelt[bare], "by the header"
    why = f"{best.name}; {best.assumption}" if best.assumption else best.name
    if bare in best.taken_as:
        return _taken(best.taken_as[bare]), why
    for scale in scales:
        # A whole word of another language is as clear; a letter means something else in each.
        if bare in scale.taken_as and len(bare) > 2:
            return _taken(scale.taken_as[bare]), scale.name
    first = bare.split()
    for size in range(min(3, len(first)), 0, -1):
        phrase = " ".join(first[:size])
        for scale in (best, *scales):
            if phrase in scale.taken_as and (len(phrase) > 2 or scale is best):
                return _taken(scale.taken_as[phrase]), f"begins with {phrase!r}"
    return "", "not known"


def _spelt_out(header: str, lists: Words) -> dict[str, str]:
    """Letters by the words of the header they begin: O and D under "Obligatorio / Deseable"."""
    found: dict[str, str] = {}
    for word in plain(header).split():
        taken = next((s.taken_as[word] for s in lists.scales if word in s.taken_as), None)
        if taken is not None and len(word) > 2:
            if word[0] in found:
                return {}
            found[word[0]] = _taken(taken)
    return found if len(found) > 1 else {}


def _taken(value: str) -> str:
    return "" if value in ("not_now", "unsaid") else value
