"""Files that are not what they should be: one clear sentence each, and nothing half written."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ossbuy.model.events import Act, Fact
from ossbuy.store.connection import explained
from ossbuy.store.errors import (
    Busy,
    Corrupted,
    DiskFull,
    FromTheFuture,
    NotAProject,
    StoreError,
    Unavailable,
)
from ossbuy.store.sqlite import SqliteJournal

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SRC = Path(__file__).resolve().parents[2] / "src"

FLIPS = int(os.environ.get("OSSBUY_TEST_FLIPS", "150"))


def note(n: int, text: str = "") -> Act:
    return Act("note.written", (Fact(f"note/n{n}/text", text or f"note {n}"),))


@pytest.fixture
def filled(path: Path, journal: SqliteJournal) -> Path:
    for n in range(40):
        journal.append(note(n), "maria", None, NOW)
    journal.close()
    return path


def use(path: Path) -> tuple[object, ...]:
    """Everything a person may read in a project file."""
    journal = SqliteJournal.open(path)
    try:
        facts = journal.facts_at()
        found = journal.verify()
        if not found.ok:
            raise Corrupted(str(path), found.sentence())
        return facts, list(journal.events()), journal.about()
    finally:
        journal.close()


def one_sentence(error: StoreError, path: Path) -> None:
    text = error.sentence()
    assert text.startswith(f"{path}: ")
    assert "\n" not in text
    assert "sqlite" not in text.lower()
    assert text.endswith((".", path.name))


def test_a_missing_file(path: Path) -> None:
    with pytest.raises(NotAProject, match="no such file") as refused:
        use(path)
    one_sentence(refused.value, path)
    assert not path.exists()


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotAProject, match="this is a folder") as refused:
        use(tmp_path)
    one_sentence(refused.value, tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 a workbook", "not an ossbuy project"),
        (b"SQLite format 3\x00" + b"\xff" * 4096, "not an ossbuy project"),
    ],
    ids=["empty", "workbook", "nonsense"],
)
def test_not_a_project(path: Path, content: bytes, words: str) -> None:
    path.write_bytes(content)
    with pytest.raises(NotAProject, match=words) as refused:
        use(path)
    one_sentence(refused.value, path)
    assert path.read_bytes() == content


def test_some_other_programs_database(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE t (x)")
    raw.commit()
    raw.close()
    with pytest.raises(NotAProject, match="some other program") as refused:
        use(path)
    one_sentence(refused.value, path)


def test_a_file_of_a_newer_format(filled: Path) -> None:
    with sqlite3.connect(filled) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(FromTheFuture, match=r"format 99.*upgrade ossbuy") as refused:
        use(filled)
    one_sentence(refused.value, filled)


def test_an_event_of_a_newer_kind(filled: Path) -> None:
    with sqlite3.connect(filled) as raw:
        raw.execute("UPDATE event SET kind = 'auction.held' WHERE seq = 7")
    raw.close()
    with pytest.raises(FromTheFuture, match=r"'auction\.held'.*upgrade ossbuy") as refused:
        use(filled)
    one_sentence(refused.value, filled)


def test_never_overwrites(filled: Path) -> None:
    before = filled.read_bytes()
    with pytest.raises(Unavailable, match="already a file here") as refused:
        SqliteJournal.create(filled, "buyer", NOW)
    one_sentence(refused.value, filled)
    assert filled.read_bytes() == before


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "a.ossbuy"
    with pytest.raises(Unavailable, match="create it first") as refused:
        SqliteJournal.create(path, "buyer", NOW)
    one_sentence(refused.value, path)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.999, 0.99999])
def test_a_truncated_file(filled: Path, keep: float) -> None:
    whole = filled.read_bytes()
    filled.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(Corrupted, match="restore it from a copy") as refused:
        SqliteJournal.open(filled)
    one_sentence(refused.value, filled)


def test_a_flipped_byte_is_noticed_or_changes_nothing(filled: Path) -> None:
    whole = filled.read_bytes()
    right = use(filled)
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - to repeat a failure
    chance = random.Random(seed)
    noticed = 0
    for _ in range(FLIPS):
        at = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[at] ^= chance.randrange(1, 256)
        filled.write_bytes(damaged)
        try:
            assert use(filled) == right
        except StoreError as refused:
            one_sentence(refused, filled)
            noticed += 1
    assert noticed > FLIPS / 10


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE fact SET value = '\"note 8\"' WHERE seq = 7 AND n = 1", r"fact 7\.1 .* altered"),
        ("UPDATE fact SET key = 'note/n0/text' WHERE seq = 7 AND n = 1", r"fact 7\.1 .* altered"),
        ("UPDATE fact SET value = '\"otto\"' WHERE seq = 7 AND n = 0", r"actor\"\) was altered"),
        ("UPDATE fact SET value = NULL, salt = NULL WHERE seq = 7 AND n = 1", "no redaction"),
        ("UPDATE fact SET value = NULL WHERE seq = 7 AND n = 1", "half removed"),
        ("DELETE FROM fact WHERE seq = 7 AND n = 1", "event 7 was altered"),
        ("DELETE FROM fact WHERE seq = 7 AND n = 0", "a fact of event 7 is missing"),
        ("DELETE FROM event WHERE seq = 7", "event 7 is missing"),
        ("DELETE FROM event WHERE seq = 1", "event 1 is missing"),
        ("UPDATE event SET header = replace(header, '2026', '2025') WHERE seq = 7", "altered"),
        ("UPDATE event SET kind = 'pain.told' WHERE seq = 7", "index of event 7"),
        ("UPDATE event SET event_id = 'x' WHERE seq = 7", "index of event 7"),
        ("UPDATE event SET prev = upper(prev) WHERE seq = 7", "event 7 does not continue"),
        ("UPDATE event SET hash = upper(hash) WHERE seq = 7", "event 7 was altered"),
        ("UPDATE meta SET value = replace(value, 'buyer', 'vendor') WHERE name = 'header'", "1"),
        ("UPDATE state SET value = '1' WHERE key = 'note/n7/text'", "stored state"),
    ],
)
def test_tampering_is_evident(filled: Path, change: str, words: str) -> None:
    with sqlite3.connect(filled) as raw:
        assert raw.execute(change).rowcount == 1
    raw.close()
    journal = SqliteJournal.open(filled)
    found = journal.verify()
    journal.close()
    assert not found.ok
    assert found.sentence().startswith("Not intact: ")
    assert re.search(words, found.sentence())


def test_a_cut_tail_shows_only_against_a_noted_head(filled: Path) -> None:
    journal = SqliteJournal.open(filled)
    noted = journal.head()
    earlier = journal.event(30).hash
    journal.append(note(40), "maria", None, NOW)
    later = journal.verify(noted)
    assert later.ok
    assert not later.ends_there
    assert "is event 40 and 1 were recorded after it" in later.sentence()
    assert journal.verify(noted[:12]).found_at == 40
    journal.close()
    with sqlite3.connect(filled) as raw:
        raw.execute("DELETE FROM event WHERE seq > 35")
        raw.execute("DELETE FROM fact WHERE seq > 35")
        raw.execute("DELETE FROM state WHERE seq > 35")
    raw.close()
    with pytest.raises(Corrupted, match="its last events are missing"):
        SqliteJournal.open(filled)
    with sqlite3.connect(filled) as raw:
        raw.execute("DELETE FROM meta WHERE name = 'state'")
    raw.close()
    cut = SqliteJournal.open(filled)
    assert cut.verify().ok
    found = cut.verify(noted)
    assert not found.ok
    assert found.found_at is None
    assert found.sentence().startswith("Cut or another project: ")
    assert cut.verify(earlier).found_at == 30
    assert not cut.verify("zzzzzzzz").ok
    assert not cut.verify(earlier[:4]).ok
    assert cut.facts_at() == cut.facts_at(35)
    cut.close()


def test_a_copy_made_while_open_holds_every_edit(filled: Path, tmp_path: Path) -> None:
    journal = SqliteJournal.open(filled)
    journal.append(note(99), "maria", None, NOW)
    copy = tmp_path / "copy.ossbuy"
    shutil.copy(filled, copy)
    again = SqliteJournal.open(copy)
    assert again.verify(journal.head()).ends_there
    again.close()
    journal.close()


def test_a_wal_file_is_brought_back_to_one_file(filled: Path) -> None:
    with sqlite3.connect(filled) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
    raw.close()
    journal = SqliteJournal.open(filled)
    journal.append(note(99), "maria", None, NOW)
    assert [f.name for f in filled.parent.iterdir()] == [filled.name]
    journal.close()


def test_another_program_holds_the_file(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ossbuy.store.connection.BUSY_MS", 50)
    journal = SqliteJournal.open(filled)
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="try again") as refused:
        journal.append(note(99), "maria", None, NOW)
    one_sentence(refused.value, filled)
    other.execute("ROLLBACK")
    other.close()
    journal.append(note(99), "maria", None, NOW)
    journal.close()


# The next tests need an account that may not write everywhere. Root may, so as root they run in a
# forked child that gives root up.


@pytest.fixture
def public(filled: Path) -> Iterator[Path]:
    """A copy of the project in a folder every account can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    path = folder / "north.ossbuy"
    shutil.copy(filled, path)
    path.chmod(0o666)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def unprivileged(doing: Callable[[], None]) -> list[str]:
    """What a store error in ``doing`` said, as an account without root's powers: type, sentence."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            try:
                doing()
                said = ["", ""]
            except StoreError as refused:
                said = [type(refused).__name__, refused.sentence()]
            except BaseException as raw:
                said = ["RAW", repr(raw)]
            os.write(writer, json.dumps(said).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = json.loads(pipe.read())
    os.waitpid(child, 0)
    return list(said)


def write_to(path: Path) -> None:
    journal = SqliteJournal.open(path)
    assert len(journal.facts_at()) == 40
    assert journal.verify().ok
    journal.append(note(99), "maria", None, NOW)


def test_a_read_only_folder_can_be_read_and_says_so(public: Path) -> None:
    public.parent.chmod(0o555)
    kind, text = unprivileged(lambda: write_to(public))
    assert kind == "ReadOnly"
    assert text == (f"{public}: it cannot be changed here; copy it to a folder of your own.")


def test_a_read_only_file_can_be_read_and_says_so(public: Path) -> None:
    public.chmod(0o444)
    kind, text = unprivileged(lambda: write_to(public))
    assert kind == "ReadOnly"
    assert text == f"{public}: it cannot be changed here; copy it to a folder of your own."


def test_a_stale_cache_in_a_read_only_folder_is_worked_around(public: Path) -> None:
    with sqlite3.connect(public) as raw:
        raw.execute("DELETE FROM meta WHERE name = 'state'")
        raw.execute("DELETE FROM state")
    raw.close()
    public.parent.chmod(0o555)
    assert unprivileged(lambda: write_to(public))[0] == "ReadOnly"


def test_a_file_one_may_not_read(public: Path) -> None:
    public.chmod(0o000)
    kind, text = unprivileged(lambda: use(public))
    assert (kind, "ask for access" in text) == ("ReadOnly", True)


def test_beginning_a_project_in_a_read_only_folder(public: Path) -> None:
    public.parent.chmod(0o555)
    kind, text = unprivileged(
        lambda: SqliteJournal.create(public.parent / "b.ossbuy", "buyer", NOW).close()
    )
    assert (kind, "ask for access" in text) == ("ReadOnly", True)


FILL = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ossbuy.model.events import Act, Fact
from ossbuy.store.errors import DiskFull
from ossbuy.store.sqlite import SqliteJournal

path, limit = Path(sys.argv[1]), int(sys.argv[2])
journal = SqliteJournal.open(path)
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
kept = journal.tip()[0]
try:
    while True:
        journal.append(
            Act("note.written", (Fact(f"note/m{kept}/text", "x" * 3000),)),
            "maria", None, datetime.now(UTC),
        )
        kept += 1
except DiskFull as refused:
    print(kept, len(journal.facts_at()), journal.verify().ok, refused.sentence(), sep="|")
"""


def fill(path: Path, limit: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path), str(limit)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().split("|")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A disk of 400 kB; where none may be mounted, a limit on the size of a file instead."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    yield place, 0 if mounted else 400_000
    if mounted:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_keeps_what_was_acknowledged(
    small_disk: tuple[Path, int], filled: Path
) -> None:
    place, limit = small_disk
    path = place / "north.ossbuy"
    shutil.copy(filled, path)
    kept, facts, intact, text = fill(path, limit)
    assert (int(kept) > 40, int(facts), intact) == (True, int(kept), "True")
    assert text.startswith(f"{path}: the disk ")
    assert "nothing was half written" in text
    room = place.parent / "north.ossbuy"
    shutil.copy(path, room)
    again = SqliteJournal.open(room)
    assert again.tip()[0] == int(kept)
    again.append(note(99), "maria", None, NOW)
    again.close()


def test_a_limit_on_file_size_is_like_a_full_disk(filled: Path) -> None:
    kept, facts, intact, text = fill(filled, filled.stat().st_size + 50_000)
    assert (int(kept) > 40, int(facts), intact) == (True, int(kept), "True")
    assert text.startswith(f"{filled}: the disk ")
    use(filled)


def test_no_room_to_begin_a_project(small_disk: tuple[Path, int]) -> None:
    place, limit = small_disk
    if limit:
        (place / "ballast").touch()
    else:
        with (place / "ballast").open("wb") as ballast, pytest.raises(OSError, match="space"):
            ballast.write(b"x" * 1_000_000)
        path = place / "a.ossbuy"
        with pytest.raises(DiskFull) as refused:
            SqliteJournal.create(path, "buyer", NOW)
        one_sentence(refused.value, path)
        assert not path.exists()


CODES = sorted(
    code
    for name in dir(sqlite3)
    if name.startswith("SQLITE_") and isinstance(code := getattr(sqlite3, name), int)
)


@pytest.mark.parametrize("code", sorted({c & 0xFF for c in CODES if 0 < (c & 0xFF) < 28}))
def test_every_refusal_of_sqlite_has_a_sentence(code: int, path: Path) -> None:
    error = sqlite3.OperationalError("words nobody should see")
    error.sqlite_errorcode = code
    error.sqlite_errorname = "SQLITE_X"
    said = explained(str(path), error)
    assert "words nobody should see" not in said.sentence()
    assert isinstance(said, StoreError)
