"""What can go wrong with a project file, each as one sentence a buyer can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ossbuy.model.events import Json, Withheld, canonical

Address: TypeAlias = tuple[str, str]
"""The key and the round of a fact."""


class StoreError(Exception):
    """Something about the stored project stops the work; the text says what to do."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what

    def sentence(self) -> str:
        """What is wrong, where, and what to do."""
        return str(self)


class NotAProject(StoreError):
    """The path does not lead to an ossbuy project."""


class Corrupted(StoreError):
    """The file was damaged or altered outside ossbuy."""


class FromTheFuture(StoreError):
    """A newer ossbuy wrote something this one does not understand."""


class ReadOnly(StoreError):
    """The project can be read but not changed here."""


class DiskFull(StoreError):
    """There was no room to write; nothing of the act was kept."""


class Busy(StoreError):
    """Another program held the project for too long."""


class Unavailable(StoreError):
    """The project cannot be reached at all."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One fact that changed between being read and being written."""

    address: Address
    read: Json | Withheld
    """The value the edit was based on; None when there was none."""
    current: Json | Withheld
    """The value that stands now."""
    who: str
    when: str
    """When the standing value was recorded, UTC, ISO 8601."""

    def sentence(self) -> str:
        """Which fact, from what to what, by whom and when."""
        key = " in round ".join(part for part in self.address if part)
        return (
            f"{key} was {_say(self.read)} and is now {_say(self.current)} ({self.who}, {self.when})"
        )


class Conflict(StoreError):
    """Facts the edit was based on have changed since they were read; nothing was written."""

    def __init__(self, where: str, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        first = self.clashes[0].sentence()
        more = f" and {len(self.clashes) - 1} more" if len(self.clashes) > 1 else ""
        super().__init__(
            where,
            f"somebody changed this meanwhile: {first}{more}; look at both values and choose.",
        )


def _say(value: Json | Withheld) -> str:
    if isinstance(value, Withheld):
        return "a withheld text"
    return "empty" if value is None else canonical(value)
