"""The journal in memory: for tests, dry runs and scenarios that are thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from threading import RLock

from ossbuy.model.events import WITHHELD, Act, Event
from ossbuy.store import chain
from ossbuy.store.chain import About, Record
from ossbuy.store.errors import Address
from ossbuy.store.journal import Expect, State
from ossbuy.store.reading import Reader, refuse_conflicts
from ossbuy.store.verification import Verification, recompute
from ossbuy.version import __version__


class MemoryJournal:
    """A journal that is gone when the program ends. Same chain, same refusals."""

    def __init__(self, role: str, now: datetime, where: str = "in memory") -> None:
        self.where = where
        self._header = chain.begin(role, now, __version__)
        self._records: list[Record] = []
        self._origins: dict[str, int] = {}
        self._state: State = {}
        self._blobs: dict[str, bytes] = {}
        self._reader = Reader(where)
        self._lock = RLock()

    def about(self) -> About:
        """What the project says about itself."""
        return chain.about(self._header, None)

    def append(self, act: Act, actor: str, expect: Expect | None, now: datetime) -> Event:
        """Record an act; see Journal.append."""
        with self._lock:
            if act.origin and act.origin in self._origins:
                return self.event(self._origins[act.origin])
            refuse_conflicts(
                self.where, expect or {}, lambda a: self._state.get(a, (None, 0))[1], self.event
            )
            return self._insert(act, actor, now)

    def redact(
        self, address: Address, actor: str, reason: str, now: datetime, seq: int | None = None
    ) -> Event:
        """Blank every body recorded at an address; see Journal.redact."""
        with self._lock:
            told = [
                (record.seq, row.n)
                for record in self._records
                for row in record.rows
                if (row.key, row.round) == address
                and row.value is not None
                and seq in (None, record.seq)
            ]
            event = self._insert(chain.redaction(address, told, reason), actor, now)
            for at, n in told:
                record = self._records[at - 1]
                rows = list(record.rows)
                rows[n] = rows[n]._replace(value=None, salt=None)
                self._records[at - 1] = record._replace(rows=tuple(rows))
                if self._state.get(address, (None, 0))[1] == at:
                    self._state[address] = (WITHHELD, at)
            return event

    def head(self) -> str:
        """Hash of the last event."""
        return self._records[-1].hash if self._records else chain.genesis(self._header)

    def tip(self) -> tuple[int, str]:
        """Position and hash of the last event."""
        return len(self._records), self.head()

    def events(self, after: int = 0, until: int | None = None) -> Iterator[Event]:
        """Events oldest first; see Journal.events."""
        yield from self._reader.events(self._records[max(after, 0) : until])

    def event(self, seq: int) -> Event:
        """One event by position."""
        if not 1 <= seq <= len(self._records):
            raise ValueError(f"there is no event {seq}")
        return self._reader.events([self._records[seq - 1]])[0]

    def facts_at(self, seq: int | None = None) -> State:
        """The last value of every address."""
        return dict(self._state) if seq is None else chain.fold(self.events(until=seq))

    def blob(self, sha256: str) -> bytes | None:
        """The bytes of an attachment."""
        return self._blobs.get(sha256)

    def changed(self) -> bool:
        """Always perhaps: another workspace in this program may share it."""
        return True

    def verify(self, head: str | None = None) -> Verification:
        """Recompute everything; see Journal.verify."""
        blobs = {name: sha256(content).hexdigest() for name, content in self._blobs.items()}
        return recompute(self._header, self._records, None, blobs).against(head)

    def close(self) -> None:
        """Nothing to let go of."""

    def _insert(self, act: Act, actor: str, now: datetime) -> Event:
        record = chain.seal(act, actor, now, len(self._records) + 1, self.head())
        event = self._reader.events([record])[0]
        self._records.append(record)
        self._blobs.update(act.blobs)
        self._state.update(chain.fold([event]))
        # An act may come back by the name it had elsewhere, or by the one it got here.
        self._origins[chain.origin(self.about().chain, record.event_id)] = record.seq
        if act.origin:
            self._origins[act.origin] = record.seq
        return event
