"""passive: something is done and nobody is named who does it."""

from __future__ import annotations

import re

from ossbuy.phrasing.clauses import Clause, clauses
from ossbuy.phrasing.edits import lowered, sentence
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.rules.rule import REQUIREMENT, Rule
from ossbuy.phrasing.text import Text
from ossbuy.phrasing.verbs import Verbs

_BE = re.compile(
    r"(?:also\s+|always\s+|only\s+)?be\s+(?P<how>(?:[a-z]+ly\s+|then\s+|also\s+)*)(?P<done>[a-z-]+)(?![\w-])",
    re.IGNORECASE,
)
_LET = re.compile(
    r"(?<![\w-])(?:allow|allows|enable|enables|permit|permits)\s+[^.;:]{1,80}?\s(?P<be>to\s+be\s+)(?P<done>[a-z-]+)(?![\w-])",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"(?<![\w-])by\s+(?!default|means|hand|mail|e-?mail|using|way|\d|[a-z]+ing(?![\w-]))",
    re.IGNORECASE,
)


def passive(lists: Lists) -> Rule:
    """``Logs shall be stored``: by whom?"""
    verbs = Verbs.of(lists)
    written = frozenset(lists.words["written_down"])

    def look(text: Text) -> Found | None:
        if "be" not in text.vocabulary:
            return None
        hits = [(c, m) for c in clauses(text) if (m := _undone_by_anybody(text, c, verbs))]
        hits = [(c, m) for c, m in hits if m["done"].casefold() not in written]
        if not hits:
            return _let_be_done(text, verbs)
        spans = tuple(
            Span(c.modal, m.end(), f"“be {m['done']}” names nobody who does it: say who.")
            for c, m in hits
        )
        return Found(spans, _active(text, *hits[0], verbs) if len(clauses(text)) == 1 else ())

    return Rule("passive", look, REQUIREMENT)


def _let_be_done(text: Text, verbs: Verbs) -> Found | None:
    """``shall allow settings to be managed``: who manages them?"""
    for m in _LET.finditer(text.binding):
        end = text.sentence_at(m.start())[1]
        if verbs.of_participle(m["done"]) and not _AGENT.search(text.masked, m.end(), end):
            what = f"“to be {m['done']}” names nobody who does it: say who."
            return Found((Span(m.start("be"), m.end(), what),))
    return None


def _undone_by_anybody(text: Text, clause: Clause, verbs: Verbs) -> re.Match[str] | None:
    m = _BE.match(text.masked, clause.verb, clause.end)
    if m is None:
        return None
    done = m["done"].casefold()
    if done in verbs.states or not verbs.of_participle(done):
        return None
    return None if _AGENT.search(text.masked, m.end(), clause.end) else m


def _active(text: Text, clause: Clause, m: re.Match[str], verbs: Verbs) -> tuple[str, ...]:
    """``Logs shall be stored for 30 days`` → ``The [system] shall store logs for 30 days``."""
    raw = text.raw
    subject = raw[clause.subject : clause.modal].strip()
    if (
        not subject
        or len(subject.split()) > 8
        or re.search(r"[,;:]|(?<![\w-])(?:that|which|who|there)(?![\w-])", subject, re.IGNORECASE)
    ):
        return ()
    modal = raw[clause.modal : clause.verb].strip()
    who = "the [system]" if clause.subject > clause.start else "The [system]"
    how = m["how"].strip()
    verb = f"{how} {verbs.of_participle(m['done'])}".strip()
    rest = raw[m.end() : clause.end]
    head = raw[: clause.subject]
    new = f"{head}{who} {modal} {verb} {lowered(subject)}{rest}{raw[clause.end :]}"
    return (new,) if clause.start else (sentence(new),)
