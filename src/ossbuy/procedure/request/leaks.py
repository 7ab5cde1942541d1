"""What would leave the house with a request and should not: said before anything is sent.

A pack is written from the project's own fields and holds nothing else; what may leak is in the
words of those fields. A file somebody attaches may hold anything: `file_leaks` looks at that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ossbuy.exchange.leak_words import leak_words
from ossbuy.exchange.pack import Pack
from ossbuy.model.project import Project

_SHARED_WORDS: Final = 6
"""So many words in a row that stand in a private text are no accident."""
_LEAST_AMOUNT: Final = 10_000
_CEILING: Final = "your price ceiling"
_WORD = re.compile(r"\w+")
_AMOUNT = re.compile(
    r"\d{1,3}(?:[ ,.'\u2019\u202f\u00a0]\d{3})+"
    r"|\d+(?:\.\d+)?\s*(?:million|mio|m|bn|billion|k)\b|\d{5,}",
    re.IGNORECASE,
)
_SCALE: Final = {
    "k": 10**3,
    "m": 10**6,
    "mio": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that would leave and should not."""

    kind: str
    """``brand``, ``budget``, ``weight``, ``priority``, ``internal``, ``private``, ``name``, …"""
    place: str
    what: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One text that leaves, and where it stands."""

    place: str
    text: str


def pack_texts(pack: Pack) -> tuple[Outgoing, ...]:
    """Every text of a pack that a person wrote, with its place."""
    found = [
        Outgoing("the name of the project", pack.name),
        Outgoing("the buyer's name", pack.buyer),
        Outgoing("the lot", pack.lot),
        Outgoing("what an addendum changes", pack.changes),
    ]
    found += [Outgoing(item.code, item.text) for item in pack.items]
    sections = dict.fromkeys(item.section for item in pack.items)
    found += [Outgoing(f"section {section}", section) for section in sections]
    found += [Outgoing(f"calendar, {due.what}", f"{due.what} {due.note}") for due in pack.dues]
    found += [Outgoing(f"driver {v.code}", f"{v.name} {v.unit}") for v in pack.volumes]
    found += [Outgoing(f"about us, {name}", f"{name}: {said}") for name, said in pack.about]
    found += [Outgoing(f"cause {r.code}", f"{r.cause} {r.effects}") for r in pack.reasons]
    return tuple(said for said in found if said.text.strip())


def text_leaks(project: Project, texts: Iterable[Outgoing]) -> tuple[Leak, ...]:
    """What in these texts gives the buyer away."""
    names = _names(project)
    amounts = _amounts(project)
    private = _private(project)
    found: list[Leak] = []
    for said in texts:
        found += _words(said)
        found += _named(said, names)
        found += _spent(said, amounts, project.description.currency)
        found += _overheard(said, private)
    return tuple(dict.fromkeys(found))


def _words(said: Outgoing) -> Iterator[Leak]:
    words = leak_words()
    text = said.text
    if (brand := words.brands.search(text)) and not words.equivalents.search(text):
        yield Leak(
            "brand",
            said.place,
            f"“{brand[0]}” is one maker's: in an open competition it shuts out the others.",
            "Ask for the result, or add “or equivalent”.",
        )
    for kind, pattern, why, way_out in (
        ("internal", words.internal, "is written for the house", "Take it out of the text."),
        (
            "budget",
            words.budgets,
            "tells what you can pay, and offers will meet it",
            "Take it out of the text.",
        ),
        (
            "priority",
            words.priorities,
            "tells how much you want it",
            "Take it out: what must be is a gate, the rest is weighed.",
        ),
        (
            "weight",
            words.weights,
            "tells how it will be weighed",
            "Take it out, or publish all weights with 'ossbuy regulate'.",
        ),
    ):
        if found := pattern.search(text):
            yield Leak(kind, said.place, f"“{' '.join(found[0].split())}” {why}.", way_out)


def _named(said: Outgoing, names: dict[str, str]) -> Iterator[Leak]:
    folded = said.text.casefold()
    for name, what in names.items():
        if name.casefold() in folded and re.search(
            rf"(?<!\w){re.escape(name)}(?!\w)", said.text, re.IGNORECASE
        ):
            yield Leak(
                "name", said.place, f"“{name}” is {what}.", "Say the role, or take the name out."
            )


def _names(project: Project) -> dict[str, str]:
    """Names of people and vendors, and what each is."""
    names = {
        person.name: "a person of yours"
        for person in project.people.values()
        if len(person.name) > 3
    }
    for vendor in project.vendors.values():
        if len(vendor.name) > 2:
            names[vendor.name] = "a vendor you invited"
    return names


def _spent(said: Outgoing, amounts: dict[Decimal, str], currency: str) -> Iterator[Leak]:
    if not amounts:
        return
    money = bool(leak_words().money.search(said.text))
    for match in _AMOUNT.finditer(said.text):
        value = _value(match[0])
        # 400 k records an hour are no price; the ceiling is, whatever stands beside it.
        if value in amounts and (money or amounts[value] == _CEILING):
            yield Leak(
                "budget",
                said.place,
                f"“{match[0]}” is {amounts[value]} in {currency or 'your currency'}.",
                "Take the amount out, unless it is something else.",
            )


def _value(text: str) -> Decimal:
    """What an amount comes to: ``1,900,000``, ``1.9 million``, ``160k``."""
    said = text.casefold().strip()
    scaled = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-z]+)", said)
    if scaled:
        return Decimal(scaled[1]) * _SCALE[scaled[2]]
    return Decimal(re.sub(r"\D", "", said))


def _amounts(project: Project) -> dict[Decimal, str]:
    """Amounts nobody outside should know, and what each is."""
    found: dict[Decimal, str] = {}
    for pain in project.pains.values():
        for name in ("cost_low", "cost_likely", "cost_high", "workaround_cost"):
            amount = getattr(pain, name, None)
            if amount is not None and amount >= _LEAST_AMOUNT:
                found[Decimal(amount)] = f"what {pain.code} costs a year"
    for trigger in project.triggers.values():
        delay = trigger.cost_of_delay_month
        if delay is not None and delay >= _LEAST_AMOUNT:
            found[Decimal(delay)] = "what a month of delay costs"
    ceiling = project.policy.price_ceiling
    if ceiling:
        found[Decimal(ceiling)] = _CEILING
    return found


def _overheard(said: Outgoing, private: dict[tuple[str, ...], str]) -> Iterator[Leak]:
    words = [word.casefold() for word in _WORD.findall(said.text)]
    for start in range(len(words) - _SHARED_WORDS + 1):
        run = tuple(words[start : start + _SHARED_WORDS])
        if run in private:
            yield Leak(
                "private",
                said.place,
                f"“{' '.join(run)}” stands in {private[run]}.",
                "Say it in other words, or take it out.",
            )
            return


def _private(project: Project) -> dict[tuple[str, ...], str]:
    """Runs of words in texts that stay in the house, and where each stands."""
    texts: list[tuple[str, str]] = []
    for emotion in project.emotions.values():
        if not emotion.released:
            where = f"a private feeling ({emotion.code})"
            told = (emotion.fear, emotion.good_outcome, emotion.past_attempts)
            texts += [(text, where) for text in told]
    texts += [(project.notes.get(note, ""), "a private note") for note in sorted(project.private)]
    texts += [
        (vendor.profile, f"what you noted about {vendor.label}")
        for vendor in project.vendors.values()
    ]
    texts += [
        (person.conflict, f"a declared conflict of {person.code}")
        for person in project.people.values()
    ]
    runs: dict[tuple[str, ...], str] = {}
    for text, where in texts:
        words = [word.casefold() for word in _WORD.findall(text)]
        for start in range(len(words) - _SHARED_WORDS + 1):
            runs.setdefault(tuple(words[start : start + _SHARED_WORDS]), where)
    return runs


def stays(project: Project) -> tuple[str, ...]:
    """What is in the project and in no pack, counted: ``9 feelings``."""
    weighed = bool(project.stated or project.links or project.locked)
    counted = (
        (len(project.emotions), "feeling"),
        (len(project.private), "private note"),
        (len(project.notes) - len(project.private), "note"),
        (len(project.pains), "pain with its costs", "pains with their costs"),
        (len(project.people), "person", "people"),
        (len(project.ballots), "ballot"),
        (sum(bool(v.profile) for v in project.vendors.values()), "vendor profile"),
        (
            sum(r.priority is not None for r in project.requirements.values()),
            "priority",
            "priorities",
        ),
    )
    said = [
        f"{row[0]} {row[1] if row[0] == 1 else (row[2] if len(row) > 2 else row[1] + 's')}"
        for row in counted
        if row[0]
    ]
    if weighed and not project.policy.regulated:
        said.append("all weights")
    return tuple(said)
