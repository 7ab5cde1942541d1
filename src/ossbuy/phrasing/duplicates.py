"""Texts that say the same, or the same with other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

ROWS, BINS = 64, 64
"""Texts compared at once, and letters told apart: memory is their product times all texts."""
MOST_BEFORE = 20
"""Earlier texts that one text is said to be alike to, at most."""
SHORTEST = 12
"""Characters below which likeness means nothing."""
_BOILER = re.compile(
    r"^\s*(?:the|a|an|each|any)?\s*(?:[\w/-]+\s+){0,3}?(?:shall|must|will|should|may)\s+(?:not\s+)?(?:be\s+able\s+to\s+|provide\s+|support\s+)?",
)
_NOISE = re.compile(r"[^\w%.<>=≤≥]+|\.(?!\d)")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
_SMALL = frozenset({"a", "an", "the", "of", "for", "to", "in", "on", "at", "by", "with", "from"})
_SAME_WORD = 80
"""Likeness from which two words are one, misspelt or in another form."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, the first of which stands before the second."""

    one: str
    other: str
    likeness: float
    """0 to 100: equal characters in equal order, spaces and punctuation aside."""
    what: Literal["same", "near", "numbers", "variant"]
    """Equal; equal but for words that one of them has more, or for spelling; equal but for their
    numbers, which is a contradiction or a variant; the same sentence about different things."""

    def sentence(self) -> str:
        """What the pair means for the buyer."""
        match self.what:
            case "same":
                return f"{self.one} and {self.other} say the same: keep one."
            case "numbers":
                return f"{self.one} and {self.other} differ only in numbers: which of them holds?"
            case "variant":
                return f"{self.one} and {self.other} say the same of different things."
        return f"{self.one} and {self.other} say nearly the same: keep one, or say what differs."


def duplicates(
    texts: Sequence[tuple[str, str]], likeness: float, *, variants: bool = False
) -> tuple[Pair, ...]:
    """Pairs of (id, text) that are alike by at least ``likeness`` (0 to 100), likest first.

    Texts that differ by a word each (``IPv4`` here, ``IPv6`` there) are different obligations,
    however alike they read: they come only with ``variants``. No text comes with more than
    ``MOST_BEFORE`` of those before it: where a whole set is one text with other numbers, more pairs
    say nothing, and there would be a million of them.

    Uses rapidfuzz's ratio on the pairs whose letters are about the same; quadratic in the number
    of texts, as benchmarks/wording.py shows.
    """
    keys = [(ident, _key(text)) for ident, text in texts]
    keys = [(ident, key) for ident, key in keys if len(key) >= SHORTEST]
    if len(keys) < 2:
        return ()
    from rapidfuzz import fuzz

    found: list[Pair] = []
    before = [0] * len(keys)
    for a, b in _candidates([key for _, key in keys], likeness):
        if before[b] >= MOST_BEFORE:
            continue
        like = fuzz.ratio(keys[a][1], keys[b][1], score_cutoff=likeness)
        if like:
            before[b] += 1
            found.append(_pair(keys[a], keys[b], like))
    kept = found if variants else [pair for pair in found if pair.what != "variant"]
    return tuple(sorted(kept, key=lambda p: -p.likeness))


def _candidates(keys: Sequence[str], likeness: float) -> Iterator[tuple[int, int]]:
    """Pairs that may be alike: all that are, and few others.

    Texts that differ in so many letters, counted without regard to order, differ in at least as
    many insertions and deletions; counting costs a tenth of aligning.
    """
    import numpy as np

    counts = np.zeros((len(keys), BINS), dtype=np.int16)
    for row, key in enumerate(keys):
        code = np.frombuffer(key.encode("utf-32-le", "surrogatepass"), dtype=np.uint32) % BINS
        counts[row] = np.bincount(code, minlength=BINS)
    lengths = np.array([len(key) for key in keys])
    share = 1 - likeness / 100 + 1e-9
    for top in range(0, len(keys), ROWS):
        block = counts[top : top + ROWS, None, :] - counts[None, top:, :]
        apart = np.abs(block, out=block).sum(axis=2, dtype=np.int32)
        allowed = share * (lengths[top : top + ROWS, None] + lengths[None, top:])
        for i, j in zip(*np.nonzero(np.triu(apart <= allowed, 1)), strict=True):
            yield int(i) + top, int(j) + top


def _pair(one: tuple[str, str], other: tuple[str, str], likeness: float) -> Pair:
    if one[1] == other[1]:
        return Pair(one[0], other[0], 100.0, "same")
    if _NUMBER.sub("#", one[1]) == _NUMBER.sub("#", other[1]):
        return Pair(one[0], other[0], likeness, "numbers")
    what: Literal["near", "variant"] = "variant" if _differ(one[1], other[1]) else "near"
    return Pair(one[0], other[0], likeness, what)


def _differ(one: str, other: str) -> bool:
    """Whether each has a word that the other has not in any form."""
    from rapidfuzz import fuzz

    ones, others = set(one.split()) - _SMALL, set(other.split()) - _SMALL

    def alone(mine: set[str], theirs: set[str]) -> bool:
        return any(
            not any(_plain(a) and _plain(b) and fuzz.ratio(a, b) >= _SAME_WORD for b in theirs)
            for a in mine
        )

    only_one, only_other = ones - others, others - ones
    return alone(only_one, only_other) and alone(only_other, only_one)


def _plain(word: str) -> bool:
    """A word without digits: ``ipv4`` and ``ipv6`` are no misspellings of each other."""
    return not any(c.isdigit() for c in word)


def _key(text: str) -> str:
    """Small letters, single spaces, without who shall: boilerplate makes everything alike."""
    return " ".join(_NOISE.sub(" ", _BOILER.sub("", text.casefold())).split())
