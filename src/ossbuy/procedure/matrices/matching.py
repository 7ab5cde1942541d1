"""Which row of a changed file is which requirement: by id, then by how alike the texts are."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

K = TypeVar("K")

SAME_ID: Final = 60.0
"""Likeness, 0 to 100, from which texts under one id are one requirement reworded."""
OTHER_ID: Final = 85.0
"""Likeness from which texts under two ids are one requirement renumbered."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A requirement that is there and the row that is the same one."""

    old: str
    """Internal id."""
    new: int
    """Place among the rows."""
    how: str
    """``id``, ``text`` or ``id alone`` where the texts under one id have little in common."""
    likeness: float
    """0 to 100."""


def match(old: Mapping[str, tuple[str, str]], new: Sequence[tuple[str, str]]) -> tuple[Pair, ...]:
    """Pairs of the same requirement, each side at most once.

    Equal id and text go first, then equal texts under other ids (an inserted row shifts all numbers
    below it), then equal ids with texts that are alike, then texts that are alike, at last equal
    ids with texts that are not.

    Args:
        old: internal id → (visible id, text) of what is there.
        new: (visible id, text) of the rows.
    """
    from rapidfuzz import fuzz, process

    pairs: list[Pair] = []
    left = {ident: (code.casefold(), _key(text)) for ident, (code, text) in old.items()}
    rows = {at: (code.casefold(), _key(text)) for at, (code, text) in enumerate(new)}

    def pair(ident: str, at: int, how: str, likeness: float) -> None:
        pairs.append(Pair(ident, at, how, likeness))
        del left[ident], rows[at]

    by_code = {code: ident for ident, (code, _) in left.items()}
    for at, (code, text) in list(rows.items()):
        ident = by_code.get(code, "")
        if ident in left and left[ident][1] == text:
            pair(ident, at, "id", 100.0)
    there = _once({ident: text for ident, (_, text) in left.items()})
    for text, at in _once({at: text for at, (_, text) in rows.items()}).items():
        if text and text in there:
            pair(there[text], at, "text", 100.0)
    for at, (code, text) in list(rows.items()):
        ident = by_code.get(code, "")
        if ident in left and (like := fuzz.ratio(left[ident][1], text)) >= SAME_ID:
            pair(ident, at, "id", like)
    for at, (_, text) in list(rows.items()):
        texts = {ident: own for ident, (_, own) in left.items()}
        near = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=OTHER_ID)
        if near is not None:
            pair(near[2], at, "text", near[1])
    for at, (code, text) in list(rows.items()):
        ident = by_code.get(code, "")
        if ident in left:
            pair(ident, at, "id alone", fuzz.ratio(left[ident][1], text))
    return tuple(sorted(pairs, key=lambda p: p.new))


def word_diff(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """What became of the words: (``same``, ``out`` or ``in``, words) in reading order."""
    one, other = before.split(), after.split()
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(one[a:b])))
            continue
        if b > a:
            found.append(("out", " ".join(one[a:b])))
        if d > c:
            found.append(("in", " ".join(other[c:d])))
    return tuple(found)


def _once(texts: Mapping[K, str]) -> dict[str, K]:
    """Texts that only one has, and which."""
    seen: dict[str, list[K]] = {}
    for at, text in texts.items():
        seen.setdefault(text, []).append(at)
    return {text: places[0] for text, places in seen.items() if len(places) == 1}


def _key(text: str) -> str:
    return " ".join(text.split())
