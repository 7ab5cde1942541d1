"""long and tbd: rules that hold in every language."""

from __future__ import annotations

import re
from itertools import pairwise

from ossbuy.phrasing.clauses import clauses
from ossbuy.phrasing.edits import sentence
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.phrases import pattern_of
from ossbuy.phrasing.rules.rule import ALL, SENTENCES, Rule
from ossbuy.phrasing.text import Text, blanks, longest_words, words

_MARKS = (
    r"\?{3,}|(?<!\w)_{3,}(?!\w)|(?<![\w.])X{2,}(?![\w-])"
    r"|<\s*(?:insert|enter|tbd|value|name|number|date|x+)[^<>]{0,40}>"
)


_ODD = re.compile(r"\?\?|__|XX|xx|[<\[]")
"""Signs without which none of the marks can stand in a text."""


def long(lists: Lists) -> Rule:
    """A sentence of more than 40 words, or a text of more than 60."""
    most, in_all = int(lists.limits["long_words"]), int(lists.limits["long_text"])

    def look(text: Text) -> Found | None:
        longest = max((words(text.raw[a:b]) for a, b in text.sentences), default=0)
        if longest > most:
            what = f"a sentence of {longest} words: more than {most} are hard to hold and to test."
        elif text.word_count > in_all:
            what = f"{text.word_count} words: more than {in_all} are hard to hold and to test."
        else:
            return None
        return Found((Span(0, len(text.raw), what),), _at_second_obligation(text))

    return Rule("long", look, SENTENCES, any_language=True)


def _at_second_obligation(text: Text) -> tuple[str, ...]:
    """Split where a second sentence obliges; a sentence that only explains stays where it is."""
    found = clauses(text)
    for one, two in pairwise(found):
        if one.end <= two.start:
            return (sentence(text.raw[: two.start]), sentence(text.raw[two.start :]))
    return ()


def tbd(lists: Lists) -> Rule:
    """``TBD``, ``???``, a blank in square brackets: not finished."""
    anywhere, at_end = (pattern_of(lists.words[name]) for name in ("tbd", "tbd_at_end"))
    marks = re.compile(
        rf"(?<![\w-])(?:{anywhere})(?![\w-])"
        rf"|(?<=[(:=–<])\s*(?:{at_end})(?![\w-])|(?<![\w-])(?:{at_end})(?=\s*[.)>]?\s*$)|{_MARKS}",
        re.IGNORECASE,
    )

    telling = longest_words([*lists.words["tbd"], *lists.words["tbd_at_end"]])

    def look(text: Text) -> Found | None:
        if telling.isdisjoint(text.vocabulary) and not _ODD.search(text.raw):
            return None
        places = [m.span() for m in marks.finditer(text.masked)]
        places += [p for p in blanks(text.raw) if not any(a < p[1] and p[0] < b for a, b in places)]
        if not places:
            return None
        spans = (
            Span(a, b, f"“{text.raw[a:b]}” is still open: fill it in before this goes out.")
            for a, b in sorted(places)
        )
        return Found(tuple(spans))

    return Rule("tbd", look, ALL, any_language=True)
