"""What happened: the people who speak, what triggered the project, what hurts and why."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final

from pydantic import Field

from ossbuy.model.base import Grade5, Line, Money, Text, Value, YesNo

TRIGGER_TYPES: Final = (
    "major outage",
    "vendor end of support",
    "merger or separation",
    "regulator action",
    "audit finding",
    "blocked product launch",
    "loss of a key person",
    "contract renewal",
    "new executive",
    "cost mandate",
    "security breach",
    "network technology change",
    "lost customer",
)
"""Words offered for what set a project off; any other may be typed."""
SEATS: Final = ("daily user", "supervisor", "project team", "executive")
"""Where people sit, seen from the system."""


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
    seat: Line = ""
    """daily user, supervisor, project team or executive."""
    in_room: YesNo | None = None
    """Sits in the workshops; ``no`` is somebody who is hurt and not there."""
    voting_power: float | None = Field(default=None, ge=0, le=1000, allow_inf_nan=False)
    """How much this person's weights count in the group; not said is 1."""
    hours_week: float | None = Field(default=None, ge=0, le=168, allow_inf_nan=False)
    """With the system."""
    duties: Text = ""
    main_kpi: Line = ""
    how_helps: Text = ""
    """How today's system helps, in the person's words."""
    vital_process: Line = ""
    """The one process the person cannot do without."""
    vital_why: Text = ""
    vital_often: Line = ""
    other_processes: Text = ""

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
    workaround_ended: Text = ""
    """What made the old workaround stop working."""


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
    workaround_cost: Money | None = None
    """A year, in the project's currency; part of the likely cost, not beside it."""
    overlap_group: Line = ""
    """Pains of one group describe partly the same money."""
    trend: Line = ""
    layer: int | None = Field(default=None, ge=1, le=3)
    """1 operations, 2 revenue, 3 the end customer's ease of spending."""
    consequence_12_months: Text = ""
    consequence_24_months: Text = ""
    module: Line = ""
    process_step: Line = ""
    library: Line = ""
    """Id in the requirement library it was pulled from; such a pain needs local evidence."""


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
