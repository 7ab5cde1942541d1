"""unitless: a threshold without a number, or a number without a unit."""

from __future__ import annotations

import re

from ossbuy.phrasing.edits import Edit, edited
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.phrases import pattern_of
from ossbuy.phrasing.rules.rule import THRESHOLD, Rule
from ossbuy.phrasing.text import Text

_LIMIT = (
    r"(?:at\s+least|at\s+most|up\s+to|below|under|above|over|less\s+than|more\s+than|fewer\s+than|greater\s+than|not\s+exceed(?:ing)?|"
    r"no\s+more\s+than|no\s+less\s+than|no\s+later\s+than|within|exceed(?:s|ing)?|minimum\s+of|maximum\s+of|equals?|[<>≤≥=]=?)"
)
_COUNT = re.compile(r"(?<![\w.,-])(\d[\d,]*)\s+[a-z][a-z-]+", re.IGNORECASE)
_SHOWN = re.compile(
    r"(?<![\w-])(?:yes|no|pass(?:es|ed)?|none|never|nothing|zero|confirmed|signed|present|delivered|supplied|refused|all|every)(?![\w-])",
    re.IGNORECASE,
)


def unitless(lists: Lists) -> Rule:
    """``response time below 5``: five what? In a threshold: no number at all."""
    units = pattern_of(lists.words["units"])
    bare = re.compile(
        rf"{_LIMIT}\s*(?P<number>\d[\d.,]*\d|\d)(?P<end>\s*(?:$|[.;:)](?=\s|$)|,(?=\s)|(?<![\w-])(?:and|or|for|when|if|in|at|with|on)(?![\w-])))",
        re.IGNORECASE,
    )
    unit = re.compile(rf"(?<![\w-])(?:{units})(?![\w-])", re.IGNORECASE)
    named = frozenset(lists.words["named_numbers"])

    def look(text: Text) -> Found | None:
        spans, edits = [], []
        numbers = any(c.isdigit() for c in text.masked)
        for m in bare.finditer(text.masked) if numbers else ():
            before = re.search(r"([\w-]+)\W*$", text.masked[: m.start()])
            if _counted_before(text.masked[: m.start()], m["number"]):
                continue
            name = before[1] if before else ""
            if name.casefold() in named or unit.match(m["end"].strip()):
                continue
            if text.masked[m.start()] in "<>≤≥=" and name[:1].isupper():
                # "Chef >= 12.0" is a version of something with a name.
                continue
            what = f"“{m['number']}” has no unit: say of what."
            spans.append(Span(m.start("number"), m.end("number"), what))
            edits.append(Edit(m.end("number"), m.end("number"), " [unit]"))
        if spans:
            return Found(tuple(spans), (edited(text.raw, edits),))
        if (
            text.kind != "threshold"
            or any(c.isdigit() for c in text.raw)
            or _SHOWN.search(text.masked)
        ):
            return None
        what = "no number in it: say how much, in which unit, on which data."
        return Found(
            (Span(0, len(text.raw), what),), (f"{text.raw.rstrip(' .')}: [number] [unit]",)
        )

    return Rule("unitless", look, THRESHOLD | {"requirement"})


def _counted_before(before: str, number: str) -> bool:
    """``50 drawings … in at least 45``: what is counted was said with the larger number."""
    try:
        value = float(number.replace(",", ""))
        counts = [float(m[1].replace(",", "")) for m in _COUNT.finditer(before)]
    except ValueError:
        return False
    return any(count >= value for count in counts)


def digitless() -> Rule:
    """The part of `unitless` that holds in every language: a threshold without any digit."""

    def look(text: Text) -> Found | None:
        if any(c.isdigit() for c in text.raw) or "[number" in text.raw:
            return None
        return Found((Span(0, len(text.raw), "no number in it: say how much, in which unit."),))

    return Rule("unitless", look, THRESHOLD, any_language=True)
