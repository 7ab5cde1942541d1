"""What a changed version of a matrix does to a project, as values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ossbuy.exchange.matrices import Proposal
from ossbuy.model.events import Act
from ossbuy.procedure.matrices.importing import Skipped


@dataclass(frozen=True, slots=True)
class Change:
    """What a changed version does to one requirement."""

    kind: str
    """``added``, ``changed``, ``removed`` or ``stays`` (gone from the file, and kept here)."""
    code: str
    """Its id afterwards."""
    was: str
    """Its id before; empty when it is new."""
    text: str
    """Its text afterwards, or the last it had."""
    where: str = ""
    """The row in the file; empty when it is not there any more."""
    words: tuple[tuple[str, str], ...] = ()
    """What became of the words, when it is reworded."""
    moved: tuple[str, str] | None = None
    """Section before and after, by code."""
    fields: tuple[tuple[str, str, str], ...] = ()
    """(field, before, after) of the other fields that change."""
    how: str = ""
    """How it was matched: ``id``, ``text`` or ``id alone``."""
    hangs: tuple[str, ...] = ()
    """What hangs on it, in words."""
    ident: str = ""

    @property
    def renumbered(self) -> bool:
        """Whether its id changes."""
        return bool(self.was) and self.was != self.code

    @property
    def reworded(self) -> bool:
        """Whether its text changes."""
        return any(what != "same" for what, _ in self.words)


@dataclass(frozen=True, slots=True)
class Revision:
    """A changed version, compared; nothing is recorded until ``act`` is executed."""

    proposal: Proposal
    changes: tuple[Change, ...]
    unchanged: int
    skipped: tuple[Skipped, ...]
    clashes: tuple[str, ...]
    """Ids that two requirements would have, a sentence each; with any of them there is no act."""
    made: tuple[str, ...]
    act: Act | None
    """None when nothing changes, or two requirements would have one id."""

    def counts(self) -> dict[str, int]:
        """How many were added, removed, reworded and so on; one may count under several."""
        kinds = Counter(change.kind for change in self.changes)
        return {
            "added": kinds["added"],
            "removed": kinds["removed"],
            "stays": kinds["stays"],
            "reworded": sum(c.reworded for c in self.changes),
            "moved": sum(c.moved is not None for c in self.changes),
            "renumbered": sum(c.renumbered for c in self.changes),
            "changed": sum(bool(c.fields) for c in self.changes),
            "unchanged": self.unchanged,
        }
