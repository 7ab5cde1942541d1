"""Reading yesterday's events today: stored events are never rewritten, only understood anew.

When the meaning of a kind changes, its version in ``KINDS`` goes up and a function is added here
that turns an event of the old version into the next one. Nothing has changed yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from ossbuy.model.events import KINDS, Event

Upcaster: TypeAlias = Callable[[Event], Event]
"""Returns the event as its kind's next version says it; only facts and version may differ."""

Upcasters: TypeAlias = Mapping[tuple[str, int], Upcaster]
Kinds: TypeAlias = Mapping[str, tuple[int, str]]

UPCASTERS: Final[Upcasters] = {}
"""By kind and the version they read."""


class NotUnderstood(Exception):
    """The event is of a kind or version this ossbuy does not know."""


def upcast(event: Event, upcasters: Upcasters = UPCASTERS, kinds: Kinds = KINDS) -> Event:
    """The event as the current version of its kind says it.

    Raises NotUnderstood for an unknown kind, for a version newer than ours, and for an old version
    that no upcaster reads.
    """
    if event.kind not in kinds:
        raise NotUnderstood(f"the kind {event.kind!r}")
    current = kinds[event.kind][0]
    while event.version != current:
        step = upcasters.get((event.kind, event.version))
        if event.version > current or step is None:
            raise NotUnderstood(f"version {event.version} of {event.kind!r}")
        newer = step(event)
        if newer.version <= event.version:
            raise NotUnderstood(f"version {event.version} of {event.kind!r}")
        event = newer
    return event
