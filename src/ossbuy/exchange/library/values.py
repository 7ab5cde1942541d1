"""What a library module is made of: frozen values, as read from its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CATEGORIES = (
    "data",
    "process",
    "people",
    "tool",
    "integration",
    "governance",
    "commercial",
    "network",
)
"""What kind of thing a root cause is."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a module is, without its contents."""

    id: str
    number: int
    prefix: str
    """Begins every id of the module."""
    title: str
    about: str
    references: tuple[str, ...]
    """Open API and ODA ids."""
    drivers: tuple[str, ...]
    """Names of sizing drivers."""
    path: Path


@dataclass(frozen=True, slots=True)
class LibraryPain:
    """What hurts where this module is missing or bad."""

    id: str
    name: str
    statement: str
    module: str
    """Short word for the system."""
    layer: int
    """1 operations, 2 revenue, 3 end customer."""
    causes: tuple[str, ...]
    asks: Mapping[str, int]
    """Requirement id to link strength 9, 3 or 1."""
    ask: str
    """The question that would bring local evidence."""

    @property
    def label(self) -> str:
        """What a list calls it."""
        return self.name


@dataclass(frozen=True, slots=True)
class LibraryCause:
    """A root cause to begin with."""

    id: str
    statement: str
    category: str
    fixable: str


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a KPI; a single number is both ends."""

    low: float
    high: float
    text: str
    """As it was written."""


@dataclass(frozen=True, slots=True)
class LibraryKpi:
    """How it is measured, where most are and where the good ones are."""

    id: str
    name: str
    unit: str
    typical: Span
    good: Span
    better: str
    """higher or lower"""
    basis: str
    """assumption or sourced"""
    source: str
    counter: str
    """Id of the KPI to watch with it, so that it is not reached by hiding."""


@dataclass(frozen=True, slots=True)
class LibraryRequirement:
    """One testable obligation."""

    id: str
    title: str
    text: str
    verification: str
    threshold: str
    kpi: str
    layer: int
    references: tuple[str, ...]
    gate: bool

    @property
    def label(self) -> str:
        """What a list calls it."""
        return self.title


@dataclass(frozen=True, slots=True)
class Module:
    """A module with everything in it, each part by id in the order of the file."""

    heading: Heading
    pains: Mapping[str, LibraryPain]
    causes: Mapping[str, LibraryCause]
    kpis: Mapping[str, LibraryKpi]
    requirements: Mapping[str, LibraryRequirement]


@dataclass(frozen=True, slots=True)
class Hit:
    """A pain or requirement that holds all the words of a search."""

    heading: Heading
    found: LibraryPain | LibraryRequirement
