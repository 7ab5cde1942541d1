"""What is asked for: sections, requirements and the links that say why."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pydantic import Field

from ossbuy.model.base import Line, Text, Value, YesNo

LINK_STRENGTHS: Final = (9, 3, 1, 0)

VERIFICATION: Final = {
    "D": "document",
    "S": "scripted demo",
    "P": "proof of concept on own data",
    "T": "load or fail test",
    "R": "reference call",
    "K": "reference KPI",
    "A": "audit or sample",
    "C": "contract term",
}
"""Ways to verify a requirement, by the letter used in requirement tables."""


class Priority(StrEnum):
    """How much somebody wants it; never becomes a weight."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Section(Value):
    """A heading that requirements stand under."""

    id: str
    code: Line
    title: Line
    parent: Line = ""
    """Internal id of the section above; empty at the top."""

    @property
    def label(self) -> str:
        """What it is called."""
        return self.title


class Requirement(Value):
    """One thing the system shall do, and how that will be shown."""

    id: str
    code: Line
    """The visible id, kept as text: 1.10 is not 1.1."""
    section: Line
    title: Line = ""
    text: Text
    gate: YesNo = False
    """Pass or fail, outside the weighted sum."""
    priority: Priority | None = None
    verification: Line = ""
    """Letters of VERIFICATION, separated by spaces."""
    threshold: Text = ""
    """What counts as met, with unit and data set."""
    layer: int | None = Field(default=None, ge=1, le=3)
    unique: Line = ""
    """Empty, ``function`` or ``data``: is the need ours alone, and where?"""
    references: Line = ""
    """Framework ids, separated by spaces: ``TMF639 TMFC012``."""
    kpi: Line = ""
    """What is measured after go-live to see whether it healed."""
    kpi_unit: Line = ""
    kpi_baseline: Line = ""
    """As it is today, with the unit of ``kpi_unit``."""
    kpi_target: Line = ""
    counter_kpi: Line = ""
    """What must be watched with it, so that it is not improved by hiding."""
    library: Line = ""
    """Id in the requirement library it was pulled from."""
    risk: YesNo = False
    """Asked for because of a risk somebody fears."""
    short: YesNo = False
    """Asked already in the short first stage of two."""

    @property
    def label(self) -> str:
        """Title if there is one, else the beginning of the text."""
        return self.title or self.text[:60]
