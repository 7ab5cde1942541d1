"""A whole set of texts: language, hits of each, duplicates, and what matters most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ossbuy.phrasing.checking import Rules, check
from ossbuy.phrasing.digest import Group, digest
from ossbuy.phrasing.duplicates import Pair, duplicates
from ossbuy.phrasing.hit import Hit, Kind
from ossbuy.phrasing.ids import ids
from ossbuy.phrasing.language import Recogniser, is_english, languages, recognise


@dataclass(frozen=True, slots=True)
class Asked:
    """One text to review."""

    ident: str
    """What people call it; unique, or the set's ids are themselves a finding."""
    text: str
    gate: bool = False
    weight: float | None = None
    """Any non-negative number, comparable within the set; None is not known."""
    threshold: str = ""
    """What counts as met, if it stands in a field of its own."""
    kind: Kind | None = None
    """None tells questions from requirements."""


@dataclass(frozen=True)
class Review:
    """What is questionable about the wording of a set."""

    language: str
    """Of the set as a whole: ``en``, ``fr`` …, or ``unknown``."""
    languages: Mapping[str, str]
    """By id, every text."""
    hits: Mapping[str, tuple[Hit, ...]]
    """By id, every text; empty where nothing was found. Duplicates are not in it."""
    duplicates: tuple[Pair, ...]
    digest: tuple[Group, ...]

    @property
    def flagged(self) -> int:
        """How many texts have a hit of their own."""
        return sum(bool(found) for found in self.hits.values())

    def in_languages(self) -> tuple[str, ...]:
        """The languages that are not English, commonest first."""
        others = [code for code in self.languages.values() if not is_english(code)]
        return tuple(sorted(set(others), key=lambda code: (-others.count(code), code)))

    def sentence(self) -> str:
        """How much was found, in which language, and where only some rules ran."""
        alike = len(self.duplicates)
        said = (
            f"{self.flagged} of {len(self.hits)} texts flagged; "
            f"{alike} {'pair' if alike == 1 else 'pairs'} alike; language: {self.language}."
        )
        if others := self.in_languages():
            count = sum(code in others for code in self.languages.values())
            said += (
                f" {count} {'text is' if count == 1 else 'texts are'} not in English "
                f"({', '.join(others)}): only rules that hold in every language ran there."
            )
        return said


def review(rules: Rules, texts: Sequence[Asked], recogniser: Recogniser = recognise) -> Review:
    """Check every text and rank what was found.

    A text that is not English gets only the rules that hold in every language; one whose language
    cannot be told is checked as English. A gate counts like the heaviest text of the set.
    """
    limits = rules.lists.limits
    document, each = languages([asked.text for asked in texts], limits, recogniser)
    hits: dict[str, list[Hit]] = {}
    for asked, code in zip(texts, each, strict=True):
        english = is_english(code)
        measured = any(c.isdigit() for c in asked.threshold)
        found = check(rules, asked.text, asked.kind, measured=measured, english=english)
        found += check(rules, asked.threshold, "threshold", english=english)
        if not asked.text.strip():
            found += (Hit("tbd", rules.severity["tbd"], 0, 0, "it has no text: write it."),)
        hits.setdefault(asked.ident, []).extend(found)
    pairs = [(asked.ident, asked.text) for asked in texts]
    for ident, hit in ids(pairs, rules.severity["ids"]):
        hits[ident].append(hit)
    alike = duplicates(pairs, limits["duplicate_likeness"])
    ranked = {ident: list(found) for ident, found in hits.items()}
    severity = rules.severity["duplicate"]
    for pair in alike:
        # The later of the two is the one to leave out.
        ranked[pair.other].append(Hit("duplicate", severity, 0, 0, pair.sentence()))
    return Review(
        document,
        {asked.ident: code for asked, code in zip(texts, each, strict=True)},
        {ident: tuple(found) for ident, found in hits.items()},
        alike,
        digest(ranked, _weights(texts), limits),
    )


def _weights(texts: Sequence[Asked]) -> dict[str, float]:
    """What each text weighs, 1 on average; a gate like the heaviest; 1 where nothing is known."""
    known = [asked.weight for asked in texts if asked.weight is not None]
    mean = sum(known) / len(known) if known else 0.0
    if not mean:
        return dict.fromkeys((asked.ident for asked in texts), 1.0)
    most = max(known) / mean
    return {
        asked.ident: max(
            1.0 if asked.weight is None else asked.weight / mean, most if asked.gate else 0.0
        )
        for asked in texts
    }
