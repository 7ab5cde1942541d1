"""A copy of a project for somebody who may not see all of it.

A withheld fact loses its value, its salt and its key but for the family; its digest stays, so the
copy has the same head hash and verifies like the original. Attachments nobody may see are left out
with their names. The copy is stripped in memory and only then written, so no withheld byte ever
reaches the disk under the copy's name.

What a copy still tells: how many events there were, of which kind and when, and how many facts of
which family each held. Where even the number of bidders is secret, send a workbook, not a copy.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from ossbuy.model.events import Json, canonical
from ossbuy.store import chain
from ossbuy.store.audiences import AUDIENCES, PRIVATE, PUBLISHED, Audience
from ossbuy.store.chain import About, Share
from ossbuy.store.connection import os_refusals, refusals
from ossbuy.store.errors import Corrupted
from ossbuy.store.reading import Reader
from ossbuy.store.sqlite import SqliteJournal


def share(
    source: Path,
    out: Path,
    audience: str,
    now: datetime,
    actor: str,
    recipient: str = "",
    made_for: str = "",
) -> About:
    """Write a copy of ``source`` to ``out`` without what the audience may not see.

    ``recipient`` is the internal id of the vendor or evaluator whose own answers or scores stay
    in; ``made_for`` names the reader in words. Raises StoreError, and Corrupted rather than share
    a project that does not verify; raises ValueError for an unknown audience.
    """
    if audience not in AUDIENCES:
        raise ValueError(f"a copy is made for {', '.join(AUDIENCES)}, not {audience!r}")
    with closing(SqliteJournal.open(source)) as journal:
        found = journal.verify()
        if not found.ok:
            raise Corrupted(str(source), f"it cannot be shared. {found.sentence()}")
        copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with closing(copy), refusals(str(source)):
            journal.copy_into(copy)
            before = journal.about().share
            left_out = _strip(copy, AUDIENCES[audience], recipient)
            seq, head = copy.execute(
                "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"
            ).fetchone() or (0, journal.head())
            families = left_out | set(before.withheld if before else ())
            record = Share(
                audience=audience,
                made_for=made_for or recipient or audience,
                at=chain.stamp(now),
                by=actor if AUDIENCES[audience].names_people else "the buyer",
                seq=seq,
                head=head,
                withheld=tuple(sorted(families)),
            )
            copy.execute(
                "INSERT OR REPLACE INTO meta VALUES ('share', ?)", [canonical(asdict(record))]
            )
            # Folding once here spares whoever opens the copy in a read-only place.
            SqliteJournal(out, copy, Reader(str(out))).facts_at()
            _write(copy, out)
    with closing(SqliteJournal.open(out)) as made:
        check = made.verify(head)
        if not (check.ok and check.ends_there):
            raise Corrupted(str(out), check.sentence())
        return made.about()


def _strip(copy: sqlite3.Connection, audience: Audience, recipient: str) -> set[str]:
    """Take out of the copy what the audience may not see; the families that lost something."""
    rows = copy.execute("SELECT seq, n, key, value FROM fact ORDER BY seq, n").fetchall()
    private = _private(rows)
    if not audience.names_people:
        private |= _unpublished(rows, recipient)
    private |= _hidden_files(rows, audience)
    blind = _blind(copy, recipient)
    if _regulated(rows) and audience.sees is not None:
        audience = replace(audience, sees=audience.sees | PUBLISHED)
    hidden = {
        (seq, n): _family(key)
        for seq, n, key, value in rows
        if not key.startswith((chain.ENVELOPE, chain.SHARED))
        and ((seq, n) in blind or not _sees(audience, recipient, private, key, value))
    }
    poorer = {seq for seq, _ in hidden}
    kept_texts = "\n".join(
        value
        for seq, n, key, value in rows
        if value is not None and (seq, n) not in hidden and not key.startswith(chain.ENVELOPE)
    )
    kept_blobs: set[str] = set()
    for seq, _, key, value in rows:
        if key == chain.BLOBS and value is not None:
            attached = json.loads(value)
            kept_blobs.update(n for n in attached if n in kept_texts or seq not in poorer)
    for seq, n, key, value in rows:
        match key:
            case chain.BLOBS if value is not None:
                hide = not kept_blobs.issuperset(json.loads(value))
            case chain.REASON:
                # A reason speaks of the facts it was given for.
                hide = seq in poorer or not audience.names_people
            case chain.ACTOR | chain.BEHALF:
                hide = not audience.names_people
            case _:
                hide = False
        if hide:
            hidden[seq, n] = "event"
    copy.execute("BEGIN")
    copy.executemany(
        "UPDATE fact SET key = ?, round = '', value = NULL, salt = NULL WHERE seq = ? AND n = ?",
        [(chain.SHARED + family, *place) for place, family in hidden.items()],
    )
    names = [name for (name,) in copy.execute("SELECT sha256 FROM blob")]
    copy.executemany(
        "DELETE FROM blob WHERE sha256 = ?", [(n,) for n in names if n not in kept_blobs]
    )
    copy.execute("DELETE FROM state")
    copy.execute("DELETE FROM meta WHERE name = 'state'")
    copy.execute("COMMIT")
    return set(hidden.values())


def _private(rows: Sequence[tuple[int, int, str, str | None]]) -> set[str]:
    """Ids of notes marked private, and of private things nobody released."""
    marked: set[str] = set()
    released: dict[str, bool] = {}
    for _, _, key, value in rows:
        family, *rest = key.split("/")
        if family == "note" and rest[1:] == ["private"] and value == "true":
            marked.add(rest[0])
        elif family in PRIVATE and rest:
            said = value == "true" if rest[1:] == ["released"] else False
            released[rest[0]] = said or (rest[1:] != ["released"] and released.get(rest[0], False))
    return marked | {ident for ident, yes in released.items() if not yes}


def _unpublished(rows: Sequence[tuple[int, int, str, str | None]], recipient: str) -> set[str]:
    """Ids of clarifications that were not published to everybody or to this reader."""
    said: dict[str, dict[str, str | None]] = {}
    for _, _, key, value in rows:
        family, *rest = key.split("/")
        if family == "clarification" and len(rest) == 2:
            said.setdefault(rest[0], {})[rest[1]] = value and json.loads(value)
    return {
        ident
        for ident, fields in said.items()
        if not fields.get("published_at") or fields.get("published_to") not in ("all", recipient)
    }


def _hidden_files(rows: Sequence[tuple[int, int, str, str | None]], audience: Audience) -> set[str]:
    """Ids of files whose contents stay hidden: what was odd about a price would tell the price."""
    return {
        key.split("/")[1]
        for _, _, key, value in rows
        if _family(key) == "file"
        and value is not None
        and (json.loads(value) or {}).get("contents") in audience.not_files
    }


def _blind(copy: sqlite3.Connection, recipient: str) -> set[tuple[int, int]]:
    """Where ballots of open rounds and votes on open questions stand, others' than the reader's."""
    closed: dict[tuple[str, str], bool] = {}
    cast: list[tuple[tuple[int, int], tuple[str, str], str]] = []
    for seq, n, key, round_, value in copy.execute(
        "SELECT seq, n, key, round, value FROM fact ORDER BY seq, n"
    ):
        family, *rest = key.split("/")
        match family, rest:
            case "closed", [node]:
                closed[f"ballot {node}", round_] = value not in (None, "null")
            case "question", [question, "closed"]:
                closed[f"vote {question}", ""] = value == "true"
            case "ballot", [person, node]:
                cast.append(((seq, n), (f"ballot {node}", round_), person))
            case "vote", [question, person]:
                cast.append(((seq, n), (f"vote {question}", ""), person))
    return {
        place
        for place, about, person in cast
        if not closed.get(about) and (not recipient or person != recipient)
    }


def _regulated(rows: Sequence[tuple[int, int, str, str | None]]) -> bool:
    """Whether the procurement stands under the rules of a regulated one."""
    said = [value for _, _, key, value in rows if key == "policy/regulated"]
    return bool(said) and said[-1] == "true"


def _sees(
    audience: Audience, recipient: str, private: Collection[str], key: str, text: str | None
) -> bool:
    parts = key.split("/")
    family, last = _family(key), parts[-1]
    if family in ("note", "clarification", "drift", *PRIVATE) and parts[1] in private:
        return False
    if family in PRIVATE:
        # Who released a feeling did not release it to bidders.
        return audience.names_people
    if audience.sees is not None and family not in audience.sees:
        return False
    if last in audience.not_fields.get(family, ()):
        return False
    if family in audience.own_only:
        place = audience.own_only[family]
        return bool(recipient) and len(parts) > place and parts[place] == recipient
    if text is None:
        return True
    if family == "file":
        return _sees_file(audience, recipient, json.loads(text))
    if family == "redacted":
        # It names the address that was blanked.
        return _sees(audience, recipient, private, str(json.loads(text)[0]), None)
    return True


def _sees_file(audience: Audience, recipient: str, file: Json) -> bool:
    if not isinstance(file, dict):
        return file is None
    if file.get("contents") in audience.not_files:
        return False
    return not audience.own_files or (bool(recipient) and file.get("vendor") == recipient)


def _family(key: str) -> str:
    return key.partition("/")[0]


def _write(copy: sqlite3.Connection, out: Path) -> None:
    with os_refusals(str(out)):
        out.open("xb").close()
    try:
        with refusals(str(out)):
            # Writes only what is left: no free page, no slack with old content.
            copy.execute("VACUUM INTO ?", [str(out)])
    except BaseException:
        out.unlink(missing_ok=True)
        raise
