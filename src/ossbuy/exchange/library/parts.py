"""Reading the lists of a module: every field checked, every id in it resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar

from ossbuy.exchange import frameworks
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.frameworks import texts
from ossbuy.exchange.library.values import (
    CATEGORIES,
    Heading,
    LibraryCause,
    LibraryKpi,
    LibraryPain,
    LibraryRequirement,
    Module,
    Span,
)
from ossbuy.exchange.yaml_in import Tree
from ossbuy.model.requirement import LINK_STRENGTHS, VERIFICATION

Entry = Mapping[str, Tree]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


def parts(heading: Heading, lists: Mapping[str, list[dict[str, Tree]]]) -> Module:
    """The module whose file holds these lists.

    Raises:
        BadFile: an entry is wrong; names the file, the list and the entry.
    """
    causes = _by_id(heading, "causes", lists["causes"], _cause)
    kpis = _by_id(heading, "kpis", lists["kpis"], _kpi)
    requirements = _by_id(heading, "requirements", lists["requirements"], _requirement)
    pains = _by_id(heading, "pains", lists["pains"], _pain)
    for pain in pains.values():
        where = f"{heading.path.name}, pains, {pain.id}"
        _resolve(where, "cause", pain.causes, causes)
        _resolve(where, "requirement", pain.asks, requirements)
    for kpi in kpis.values():
        where = f"{heading.path.name}, kpis, {kpi.id}"
        _resolve(where, "KPI", [kpi.counter] if kpi.counter else [], kpis)
        if kpi.counter == kpi.id:
            raise BadFile(where, "it cannot be its own counter; name another KPI.")
    for requirement in requirements.values():
        where = f"{heading.path.name}, requirements, {requirement.id}"
        _resolve(where, "KPI", [requirement.kpi] if requirement.kpi else [], kpis)
    return Module(heading, pains, causes, kpis, requirements)


def references(text: str, where: str) -> tuple[str, ...]:
    """Open API and ODA ids separated by spaces; BadFile when templates/frameworks lacks one."""
    for ident in text.split():
        if ident not in frameworks.open_apis() and ident not in frameworks.components():
            raise BadFile(where, f"there is no {ident} in templates/frameworks; correct the id.")
    return tuple(text.split())


def _by_id(
    heading: Heading, part: str, entries: list[dict[str, Tree]], make: Callable[[Entry, str], T]
) -> Mapping[str, T]:
    place = f"{heading.path.name}, {part}"
    letter = part[0].upper()
    found: dict[str, T] = {}
    for entry in entries:
        thing = make(entry, place)
        if not re.fullmatch(rf"{heading.prefix}-{letter}[1-9]\d*", thing.id):
            raise BadFile(
                f"{place}, {thing.id}",
                f"its id must be {heading.prefix}-{letter} and a number; correct it.",
            )
        if thing.id in found:
            raise BadFile(f"{place}, {thing.id}", "the id stands there twice; number one anew.")
        found[thing.id] = thing
    return MappingProxyType(found)


def _resolve(where: str, kind: str, named: object, known: Mapping[str, object]) -> None:
    for ident in named if isinstance(named, tuple | list | Mapping) else ():
        if ident not in known:
            raise BadFile(where, f"there is no {kind} {ident!r} in this module; correct the id.")


def _pain(entry: Entry, place: str) -> LibraryPain:
    needed = ("id", "name", "statement", "module", "layer", "causes", "asks", "ask")
    said = texts(entry, place, needed)
    where = f"{place}, {said['id']}"
    asks: dict[str, int] = {}
    for link in said["asks"].split():
        ident, _, strength = link.partition("=")
        if strength not in {str(s) for s in LINK_STRENGTHS if s}:
            raise BadFile(where, f"{link!r} is no link; write a requirement's id, = and 9, 3 or 1.")
        if ident in asks:
            raise BadFile(where, f"it asks for {ident} twice; keep one.")
        asks[ident] = int(strength)
    return LibraryPain(
        said["id"],
        said["name"],
        said["statement"],
        said["module"],
        _layer(said["layer"], where),
        tuple(said["causes"].split()),
        MappingProxyType(asks),
        said["ask"],
    )


def _cause(entry: Entry, place: str) -> LibraryCause:
    said = texts(entry, place, ("id", "statement", "category", "fixable"))
    where = f"{place}, {said['id']}"
    _one_of(where, "category", said["category"], CATEGORIES)
    _one_of(where, "fixable", said["fixable"], ("yes", "part", "no"))
    return LibraryCause(**said)


def _kpi(entry: Entry, place: str) -> LibraryKpi:
    needed = ("id", "name", "unit", "typical", "good", "better", "basis", "source")
    said = texts(entry, place, needed, ("counter",))
    where = f"{place}, {said['id']}"
    if said["unit"] not in frameworks.units():
        raise BadFile(where, f"there is no unit {said['unit']!r} in templates/units.yaml.")
    _one_of(where, "better", said["better"], ("higher", "lower"))
    _one_of(where, "basis", said["basis"], ("assumption", "sourced"))
    return LibraryKpi(
        said["id"],
        said["name"],
        said["unit"],
        _span(said["typical"], where, "typical"),
        _span(said["good"], where, "good"),
        said["better"],
        said["basis"],
        said["source"],
        said["counter"],
    )


def _requirement(entry: Entry, place: str) -> LibraryRequirement:
    needed = ("id", "title", "text", "verification", "threshold", "layer", "gate")
    said = texts(entry, place, needed, ("kpi", "references"))
    where = f"{place}, {said['id']}"
    for letter in said["verification"].split():
        _one_of(where, "verification", letter, tuple(VERIFICATION))
    _one_of(where, "gate", said["gate"], ("yes", "no"))
    return LibraryRequirement(
        said["id"],
        said["title"],
        said["text"],
        said["verification"],
        said["threshold"],
        said["kpi"],
        _layer(said["layer"], where),
        references(said["references"], where),
        said["gate"] == "yes",
    )


def _layer(text: str, where: str) -> int:
    _one_of(where, "layer", text, ("1", "2", "3"))
    return int(text)


def _one_of(where: str, name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise BadFile(where, f"{name} is {value!r}; it must be one of {', '.join(allowed)}.")


_NUMBER = r"-?\d+(?:\.\d+)?"


def _span(text: str, where: str, name: str) -> Span:
    """``60 – 85`` or ``97``: no thousands separators, an en dash with spaces between."""
    found = re.fullmatch(rf"({_NUMBER})(?: – ({_NUMBER}))?", text)
    if not found:
        raise BadFile(where, f"{name} is {text!r}; write 60 – 85, or one number.")
    low, high = float(found[1]), float(found[2] or found[1])
    if low > high:
        raise BadFile(where, f"{name} runs from {low:g} down to {high:g}; change them over.")
    return Span(low, high, text)
