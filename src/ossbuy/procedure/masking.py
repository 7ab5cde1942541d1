"""Names in texts: those of the buyer, the vendors and the people, and what looks like one.

What looks like a name is a capital word or a code that stands in the client's own texts and in
none of the texts that ship with ossbuy, so the language of telcos is left alone. Rather one word
too many than one too few: every mask is reported, and a person puts the word back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel

from ossbuy import locations
from ossbuy.model.fold import ENTITIES, WITHHELD_TEXT
from ossbuy.model.project import Project

NOT_TYPED = ("sections", "requirements", "links", "contributions", "model", "policy")
"""Parts of a project that name nobody, or that are to be masked themselves."""
OFFERED = ("responses", "prices", "files")
"""What bidders wrote: the language of products, not of the client."""
SOURCES = ("requirements", "facilitation", "phrasing", "frameworks", "evaluation")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CAPITAL = re.compile(r"(?<![\w.!?:“\"])(?<=[^.!?:“\"\n(]\s)[A-ZÀ-Þ][\w'’-]+")
_CODE = re.compile(r"\b[A-Z][A-Z0-9]*(?:-?\d[\w-]*)\b")
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?|sftp|ftp)://[^\s,;)\]}>\"'”’]+|\bwww\.[\w-]+[^\s,;)]*"
)
_CALL = re.compile(r"(?<![\w+])\+\d[\d ()/-]{6,}\d")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
LONG = 5
"""Letters from which on a name is masked where it only begins a word."""
_PLACES = ((_ADDRESS, "[address]"), (_ACCOUNT, "[account]"), (_CALL, "[telephone]"))
"""What leads to somebody whatever the words around it."""
_GENERIC = frozenset({"telecom", "telekom", "telco", "communications", "mobile", "wireless"})
"""Words of many companies' names that tell nobody's."""
_NUMBER = re.compile(r"\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+(?!\d)|\d{4,}")


@dataclass(frozen=True, slots=True)
class Names:
    """What must not be read in a text any more, with the word that stands instead."""

    phrases: Mapping[str, str] = field(default_factory=dict)
    """Whole names, in any case."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Single words, as they are written."""
    bare: Mapping[str, str] = field(default_factory=dict)
    """Single words of names that are words of nothing else, in any case."""
    numbers: frozenset[str] = frozenset()
    """Figures of the client, digits only."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without names, and what was taken out."""

    text: str
    found: tuple[tuple[str, str], ...]
    """(what stood there, what stands there now)."""


def names_of(project: Project) -> Names:
    """Everything in a project that tells whose it is."""
    phrases: dict[str, str] = {}
    words: dict[str, str] = {}
    bare: dict[str, str] = {}

    def call(text: str, instead: str) -> None:
        said = " ".join(text.split())
        if len(said) < 2 or said == WITHHELD_TEXT:
            return
        parts = _WORD.findall(said)
        # A person's name may be any word; a desk or a crew among the people is no name.
        proper = instead == "[person]" and all(part[0].isupper() for part in parts)
        if " " in said or proper or said.casefold() not in vocabulary():
            phrases.setdefault(said, instead)
        for word in parts:
            known = _common(word)
            if len(word) > 2 and word[0].isupper() and (proper or not known):
                # A first name may be a word as well: Mark in capitals only, zephyr in any case.
                (words if known else bare).setdefault(word, instead)

    for person in project.people.values():
        call(person.name, "[person]")
        call(person.code, "[person]")
    for vendor in project.vendors.values():
        call(vendor.name, "[vendor]")
        call(vendor.code, "[vendor]")
    for reference in project.references.values():
        call(reference.customer, "[customer]")
    call(project.description.buyer, "[buyer]")
    call(project.description.name, "[buyer]")
    for trigger in project.triggers.values():
        for date in (trigger.date, trigger.deadline):
            if date is not None:
                phrases |= dict.fromkeys(_dates(date), "[date]")
    own = {
        getattr(t, "code", "")
        for where, _ in ENTITIES.values()
        for t in getattr(project, where).values()
    }
    for text in client_texts(project):
        for word in (*_CAPITAL.findall(text), *_CODE.findall(text)):
            name = re.sub(r"['’]s$", "", word)
            if len(name) > 1 and not _common(name) and name not in own:
                words.setdefault(name, "[name]")
    words.pop(project.description.currency, None)
    told = " ; ".join(project.description.context.values())
    numbers = {_digits(found) for found in _NUMBER.findall(told)}
    return Names(phrases, words, bare, frozenset(n for n in numbers if not _is_year(n)))


def mask(text: str, names: Names) -> Masked:
    """The text with a word in brackets where a name stood."""
    found: list[tuple[str, str]] = []

    def instead(table: Mapping[str, str], fold: bool, end: str = r"(?!\w)") -> None:
        nonlocal text
        if not table:
            return
        known = {(k.casefold() if fold else k): v for k, v in table.items()}
        longest = sorted(table, key=len, reverse=True)
        pattern = r"(?<!\w)(" + "|".join(re.escape(name) for name in longest) + f"){end}"

        def put(hit: re.Match[str]) -> str:
            word = known[hit[1].casefold() if fold else hit[1]]
            found.append((hit[0], word))
            return word

        text = re.sub(pattern, put, text, flags=re.IGNORECASE if fold else 0)

    for pattern, word in _PLACES:
        found += [(hit[0], word) for hit in pattern.finditer(text)]
        text = pattern.sub(word, text)
    instead(names.phrases, fold=True)
    # Zephyrtel and zephyrs as well: a name that is long enough begins no other word.
    instead({n: w for n, w in names.bare.items() if len(n) >= LONG}, fold=True, end=r"\w*")
    instead(names.bare, fold=True)
    instead(names.words, fold=False)

    def figure(hit: re.Match[str]) -> str:
        if _digits(hit[0]) not in names.numbers:
            return hit[0]
        found.append((hit[0], "[number]"))
        return "[number]"

    return Masked(_NUMBER.sub(figure, text), tuple(found))


def client_texts(project: Project) -> Iterator[str]:
    """Every text somebody at the client typed, but for sections and requirements."""
    for name in project.__dataclass_fields__:
        if name not in (*NOT_TYPED, *OFFERED):
            yield from _texts(getattr(project, name))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value != WITHHELD_TEXT:
            yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in ("id", "sha256"):
                yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, Iterable):
        for one in value:
            yield from _texts(one)


@cache
def vocabulary() -> frozenset[str]:
    """Every word of the texts that ship with ossbuy: the common language of telcos."""
    words: set[str] = set()
    for source in SOURCES:
        for path in sorted((locations.templates() / source).rglob("*")):
            if path.is_file():
                text = path.read_text(encoding="utf-8", errors="replace").casefold()
                words.update(re.findall(r"\w[\w'’-]*", text))
                words.update(re.findall(r"\w+", text))
    return frozenset(words)


def _common(word: str) -> bool:
    return word.casefold() in vocabulary() or word.casefold() in _GENERIC


def _dates(date: dt.date) -> Iterator[str]:
    day = str(date.day)
    yield date.isoformat()
    yield f"{day} {date:%B %Y}"
    yield f"{day} {date:%b %Y}"
    yield f"{date:%B %Y}"


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _is_year(number: str) -> bool:
    return len(number) == 4 and 1950 <= int(number) <= 2100
