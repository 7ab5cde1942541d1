"""Words that tell columns, sheets, priorities and cells apart: data of templates/importing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.yaml_in import as_dict, read_yaml

EXACT, INSIDE, NEAR = 1.0, 0.8, 0.75
"""How sure a name is: the very word, the word inside a longer name, a word misspelt."""
LONGEST_NAME = 8
"""Words beyond which a cell is a sentence that happens to hold a column's name."""
_ALIKE = 88
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BREAK = re.compile(r"[^\w#°✓✔√☑☒■●•*]+|_+")


@dataclass(frozen=True, slots=True)
class Scale:
    """One vocabulary of priorities."""

    name: str
    taken_as: Mapping[str, str]
    """By plain word: ``must``, ``should``, ``could``, ``gate``, ``not_now`` or ``unsaid``."""
    assumption: str = ""
    """What is assumed when it is used, in words; empty where nothing is."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All word lists, in plain form (see `plain`); one set is one object, equal to itself alone."""

    columns: Mapping[str, Mapping[str, float]]
    """By role: names."""
    requirement_sheets: frozenset[str]
    other_sheets: Mapping[str, frozenset[str]]
    """By what such sheets hold."""
    scales: tuple[Scale, ...]
    cells: Mapping[str, tuple[str, ...]]
    """Lists of ``cells.yaml`` by name, in small letters without accents."""
    tick_answers: Mapping[str, str]
    """By plain word: ``full``, ``partial``, ``none`` or ``not applicable``."""
    roles_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By plain name: the roles it may stand for."""

    def name_score(self, header: str, role: str) -> float:
        """How much a header says that its column holds ``role``, 0 to 1."""
        return _name_scores(self, plain(header)).get(role, 0.0)

    def named(self, header: str) -> tuple[str, ...]:
        """The roles for which a header is the very name."""
        return self.roles_of.get(plain(header), ())

    def holds(self, header: str, kind: str) -> bool:
        """Whether a cell's words have one of a list of ``cells.yaml`` in them, word by word."""
        padded = f" {plain(header)} "
        return any(f" {plain(word)} " in padded for word in self.cells[kind] if plain(word))

    @property
    def obliging(self) -> re.Pattern[str]:
        """Finds a verb that obliges or asks, in plain text."""
        return _verbs((*self.cells["modal_verbs"], *self.cells["asking_words"]))

    @property
    def demanding(self) -> re.Pattern[str]:
        """Finds a verb that obliges, in plain text; a heading has none."""
        return _verbs(self.cells["modal_verbs"])


@cache
def _verbs(verbs: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({plain(verb) for verb in verbs} - {""}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def plain(text: str) -> str:
    """Small letters, no accents, single spaces, no punctuation: ``reqNo.`` is ``req no``."""
    return _plain_short(text) if len(text) <= 80 else _plain(text)


def _plain(text: str) -> str:
    text = _SPLIT.sub(" ", text[:400])
    if text.isascii():
        return " ".join(_BREAK.sub(" ", text.casefold()).split())
    spelt = unicodedata.normalize(
        "NFKD", text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O")
    )
    bare = "".join(c for c in spelt if not unicodedata.combining(c)).casefold().replace("ł", "l")
    return " ".join(_BREAK.sub(" ", bare).split())


_plain_short = lru_cache(maxsize=20_000)(_plain)


def unaccented(text: str) -> str:
    """Small letters without accents, punctuation kept, single spaces."""
    if text.isascii():
        return " ".join(text.casefold().split())
    spelt = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in spelt if not unicodedata.combining(c)).casefold().split())


@cache
def words(directory: Path | None = None) -> Words:
    """The lists of a directory, ``templates/importing`` unless another is named; read once.

    Raises:
        BadFile: a list is missing or of the wrong shape.
    """
    place = directory or locations.templates() / "importing"
    columns = as_dict(read_yaml(place / "columns.yaml"), "columns.yaml")
    by_role: dict[str, dict[str, float]] = {}
    roles_of: dict[str, list[str]] = {}
    for role, languages in columns.items():
        names = [n for listed in as_dict(languages, "columns.yaml").values() for n in _list(listed)]
        by_role[role] = {plain(name): EXACT for name in names if plain(name)}
        for name in by_role[role]:
            roles_of.setdefault(name, []).append(role)
    sheets = as_dict(read_yaml(place / "sheets.yaml"), "sheets.yaml")
    cells = as_dict(read_yaml(place / "cells.yaml"), "cells.yaml")
    ticks = as_dict(cells.pop("tick_answers", {}), "cells.yaml")
    return Words(
        columns=MappingProxyType(by_role),
        requirement_sheets=frozenset(plain(n) for n in _list(sheets.get("requirements"))),
        other_sheets=MappingProxyType(
            {
                kind: frozenset(plain(n) for n in _list(listed))
                for kind, listed in as_dict(sheets.get("skip"), "sheets.yaml").items()
            }
        ),
        scales=_scales(as_dict(read_yaml(place / "priorities.yaml"), "priorities.yaml")),
        cells=MappingProxyType(
            {kind: tuple(unaccented(w) for w in _list(listed)) for kind, listed in cells.items()}
        ),
        tick_answers=MappingProxyType(
            {plain(word): level for level, listed in ticks.items() for word in _list(listed)}
        ),
        roles_of=MappingProxyType({name: tuple(roles) for name, roles in roles_of.items()}),
    )


def _scales(tree: Mapping[str, object]) -> tuple[Scale, ...]:
    found = []
    for name, parts in tree.items():
        listed = as_dict(parts, "priorities.yaml")
        taken = {
            plain(word): value
            for value, said in listed.items()
            if value != "assumption"
            for word in _list(said)
        }
        found.append(Scale(name, MappingProxyType(taken), str(listed.get("assumption", ""))))
    return tuple(found)


def _list(tree: object) -> list[str]:
    if not isinstance(tree, list) or not all(isinstance(item, str) for item in tree):
        raise BadFile("templates/importing", "a list of words is missing or holds something else.")
    return tree


@lru_cache(maxsize=20_000)
def _name_scores(known: Words, name: str) -> Mapping[str, float]:
    """By role, how sure the plain name of a column is."""
    if not name:
        return {}
    if name in known.roles_of:
        return dict.fromkeys(known.roles_of[name], EXACT)
    parts = name.split()
    if len(parts) > LONGEST_NAME:
        return {}
    scores: dict[str, float] = {}
    for size in range(len(parts) - 1, 0, -1):
        for at in range(len(parts) - size + 1):
            phrase = " ".join(parts[at : at + size])
            # What a name ends in says what the thing is: "outcome reference", "vendor comment".
            last = at + size == len(parts)
            score = INSIDE * (0.7 + 0.3 * size / len(parts)) * (1.0 if last else 0.85)
            if phrase.isalpha() and len(phrase) < 2:
                continue
            for role in known.roles_of.get(phrase, ()):
                scores[role] = max(scores.get(role, 0.0), score)
    if not scores and len(name) >= 5:
        from rapidfuzz import fuzz, process

        near = process.extractOne(
            name, [n for n in known.roles_of if len(n) >= 5], scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        if near is not None:
            scores = dict.fromkeys(known.roles_of[near[0]], NEAR)
    return scores
