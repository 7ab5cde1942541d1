"""The vendor's own side: who answers what by when, and where a reused answer comes from."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from ossbuy.model.base import Line, Share, Text, Value, YesNo


class Task(Value):
    """Somebody's part of a bid."""

    person: Line
    """The colleague's name or internal id."""
    due: dt.date | None = None
    done: YesNo = False
    note: Text = ""


class Reuse(Value):
    """Where an answer was taken over from; never sent to the buyer."""

    source: Line
    """The earlier bid's file name."""
    code: Line = ""
    """The requirement's id in that bid."""
    text: Text = ""
    """The requirement's text in that bid."""
    likeness: Share | None = Field(default=None)
    """0 to 1: how alike the two texts are."""
