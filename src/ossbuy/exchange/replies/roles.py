"""What a column is, by its name: the name itself, a name within it, or one that is nearly it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from ossbuy.exchange.replies.words import Words, folded

NEARLY: Final = 86.0
"""Likeness, 0 to 100, from which a misspelt column name is that name."""


def role_of(name: str, words: Words) -> tuple[str, int]:
    """What a column of this name is and how sure that is: 3 the name, 2 contained, 1 nearly."""
    return _role(folded(name), words.columns)


def role_in(name: str, names: Mapping[str, str]) -> tuple[str, int]:
    """The same for another table of names."""
    return _role(folded(name), names)


def _role(said: str, names: Mapping[str, str]) -> tuple[str, int]:
    """Cached by the identity of the table, which is loaded once."""
    cache = _ROLES.setdefault(id(names), {})
    found = cache.get(said)
    if found is None:
        if len(cache) > 5_000:
            cache.clear()
        found = cache[said] = _told(said, names)
    return found


_ROLES: dict[int, dict[str, tuple[str, int]]] = {}


def _told(said: str, names: Mapping[str, str]) -> tuple[str, int]:
    if said in names:
        return names[said], 3
    if len(said) > 80:
        return "", 0
    padded = f" {said} "
    inside = [name for name in names if len(name) >= 4 and f" {name} " in padded]
    if inside:
        return names[max(inside, key=lambda name: (len(name), name))], 2
    if len(said) >= 4:
        near = process.extractOne(said, _long(tuple(names)), scorer=fuzz.ratio, score_cutoff=NEARLY)
        if near:
            return names[near[0]], 1
    return "", 0


@lru_cache(maxsize=4)
def _long(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) >= 4)
