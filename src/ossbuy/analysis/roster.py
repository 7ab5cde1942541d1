"""The people of a project seen at once: who told what, who is missing, what to try first."""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix.inputs import Ids
from ossbuy.analysis.matrix.voices import VoiceInputs
from ossbuy.analysis.processes import Hurt, Process, processes
from ossbuy.analysis.voices import AirGap, Spread, air_gap, spread


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person told."""

    person: str
    pains: Ids
    """Heaviest first."""
    points: float
    """Trauma points of them."""
    spread: Spread | None
    """Of the severities the person gave; None where none was given."""


@dataclass(frozen=True)
class Roster:
    """Voices, the air-gap, who is not in the room, and the processes to try first."""

    gap: AirGap
    unrated: int
    """Pains without a trauma index yet."""
    unvoiced: Ids
    """Pains nobody is named for, heaviest first."""
    absent: Ids
    """People who are hurt or needed and not in the room, those who told most first."""
    unsaid: Ids
    """People of whom nobody said whether they are in the room."""
    empty_seats: tuple[str, ...]
    processes: tuple[Process, ...]
    voices: dict[str, Voice]

    def of(self, person: str) -> Voice:
        """What a person told, nothing for somebody who told nothing."""
        return self.voices.get(person) or Voice(person, (), 0.0, None)

    @property
    def scenarios(self) -> tuple[Process, ...]:
        """Processes with a score, highest first: what a proof of concept should show."""
        return tuple(process for process in self.processes if process.score is not None)


def roster(ev: Evaluation, inputs: VoiceInputs) -> Roster:
    """Bring people, pains and trauma together."""
    points = dict(zip(inputs.pains, ev.rolled.trauma.tolist(), strict=True))
    told: dict[str, list[str]] = {}
    for pain, teller in zip(inputs.pains, inputs.teller, strict=True):
        told.setdefault(teller, []).append(pain)

    def heaviest(pains: list[str]) -> Ids:
        return tuple(sorted(pains, key=lambda pain: -points[pain]))

    voices = {
        person: Voice(
            person,
            heaviest(told.get(person, [])),
            sum(points[pain] for pain in told.get(person, [])),
            spread(inputs.grades.get(person, ())),
        )
        for person in (worker.id for worker in inputs.workers)
    }
    hurts = [
        Hurt(pain, step, teller, points[pain])
        for pain, step, teller in zip(inputs.pains, inputs.step, inputs.teller, strict=True)
    ]
    return Roster(
        air_gap(ev.rolled.trauma, inputs.daily),
        len(inputs.pains) - len(ev.indexed),
        heaviest(told.get("", [])),
        tuple(sorted(inputs.absent, key=lambda person: -voices[person].points)),
        inputs.unsaid,
        inputs.empty_seats,
        processes(inputs.workers, hurts),
        voices,
    )
