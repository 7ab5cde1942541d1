"""What came back and how it differs from what was asked: drift, withdrawals, mapped words."""

from __future__ import annotations

from pydantic import Field

from ossbuy.model.base import Line, Text, Value


class DriftItem(Value):
    """One thing in a received file that is not as it went out, or was not taken as it stands."""

    kind: Line
    """``mapped``, ``edited``, ``added``, ``missing``, ``duplicate``, ``unreadable`` and so on."""
    where: Line = ""
    """Sheet and cell, as a spreadsheet names them."""
    what: Text
    """One sentence."""
    requirement: Line = ""
    """Internal id, where it is about one."""
    said: Text = ""
    """The cell as received."""
    taken_as: Line = ""
    """What it was taken as; empty when it was not taken."""


class Drift(Value):
    """Everything about one received file that somebody should know."""

    pack_version: Line = ""
    """The version of the request the file says it answers; empty when it does not say."""
    rows: int | None = Field(default=None, ge=0)
    """Rows with content that were read."""
    taken: int | None = Field(default=None, ge=0)
    """Answers taken from them."""
    items: tuple[DriftItem, ...] = ()


class Withdrawal(Value):
    """A vendor took a file back; its bytes stay on record."""

    by: Line
    at: str
    reason: Text


class ScaleMap(Value):
    """What a vendor's words in one column were taken as."""

    words: dict[str, str] = Field(default_factory=dict)
    """By the words as received, in lower case: what they are taken as."""
    by: Line = ""
    """Who said so last; empty while it is the program's own reading."""
    settled: tuple[str, ...] = ()
    """Those of the words a person decided on; they are never read anew."""


class LoopAnswer(Value):
    """A vendor's answer to a question about itself."""

    value: Text
    note: Text = ""
    file: str = ""
    """Internal id of the file it came in."""


class GradedEvidence(Value):
    """The buyer's own grade of what stands behind an answer; it wins over the vendor's claim."""

    evidence: Line
    """One of the evidence grades an answer may have."""
    reference: Text = ""
    by: Line
    reason: Text = ""
