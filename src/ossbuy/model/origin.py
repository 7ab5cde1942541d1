"""Where a requirement came from, when it came in from somebody's file."""

from __future__ import annotations

from pydantic import Field

from ossbuy.model.base import Line, Text, Value


class Imported(Value):
    """The row a requirement was read from; the file itself is an attachment of the act."""

    file: Line
    """SHA-256 of the file."""
    name: Line
    """What the file was called."""
    sheet: Line = ""
    row: int | None = Field(default=None, ge=1)
    """As a spreadsheet numbers it."""
    said: dict[str, Text] = Field(default_factory=dict)
    """Cells kept as they stood, by header: notes, comments, the priority as written."""
