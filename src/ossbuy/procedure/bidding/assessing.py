"""Opening a request as a bidder: a file of the vendor's own, and later versions taken into it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ossbuy import locations
from ossbuy.exchange.bidding.foreign import Foreign, read_foreign
from ossbuy.exchange.bidding.pack_in import PackIn, is_pack, read_pack
from ossbuy.exchange.intake import read_file, read_structure, read_values
from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.intake.files import begins_with
from ossbuy.exchange.pack import Item, Pack
from ossbuy.model.bid import Response
from ossbuy.model.bidding import ANSWER_FIELDS, SELF, answered, current_issue
from ossbuy.model.events import Act, Event, Fact, Json, Refused, key, new_id
from ossbuy.model.origin import Imported
from ossbuy.model.project import Project
from ossbuy.procedure.bidding.opening import Plan
from ossbuy.procedure.files.build import adopt_model
from ossbuy.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a pack did; all are internal ids of requirements."""

    event: Event
    asked: int
    added: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    """Their answers stay and want to be read again."""
    removed: tuple[str, ...] = ()
    """Codes of what is no longer asked; its answers are in the history."""
    filled: int = 0
    """Answers that stood in the file already."""


def open_request(
    workspace: Workspace,
    read: PackIn,
    filename: str,
    content: bytes = b"",
    bidder: str = "",
    brief: Project | None = None,
    origins: Mapping[str, Imported] | None = None,
    joins: bool = False,
) -> Opened:
    """Open a request in an empty file of a vendor's own, or take a later version into a bid.

    Args:
        workspace: the vendor's file.
        read: the pack, read.
        filename: what the pack's file was called.
        content: its bytes, kept with the act; empty where there is no workbook.
        bidder: who bids, in words.
        brief: the project of a copy the buyer made for this vendor, if there is one.
        origins: where each requirement stands, in a spreadsheet that ossbuy did not make.
        joins: whether ``brief`` is all that is new, and the request stays the one open now.

    Raises:
        Refused: the file holds something else, or this version is open already.
    """
    project = workspace.project
    begun = any(vendor.code == SELF for vendor in project.vendors.values())
    if workspace.seq and not begun:
        raise Refused(f"{workspace.where} is no bid: name a new file with --out.")
    issue = current_issue(project)
    digest = hashlib.sha256(content).hexdigest() if content else ""
    if joins and issue is not None:
        digest = issue.answers_sha256
    if begun and content and any(i.answers_sha256 == digest for i in project.issues.values()):
        raise Refused(f"{filename} is open in this bid already: nothing to do.")
    names = known_as(project, read.pack)
    read, origins = renamed(read, names), {names[k]: o for k, o in (origins or {}).items()}
    group = new_id()
    if not begun or brief is not None:
        _adopt(workspace, brief, group)
    plan = Plan(workspace.project, read.pack, brief)
    facts = plan.facts(bidder, first=not begun)
    known = _known_answers(project, brief)
    given = {k: a for k, a in {**_own_in(brief), **read.answers}.items() if k not in known}
    mine = plan.bidder
    facts += [
        Fact(key("response", mine, ident), _dump(answer))
        for ident, answer in given.items()
        if ident in plan.asked
    ]
    facts += [
        Fact(key("loop", mine, question), answer.model_dump(mode="json", exclude_defaults=True))
        for question, answer in read.about.items()
        if (mine, question) not in project.loops
    ]
    facts += [
        Fact(key("imported", ident), origin.model_dump(mode="json", exclude_defaults=True))
        for ident, origin in origins.items()
    ]
    value = plan.issue(workspace.actor, digest)
    facts.append(Fact(key("issue", value.id), value.model_dump(mode="json")))
    said = filename
    event = workspace.execute(
        Act("pack.opened", tuple(facts), said, group, blobs={digest: content} if content else {})
    )
    first = issue is None
    return Opened(
        event,
        len(plan.asked),
        () if first else plan.added,
        plan.reworded,
        plan.removed,
        sum(ident in plan.asked for ident in given),
    )


def known_as(project: Project, pack: Pack) -> dict[str, str]:
    """By key of a row, the requirement it is in this bid: by key, else by id, else by text.

    A workbook that lost its keys, or a buyer's own spreadsheet, is the same request all the same.
    """
    there = project.requirements
    names = {item.key: item.key for item in pack.items}
    free = {ident: r for ident, r in there.items() if ident not in names}
    for wanted in ("code", "text"):
        known = {_squeezed(getattr(r, wanted)): ident for ident, r in reversed(free.items())}
        for item in pack.items:
            if item.key in there or names[item.key] != item.key:
                continue
            ident = known.get(_squeezed(getattr(item, wanted)))
            if ident in free:
                names[item.key] = ident
                del free[ident]
    return names


def renamed(read: PackIn, names: Mapping[str, str]) -> PackIn:
    """A pack whose rows go by the names this bid knows them by."""
    items = tuple(replace(item, key=names[item.key]) for item in read.pack.items)
    answers = {names[key]: answer for key, answer in read.answers.items()}
    return replace(read, pack=replace(read.pack, items=items), answers=answers)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def pack_of_copy(copy: Project) -> PackIn:
    """What a buyer's copy asks, where no pack came with it."""
    if not copy.requirements:
        raise Refused("This copy asks for nothing: it holds no requirement.")
    items = tuple(
        Item(r.id, r.code, _section_title(copy, r.section), r.text, r.gate)
        for r in copy.requirements.values()
    )
    described = copy.description
    pack = Pack(
        project="",
        name=described.name,
        buyer=described.buyer,
        version="",
        stage="full",
        issued="",
        items=items,
        hash="",
        lot=described.lot,
        currency=described.currency,
        base_year=described.base_year,
    )
    return PackIn(pack, {}, {}, ())


def _section_title(project: Project, section: str) -> str:
    found = project.sections.get(section)
    return found.title if found else ""


def _adopt(workspace: Workspace, brief: Project | None, group: str) -> None:
    """The buyer's own evaluation model where a copy holds it, else the standard one."""
    theirs = brief.model if brief is not None else None
    if theirs is not None and not theirs.missing and not theirs.faults:
        if workspace.project.model is None or workspace.project.model.hash != theirs.hash:
            value = theirs.model_dump(mode="json", exclude_none=True)
            said = f"{theirs.title}, {theirs.hash[:12]}, the buyer's own"
            workspace.execute(Act("model.adopted", (Fact("model", value),), said, group))
    elif workspace.project.model is None:
        adopt_model(workspace, locations.templates() / "evaluation" / "standard.yaml")


def _own_in(brief: Project | None) -> dict[str, Response]:
    """Our own answers in a buyer's copy: it holds nobody else's."""
    if brief is None:
        return {}
    return {
        requirement: answered({}, response, "")
        for (_, requirement), response in brief.responses.items()
    }


def _known_answers(project: Project, brief: Project | None) -> frozenset[str]:
    """Requirements with an answer of ours, which no file overwrites unasked."""
    return frozenset(requirement for _, requirement in project.responses)


def _dump(answer: Response) -> Mapping[str, Json]:
    said = answer.model_dump(mode="json", exclude_defaults=True, include=set(ANSWER_FIELDS))
    return {"level": answer.level.value} | said


def read_book(path: Path) -> tuple[Book, bytes]:
    """A workbook's values and bytes. Raises BadFile."""
    content = read_file(path)
    return read_values(content, path.name), content


def read_request(path: Path, sheets: tuple[str, ...] = ()) -> tuple[Foreign, bytes]:
    """A pack, or any spreadsheet that asks for something, and its bytes.

    Args:
        path: the file.
        sheets: of a spreadsheet that is no pack, only these.

    Raises:
        BadFile: it cannot be read, or asks for nothing.
    """
    book, content = read_book(path)
    if is_pack(book) and not sheets:
        names = dict(read_structure(content, path.name).defined_names)
        return Foreign(read_pack(book, names), {}), content
    tabled = book.kind in ("xlsx", "ods")
    structure = read_structure(content, path.name) if tabled else None
    return read_foreign(book, hashlib.sha256(content).hexdigest(), sheets, structure), content


def read_copy(path: Path, actor: str) -> Project:
    """The project in a copy that a buyer made for a vendor.

    Raises:
        Refused: it is no such copy, or its record is not intact.
        StoreError: it is no project.
    """
    with Workspace.open(path, actor) as workspace:
        share = workspace.about.share
        if share is None or share.audience != "vendor":
            raise Refused(
                f"{path.name} is no copy for a vendor: ask the buyer for one, made with 'ossbuy "
                "share PROJECT --for vendor --to YOU --out COPY.ossbuy'."
            )
        found = workspace.verify()
        if not found.ok:
            raise Refused(f"{path.name} is not used: {found.sentence()}")
        return workspace.project


@dataclass(frozen=True, slots=True)
class Begun:
    """A bid just begun, open."""

    workspace: Workspace
    opened: Opened
    remarks: tuple[str, ...]
    """What a reader of the request should know, in sentences."""


def begin_bid(
    request: Path,
    place: Path,
    actor: str,
    bidder: str = "",
    brief: Path | None = None,
    sheets: tuple[str, ...] = (),
) -> Begun:
    """Begin a bid in a new file; a file that cannot be begun is not left behind.

    Args:
        request: a pack, any spreadsheet of requirements, or a copy that the buyer made.
        place: the new file.
        actor: who acts.
        bidder: who bids, in words.
        brief: a copy that the buyer made, beside a pack.
        sheets: of a spreadsheet that is no pack, only these.

    Raises:
        BadFile: the request cannot be read, or asks for nothing.
        Refused: a copy is no copy for a vendor.
        StoreError: the new file cannot be made.
    """
    found, content, told = requested(request, actor, brief, sheets)
    workspace = Workspace.create(place, actor, "vendor")
    try:
        opened = open_request(
            workspace, found.read, request.name, content, bidder, told, found.origins
        )
    except BaseException:
        workspace.close()
        place.unlink(missing_ok=True)
        raise
    return Begun(workspace, opened, found.read.remarks)


def requested(
    request: Path, actor: str, brief: Path | None = None, sheets: tuple[str, ...] = ()
) -> tuple[Foreign, bytes, Project | None]:
    """What is asked, the workbook's bytes (none for a copy), and the copy the buyer made."""
    told = read_copy(brief, actor) if brief is not None else None
    if begins_with(request, b"SQLite format 3\0"):
        copy = read_copy(request, actor)
        return Foreign(pack_of_copy(copy), {}), b"", told or copy
    return (*read_request(request, sheets), told)
