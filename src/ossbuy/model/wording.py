"""The word trauma can offend in a workshop: a project may call it operational pain instead.

Only our own sentences are put into the other word. What a person said stays as it was said, which
is why this is asked for sentence by sentence and not of everything that reaches a screen.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"\btrauma\b", re.IGNORECASE)


def worded(text: str, word: str) -> str:
    """One of our own sentences with the project's word for trauma; empty means trauma itself."""
    if not word or word == "trauma":
        return text
    return _WORD.sub(lambda hit: word.capitalize() if hit.group()[0] == "T" else word, text)
