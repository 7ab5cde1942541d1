"""Texts that say the same, or the same with other numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ROWS = 512
"""Texts compared at once; memory grows with this times the number of texts."""
SHORTEST = 12
"""Characters below which likeness means nothing."""
_BOILER = re.compile(
    r"^\s*(?:the|a|an|each|any)?\s*(?:[\w/-]+\s+){0,3}?(?:shall|must|will|should|may)\s+(?:not\s+)?(?:be\s+able\s+to\s+|provide\s+|support\s+)?",
)
_NOISE = re.compile(r"[^\w%.<>=≤≥]+|\.(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, the first of which stands before the second."""

    one: str
    other: str
    likeness: float
    """0 to 100: equal characters in equal order, spaces and punctuation aside."""
    what: Literal["same", "near", "numbers"]
    """Equal; nearly equal; equal but for their numbers, which is a contradiction or a variant."""

    def sentence(self) -> str:
        """What the pair means for the buyer."""
        match self.what:
            case "same":
                return f"{self.one} and {self.other} say the same: keep one."
            case "numbers":
                return f"{self.one} and {self.other} differ only in numbers: which of them holds?"
        return f"{self.one} and {self.other} say nearly the same: keep one, or say what differs."


def duplicates(texts: Sequence[tuple[str, str]], likeness: float) -> tuple[Pair, ...]:
    """Pairs of (id, text) that are alike by at least ``likeness`` (0 to 100), likest first.

    Uses rapidfuzz's ratio on all pairs: quadratic, but 1,500 texts take about half a second.
    """
    keys = [(ident, _key(text)) for ident, text in texts]
    keys = [(ident, key) for ident, key in keys if len(key) >= SHORTEST]
    if len(keys) < 2:
        return ()
    import numpy as np
    from rapidfuzz import fuzz, process

    plain = [key for _, key in keys]
    found: list[Pair] = []
    for top in range(0, len(plain), ROWS):
        rows = plain[top : top + ROWS]
        likes = process.cdist(
            rows,
            plain[top:],
            scorer=fuzz.ratio,
            score_cutoff=likeness,
            dtype=np.float32,
            workers=-1,
        )
        for i, j in zip(*np.nonzero(np.triu(likes, 1)), strict=True):
            a, b = int(i) + top, int(j) + top
            found.append(_pair(keys[a], keys[b], float(likes[i, j])))
    return tuple(sorted(found, key=lambda p: -p.likeness))


def _pair(one: tuple[str, str], other: tuple[str, str], likeness: float) -> Pair:
    if one[1] == other[1]:
        return Pair(one[0], other[0], 100.0, "same")
    bare = _NUMBER.sub("#", one[1]) == _NUMBER.sub("#", other[1])
    return Pair(one[0], other[0], likeness, "numbers" if bare else "near")


def _key(text: str) -> str:
    """Small letters, single spaces, without who shall: boilerplate makes everything alike."""
    return " ".join(_NOISE.sub(" ", _BOILER.sub("", text.casefold())).split())
