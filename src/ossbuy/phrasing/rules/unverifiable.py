"""unverifiable: a wish, or a permission nobody can fail."""

from __future__ import annotations

import re

from ossbuy.phrasing.clauses import MODAL, clauses
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.phrases import Phrases, pattern_of
from ossbuy.phrasing.rules.rule import SENTENCES, Rule
from ossbuy.phrasing.text import Text, longest_words

_BOUND = re.compile(
    r"(?<![\w-])(?:shall|must|will|should|may|to|and|not)\s+(?:also\s+|[a-z]+ly\s+)?$",
    re.IGNORECASE,
)
_NOTHING_ASKED = re.compile(r"(?<![\w-])(?:zero|only|or\s+may)(?![\w-])", re.IGNORECASE)


def unverifiable(lists: Lists) -> Rule:
    """``strive to``, ``shall facilitate``, ``may contain zero, one or more``."""
    phrases = Phrases.of(lists.phrases["unverifiable"])
    wish = re.compile(
        rf"{MODAL.pattern}\s+(?:also\s+|[a-z]+ly\s+)?(?P<verb>{pattern_of(lists.words['wish_verbs'])})(?![\w-])",
        re.IGNORECASE,
    )

    marks = longest_words(lists.words["wish_verbs"])

    def look(text: Text) -> Found | None:
        # "shall attempt to" is a wish; "an attempt to" is a thing.
        matches = [
            m
            for m in phrases.matches(text)
            if not m[0].casefold().endswith(" to")
            or m[0].casefold().startswith("aims")
            or _BOUND.search(text.masked, max(0, m.start() - 20), m.start())
        ]
        places = [m.span() for m in matches]
        if not marks.isdisjoint(text.vocabulary):
            places += [m.span("verb") for m in wish.finditer(text.binding)]
        spans = [
            Span(
                a,
                b,
                f"“{text.raw[a:b]}” cannot be shown to be met: say what can be seen when it is.",
            )
            for a, b in sorted(places)
        ]
        spans += _permissions(text)
        return Found(tuple(spans), phrases.rewritten(text, matches)) if spans else None

    return Rule("unverifiable", look, SENTENCES)


def _permissions(text: Text) -> list[Span]:
    """A text that only permits, and says how much or what alone: which supplier could fail it?"""
    found = clauses(text)
    if not found or any(c.word != "may" for c in found):
        return []
    for c in found:
        if _NOTHING_ASKED.search(text.masked, c.verb, c.end):
            what = "“may” obliges nobody: say what shall not be, or leave it out."
            return [Span(c.modal, c.modal + 3, what)]
    return []
