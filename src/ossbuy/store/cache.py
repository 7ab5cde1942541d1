"""The present state of a project file, kept beside its chain so that opening reads one table.

It is never the truth: it says for which head it holds, is written in the same transaction as the
events, and is built again from them whenever it does not match.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TypeAlias

from ossbuy.model.events import Withheld, canonical
from ossbuy.store import chain
from ossbuy.store.chain import Row
from ossbuy.store.errors import Address
from ossbuy.store.journal import State

Texts: TypeAlias = dict[Address, tuple[str | None, int]]

_PUT = (
    "INSERT INTO state VALUES (?, ?, ?, ?) ON CONFLICT (key, round) "
    "DO UPDATE SET value = excluded.value, seq = excluded.seq"
)


def holds(connection: sqlite3.Connection, head: str, basis: str) -> bool:
    """Whether the cache is that of ``head``, read by today's upcasters."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'state'").fetchone()
    return row is not None and row[0] == f"{head} {basis}"


def head(connection: sqlite3.Connection) -> str | None:
    """The head the cache was last written for, or None if it never was."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'state'").fetchone()
    return None if row is None else str(row[0]).partition(" ")[0]


def claim(connection: sqlite3.Connection, head: str, basis: str) -> None:
    """Record for which head the cache now holds."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('state', ?)", [f"{head} {basis}"])


def put(connection: sqlite3.Connection, seq: int, rows: Iterable[Row]) -> None:
    """Let the facts of an event stand."""
    connection.executemany(
        _PUT,
        [
            (row.key, row.round, row.value, seq)
            for row in rows
            if not row.key.startswith((chain.ENVELOPE, chain.SHARED))
        ],
    )


def replace(connection: sqlite3.Connection, state: State) -> None:
    """Throw the cache away and write it anew."""
    connection.execute("DELETE FROM state")
    connection.executemany(
        "INSERT INTO state VALUES (?, ?, ?, ?)",
        [(key, round_, value, seq) for (key, round_), (value, seq) in as_texts(state).items()],
    )


def read(connection: sqlite3.Connection) -> State:
    """The cached state. Raises ValueError when a row cannot be read."""
    rows = connection.execute("SELECT key, round, value, seq FROM state").fetchall()
    if not rows:
        return {}
    keys, rounds, texts, seqs = zip(*rows, strict=True)
    pairs = zip(chain.values(texts), seqs, strict=True)
    return dict(zip(zip(keys, rounds, strict=True), pairs, strict=True))


def texts(connection: sqlite3.Connection) -> Texts:
    """The cached state as stored, to compare byte by byte."""
    rows = connection.execute("SELECT key, round, value, seq FROM state")
    return {(key, round_): (value, seq) for key, round_, value, seq in rows}


def as_texts(state: State) -> Texts:
    """A state as the cache would hold it."""
    return {
        address: (None if isinstance(value, Withheld) else canonical(value), seq)
        for address, (value, seq) in state.items()
    }


def seq_of(connection: sqlite3.Connection, address: Address) -> int:
    """The event that last wrote an address; 0 if none did."""
    row = connection.execute(
        "SELECT seq FROM state WHERE key = ? AND round = ?", address
    ).fetchone()
    return 0 if row is None else int(row[0])
