"""What happened: the people who speak, what triggered the project, what hurts and why."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from ossbuy.model.base import Grade5, Line, Money, Text, Value, YesNo


class Person(Value):
    """Somebody with a voice. The name is a fact of its own, so that it can be redacted."""

    id: str
    code: Line
    name: Line = ""
    role: Line = ""
    daily_user: YesNo = False
    """Works with the system every day."""
    faces_end_users: YesNo = False
    evaluator: YesNo = False
    conflict: Text = ""
    """A conflict of interest the person declared, in words."""

    @property
    def label(self) -> str:
        """What to call the person: the name, or the code once the name is redacted."""
        return self.name or self.code


class Trigger(Value):
    """The event after which the old way no longer worked."""

    id: str
    code: Line
    type: Line = ""
    statement: Text
    date: dt.date | None = None
    deadline: dt.date | None = None
    hard: YesNo = False
    """The deadline cannot move."""
    cost_of_delay_month: Money | None = None
    escalated_by: Line = ""


class PainEvidence(StrEnum):
    """How well the cost and severity of a pain are shown."""

    ANECDOTE = "A"
    SURVEY = "B"
    EXTRACT = "C"
    AUDIT = "D"


class Pain(Value):
    """Something that hurts, in the words of the person it hurts."""

    id: str
    code: Line
    name: Line
    statement: Text = ""
    voice: Line = ""
    """Internal id of the person who told it."""
    severity: Grade5 | None = None
    frequency: Grade5 | None = None
    breadth: Grade5 | None = None
    cost_low: Money | None = None
    cost_likely: Money | None = None
    """A year, in the project's currency."""
    cost_high: Money | None = None
    cost_basis: Text = ""
    months: int | None = Field(default=None, ge=0, le=600)
    """Since it began."""
    evidence: PainEvidence | None = None
    evidence_reference: Text = ""
    workaround: Text = ""
    overlap_group: Line = ""
    """Pains of one group describe partly the same money."""
    trend: Line = ""
    layer: int | None = Field(default=None, ge=1, le=3)
    """1 operations, 2 revenue, 3 the end customer's ease of spending."""
    consequence_12_months: Text = ""
    consequence_24_months: Text = ""
    module: Line = ""
    process_step: Line = ""


class Cause(Value):
    """A root cause found by asking why again."""

    id: str
    code: Line
    statement: Text
    category: Line = ""
    fixable: Line = ""
    """yes, part or no: can software fix it?"""
    unique: YesNo = False
    """Only this buyer has it."""
