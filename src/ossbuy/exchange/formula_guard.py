"""Text in CSV files that a spreadsheet program would take for a formula, and run.

``=cmd|…`` in somebody's requirement must not become a formula when a colleague opens the file.
What would be one is written with an apostrophe before it, as people type it, and read back without.
A text that has an apostrophe there already gets one more, so every text survives the way.
"""

from __future__ import annotations

import re
from typing import Final

_RUNS: Final = re.compile(r"\s*'*[=+\-@]")
_NUMBER: Final = re.compile(r"\s*[+-]?\d+(?:[.,]\d+)?\s*")
_GUARDED: Final = re.compile(r"\s*'+[=+\-@]")


def guarded(text: str) -> str:
    """A text as it is written to a CSV file."""
    if _RUNS.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text.lstrip()
    return text


def unguarded(text: str) -> str:
    """A cell of a CSV file as the text that was meant."""
    return text.lstrip()[1:] if _GUARDED.match(text) else text
