"""compound: two obligations in one text, which can be met by halves and scored by neither half."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ossbuy.phrasing.clauses import Clause, clauses
from ossbuy.phrasing.edits import Edit, edited, sentence
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.rules.rule import SENTENCES, Rule
from ossbuy.phrasing.text import Text
from ossbuy.phrasing.verbs import Verbs

_AND_OR = re.compile(r"(?<![\w-])and\s?/\s?or(?![\w-])", re.IGNORECASE)
_AND = re.compile(
    r"(?P<comma>,?)\s+(?:and|as well as)\s+(?:(?:then|also|to)\s+)?(?P<verb>[a-z][a-z-]*)",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\s+(?:the|a|an|all|any|each|every|its|their|our|this|these|those|no|both|only|one|two|three|it|them|to|on|"
    r"for|by|with|from|in|into|as|when|if|whether|that|how|at least|¤|\d)(?![\w-])",
    re.IGNORECASE,
)
_ASKS_AGAIN = re.compile(
    r"(?:\?\s+(?=\S)|,?\s+(?:and|or)\s+(?=(?:do|does|is|are|can|will|have|has|how|what|which|who|where|when)\s))",
    re.IGNORECASE,
)


_ROW = re.compile(r"(?P<more>(?:\s*,\s*[a-z-]+)*)\s*$", re.IGNORECASE)
_LETS = frozenset({"let", "help", "make"})
_WORD = re.compile(r"[a-z-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a text falls in two: the first part ends, the second begins, with what before it."""

    start: int
    end: int
    before: str
    """What the second half needs in front of it: ``The system shall ``."""
    shared: int = -1
    """Where the object begins that both verbs have, if they share it; the first half ends there."""


def compound(lists: Lists) -> Rule:
    """Several obligations, two actions of one subject, or ``and/or``; never a bare ``and``."""
    verbs = Verbs.of(lists)

    def look(text: Text) -> Found | None:
        spans = [
            Span(m.start(), m.end(), f"“{m[0]}” leaves open which: say “or”, or name both.")
            for m in _AND_OR.finditer(text.masked)
        ]
        one = Text(edited(text.raw, [Edit(s.start, s.end, "or") for s in spans]), text.kind)
        if text.kind == "question":
            cut, what = _second_question(text), "it asks two things: ask them one by one."
            cut_now = _second_question(one)
        else:
            cut, what = _cut(text, verbs), "two obligations in one: each needs its own answer."
            cut_now = _cut(one, verbs)
        if cut is not None:
            spans.append(Span(cut.start, cut.end, what))
        if not spans:
            return None
        spans.sort(key=lambda s: s.start)
        return Found(tuple(spans), _halves(one, cut_now) if cut_now else (one.raw,))

    return Rule("compound", look, SENTENCES)


def _halves(text: Text, cut: _Cut) -> tuple[str, ...]:
    first, second = text.raw[: cut.start], text.raw[cut.end :]
    if cut.shared >= 0:
        first += f" {text.raw[cut.shared :].strip()}"
    stop = "?" if text.kind == "question" else "."
    halves = (sentence(first, stop), sentence(cut.before + second.lstrip(), stop))
    return halves if all(len(half.split()) > 2 for half in halves) else ()


def _cut(text: Text, verbs: Verbs) -> _Cut | None:
    found = clauses(text)
    if not found:
        return None
    for before, after in pairwise(found):
        if cut := _between(text, before, after):
            return cut
    return next((cut for c in found if (cut := _second_verb(text, c, verbs))), None)


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
        r"[,;]?\s*(?<![\w-])and(?:\s+(?:also|then))?\s+|;\s+", masked[one.verb : two.modal]
    ):
        joint = m
    if joint is None:
        return None
    start, end = one.verb + joint.start(), one.verb + joint.end()
    own = masked[end : two.modal].strip()
    if not own or re.fullmatch(r"it|they|this", own, re.IGNORECASE):
        return _Cut(start, two.modal, raw[one.start : one.subject] + subject + " ")
    return _Cut(start, end, "")


def _end_before(masked: str, place: int) -> int:
    return len(masked[:place].rstrip())


def _second_verb(text: Text, clause: Clause, verbs: Verbs) -> _Cut | None:
    """``shall create the order and notify the customer``: a second verb under the same modal."""
    masked, raw = text.masked, text.raw
    first = re.match(
        r"(?:[a-z]+ly\s+|also\s+)?(?P<verb>[a-z-]+)",
        masked[clause.verb : clause.end],
        re.IGNORECASE,
    )
    if first is None or not verbs.known(first["verb"].casefold()):
        return None
    if first["verb"].casefold() in _LETS:
        # "let a crew open and close a job": both verbs are the crew's, and one sitting shows both.
        return None
    for m in _AND.finditer(masked, clause.verb + first.end(), clause.end):
        word = m["verb"].casefold()
        follows = masked[m.end() : clause.end]
        if word in verbs.sure:
            ok = bool(re.match(r"\s+[\w¤(]", follows))
        elif word in verbs.also_nouns:
            ok = bool(_OBJECT.match(follows)) and not re.match(
                r"\s+(?:to|on|for|by|with|from|in|into|as|when|if)\s", follows
            )
        else:
            continue
        between = masked[clause.verb + first.end() : m.start()]
        if not ok or _another_verb_governs(between):
            continue
        head = raw[clause.start : clause.verb]
        row = _ROW.match(between)
        if row is None:
            return _Cut(m.start(), m.start("verb"), head)
        # "create, modify and delete users": the first verb is cut off with the shared object.
        if all(verbs.known(word.casefold()) for word in _WORD.findall(row["more"])):
            after = clause.verb + first.end()
            second = (
                m.start("verb")
                if not row["more"]
                else after + len(between) - len(between.lstrip(", "))
            )
            return _Cut(after, second, head, m.end("verb"))
    return None


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
