"""The journal in one ``.ossbuy`` file: SQLite, rollback journal, one transaction per act.

The chain is the truth. The ``state`` table is the fold of it, kept in the same transaction so that
opening a large project costs one read; it says for which head it holds and is rebuilt otherwise.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from threading import RLock
from typing import Final

from ossbuy.model.events import KINDS, Act, Event
from ossbuy.model.upcast import UPCASTERS, Kinds, Upcasters
from ossbuy.store import cache, chain
from ossbuy.store.chain import About, Record, Row
from ossbuy.store.connection import connect, create, refusals
from ossbuy.store.errors import Address, Busy, Corrupted, DiskFull, ReadOnly
from ossbuy.store.journal import Expect, State
from ossbuy.store.reading import Reader, damage, refuse_conflicts
from ossbuy.store.verification import Verification, recompute
from ossbuy.version import __version__

CHUNK: Final = 1000
"""Events read at a time: large enough for one bulk parse, small enough for memory."""

LAST: Final = 2**62
"""After every event."""


class SqliteJournal:
    """A journal in a file. Safe to share between threads and between processes."""

    def __init__(self, path: Path, connection: sqlite3.Connection, reader: Reader) -> None:
        self.path = path
        self._connection = connection
        self._reader = reader
        self._lock = RLock()
        with self._snapshot(), damage(self.where):
            meta = dict(connection.execute("SELECT name, value FROM meta"))
            self._header: str = meta["header"]
            self._about = chain.about(self._header, meta.get("share"))
            for kind, version in connection.execute("SELECT DISTINCT kind, version FROM event"):
                reader.refuse_unknown(kind, version)
            self._refuse_a_torn_end()
            self._data_version = self._version()

    @classmethod
    def open(
        cls, path: Path, upcasters: Upcasters = UPCASTERS, kinds: Kinds = KINDS
    ) -> SqliteJournal:
        """Open an existing project file."""
        connection = connect(path)
        try:
            return cls(path, connection, Reader(str(path), upcasters, kinds))
        except BaseException:
            connection.close()
            raise

    @classmethod
    def create(cls, path: Path, role: str, now: datetime) -> SqliteJournal:
        """Begin a project file; refuses to overwrite anything."""
        connection = create(path, chain.begin(role, now, __version__))
        return cls(path, connection, Reader(str(path)))

    @property
    def where(self) -> str:
        """The path, for messages."""
        return str(self.path)

    def about(self) -> About:
        """What the file says about itself."""
        return self._about

    def append(self, act: Act, actor: str, expect: Expect | None, now: datetime) -> Event:
        """Record an act durably; see Journal.append."""
        if self._about.role == "auditor":
            raise ReadOnly(
                self.where, "an auditor's copy is for reading; record it in the original."
            )
        with self._writing():
            if known := self._from_origin(act.origin):
                return self.event(known)
            refuse_conflicts(
                self.where, expect or {}, lambda a: cache.seq_of(self._connection, a), self.event
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO blob VALUES (?, ?, ?)",
                [(name, len(content), content) for name, content in act.blobs.items()],
            )
            return self._insert(act, actor, now)

    def redact(
        self, address: Address, actor: str, reason: str, now: datetime, seq: int | None = None
    ) -> Event:
        """Blank every body recorded at an address; see Journal.redact."""
        # A number, never text, so it may stand in the statement.
        only = "" if seq is None else f" AND seq = {int(seq)}"
        told = f"WHERE key = ? AND round = ? AND value IS NOT NULL{only}"
        with self._writing():
            places = self._connection.execute(
                f"SELECT seq, n FROM fact {told} ORDER BY seq, n", address
            ).fetchall()
            act = chain.redaction(address, places, reason)
            self._connection.execute(f"UPDATE fact SET value = NULL, salt = NULL {told}", address)
            self._connection.execute(f"UPDATE state SET value = NULL {told}", address)
            return self._insert(act, actor, now)

    def head(self) -> str:
        """Hash of the last event."""
        return self.tip()[1]

    def tip(self) -> tuple[int, str]:
        """Position and hash of the last event."""
        with self._reading():
            row = self._connection.execute(
                "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"
            ).fetchone()
        return (row[0], row[1]) if row else (0, chain.genesis(self._header))

    def events(self, after: int = 0, until: int | None = None) -> Iterator[Event]:
        """Events oldest first, upcast; see Journal.events."""
        while records := self._records(after, until):
            yield from self._reader.events(records)
            after = records[-1].seq

    def event(self, seq: int) -> Event:
        """One event by position."""
        for event in self.events(seq - 1, seq):
            return event
        raise ValueError(f"there is no event {seq}")

    def facts_at(self, seq: int | None = None) -> State:
        """The last value of every address; the whole present from the cache."""
        if seq is not None:
            return chain.fold(self.events(until=seq))
        # Where nothing can be written the events themselves are read instead.
        with suppress(ReadOnly, Busy, DiskFull):
            if not self._cache_holds():
                with self._writing():
                    pass
        with self._snapshot():
            if self._cache_holds():
                with suppress(ValueError, TypeError):
                    return cache.read(self._connection)
            return chain.fold(self.events())

    def blob(self, sha256: str) -> bytes | None:
        """The bytes of an attachment."""
        with self._reading():
            row = self._connection.execute(
                "SELECT bytes FROM blob WHERE sha256 = ?", [sha256]
            ).fetchone()
        return None if row is None else bytes(row[0])

    def changed(self) -> bool:
        """Whether another connection has committed since this was last asked."""
        with self._reading():
            before, self._data_version = self._data_version, self._version()
        return before != self._data_version

    def verify(self, head: str | None = None) -> Verification:
        """Recompute everything; see Journal.verify. A wrong state cache is reported and rebuilt."""
        with self._snapshot():
            (sound,) = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
            if sound != "ok":
                raise Corrupted(self.where, "the file is damaged; restore it from a copy.")
            blobs = {
                name: sha256(content).hexdigest()
                for name, content in self._connection.execute("SELECT sha256, bytes FROM blob")
            }
            with damage(self.where):
                found = recompute(self._header, self._all_records(), self._about.share, blobs)
            stale = not found.problems and self._cache_holds() and not self._cache_is_right()
        if stale:
            with suppress(ReadOnly, Busy, DiskFull), self._writing() as (_, last):
                self._rebuild(last)
            words = "the stored state was not what the events add up to; open the project again."
            found = replace(found, problems=(words,))
        return found.against(head)

    def copy_into(self, target: sqlite3.Connection) -> None:
        """Copy the whole file, as of one moment, into another database."""
        with self._reading():
            self._connection.backup(target)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, refusals(self.where):
            yield

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Several reads of one moment."""
        with self._reading():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _writing(self) -> Iterator[tuple[int, str]]:
        """One transaction, with the state cache right at its beginning and at its end."""
        with self._reading():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                seq, head = self.tip()
                if not cache.holds(self._connection, head, self._reader.basis):
                    self._rebuild(head)
                yield seq, head
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite itself has rolled back when the disk was full.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _insert(self, act: Act, actor: str, now: datetime) -> Event:
        seq, prev = self.tip()
        record = chain.seal(act, actor, now, seq + 1, prev)
        columns = record[:-1]
        self._connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", columns)
        self._connection.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(record.seq, *row) for row in record.rows],
        )
        cache.put(self._connection, record.seq, record.rows)
        cache.claim(self._connection, record.hash, self._reader.basis)
        return self._reader.events([record])[0]

    def _rebuild(self, head: str) -> None:
        cache.replace(self._connection, chain.fold(self.events()))
        cache.claim(self._connection, head, self._reader.basis)

    def _refuse_a_torn_end(self) -> None:
        """Damage can make the last events vanish without a trace in the chain; the cache knows."""
        if cache.head(self._connection) not in (None, self.head()):
            raise Corrupted(self.where, "its last events are missing; restore it from a copy.")

    def _cache_holds(self) -> bool:
        with self._reading():
            return cache.holds(self._connection, self.head(), self._reader.basis)

    def _cache_is_right(self) -> bool:
        return cache.texts(self._connection) == cache.as_texts(chain.fold(self.events()))

    def _from_origin(self, origin: str) -> int:
        """The event an act was recorded as before, here or in the file it came from; 0 if none."""
        if not origin:
            return 0
        chain_id, _, event_id = origin.partition(":")
        own = event_id if chain_id == self._about.chain else ""
        row = self._connection.execute(
            "SELECT seq FROM event WHERE origin = ? OR event_id = ?", [origin, own]
        ).fetchone()
        return 0 if row is None else int(row[0])

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _all_records(self) -> Iterator[Record]:
        after = -1
        while records := self._records(after, None):
            yield from records
            after = records[-1].seq

    def _records(self, after: int, until: int | None) -> list[Record]:
        """Up to a chunk of stored events, oldest first."""
        with self._reading():
            stored = self._connection.execute(
                "SELECT seq, event_id, kind, version, origin, prev, hash, header FROM event "
                "WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
                [after, LAST if until is None else until, CHUNK],
            ).fetchall()
            if not stored:
                return []
            bodies = self._connection.execute(
                "SELECT seq, n, key, round, value, salt, digest FROM fact "
                "WHERE seq BETWEEN ? AND ? ORDER BY seq, n",
                [stored[0][0], stored[-1][0]],
            ).fetchall()
        rows = {
            seq: tuple(Row(*body[1:]) for body in group)
            for seq, group in groupby(bodies, key=itemgetter(0))
        }
        return [Record._make((*row, rows.get(row[0], ()))) for row in stored]
