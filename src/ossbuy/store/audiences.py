"""Who may see what in a shared copy: vendor, evaluator, auditor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Audience:
    """What one kind of reader may see; anything not named is withheld."""

    sees: frozenset[str] | None
    """Families of facts; None is all of them."""
    not_fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By family, the fields withheld all the same."""
    own_only: Mapping[str, int] = field(default_factory=dict)
    """By family, the part of the key that must be the recipient."""
    not_files: frozenset[str] = frozenset()
    """Contents of received files that stay hidden, whoever sent them."""
    own_files: bool = False
    """Whether only the recipient's own files are seen."""
    names_people: bool = True
    """Whether it is told who acted, and their reasons."""


PRIVATE: Final = frozenset({"emotion"})
"""Families nobody else sees, whoever the copy is for, unless a person released that one thing."""
PUBLISHED: Final = frozenset({"policy", "stated", "hygiene", "lock", "grouped"})
"""What a regulated procurement publishes: every reader sees how it will be weighed."""

_SUBJECT: Final = frozenset(
    {"project", "model", "trigger", "pain", "cause", "section", "requirement", "undone"}
)
_EVALUATION: Final = frozenset(
    {
        "policy",
        "person",
        "contribution",
        "link",
        "stated",
        "hygiene",
        "lock",
        "vendor",
        "file",
        "unsealed",
        "response",
        "evaluator",
        "score",
        "agreed",
        "accepted",
        "gate",
        "eliminated",
        "decision",
        "note",
        "redacted",
        "reference",
        "costing",
        "burden",
        "value",
        "grouped",
        "closed",
        "session",
        "step",
        "question",
        "parked",
        "ballot",
        "vote",
        "issue",
        "deadline",
        "clarification",
        "shortlisted",
        "driver",
        "withdrawn",
        "drift",
        "scale",
        "loop",
        "graded",
    }
)

AUDIENCES: Final[Mapping[str, Audience]] = {
    "vendor": Audience(
        # Links and contributions would give the derived weights away; pain costs anchor prices.
        sees=_SUBJECT
        | {"vendor", "response", "price", "file", "reference", "loop"}
        | {"deadline", "clarification", "driver"},
        not_fields={
            "pain": frozenset(
                {
                    "emotion",
                    "voice",
                    "cost_low",
                    "cost_likely",
                    "cost_high",
                    "cost_basis",
                    "workaround_cost",
                }
            ),
            "trigger": frozenset({"cost_of_delay_month", "escalated_by"}),
            "project": frozenset({"owner"}),
            # What the buyer thinks of a vendor is not for that vendor.
            "vendor": frozenset({"profile"}),
            "deadline": frozenset({"note"}),
            "driver": frozenset({"note"}),
            # A published answer never says who asked.
            "clarification": frozenset({"asked_by", "asked_at", "answered_by"}),
        },
        own_only={"vendor": 1, "response": 1, "price": 1, "reference": 1, "loop": 1},
        own_files=True,
        names_people=False,
    ),
    "evaluator": Audience(
        sees=_SUBJECT | _EVALUATION,
        not_fields={"pain": frozenset({"emotion"})},
        own_only={"score": 1, "ballot": 1, "vote": 2},
        not_files=frozenset({"prices"}),
    ),
    "auditor": Audience(sees=None),
}
