"""A workshop: who sat in it, what its steps took, what was parked, what was voted on."""

from __future__ import annotations

import datetime as dt
from typing import Final

from pydantic import Field, field_validator

from ossbuy.model.base import Line, Text, Value, YesNo

SCALES: Final = ("1-5", "yes-no", "choice")
"""What a question may be answered with."""


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
    """One step of an agenda as it went."""

    title: Line
    minutes: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """Planned."""
    began: Line = ""
    ended: Line = ""
    note: Text = ""


class Question(Value):
    """Something everybody present votes on; votes are hidden until it is closed."""

    id: str
    code: Line
    text: Text
    scale: Line = "1-5"
    choices: tuple[str, ...] = ()
    about: Line = ""
    """Internal id of the pain or requirement it is about."""
    session: Line = ""
    closed: YesNo = False
    """Votes are shown from then on."""

    @field_validator("scale")
    @classmethod
    def _known_scale(cls, value: str) -> str:
        if value not in SCALES:
            raise ValueError(f"it must be one of {', '.join(SCALES)}")
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
