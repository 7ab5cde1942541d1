"""What a thing may point to, and what it may not say yet."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel

from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.trauma import Pain, PainEvidence
from ossbuy.model.words import field_word

POINTS_TO: Final = {
    # field: (family, field of Project)
    "voice": ("person", "people"),
    "escalated_by": ("person", "people"),
    "person": ("person", "people"),
    "facilitator": ("person", "people"),
    "by": ("person", "people"),
    "pain": ("pain", "pains"),
    "requirement": ("requirement", "requirements"),
    "section": ("section", "sections"),
    "parent": ("section", "sections"),
    "session": ("session", "sessions"),
}
"""Fields of entities that hold the internal id of something else."""

FROM_LIBRARY_AT_MOST = 2
"""Severity a library pain may have before anybody showed it happened here."""


def check(project: Project, family: str, value: BaseModel) -> None:
    """Refuse an entity that points to nothing, stands under itself or says too much too soon."""
    for name, (what, where) in POINTS_TO.items():
        ident = getattr(value, name, "")
        if name == "section" and family == "requirement":
            if ident not in project.sections:
                raise Refused(f"Section {ident} is not known: add the section first.")
        elif ident and ident not in getattr(project, where):
            raise Refused(
                f"{field_word(name).capitalize()} {ident} is not known: add the {what} first."
            )
    match family:
        case "section":
            _not_under_itself(project, value)
        case "emotion" if project.policy.regulated:
            raise Refused(
                "In a regulated procurement no private notes are kept: leave feelings out, or say "
                "what is feared as a risk requirement."
            )


def local_evidence(pain: BaseModel) -> None:
    """A library pain ticked without asking anybody would weigh like one that happened here."""
    if not isinstance(pain, Pain):
        return
    shown = pain.evidence not in (None, PainEvidence.ANECDOTE) and pain.evidence_reference
    if pain.library and (pain.severity or 0) > FROM_LIBRARY_AT_MOST and not shown:
        raise Refused(
            f"{pain.code} comes from the library: a severity above {FROM_LIBRARY_AT_MOST} needs "
            "evidence from here, so enter its grade (B, C or D) and where to look."
        )


def _not_under_itself(project: Project, value: BaseModel) -> None:
    seen, above = {getattr(value, "id", "")}, getattr(value, "parent", "")
    while above:
        if above in seen:
            raise Refused("A section cannot stand under itself: choose another parent.")
        seen.add(above)
        above = project.sections[above].parent
