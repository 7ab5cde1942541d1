"""What the journal costs, as ratios within one run. Run: python benchmarks/journal.py [folder]

Goals: a durable edit at 2 ms or less; 60,000 imported answers in one event at 2 s or less; opening
the state of 60,000 score facts within 3 × reading the same numbers from a plain table.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import numpy as np

from ossbuy.model.events import Act, Fact
from ossbuy.store.sqlite import SqliteJournal
from ossbuy.store.workspace import Workspace

SCORES = 60_000
EDITS = 300


def milliseconds(doing: Callable[[], object], times: int = 5) -> float:
    """Best of a few runs."""
    best = float("inf")
    for _ in range(times):
        start = perf_counter()
        doing()
        best = min(best, perf_counter() - start)
    return best * 1000


def now() -> datetime:
    return datetime.now(UTC)


def scores() -> tuple[Fact, ...]:
    """6 evaluators × 10 vendors × 1,000 requirements."""
    return tuple(
        Fact(f"score/evaluator{e}/vendor{v}/req{r:05d}", {"value": (e + v + r) % 6}, "1")
        for e in range(6)
        for v in range(10)
        for r in range(1000)
    )


def bare_appends(folder: Path) -> list[float]:
    """The floor: one line appended and synced."""
    spent = []
    with (folder / "bare").open("ab", buffering=0) as file:
        for _ in range(EDITS):
            start = perf_counter()
            file.write(b"x" * 500)
            os.fsync(file.fileno())
            spent.append((perf_counter() - start) * 1000)
    return spent


def bare_sqlite(folder: Path) -> list[float]:
    """A plain table with the same durability."""
    raw = sqlite3.connect(folder / "bare.db", isolation_level=None)
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, x TEXT)")
    spent = []
    for n in range(EDITS):
        start = perf_counter()
        raw.execute("INSERT INTO t VALUES (?, ?)", [n, "x" * 500])
        spent.append((perf_counter() - start) * 1000)
    raw.close()
    return spent


def edits(workspace: Workspace) -> list[float]:
    """One fact changed, durably."""
    spent = []
    for n in range(EDITS):
        act = Act("note.written", (Fact("note/n1/text", f"note {n}"),))
        start = perf_counter()
        workspace.execute(act)
        spent.append((perf_counter() - start) * 1000)
    return spent


def journal_edits(journal: SqliteJournal) -> list[float]:
    """The part of an edit that is the journal's, without folding it into a project."""
    spent = []
    for n in range(EDITS):
        act = Act("note.written", (Fact("note/n2/text", f"note {n}"),))
        start = perf_counter()
        journal.append(act, "maria", None, now())
        spent.append((perf_counter() - start) * 1000)
    return spent


def plain_table(folder: Path) -> Callable[[], object]:
    """The same scores as numbers in a key table, read with fromiter."""
    raw = sqlite3.connect(folder / "plain.db")
    raw.execute("CREATE TABLE s (e, v, r, x, PRIMARY KEY (e, v, r)) WITHOUT ROWID")
    raw.executemany(
        "INSERT INTO s VALUES (?, ?, ?, ?)",
        ((e, v, r, (e + v + r) % 6) for e in range(6) for v in range(10) for r in range(1000)),
    )
    raw.commit()
    return lambda: np.fromiter(
        (x for (x,) in raw.execute("SELECT x FROM s ORDER BY e, v, r")), float, SCORES
    )


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        folder = Path(name)
        path = folder / "bench.ossbuy"
        floor = statistics.median(bare_appends(folder))
        table = statistics.median(bare_sqlite(folder))
        with Workspace.create(path, "maria") as workspace:
            small = sorted(edits(workspace))
        facts = scores()
        journal = SqliteJournal.open(path)
        act = Act("score.given", facts)
        start = perf_counter()
        journal.append(act, "maria", None, now())
        bulk = (perf_counter() - start) * 1000
        read = plain_table(folder)
        plain = milliseconds(read)
        state = milliseconds(journal.facts_at)
        folded = milliseconds(lambda: journal.facts_at(journal.tip()[0]), 2)
        verified = milliseconds(journal.verify, 2)
        journal.close()
        opened = milliseconds(lambda: Workspace.open(path, "maria").project, 3)
        with Workspace.open(path, "maria") as workspace:
            large = sorted(edits(workspace))
        with closing(SqliteJournal.open(path)) as journal:
            durable = sorted(journal_edits(journal))
        rows = [
            ("append and sync, bare file (median)", floor, floor),
            ("one row in a plain table, durable (median)", table, floor),
            ("one edit, small project (median)", statistics.median(small), floor),
            ("one edit, small project (99 %)", small[int(EDITS * 0.99)], floor),
            ("the same, journal only, beside 60,000 scores", statistics.median(durable), floor),
            ("one edit beside 60,000 scores (median)", statistics.median(large), floor),
            ("60,000 numbers from a plain table, fromiter", plain, plain),
            ("60,000 score facts: state from the cache", state, plain),
            ("60,000 score facts: folded from the events", folded, plain),
            ("60,000 score facts: open to a frozen project", opened, plain),
            ("60,000 score facts: verify everything", verified, plain),
            ("60,000 score facts: append as one event", bulk, plain),
        ]
        for what, spent, unit in rows:
            print(f"{what:<48} {spent:9.2f} ms  {spent / unit:7.1f} ×")
        print(f"{'file, bytes per score fact':<48} {path.stat().st_size / SCORES:9.0f}")


if __name__ == "__main__":
    main()
