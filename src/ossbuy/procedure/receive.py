"""Receiving vendors' files sealed, opening them on record, and accepting proposed scores."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ossbuy.exchange.bids import Remark, count_answered, price_remarks, read_answers, read_prices
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_file
from ossbuy.exchange.tables import sheet_list
from ossbuy.model.bid import Level, ReceivedFile
from ossbuy.model.events import Act, Event, Fact, Refused, key, new_id
from ossbuy.model.project import Project
from ossbuy.procedure.lock import now, record
from ossbuy.store.workspace import Workspace

CONTENTS = ("answers", "prices")


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening one file showed."""

    vendor: str
    file: ReceivedFile
    count: int
    """Answers or priced lines read."""
    remarks: tuple[Remark, ...]
    event: Event


def kind_of(content: bytes, name: str) -> str:
    """Whether a workbook holds ``answers`` or ``prices``, told by its sheets alone."""
    names = {sheet.strip().casefold() for sheet in sheet_list(content, name)}
    found = [kind for kind in CONTENTS if kind in names]
    if len(found) == 2:
        raise BadFile(
            name,
            "it holds answers and prices in one workbook; ask for two files, because prices stay "
            "sealed until quality is locked.",
        )
    if not found:
        raise BadFile(name, "it has neither a sheet 'Answers' nor a sheet 'Prices'.")
    return found[0]


def receive(workspace: Workspace, path: Path, vendor: str, by: str = "", reason: str = "") -> Event:
    """Take in a vendor's file without reading it: bytes, hash, size, time, "n of m answered".

    Raises:
        BadFile: not a workbook, or neither answers nor prices.
        Refused: the vendor is not known, or has sent the same file before; or prices have been
            opened already and no reason was given for taking in another one.
    """
    project = workspace.project
    if vendor not in project.vendors:
        raise Refused(f"{vendor} is not among the invited vendors: invite it first.")
    content = read_file(path)
    contents = kind_of(content, path.name)
    if contents == "prices" and not reason.strip() and _opened(project, "prices"):
        raise Refused(
            "Prices have been opened already: give a reason for taking in another one; it stands "
            "in the record."
        )
    answered = asked = None
    if contents == "answers":
        answered, _ = count_answered(content, path.name)
        asked = len(project.requirements)
    digest = hashlib.sha256(content).hexdigest()
    for file in project.files.values():
        if file.sha256 == digest and file.vendor == vendor:
            raise Refused(
                f"{path.name} was already received from {project.vendors[vendor].label} at "
                f"{file.received_at[:19]}Z: nothing to do."
            )
    ident = new_id()
    value = ReceivedFile(
        id=ident,
        vendor=vendor,
        contents=contents,
        filename=path.name[:200],
        sha256=digest,
        size=len(content),
        # To the microsecond: of two files of one vendor the later one counts.
        received_at=now("microseconds"),
        answered=answered,
        asked=asked,
    )
    fact = Fact(key("file", ident), value.model_dump(mode="json"))
    return workspace.execute(
        Act("file.received", (fact,), reason, blobs={digest: content}, on_behalf_of=by)
    )


def _opened(project: Project, contents: str) -> bool:
    """Whether any file of this kind has been opened."""
    return any(project.files[file].contents == contents for file in project.unsealed)


def unseal(
    workspace: Workspace,
    contents: str,
    vendors: Sequence[str] = (),
    reason: str = "",
    override: str = "",
    by: str = "",
) -> tuple[Opened, ...]:
    """Open sealed files on record: answers after the weight lock, prices after the quality lock.

    Args:
        workspace: where.
        contents: ``answers`` or ``prices``.
        vendors: internal ids; all vendors when empty.
        reason: recorded with the act.
        override: why the files are opened before the lock, if they are.
        by: whose act it is, when somebody else types it.

    Raises:
        Refused: no lock and no override, or nothing to open.
        BadFile: a file cannot be read; nothing of it is taken in.
    """
    project = workspace.project
    if contents not in CONTENTS:
        raise Refused(f"{contents!r} is neither 'answers' nor 'prices'.")
    if contents == "answers" and project.locked is None and not override:
        raise Refused(
            "The weights are not locked yet: lock them before opening answers, or say why not "
            "with an override."
        )
    if contents == "prices" and project.quality_lock is None and not override:
        raise Refused(
            "The quality scores are not locked yet: lock them before opening prices, or say why "
            "not with an override."
        )
    waiting = [
        file
        for vendor in vendors or project.vendors
        if (file := project.current_file(vendor, contents)) and file.id not in project.unsealed
    ]
    if not waiting:
        raise Refused(f"There are no sealed {contents} to open.")
    # Every file is read before any is opened on record: one bad cell opens nothing.
    read = [(file, *_read(workspace, file, contents)) for file in waiting]
    group = new_id()
    opened = []
    for file, facts, remarks in read:
        seal = {"by": by or workspace.actor, "at": now(), "override": override}
        act = Act(
            f"{contents}.unsealed",
            (Fact(key("unsealed", file.id), seal), *facts),
            reason or override,
            group,
            on_behalf_of=by,
        )
        event = workspace.execute(act)
        opened.append(Opened(file.vendor, file, len(facts), remarks, event))
    return tuple(opened)


def _read(
    workspace: Workspace, file: ReceivedFile, contents: str
) -> tuple[list[Fact], tuple[Remark, ...]]:
    """The facts that opening a file makes true, and what to remark about it."""
    project = workspace.project
    content = workspace.journal.blob(file.sha256)
    if content is None:
        raise Refused(
            f"The bytes of {file.filename} are not in this copy of the project: open it in the "
            "buyer's own file."
        )
    facts: list[Fact] = []
    if contents == "answers":
        asked = {r.code: r.text for r in project.requirements.values()}
        answers = read_answers(content, file.filename, asked)
        ids = {r.code: r.id for r in project.requirements.values()}
        for code, response in answers.responses.items():
            value = response.model_dump(mode="json", exclude_defaults=True) | {"file": file.id}
            value.setdefault("level", response.level.value)
            facts.append(Fact(key("response", file.vendor, ids[code]), value))
        facts += [
            Fact(key("response", vendor, requirement), None)
            for vendor, requirement in project.responses
            if vendor == file.vendor
            and project.requirements[requirement].code not in answers.responses
        ]
        return facts, answers.remarks
    forecasts = {driver.code: driver.amounts for driver in project.drivers.values()}
    lines = read_prices(content, file.filename, forecasts)
    facts += [
        Fact(key("price", file.vendor, f"L{n}"), line.model_dump(mode="json") | {"file": file.id})
        for n, line in enumerate(lines, start=1)
    ]
    facts += [
        Fact(key("price", vendor, ident), None)
        for vendor, ident in project.prices
        if vendor == file.vendor and int(ident[1:]) > len(lines)
    ]
    return facts, price_remarks(lines, forecasts, file.filename)


def accept_proposals(
    workspace: Workspace, vendors: Sequence[str] = (), reason: str = "", by: str = ""
) -> Event:
    """Accept the score that level and delivery class propose, for every answer without one.

    Raises:
        Refused: nothing is open.
    """
    project = workspace.project
    person = by or workspace.actor
    facts = []
    for (vendor, requirement), response in project.responses.items():
        if vendors and vendor not in vendors:
            continue
        if response.level in (Level.UNANSWERED, Level.NOT_APPLICABLE):
            continue
        if response.level is not Level.NONE and response.delivery is None:
            continue
        accepted = project.accepted.get((vendor, requirement))
        if accepted is not None and accepted.file == response.file:
            continue
        facts.append(
            Fact(
                key("accepted", vendor, requirement),
                {"by": person, "file": response.file},
            )
        )
    if not project.responses:
        raise Refused("No answers have been opened yet: unseal them first.")
    if not facts:
        raise Refused("Every answer that proposes a score has been accepted already.")
    return record(workspace, Act("proposals.accepted", tuple(facts), reason, on_behalf_of=by))


def lock_quality(workspace: Workspace, reason: str = "", by: str = "") -> Event:
    """Lock the quality scores, so that prices may be opened."""
    project = workspace.project
    if project.quality_lock is not None:
        raise Refused(f"The quality scores are already locked (since {project.quality_lock.at}).")
    if not project.responses:
        raise Refused("No answers have been opened yet, so there is no quality to lock.")
    value = {"by": by or workspace.actor, "at": now()}
    return workspace.execute(
        Act("quality.locked", (Fact("lock/quality", value),), reason, on_behalf_of=by)
    )
