"""Recomputing a chain from what is stored, and saying in one sentence what was found.

Tamper-evident, not tamper-proof: whoever holds the file can rebuild the whole chain. That, and a
tail cut off, shows only against a head hash noted somewhere else, such as in a printed report.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ossbuy.model.events import canonical
from ossbuy.store import chain
from ossbuy.store.chain import Record, Share


@dataclass(frozen=True, slots=True)
class Verification:
    """What recomputing every hash showed."""

    events: int
    head: str
    """Hash of the last event that is intact."""
    problems: tuple[str, ...] = ()
    """One sentence each; empty when all is well."""
    redacted: int = 0
    """Bodies blanked by a recorded redaction."""
    withheld: int = 0
    """Bodies left out of this shared copy, as its header says."""
    sought: str = ""
    """The head hash that was asked about."""
    found_at: int | None = None
    """Position of the event with the sought hash; 0 is the beginning, None is nowhere."""
    hashes: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong and the sought hash, if any, was found."""
        return not self.problems and (not self.sought or self.found_at is not None)

    @property
    def ends_there(self) -> bool:
        """Whether the sought hash is that of the last event."""
        return self.found_at == self.events

    def sentence(self) -> str:
        """The finding in one sentence."""
        if self.problems:
            more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
            return f"Not intact: {self.problems[0]}{more}"
        counted = f"{self.events} events" if self.events != 1 else "1 event"
        gone = [f"{self.redacted} texts redacted on record"] if self.redacted else []
        gone += [f"{self.withheld} facts left out of this copy"] if self.withheld else []
        intact = f"{counted}, every hash recomputed" + "".join(f", {text}" for text in gone)
        if not self.sought:
            return f"Intact: {intact}; head {self.head}."
        short = self.sought[:16]
        if self.found_at is None:
            return (
                f"Cut or another project: the hash {short}… is nowhere in this file, which holds "
                f"{intact}; compare with the file the hash was noted from."
            )
        if self.ends_there:
            return f"Intact: {intact}; the file ends at the hash {short}…."
        after = self.events - self.found_at
        return (
            f"Intact: {intact}; the hash {short}… is event {self.found_at} and {after} were "
            "recorded after it."
        )

    def against(self, head: str | None) -> Verification:
        """The same finding, asked about a head hash noted elsewhere; its beginning is enough."""
        if not head:
            return self
        sought = head.strip().lower().rstrip("…")
        # Eight digits are what a person copies from paper; fewer would match by chance.
        found = [n for n, hashed in enumerate(self.hashes) if hashed.startswith(sought)]
        place = found[0] if len(sought) >= 8 and len(found) == 1 else None
        return replace(self, sought=sought, found_at=place)


def recompute(
    file_header: str,
    records: Iterable[Record],
    share: Share | None,
    blobs: Mapping[str, str],
) -> Verification:
    """Check every link, digest and attachment.

    ``blobs`` maps the name of each stored attachment to the SHA-256 of its bytes.
    """
    problems: list[str] = []
    hashes = [chain.genesis(file_header)]
    bodiless: list[tuple[str, str]] = []
    explained: set[str] = set()
    attached: set[str] = set()
    for record in records:
        broken = _broken(record, hashes[-1], len(hashes))
        if broken:
            problems.append(broken)
            break
        hashes.append(record.hash)
        for row in record.rows:
            if row.value is None:
                bodiless.append((f"{record.seq}.{row.n}", row.key))
            elif row.key == chain.BLOBS:
                attached.update(json.loads(row.value))
            if row.key.startswith(chain.REDACTED) and record.kind == "fact.redacted":
                explained.add(row.key.removeprefix(chain.REDACTED))
    redacted = withheld = 0
    for place, key in bodiless:
        if place in explained:
            redacted += 1
        elif _left_out(place, key, share):
            withheld += 1
        else:
            problems.append(
                f"the text of fact {place} ({canonical(key)}) is gone and no redaction explains it"
                "; restore the file from a copy."
            )
    if not problems:
        problems += _attachments(attached, blobs)
    return Verification(
        events=len(hashes) - 1,
        head=hashes[-1],
        problems=tuple(problems),
        redacted=redacted,
        withheld=withheld,
        hashes=tuple(hashes),
    )


def _broken(record: Record, prev: str, seq: int) -> str:
    """Why a stored event does not continue the chain; empty when it does."""
    restore = "restore the file from a copy."
    if record.seq != seq:
        return f"event {seq} is missing; {restore}"
    if record.prev != prev:
        return f"event {seq} does not continue the one before it; {restore}"
    if [row.n for row in record.rows] != list(range(len(record.rows))):
        return f"a fact of event {seq} is missing; {restore}"
    for row in record.rows:
        if (row.value is None) != (row.salt is None):
            return f"fact {seq}.{row.n} ({canonical(row.key)}) was half removed; {restore}"
        if (
            row.value is not None
            and row.salt is not None
            and chain.digest(row.salt, row.key, row.round, row.value) != row.digest
        ):
            name = f"fact {seq}.{row.n} ({canonical(row.key)})"
            return f"{name} was altered after it was recorded; {restore}"
    if chain.link(prev, record.header, [row.digest for row in record.rows]) != record.hash:
        return f"event {seq} was altered after it was recorded; {restore}"
    said = json.loads(record.header)
    columns = (record.seq, record.event_id, record.kind, record.version, record.origin)
    if columns != tuple(said[k] for k in ("seq", "event_id", "kind", "version", "origin")):
        return f"the index of event {seq} was altered; {restore}"
    if said["rows"] != len(record.rows):
        return f"a fact of event {seq} is missing; {restore}"
    return ""


def _left_out(place: str, key: str, share: Share | None) -> bool:
    if share is None or not key.startswith(chain.SHARED):
        return False
    seq = int(place.partition(".")[0])
    return seq <= share.seq and key.removeprefix(chain.SHARED) in share.withheld


def _attachments(attached: Collection[str], blobs: Mapping[str, str]) -> list[str]:
    problems = [
        f"the attachment {name[:16]}… is missing; restore the file from a copy."
        for name in sorted(attached)
        if name not in blobs
    ]
    problems += [
        f"the attachment {name[:16]}… was altered; restore the file from a copy."
        for name, actual in sorted(blobs.items())
        if actual != name
    ]
    return problems
