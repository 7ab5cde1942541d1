"""The words by which comparison matrices are read: data in templates/importing/comparisons.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.yaml_in import as_dict, read_yaml

ORDER = (
    # Longer meanings first: a "weighted total" is a total, a "section weight" no weight of a row.
    "section weight",
    "weighted",
    "total",
    "average",
    "rank",
    "max",
    "weight",
    "comment",
    "score",
    "priority",
    "section",
    "id",
    "criterion",
    "aside",
)
"""Roles a heading may have, in the order in which they are looked for."""


@dataclass(frozen=True, eq=False)
class Words:
    """Everything that is looked for."""

    roles: Mapping[str, re.Pattern[str]]
    letters: Mapping[str, str]
    """Headings that are a letter or two, and their role."""
    vendors: re.Pattern[str]
    consensus: re.Pattern[str]
    """What a panel agreed, beside the scores of its members."""
    subtotals: re.Pattern[str]
    prices: re.Pattern[str]
    price_totals: re.Pattern[str]
    closing: re.Pattern[str]
    beside_total: frozenset[str]
    """Words that may stand beside "total" in the label of a row that adds up."""
    best_is_low: tuple[str, ...]
    weight_words: Mapping[str, float]
    no_answer: frozenset[str]
    not_applicable: frozenset[str]
    gates: re.Pattern[str]
    """Words for what is pass or fail."""
    passed: frozenset[str]
    failed: frozenset[str]
    scales: Mapping[str, Mapping[str, float]]
    """By name: word → share of full credit, 0..1."""

    @cached_property
    def grades(self) -> frozenset[str]:
        """Every grade in words there is."""
        return frozenset(word for scale in self.scales.values() for word in scale)

    def role(self, heading: str) -> tuple[str, str]:
        """What a heading says its column is, and what is left of it: often a vendor's name."""
        return _role(self, heading)

    def _role(self, heading: str) -> tuple[str, str]:
        if role := self.letters.get(plain(heading), ""):
            return role, ""
        for role in ORDER:
            found = self.roles[role].search(heading)
            if found:
                left = heading[: found.start()] + " " + heading[found.end() :]
                return role, stripped(left)
        return "", " ".join(heading.split())


@lru_cache(maxsize=20_000)
def _role(words: Words, heading: str) -> tuple[str, str]:
    """The same texts are looked at from every row that may be the headings."""
    return words._role(heading)


def stripped(text: str) -> str:
    """Without separators and brackets around it."""
    return " ".join(text.split()).strip(" -–—:;,/()[]_|=.×*")


def plain(text: str) -> str:
    """A word as it is compared: one line, small letters, no full stop behind."""
    return " ".join(text.split()).casefold().removesuffix(".")


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, whole, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    inner = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)", re.IGNORECASE)


@cache
def words() -> Words:
    """The words that come with ossbuy."""
    return read_words(locations.templates() / "importing" / "comparisons.yaml")


def read_words(path: Path) -> Words:
    """The words of a file of this shape.

    Raises:
        BadFile: something is missing or is no number.
    """
    tree = as_dict(read_yaml(path), path.name)
    headings = as_dict(_part(tree, "headings", path), path.name)

    def listed(name: str, of: Mapping[str, Any] = tree) -> tuple[str, ...]:
        said = _part(of, name, path)
        if not isinstance(said, list) or not said:
            raise BadFile(path.name, f"{name!r} must be a list of words, such as [a, b].")
        return tuple(str(word) for word in said)

    def numbers(part: Any, scale: float) -> dict[str, float]:
        said = as_dict(part, path.name)
        try:
            return {plain(str(word)): float(value) / scale for word, value in said.items()}
        except (TypeError, ValueError):
            raise BadFile(path.name, "what a word counts for must be a number.") from None

    return Words(
        {role: pattern(listed(role, headings)) for role in ORDER},
        {
            plain(str(w)): str(r)
            for w, r in as_dict(_part(tree, "letters", path), path.name).items()
        },
        pattern(listed("vendors")),
        pattern(listed("consensus")),
        pattern(listed("subtotals")),
        pattern(listed("prices")),
        pattern(listed("price totals")),
        pattern(listed("closing")),
        frozenset(plain(word) for word in listed("beside total")),
        tuple(plain(word) for word in listed("best is low")),
        numbers(_part(tree, "weight words", path), 1),
        frozenset(plain(word) for word in listed("no answer")),
        frozenset(plain(word) for word in listed("not applicable")),
        pattern(listed("gate")),
        frozenset(plain(word) for word in listed("pass")),
        frozenset(plain(word) for word in listed("fail")),
        {
            name: numbers(scale, 100)
            for name, scale in as_dict(_part(tree, "scales", path), path.name).items()
        },
    )


def _part(tree: Mapping[str, Any], name: str, path: Path) -> Any:
    if name not in tree:
        raise BadFile(path.name, f"it lacks {name!r}; add it.")
    return tree[name]
