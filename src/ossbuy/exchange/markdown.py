"""Markdown that reads well as it stands: what people typed is never a heading, link or tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ossbuy.exchange.writing import put_file

_SPEAKS = re.compile(r"([\\`*_\[\]<>|~])")
_BEGINS = re.compile(r"^(\d*)([#>+-]|=+$|(?<=\d)[.)](?=\s))")
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)


def plain(text: object) -> str:
    """A text on one line, with what Markdown would act on made harmless."""
    line = " ".join(_CONTROL.sub("", str(text)).split())
    # An underscore inside a word, as in a file's name, means nothing to Markdown.
    line = _SPEAKS.sub(lambda m: m[0] if _inside_word(line, m) else "\\" + m[0], line)
    return _BEGINS.sub(r"\1\\\2", line)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """The lines of a table; cells are texts as people typed them."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(plain(cell) for cell in row) + " |" for row in rows]
    return lines


def write_file(out: Path, text: str) -> None:
    """Write a text to a file; BadFile when that cannot be done."""
    put_file(out, (text.rstrip("\n") + "\n").encode())


def _inside_word(line: str, found: re.Match[str]) -> bool:
    before, after = line[: found.start()], line[found.end() :]
    return found[0] == "_" and before[-1:].isalnum() and after[:1].isalnum()
