"""What a pack changes in a bid: the facts, and which requirements they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ossbuy.exchange.pack import Pack
from ossbuy.model.base import Value
from ossbuy.model.bidding import SELF, current_issue
from ossbuy.model.events import Fact, Json, facts_of, key, new_id
from ossbuy.model.fold import ENTITIES, WITHHELD_TEXT
from ossbuy.model.project import Project
from ossbuy.model.request import DEADLINES, Issue, Shown
from ossbuy.procedure.lock import now

_TOLD: Final = ("trigger", "pain", "cause", "deadline", "clarification", "driver", "section")
"""Families of a buyer's copy that are taken over as they stand there."""
_WEIGHED: Final = ("stated", "hygiene")


class Plan:
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
        used: set[str] = set()
        twins: dict[str, int] = {}
        for item in self.pack.items:
            code, twin = item.code, twins.get(item.code.casefold(), 1)
            while code.casefold() in used:
                twin += 1
                code = f"{item.code} ({twin})"
            used.add(code.casefold())
            twins[item.code.casefold()] = twin
            before = self.project.requirements.get(item.key)
            theirs = told.get(item.key)
            fields: dict[str, Json] = {}
            if theirs is not None and self.brief is not None:
                fields = _said(theirs) | {"section": theirs.section}
                if theirs.threshold and theirs.threshold in item.text:
                    # The pack says it with the text: once is enough.
                    del fields["threshold"]
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
            (key("imported", ident), ident in self.project.imported),
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


def _said(thing: Value) -> dict[str, Json]:
    """The fields of a value that say something, without its id."""
    fields = thing.model_dump(mode="json", exclude_defaults=True)
    return {name: value for name, value in fields.items() if name != "id"}
