"""From stored records to events as this ossbuy understands them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ossbuy.model.events import KINDS, Event, Json, Withheld
from ossbuy.model.upcast import UPCASTERS, Kinds, NotUnderstood, Upcasters, upcast
from ossbuy.store import chain
from ossbuy.store.chain import Record
from ossbuy.store.errors import Address, Clash, Conflict, Corrupted, FromTheFuture
from ossbuy.store.journal import Expect


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the records of one journal, bringing old versions up to date."""

    where: str
    upcasters: Upcasters = field(default_factory=lambda: UPCASTERS)
    kinds: Kinds = field(default_factory=lambda: KINDS)

    @property
    def basis(self) -> str:
        """Changes whenever a stored event would be understood differently."""
        return " ".join(sorted(f"{kind}:{version}" for kind, version in self.upcasters))

    def events(self, records: Sequence[Record]) -> list[Event]:
        """The records as current events.

        Raises FromTheFuture for what only a newer ossbuy understands, Corrupted for nonsense.
        """
        with damage(self.where):
            stored = chain.read(records)
        try:
            return [upcast(event, self.upcasters, self.kinds) for event in stored]
        except NotUnderstood as unknown:
            raise self._newer(unknown) from None

    def refuse_unknown(self, kind: str, version: int) -> None:
        """Raise FromTheFuture unless events of this kind and version can be read."""
        current = self.kinds.get(kind, (0, ""))[0]
        steps = range(version, current)
        if version > current or not all((kind, step) in self.upcasters for step in steps):
            raise self._newer(NotUnderstood(f"version {version} of {kind!r}"))

    def _newer(self, unknown: NotUnderstood) -> FromTheFuture:
        return FromTheFuture(
            self.where, f"a newer ossbuy recorded {unknown} in it; upgrade ossbuy to open it."
        )


@contextmanager
def damage(where: str) -> Iterator[None]:
    """Stored text that cannot be read means a damaged file, whatever Python calls it."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Corrupted(where, "a record in it cannot be read; restore it from a copy.") from error


def refuse_conflicts(
    where: str,
    expect: Expect,
    current: Callable[[Address], int],
    event: Callable[[int], Event],
) -> None:
    """Raise Conflict if any address was written after the event it was read from."""
    clashes = []
    for address, read in expect.items():
        now = current(address)
        if now != read:
            standing = event(now)
            before = _value(event(read), address) if read else None
            clashes.append(
                Clash(
                    address, before, _value(standing, address), standing.actor, standing.recorded_at
                )
            )
    if clashes:
        raise Conflict(where, clashes)


def _value(event: Event, address: Address) -> Json | Withheld:
    return next((f.value for f in reversed(event.facts) if f.address == address), None)
