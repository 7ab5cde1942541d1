"""Taking back and doing again: new events that put earlier values back, never a rewrite.

What can be undone is read off the journal, per person, so it survives closing the program. Acts of
one group are taken back together. A compensating event carries one ``undone/<event id>`` fact for
every event it takes back, which is how the stacks are found again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ossbuy.model.events import NOT_UNDOABLE, Act, Event, Fact, Refused, Withheld
from ossbuy.store.chain import SHARED, fold
from ossbuy.store.errors import Address
from ossbuy.store.journal import State

UNDONE: Final = "undone/"
LOCKS: Final = {
    # address of the lock: (families it covers, what to do instead)
    ("lock/weights", ""): (
        frozenset({"stated", "hygiene", "link", "policy", "model", "contribution"}),
        "The weight lock covers this: change it again, with a reason, instead of taking it back.",
    ),
    ("lock/quality", ""): (
        frozenset({"score", "agreed", "accepted", "gate", "graded"}),
        "The quality lock covers this: change it again, with a reason, instead of taking it back.",
    ),
}
"""What a lock covers can no longer be taken back silently (decisions 7 and 17)."""


@dataclass(slots=True)
class Stacks:
    """What one person can take back and do again; each entry is the events of one unit."""

    actor: str
    done: list[tuple[Event, ...]] = field(default_factory=list)
    undone: list[tuple[Event, ...]] = field(default_factory=list)

    def note(self, event: Event) -> None:
        """Follow one more event of the journal."""
        if event.actor != self.actor:
            return
        if event.kind == "act.undone" and self.done:
            self.undone.append(self.done.pop())
        elif event.kind == "act.redone" and self.undone:
            self.done.append(self.undone.pop())
        elif event.kind not in ("act.undone", "act.redone"):
            self.undone.clear()
            if event.group and self.done and self.done[-1][-1].group == event.group:
                self.done[-1] += (event,)
            else:
                self.done.append((event,))


def taking_back(stacks: Stacks, state: State, events: Sequence[Event]) -> Act:
    """The act that takes back the person's last unit. Raises Refused with the reason why not."""
    if not stacks.done:
        raise Refused("There is nothing of yours to take back.")
    unit = stacks.done[-1]
    for event in unit:
        if event.kind in NOT_UNDOABLE:
            raise Refused(f"This cannot be taken back: {NOT_UNDOABLE[event.kind]}.")
    before = fold(event for event in events if event.seq < unit[0].seq)
    restored = [
        Fact(key, before.get((key, round_), (None, 0))[0], round_)
        for key, round_ in _written(unit, state, events)
    ]
    return _compensation("act.undone", unit, restored, True)


def doing_again(stacks: Stacks, state: State, events: Sequence[Event]) -> Act:
    """The act that does the last undone unit again. Raises Refused with the reason why not."""
    if not stacks.undone:
        raise Refused("There is nothing to do again; a new act ends that.")
    unit = stacks.undone[-1]
    after = fold(events[event.seq - 1] for event in unit)
    again = [
        Fact(key, after[key, round_][0], round_) for key, round_ in _written(unit, state, events)
    ]
    return _compensation("act.redone", unit, again, None)


def _written(unit: Sequence[Event], state: State, events: Sequence[Event]) -> list[Address]:
    """The addresses a unit wrote, once it is clear that they may be written back."""
    found = dict.fromkeys(fact.address for event in unit for fact in event.facts)
    locks = [rule for lock, rule in LOCKS.items() if _said(lock, state)]
    for key, round_ in found:
        if key.startswith(SHARED):
            raise Refused("Part of that act is not in this copy; take it back in the original.")
        if key.startswith("ballot/") and _said((f"closed/{key.rsplit('/', 1)[1]}", round_), state):
            raise Refused(
                f"Round {round_} is closed and its ballots have been seen: cast another one in the "
                "next round instead of taking this one back."
            )
        for families, instead in locks:
            if key.partition("/")[0] in families:
                raise Refused(instead)
    # Any later write of another person counts, even one that was itself overwritten since.
    for event in events[unit[0].seq :]:
        if event.actor != unit[0].actor:
            for fact in event.facts:
                if fact.address in found:
                    raise Refused(
                        f"{event.actor} has since changed {fact.key}; change it by hand instead."
                    )
    return list(found)


def _said(address: Address, state: State) -> bool:
    """Whether a key says anything now."""
    return state.get(address, (None, 0))[0] is not None


def _compensation(
    kind: str, unit: Sequence[Event], facts: Sequence[Fact], undone: bool | None
) -> Act:
    if any(isinstance(fact.value, Withheld) for fact in facts):
        raise Refused(
            "The earlier text has been redacted and cannot come back; write it again instead."
        )
    marks = [Fact(f"{UNDONE}{event.event_id}", undone) for event in unit]
    return Act(kind, (*facts, *marks))
