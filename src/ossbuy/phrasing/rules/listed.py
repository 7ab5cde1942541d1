"""Rules that look for phrases of a list: vague, escape, open-ended, absolute and their like."""

from __future__ import annotations

import re
from collections.abc import Callable

from ossbuy.phrasing.edits import Edit, edited
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.phrases import Phrases
from ossbuy.phrasing.rules.rule import ALL, SENTENCES, Rule
from ossbuy.phrasing.text import Text


def listed(name: str, key: str, lists: Lists, what: str) -> Callable[[Text], Found | None]:
    """Look for the phrases of list ``key``; ``what`` says what is wrong with one of them."""
    phrases = Phrases.of(lists.phrases[key], lists.words.get(f"not_{key}", ()))

    def look(text: Text) -> Found | None:
        matches = phrases.matches(text)
        if not matches:
            return None
        spans = tuple(Span(m.start(), m.end(), what.format(m[0])) for m in matches)
        return Found(spans, phrases.rewritten(text, matches))

    return look


def vague(lists: Lists) -> Rule:
    """A word that two readers measure differently: ``user-friendly``, ``several``, ``quickly``."""
    what = "“{0}” means something else to every reader: say it by number and unit."
    return Rule("vague", listed("vague", "vague", lists, what), ALL)


def escape(lists: Lists) -> Rule:
    """A way out for the supplier: ``where possible``, ``as appropriate``."""
    what = "“{0}” lets the supplier decide whether this holds: drop it or name the cases."
    return Rule("escape", listed("escape", "escape", lists, what), SENTENCES)


def absolute(lists: Lists) -> Rule:
    """A promise no test can prove: ``always``, ``never``, ``zero downtime``."""
    what = "“{0}” can be disproved but never shown: say the bound you will test."
    phrases = Phrases.of(lists.phrases["absolute"], lists.words["not_absolute"])
    promised = re.compile(
        r"(?:shall|must|will|should|may|be|is|are|and|to|that)\s+$", re.IGNORECASE
    )

    def look(text: Text) -> Found | None:
        matches = [
            m
            for m in phrases.matches(text)
            # "has never seen the portal" tells of somebody; "shall never lose" promises.
            if m[0].casefold() not in ("always", "never")
            or promised.search(text.masked, max(0, m.start() - 12), m.start())
        ]
        if not matches:
            return None
        spans = tuple(Span(m.start(), m.end(), what.format(m[0])) for m in matches)
        return Found(spans, phrases.rewritten(text, matches))

    return Rule("absolute", look, SENTENCES)


def superlative(lists: Lists) -> Rule:
    """A comparison with nothing to compare with: ``best``, ``faster``, ``latest``."""
    what = "“{0}” compares with nothing: say with what, or the value."
    return Rule("superlative", listed("superlative", "superlative", lists, what), SENTENCES)


def open_ended(lists: Lists) -> Rule:
    """A list that does not end: ``etc.``, ``including but not limited to``."""
    phrases = Phrases.of(lists.phrases["open_ended"], lists.words["not_open_ended"])
    stop = re.compile(r"\.(?=\s+[a-z]|\s*[,;:)])")

    def look(text: Text) -> Found | None:
        matches = phrases.matches(text)
        spans, edits = [], []
        for m in matches:
            end = m.end()
            # The full stop of "etc." is part of it unless it also ends the sentence.
            if m[0].casefold() in ("etc", "et cetera") and stop.match(text.masked, end):
                end += 1
            what = f"“{m[0]}” leaves the list open: name every item, or say who may add to it."
            spans.append(Span(m.start(), end, what))
            if (new := phrases.replacement(m)) is not None:
                edits.append(_joined(text.raw, Edit(m.start(), end, new)))
        if not spans:
            return None
        new_text = edited(text.raw, edits)
        return Found(tuple(spans), (new_text,) if new_text != text.raw else ())

    return Rule("open-ended", look, ALL)


def _joined(raw: str, edit: Edit) -> Edit:
    """``formats including CSV`` → ``formats, namely CSV``: an apposition takes a comma."""
    before = raw[: edit.start].rstrip(" ")
    if edit.new != "namely" or not before or before[-1] in ",(:;":
        return edit
    return Edit(len(before), edit.end, ", namely")
