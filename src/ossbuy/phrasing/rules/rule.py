"""What every rule is: a name, the texts it is for, and a function from text to what it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ossbuy.phrasing.hit import Found, Kind
from ossbuy.phrasing.text import Text

REQUIREMENT: frozenset[Kind] = frozenset({"requirement"})
SENTENCES: frozenset[Kind] = frozenset({"requirement", "question"})
THRESHOLD: frozenset[Kind] = frozenset({"threshold"})
ALL: frozenset[Kind] = frozenset({"requirement", "question", "threshold"})


@dataclass(frozen=True)
class Rule:
    """A rule of wording."""

    name: str
    look: Callable[[Text], Found | None]
    kinds: frozenset[Kind]
    any_language: bool = False
    """Whether it may run on a text that is not English."""
