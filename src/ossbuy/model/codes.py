"""Visible ids nobody has taken yet, for things told faster than anybody can number them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Final

from ossbuy.model.fold import ENTITIES
from ossbuy.model.project import Project

PREFIX: Final = {
    "pain": "P",
    "cause": "RC",
    "trigger": "T",
    "emotion": "E",
    "session": "W",
    "question": "Q",
    "parked": "K",
}
"""What ids of each kind begin with when nobody chose another."""
SAME_TABLE: Final = {"pain": "cause", "cause": "pain"}
"""Kinds that are named by id in one table and must not share one."""


def free_codes(project: Project, family: str) -> Iterator[str]:
    """Ids above every one taken: P10, P11, … where P1 to P9 are there."""
    prefix = PREFIX[family]
    families = (family, *(other for other in (SAME_TABLE.get(family),) if other))
    numbered = re.compile(rf"{prefix}(\d{{1,9}})", re.IGNORECASE)
    taken = [
        int(found[1])
        for kind in families
        for thing in getattr(project, ENTITIES[kind][0]).values()
        if (found := numbered.fullmatch(thing.code.strip()))
    ]
    return (f"{prefix}{number}" for number in count(max(taken, default=0) + 1))


def free_code(project: Project, family: str) -> str:
    """The first id that is free."""
    return next(free_codes(project, family))
