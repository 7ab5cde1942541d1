"""What a stretch of the journal changed: the project before it against the project after it.

Reading the difference, not the acts, leaves out whatever was taken back within the stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

from ossbuy.exchange.workshop_record.content import Moved, Told
from ossbuy.model.events import Event
from ossbuy.model.project import Project
from ossbuy.model.regulation import WEIGHING_FIELDS
from ossbuy.model.requirement import VERIFICATION
from ossbuy.model.telling import value_words
from ossbuy.model.weighing import TOP
from ossbuy.model.words import field_word

TITLES: Final = {"pain": "name", "cause": "statement", "requirement": "title", "trigger": "type"}
WORDS: Final = {"pain": "statement", "requirement": "text", "trigger": "statement"}
SPEAKERS: Final = {"pain": "voice", "trigger": "escalated_by"}
GRADES: Final = {
    "pain": ("severity", "frequency", "breadth", "cost_likely", "evidence"),
    "cause": ("category", "fixable"),
    "requirement": ("gate", "priority", "verification"),
    "trigger": ("date", "deadline"),
}
"""What is told of a new thing beside its words, where somebody said it."""
TOLD_ELSEWHERE: Final = frozenset({"id", "code"})


class Changes:
    """Compares two moments; ``events`` are the acts between them that still stand."""

    def __init__(
        self, before: Project, after: Project, events: Sequence[Event], names: bool = False
    ) -> None:
        self._before, self._after, self._names = before, after, names
        self._reasons = _reasons(events)

    def things(self, family: str, where: str) -> tuple[Told, ...]:
        """The pains, causes, … that were told, changed or removed, in the order of their codes."""
        old: Mapping[str, Any] = getattr(self._before, where)
        new: Mapping[str, Any] = getattr(self._after, where)
        found = [
            self._told(family, old.get(ident), thing)
            for ident, thing in new.items()
            if old.get(ident) != thing
        ]
        gone = [self._gone(family, thing) for ident, thing in old.items() if ident not in new]
        return (*found, *gone)

    def links(self) -> tuple[Moved, ...]:
        """Links and shares that were set, by what they lead from."""
        shares = self._pairs("contribution", self._before.contributions, self._after.contributions)
        return (*shares, *self._pairs("link", self._before.links, self._after.links))

    def weights(self) -> tuple[Moved, ...]:
        """Stated weights, hygiene points and the rules of weighing that were set."""
        found = []
        for family, what, old, new in (
            ("stated", "stated weight", self._before.stated, self._after.stated),
            ("hygiene", "hygiene share", self._before.hygiene, self._after.hygiene),
        ):
            for node in _differing(old, new):
                of = f"{what} of {self._name(node)}"
                why = self._group(node) if family == "stated" else ""
                why = why or self._reasons.get(f"{family}/{node}", "")
                found.append(Moved(of, _number(old.get(node)), _number(new.get(node)), why))
        for name in sorted(WEIGHING_FIELDS):
            was, now = (getattr(p.policy, name) for p in (self._before, self._after))
            if was != now:
                why = self._reasons.get(f"policy/{name}", "")
                found.append(Moved(field_word(name), _said(was), _said(now), why))
        if self._after.locked is not None and self._before.locked is None:
            why = self._reasons.get("lock/weights", "")
            found.append(Moved("weight lock", "open", self._after.locked.hash[:12], why))
        return tuple(found)

    def _told(self, family: str, old: BaseModel | None, thing: Any) -> Told:
        changes = []
        for name in GRADES[family] if old is None else type(thing).model_fields:
            was, now = getattr(old, name, None), getattr(thing, name)
            if name in TOLD_ELSEWHERE or was == now or (old is None and not now):
                continue
            why = self._reasons.get(f"{family}/{thing.id}/{name}", "")
            moved = "" if old is None else f"from {self._value(was, name)} to "
            said = f"{field_word(name)} {moved}{self._value(now, name)}"
            changes.append(said + (f" because: {why}" if why else ""))
        status = "new" if old is None else "changed"
        return Told(
            thing.code,
            self._title(family, thing),
            str(getattr(thing, WORDS.get(family, ""), "")),
            self._speaker(family, thing),
            status,
            tuple(changes),
        )

    def _gone(self, family: str, thing: Any) -> Told:
        why = self._reasons.get(f"{family}/{thing.id}/code", "")
        changes = (f"because: {why}",) if why else ()
        return Told(thing.code, self._title(family, thing), "", "", "removed", changes)

    def _title(self, family: str, thing: Any) -> str:
        return str(getattr(thing, TITLES[family], "") or getattr(thing, "label", ""))

    def _speaker(self, family: str, thing: Any) -> str:
        voice = str(getattr(thing, SPEAKERS.get(family, ""), ""))
        return speaker(self._after, voice, self._names)

    def _value(self, value: object, name: str) -> str:
        if name == "verification" and value:
            # The letters of a requirement table say nothing to whoever was in the room.
            return ", ".join(VERIFICATION.get(way, way) for way in str(value).split())
        if isinstance(value, Decimal):
            return f"{value:,f} {self._after.description.currency}".strip()
        if isinstance(value, str) and value in self._after.people:
            return speaker(self._after, value, self._names)
        if isinstance(value, str) and value in self._after.sections:
            return self._after.sections[value].code
        return "not said" if value in (None, "", ()) else value_words(value, 200)

    def _name(self, ident: str) -> str:
        """A thing by its code and its words, as it was last called."""
        project = self._after if self._after.label(ident) != ident else self._before
        for things, name in (
            (project.pains, "name"),
            (project.causes, "statement"),
            (project.sections, "title"),
            (project.requirements, "label"),
        ):
            if ident in things:
                return f"{things[ident].code} {getattr(things[ident], name)}"
        return ident

    def _group(self, node: str) -> str:
        """How the group's ballots gave this weight, where they did."""
        from ossbuy.model.balloting import parent_node

        if node not in self._after.sections and node not in self._after.requirements:
            return ""
        parent = parent_node(self._after, node) or TOP
        grouped = self._after.grouped.get(parent)
        if grouped is None or self._before.grouped.get(parent) == grouped:
            return ""
        return f"{grouped.method} of {len(grouped.people)} ballots, round {grouped.round}"

    def _pairs(
        self,
        family: str,
        old: Mapping[tuple[str, str], float],
        new: Mapping[tuple[str, str], float],
    ) -> list[Moved]:
        found = []
        for a, b in _differing(old, new):
            why = self._reasons.get(f"{family}/{a}/{b}", "")
            if family == "link":
                of = f"{self._name(a)} asks for {self._name(b)}"
                was, now = _number(old.get((a, b))), _number(new.get((a, b)))
            else:
                of = f"{self._name(a)} explains {self._name(b)}"
                was, now = _percent(old.get((a, b))), _percent(new.get((a, b)))
            found.append(Moved(of, was, now, why))
        return sorted(found, key=lambda moved: moved.of)


def speaker(project: Project, ident: str, names: bool) -> str:
    """Who said something: by role, so that nobody is put on show, or by name where asked for."""
    person = project.people.get(ident)
    if person is None:
        return ""
    return person.label if names else person.role or person.label


def _reasons(events: Iterable[Event]) -> dict[str, str]:
    """The last reason given for each key.

    An act that also tells of a feeling or a note may quote it in its reason, so it gives none.
    """
    found: dict[str, str] = {}
    for event in events:
        private = any(fact.key.startswith(("emotion/", "note/")) for fact in event.facts)
        for fact in event.facts:
            found[fact.key] = "" if private else event.reason
    return {key: reason for key, reason in found.items() if reason}


def _differing(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> list[Any]:
    return [k for k in dict.fromkeys((*new, *old)) if old.get(k) != new.get(k)]


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.6g}"


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.4g} %"


def _said(value: object) -> str:
    return "not said" if value is None else value_words(value)
