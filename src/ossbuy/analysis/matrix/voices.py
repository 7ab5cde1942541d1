"""People, what they told and what they do, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ossbuy.analysis.arrays import Array, readonly
from ossbuy.analysis.matrix.inputs import Ids, Matrix
from ossbuy.analysis.processes import Worker, how_often, listed
from ossbuy.model.project import Project
from ossbuy.model.trauma import SEATS, Person


@dataclass(frozen=True)
class VoiceInputs:
    """Who told what, by the pains of the evaluation's matrix."""

    pains: Ids
    teller: tuple[str, ...]
    """Internal id of whoever told the pain; empty where nobody is named."""
    step: tuple[str, ...]
    """Process step of the pain, as typed."""
    daily: Array
    """1 a daily user told it, 0 somebody else, NaN nobody named."""
    grades: Mapping[str, tuple[int, ...]]
    """By person: severities of the pains they told, and of pains they voted on in closed votes."""
    workers: tuple[Worker, ...]
    absent: Ids
    """People who are not in the room."""
    unsaid: Ids
    """People of whom nobody said whether they are."""
    empty_seats: tuple[str, ...]
    """Seats nobody takes."""


def uses_daily(person: Person) -> bool:
    """Whether somebody lives with the system: said so, or sits in a daily user's seat."""
    return person.daily_user or person.seat == SEATS[0]


def voice_inputs(project: Project, matrix: Matrix, often: Mapping[str, int]) -> VoiceInputs:
    """Lay out people and voices; ``often`` are the words for how often, with their grades."""
    pains = matrix.trauma.pains
    people = project.people
    voices = [
        p.voice if (p := project.pains.get(pain)) and p.voice in people else "" for pain in pains
    ]
    return VoiceInputs(
        pains,
        tuple(voices),
        tuple(p.process_step if (p := project.pains.get(pain)) else "" for pain in pains),
        readonly(
            np.array(
                [float(uses_daily(people[v])) if v else np.nan for v in voices], dtype=np.float64
            )
        ),
        _grades(project),
        tuple(
            Worker(
                person.id,
                person.vital_process,
                how_often(person.vital_often, often),
                listed(person.other_processes),
            )
            for person in people.values()
        ),
        tuple(p.id for p in people.values() if p.in_room is False),
        tuple(p.id for p in people.values() if p.in_room is None),
        tuple(s for s in SEATS if not any(p.seat == s for p in people.values())),
    )


def _grades(project: Project) -> dict[str, tuple[int, ...]]:
    """What each person graded: a vote on a pain stands above the severity it was told with."""
    said: dict[tuple[str, str], int] = {
        (p.voice, p.id): p.severity
        for p in project.pains.values()
        if p.voice in project.people and p.severity is not None
    }
    for (question, person), vote in project.votes.items():
        asked = project.questions.get(question)
        if asked is None or not asked.closed or asked.scale != "1-5":
            continue
        if asked.about in project.pains and vote.value.strip() in {"1", "2", "3", "4", "5"}:
            said[person, asked.about] = int(vote.value)
    found: dict[str, list[int]] = {}
    for (person, _), grade in said.items():
        found.setdefault(person, []).append(grade)
    return {person: tuple(grades) for person, grades in found.items()}
