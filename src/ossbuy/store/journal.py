"""What every journal promises, whether in memory, in a file or on a server.

Nothing above ``ossbuy.store`` knows which one it is talking to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Protocol, TypeAlias

from ossbuy.model.events import Act, Event, Json, Withheld
from ossbuy.store.chain import About
from ossbuy.store.errors import Address
from ossbuy.store.verification import Verification

Expect: TypeAlias = Mapping[Address, int]
"""The event each address was last read from; 0 where it had never been written."""

State: TypeAlias = dict[Address, tuple[Json | Withheld, int]]
"""The last value of every address and the event that said it; removed facts are None."""


class Journal(Protocol):
    """An append-only chain of events. All methods raise only StoreError or ValueError."""

    @property
    def where(self) -> str:
        """What to call the project in messages: the path of its file, for example."""

    def about(self) -> About:
        """What the project says about itself."""

    def append(self, act: Act, actor: str, expect: Expect | None, now: datetime) -> Event:
        """Record an act durably and return it as recorded.

        An act whose origin is already here changes nothing and returns the event recorded then.
        Raises Conflict when an address in ``expect`` has changed since. The aware ``now`` is when
        it is recorded; it also happened then, unless the act says otherwise.
        """

    def redact(
        self, address: Address, actor: str, reason: str, now: datetime, seq: int | None = None
    ) -> Event:
        """Blank every body recorded at an address (of one event, if ``seq`` is given), on record.

        The chain still verifies. Raises ValueError when there is nothing to blank.
        """

    def head(self) -> str:
        """Hash of the last event."""

    def tip(self) -> tuple[int, str]:
        """Position and hash of the last event; position 0 in an empty project."""

    def events(self, after: int = 0, until: int | None = None) -> Iterator[Event]:
        """Events after ``after`` up to and including ``until``, oldest first, upcast."""

    def event(self, seq: int) -> Event:
        """One event. Raises ValueError when there is none at that position."""

    def facts_at(self, seq: int | None = None) -> State:
        """The last value of every address, as of an event; of all events when None."""

    def blob(self, sha256: str) -> bytes | None:
        """The bytes of an attachment by hex digest, or None when they are not here."""

    def changed(self) -> bool:
        """Whether anybody else may have appended since this was last asked. Costs microseconds."""

    def verify(self, head: str | None = None) -> Verification:
        """Recompute everything; ask whether ``head`` is in the chain and ends it."""

    def close(self) -> None:
        """Let go of the project; nothing is unsaved."""
