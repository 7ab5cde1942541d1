"""Opening a project file: what it must look like, and what SQLite's refusals mean to a person."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ossbuy.store.errors import (
    Busy,
    Corrupted,
    DiskFull,
    FromTheFuture,
    NotAProject,
    ReadOnly,
    StoreError,
    Unavailable,
)

APPLICATION_ID: Final = 0x4F534259  # "OSBY"
FORMAT: Final = 1
MAGIC: Final = b"SQLite format 3\x00"
BUSY_MS: Final = 10_000

SCHEMA: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    origin TEXT NOT NULL,
    prev TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL UNIQUE,
    header TEXT NOT NULL
);
CREATE UNIQUE INDEX event_origin ON event (origin) WHERE origin <> '';
CREATE TABLE fact (
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    key TEXT NOT NULL,
    round TEXT NOT NULL,
    value TEXT,
    salt BLOB,
    digest BLOB NOT NULL,
    PRIMARY KEY (seq, n)
) WITHOUT ROWID;
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE TABLE state (
    key TEXT NOT NULL,
    round TEXT NOT NULL,
    value TEXT,
    seq INTEGER NOT NULL,
    PRIMARY KEY (key, round)
) WITHOUT ROWID;
"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection to an existing project file.

    Raises a StoreError when there is no usable project at the path.
    """
    where = str(path)
    with os_refusals(where):
        if path.is_dir():
            raise NotAProject(where, "this is a folder; name the .ossbuy file inside it.")
        if path.exists() and not path.is_file():
            # Opening a pipe would wait for ever for somebody to write into it.
            raise NotAProject(where, "this is no file; name a .ossbuy file.")
        if not path.exists():
            raise NotAProject(
                where,
                f"there is no such file; check the name, or begin one: ossbuy new {path.name}",
            )
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    if start != MAGIC:
        what = "the file is empty" if not start else "this is not an ossbuy project"
        raise NotAProject(where, f"{what}; name a .ossbuy file, or restore it from a copy.")
    with refusals(where):
        connection = _raw(path)
        try:
            _check(connection, where)
        except BaseException:
            connection.close()
            raise
    return connection


def create(path: Path, header: str) -> sqlite3.Connection:
    """A new project file; never overwrites one."""
    where = str(path)
    with os_refusals(where):
        path.open("xb").close()
    try:
        with refusals(where):
            connection = _raw(path)
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {FORMAT}")
                for statement in SCHEMA.split(";\n"):
                    connection.execute(statement)
                connection.execute("INSERT INTO meta VALUES ('header', ?)", [header])
                connection.execute("COMMIT")
            except BaseException:
                connection.close()
                raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return connection


def _raw(path: Path) -> sqlite3.Connection:
    # The journal serialises its own use of the connection, so threads may share it.
    connection = sqlite3.connect(
        path.resolve().as_uri() + "?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    # FULL syncs at each commit: an acknowledged edit survives a power cut.
    connection.execute("PRAGMA synchronous = FULL")
    # A redacted text must not live on in freed cells of a page.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _check(connection: sqlite3.Connection, where: str) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (format_,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise NotAProject(where, "this is some other program's database; name a .ossbuy file.")
    if format_ > FORMAT:
        raise FromTheFuture(
            where, f"a newer ossbuy wrote this file (format {format_}); upgrade ossbuy to open it."
        )
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    # SQLite reads a torn last page as zeros.
    if Path(where).stat().st_size < size * pages:
        raise Corrupted(where, "the file was cut short; restore it from a copy.")
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal":
        # Copying an open WAL file silently loses edits, and people copy project files.
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def os_refusals(where: str) -> Iterator[None]:
    """Say what the operating system's refusals mean."""
    try:
        yield
    except FileExistsError:
        raise Unavailable(where, "there is already a file here; choose another name.") from None
    except FileNotFoundError:
        raise Unavailable(where, "the folder does not exist; create it first.") from None
    except PermissionError:
        raise ReadOnly(
            where, "this account may not open or create it; ask for access, or work on a copy."
        ) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise DiskFull(where, "there is no room to write; free some space.") from None
        raise Unavailable(
            where, f"it cannot be reached ({error.strerror or error}); check the path."
        ) from None


@contextmanager
def refusals(where: str) -> Iterator[None]:
    """Turn what SQLite raises into a sentence for a person."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(where, error) from error
    except (UnicodeDecodeError, OverflowError) as error:
        # Damaged pages reach Python as text that is not UTF-8, even inside SQLite's own messages.
        raise Corrupted(where, "the file is damaged; restore it from a copy.") from error


def explained(where: str, error: sqlite3.Error) -> StoreError:
    """The store's own exception for one of SQLite's."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    name: str = getattr(error, "sqlite_errorname", "") or type(error).__name__
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Busy(where, "another program is writing to it; wait a moment and try again.")
        case (
            sqlite3.SQLITE_READONLY
            | sqlite3.SQLITE_PERM
            | sqlite3.SQLITE_AUTH
            | sqlite3.SQLITE_CANTOPEN
        ):
            # CANTOPEN: the project is there, but the rollback journal beside it cannot be made.
            return ReadOnly(where, "it cannot be changed here; copy it to a folder of your own.")
        case sqlite3.SQLITE_FULL:
            return DiskFull(where, "the disk is full; free some space, nothing was half written.")
        case sqlite3.SQLITE_IOERR if name in WRITE_REFUSED:
            return DiskFull(
                where, "the disk refused the write; free some space, nothing was half written."
            )
        case sqlite3.SQLITE_NOTADB:
            return NotAProject(where, "this is not an ossbuy project; restore it from a copy.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_CONSTRAINT | sqlite3.SQLITE_MISMATCH:
            return Corrupted(where, "the file is damaged; restore it from a copy.")
        case sqlite3.SQLITE_ERROR if str(error).startswith(TORN):
            return Corrupted(where, "a part of the file is missing; restore it from a copy.")
        case sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_TOOBIG:
            return Unavailable(where, "it is too large to handle at once; split the import.")
    return Unavailable(where, f"it cannot be used just now ({name}); close it and open it again.")


TORN: Final = ("no such table", "no such column", "Could not decode")
"""How SQLite's plain errors begin when a part of the file is gone or is not text."""

WRITE_REFUSED: Final = frozenset(
    {"SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_DIR_FSYNC"}
)
