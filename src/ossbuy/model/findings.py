"""A finding: something questionable about a project, as data with a place and a way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["blocks", "warns", "notes"]

ORDER: dict[Severity, int] = {"blocks": 0, "warns": 1, "notes": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """Shown and counted, never silently repaired, never a crash."""

    rule: str
    """``F01`` … as listed in docs/findings.md."""
    severity: Severity
    """``blocks`` sign-off, ``warns``, or ``notes``."""
    where: str
    """What it is about, in visible codes."""
    what: str
    way_out: str
    ref: tuple[str, ...] = ()
    """Kind and internal id of the thing, so that a screen can go there."""
