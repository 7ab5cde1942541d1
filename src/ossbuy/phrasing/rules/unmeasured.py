"""unmeasured: a quality that is a number, asked for without one."""

from __future__ import annotations

import re

from ossbuy.phrasing.edits import Edit, edited
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.phrases import Phrases, compiled, pattern_of
from ossbuy.phrasing.rules.rule import SENTENCES, Rule
from ossbuy.phrasing.text import Text

_CLAUSE_END = re.compile(r"\s*(?:[,;:]|[.!?](?=\s|$)|$)")


def unmeasured(lists: Lists) -> Rule:
    """``high availability``, ``minimise downtime`` with no number beside it."""
    words = lists.words
    phrases = Phrases.of(lists.phrases["unmeasured"], words["not_unmeasured"])
    verbs = lists.phrases["degree_verbs"]
    qualities = pattern_of(words["qualities"])
    degree = re.compile(
        rf"(?<![\w-])(?P<how>{pattern_of(words['degrees'])})\s+(?:[a-z-]+\s+)?(?P<what>{qualities})(?![\w-])",
        re.IGNORECASE,
    )
    action = re.compile(
        rf"(?<![\w-])(?P<verb>{pattern_of(verbs)})\s+(?:the\s+|its\s+|their\s+|any\s+)?"
        rf"(?:[a-z-]+\s+){{0,3}}?(?P<what>{qualities})(?![\w-])",
        re.IGNORECASE,
    )
    alone = compiled(words["not_unmeasured"])

    def look(text: Text) -> Found | None:
        if text.measured or text.has_number:
            return None
        masked = text.masked
        covered = [m.span() for m in alone.finditer(masked)]
        spans: list[Span] = []
        edits: list[Edit] = []

        def add(start: int, end: int, new: list[Edit]) -> None:
            inside = any(a <= start < b for a, b in covered)
            if inside or any(s.start < end and start < s.end for s in spans):
                return
            what = f"“{masked[start:end]}” is a number nobody has said: name it with its unit."
            spans.append(Span(start, end, what))
            edits.extend(new)

        for m in phrases.matches(text):
            new = phrases.replacement(m)
            add(m.start(), m.end(), [] if new is None else [Edit(m.start(), m.end(), new)])
        for m in action.finditer(masked):
            verb, tail = verbs[" ".join(m["verb"].casefold().split())].split("|")
            stop = _CLAUSE_END.search(masked, m.end())
            end = stop.start() if stop else len(masked)
            new_edits = [Edit(m.start(), m.end("verb"), verb), Edit(end, end, f" {tail}")]
            add(m.start(), m.end(), new_edits)
        for m in degree.finditer(masked):
            quality = masked[m.end("how") : m.end()].strip()
            new_edits = [Edit(m.start(), m.end(), f"{quality} of [number] [unit]")]
            add(m.start(), m.end(), new_edits)
        if not spans:
            return None
        spans.sort(key=lambda s: s.start)
        new_text = edited(text.raw, edits)
        return Found(tuple(spans), (new_text,) if new_text != text.raw else ())

    return Rule("unmeasured", look, SENTENCES)
