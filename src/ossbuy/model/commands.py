"""From what somebody wants to the act that is recorded, or a refusal in one sentence.

Every function takes the project as it stands and returns an Act; it raises Refused where a rule
says no. Nothing here writes: the workspace does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pydantic import BaseModel, ValidationError

from ossbuy.model import references
from ossbuy.model.balloting import parent_node
from ossbuy.model.events import Act, Fact, Json, Refused, facts_of, key, new_id
from ossbuy.model.fold import ENTITIES, FIELDWISE
from ossbuy.model.linking import set_contribution as set_contribution
from ossbuy.model.linking import set_link as set_link
from ossbuy.model.project import Project
from ossbuy.model.regulation import check as check_regulated
from ossbuy.model.regulation import moves_weights
from ossbuy.model.removal import remove as remove
from ossbuy.model.trauma import SEATS
from ossbuy.model.words import sentence

WORDS = {
    "person": ("person.named", "person.named"),
    "trigger": ("trigger.told", "trigger.told"),
    "pain": ("pain.told", "pain.changed"),
    "cause": ("cause.found", "cause.changed"),
    "section": ("section.set", "section.set"),
    "requirement": ("requirement.written", "requirement.changed"),
    "vendor": ("vendor.invited", "vendor.changed"),
    "emotion": ("emotion.told", "emotion.changed"),
    "session": ("workshop.opened", "workshop.changed"),
    "question": ("question.asked", "question.changed"),
    "parked": ("item.parked", "item.changed"),
    "deadline": ("calendar.set", "calendar.set"),
    "clarification": ("clarification.asked", "clarification.changed"),
    "driver": ("forecast.set", "forecast.set"),
}
"""Event kinds for adding and changing each kind of entity."""

EXAMPLES = {
    "pain": "P10",
    "cause": "RC6",
    "section": "C9",
    "vendor": "acme",
    "person": "NOC1",
    "trigger": "T1",
    "emotion": "E1",
    "session": "W1",
    "question": "Q1",
    "parked": "K1",
    "deadline": "D1",
    "clarification": "Q1",
    "driver": "subscribers",
}


def add(project: Project, family: str, fields: Mapping[str, Json], ident: str = "") -> Act:
    """Add a pain, cause, requirement, … from its fields; refused when a field is wrong."""
    _, kind = ENTITIES[family]
    ident = ident or new_id()
    code = str(fields.get("code", "")).strip()
    if not code:
        raise Refused(f"A {family} needs an id of its own, such as {_example(family)}: enter one.")
    _refuse_taken(project, family, code, "")
    facts = entity_facts(family, ident, fields, code)
    said = {fact.key.rsplit("/", 1)[1]: fact.value for fact in facts}
    references.check(project, family, kind.model_validate({"id": ident} | said))
    return Act(WORDS[family][0], facts)


def entity_facts(
    family: str, ident: str, fields: Mapping[str, Json], where: str
) -> tuple[Fact, ...]:
    """The facts of one entity, its fields checked; references to others are not."""
    _, kind = ENTITIES[family]
    said = _seated(family, _said(fields), where)
    if family == "person" and len(str(said.get("code", "")).split()) > 1:
        raise Refused(f"{where}: a person's id is one word, without spaces: shorten it.")
    value = _validated(kind, {"id": ident} | said, where)
    references.local_evidence(value)
    return facts_of(family, ident, _dump(value, said))


def _seated(family: str, said: dict[str, Json], where: str) -> dict[str, Json]:
    """The fields with the seat as it is spelt; any other word would count as no seat at all."""
    if family != "person" or not said.get("seat"):
        return said
    seat = " ".join(str(said["seat"]).casefold().split())
    if seat not in SEATS:
        raise Refused(f"{where}: {seat[:60]!r} is no seat: choose one of {', '.join(SEATS)}.")
    return said | {"seat": seat}


def change(
    project: Project, family: str, ident: str, fields: Mapping[str, Json], reason: str = ""
) -> Act:
    """Change some fields of an entity; a field set to None or empty says nothing any more."""
    where, kind = ENTITIES[family]
    current = getattr(project, where).get(ident)
    if current is None:
        raise Refused(f"There is no {family} {ident} any more: somebody may have removed it.")
    kept = current.model_dump(mode="json", exclude_defaults=True) | {"id": ident}
    said = _seated(family, _said(fields), current.code)
    dropped = [name for name in fields if name not in said]
    merged = {name: value for name, value in kept.items() if name not in dropped} | said
    value = _validated(kind, merged, current.code)
    if "code" in said:
        _refuse_taken(project, family, str(said["code"]), ident)
    references.local_evidence(value)
    references.check(project, family, value)
    new = _dump(value, said) | dict.fromkeys(dropped)
    # A field set to what it is by default changes nothing, though nobody said it before.
    before = current.model_dump(mode="json") | dict.fromkeys(dropped) | _only(kept, dropped)
    facts = tuple(
        fact
        for fact in facts_of(family, ident, new)
        if fact.value != before.get(fact.key.rsplit("/", 1)[1])
    )
    if not facts:
        raise Refused(f"{current.code} already says that: nothing to change.")
    return Act(WORDS[family][1], facts, reason)


def set_stated(project: Project, node: str, points: float | None, reason: str = "") -> Act:
    """State the weight of a section or requirement among its siblings; None withdraws it."""
    return _set_points(project, "stated", "Weight", node, points, reason)


def set_hygiene(project: Project, node: str, points: float | None, reason: str = "") -> Act:
    """Give a section or requirement points of the hygiene pool; None withdraws them."""
    return _set_points(project, "hygiene", "Hygiene share", node, points, reason)


def _set_points(
    project: Project, family: str, what: str, node: str, points: float | None, reason: str
) -> Act:
    if node not in project.sections and node not in project.requirements:
        raise Refused(f"There is no section or requirement {node} any more: add it first.")
    if points is not None:
        code = project.label(node)
        if points < 0:
            raise Refused(
                f"{what} of {code} is {points:g}: weights cannot be negative, "
                f"so enter 0 to leave {code} out."
            )
        if not points < 1e9:
            raise Refused(f"{what} of {code} must be a plain number of points, such as 12.")
    facts = [Fact(key(family, node), points)]
    above = parent_node(project, node)
    if family == "stated" and above in project.grouped:
        # What one person sets by hand is not the group's any more.
        facts.append(Fact(key("grouped", above), None))
    return Act("weight.set", tuple(facts), reason)


def set_policy(project: Project, fields: Mapping[str, Json], reason: str = "") -> Act:
    """Set λ, the price share, the price formula and the like."""
    act = _set_fields(project, "policy", fields, "policy.set", reason)
    said = {fact.key: fact.value for fact in act.facts}
    if said.get("policy/regulated") is True:
        formula = said.get("policy/price_formula", project.policy.price_formula)
        check_regulated(project, str(formula or ""))
        return replace(act, kind="procurement.regulated")
    return act


def describe(project: Project, fields: Mapping[str, Json], reason: str = "") -> Act:
    """Set the project's name, buyer, currency, context."""
    said = _said(fields)
    for name in ("name", "currency"):
        if name in fields and name not in said:
            raise Refused(f"A project needs a {name}: enter one.")
    return _set_fields(project, "project", fields, "project.described", reason)


def _set_fields(
    project: Project, family: str, fields: Mapping[str, Json], kind: str, reason: str
) -> Act:
    where, type_ = FIELDWISE[family]
    kept = getattr(project, where).model_dump(mode="json", exclude_defaults=True)
    said = _said(fields)
    dropped = {name: None for name in fields if name not in said}
    merged = {name: value for name, value in kept.items() if name not in dropped} | said
    value = _validated(type_, merged, "Policy" if family == "policy" else "Project")
    new = _dump(value, said) | dropped
    changed = {name: value for name, value in new.items() if value != kept.get(name)}
    if not changed:
        raise Refused("It already says that: nothing to change.")
    return Act(kind, tuple(Fact(key(family, name), v) for name, v in changed.items()), reason)


def needs_reason_after_lock(project: Project, facts: Iterable[Fact]) -> bool:
    """Whether these facts move anything the weight lock covers (decision 7)."""
    return project.locked is not None and any(moves_weights(project, f) for f in facts)


QUALITY_FAMILIES = frozenset({"score", "agreed", "accepted", "gate", "graded"})
QUALITY_POLICY = frozenset({"policy/score_method"})
"""Facts that the quality lock covers."""


def needs_reason_after_quality_lock(project: Project, facts: Iterable[Fact]) -> bool:
    """Whether these facts move a score or a gate once prices may be opened (decision 17)."""
    return project.quality_lock is not None and any(
        fact.key.partition("/")[0] in QUALITY_FAMILIES or fact.key in QUALITY_POLICY
        for fact in facts
    )


def merge(acts: Iterable[Act], kind: str, reason: str = "", group: str = "") -> Act:
    """Several acts as one: one human deed is one event."""
    facts: dict[tuple[str, str], Fact] = {}
    blobs: dict[str, bytes] = {}
    for act in acts:
        facts.update({fact.address: fact for fact in act.facts})
        blobs.update(act.blobs)
    return Act(kind, tuple(facts.values()), reason, group, blobs=blobs)


def _example(family: str) -> str:
    return EXAMPLES.get(family, "R1")


def _said(fields: Mapping[str, Json]) -> dict[str, Json]:
    """The fields that say something; blanks count as nothing said."""
    return {
        name: value
        for name, value in fields.items()
        if value is not None and not (isinstance(value, str) and not value.strip())
    }


def _only(fields: Mapping[str, Json], names: Iterable[str]) -> dict[str, Json]:
    return {name: fields[name] for name in names if name in fields}


SAME_TABLE = {
    # What links.csv and weights.csv name by id alone must be one thing.
    "pain": ("cause", "causes"),
    "cause": ("pain", "pains"),
    "section": ("requirement", "requirements"),
    "requirement": ("section", "sections"),
}


def _refuse_taken(project: Project, family: str, code: str, ident: str) -> None:
    """Refuse a visible id that another thing of the same kind, or of the same table, has."""
    for other, where in ((family, ENTITIES[family][0]), SAME_TABLE.get(family, ("", ""))):
        if where and project.by_code(where, code) not in (None, ident):
            article = "another" if other == family else "a"
            raise Refused(f"{code} is already taken by {article} {other}: choose another id.")


def _validated(kind: type[BaseModel], fields: Mapping[str, Json], where: str) -> BaseModel:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        names = [name for name in kind.model_fields if name not in ("id", "library")]
        raise Refused(sentence(error, where, names)) from None


def _dump(value: BaseModel, said: Mapping[str, Json]) -> dict[str, Json]:
    """The validated form of the fields somebody said, as the journal stores them."""
    return value.model_dump(mode="json", include=set(said) - {"id"})
