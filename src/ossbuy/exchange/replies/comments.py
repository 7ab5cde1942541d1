"""Answers that stand in the comment, because that is where people write."""

from __future__ import annotations

import re

from ossbuy.exchange.replies.words import Words, folded

_FIRST = re.compile(r"^\W*(.{1,60}?)\s*(?:[.:;,!(\n]|\s[-–—]\s|$)", re.DOTALL)


def level_in(comment: str, words: Words) -> str | None:
    """The level a comment begins with ("Fully compliant. …"), or None.

    Only a word that says nothing but a level is taken, and not where the next words take it back
    ("Yes, but …"), nor where it may as well mean that there is no comment ("None", "N/A", "No").
    """
    found = _FIRST.match(comment)
    if not found:
        return None
    head = folded(found[1])
    rest = folded(comment[found.end() :])
    if head in words.not_in_comments or (not rest and head in words.not_alone_in_comments):
        return None
    said = words.always["level"].get(head)
    if said is None or said.level is None or said.delivery is not None:
        return None
    if rest[:40].startswith(words.qualifiers):
        return None
    return said.level
