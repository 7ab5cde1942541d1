"""and-or: "and/or", which leaves open whether one is enough."""

from __future__ import annotations

import re

from ossbuy.phrasing.edits import Edit, edited
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.rules.rule import SENTENCES, Rule
from ossbuy.phrasing.text import Text

_AND_OR = re.compile(r"(?<![\w-])and\s?/\s?or(?![\w-])", re.IGNORECASE)


def and_or() -> Rule:
    """``A and/or B``: is A alone enough? ``or`` says yes."""

    def look(text: Text) -> Found | None:
        found = [m.span() for m in _AND_OR.finditer(text.masked)]
        if not found:
            return None
        what = "“and/or” leaves open whether one of them is enough: say “or”, or ask for both."
        new = edited(text.raw, [Edit(a, b, "or") for a, b in found])
        return Found(tuple(Span(a, b, what) for a, b in found), (new,))

    return Rule("and-or", look, SENTENCES)
