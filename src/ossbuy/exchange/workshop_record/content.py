"""What the record of a workshop says, as plain values: the same for every form it is written in.

There is no place in here for feelings, private notes, ballots of open rounds or hidden votes, so
none can be written by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who was there."""

    name: str
    role: str
    spoke: int
    """Steps in which the person had the word."""
    left: bool
    """Went before the end."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step of the agenda as planned and as it went; minutes."""

    title: str
    planned: float | None
    extra: float
    taken: float | None
    """None for a step that was not reached."""
    began: str
    ended: str
    spoken: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """A pain, cause, requirement or trigger that was told or changed."""

    code: str
    name: str
    words: str
    by: str
    """Who said it; empty where nobody is named."""
    status: str
    """new, changed or removed."""
    changes: tuple[str, ...]
    """What it says now that it did not say before, with the reason where one was given."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A link, share, weight or rule of weighing that was set."""

    of: str
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question."""

    answer: str
    votes: int
    names: tuple[str, ...]
    """Who gave it; empty unless names were asked for."""
    comments: tuple[str, ...]
    """What was said with it, with the name before it where names were asked for."""


@dataclass(frozen=True, slots=True)
class Voted:
    """A question whose votes were shown."""

    code: str
    text: str
    about: str
    answers: tuple[Answer, ...]
    summary: str
    """Median, spread and how many voted."""
    led_to: str
    """What was set because of it; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was parked."""

    code: str
    text: str
    by: str
    resolution: str


@dataclass(frozen=True, slots=True)
class Record:
    """A workshop from its beginning to its end."""

    project: str
    code: str
    title: str
    agenda: str
    on: str
    began: str
    ended: str
    """Empty while it runs."""
    facilitator: str
    head: str
    caution: str
    """A sentence where the journal does not hold the workshop itself; else empty."""
    seats: tuple[Seat, ...]
    steps: tuple[Stepped, ...]
    triggers: tuple[Told, ...]
    pains: tuple[Told, ...]
    causes: tuple[Told, ...]
    requirements: tuple[Told, ...]
    links: tuple[Moved, ...]
    weights: tuple[Moved, ...]
    votes: tuple[Voted, ...]
    parked: tuple[Item, ...]
    open: tuple[str, ...]
    """What is left to do, one sentence each."""

    @property
    def nothing(self) -> str:
        """What stands where no change is listed: there was none, or nobody can know."""
        return "Not known: see the caution." if self.caution else "None."

    @property
    def planned(self) -> float:
        """Minutes of all time-boxes."""
        return sum((s.planned or 0) + s.extra for s in self.steps)

    @property
    def taken(self) -> float:
        """Minutes of all steps."""
        return sum(s.taken or 0 for s in self.steps)
