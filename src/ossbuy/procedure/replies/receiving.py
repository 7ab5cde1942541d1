"""Receiving vendors' files sealed, taking them back, and which of a vendor's files count."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ossbuy.exchange.intake import read_file, read_values
from ossbuy.exchange.replies import Request
from ossbuy.model.bid import ReceivedFile
from ossbuy.model.events import Act, Event, Fact, Refused, key, new_id
from ossbuy.model.project import Project
from ossbuy.model.receipt import Withdrawal
from ossbuy.procedure.lock import now
from ossbuy.procedure.replies.replying import bytes_of, kind_of_book, open_answers, request_of
from ossbuy.procedure.replies.settling import settled_facts
from ossbuy.store.workspace import Workspace

OVERLAP: Final = 0.1
"""Share of a file's answers that may stand in another part without the one replacing the other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One received file and what became of it."""

    file: ReceivedFile
    state: str
    """``sealed``, ``open``, ``replaced`` or ``withdrawn``."""
    opened_by: str = ""
    opened_at: str = ""
    note: str = ""
    """Why it was withdrawn, or why it was opened before the lock."""


def receive(
    workspace: Workspace,
    path: Path,
    vendor: str,
    by: str = "",
    reason: str = "",
    *,
    part: bool | None = None,
    at: str = "",
    late: bool | None = None,
    beside: tuple[str, str] | None = None,
) -> Event:
    """Take in a vendor's file without reading it: bytes, hash, size, time, "n of m answered".

    A second file of answers adds to those that stand where it answers only what they leave open,
    and replaces them otherwise; ``part`` says so instead of the rows. All versions are kept.

    Args:
        workspace: where.
        path: the file.
        vendor: internal id.
        by: whose act it is, when somebody else types it.
        reason: recorded; asked for after a deadline and once prices were opened.
        part: it adds to the standing files (True) or replaces them (False); None lets rows decide.
        at: when it came, where that was not now: UTC, ISO 8601 with a Z.
        late: whether it was late, where that is known; else the project's calendar says.
        beside: its number as a part and the id of the file it replaces, where both are known.

    Raises:
        BadFile: not a workbook, or neither answers nor prices.
        Refused: the vendor is not known, or has sent the same file before; or it is late, or prices
            have been opened already, and no reason was given.
    """
    project = workspace.project
    if vendor not in project.vendors:
        raise Refused(f"{vendor} is not among the invited vendors: invite it first.")
    content = read_file(path)
    digest = hashlib.sha256(content).hexdigest()
    for file in project.files.values():
        if file.sha256 == digest and file.vendor == vendor and file.id not in project.withdrawn:
            raise Refused(
                f"{path.name} was already received from {project.vendors[vendor].label} at "
                f"{file.received_at[:19]}Z: nothing to do."
            )
    book = read_values(content, path.name)
    contents = kind_of_book(book)
    if contents == "prices" and not reason.strip() and _opened(project, "prices"):
        raise Refused(
            "Prices have been opened already: give a reason for taking in another one; it stands "
            "in the record."
        )
    # To the microsecond: of two files of one vendor the later one counts.
    moment = at or now("microseconds")
    if late is None:
        late = _is_late(project, contents, moment, reason)
    answered = asked = None
    version = ""
    said: frozenset[str] = frozenset()
    if contents == "answers":
        request = request_of(project, vendor)
        _, reply = open_answers(content, path.name, request)
        answered, asked, version = reply.answered, len(request.asked), reply.version
        said = frozenset(ident for ident, answer in reply.answers.items() if answer.said)
    number, replaces = beside or _place(workspace, vendor, contents, said, part)
    ident = new_id()
    value = ReceivedFile(
        id=ident,
        vendor=vendor,
        contents=contents,
        filename=path.name[:200],
        sha256=digest,
        size=len(content),
        received_at=moment,
        answered=answered,
        asked=asked,
        late=late,
        pack_version=version,
        part=number,
        replaces=replaces,
    )
    fact = Fact(key("file", ident), value.model_dump(mode="json", exclude_defaults=True))
    return workspace.execute(
        Act("file.received", (fact,), reason, blobs={digest: content}, on_behalf_of=by)
    )


def withdraw(workspace: Workspace, file: str, reason: str, by: str = "", at: str = "") -> Event:
    """A vendor takes a file back: it counts no more, what it replaced counts again.

    Its bytes stay on record. Answers and prices that were opened from it are taken out; those of
    the file that counts again come back, if that file was opened.

    Raises:
        Refused: there is no such file, it was withdrawn already, or no reason was given.
    """
    project = workspace.project
    found = project.files.get(file)
    if found is None:
        raise Refused(f"There is no received file {file!r}: 'ossbuy received' lists them.")
    if file in project.withdrawn:
        raise Refused(f"{found.filename} was withdrawn already: nothing to do.")
    if not reason.strip():
        raise Refused("Say why the file is withdrawn; the reason stands in the record.")
    value = Withdrawal(by=by or workspace.actor, at=at or now(), reason=reason)
    gone = Fact(key("withdrawn", file), value.model_dump(mode="json"))
    draft = workspace.draft()
    draft.apply((gone,))
    facts, _ = settled_facts(
        workspace, draft.freeze(), found.vendor, found.contents, frozenset(project.unsealed)
    )
    return workspace.execute(Act("answers.withdrawn", (gone, *facts), reason, on_behalf_of=by))


def received(project: Project, vendor: str = "") -> tuple[Standing, ...]:
    """Every file ever received, in the order received, with what became of it."""
    standing = {
        file.id
        for ident in project.vendors
        for contents in ("answers", "prices")
        for file in project.standing_files(ident, contents)
    }
    found = []
    for file in sorted(project.files.values(), key=lambda f: f.received_at):
        if vendor and file.vendor != vendor:
            continue
        seal = project.unsealed.get(file.id)
        taken_back = project.withdrawn.get(file.id)
        state = "open" if seal else "sealed"
        note = seal.override if seal else ""
        if taken_back:
            state, note = "withdrawn", taken_back.reason
        elif file.id not in standing:
            state = "replaced"
        found.append(Standing(file, state, seal.by if seal else "", seal.at if seal else "", note))
    return tuple(found)


def find_file(project: Project, named: str) -> str:
    """The internal id of a file by its name, the beginning of its hash or id, or its vendor.

    Raises:
        Refused: nothing or more than one is meant.
    """
    wanted = named.strip().casefold()
    there = [f for f in project.files.values() if f.id not in project.withdrawn]
    for hits in (
        [f for f in there if wanted in (f.id, f.sha256)],
        [f for f in there if f.filename.casefold() == wanted],
        [f for f in there if len(wanted) >= 6 and f.sha256.startswith(wanted)],
    ):
        if len(hits) == 1:
            return hits[0].id
        if hits:
            raise Refused(
                f"{named!r} is the name of {len(hits)} files: name one by the beginning of its "
                "hash, which 'ossbuy received' shows."
            )
    gone = [f for f in project.files.values() if f.id in project.withdrawn]
    if any(f.filename.casefold() == wanted or f.sha256.startswith(wanted) for f in gone if wanted):
        raise Refused(f"{named!r} is withdrawn already: 'ossbuy received' lists what counts.")
    raise Refused(f"There is no received file {named!r}: 'ossbuy received' lists them.")


def deadline_of(project: Project, contents: str) -> str:
    """When answers or prices are due at the latest, or empty where the calendar does not say."""
    return max((d.at for d in project.deadlines.values() if d.what == contents), default="")


def _is_late(project: Project, contents: str, moment: str, reason: str) -> bool:
    due = deadline_of(project, contents)
    if not due or _instant(moment) <= _instant(due):
        return False
    if not reason.strip():
        raise Refused(
            f"The deadline for {contents} was {due[:16].replace('T', ' ')} UTC: the file is late. "
            "Give a reason to take it in all the same; it will be marked late."
        )
    return True


def _instant(moment: str) -> float:
    from datetime import UTC, datetime

    when = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def _opened(project: Project, contents: str) -> bool:
    """Whether any file of this kind has been opened."""
    return any(project.files[file].contents == contents for file in project.unsealed)


def _place(
    workspace: Workspace,
    vendor: str,
    contents: str,
    said: frozenset[str],
    part: bool | None,
) -> tuple[str, str]:
    """The number of a part that adds to the standing files, and the file that is replaced.

    Nobody is told which rows were answered: they are only counted here.
    """
    project = workspace.project
    standing = project.standing_files(vendor, contents)
    if not standing:
        return "", ""
    latest = standing[-1]
    next_part = str(max((int(f.part) for f in standing if f.part.isdecimal()), default=1) + 1)
    if part is not None:
        return (next_part, "") if part else ("", latest.id)
    if contents == "prices" or not said:
        return "", latest.id
    request: Request = request_of(project, vendor)
    over = []
    for file in standing:
        _, reply = open_answers(bytes_of(workspace, file), file.filename, request)
        theirs = {ident for ident, answer in reply.answers.items() if answer.said}
        if theirs and len(theirs & said) > OVERLAP * min(len(theirs), len(said)):
            over.append(file)
    if not over:
        return next_part, ""
    if len(over) == 1 and len(standing) > 1:
        return over[0].part or "1", over[0].id
    return "", latest.id
