"""What a cell of a coded column says: which scale a column is written in, and what a word means.

A word a person has settled wins; then the words of ossbuy's own drop-downs; then words that mean
one thing everywhere; then the scale that explains most cells of the column. What none of them
knows is not taken: it stays with the answer as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from ossbuy.exchange.replies.words import Meaning, Scale, Words, folded, meaning

_SEPARATOR = re.compile(r"\s+[-–—/|]+\s+|[:;,(\[\n]\s*|\.(?:\s+|$)|\s*[–—]\s*")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s?%")
LEAST_TO_MISSPELL = 6
"""Letters from which one wrong, missing or swapped letter is forgiven."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text in a coded column says."""

    meaning: Meaning | None
    """None where it is not understood."""
    rest: str = ""
    """What follows the word it was told by."""
    why: str = ""
    """How it was told, where it is not a word of the drop-downs."""


class Column:
    """Reads one coded column of one vendor; every distinct text is looked at once."""

    def __init__(
        self,
        fact: str,
        words: Words,
        counts: Mapping[str, int],
        settled: Mapping[str, str] | None = None,
    ) -> None:
        """``counts`` says how often each text stands in the column; it tells the scale."""
        self.fact, self._words = fact, words
        self._own, self._always = words.own[fact], words.always[fact]
        self._settled = {
            folded(said): meaning(taken, f"the mapping of {fact}") if taken else None
            for said, taken in (settled or {}).items()
        }
        self._seen: dict[str, Reading] = {}
        self.scale = self._chosen(counts)

    def read(self, text: str) -> Reading:
        """What a text says."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._read(text)
        return found

    def mapped(self) -> list[tuple[str, Reading]]:
        """The texts read so far that are not words of the drop-downs, and were understood."""
        return [
            (text, reading)
            for text, reading in self._seen.items()
            if reading.why and not reading.rest and reading.meaning and str(reading.meaning)
        ]

    def _chosen(self, counts: Mapping[str, int]) -> Scale | None:
        """The scale that explains most cells no other word explains."""
        open_: dict[str, int] = {}
        for text, count in counts.items():
            said = folded(text)
            if said in self._always or said in self._settled:
                continue
            for word in {said, folded(_SEPARATOR.split(text.strip(), maxsplit=1)[0])} - {""}:
                open_[word] = open_.get(word, 0) + count
        begin = {said.split(" ", 1)[0] for said in open_}
        seen = open_.keys() | {first for first in begin if first.isdigit()}
        best, most = None, 0
        for scale in self._words.scales:
            if scale.fact != self.fact:
                continue
            if scale.signs and not scale.signs & seen:
                continue
            if not scale.needs <= seen:
                continue
            covered = sum(n for said, n in open_.items() if self._in(scale, said))
            if covered > most:
                best, most = scale, covered
        return best

    def _read(self, text: str) -> Reading:
        said = folded(text)
        if said in self._settled:
            return Reading(self._settled[said], "", "as somebody said")
        if said in self._own:
            return Reading(self._own[said])
        found = self._word(said)
        if found is not None:
            return Reading(found, "", self._why(said))
        return self._first_word(text) or self._misspelt(said) or Reading(None)

    def _why(self, said: str) -> str:
        if said in self._always or self.scale is None:
            return "a word for it"
        return f"{self.scale.name}{', assumed' if self.scale.assumed else ''}"

    def _word(self, said: str) -> Meaning | None:
        known = self._settled.get(said) or self._always.get(said)
        if known is None and self.scale is not None:
            known = self._in(self.scale, said)
        return known

    def _in(self, scale: Scale, said: str) -> Meaning | None:
        """What a scale says about a word, or about a rating with its name ("8 exceeds")."""
        known = scale.words.get(said)
        if known is None:
            first, _, name = said.partition(" ")
            if first.isdigit() and name in self._always:
                known = scale.words.get(first)
        if known is None and scale.percent and (number := _PERCENT.fullmatch(said)):
            known = Meaning("partial") if 0 < int(number[1]) < 100 else None
        return known

    def _first_word(self, text: str) -> Reading | None:
        """``Compliant, planned for Q3``: the word, and what follows it.

        A word that is taken back by what follows ("Yes, but …") is not taken.
        """
        parts = [part for part in _SEPARATOR.split(text.strip()) if part and folded(part)]
        if len(parts) < 2:
            return None
        head = folded(parts[0])
        found = self._word(head)
        if found is None:
            return None
        rest = []
        for part in parts[1:]:
            said = folded(part)
            more = self._word(said)
            if more is None:
                rest.append(part.strip(" )]"))
                continue
            joined = found.joined(more)
            if joined is None:
                return Reading(None, text, "it says two things")
            found = joined
        tail = ", ".join(part for part in rest if part)
        if tail and folded(tail).startswith(self._words.qualifiers):
            return Reading(None, text, "what follows takes it back")
        return Reading(found, tail, self._why(head))

    def _misspelt(self, said: str) -> Reading | None:
        """A word with one letter wrong, where only one meaning is as near."""
        if len(said) < LEAST_TO_MISSPELL or len(said) > 40:
            return None
        near = {
            known
            for word, known in self._always.items()
            if len(word) >= LEAST_TO_MISSPELL and OSA.distance(said, word, score_cutoff=1) <= 1
        }
        return Reading(near.pop(), "", "spelt differently") if len(near) == 1 else None
