"""unmeasured: a quality that is a number, asked for without one."""

from __future__ import annotations

import re

from ossbuy.phrasing.edits import Edit, edited
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.phrases import Phrases, compiled, fitted, pattern_of
from ossbuy.phrasing.rules.rule import SENTENCES, Rule
from ossbuy.phrasing.text import Text, longest_words

_NAMES_A_THING = re.compile(
    r"\s+(?!(?:for|of|in|at|on|and|or|to|during|with|when|while|if|by|over|across|from|within|is|as|that|which|between|per|than)(?![\w-]))\w"
)
"""``high availability cluster`` is the name of a thing, ``high availability of …`` a wish."""
_CLAUSE_END = re.compile(
    r"\s*(?:[,;:]|[.!?](?=\s|$)|$"
    r"|(?<=\s)(?<!due )(?<!according )(?<!prior )(?<!related )"
    r"(?:to|in order to|so that|so as to)\s)"
)


def unmeasured(lists: Lists) -> Rule:
    """``high availability``, ``minimise downtime`` with no number beside it."""
    words = lists.words
    phrases = Phrases.of(lists.phrases["unmeasured"], words["not_unmeasured"])
    amounts = Phrases.of(lists.phrases["amounts"])
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
    extreme = re.compile(
        rf"(?<![\w-])(?P<verb>{pattern_of(words['extremes'])})\s+(?P<what>\w)", re.IGNORECASE
    )
    alone = compiled(words["not_unmeasured"])
    marks = longest_words([*words["degrees"], *verbs, *words["extremes"]])
    marks |= phrases.marks | amounts.marks

    def look(text: Text) -> Found | None:
        if text.measured or marks.isdisjoint(text.vocabulary):
            return None
        masked = text.binding
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

        for m in amounts.matches(text):
            new = amounts.replacement(m)
            add(m.start(), m.end(), [] if new is None else [fitted(text.raw, m, new)])
        # A number anywhere may be the one that is asked for here; an amount needs its own.
        for m in () if text.has_number else phrases.matches(text):
            if _NAMES_A_THING.match(masked, m.end()):
                continue
            new = phrases.replacement(m)
            add(m.start(), m.end(), [] if new is None else [fitted(text.raw, m, new)])
        for m in () if text.has_number else (*action.finditer(masked), *extreme.finditer(masked)):
            verb, tail = verbs[" ".join(m["verb"].casefold().split())].split("|")
            stop = _CLAUSE_END.search(masked, m.end())
            end = stop.start() if stop else len(masked)
            new_edits = [Edit(m.start(), m.end("verb"), verb), Edit(end, end, f" {tail}")]
            add(m.start(), m.end() if m.re is action else m.end("verb"), new_edits)
        for m in () if text.has_number else degree.finditer(masked):
            if _NAMES_A_THING.match(masked, m.end()):
                continue
            quality = masked[m.end("how") : m.end()].strip()
            new_edits = [Edit(m.start(), m.end(), f"{quality} of [number] [unit]")]
            add(m.start(), m.end(), new_edits)
        if not spans:
            return None
        spans.sort(key=lambda s: s.start)
        new_text = edited(text.raw, edits)
        return Found(tuple(spans), (new_text,) if new_text != text.raw else ())

    return Rule("unmeasured", look, SENTENCES)
