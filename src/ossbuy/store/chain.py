"""The chain every journal keeps, whatever it is stored in: what is hashed, and how it is read back.

An event is stored as a header (canonical JSON) and sealed rows. A row is one fact, or one part of
the envelope that may name a person or speak freely (actor, reason): those are rows too, so that
they can be blanked without breaking the chain.

    digest of a row = SHA-256(salt ‖ canonical [key, round] ‖ value text)
    hash of an event = SHA-256(hash before ‖ header bytes ‖ digests in order)

The salt keeps a blanked short value (a score, a name) from being guessed from its digest. The hash
before the first event is that of the file header, so the header is covered as well.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Final, NamedTuple

from ossbuy.model.events import KINDS, WITHHELD, Act, Event, Fact, Json, Withheld, canonical
from ossbuy.store.errors import Address

SALT: Final = 16
ENVELOPE: Final = "event/"
"""Keys of rows that belong to the event, not to the state."""
ACTOR: Final = "event/actor"
BEHALF: Final = "event/on_behalf_of"
REASON: Final = "event/reason"
BLOBS: Final = "event/blobs"
SHARED: Final = "withheld/"
"""Keys of rows left out of a shared copy: only the family is still told."""
REDACTED: Final = "redacted/"
"""``redacted/<seq>.<n>`` names a row whose body was blanked later."""

ROLES: Final = ("buyer", "vendor", "evaluator", "auditor")


class Row(NamedTuple):
    """One sealed row; ``value`` and ``salt`` are None once the body is gone."""

    n: int
    key: str
    round: str
    value: str | None
    salt: bytes | None
    digest: bytes


class Record(NamedTuple):
    """An event exactly as stored."""

    seq: int
    event_id: str
    kind: str
    version: int
    origin: str
    prev: str
    hash: str
    header: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Why a copy does not hold everything."""

    audience: str
    made_for: str
    at: str
    by: str
    seq: int
    """The last event that was there when the copy was made."""
    head: str
    withheld: tuple[str, ...]
    """Families of facts left out."""


@dataclass(frozen=True, slots=True)
class About:
    """What a project file says about itself."""

    chain: str
    """Identity of the chain, the same in every copy."""
    role: str
    """buyer, vendor or evaluator as begun; in a shared copy, the audience."""
    created_at: str
    ossbuy: str
    """Version of ossbuy that began the chain."""
    share: Share | None = None


def utc_now() -> datetime:
    """The current time, aware, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as stored: UTC, ISO 8601, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def begin(role: str, now: datetime, version: str) -> str:
    """A fresh file header as stored."""
    if role not in ROLES:
        raise ValueError(f"a project is begun as one of {', '.join(ROLES)}, not {role!r}")
    header = {"chain": uuid.uuid4().hex, "created_at": stamp(now), "ossbuy": version, "role": role}
    return canonical(header)


def about(header: str, share: str | None) -> About:
    """A stored file header, and share record if any, as values."""
    said = json.loads(header)
    if share is None:
        return About(said["chain"], said["role"], said["created_at"], said["ossbuy"])
    left = json.loads(share)
    left["withheld"] = tuple(left["withheld"])
    return About(said["chain"], left["audience"], said["created_at"], said["ossbuy"], Share(**left))


def genesis(header: str) -> str:
    """What stands in for the hash before the first event."""
    return sha256(header.encode()).hexdigest()


def origin(chain: str, event_id: str) -> str:
    """How an event is named in files other than its own."""
    return f"{chain}:{event_id}"


def link(prev: str, header: str, digests: Iterable[bytes]) -> str:
    """The hash of an event."""
    return sha256(bytes.fromhex(prev) + header.encode() + b"".join(digests)).hexdigest()


def digest(salt: bytes, key: str, round_: str, value: str) -> bytes:
    """The digest of a row; ``value`` is its text as stored."""
    return sha256(salt + f"[{quoted(key)},{quoted(round_)}]{value}".encode()).digest()


def seal(act: Act, actor: str, now: datetime, seq: int, prev: str) -> Record:
    """An act made into the next event of the chain.

    Raises ValueError for what can never be stored: an unknown kind, a reserved key, NaN, or text
    that is not Unicode.
    """
    if act.kind not in KINDS:
        raise ValueError(f"{act.kind!r} is not a kind of event")
    parts: list[tuple[str, str, Json | Withheld]] = [(ACTOR, "", actor)]
    if act.on_behalf_of:
        parts.append((BEHALF, "", act.on_behalf_of))
    if act.reason:
        parts.append((REASON, "", act.reason))
    if act.blobs:
        parts.append((BLOBS, "", sorted(act.blobs)))
    for name, content in act.blobs.items():
        if sha256(content).hexdigest() != name:
            raise ValueError(f"the attachment {name} does not have that SHA-256")
    for fact in act.facts:
        if fact.key.startswith((ENVELOPE, SHARED)) or isinstance(fact.value, Withheld):
            raise ValueError(f"{fact.key!r} cannot be recorded by an act")
        parts.append((fact.key, fact.round, fact.value))
    salts = os.urandom(SALT * len(parts))
    rows = []
    for n, (key, round_, value) in enumerate(parts):
        try:
            text = canonical(value)
        except TypeError as error:
            raise ValueError(f"{key!r} cannot be recorded: {error}") from None
        salt = salts[n * SALT : (n + 1) * SALT]
        rows.append(Row(n, key, round_, text, salt, digest(salt, key, round_, text)))
    version = KINDS[act.kind][0]
    event_id = str(uuid.uuid4())
    recorded = stamp(now)
    header = canonical(
        {
            "seq": seq,
            "event_id": event_id,
            "kind": act.kind,
            "version": version,
            "at": act.at or recorded,
            "recorded_at": recorded,
            "group": act.group,
            "origin": act.origin,
            "rows": len(rows),
        }
    )
    hashed = link(prev, header, [row.digest for row in rows])
    return Record(seq, event_id, act.kind, version, act.origin, prev, hashed, header, tuple(rows))


def redaction(address: Address, places: Sequence[tuple[int, int]], reason: str) -> Act:
    """The act that says which bodies, by event and row, are blanked."""
    if not places:
        raise ValueError(f"nothing is recorded at {address[0]!r} that could be redacted")
    facts = tuple(Fact(f"{REDACTED}{seq}.{n}", list(address)) for seq, n in places)
    return Act("fact.redacted", facts, reason)


def values(texts: Sequence[str | None]) -> list[Json | Withheld]:
    """Stored texts as values. One parse of the joined array is three times faster than one each."""
    parsed: list[Json | Withheld] = json.loads(
        "[" + ",".join("null" if text is None else text for text in texts) + "]"
    )
    if len(parsed) != len(texts):
        raise ValueError("a stored value holds more than one value")
    for n, text in enumerate(texts):
        if text is None:
            parsed[n] = WITHHELD
    return parsed


def read(records: Sequence[Record]) -> list[Event]:
    """Stored events as values, before upcasting."""
    read_values = iter(values([row.value for record in records for row in record.rows]))
    events = []
    for record in records:
        envelope: dict[str, str] = {}
        facts = []
        for row, value in zip(record.rows, read_values, strict=False):
            if row.key.startswith(ENVELOPE):
                envelope[row.key] = "(withheld)" if isinstance(value, Withheld) else value
            else:
                facts.append(Fact(row.key, value, row.round))
        header = json.loads(record.header)
        events.append(
            Event(
                seq=record.seq,
                event_id=header["event_id"],
                kind=header["kind"],
                version=header["version"],
                actor=envelope.get(ACTOR, "(withheld)"),
                on_behalf_of=envelope.get(BEHALF, ""),
                at=header["at"],
                recorded_at=header["recorded_at"],
                reason=envelope.get(REASON, ""),
                group=header["group"],
                origin=header["origin"],
                facts=tuple(facts),
                prev=record.prev,
                hash=record.hash,
            )
        )
    return events


def fold(events: Iterable[Event]) -> dict[Address, tuple[Json | Withheld, int]]:
    """The last value of every address; removed facts stay as None so that edits can be compared."""
    state: dict[Address, tuple[Json | Withheld, int]] = {}
    for event in events:
        for fact in event.facts:
            if not fact.key.startswith(SHARED):
                state[fact.address] = (fact.value, event.seq)
    return state
