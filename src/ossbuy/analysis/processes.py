"""Which processes to try first: what is done often and where it hurts.

    score = how often (1..5) × trauma points of its pains

How often is the highest grade any of its people give. A pain belongs to the process it names as its
process step; a pain that names none of the known processes belongs to the process its teller cannot
do without. Each pain counts once, so the points add up. A process nobody said how often, or without
a pain that weighs, is listed and not ranked: not known is not zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Worker:
    """What one person said of their work, as plain values."""

    id: str
    vital: str = ""
    """The process they cannot do without."""
    often: int | None = None
    """How often it is done, 1 rarely .. 5 all the time; None is not said."""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hurt:
    """A pain with the step it sits in and who told it."""

    id: str
    step: str
    teller: str
    points: float


@dataclass(frozen=True, slots=True)
class Process:
    """A process with the people who do it and the pains in it."""

    name: str
    vital_to: tuple[str, ...]
    done_by: tuple[str, ...]
    """People who name it among their other processes."""
    often: int | None
    pains: tuple[str, ...]
    points: float

    @property
    def score(self) -> float | None:
        """How often × trauma points; None while either is not known."""
        return None if self.often is None or not self.points else self.often * self.points

    def missing(self) -> str:
        """Why it has no score, in words; empty when it has one."""
        said = []
        if self.often is None:
            said.append("how often is not said" if self.vital_to else "vital to nobody asked yet")
        if not self.points:
            said.append("no pain in it weighs yet")
        return " and ".join(said)


def processes(workers: Sequence[Worker], hurts: Sequence[Hurt]) -> tuple[Process, ...]:
    """Every process anybody named, those with a score first, highest first, then by name."""
    names: dict[str, str] = {}
    vital: dict[str, list[Worker]] = {}
    done: dict[str, list[str]] = {}
    for worker in workers:
        if key := _key(worker.vital):
            names.setdefault(key, worker.vital.strip())
            vital.setdefault(key, []).append(worker)
        for other in worker.others:
            if (key := _key(other)) and key != _key(worker.vital):
                names.setdefault(key, other.strip())
                if worker.id not in done.setdefault(key, []):
                    done[key].append(worker.id)
    own = {worker.id: _key(worker.vital) for worker in workers}
    inside: dict[str, list[Hurt]] = {}
    for hurt in hurts:
        step = _key(hurt.step)
        place = step if step in names else own.get(hurt.teller, "")
        if place:
            inside.setdefault(place, []).append(hurt)
    found = [
        Process(
            name,
            tuple(worker.id for worker in vital.get(key, ())),
            tuple(done.get(key, ())),
            max((w.often for w in vital.get(key, ()) if w.often is not None), default=None),
            tuple(hurt.id for hurt in inside.get(key, ())),
            sum(hurt.points for hurt in inside.get(key, ())),
        )
        for key, name in names.items()
    ]
    return tuple(sorted(found, key=lambda p: (-(p.score or 0.0), p.name.casefold())))


def how_often(said: str, words: Mapping[str, int]) -> int | None:
    """The grade of a frequency in somebody's words: the most frequent one named, None for none.

    Args:
        said: such as ``nine times a day`` or ``weekly``.
        words: phrase → grade 1..5; a phrase is found where its words stand side by side.
    """
    text = f" {_key(''.join(c if c.isalnum() else ' ' for c in said))} "
    return max(
        (grade for phrase, grade in words.items() if f" {_key(phrase)} " in text), default=None
    )


def listed(text: str) -> tuple[str, ...]:
    """Processes typed one a line or with semicolons between, else with commas between."""
    lines = text.replace(";", "\n").splitlines()
    parts = lines if len(lines) > 1 else text.split(",")
    return tuple(dict.fromkeys(part.strip(" .-•*") for part in parts if part.strip(" .-•*")))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
