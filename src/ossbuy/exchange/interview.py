"""The interview of one person, from templates/facilitation: questions, and words for how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.frameworks import texts
from ossbuy.exchange.yaml_in import as_dict, as_list, read_yaml
from ossbuy.model.trauma import Person

NAME: Final = "interview.yaml"
TOP: Final = ("title", "purpose", "basis", "minutes")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask, and the field of the person that the answer goes into."""

    field: str
    ask: str
    listen: str
    """What to listen for."""
    minutes: float


@dataclass(frozen=True, slots=True)
class Interview:
    """A talk with one person."""

    title: str
    purpose: str
    minutes: float
    questions: tuple[Question, ...]
    often: Mapping[str, int]
    """Words for how often something is done → grade, 1 rarely to 5 all the time."""


@cache
def interview() -> Interview:
    """The interview template.

    Raises:
        BadFile: something in it is missing or wrong; names the place.
    """
    tree = as_dict(read_yaml(locations.templates() / "facilitation" / NAME), NAME)
    top = texts({name: tree.get(name, "") for name in TOP}, NAME, TOP)
    questions = []
    for number, entry in enumerate(as_list(tree.get("questions"), f"{NAME}, questions"), 1):
        where = f"{NAME}, question {number}"
        said = texts(entry, where, ("field", "ask", "listen", "minutes"))
        if said["field"] not in Person.model_fields:
            raise BadFile(where, f"people have no field {said['field']!r}; correct it.")
        questions.append(
            Question(said["field"], said["ask"], said["listen"], _number(said["minutes"], where))
        )
    often: dict[str, int] = {}
    for entry in as_list(tree.get("often"), f"{NAME}, often"):
        where = f"{NAME}, often"
        said = texts(entry, where, ("grade", "words"))
        if said["grade"] not in ("1", "2", "3", "4", "5"):
            raise BadFile(where, f"a grade is 1 to 5, not {said['grade']!r}; correct it.")
        often |= {w: int(said["grade"]) for x in said["words"].split(",") if (w := x.strip())}
    return Interview(
        top["title"],
        top["purpose"],
        _number(top["minutes"], NAME),
        tuple(questions),
        MappingProxyType(often),
    )


def _number(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadFile(where, f"{text!r} is not a number of minutes; correct it.") from None
