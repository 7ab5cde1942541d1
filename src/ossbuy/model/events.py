"""Acts in the past tense and the facts they made true: the stored vocabulary of a project.

An event is one human act (a pain was told, a workbook was received). What became true is a
list of facts, each a key, a value and, where scoring happens in rounds, a round. The state of a
project is the last value of every key; nothing else is ever stored. This module is stdlib only,
because the store and the command line load it at start-up.

Keys are paths: ``pain/9f2c81d0aa/severity``, ``link/<pain>/<requirement>``,
``response/<vendor>/<requirement>``. The ids in them are internal and never change; the codes a
person sees (``P1``, ``C4.2``) are facts like any other.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

Json: TypeAlias = Any
"""What ``json.loads`` may return: None, bool, int, float, str, list or dict of these."""


class Withheld:
    """The value of a fact whose body was redacted or left out of a shared copy."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "WITHHELD"


WITHHELD: Final = Withheld()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that became true: ``value`` is what ``key`` (in ``round``) now says."""

    key: str
    value: Json | Withheld
    """None means the key no longer says anything: the fact was removed."""
    round: str = ""
    """Evaluation round for scores; empty where rounds do not apply."""

    @property
    def address(self) -> tuple[str, str]:
        """What concurrency, undo and the state are keyed by."""
        return (self.key, self.round)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody wants recorded, before the journal gives it a time and a place."""

    kind: str
    facts: tuple[Fact, ...]
    reason: str = ""
    group: str = ""
    """Acts that belong together for undo and for reading the history share a group."""
    origin: str = ""
    """Chain id and event id in the file this came from, so that importing twice is a no-op."""
    on_behalf_of: str = ""
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    """Attachments to store with the act, by SHA-256 hex digest."""
    at: str = ""
    """When it happened, if not now: UTC, ISO 8601 with a Z."""


@dataclass(frozen=True, slots=True)
class Event:
    """An act as the journal holds it."""

    seq: int
    """Position in the chain, from 1."""
    event_id: str
    kind: str
    version: int
    actor: str
    on_behalf_of: str
    at: str
    """When it happened, UTC, ISO 8601 with a Z."""
    recorded_at: str
    reason: str
    group: str
    origin: str
    facts: tuple[Fact, ...]
    prev: str
    hash: str


class Refused(Exception):
    """A rule said no; the text is one sentence with what to do instead."""

    def sentence(self) -> str:
        """Why not, and what to do instead."""
        return str(self)


KINDS: Final[Mapping[str, tuple[int, str]]] = {
    # kind: (current version, sentence for the history; {what} is filled from the facts)
    "project.begun": (1, "began the project {what}"),
    "project.described": (1, "described the project: {what}"),
    "project.built": (1, "built the project from readable files: {what}"),
    "model.adopted": (1, "adopted the evaluation model {what}"),
    "person.named": (1, "named {what}"),
    "trigger.told": (1, "told what triggered the project: {what}"),
    "pain.told": (1, "told the pain {what}"),
    "pain.changed": (1, "changed the pain {what}"),
    "pain.removed": (1, "removed the pain {what}"),
    "cause.found": (1, "found the cause {what}"),
    "cause.changed": (1, "changed the cause {what}"),
    "cause.removed": (1, "removed the cause {what}"),
    "section.set": (1, "set the section {what}"),
    "requirement.written": (1, "wrote the requirement {what}"),
    "requirement.changed": (1, "changed the requirement {what}"),
    "requirement.removed": (1, "removed the requirement {what}"),
    "requirements.imported": (1, "imported requirements: {what}"),
    "link.set": (1, "linked {what}"),
    "weight.set": (1, "set a stated weight: {what}"),
    "policy.set": (1, "set {what}"),
    "scenario.adopted": (1, "adopted a scenario: {what}"),
    "weights.locked": (1, "locked the weights: {what}"),
    "weights.amended": (1, "amended after the weight lock: {what}"),
    "vendor.invited": (1, "invited {what}"),
    "vendor.changed": (1, "changed the vendor {what}"),
    "vendor.eliminated": (1, "eliminated {what}"),
    "vendor.readmitted": (1, "readmitted {what}"),
    "file.received": (1, "received {what}"),
    "answers.unsealed": (1, "unsealed the answers of {what}"),
    "prices.unsealed": (1, "unsealed the prices of {what}"),
    "quality.locked": (1, "locked the quality scores: {what}"),
    "proposals.accepted": (1, "accepted proposed scores: {what}"),
    "score.given": (1, "scored {what}"),
    "score.agreed": (1, "agreed the score of {what}"),
    "gate.judged": (1, "judged the gate {what}"),
    "decision.made": (1, "decided: {what}"),
    "note.written": (1, "noted: {what}"),
    "act.undone": (1, "took back: {what}"),
    "act.redone": (1, "did again: {what}"),
    "fact.redacted": (1, "redacted {what}"),
    "copy.shared": (1, "gave a copy to {what}"),
    "emotion.told": (1, "told how it feels: {what}"),
    "emotion.changed": (1, "changed what was told of a feeling: {what}"),
    "emotion.removed": (1, "removed what was told of a feeling: {what}"),
    "pains.taken": (1, "took in pains: {what}"),
    "cost.worked": (1, "worked out the cost of {what}"),
    "burden.counted": (1, "counted what the procurement asks of operations: {what}"),
    "value.traced": (1, "traced the value of {what}"),
    "library.pulled": (1, "pulled from the library: {what}"),
    "past.taken": (1, "started from a past project: {what}"),
    "requirement.reworded": (1, "took a proposed wording: {what}"),
    "ballot.cast": (1, "cast a ballot on the weights under {what}"),
    "round.closed": (1, "closed the round of ballots on {what}"),
    "weights.agreed": (1, "took the group's weights: {what}"),
    "workshop.opened": (1, "opened the workshop {what}"),
    "workshop.changed": (1, "changed the workshop {what}"),
    "workshop.stepped": (1, "went on in the workshop: {what}"),
    "item.parked": (1, "parked {what}"),
    "item.changed": (1, "changed the parked {what}"),
    "question.asked": (1, "asked the room {what}"),
    "question.changed": (1, "changed the question {what}"),
    "vote.cast": (1, "voted on {what}"),
    "votes.shown": (1, "showed the votes on {what}"),
    "procurement.regulated": (1, "set the rules of a regulated procurement: {what}"),
    "rfp.issued": (1, "issued the request {what}"),
    "addendum.issued": (1, "issued the addendum {what}"),
    "calendar.set": (1, "set the date {what}"),
    "deadline.removed": (1, "removed the date {what}"),
    "clarification.asked": (1, "noted the question {what}"),
    "clarification.answered": (1, "answered the question {what}"),
    "clarification.published": (1, "published the answer to {what}"),
    "clarification.changed": (1, "changed the question {what}"),
    "clarification.removed": (1, "removed the question {what}"),
    "answers.withdrawn": (1, "withdrew {what}"),
    "scale.mapped": (1, "said what a vendor's words mean: {what}"),
    "loop.answered": (1, "told about itself: {what}"),
    "requirements.revised": (1, "took in a changed version of the requirements: {what}"),
    "comparison.taken": (1, "took in a comparison: {what}"),
    "test.recorded": (1, "recorded what a test showed: {what}"),
    "evidence.graded": (1, "graded the evidence behind {what}"),
    "forecast.set": (1, "set the forecast of {what}"),
    "vendors.shortlisted": (1, "put on the short list: {what}"),
    "pack.opened": (1, "opened the request {what}"),
    "answer.written": (1, "answered {what}"),
    "answers.reused": (1, "took over answers: {what}"),
    "task.given": (1, "gave out the task {what}"),
    "bid.written": (1, "wrote the answer workbook {what}"),
}
"""Every kind of event there is or ever was. Kinds are never removed or renamed."""

NOT_UNDOABLE: Final[Mapping[str, str]] = {
    # Decision 11. The words say what to do instead.
    "project.begun": "a project cannot be un-begun; delete the file instead",
    "project.built": "a project built from files is its beginning; delete the file instead",
    "model.adopted": "the evaluation model stays on record; adopt another one instead",
    "weights.locked": "a weight lock stays on record; amend a weight with a reason instead",
    "quality.locked": "a quality lock stays on record; agree a changed score with a reason instead",
    "file.received": "a received file stays on record; receive a replacement instead",
    "answers.unsealed": "what has been read cannot be unread; unsealing stays on record",
    "prices.unsealed": "what has been read cannot be unread; unsealing stays on record",
    "fact.redacted": "a redacted text is gone; write it again instead",
    "copy.shared": "a copy that was given cannot be taken back",
    "round.closed": "ballots that were seen cannot be unseen; open another round instead",
    "votes.shown": "votes that were seen cannot be unseen; ask another question instead",
    "rfp.issued": "a request that went out cannot be called back; issue an addendum instead",
    "addendum.issued": "an addendum that went out stays out; issue another one instead",
    "clarification.published": "what was published has been read; publish another answer instead",
    "answers.withdrawn": "a withdrawal stays on record; receive the file again instead",
    "pack.opened": "a vendor's file begins with the request it answers; delete the file instead",
    "bid.written": "a written workbook may have been sent; write another one instead",
}


def canonical(value: Json) -> str:
    """The one text form of a value: sorted keys, no spaces, UTF-8 kept, NaN refused."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def new_id() -> str:
    """A fresh internal id: ten hex digits, so that keys stay short to read and to store."""
    return uuid.uuid4().hex[:10]


def key(*parts: str) -> str:
    """Join the parts of a key; a part may not contain the separator."""
    for part in parts:
        if not part or "/" in part:
            raise ValueError(f"{part!r} cannot be part of a key")
    return "/".join(parts)


def facts_of(entity: str, ident: str, fields: Mapping[str, Json]) -> tuple[Fact, ...]:
    """One fact per field of an entity: ``pain/<id>/severity`` and so on."""
    return tuple(Fact(key(entity, ident, name), value) for name, value in fields.items())


def addresses(facts: Sequence[Fact]) -> tuple[tuple[str, str], ...]:
    """The addresses a list of facts writes to, in order."""
    return tuple(f.address for f in facts)
