"""What a project file says at a glance, before it is opened: enough for a first picture."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ossbuy.store.connection import connect, refusals


@dataclass(frozen=True, slots=True)
class Glance:
    """A project's name, and when and under which hash it was last recorded; empty if not known."""

    name: str = ""
    recorded_at: str = ""
    head: str = ""
    role: str = "buyer"
    shared: bool = False
    """Whether it is a copy that somebody was given."""


def glance(path: Path) -> Glance:
    """Look into a project file without folding it: two rows, and no model is loaded.

    What it says is for looking at only; the truth is read when the project is opened. Raises
    StoreError when there is no usable project at the path.
    """
    connection = connect(path)
    try:
        with refusals(str(path)):
            named = connection.execute(
                "SELECT value FROM state WHERE key = 'project/name' AND round = ''"
            ).fetchone()
            about = dict(
                connection.execute(
                    "SELECT name, value FROM meta WHERE name IN ('header', 'share')"
                ).fetchall()
            )
            last = connection.execute(
                "SELECT hash, header FROM event ORDER BY seq DESC LIMIT 1"
            ).fetchone()
    finally:
        connection.close()
    try:
        name = str(json.loads(named[0])) if named and named[0] else ""
        role, shared = json.loads(about["header"])["role"], "share" in about
        at, head = (json.loads(last[1])["recorded_at"], last[0]) if last else ("", "")
        return Glance(name, at, head, role, shared)
    except (ValueError, KeyError, TypeError):
        # Opening the project says what is wrong, in a better sentence than could be said here.
        return Glance()
