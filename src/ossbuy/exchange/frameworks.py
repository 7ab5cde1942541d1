"""What the library refers to: Open APIs, ODA components, units and sizing ratios in templates/.

Each file is read once and only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.tables import read_csv
from ossbuy.exchange.yaml_in import Tree, as_dict, as_list, read_yaml


@dataclass(frozen=True, slots=True)
class OpenApi:
    """An interface id with its one short name at one version; the version is empty if unseen."""

    id: str
    name: str
    version: str
    source: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component id with its block, the interfaces it exposes and those it needs from others."""

    id: str
    name: str
    block: str
    version: str
    required: tuple[str, ...]
    """Open API ids it must expose."""
    optional: tuple[str, ...]
    """Open API ids it may expose."""
    depends: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Driver:
    """Something that is counted to size a system."""

    name: str
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio to start from when nobody has counted: between ``low`` and ``high`` of ``unit``."""

    id: str
    driver: str
    per: str
    low: float
    high: float
    unit: str
    basis: str
    source: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Sizing:
    """Drivers by name, ratios between them, and ratios of money."""

    drivers: Mapping[str, Driver]
    ratios: tuple[Ratio, ...]
    costs: tuple[Ratio, ...]


@cache
def open_apis() -> Mapping[str, OpenApi]:
    """Open APIs by id; BadFile names the row of an id that stands there twice."""
    path = locations.templates() / "frameworks" / "open_apis.csv"
    found: dict[str, OpenApi] = {}
    for row in read_csv(path).need("id", "name", "version", "source"):
        if row["id"] in found:
            raise BadFile(row.where("id"), f"{row['id']} stands there twice; keep one.")
        found[row["id"]] = OpenApi(row["id"], row["name"], row["version"], row["source"])
    return MappingProxyType(found)


@cache
def components() -> Mapping[str, Component]:
    """ODA components by id; a star behind an exposed interface means it must be there."""
    path = locations.templates() / "frameworks" / "oda_components.csv"
    found: dict[str, Component] = {}
    for row in read_csv(path).need("id", "name", "block", "version", "exposes", "depends"):
        if row["id"] in found:
            raise BadFile(row.where("id"), f"{row['id']} stands there twice; keep one.")
        exposes = row["exposes"].split()
        found[row["id"]] = Component(
            row["id"],
            row["name"],
            row["block"],
            row["version"],
            tuple(api[:-1] for api in exposes if api.endswith("*")),
            tuple(api for api in exposes if not api.endswith("*")),
            tuple(row["depends"].split()),
            row["source"],
        )
    return MappingProxyType(found)


def reference_name(ident: str) -> str:
    """``Resource Inventory Management 4.0.0`` for TMF639; empty for an id nobody knows."""
    thing = open_apis().get(ident) or components().get(ident)
    return f"{thing.name} {thing.version}".rstrip() if thing else ""


@cache
def units() -> Mapping[str, str]:
    """Meaning of every unit by its name."""
    return MappingProxyType(as_dict(read_yaml(locations.templates() / "units.yaml"), "units.yaml"))


@cache
def sizing() -> Sizing:
    """Sizing drivers and starting ratios."""
    tree = as_dict(read_yaml(locations.templates() / "sizing.yaml"), "sizing.yaml")
    drivers = [
        Driver(**texts(d, "sizing.yaml, drivers", ("name", "unit", "meaning")))
        for d in as_list(tree.get("drivers"), "sizing.yaml, drivers")
    ]
    return Sizing(
        MappingProxyType({d.name: d for d in drivers}),
        _ratios(tree, "ratios"),
        _ratios(tree, "costs"),
    )


@cache
def proposing() -> Mapping[str, float]:
    """The values of templates/proposing.yaml: how cautious a proposal for an orphan pain is."""
    where = "proposing.yaml"
    found: dict[str, float] = {}
    for name, entry in as_dict(read_yaml(locations.templates() / where), where).items():
        fields = as_dict(entry, f"{where}, {name}")
        said = texts(fields, f"{where}, {name}", ("value", "unit", "basis", "source", "meaning"))
        try:
            found[name] = float(said["value"])
        except ValueError:
            raise BadFile(f"{where}, {name}", "value must be a number; correct it.") from None
    return MappingProxyType(found)


def _ratios(tree: dict[str, Tree], part: str) -> tuple[Ratio, ...]:
    where = f"sizing.yaml, {part}"
    names = ("id", "driver", "per", "unit", "basis", "source", "meaning")
    found = []
    for entry in as_list(tree.get(part), where):
        said = texts(entry, where, (*names, "low", "high"))
        try:
            low, high = float(said.pop("low")), float(said.pop("high"))
        except ValueError:
            raise BadFile(
                f"{where}, {said['id']}", "low and high must be numbers; correct them."
            ) from None
        if not low <= high:
            raise BadFile(f"{where}, {said['id']}", "low is above high; change them over.")
        found.append(Ratio(low=low, high=high, **said))
    return tuple(found)


def texts(
    entry: Mapping[str, Tree], where: str, needed: tuple[str, ...], optional: tuple[str, ...] = ()
) -> dict[str, str]:
    """The fields of an entry: exactly these, each a text, the needed ones not empty.

    Raises:
        BadFile: a field is missing, empty, unknown or not a text; names entry and field.
    """
    label = str(entry.get("id") or entry.get("name") or "an entry without a name")[:60]
    if strange := sorted(set(entry) - {*needed, *optional}):
        raise BadFile(
            f"{where}, {label}",
            f"there is no field {strange[0]!r}; correct its name or remove it.",
        )
    for name in (*needed, *optional):
        value = entry.get(name, "")
        if not isinstance(value, str):
            raise BadFile(f"{where}, {label}", f"{name} must be a text on one line; correct it.")
        if name in needed and not value.strip():
            raise BadFile(f"{where}, {label}", f"{name} is missing; write it.")
    return {name: entry.get(name, "").strip() for name in (*needed, *optional)}
