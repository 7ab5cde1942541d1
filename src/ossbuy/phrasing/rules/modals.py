"""no-modal and two-modals: whether a text binds anybody, and how firmly."""

from __future__ import annotations

import re
from itertools import pairwise

from ossbuy.phrasing.clauses import BINDING, MODAL, clauses
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.rules.rule import REQUIREMENT, Rule
from ossbuy.phrasing.text import Text
from ossbuy.phrasing.verbs import Verbs

_START = re.compile(r"\s*(?:[-•*]\s*)?(?P<word>[A-Za-z-]+)(?P<rest>.*)", re.DOTALL)
_NAMED = re.compile(
    r"\s*(?P<subject>(?:the|a|an|each|every|any)\s+(?:[\w/-]+\s+){1,4}?)(?P<verb>[a-z]+s)(?=\s)",
    re.IGNORECASE,
)


def no_modal(lists: Lists) -> Rule:
    """A text without shall, must, will or should: a heading, a note or a wish."""
    verbs = Verbs.of(lists)

    def look(text: Text) -> Found | None:
        if MODAL.search(text.masked) or text.word_count < 2:
            return None
        what = "no “shall” or “must”: nobody is bound to do anything."
        return Found((Span(0, len(text.raw), what),), _bound(text, verbs))

    return Rule("no-modal", look, REQUIREMENT)


def _bound(text: Text, verbs: Verbs) -> tuple[str, ...]:
    named = _NAMED.match(text.masked)
    if named and (verb := verbs.of_third_person(named["verb"])):
        raw = text.raw
        return (f"{raw[: named.start('verb')]}shall {verb}{raw[named.end('verb') :]}",)
    start = _START.match(text.masked)
    if start is None:
        return ()
    word = start["word"].casefold()
    rest = text.raw[start.start("rest") :]
    if word in verbs.sure and word not in verbs.also_nouns:
        return (f"The [system] shall {word}{rest}",)
    if word == "ability" and rest.casefold().startswith(" to "):
        return (f"The [system] shall {rest[4:].lstrip()}",)
    if word == "support" and rest.casefold().startswith(" for "):
        return (f"The [system] shall support {rest[5:].lstrip()}",)
    return ()


def two_modals(_: Lists) -> Rule:
    """``shall`` beside ``should`` for one subject in one sentence: which of them binds?"""

    def look(text: Text) -> Found | None:
        if "/" in text.masked and (m := _BOTH.search(text.masked)):
            return Found((Span(m.start(), m.end(), _which(m["one"], m["other"])),))
        for first, second in pairwise(clauses(text)):
            own = text.masked[second.start : second.modal] if first.end != second.end else ""
            said = re.split(r"(?<![\w-])and(?![\w-])|[,;]", text.masked[first.verb : second.modal])
            if own or said[-1].strip() or _strength(first.word) == _strength(second.word):
                continue
            end = second.modal + len(second.word)
            return Found((Span(second.modal, end, _which(first.word, second.word)),))
        return None

    return Rule("two-modals", look, REQUIREMENT)


_BOTH = re.compile(
    r"(?<![\w-])(?P<one>shall|must|will|should|may)\s*/\s*(?P<other>shall|must|will|should|may)(?![\w-])",
    re.IGNORECASE,
)


def _which(one: str, other: str) -> str:
    return f"“{one}” and “{other}” for the same subject: say which of them binds."


def _strength(word: str) -> str:
    """Words that bind alike count as one."""
    return (
        "binds"
        if word in BINDING or word in ("is", "are", "has", "have", "need", "needs")
        else word
    )
