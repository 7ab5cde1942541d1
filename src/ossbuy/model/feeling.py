"""What people feel about it: private by default, shown beside the cost, never in a weight."""

from __future__ import annotations

from typing import Final

from ossbuy.model.base import Grade5, Line, Text, Value, YesNo

FEELINGS: Final = (
    "fear of blame",
    "fatigue",
    "mistrust of the supplier",
    "loss of control",
    "embarrassment",
    "ambition",
    "hope",
)
"""Words offered for the dominant feeling; any other word may be typed."""


class Emotion(Value):
    """What somebody feels about a pain, or about this procurement as a whole."""

    id: str
    code: Line
    person: Line
    """Internal id of whoever feels it."""
    pain: Line = ""
    """Internal id of the pain it is about; empty for the procurement as a whole."""
    feeling: Line = ""
    intensity: Grade5 | None = None
    fear: Text = ""
    """What the person fears about this procurement."""
    good_outcome: Text = ""
    """What a good outcome means to the person."""
    past_attempts: Text = ""
    """Failed attempts the person still carries."""
    released: YesNo = False
    """The person agreed that it may leave the file."""
    requirement: Line = ""
    """Internal id of the risk requirement the fear became, if it did."""
