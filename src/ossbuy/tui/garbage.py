"""Garbage is looked for seldom: in a large project it takes a tenth of a second, under a key."""

from __future__ import annotations

import gc
from typing import Final

THRESHOLDS: Final = (200_000, 20, 20)
"""New objects after which the youngest are looked through, and how often the older ones are."""


def look_seldom() -> None:
    """Leave alone what is there now, and look through what is new a hundred times less often.

    A screen makes much and leaves few circles behind; whatever is in none is freed at once anyway.
    """
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
