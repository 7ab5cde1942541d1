"""Which agreed scores came of a test: those go to ``tests.csv``; what was agreed before stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ossbuy.model.events import Event
from ossbuy.model.project import Project
from ossbuy.model.scoring import AgreedScore

TESTED: Final = ("test.recorded", "evidence.graded")
"""Acts that ``tests.csv`` tells of."""

Cell = tuple[str, str]


def tested(
    project: Project, events: Iterable[Event]
) -> tuple[Mapping[Cell, AgreedScore], frozenset[Cell]]:
    """Scores agreed without a test, or before it; and the cells whose score a test brought."""
    before: dict[Cell, AgreedScore | None] = {}
    latest: dict[Cell, AgreedScore | None] = {}
    scored: set[Cell] = set()
    for event in events:
        for fact in event.facts:
            family, _, rest = fact.key.partition("/")
            if family != "agreed":
                continue
            vendor, _, requirement = rest.partition("/")
            cell = vendor, requirement
            if event.kind == "test.recorded":
                scored.add(cell)
                before[cell] = latest.get(cell)
            else:
                value = fact.value
                latest[cell] = AgreedScore.model_validate(value) if _whole(value) else None
    here = frozenset(c for c in scored if c in project.graded and c in project.agreed)
    kept: dict[Cell, AgreedScore] = {}
    for cell, score in project.agreed.items():
        found = before[cell] if cell in here else score
        if found is not None:
            kept[cell] = found
    return kept, here


def _whole(value: object) -> bool:
    return isinstance(value, dict) and "value" in value
