"""Who sits in the room, as typed or pasted: known people by id or name, new ones named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count

from ossbuy.model.commands import entity_facts
from ossbuy.model.events import Fact, Refused, new_id
from ossbuy.model.project import Project

_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters that are one piece, so that taking accents off leaves nothing of them."""
_BULLET = re.compile(r"^(?:[-*•·▪◦–—]|\(?\d{1,3}[.)])\s+")
"""What a whiteboard or a list puts before a name."""


def guests(
    project: Project, lines: Iterable[str], also_taken: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
    """Internal ids of the people the lines name, in their order, and the facts of the new ones.

    A line is a person's id or name, or ``Ana Petrova, head of planning`` for somebody nobody named
    yet; that person gets an id from the last name that is neither in the project nor in
    ``also_taken``.

    Raises:
        Refused: a single word is no person's id or name, so it may be a slip.
    """
    idents: list[str] = []
    facts: list[Fact] = []
    taken = {person.code.casefold() for person in project.people.values()} | {*also_taken}
    named: dict[str, str] = {}
    for line in lines:
        said = _BULLET.sub("", " ".join(line.split()))
        name, _, role = (part.strip() for part in said.partition(","))
        if not name:
            continue
        ident = _known(project, name) or named.get(name.casefold())
        if ident is None:
            if " " not in name and not role:
                raise Refused(
                    f"There is no person {name[:60]!r}: check the id, or write a full name to add "
                    "somebody, such as Ana Petrova, head of planning."
                )
            ident = named[name.casefold()] = new_id()
            code = _free(name, taken)
            taken.add(code)
            new = {"code": code, "name": name, "in_room": True} | ({"role": role} if role else {})
            facts += entity_facts("person", ident, new, name)
        if ident not in idents:
            idents.append(ident)
    return tuple(idents), tuple(facts)


def person_named(project: Project, name: str) -> str:
    """The internal id of somebody by id or name.

    Raises:
        Refused: there is nobody of that name.
    """
    if found := _known(project, name):
        return found
    known = ", ".join(p.code for p in project.people.values()) or "nobody yet"
    raise Refused(f"There is no person {name.strip()[:60]!r}: choose from {known}.")


def _known(project: Project, name: str) -> str | None:
    wanted = name.strip().casefold()
    for person in project.people.values():
        if wanted and wanted in (person.code.casefold(), person.name.casefold()):
            return person.id
    return None


def _free(name: str, taken: set[str]) -> str:
    """An id from the last name that nobody has: petrova, petrova2, …"""
    bare = unicodedata.normalize("NFKD", name.split()[-1].casefold().translate(_WHOLE))
    word = re.sub(r"[^a-z0-9]", "", bare) or "guest"
    return next(c for n in count(1) if (c := word if n == 1 else f"{word}{n}") not in taken)
