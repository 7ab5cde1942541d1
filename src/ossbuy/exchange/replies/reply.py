"""What is asked of an answer workbook, and what was read from one: plain values, cheap to build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ossbuy.model.bid import Level
from ossbuy.model.receipt import DriftItem

KINDS: Final[Mapping[str, str]] = {
    # kind: what it means, for legends and filters; those that lose something come first
    "extra": "a row that was not asked; it was not taken",
    "withdrawn": "an answer to a requirement that is asked no longer",
    "duplicate": "a requirement answered on more than one row",
    "missing": "a requirement without a row",
    "unread": "words that are no answer ossbuy knows; kept as they are",
    "placeholder": "a text left standing that is no answer",
    "amount": "a unit price that does not agree with the amounts beside it",
    "edited": "the text of a requirement was changed",
    "matched": "the row was found by something else than its key",
    "mapped": "a word that was taken as another",
    "comment": "the answer stood in the comment",
    "silent": "a comment, a reference or a date, but no answer",
    "filled": "the answer of a merged cell was given to all its rows",
    "column": "a column was renamed, added, lost or is there twice",
    "sheet": "a sheet was renamed, added or not read",
    "outside": "a text outside the table of answers",
    "note": "a note hung on a cell",
    "order": "the rows stand in another order",
    "version": "what the file says about the version it answers",
    "changed": "asked in other words, or added, since the version the file answers",
    "cut": "a text too long to be kept whole",
    "file": "something about the whole file",
}
"""Every kind of drift there is."""
LOSSES: Final = frozenset({"extra", "withdrawn", "duplicate", "missing", "unread", "silent"})
"""Kinds somebody has to look at, because something was not taken or is not there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement as it stands, and the echoes of it in an answer workbook."""

    code: str
    text: str
    section: tuple[str, ...] = ()
    """Code and title of its section; either may stand in the column Section."""
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the request as it went out."""

    version: str
    hash: str
    asked: Mapping[str, tuple[str, str]]
    """By internal id of the requirement: its code and its text."""


@dataclass(frozen=True, slots=True)
class Request:
    """What an answer workbook is held against."""

    asked: Mapping[str, Asked]
    """By internal id, in order."""
    versions: tuple[Version, ...] = ()
    """Versions that went out, oldest first."""
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By column (``level``, ``delivery``, ``evidence``, ``columns``), what a person said words
    mean."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """Questions about the vendor itself, by id."""


@dataclass(slots=True)
class Answer:
    """One answer, as taken."""

    level: str = Level.UNANSWERED.value
    delivery: str | None = None
    evidence: str | None = None
    available: str = ""
    reference: str = ""
    comment: str = ""
    raw: dict[str, str] = field(default_factory=dict)
    """The cells as received, by column, where reading them changed the text."""
    sheet: int = 0
    row: int = 0
    """Where it stands, from 1."""

    @property
    def said(self) -> bool:
        """Whether anything stands where the level belongs, understood or not."""
        return self.level != Level.UNANSWERED.value or "level" in self.raw

    def value(self, file: str) -> dict[str, object]:
        """The answer as the journal holds it: what is not said is left out."""
        found: dict[str, object] = {"level": self.level}
        for name in ("delivery", "evidence", "available", "reference", "comment"):
            if said := getattr(self, name):
                found[name] = said
        if self.raw:
            found["raw"] = self.raw
        return found | {"file": file}


class Mark(NamedTuple):
    """A cell or a row to be coloured in the annotated copy; there are thousands of them."""

    sheet: int
    row: int
    """From 1."""
    column: int
    """From 1; 0 is the whole row."""
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer workbook, read."""

    answers: Mapping[str, Answer]
    """By internal id of the requirement."""
    items: tuple[DriftItem, ...]
    marks: tuple[Mark, ...]
    """Where the items are, for the annotated copy."""
    words: Mapping[str, Mapping[str, str]]
    """By column, what words that are not those of the drop-downs were taken as."""
    version: str
    """The version it answers; empty when that cannot be told."""
    rows: int
    """Rows with content in the tables of answers."""
    about: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By id of a question about the vendor: its answer and a note."""
    headers: Mapping[int, int] = field(default_factory=dict)
    """By number of a sheet that was read, the row of its headers, from 1; 0 where it has none."""

    @property
    def answered(self) -> int:
        """Requirements with something said where the level belongs."""
        return sum(answer.said for answer in self.answers.values())
