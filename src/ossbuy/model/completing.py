"""Which pains still lack something that the trauma index, or a reader, needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ossbuy.model.project import Project
from ossbuy.model.trauma import Pain

NEEDED: Final[Mapping[str, str]] = {
    "statement": "their words",
    "voice": "who said it",
    "severity": "severity",
    "frequency": "frequency",
    "breadth": "breadth",
    "months": "since when",
    "cost_likely": "cost",
    "evidence": "evidence",
}
"""Fields of a complete pain, in the order they are asked for, in words."""


def lacking(pain: Pain) -> tuple[str, ...]:
    """What nobody has said of a pain yet, in words."""
    return tuple(word for name, word in NEEDED.items() if getattr(pain, name) in (None, ""))


def incomplete(project: Project) -> tuple[str, ...]:
    """Internal ids of the pains that lack something."""
    return tuple(pain.id for pain in project.pains.values() if lacking(pain))
