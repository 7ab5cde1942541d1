"""Who has the word in a step of a workshop, who had it, and whom nobody has heard yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Round:
    """A round of the room; noted with the step when it is left."""

    session: str = ""
    step: str = ""
    heard: tuple[str, ...] = ()
    """In the order they had the word, the one who has it now last."""
    speaking: str = ""

    def next(self, present: Sequence[str]) -> Round:
        """The word goes to the next person in the room who has not had it."""
        order = list(present)
        start = order.index(self.speaking) + 1 if self.speaking in order else 0
        for person in (*order[start:], *order[:start]):
            if person not in self.heard:
                return self.give(person)
        return replace(self, speaking="")

    def give(self, person: str) -> Round:
        """The word goes to somebody, whoever's turn it is."""
        heard = tuple(p for p in self.heard if p != person)
        return replace(self, heard=(*heard, person), speaking=person)

    def back(self) -> Round:
        """The last person to get the word did not have it."""
        heard = self.heard[:-1] if self.speaking else self.heard
        return replace(self, heard=heard, speaking=heard[-1] if heard else "")

    def unheard(self, present: Sequence[str]) -> tuple[str, ...]:
        """Who is in the room and has not had the word."""
        return tuple(p for p in present if p not in self.heard)
