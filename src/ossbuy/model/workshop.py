"""A workshop: who sat in it, what its steps took, what was parked, what was voted on."""

from __future__ import annotations

import datetime as dt
from typing import Final

from pydantic import Field, field_validator

from ossbuy.model.base import Line, Text, Value, YesNo

SCALES: Final = ("1-5", "yes-no", "choice")
"""What a question may be answered with."""
GRADES: Final = ("severity", "frequency", "breadth")
"""Fields of a pain that the room may vote on from 1 to 5."""


class Session(Value):
    """One meeting."""

    id: str
    code: Line
    title: Line = ""
    agenda: Line = ""
    """Name of the agenda template it followed."""
    on: dt.date | None = None
    facilitator: Line = ""
    """Internal id of the person who leads it."""
    present: tuple[str, ...] = ()
    """Internal ids of the people in the room."""
    step: Line = ""
    """Key of the agenda step it stands at."""
    ended: Line = ""
    """When it ended, UTC; empty while it runs."""


class Step(Value):
    """One step of an agenda: what was planned, copied so that no later template changes it, and
    how it went. Times are UTC, ISO 8601 with a Z."""

    title: Line
    place: int | None = Field(default=None, ge=1)
    """Position on the agenda, from 1."""
    minutes: float | None = Field(default=None, ge=0, le=1440, allow_inf_nan=False)
    """Planned: the time-box."""
    extra: float | None = Field(default=None, ge=0, le=1440, allow_inf_nan=False)
    """Minutes granted on top while it ran."""
    purpose: Text = ""
    screen: Line = ""
    """Id of the stage it is worked on at."""
    ask: tuple[str, ...] = ()
    """Questions for the room."""
    output: Text = ""
    """What it should leave behind."""
    began: Line = ""
    """When it was first taken up."""
    turn: Line = ""
    """When its present turn began; empty while another step runs."""
    ended: Line = ""
    """When it was last left."""
    spent: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """Minutes of the turns that are over; a step may be returned to."""
    spoken: tuple[str, ...] = ()
    """Internal ids of the people who had the word in it, in that order."""
    note: Text = ""

    @property
    def box(self) -> float | None:
        """Minutes it may take: planned and granted; None without a time-box."""
        return None if self.minutes is None else self.minutes + (self.extra or 0)


class Question(Value):
    """Something everybody present votes on; votes are hidden until it is closed."""

    id: str
    code: Line
    text: Text
    scale: Line = "1-5"
    choices: tuple[str, ...] = ()
    about: Line = ""
    """Internal id of the pain or requirement it is about."""
    sets: Line = ""
    """Field of the pain that the median is proposed for: one of `GRADES`, or empty."""
    session: Line = ""
    closed: YesNo = False
    """Votes are shown from then on."""
    absent: tuple[str, ...] = ()
    """Internal ids of people in the room without whose vote it was closed."""

    @field_validator("scale")
    @classmethod
    def _known_scale(cls, value: str) -> str:
        if value not in SCALES:
            raise ValueError(f"it must be one of {', '.join(SCALES)}")
        return value

    @field_validator("sets")
    @classmethod
    def _known_grade(cls, value: str) -> str:
        if value and value not in GRADES:
            raise ValueError(f"it must be one of {', '.join(GRADES)}")
        return value


class Vote(Value):
    """One person's answer."""

    value: Line
    comment: Text = ""


class Parked(Value):
    """Something put aside for later, so that nothing said is lost."""

    id: str
    code: Line
    text: Text
    by: Line = ""
    session: Line = ""
    resolution: Text = ""
