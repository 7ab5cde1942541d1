"""compound: two obligations in one text, which can be met by halves and scored by neither half."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ossbuy.phrasing.clauses import MODAL, Clause, clauses
from ossbuy.phrasing.edits import sentence
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.rules.rule import SENTENCES, Rule
from ossbuy.phrasing.text import Text
from ossbuy.phrasing.verbs import Verbs

_AND = re.compile(
    r"(?P<comma>,?)\s+(?:and|as well as)\s+(?:(?:then|also|to)\s+)?(?P<verb>[a-z][a-z-]*)",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\s+(?:the|a|an|all|any|each|every|its|their|our|this|these|those|no|both|only|one|two|three|it|"
    r"them|whether|that|which|what|where|who|how|at least|¤|\d)(?![\w-])"
    r"|\s+[a-z-]+(?:ing|ed)\s+(?!(?:by|in|on|at|from|for|with|to|of|and|or)\s)[a-z]",
    re.IGNORECASE,
)
"""What follows a verb and hardly ever a noun: ``report the …``, ``list open … ``."""
_NEXT = re.compile(r",\s+(?:then\s+)?(?P<verb>[a-z-]+)(?=\s+(?!(?:and|or)\s)[\w¤(])", re.IGNORECASE)
_ASKS_AGAIN = re.compile(
    r"(?:\?\s+(?=\S)|,?\s+(?:and|or)\s+(?=(?:do|does|is|are|can|will|have|has|how|what|which|who|where|when)\s))",
    re.IGNORECASE,
)


_WHICH = re.compile(r",\s+which\s+(?:shall|must|will)(?![\w-])", re.IGNORECASE)
"""A relative clause that obliges on its own: ``…, which shall be kept``."""
_ROW = re.compile(r"(?P<more>(?:\s*,\s*[a-z-]+)*)\s*$", re.IGNORECASE)
_FIRST = re.compile(r"(?:[a-z]+ly\s+|also\s+)?(?P<verb>[a-z-]+)", re.IGNORECASE)
_POINTS_BACK = re.compile(r"^([a-z-]+\s+)(it|them)(?![\w-])")
"""``queue it``: what was named in the first half is unnamed in the second."""
_LETS = frozenset({"let", "help", "make"})
_LISTED = re.compile(r",\s+(?P<item>[a-z-]+)$", re.IGNORECASE)
"""``by pricing, legal`` before ``and network``: one word behind a comma is an item of a list."""
_WORD = re.compile(r"[a-z-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a text falls in two: the first part ends, the second begins, with what before it."""

    start: int
    end: int
    before: str | None
    """What the second half needs in front of it; None where nobody can say whose duty it is."""
    shared: int = -1
    """Where the object begins that both verbs have, if they share it; the first half ends there."""


def compound(lists: Lists) -> Rule:
    """Several obligations, or two actions of one subject; never a bare ``and``."""
    verbs = Verbs.of(lists)

    def look(text: Text) -> Found | None:
        if text.kind == "question":
            cut, what = _second_question(text), "it asks two things: ask them one by one."
        else:
            cut, what = _cut(text, verbs), "two obligations in one: each needs its own answer."
        if cut is None:
            return None
        return Found((Span(cut.start, cut.end, what),), _halves(text, cut))

    return Rule("compound", look, SENTENCES)


def _halves(text: Text, cut: _Cut) -> tuple[str, ...]:
    if cut.before is None:
        return ()
    first, second = text.raw[: cut.start], text.raw[cut.end :]
    if cut.shared >= 0:
        first += f" {text.raw[cut.shared :].strip()}"
    stop = "?" if text.kind == "question" else "."
    second = _POINTS_BACK.sub(r"\1[\2: name it]", second.lstrip(), count=1)
    halves = (sentence(first, stop), sentence(cut.before + second, stop))
    return halves if all(len(half.split()) > 2 for half in halves) else ()


def _cut(text: Text, verbs: Verbs) -> _Cut | None:
    # A permission is no obligation: nothing is missing where it is not used.
    found = [c for c in clauses(text) if c.word != "may"]
    if not found:
        return None
    for before, after in pairwise(found):
        if cut := _between(text, before, after):
            return cut
    for clause in found:
        if cut := _second_verb(text, clause, verbs):
            return cut
        if m := _WHICH.search(text.masked, clause.verb, clause.end):
            return _Cut(m.start(), m.end(), None)
    return None


def _between(text: Text, one: Clause, two: Clause) -> _Cut | None:
    """Two clauses with a modal each: in two sentences, or joined by ``and``."""
    masked, raw = text.masked, text.raw
    subject = raw[one.subject : one.modal].strip()
    if one.end != two.end:
        # A sentence that begins with a pronoun is given the subject of the one before.
        pronoun = re.match(r"(?:it|they|this)\s+$", masked[two.subject : two.modal], re.IGNORECASE)
        if pronoun and two.subject == two.start:
            return _Cut(_end_before(masked, two.start), two.modal, f"{subject} ")
        return _Cut(_end_before(masked, two.start), two.start, "")
    joint = None
    for m in re.finditer(
        r"[,;]?\s*(?<![\w-])and(?:\s+(?:also|then))?\s+|;\s+",
        masked[one.verb : two.modal],
        re.IGNORECASE,
    ):
        joint = m
    if joint is None:
        return None
    start, end = one.verb + joint.start(), one.verb + joint.end()
    own = masked[end : two.modal].strip()
    if not own and MODAL.search(masked, one.verb, start):
        # "… a value that must start at zero and must grow by one": whose second duty is it?
        return _Cut(start, end, None)
    if not own or re.fullmatch(r"it|they|this", own, re.IGNORECASE):
        return _Cut(start, two.modal, raw[one.start : one.subject] + subject + " ")
    return _Cut(start, end, "")


def _end_before(masked: str, place: int) -> int:
    return len(masked[:place].rstrip())


def _second_verb(text: Text, clause: Clause, verbs: Verbs) -> _Cut | None:
    """``shall create the order and notify the customer``: a second verb under the same modal."""
    masked, raw = text.masked, text.raw
    first = _FIRST.match(masked, clause.verb, clause.end)
    # "let a crew open and close a job": both verbs are the crew's, and one sitting shows both.
    if first is None or not verbs.known(word := first["verb"].casefold()) or word in _LETS:
        return None
    head, after = raw[clause.start : clause.verb], first.end()
    for m in _AND.finditer(masked, after, clause.end):
        between = masked[after : m.start()]
        row = _ROW.match(between)
        if row and verbs.known(m["verb"].casefold()) and _all_verbs(row["more"], verbs):
            # "create, modify and delete users": the first verb goes off with the shared object.
            second = after + len(between) - len(between.lstrip(", ")) if between.strip() else -1
            return _Cut(after, second if second > 0 else m.start("verb"), head, m.end("verb"))
        if _is_verb(m, masked, clause, verbs) and not _another_verb_governs(between):
            # "create the order, notify the crew and close the ticket" is cut behind its first part.
            for earlier in _NEXT.finditer(masked, after, m.start()):
                if verbs.known(earlier["verb"].casefold()):
                    return _Cut(earlier.start(), earlier.start("verb"), head)
            return _Cut(m.start(), m.start("verb"), head)
    return None


def _is_verb(m: re.Match[str], masked: str, clause: Clause, verbs: Verbs) -> bool:
    """Whether the word behind ``and`` is a verb here; one that is also a noun needs an object."""
    word, follows = m["verb"].casefold(), masked[m.end() : clause.end]
    if word in verbs.sure:
        return re.match(r"\s+(?!of\s)[\w¤(]", follows) is not None
    listed = _LISTED.search(masked, clause.verb, m.start())
    if listed and not m["comma"] and not verbs.known(listed["item"].casefold()):
        # "sign-offs by pricing, legal and network that stay …": the list ends in a noun.
        return False
    return word in verbs.also_nouns and _OBJECT.match(follows) is not None


def _all_verbs(row: str, verbs: Verbs) -> bool:
    return all(verbs.known(word.casefold()) for word in _WORD.findall(row))


def _another_verb_governs(between: str) -> bool:
    """Whether ``to …``, ``that …`` or ``let … `` stands between: the second verb may be theirs."""
    return (
        re.search(
            r"(?<![\w-])(?:to|that|which|who|whose|where|how|let|lets)(?![\w-])",
            between,
            re.IGNORECASE,
        )
        is not None
    )


def _second_question(text: Text) -> _Cut | None:
    m = _ASKS_AGAIN.search(text.masked)
    if m is None or not text.masked[m.end() :].strip():
        return None
    return _Cut(m.start() + (1 if m[0].startswith("?") else 0), m.end(), "")
