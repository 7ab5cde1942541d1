"""What an addendum changes: added, removed, reworded word by word, moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from ossbuy.exchange.pack.content import Item

ADDED: Final = "added"
REMOVED: Final = "removed"
REWORDED: Final = "reworded"
MOVED: Final = "moved"
GATE: Final = "gate"
KINDS: Final = (ADDED, REMOVED, REWORDED, MOVED, GATE)
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """One requirement that is not asked as it was."""

    kind: str
    key: str
    code: str
    """As it is called now, or was called last."""
    before: str
    """Text, place or gate as it was; empty for what is new."""
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a reworded text."""

    text: str
    kind: str
    """``same``, ``out`` or ``in``."""


def changes(before: Iterable[Item], after: Iterable[Item]) -> tuple[Change, ...]:
    """How what is asked now differs from what was asked, matched by internal id.

    A requirement may be reworded, moved and made a gate at once: each is a change of its own.
    """
    was: Mapping[str, Item] = {item.key: item for item in before}
    now: Mapping[str, Item] = {item.key: item for item in after}
    found: list[Change] = []
    for item in now.values():
        old = was.get(item.key)
        if old is None:
            found.append(Change(ADDED, item.key, item.code, "", item.text))
            continue
        if old.text != item.text:
            found.append(Change(REWORDED, item.key, item.code, old.text, item.text))
        if (old.code, old.section) != (item.code, item.section):
            found.append(Change(MOVED, item.key, item.code, _place(old), _place(item)))
        if old.gate != item.gate:
            found.append(Change(GATE, item.key, item.code, _gate(old), _gate(item)))
    gone = [item for item in was.values() if item.key not in now]
    found += [Change(REMOVED, item.key, item.code, item.text, "") for item in gone]
    return tuple(sorted(found, key=lambda c: KINDS.index(c.kind)))


def in_words(found: Iterable[Change]) -> str:
    """``2 added, 1 reworded``; ``nothing changed`` where nothing did."""
    kinds = [change.kind for change in found]
    words = {GATE: "made or no longer pass-or-fail"}
    said = [f"{kinds.count(kind)} {words.get(kind, kind)}" for kind in KINDS if kinds.count(kind)]
    return ", ".join(said) or "nothing changed"


def word_by_word(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts in one: words that stayed, went out and came in, in reading order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(old[a:b]), "same"))
            continue
        if b > a:
            pieces.append(Piece("".join(old[a:b]), "out"))
        if d > c:
            pieces.append(Piece("".join(new[c:d]), "in"))
    return tuple(pieces)


def _place(item: Item) -> str:
    return f"{item.code} in {item.section}" if item.section else item.code


def _gate(item: Item) -> str:
    return "pass or fail" if item.gate else "weighed, not pass or fail"
