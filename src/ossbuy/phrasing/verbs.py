"""Verbs of requirements: which word is one, and back from -ing, -ed and -s to the base form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ossbuy.phrasing.lists import Lists


@dataclass(frozen=True)
class Verbs:
    """Base forms, those that are also nouns apart."""

    sure: frozenset[str]
    also_nouns: frozenset[str]
    irregular: Mapping[str, str]
    """Participle → base form."""
    states: frozenset[str]
    """Participles that say how something is, not what is done to it."""

    @classmethod
    def of(cls, lists: Lists) -> Verbs:
        """From the word lists."""
        return cls(
            frozenset(lists.words["sure_verbs"]),
            frozenset(lists.words["also_nouns"]),
            lists.phrases["irregular_participles"],
            frozenset(lists.words["states"]),
        )

    def known(self, word: str) -> bool:
        """Whether a word is a base form."""
        return word in self.sure or word in self.also_nouns

    def of_gerund(self, word: str) -> str:
        """``storing`` → ``store``; empty where no known verb fits."""
        word = word.casefold()
        if not word.endswith("ing"):
            return ""
        stem = word[:-3]
        return self._first((f"{stem}e", stem, _single(stem), f"{stem[:-1]}ie"))

    def of_participle(self, word: str) -> str:
        """``stored`` → ``store``, ``sent`` → ``send``; empty where no known verb fits."""
        word = word.casefold()
        if word in self.irregular:
            return self.irregular[word]
        if word.startswith("re") and word[2:] in self.irregular:
            return f"re{self.irregular[word[2:]]}"
        if not word.endswith("ed"):
            return ""
        stem = word[:-2]
        ending_y = f"{stem[:-1]}y" if stem.endswith("i") else ""
        return self._first((f"{stem}e", stem, _single(stem), ending_y))

    def of_third_person(self, word: str) -> str:
        """``stores`` → ``store``; empty where no known verb fits."""
        word = word.casefold()
        if not word.endswith("s") or word.endswith("ss"):
            return ""
        ending_y = f"{word[:-3]}y" if word.endswith("ies") else ""
        return self._first((word[:-1], word[:-2] if word.endswith("es") else "", ending_y))

    def _first(self, candidates: Iterable[str]) -> str:
        return next((c for c in candidates if c and self.known(c)), "")


def _single(stem: str) -> str:
    """``stopp`` → ``stop``."""
    return stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else ""
