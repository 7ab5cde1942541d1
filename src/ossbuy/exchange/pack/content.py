"""What goes into a pack: plain values, so that a pack can be written without a project."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ossbuy.model.events import canonical


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement as it is asked."""

    key: str
    """Internal id; stands in the hidden column."""
    code: str
    section: str
    text: str
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the vendor itself."""

    key: str
    subject: str
    text: str
    unit: str
    kind: str
    """``number``, ``percent``, ``date``, ``yes-no``, ``choice`` or ``text``."""
    choices: tuple[str, ...] = ()
    short: bool = False
    """Asked already in the short first stage."""
    sets: str = field(default="", compare=False)
    """The field of the vendor its answer becomes: ``go_live``, ``reference 1 customer``.

    The pack does not say it, so it does not tell one question from another.
    """


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: what is due, when, and what to know about it."""

    what: str
    when: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Volume:
    """A driver of prices with the buyer's forecast by year, as text with a decimal point."""

    code: str
    name: str
    unit: str
    amounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A cause the buyer chose to show, what it causes, and the requirements against it."""

    key: str
    code: str
    cause: str
    effects: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a pack says."""

    project: str
    """Id of the project, for the defined name."""
    name: str
    """What is bought."""
    buyer: str
    version: str
    stage: str
    """``short`` or ``full``."""
    issued: str
    """UTC, ISO 8601 with a Z."""
    items: tuple[Item, ...]
    hash: str
    lot: str = ""
    currency: str = ""
    base_year: int | None = None
    years: int = 5
    questions: tuple[Question, ...] = ()
    dues: tuple[Due, ...] = ()
    volumes: tuple[Volume, ...] = ()
    priced: bool = True
    """Whether a price workbook goes with it."""
    lines: tuple[tuple[str, str], ...] = ()
    """Priced lines that are asked for by name: item and category."""
    about: tuple[tuple[str, str], ...] = ()
    """What the buyer says of itself: what and how much."""
    reasons: tuple[Reason, ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    """How answers will be weighed, in a regulated procurement: what and how much."""
    changes: str = ""
    """What an addendum changes, in the buyer's words."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a bidder has written into the yellow cells, as text."""

    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By key of the requirement: level, delivery, available, evidence, reference, comment."""
    about: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By key of the question: answer and comment."""


def set_hash(items: Iterable[Item]) -> str:
    """SHA-256 over ids, codes, texts and gates as asked: two packs with one hash ask the same.

    The order of requirements and the names of sections do not enter: a row that moved is still the
    same question.
    """
    asked = sorted([item.key, item.code, item.text, "gate" if item.gate else ""] for item in items)
    return hashlib.sha256(canonical(asked).encode("utf-8", "surrogatepass")).hexdigest()
