"""What a facilitator brings to the room, from templates/facilitation: anchors of the scales.

Each file is read once and only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.frameworks import texts
from ossbuy.exchange.yaml_in import as_dict, as_list, read_yaml

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
