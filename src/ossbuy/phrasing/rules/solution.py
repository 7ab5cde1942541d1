"""solution: a maker, a product or a way of building, where a result should be asked for."""

from __future__ import annotations

import re

from ossbuy.phrasing.edits import Edit, edited
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.phrases import compiled, pattern_of
from ossbuy.phrasing.rules.rule import SENTENCES, Rule
from ossbuy.phrasing.text import Text, longest_words


def solution(lists: Lists) -> Rule:
    """``Oracle``, ``implemented in Java``: others may do as well."""
    words = lists.words
    brands = compiled(words["brands"], re.NOFLAG)
    technologies = pattern_of(words["technologies"])
    built = re.compile(
        rf"(?<![\w-])(?:{pattern_of(words['built_with'])})\s+(?:(?:a|an|the)\s+)?(?P<what>{technologies})(?![\w-])",
        re.IGNORECASE,
    )
    marks = longest_words([*words["brands"], *words["built_with"]])
    equivalent = compiled(words["equivalents"])

    def look(text: Text) -> Found | None:
        if marks.isdisjoint(text.vocabulary) or equivalent.search(text.masked):
            return None
        spans: list[Span] = []
        places: list[int] = []
        for m in brands.finditer(text.binding):
            what = f"“{m[0]}” is one maker's: ask for the result, or add “or equivalent”."
            spans.append(Span(m.start(), m.end(), what))
            places.append(m.end())
        for m in built.finditer(text.binding):
            if any(s.start < m.end() and m.start() < s.end for s in spans):
                continue
            what = f"“{m[0]}” says how it is built: ask for the result, or add “or equivalent”."
            spans.append(Span(m.start(), m.end(), what))
            places.append(m.end())
        if not spans:
            return None
        spans.sort(key=lambda s: s.start)
        # Once is enough: the words hold for every name in the text.
        last = max(places)
        return Found(tuple(spans), (edited(text.raw, [Edit(last, last, " or equivalent")]),))

    return Rule("solution", look, SENTENCES)
