"""The request that went out: versions, deadlines, questions from vendors and the answers."""

from __future__ import annotations

from typing import Final

from pydantic import Field, field_validator

from ossbuy.model.base import Line, Text, Value, YesNo

DEADLINES: Final = ("questions", "answers", "prices", "demonstrations", "award", "other")
"""What a deadline may be for."""
ISSUE_STAGES: Final = ("short", "full")
"""A short first list, or everything."""


class Shown(Value):
    """What a buyer lets bidders see of a root cause, as the pack says it."""

    effects: Text = ""
    """What it causes, in the buyer's words."""
    requirements: tuple[str, ...] = ()
    """Internal ids of the requirements that stand against it."""


class Issue(Value):
    """One version of the request as it went out."""

    id: str
    version: Line
    """``1``, ``1.1``, ``2``: counted on by every addendum."""
    stage: Line = "full"
    at: str
    by: Line
    hash: str
    """Hash of the set of requirements: ids, codes and texts as asked."""
    asked: dict[str, tuple[str, str]]
    """By internal id of the requirement: its code and its text, as they went out."""
    answers_sha256: str = ""
    prices_sha256: str = ""
    changes: Text = ""
    """What an addendum says it changed."""
    vendors: tuple[str, ...] = ()
    """Internal ids of those it went to; empty is everybody invited."""
    loops: tuple[str, ...] = ()
    """Ids of the questions about the vendor itself that went with it."""
    years: int = Field(default=0, ge=0, le=30)
    """Contract years priced, year 0 included."""
    shown: dict[str, Shown] = Field(default_factory=dict)
    """By internal id of the root cause: what the pack shows of it. In a vendor's own file."""
    briefed: YesNo = False
    """Whether a copy the buyer made came with it, and so the buyer's own evaluation model."""

    @field_validator("stage")
    @classmethod
    def _known_stage(cls, value: str) -> str:
        if value not in ISSUE_STAGES:
            raise ValueError(f"it must be one of {', '.join(ISSUE_STAGES)}")
        return value


class Deadline(Value):
    """A day and hour by which something is due."""

    id: str
    code: Line
    name: Line = ""
    what: Line = "other"
    at: str = ""
    """UTC, ISO 8601 with a Z."""
    note: Text = ""

    @field_validator("what")
    @classmethod
    def _known_what(cls, value: str) -> str:
        if value not in DEADLINES:
            raise ValueError(f"it must be one of {', '.join(DEADLINES)}")
        return value


class Clarification(Value):
    """A vendor's question about the request, and the buyer's answer."""

    id: str
    code: Line
    question: Text
    asked_by: Line = ""
    """Internal id of the vendor; never published. Empty when the buyer asks itself."""
    asked_at: str = ""
    requirements: tuple[str, ...] = ()
    """Internal ids of the requirements it is about."""
    answer: Text = ""
    answered_by: Line = ""
    answered_at: str = ""
    published_at: str = ""
    """Empty while nobody but the buyer sees it."""
    published_to: Line = ""
    """``all``, or the internal id of the one vendor it was answered to."""
    changes_request: YesNo = False
    """Whether the answer changes what is asked, and so belongs into an addendum."""


class Shortlisting(Value):
    """A named person put a vendor on the short list, with a reason."""

    by: Line
    reason: Text
    at: str
