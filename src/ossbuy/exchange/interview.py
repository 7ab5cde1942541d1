"""The interview of one person: each question with the field its answer goes into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.frameworks import texts
from ossbuy.exchange.scripts import script
from ossbuy.exchange.yaml_in import as_dict, as_list, read_yaml
from ossbuy.model.trauma import Person

NAME: Final = "interview"
"""Name of the script."""
OFTEN: Final = "often.yaml"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask, and the field of the person that the answer goes into."""

    field: str
    ask: str
    purpose: str
    """What to listen for."""
    minutes: float


@dataclass(frozen=True, slots=True)
class Interview:
    """A talk with one person."""

    title: str
    purpose: str
    questions: tuple[Question, ...]

    @property
    def minutes(self) -> float:
        """How long it takes in all."""
        return sum(question.minutes for question in self.questions)


@cache
def interview() -> Interview:
    """The script of the interview, each question with the field named behind the colon of its note.

    Raises:
        BadFile: something in it is wrong, or a note names no field of a person.
    """
    found = script(NAME)
    questions = []
    for number, asked in enumerate(found.questions, 1):
        named = asked.note.rpartition(":")[2].strip()
        field = named.casefold().replace(" ", "_")
        if field not in Person.model_fields:
            raise BadFile(
                f"script-{NAME}.yaml, question {number}",
                f"people have no field {named!r}; end the note in a colon and one they have.",
            )
        questions.append(Question(field, asked.ask, asked.purpose, asked.minutes))
    return Interview(found.title, found.purpose, tuple(questions))


@cache
def often_words() -> Mapping[str, int]:
    """Words for how often something is done → grade, 1 rarely to 5 all the time.

    Raises:
        BadFile: a grade is none or has no words.
    """
    tree = as_dict(read_yaml(locations.templates() / "facilitation" / OFTEN), OFTEN)
    words: dict[str, int] = {}
    for entry in as_list(tree.get("often"), OFTEN):
        said = texts(entry, OFTEN, ("grade", "words"))
        if said["grade"] not in ("1", "2", "3", "4", "5"):
            raise BadFile(OFTEN, f"a grade is 1 to 5, not {said['grade']!r}; correct it.")
        words |= {w: int(said["grade"]) for x in said["words"].split(",") if (w := x.strip())}
    return MappingProxyType(words)
