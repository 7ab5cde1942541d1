"""The words of answers in many languages and scales, from templates/importing, ready to look up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.yaml_in import as_dict, as_list, read_yaml
from ossbuy.model.bid import DELIVERY_WORDS, EVIDENCE_WORDS, Delivery, Evidence, Level

SCALES: Final = "importing/scales.yaml"
REPLIES: Final = "importing/replies.yaml"
FACTS: Final = ("level", "delivery", "evidence")
"""Columns whose words are coded."""
ROLES: Final = (
    "key",
    "id",
    "section",
    "requirement",
    "gate",
    *FACTS,
    "available",
    "reference",
    "comment",
    "ownership",
    "ignored",
)

_BEGIN: Final = 60
"""Characters in which a placeholder that goes on begins."""
_DIGIT = re.compile(r"\d")
_DOTS: Final = "….-–—_?*/\\ "
_NOT_A_WORD = re.compile(r"[^\w%]+|_")


def folded(text: str) -> str:
    """A word as it is compared: lower case, one space between parts, no punctuation.

    What consists of nothing but signs (a tick) stays as it is.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_NOT_A_WORD.sub(" ", plain).replace(" %", "%").split()) or plain.strip()


def squeezed(text: str) -> str:
    """A text as it is compared: white space and the shapes of quotes and dashes do not count."""
    plain = unicodedata.normalize("NFKC", text).translate(_SHAPES)
    return " ".join(plain.split()).casefold()


_SHAPES = str.maketrans("‘’‚“”„«»–—‑−", '\'\'""""""----', "\u200b\u00ad\ufeff")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says; None where it says nothing about it."""

    level: str | None = None
    delivery: str | None = None
    evidence: str | None = None

    def __str__(self) -> str:
        return " + ".join(part for part in (self.level, self.delivery, self.evidence) if part)

    @property
    def words(self) -> str:
        """The same in words: ``full + shipped`` for ``full + STD``."""
        means = DELIVERY_WORDS[Delivery(self.delivery)] if self.delivery else None
        shown = EVIDENCE_WORDS[Evidence(self.evidence)] if self.evidence else None
        return " + ".join(part for part in (self.level, means, shown) if part)

    def joined(self, other: Meaning) -> Meaning | None:
        """Both together, or None where they contradict each other."""
        parts = []
        for mine, theirs in zip(self.parts, other.parts, strict=True):
            if mine and theirs and mine != theirs:
                return None
            parts.append(mine or theirs)
        return Meaning(*parts)

    @property
    def parts(self) -> tuple[str | None, str | None, str | None]:
        """Level, delivery and evidence."""
        return (self.level, self.delivery, self.evidence)


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of answers somebody uses."""

    name: str
    fact: str
    words: Mapping[str, Meaning]
    assumed: bool = False
    """Whether somebody has to judge if it fits."""
    signs: frozenset[str] = frozenset()
    """It is used only where at least one of these words is."""
    needs: frozenset[str] = frozenset()
    """It is used only where all of these words are."""
    percent: bool = False
    """Whether a percentage between 0 and 100 is partial."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that is looked up while an answer workbook is read."""

    always: Mapping[str, Mapping[str, Meaning]]
    """By column, words that mean one thing in every scale."""
    own: Mapping[str, Mapping[str, Meaning]]
    """By column, the words of ossbuy's own drop-downs: no drift where they stand."""
    scales: tuple[Scale, ...]
    ticks: frozenset[str]
    no_ticks: frozenset[str]
    columns: Mapping[str, str]
    """Role by folded name of a column in an answer workbook."""
    prices: Mapping[str, str]
    """Role by folded name of a column in a price workbook."""
    years: frozenset[str]
    placeholders: frozenset[str]
    begins: tuple[str, ...]
    qualifiers: tuple[str, ...]
    not_in_comments: frozenset[str]
    """Words that are no answer where a comment begins with them."""
    not_alone_in_comments: frozenset[str]
    """Words that are no answer where a comment consists of them."""
    about: Mapping[str, frozenset[str]]
    """By part of the sheet about the vendor, what it may be called."""
    fingerprint: Mapping[str, frozenset[str]]

    def first_signs(self) -> frozenset[str]:
        """What a text longer than 80 characters begins with, if it may be no answer."""
        return frozenset({"<", "[", "{", "‹", "«", *_DOTS, *(word[:1] for word in self.begins)})

    def is_placeholder(self, text: str) -> bool:
        """Whether a text is no answer: ``…``, ``<enter here>``, ``TBD``, ``Instruction: …``."""
        plain = text.strip()
        if not plain:
            return False
        # No placeholder holds a digit, and most short cells do: a page, a release, a date.
        if len(plain) <= 80 and not _DIGIT.search(plain) and folded(plain) in self.placeholders:
            return True
        first, last = plain[0], plain[-1]
        if (first, last) in (("<", ">"), ("[", "]"), ("{", "}"), ("‹", "›"), ("«", "»")):
            return plain.count(first) == 1
        if first in _DOTS and all(c in _DOTS for c in plain):
            return True
        return plain[:_BEGIN].casefold().startswith(self.begins)


def meaning(text: str, where: str) -> Meaning:
    """``full + STD`` as what it says; BadFile where a part is none of the words.

    Levels, codes and words of delivery, and kinds of evidence may be joined by ``+``.
    """
    found = Meaning()
    for part in text.split("+"):
        said = " ".join(part.split()).casefold()
        one = _PARTS.get(said)
        joined = found.joined(one) if one else None
        if joined is None:
            known = ", ".join(dict.fromkeys(str(m) for m in _PARTS.values()))
            raise BadFile(
                where, f"{text[:60]!r} is none of the answers: {known}; join two of them by +."
            )
        found = joined
    return found


_PARTS: Final[Mapping[str, Meaning]] = {
    **{level.value: Meaning(level.value) for level in Level},
    "n/a": Meaning(Level.NOT_APPLICABLE.value),
    # "none" as a level comes first: a class of delivery of that name is written NO.
    **{
        word: Meaning(None, code.value)
        for code, word in DELIVERY_WORDS.items()
        if code is not Delivery.NONE
    },
    **{code.value.casefold(): Meaning(None, code.value) for code in Delivery},
    **{word.casefold(): Meaning(None, None, one.value) for one, word in EVIDENCE_WORDS.items()},
    **{one.value: Meaning(None, None, one.value) for one in Evidence},
}


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The words of templates/importing.

    Raises:
        BadFile: a file is missing or wrong; names the entry.
    """
    scales = as_dict(read_yaml(locations.templates() / SCALES), SCALES)
    replies = as_dict(read_yaml(locations.templates() / REPLIES), REPLIES)
    always = {
        fact: MappingProxyType(
            {
                word: meaning(taken, f"{SCALES}, always, {fact}")
                for taken, names in as_dict(scales["always"][fact], SCALES).items()
                for word in _listed(names)
            }
        )
        for fact in FACTS
    }
    own: dict[str, Mapping[str, Meaning]] = {
        "level": {level.value: Meaning(level.value) for level in Level},
        "delivery": {
            said: Meaning(None, code.value)
            for code, word in DELIVERY_WORDS.items()
            for said in (word, code.value.casefold(), f"{word} {code.value.casefold()}")
        },
        "evidence": {
            said: Meaning(None, None, one.value)
            for one, word in EVIDENCE_WORDS.items()
            for said in (folded(word), one.value)
        },
    }
    for fact, names in own.items():
        always[fact] = MappingProxyType({**always[fact], **names})
    placeholders = as_dict(replies["placeholders"], REPLIES)
    return Words(
        always=always,
        own=own,
        scales=tuple(_scale(tree) for tree in as_list(scales["scales"], SCALES)),
        ticks=frozenset(_listed(scales["ticks"])),
        no_ticks=frozenset(_listed(scales["no_ticks"])),
        columns=_names(replies["columns"], ROLES),
        prices=_names(replies["prices"]),
        years=frozenset(_listed(replies["years"])),
        placeholders=frozenset(_listed(placeholders["whole"])),
        begins=tuple(part.strip().casefold() for part in placeholders["begins"].split(",")),
        qualifiers=tuple(_listed(replies["qualifiers"])),
        not_in_comments=frozenset(_listed(replies["not in comments"])),
        not_alone_in_comments=frozenset(_listed(replies["not alone in comments"])),
        about={part: frozenset(_listed(said)) for part, said in replies["about"].items()},
        fingerprint={
            part: frozenset(_listed(said)) for part, said in replies["fingerprint"].items()
        },
    )


def _listed(text: str) -> Iterable[str]:
    """Words separated by commas, folded."""
    return [word for part in text.split(",") if (word := folded(part))]


def _names(tree: Any, known: Iterable[str] = ()) -> Mapping[str, str]:
    """Role by name; the first of two roles that share a name keeps it."""
    names: dict[str, str] = {}
    for role, said in as_dict(tree, REPLIES).items():
        if known and role not in known:
            raise BadFile(f"{REPLIES}, columns", f"{role!r} is no kind of column; remove it.")
        for name in _listed(said):
            names.setdefault(name, role)
    return MappingProxyType(names)


def _scale(tree: Mapping[str, Any]) -> Scale:
    name = str(tree.get("name", ""))
    where = f"{SCALES}, {name}"
    if tree.get("fact") not in FACTS:
        raise BadFile(where, f"fact must be one of {', '.join(FACTS)}.")
    return Scale(
        name,
        tree["fact"],
        MappingProxyType(
            {folded(word): meaning(taken, where) for word, taken in tree["words"].items()}
        ),
        tree.get("assumed") == "yes",
        frozenset(folded(sign) for sign in tree.get("signs", ())),
        frozenset(folded(sign) for sign in tree.get("needs", ())),
        tree.get("percent") == "yes",
        str(tree.get("note", "")),
    )
