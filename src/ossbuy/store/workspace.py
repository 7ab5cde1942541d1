"""The one door to a project for screens and commands: what is true now, and how it changes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from ossbuy.model.events import Act, Event, Fact
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project
from ossbuy.model.regulation import allow
from ossbuy.store import chain
from ossbuy.store.chain import About, utc_now
from ossbuy.store.errors import Address
from ossbuy.store.journal import Journal, State
from ossbuy.store.memory import MemoryJournal
from ossbuy.store.sqlite import SqliteJournal
from ossbuy.store.undo import Stacks, doing_again, taking_back
from ossbuy.store.verification import Verification

Watcher: TypeAlias = Callable[[Project], None]


class Workspace:
    """A journal, one person working in it, and the project as that person last saw it.

    Nothing is ever unsaved: ``execute`` returns when the act is on disk.
    """

    def __init__(
        self, journal: Journal, actor: str, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.journal = journal
        self.actor = actor
        self._clock = clock
        self._watchers: list[Watcher] = []
        self._behind = False
        self._load()

    @classmethod
    def open(cls, path: Path, actor: str, clock: Callable[[], datetime] = utc_now) -> Workspace:
        """Open a project file. Raises StoreError."""
        return cls(SqliteJournal.open(path), actor, clock)

    @classmethod
    def create(
        cls,
        path: Path,
        actor: str,
        role: str = "buyer",
        clock: Callable[[], datetime] = utc_now,
    ) -> Workspace:
        """Begin an empty project file for a buyer, vendor or evaluator; never overwrites."""
        return cls(SqliteJournal.create(path, role, clock()), actor, clock)

    @classmethod
    def in_memory(
        cls, actor: str, role: str = "buyer", clock: Callable[[], datetime] = utc_now
    ) -> Workspace:
        """An empty project that is gone when the program ends."""
        return cls(MemoryJournal(role, clock()), actor, clock)

    @property
    def project(self) -> Project:
        """The project as this workspace last read it."""
        return self._draft.freeze()

    @property
    def head(self) -> str:
        """Hash of the last event this workspace has read."""
        return self._head

    @property
    def seq(self) -> int:
        """Position of the last event this workspace has read; 0 in an empty project."""
        return self._seq

    @property
    def where(self) -> str:
        """What to call the project in messages."""
        return self.journal.where

    @property
    def about(self) -> About:
        """What the project file says about itself."""
        return self.journal.about()

    def execute(self, act: Act) -> Event:
        """Record an act and see its effect.

        Raises Conflict when a fact it writes has changed since this workspace read it; ``refresh``
        and execute again to let it stand over the other value. Raises Refused when the rules of a
        regulated procurement forbid it, StoreError when it cannot be recorded, ValueError when it
        does not add up to a project; then nothing has changed.
        """
        allow(self.project, act.facts)
        self._rehearse(act)
        expect = {fact.address: self._state.get(fact.address, (None, 0))[1] for fact in act.facts}
        event = self.journal.append(act, self.actor, expect, self._clock())
        self._follow(event)
        return event

    def undo(self) -> Event:
        """Take back this person's last act, or group of acts. Raises Refused with the reason."""
        return self.execute(taking_back(self._stacks(), self._state, self._history()))

    def redo(self) -> Event:
        """Do again what was last taken back. Raises Refused with the reason."""
        return self.execute(doing_again(self._stacks(), self._state, self._history()))

    def redact(self, address: Address, reason: str, seq: int | None = None) -> Event:
        """Blank every text ever recorded at an address, on record; the chain stays intact."""
        event = self.journal.redact(address, self.actor, reason, self._clock(), seq)
        self._load()
        self._tell()
        return event

    def history(
        self,
        *,
        prefix: str = "",
        actor: str = "",
        kinds: Collection[str] = (),
        group: str = "",
        after: int = 0,
    ) -> list[Event]:
        """Events, oldest first; ``prefix`` keeps those that wrote a key beginning with it."""
        return [
            event
            for event in self._history()[after:]
            if (not actor or event.actor == actor)
            and (not kinds or event.kind in kinds)
            and (not group or event.group == group)
            and (not prefix or any(fact.key.startswith(prefix) for fact in event.facts))
        ]

    def at(self, seq: int) -> Project:
        """The project as it stood after an event; 0 is before the first."""
        draft = Draft()
        draft.apply(_facts(chain.fold(self._history()[:seq])))
        return draft.freeze()

    def draft(self) -> Draft:
        """An independent draft of the present, for a what-if that is discarded or adopted."""
        return self._draft.copy()

    def refresh(self) -> bool:
        """Take in what others have recorded; True if there was anything."""
        # Remembered until it was read, should the file be busy just now.
        self._behind = self.journal.changed() or self._behind
        if not self._behind:
            return False
        head = self._head
        self._catch_up()
        self._behind = False
        if head == self._head:
            return False
        self._tell()
        return True

    def subscribe(self, watcher: Watcher) -> Callable[[], None]:
        """Call ``watcher`` with the project after every change; the result ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def verify(self, head: str | None = None) -> Verification:
        """Recompute every hash; ask whether a head noted elsewhere is in the chain."""
        return self.journal.verify(head)

    def close(self) -> None:
        """Let go of the project; nothing is unsaved."""
        self.journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _rehearse(self, act: Act) -> None:
        """What cannot be read back must never reach the journal: nobody could open it again."""
        try:
            self._draft.apply(act.facts)
            self._draft.freeze()
        finally:
            self._draft.apply(
                Fact(key, self._state.get((key, round_), (None, 0))[0], round_)
                for key, round_ in (fact.address for fact in act.facts)
            )

    def _load(self) -> None:
        with _no_collecting():
            self._seq, self._head = self.journal.tip()
            self._state = self.journal.facts_at()
            self._draft = Draft()
            self._draft.apply(_facts(self._state))
            self._draft.freeze()
        self._events: list[Event] | None = None
        self._undo: Stacks | None = None
        # Others may have written between the two reads; what is newer is read once more.
        self._catch_up()

    def _follow(self, event: Event) -> None:
        """See an event just recorded, and whatever others recorded before it."""
        if event.seq == self._seq + 1:
            self._take([event])
        else:
            self._catch_up()
        self._tell()

    def _catch_up(self) -> None:
        self._take(list(self.journal.events(after=self._seq)))

    def _take(self, events: Sequence[Event]) -> None:
        if not events:
            return
        if any(event.kind == "fact.redacted" for event in events):
            # Bodies in the past have changed: what was read of them must be forgotten.
            self._load()
            return
        self._state.update(chain.fold(events))
        self._draft.apply(fact for event in events for fact in event.facts)
        self._seq, self._head = events[-1].seq, events[-1].hash
        if self._events is not None:
            self._events.extend(events)
        if self._undo is not None:
            for event in events:
                self._undo.note(event)

    def _tell(self) -> None:
        project = self.project
        for watcher in tuple(self._watchers):
            watcher(project)

    def _history(self) -> list[Event]:
        if self._events is None:
            self._events = list(self.journal.events(until=self._seq))
        return self._events

    def _stacks(self) -> Stacks:
        if self._undo is None:
            self._undo = Stacks(self.actor)
            for event in self._history():
                self._undo.note(event)
        return self._undo


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Hold the garbage collector: scanning a state while it is built doubles the time to open."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _facts(state: State) -> list[Fact]:
    return [Fact(key, value, round_) for (key, round_), (value, _) in state.items()]
