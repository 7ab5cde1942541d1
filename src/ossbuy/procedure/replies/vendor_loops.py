"""What a vendor says about itself as fields of the vendor: go-live, people who stay, references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from ossbuy.model.bid import Reference
from ossbuy.model.events import Fact, Json, key
from ossbuy.model.project import Project

NUMBERS: Final = frozenset({"staff_after_go_live"})
DATES: Final = frozenset({"go_live"})
TEXTS: Final = frozenset({"release"})
REFERENCES: Final = re.compile(r"reference ([1-9]) (customer|release|note)")

_NUMBER = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:\s*(?:people|fte|ftes|persons?|vzä|etp))?", re.IGNORECASE
)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[ T].*)?")


def vendor_fields(
    project: Project, vendor: str, answers: Mapping[str, str]
) -> tuple[list[Fact], dict[str, str]]:
    """The facts about a vendor that its answers about itself make true.

    A field somebody typed is never written over; one that came from an earlier answer is.

    Args:
        project: as it stands.
        vendor: internal id.
        answers: by id of the question.

    Returns:
        The facts, and by question a sentence about an answer that could not be taken over.
    """
    from ossbuy.exchange.pack import read_loops

    now = project.vendors[vendor]
    facts: list[Fact] = []
    problems: dict[str, str] = {}
    references: dict[str, dict[str, str]] = {}
    for question in read_loops():
        said = answers.get(question.key, "").strip()
        if not question.sets or not said:
            continue
        if of := REFERENCES.fullmatch(question.sets):
            references.setdefault(of[1], {})[of[2]] = said
            continue
        value = _value(question.sets, said)
        if value is None:
            what = "no number" if question.sets in NUMBERS else "no date such as 2028-03-31"
            problems[question.key] = (
                f"{question.text}: {said[:40]!r} is {what}; it was kept as text."
            )
            continue
        typed = getattr(now, question.sets)
        before = project.loops.get((vendor, question.key))
        earlier = _value(question.sets, before.value) if before else None
        if _same(typed, value):
            continue
        if typed in (None, "") or _same(typed, earlier):
            facts.append(Fact(key("vendor", vendor, question.sets), value))
    facts += _references(project, vendor, references)
    return facts, problems


def _value(field: str, said: str) -> Json:
    """The answer as the field holds it, or None."""
    plain = said.strip()
    if field in NUMBERS:
        found = _NUMBER.fullmatch(plain)
        return float(found[1].replace(",", ".")) if found else None
    if field in DATES:
        at = _DATE.fullmatch(plain)
        parts = at.groups()[:3] if at and at[3] else None
        if european := _DOTTED.fullmatch(plain):
            # With dots between, the day comes first wherever dates are written so.
            parts = european.groups()[::-1]
        if parts is None:
            return None
        try:
            return date(*map(int, parts)).isoformat()
        except ValueError:
            return None
    return " ".join(plain.split())[:500] or None


def _same(typed: object, value: Json) -> bool:
    if typed is None or value is None:
        return False
    return str(typed) == str(value)


def _references(project: Project, vendor: str, said: Mapping[str, Mapping[str, str]]) -> list[Fact]:
    """References that are not typed yet; those typed stay as they are."""
    facts = []
    for number, fields in said.items():
        if not fields.get("customer") or (vendor, number) in project.references:
            continue
        value = Reference(
            customer=fields["customer"][:500],
            release=fields.get("release", "")[:500],
            note=fields.get("note", "")[:20_000],
        )
        facts.append(
            Fact(
                key("reference", vendor, number),
                value.model_dump(mode="json", exclude_defaults=True),
            )
        )
    return facts
