"""Phrases in comments that do not go with the answer beside them, from templates/importing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.yaml_in import as_dict, as_list, read_yaml
from ossbuy.model.bid import Delivery, Level

FILE: Final = "importing/contradictions.yaml"
UNSAID: Final = "unsaid"
"""Stands for an answer without a class of delivery."""
_WHEN: Final = r"(?:q[1-4]\b|h[12]\b|20\d\d\b|[^\W\d_]+ 20\d\d\b)"
_REACH: Final = 28
"""Characters before a phrase in which a word may take it back."""


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases that say one thing."""

    name: str
    says: str
    """What they say, after "the comment": ``it speaks of a plan``."""
    levels: frozenset[str]
    deliveries: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Contradictions:
    """All groups, and the words that take a phrase back."""

    groups: tuple[Group, ...]
    undone: re.Pattern[str]

    def of(self, level: str, delivery: str | None, comment: str) -> tuple[Group, str] | None:
        """The first group whose phrase in a comment does not go with the answer, and the phrase."""
        text = comment.casefold().replace("’", "'")
        for group in self.groups:
            if level not in group.levels or (delivery or UNSAID) not in group.deliveries:
                continue
            for hit in group.pattern.finditer(text):
                clause = re.split(r"[.;:!?\n]", text[max(0, hit.start() - _REACH) : hit.start()])[
                    -1
                ]
                if not self.undone.search(clause):
                    return group, comment[hit.start() : hit.end()]
        return None


@lru_cache(maxsize=1)
def contradictions() -> Contradictions:
    """The phrases of templates/importing/contradictions.yaml.

    Raises:
        BadFile: the file is missing or wrong; names the group.
    """
    tree = as_dict(read_yaml(locations.templates() / FILE), FILE)
    groups = tuple(_group(entry) for entry in as_list(tree.get("groups"), FILE))
    undone = "|".join(re.escape(word) for word in _listed(tree.get("not", "")))
    return Contradictions(groups, re.compile(rf"(?<!\w)(?:{undone})(?!\w)"))


def _group(tree: dict[str, Any]) -> Group:
    where = f"{FILE}, {tree.get('name', 'a group')}"
    levels, deliveries = tree.get("levels") or (), tree.get("deliveries") or ()
    known = {level.value for level in Level}
    if not levels or not set(levels) <= known:
        raise BadFile(where, f"levels must be among {', '.join(sorted(known))}.")
    classes = {code.value for code in Delivery} | {UNSAID}
    if not deliveries or not set(deliveries) <= classes:
        raise BadFile(where, f"deliveries must be among {', '.join(sorted(classes))}.")
    phrases = _listed(tree.get("phrases", ""))
    if not phrases:
        raise BadFile(where, "it has no phrases; add one or remove the group.")
    return Group(
        str(tree.get("name", "")),
        str(tree.get("says", "")),
        frozenset(levels),
        frozenset(deliveries),
        re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, phrases))})(?!\w)"),
    )


def _listed(text: str) -> Sequence[str]:
    """Phrases separated by commas, longest first, so that the longest one is shown."""
    phrases = {" ".join(part.split()).casefold() for part in text.split(",")} - {""}
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


def _pattern(phrase: str) -> str:
    words = [_WHEN if word == "#" else re.escape(word) for word in phrase.split()]
    return r"\s+".join(words)
