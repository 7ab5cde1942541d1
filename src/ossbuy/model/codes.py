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
_NUMBERED: Final = re.compile(r"(.*?)(\d{1,9})")
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


def free_under(project: Project, section: str) -> str:
    """The next id for a requirement of a section: C4.7 where C4.1 to C4.6 are there."""
    return _next(project, f"{project.sections[section].code}.")


def free_section(project: Project) -> str:
    """The next id for a section, numbered like the last one: C9 after C8; C1 is the first."""
    codes = [section.code for section in project.sections.values()]
    last = next((found for code in reversed(codes) if (found := _NUMBERED.fullmatch(code))), None)
    return _next(project, last[1] if last else "C")


def _next(project: Project, prefix: str) -> str:
    """The prefix with a number above every one taken by a section or a requirement."""
    codes = [s.code for s in project.sections.values()]
    codes += [r.code for r in project.requirements.values()]
    taken = [
        int(found[2])
        for code in codes
        if (found := _NUMBERED.fullmatch(code.strip())) and found[1].casefold() == prefix.casefold()
    ]
    return f"{prefix}{max(taken, default=0) + 1}"
