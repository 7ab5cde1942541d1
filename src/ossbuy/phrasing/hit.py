"""What a rule of wording found in one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["requirement", "question", "threshold"]
"""A sentence that binds somebody, a question put to a supplier, or what counts as met."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One questionable place in a text, with a proposal for the whole text where there is one."""

    rule: str
    """Name of the rule, as in docs/wording.md."""
    severity: int
    """3 cannot be accepted or tested as it stands, 2 may be read in two ways, 1 style."""
    start: int
    end: int
    """Half-open range of characters; the whole text where something is missing from it."""
    what: str
    """What is wrong, as a sentence."""
    rewrite: tuple[str, ...] = ()
    """The whole text anew, with every hit of this rule mended: one text, two where it is to be
    split, none where nothing can be proposed. Blanks in square brackets are the buyer's to fill."""
    field: Literal["text", "threshold"] = "text"
    """Which text of the requirement it is about."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a rule sees something, and what."""

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that one rule says about one text."""

    spans: tuple[Span, ...]
    rewrite: tuple[str, ...] = ()
