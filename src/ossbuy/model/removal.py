"""Removing things, with everything that hangs on them, and what may not be removed any more."""

from __future__ import annotations

from typing import Final

from ossbuy.model.events import Act, Fact, Refused, key
from ossbuy.model.fold import ENTITIES
from ossbuy.model.project import Project

KIND: Final = {
    "person": "person.named",
    "trigger": "trigger.told",
    "pain": "pain.removed",
    "cause": "cause.removed",
    "section": "section.set",
    "requirement": "requirement.removed",
    "vendor": "vendor.changed",
    "emotion": "emotion.removed",
    "session": "workshop.changed",
    "question": "question.changed",
    "parked": "item.changed",
    "deadline": "deadline.removed",
    "clarification": "clarification.removed",
    "driver": "forecast.set",
}
"""Event kinds for removing each kind of entity."""


def remove(project: Project, family: str, ident: str, reason: str = "") -> Act:
    """Remove an entity with everything that hangs on it (links, shares, weights)."""
    where, _ = ENTITIES[family]
    thing = getattr(project, where).get(ident)
    if thing is None:
        raise Refused(f"There is no {family} {ident} any more: somebody may have removed it.")
    if family == "requirement" and any(r == ident for _, r in project.responses):
        raise Refused(
            f"{thing.code} has been answered by vendors and stays on record: "
            "set its weight to 0 instead."
        )
    if family == "section" and (
        project.under(ident) or any(s.parent == ident for s in project.sections.values())
    ):
        raise Refused(f"{thing.code} is not empty: move or remove what stands under it first.")
    if why := _on_record(project, family, ident):
        raise Refused(f"{project.label(ident)} {why}")
    names = thing.model_dump(mode="json").keys() - {"id"}
    facts = [Fact(key(family, ident, name), None) for name in sorted(names)]
    if family == "person":
        facts += _unnamed(project, ident)
    for source, target in project.links:
        if ident in (source, target):
            facts.append(Fact(key("link", source, target), None))
    for cause, effect in project.contributions:
        if ident in (cause, effect):
            facts.append(Fact(key("contribution", cause, effect), None))
    for family_, said in (
        ("stated", project.stated),
        ("hygiene", project.hygiene),
        ("costing", project.costings),
        ("value", project.values),
        ("grouped", project.grouped),
        ("imported", project.imported),
    ):
        if ident in said:
            facts.append(Fact(key(family_, ident), None))
    facts += _pointing_here(project, family, ident)
    return Act(KIND[family], tuple(facts), reason)


def _on_record(project: Project, family: str, ident: str) -> str:
    """Why a person or vendor cannot be removed any more; empty if it can."""
    if family == "person" and (
        any(evaluator == ident for evaluator, *_ in project.scores)
        or any(ident in agreed.present for agreed in project.agreed.values())
        or any(judged.by == ident for judged in project.gates.values())
        or any(graded.by == ident for graded in project.graded.values())
    ):
        return "has judged answers and stays on record: redact the name instead."
    if family == "person" and (
        any(person == ident for person, *_ in project.ballots)
        or any(person == ident for _, person in project.votes)
    ):
        return "has voted and stays on record: redact the name instead."
    if family == "question" and any(question == ident for question, _ in project.votes):
        return "has been voted on and stays on record: close it instead."
    if family == "person" and any(e.person == ident for e in project.emotions.values()):
        return "told how it feels: remove what was told of it first."
    if family == "vendor" and any(file.vendor == ident for file in project.files.values()):
        return "has sent files and stays on record: eliminate the vendor with a reason instead."
    if family == "driver" and any(
        line.scales == project.drivers[ident].code for line in project.prices.values()
    ):
        return "is what opened prices grow with and stays on record: change its amounts instead."
    return ""


def _pointing_here(project: Project, family: str, ident: str) -> list[Fact]:
    """Facts that take a thing off whatever else points to it."""
    facts = []
    if family in ("pain", "requirement"):
        facts += [
            Fact(key("emotion", e.id, family), None)
            for e in project.emotions.values()
            if getattr(e, family) == ident
        ]
        facts += [
            Fact(key("question", q.id, name), None)
            for q in project.questions.values()
            if q.about == ident
            for name in ("about", "sets")
            if getattr(q, name)
        ]
    if family == "requirement":
        facts += [
            Fact(
                key("clarification", c.id, "requirements"),
                [r for r in c.requirements if r != ident],
            )
            for c in project.clarifications.values()
            if ident in c.requirements
        ]
    if family == "vendor":
        facts += [Fact(key("reference", *at), None) for at in project.references if at[0] == ident]
        facts += [
            Fact(key("clarification", c.id, name), None)
            for c in project.clarifications.values()
            for name, says in (("asked_by", c.asked_by), ("published_to", c.published_to))
            if says == ident
        ]
        facts += [Fact(key("shortlisted", ident), None)] if ident in project.shortlisted else []
    if family == "session":
        facts += [Fact(key("step", *at), None) for at in project.steps if at[0] == ident]
        for other, things in (("question", project.questions), ("parked", project.parked)):
            facts += [
                Fact(key(other, t.id, "session"), None)
                for t in things.values()
                if t.session == ident
            ]
    return facts


def _unnamed(project: Project, person: str) -> list[Fact]:
    """Facts that take a person's name off whatever they told, raised or own."""
    facts = [
        Fact(key("pain", p.id, "voice"), None) for p in project.pains.values() if p.voice == person
    ]
    facts += [
        Fact(key("trigger", t.id, "escalated_by"), None)
        for t in project.triggers.values()
        if t.escalated_by == person
    ]
    facts += [
        Fact(key("parked", k.id, "by"), None) for k in project.parked.values() if k.by == person
    ]
    facts += [
        Fact(key("session", s.id, "facilitator"), None)
        for s in project.sessions.values()
        if s.facilitator == person
    ]
    facts += [
        Fact(key("session", s.id, "present"), [p for p in s.present if p != person])
        for s in project.sessions.values()
        if person in s.present
    ]
    facts += [
        Fact(key("question", q.id, "absent"), [p for p in q.absent if p != person])
        for q in project.questions.values()
        if person in q.absent
    ]
    for at, step in project.steps.items():
        if person in step.spoken:
            left = {"spoken": tuple(p for p in step.spoken if p != person)}
            kept = step.model_copy(update=left).model_dump(mode="json", exclude_defaults=True)
            facts.append(Fact(key("step", *at), kept))
    if project.description.owner == person:
        facts.append(Fact("project/owner", None))
    return facts
