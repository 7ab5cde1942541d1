"""What the command line says: the only writer of stdout and stderr, and the exit codes.

stdout is data, stderr is words and progress. Nothing here imports more than the standard library.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, TextIO

ENVELOPE = 1
"""Version of the JSON object every reading command prints."""

PATIENCE = 0.5
"""Seconds after which a person wants to know what is going on."""


class ExitCode(IntEnum):
    """What a script may rely on."""

    OK = 0
    NO = 1
    """The answer to what was asked is no."""
    USAGE = 2
    REFUSED = 3
    """A rule says no, or somebody else changed the same fact."""
    UNAVAILABLE = 4
    """The project file cannot be read or written."""
    BUG = 70
    INTERRUPTED = 130


def emit(text: str) -> None:
    """Print data to stdout."""
    _write(sys.stdout, printable(text, keep="\n\t") + "\n")


def emit_json(project: str, head: str, data: object) -> None:
    """Print the envelope: sorted keys, two spaces, stable."""
    envelope = {"ossbuy": ENVELOPE, "project": project, "head": head, "data": data}
    text = json.dumps(envelope, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
    # JSON may hold any character; what would drive a terminal is written as an escape.
    safe = "".join(c if c == "\n" or not _drives(c) else _escaped(c) for c in text)
    _write(sys.stdout, safe + "\n")


def say(text: str) -> None:
    """Say something to the person at the terminal, on stderr."""
    _write(sys.stderr, printable(text, keep="\n\t") + "\n")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))
    except BrokenPipeError:
        # `ossbuy log P | head`: whoever reads has enough; the interpreter must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise SystemExit(ExitCode.OK) from None


def printable(text: str, keep: str = "") -> str:
    """Text without control characters, so that a vendor's name cannot drive the terminal.

    Joiners inside emoji and non-breaking spaces are no such thing and stay.
    """
    if text.isprintable():
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if _drives(c) and c not in keep else c for c in text)


def _drives(character: str) -> bool:
    """Whether a character is a control code, half a character, or turns the writing direction."""
    import unicodedata

    kind = unicodedata.category(character)
    return kind in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in _TURNING


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _escaped(character: str) -> str:
    return f"\\u{ord(character):04x}"


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Columns aligned under their headers; the columns in ``right`` to the right."""
    cells = [[printable(cell) for cell in row] for row in (headers, *rows)]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(headers))]

    def line(row: Sequence[str]) -> str:
        parts = []
        for i, cell in enumerate(row):
            space = " " * (widths[i] - _width(cell))
            parts.append(space + cell if i in right else cell + space)
        return "  ".join(parts).rstrip()

    rule = "  ".join("─" * width for width in widths)
    return "\n".join([line(cells[0]), rule, *(line(row) for row in cells[1:])])


def _width(text: str) -> int:
    """Terminal columns a text takes: two for East Asian wide characters."""
    import unicodedata

    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


class Progress:
    """A line on stderr that appears when something takes longer than half a second.

    Use as a context manager; ``step`` says what is going on, ``part`` how far it is.
    """

    def __init__(self, quiet: bool = False) -> None:
        self._shown = False
        self._quiet = quiet or not sys.stderr.isatty()
        self._began = time.monotonic()
        self._last = 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            _write(sys.stderr, "\r\x1b[K")

    def step(self, text: str) -> None:
        """Say what is going on."""
        now = time.monotonic()
        if self._quiet or now - self._began < PATIENCE or now - self._last < 0.1:
            return
        self._last, self._shown = now, True
        _write(sys.stderr, f"\r\x1b[K{printable(text)[:78]} …")

    def part(self, done: int, total: int, text: str = "simulating") -> None:
        """Say how far it is."""
        self.step(f"{text} {100 * done // max(total, 1)} %")


def rounded(value: Any, digits: int = 6) -> Any:
    """Numbers cut to what is meaningful, so that JSON is stable across machines."""
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, Mapping):
        return {str(k): rounded(v, digits) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(v, digits) for v in value]
    return value
