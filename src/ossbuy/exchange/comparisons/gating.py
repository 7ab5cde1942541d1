"""Rows that are pass or fail: said so by their weight, their label or their heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ossbuy.exchange.comparisons.words import Words, plain

SCALES = ("ticks", "compliance")
"""Grades in words of which full credit passes and none fails."""


def result_of(text: str, words: Words) -> str:
    """``pass``, ``fail``, or empty where a cell says neither."""
    said = plain(text)
    if said in words.passed:
        return "pass"
    if said in words.failed:
        return "fail"
    shares = {words.scales.get(name, {}).get(said) for name in SCALES}
    return "pass" if 1.0 in shares else "fail" if 0.0 in shares else ""


def is_gate(label: str, weight: str, heading: str, cells: Sequence[str], words: Words) -> bool:
    """Whether a row without a number for a weight is a knock-out, and all its cells say yes or no.

    "KO" stands where the weight would, or in front of the label ("Mandatory: …"), or in the
    heading above.
    """
    filled = [text for text in cells if text]
    if not filled or not all(result_of(text, words) for text in filled):
        return False
    begun = words.gates.match(label)
    return bool(
        words.gates.fullmatch(weight.strip(" .:()"))
        or (begun and re.match(r"\W*[:–—-]", label[begun.end() :]))
        or words.gates.search(heading)
    )
