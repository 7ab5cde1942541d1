"""Opening a request as a bidder: a file of the vendor's own, and later versions taken into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ossbuy import locations
from ossbuy.exchange.bidding.pack_in import PackIn, read_pack
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_values
from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.pack import Item, Pack
from ossbuy.model.bid import Response
from ossbuy.model.bidding import ANSWER_FIELDS, SELF, answered, current_issue
from ossbuy.model.events import Act, Event, Fact, Json, Refused, facts_of, key, new_id
from ossbuy.model.fold import ENTITIES, WITHHELD_TEXT
from ossbuy.model.project import Project
from ossbuy.model.request import DEADLINES, Issue, Shown
from ossbuy.procedure.build import adopt_model
from ossbuy.procedure.lock import now
from ossbuy.store.workspace import Workspace

_TOLD: Final = ("trigger", "pain", "cause", "deadline", "clarification", "driver", "section")
"""Families of a buyer's copy that are taken over as they stand there."""
_WEIGHED: Final = ("stated", "hygiene")


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
) -> Opened:
    """Open a request in an empty file of a vendor's own, or take a later version into a bid.

    Args:
        workspace: the vendor's file.
        read: the pack, read.
        filename: what the pack's file was called.
        content: its bytes, kept with the act; empty where there is no workbook.
        bidder: who bids, in words.
        brief: the project of a copy the buyer made for this vendor, if there is one.

    Raises:
        Refused: the file holds something else, or this version is open already.
    """
    project = workspace.project
    begun = any(vendor.code == SELF for vendor in project.vendors.values())
    if workspace.seq and not begun:
        raise Refused(f"{workspace.where} is no bid: name a new file with --out.")
    digest = hashlib.sha256(content).hexdigest() if content else ""
    issue = current_issue(project)
    if begun and content and any(i.answers_sha256 == digest for i in project.issues.values()):
        raise Refused(f"{filename} is open in this bid already: nothing to do.")
    group = new_id()
    if not begun or brief is not None:
        _adopt(workspace, brief, group)
    plan = _Plan(workspace.project, read.pack, brief)
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
    value = plan.issue(workspace.actor, digest)
    facts.append(Fact(key("issue", value.id), value.model_dump(mode="json")))
    said = f"{filename}, {len(plan.asked)} requirements"
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


class _Plan:
    """What a pack changes in a bid: facts, and which requirements they are about."""

    def __init__(self, project: Project, pack: Pack, brief: Project | None) -> None:
        self.project, self.pack, self.brief = project, pack, brief
        self.asked = {item.key: item for item in pack.items}
        before = project.requirements
        self.added = tuple(ident for ident in self.asked if ident not in before)
        self.reworded = tuple(
            ident
            for ident, item in self.asked.items()
            if ident in before and before[ident].text != item.text
        )
        gone = tuple(ident for ident in before if ident not in self.asked)
        self._gone = gone
        self.removed = tuple(before[ident].code for ident in gone)
        mine = next((v.id for v in project.vendors.values() if v.code == SELF), "")
        self.bidder = mine or new_id()
        self._taken = {s.code.casefold() for s in project.sections.values()}
        self._taken |= {item.code.casefold() for item in pack.items}

    def facts(self, name: str, first: bool) -> list[Fact]:
        """Everything the pack says, and the brief with it."""
        pack, brief = self.pack, self.brief
        facts = list(_brief_facts(brief)) if brief is not None else []
        described = {
            "name": pack.name,
            "buyer": pack.buyer,
            "lot": pack.lot,
            "currency": pack.currency
            if len(pack.currency) == 3 and pack.currency.isalpha()
            else "",
            "base_year": pack.base_year,
        }
        facts += [Fact(f"project/{n}", value) for n, value in described.items() if value]
        if first:
            facts += facts_of("vendor", self.bidder, {"code": SELF})
        if name:
            facts.append(Fact(key("vendor", self.bidder, "name"), name))
        facts += self._requirements()
        for ident in self._gone:
            facts += self._without(ident)
        facts += self._causes()
        if brief is None or not brief.deadlines:
            facts += self._deadlines()
        last = {fact.key: fact for fact in facts}
        return list(last.values())

    def issue(self, by: str, digest: str) -> Issue:
        """The version opened."""
        codes: dict[str, str] = {}
        for item in self.pack.items:
            codes.setdefault(item.code.casefold(), item.key)
        shown = {
            reason.key: Shown(
                effects=reason.effects,
                requirements=tuple(
                    codes[c.casefold()] for c in reason.requirements if c.casefold() in codes
                ),
            )
            for reason in self.pack.reasons
        }
        before = current_issue(self.project)
        return Issue(
            id=new_id(),
            version=self.pack.version or "not said",
            stage=self.pack.stage,
            at=now("microseconds"),
            by=by,
            hash=self.pack.hash,
            asked={item.key: (item.code, item.text) for item in self.pack.items},
            answers_sha256=digest,
            changes=self.pack.changes,
            loops=tuple(question.key for question in self.pack.questions),
            shown=shown or (before.shown if before is not None else {}),
            briefed=self.brief is not None or (before is not None and before.briefed),
        )

    def _requirements(self) -> list[Fact]:
        facts: list[Fact] = []
        sections = {s.title.casefold(): s.id for s in self.project.sections.values()}
        told = self.brief.requirements if self.brief is not None else {}
        codes: dict[str, int] = {}
        for item in self.pack.items:
            twin = codes[item.code.casefold()] = codes.get(item.code.casefold(), 0) + 1
            code = item.code if twin == 1 else f"{item.code} ({twin})"
            before = self.project.requirements.get(item.key)
            theirs = told.get(item.key)
            fields: dict[str, Json] = {}
            if theirs is not None and self.brief is not None:
                fields = _said(theirs) | {"section": theirs.section}
            if theirs is None or theirs.section not in (self.brief.sections if self.brief else {}):
                title = item.section or "Requirements"
                if title.casefold() not in sections:
                    ident = sections[title.casefold()] = new_id()
                    facts += facts_of("section", ident, {"code": self._code(), "title": title})
                fields["section"] = sections[title.casefold()]
            fields |= {"code": code, "text": item.text, "gate": item.gate}
            now_says = before.model_dump(mode="json") if before is not None else {}
            facts += facts_of(
                "requirement",
                item.key,
                {n: value for n, value in fields.items() if now_says.get(n) != value},
            )
        return facts

    def _code(self) -> str:
        number = 1
        while f"s{number}" in self._taken:
            number += 1
        self._taken.add(f"s{number}")
        return f"S{number}"

    def _without(self, ident: str) -> Iterable[Fact]:
        requirement = self.project.requirements[ident]
        for name in sorted(requirement.model_dump(mode="json").keys()):
            if name != "id":
                yield Fact(key("requirement", ident, name), None)
        for where, there in (
            (key("response", self.bidder, ident), (self.bidder, ident) in self.project.responses),
            (key("task", ident), ident in self.project.tasks),
            (key("reuse", ident), ident in self.project.reused),
        ):
            if there:
                yield Fact(where, None)

    def _causes(self) -> list[Fact]:
        facts: list[Fact] = []
        for reason in self.pack.reasons:
            facts += facts_of("cause", reason.key, {"code": reason.code, "statement": reason.cause})
        return facts

    def _deadlines(self) -> list[Fact]:
        facts: list[Fact] = []
        by_name = {d.name.casefold(): d for d in self.project.deadlines.values()}
        for number, due in enumerate(self.pack.dues, start=1):
            before = by_name.pop(due.what.casefold(), None)
            what = next((w for w in DEADLINES if w in due.what.casefold()), "other")
            facts += facts_of(
                "deadline",
                before.id if before else new_id(),
                {
                    "code": f"D{number}",
                    "name": due.what,
                    "what": what,
                    "at": due.when,
                    "note": due.note,
                },
            )
        for gone in by_name.values():
            facts += [
                Fact(key("deadline", gone.id, n), None)
                for n in ("code", "name", "what", "at", "note")
            ]
        return facts


def _brief_facts(brief: Project) -> Iterable[Fact]:
    """What a buyer's copy lets the vendor see, apart from requirements and answers."""
    if brief.description.subject:
        yield Fact("project/subject", brief.description.subject)
    for family in _TOLD:
        for ident, thing in getattr(brief, ENTITIES[family][0]).items():
            said = _said(thing)
            if WITHHELD_TEXT not in said.values():
                yield from facts_of(family, ident, said)
    if brief.locked is None:
        return
    # Only a regulated procurement publishes how it will weigh.
    for name, value in _said(brief.policy).items():
        yield Fact(key("policy", name), value)
    yield Fact("lock/weights", brief.locked.model_dump(mode="json"))
    for family in _WEIGHED:
        for node, points in getattr(brief, family).items():
            yield Fact(key(family, node), points)


def _said(thing: object) -> dict[str, Json]:
    """The fields of a value that say something, without its id."""
    from ossbuy.model.base import Value

    assert isinstance(thing, Value)
    fields = thing.model_dump(mode="json", exclude_defaults=True)
    return {name: value for name, value in fields.items() if name != "id"}


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
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(str(path), f"it cannot be read ({error.strerror}).") from None
    return read_values(content, path.name), content


def read_request(path: Path) -> tuple[PackIn, bytes]:
    """A pack and its bytes. Raises BadFile."""
    book, content = read_book(path)
    return read_pack(book), content


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
