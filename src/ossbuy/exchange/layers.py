"""Presets of layer multipliers, from templates/layers.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.frameworks import texts
from ossbuy.exchange.yaml_in import as_list, read_yaml

Factors = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Preset:
    """One way to multiply weights by layer of value."""

    name: str
    factors: Factors
    basis: str
    """Where it comes from: sourced or assumption."""
    meaning: str
    source: str


@cache
def layer_presets() -> tuple[Preset, ...]:
    """The presets in the order of the file.

    Raises:
        BadFile: a preset says too little or its factors are not three numbers.
    """
    name = "layers.yaml"
    found = []
    for entry in as_list(read_yaml(locations.templates() / name), name):
        said = texts(entry, name, ("name", "factors", "basis", "meaning", "source"))
        where = f"{name}, {said['name']}"
        found.append(
            Preset(
                said["name"],
                read_factors(said["factors"], where),
                said["basis"],
                said["meaning"],
                said["source"],
            )
        )
    return tuple(found)


def read_factors(text: str, where: str) -> Factors:
    """Three multipliers with spaces or slashes between; BadFile when they are not."""
    parts = text.replace("/", " ").split()
    try:
        one, two, three = (float(part) for part in parts)
    except ValueError:
        raise BadFile(
            where,
            f"{text[:60]!r} must be three numbers, for layers 1, 2 and 3, such as 1 1.15 1.3.",
        ) from None
    return one, two, three
