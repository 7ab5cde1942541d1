"""pronoun: "it", "they" or "this" where a name belongs."""

from __future__ import annotations

import re

from ossbuy.phrasing.clauses import clauses
from ossbuy.phrasing.edits import Edit, edited, lowered
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.rules.rule import REQUIREMENT, Rule
from ossbuy.phrasing.text import Text

_MODAL = r"(?:shall|must|will|should|may|can|is|are|has|have|does|do|needs?)"
_WORDS = frozenset({"it", "they", "this", "these", "those"})
_BEGINS = re.compile(
    r"(?:(?<=^)|(?<=[.;:!?]\s)|(?<=\n)|(?<=(?<!\w)and\s))(?P<word>it|they|this|these|those)\s+"
    r"(?=(?:shall|must|will|should|may|can)(?![\w-]))"
    rf"|(?<=(?<!\w)so\s)(?P<then>(?:that\s+)?(?:it|they))\s+(?={_MODAL}(?![\w-]))",
    re.IGNORECASE,
)


def pronoun(_: Lists) -> Rule:
    """``It shall``, ``They must``, ``This shall``: which of the things named before?"""

    def look(text: Text) -> Found | None:
        if _WORDS.isdisjoint(text.vocabulary):
            return None
        found = list(_BEGINS.finditer(text.binding))
        if not found:
            return None
        spans, edits = [], []
        for m in found:
            which = "word" if m["word"] else "then"
            end = m.end(which)
            start = end - len(m[which].split()[-1])
            word = text.raw[start:end]
            spans.append(Span(start, end, f"“{word}” may be any of several things: name it."))
            # After "so that" the thing meant is seldom the one that acts: the buyer says which.
            name = _named_before(text, start) if which == "word" else "the [named thing]"
            edits.append(Edit(start, end, name if word[0].isupper() else lowered(name)))
        return Found(tuple(spans), (edited(text.raw, edits),))

    return Rule("pronoun", look, REQUIREMENT)


def _named_before(text: Text, place: int) -> str:
    """The subject of the clause before, if it is short and a name; else a blank."""
    for clause in reversed([c for c in clauses(text) if c.modal < place]):
        subject = text.raw[clause.subject : clause.modal].strip()
        if 0 < len(subject.split()) <= 6 and not re.match(
            r"(?:it|they|this|these|those|that)\b", subject, re.IGNORECASE
        ):
            return subject
    return "The [named thing]"
