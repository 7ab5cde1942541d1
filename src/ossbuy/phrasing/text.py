"""A text as the rules see it: quotations, code, links and blanks covered, places kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ossbuy.phrasing.hit import Kind

COVER = "¤"
"""Stands for every character no rule may look at; never part of a word."""

_COVERED = re.compile(
    r"https?://[^\s)\]>]+|www\.[^\s)\]>]+"  # links
    r"|``[^`]+``|`[^`]+`"  # code
    r"|“[^”]{1,200}”|«[^»]{1,200}»|\"[^\"]{1,200}\""  # quotations
    r"|\[[^\[\]]{1,200}\]"  # blanks and citations
)
_CODE = re.compile(r"``[^`]+``|`[^`]+`|https?://\S+|“[^”]{1,200}”|\"[^\"]{1,200}\"")
_BLANK = re.compile(r"\[[^\[\]\n]{1,200}\]")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])[\"”')\]]*\s+(?=[A-Z(\[“\"¤•*-])|\n\s*\n|\n(?=\s*(?:[-•*]|\d+[.)])\s)"
)
OBLIGES = re.compile(
    r"(?<![\w-])(?:shall|must|should|may|(?:is|are)\s+required\s+to|(?:has|have|needs?)\s+to)(?![\w-])",
    re.IGNORECASE,
)
"""Words that oblige or permit; ``will`` does so only where none of these stands in the text."""
_ITEM = re.compile(r"\s*(?:[-•*]|\(?[a-z0-9]{1,3}[.)])\s")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|No|no|approx|resp|incl|cf|Fig|fig|Sec|sec|Art|art|Dr|Mr|Ms|Inc|Ltd|Co|St)|\b[A-Z])\.$"
)
_PIECE = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_]+(?:[-'’./&][^\W_]+)*")
NUMBER = re.compile(
    r"(?<![\w.,-])[<>≤≥=~±]?\s*\d[\d.,]*(?:\s*[–-]\s*\d[\d.,]*)?(?![\w-]*[A-Z]\w*\d)"
)
"""A number that stands alone or has a unit behind it: 5, 99.9 %, 5s, 10–20; not IPv4 or R-12."""


@dataclass(frozen=True)
class Text:
    """One text to check."""

    raw: str
    kind: Kind = "requirement"
    measured: bool = False
    """A number that says what counts as met stands beside it, in a field of its own."""
    worked_out: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What several rules need and the first has worked out."""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words in small letters: what is not among them needs no search for a phrase."""
        return frozenset(_PIECE.findall(self.masked.casefold()))

    @cached_property
    def masked(self) -> str:
        """The text with what no rule may look at covered; as long as ``raw``.

        Marks of emphasis become spaces, so that ``**MUST**`` is a word like any other.
        """
        text = _COVERED.sub(lambda m: COVER * len(m[0]), self.raw)
        return text.replace("*", " ").replace("\u00a0", " ").replace("’", "'")

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Ranges of the sentences, without the spaces around them."""
        return tuple(_sentences(self.masked))

    @cached_property
    def binding(self) -> str:
        """``masked`` with sentences that only explain covered too.

        Where one sentence obliges, the others that hold no modal verb are notes and examples: what
        is vague or open in them decides nothing. List items belong to the sentence before them.
        """
        if self.kind != "requirement":
            return self.masked
        obliges = [OBLIGES.search(self.masked, a, b) is not None for a, b in self.sentences]
        if not any(obliges):
            return self.masked
        text = self.masked
        for (a, b), yes in zip(self.sentences, obliges, strict=True):
            if not yes and not _ITEM.match(text, a):
                text = text[:a] + COVER * (b - a) + text[b:]
        return text

    @cached_property
    def has_number(self) -> bool:
        """Whether a measure stands in it: a number, or a blank for one."""
        return NUMBER.search(self.masked) is not None or "[number" in self.raw

    @cached_property
    def word_count(self) -> int:
        """How many words it has; a number, an id or a hyphenated word is one."""
        return words(self.raw)

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence a place lies in."""
        for start, end in self.sentences:
            if start <= place <= end:
                return start, end
        return 0, len(self.raw)


def _sentences(masked: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for gap in _SENTENCE_END.finditer(masked):
        if _NO_END.search(masked[max(0, gap.start() - 12) : gap.start()]):
            continue
        found.append((start, gap.start()))
        start = gap.end()
    found.append((start, len(masked)))
    trimmed = []
    for begin, end in found:
        part = masked[begin:end]
        left = len(part) - len(part.lstrip())
        if part.strip():
            trimmed.append((begin + left, begin + len(part.rstrip())))
    return trimmed


def longest_words(phrases: Iterable[str]) -> frozenset[str]:
    """The longest word of each phrase, as `Text.vocabulary` would hold it."""
    pieces = (_PIECE.findall(phrase.casefold()) for phrase in phrases)
    return frozenset(max(found, key=len) for found in pieces if found)


def words(text: str) -> int:
    """How many words a text has; a number, an id or a hyphenated word is one."""
    return len(_WORD.findall(text))


def blanks(text: str) -> list[tuple[int, int]]:
    """Ranges of the blanks in square brackets that a buyer still has to fill."""
    code = [m.span() for m in _CODE.finditer(text)]
    return [
        m.span()
        for m in _BLANK.finditer(text)
        if _is_blank(m[0]) and not any(a <= m.start() < b for a, b in code)
    ]


def _is_blank(bracket: str) -> bool:
    """``[number]`` and ``[which standard]`` are blanks; ``[1]``, ``[RFC 2119]`` are citations."""
    inside = bracket[1:-1].strip()
    return re.search(r"[a-z]{3}", inside) is not None and not any(c.isdigit() for c in inside)


def tokens(text: str) -> list[str]:
    """Numbers and ids of a text, in order: what no rewrite may lose."""
    return re.findall(r"[^\W_]*\d[\w.,/-]*\w|\d", text)
