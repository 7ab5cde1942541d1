"""What a facilitator brings to the room, from templates/facilitation: anchors, kinds of fear.

Each file is read once and only when somebody asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.frameworks import texts
from ossbuy.exchange.yaml_in import as_dict, as_list, read_yaml
from ossbuy.model.requirement import VERIFICATION

SCALES = ("severity", "frequency", "breadth")
"""Fields of a pain that are rated from 1 to 5."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One level of a scale in words."""

    level: int
    word: str
    meaning: str
    question: str
    """What to ask to tell this level from its neighbours."""


@dataclass(frozen=True, slots=True)
class Fear:
    """A kind of fear, and the requirement proposed against it."""

    id: str
    title: str
    fear: str
    """What is feared, in our words."""
    words: tuple[str, ...]
    """What such a fear is recognised by."""
    text: str
    verification: str
    threshold: str


@cache
def anchors() -> Mapping[str, tuple[Anchor, ...]]:
    """The five levels of each scale, lowest first.

    Raises:
        BadFile: a scale or a level is missing, or says too little.
    """
    name = "anchors.yaml"
    tree = as_dict(read_yaml(locations.templates() / "facilitation" / name), name)
    found: dict[str, tuple[Anchor, ...]] = {}
    for scale in SCALES:
        where = f"{name}, {scale}"
        said = [
            texts(entry, where, ("level", "word", "meaning", "question"))
            for entry in as_list(tree.get(scale), where)
        ]
        if [entry["level"] for entry in said] != ["1", "2", "3", "4", "5"]:
            raise BadFile(where, "it must have the levels 1 to 5 in this order; correct it.")
        found[scale] = tuple(
            Anchor(int(entry["level"]), entry["word"], entry["meaning"], entry["question"])
            for entry in said
        )
    return MappingProxyType(found)


@cache
def fears() -> tuple[Fear, ...]:
    """Kinds of fear with the requirement proposed against each, in the order of the file.

    Raises:
        BadFile: a kind is wrong or stands there twice.
    """
    name = "fears.yaml"
    tree = as_dict(read_yaml(locations.templates() / "facilitation" / name), name)
    where = f"{name}, fears"
    parts = ("id", "title", "fear", "words", "text", "verification", "threshold")
    found: dict[str, Fear] = {}
    for entry in as_list(tree.get("fears"), where):
        said = texts(entry, where, parts)
        if said["id"] in found:
            raise BadFile(f"{where}, {said['id'][:60]}", "it stands there twice; keep one.")
        if strange := sorted(set(said["verification"].split()) - set(VERIFICATION)):
            raise BadFile(
                f"{where}, {said['id'][:60]}",
                f"{strange[0]!r} verifies nothing; use {', '.join(VERIFICATION)}.",
            )
        words = tuple(w.strip().casefold() for w in said["words"].split(",") if w.strip())
        found[said["id"]] = Fear(
            said["id"],
            said["title"],
            said["fear"],
            words,
            said["text"],
            said["verification"],
            said["threshold"],
        )
    return tuple(found.values())


def recognised(told: str) -> tuple[Fear, ...]:
    """Kinds of fear that a told fear may be, the one with most words in common first."""
    text = f" {' '.join(told.casefold().split())} "
    scored = [
        (sum(re.search(rf"\b{re.escape(word)}", text) is not None for word in fear.words), fear)
        for fear in fears()
    ]
    best = sorted((s for s in scored if s[0]), key=lambda s: -s[0])
    return tuple(fear for _, fear in best)
