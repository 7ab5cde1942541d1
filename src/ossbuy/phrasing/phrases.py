"""Many phrases as one compiled expression, and what to put in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ossbuy.phrasing.edits import Edit, edited
from ossbuy.phrasing.text import Text, longest_words

NO_PROPOSAL = "-"


def pattern_of(phrases: Iterable[str]) -> str:
    """Alternatives for the phrases, longest first; a space also matches a hyphen."""
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    parts = []
    for phrase in ordered:
        words = [re.escape(word) for word in re.split(r"[ -]", phrase)]
        # A hyphen in the list stays optional too: "user-friendly" and "user friendly".
        parts.append(r"(?:\s+|\s?-\s?)".join(words))
    return "|".join(parts)


def compiled(phrases: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Whole words only: no letter, digit or hyphen touches a match."""
    return re.compile(rf"(?<![\w-])(?:{pattern_of(phrases)})(?![\w-])", flags)


@dataclass(frozen=True)
class Phrases:
    """Phrases to look for, phrases to leave alone, and replacements."""

    pattern: re.Pattern[str]
    instead: Mapping[str, str]
    left_alone: frozenset[str]
    marks: frozenset[str]
    """Words one of which must be in a text before it is searched at all."""

    @classmethod
    def of(cls, instead: Mapping[str, str], left_alone: Iterable[str] = ()) -> Phrases:
        """Compile once; ``instead`` maps each phrase to what replaces it."""
        alone = frozenset(_key(phrase) for phrase in left_alone)
        table = {_key(phrase): value for phrase, value in instead.items()}
        return cls(compiled([*instead, *left_alone]), table, alone, longest_words(instead))

    def matches(self, text: Text) -> list[re.Match[str]]:
        """Where a phrase stands, in order, without those inside a phrase that is left alone."""
        if self.marks.isdisjoint(text.vocabulary):
            return []
        found = self.pattern.finditer(text.binding)
        return [m for m in found if _key(m[0]) not in self.left_alone]

    def replacement(self, match: re.Match[str]) -> str | None:
        """What to put in place of a match; None where nothing is proposed."""
        value = self.instead.get(_key(match[0]), NO_PROPOSAL)
        return None if value == NO_PROPOSAL else value.replace("{word}", match[0])

    def rewritten(self, text: Text, matches: Iterable[re.Match[str]]) -> tuple[str, ...]:
        """The text with every match replaced that can be; empty where none can."""
        edits = [
            fitted(text.raw, m, new) for m in matches if (new := self.replacement(m)) is not None
        ]
        if not edits:
            return ()
        new = edited(text.raw, edits)
        return (new,) if new.strip() and new != text.raw else ()


def fitted(raw: str, match: re.Match[str], new: str) -> Edit:
    """The replacement as an edit; an article before a word that becomes a number goes with it."""
    before = re.search(r"\b(?:a|an)\s+$", raw[: match.start()], re.IGNORECASE)
    if before and new.startswith("[number]"):
        return Edit(before.start(), match.end(), new)
    return Edit(match.start(), match.end(), new)


def _key(phrase: str) -> str:
    return " ".join(re.sub(r"[\s-]+", " ", phrase.casefold()).split())
