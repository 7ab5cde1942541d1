"""Changing some places of a text and leaving every other character as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``new`` where ``start`` to ``end`` stands; empty drops it with the space around it."""

    start: int
    end: int
    new: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits; of two that overlap the first counts."""
    out: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start < at:
            continue
        before, after = text[at : edit.start], text[edit.end :]
        out.append(before)
        at = edit.end
        if edit.new:
            out.append(edit.new)
            if after[:1] == "." and edit.new.endswith("."):
                at += 1
        else:
            at = _close_gap(out, text, at)
    out.append(text[at:])
    return recapitalised(text, "".join(out))


def _close_gap(out: list[str], text: str, at: int) -> int:
    """Mend spaces and commas where something was dropped; returns where the text goes on."""
    left = "".join(out)
    bare = left.rstrip(" ")
    rest = text[at:]
    follows = rest.lstrip(" ")
    if bare.endswith(",") and follows[:1] in (",", ".", ";", ":", ")", ""):
        # ", where possible," and ", where possible.": both commas or the one before go.
        out[:] = [bare[:-1]]
        if follows[:1] == ",":
            return at + rest.index(",") + 1
        return at + len(rest) - len(follows)
    if not bare or bare.endswith(("\n", ".", "!", "?")):
        # At the beginning of a sentence a comma behind what was dropped goes with it.
        skipped = re.match(r"\s*,?[^\S\n]*", rest)
        assert skipped is not None
        return at + skipped.end()
    if follows[:1] in (".", ",", ";", ":", ")", "?", "!") or not follows:
        out[:] = [bare]
        return at + len(rest) - len(follows)
    out[:] = [bare, " "] if left != bare or rest[:1] == " " else [bare]
    return at + len(rest) - len(follows)


def recapitalised(before: str, after: str) -> str:
    """``after`` with a capital at the beginning where ``before`` has one."""
    first = after[:1]
    if before[:1].isupper() and first.islower():
        return first.upper() + after[1:]
    return after


def lowered(phrase: str) -> str:
    """The beginning of a sentence for use inside one: ``The log`` → ``the log``, ``VNF`` stays."""
    first = phrase.split(None, 1)[0] if phrase.split() else ""
    if len(first) > 1 and first[0].isupper() and first[1:].islower():
        return phrase[0].lower() + phrase[1:]
    return "a" + phrase[1:] if first == "A" else phrase


def sentence(text: str, stop: str = ".") -> str:
    """A part cut out of a text as a sentence of its own: capital first, full stop last."""
    text = text.strip(" \t\n,;")
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "?", "!", ":")) else f"{text}{stop}"
