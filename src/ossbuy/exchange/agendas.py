"""Agendas of workshops: shipped ones from templates/facilitation, or anybody's own file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.yaml_in import Tree, as_dict, as_list, read_yaml
from ossbuy.model.words import sentence
from ossbuy.model.workshop import Step

START = "agenda-"
TOP = ("title", "purpose", "basis", "steps")
STEP = ("key", "title", "minutes", "purpose", "screen", "ask", "output")


@dataclass(frozen=True, slots=True)
class Agenda:
    """Steps in their order, by key."""

    name: str
    title: str
    purpose: str
    steps: Mapping[str, Step]

    @property
    def minutes(self) -> float:
        """How long it takes in all."""
        return sum(step.minutes or 0 for step in self.steps.values())


def names() -> tuple[str, ...]:
    """Names of the shipped agendas, in alphabetical order."""
    found = (locations.templates() / "facilitation").glob(f"{START}*.yaml")
    return tuple(sorted(path.stem.removeprefix(START) for path in found))


def agenda(name: str) -> Agenda:
    """A shipped agenda by its name, or one of your own by the path of its .yaml file.

    Raises:
        BadFile: there is none, or something in it is wrong; names the file and the step.
    """
    if name in names():
        return read_agenda(locations.templates() / "facilitation" / f"{START}{name}.yaml")
    if name.endswith((".yaml", ".yml")):
        return read_agenda(Path(name))
    known = ", ".join(names())
    raise BadFile(
        name or "no name",
        f"there is no such agenda; shipped are {known}, or name a .yaml file of your own.",
    )


def read_agenda(path: Path) -> Agenda:
    """The agenda in a file; BadFile says what is wrong with it."""
    name = path.name
    tree = as_dict(read_yaml(path), name)
    _only(tree, TOP, name)
    steps: dict[str, Step] = {}
    for number, entry in enumerate(as_list(tree.get("steps"), f"{name}, steps"), 1):
        key = _text(entry, "key", f"{name}, step {number}")
        where = f"{name}, step {number} ({key[:40]})"
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", key):
            raise BadFile(where, "its key must be a short word of small letters, such as pains.")
        if key in steps:
            raise BadFile(where, "the key stands there twice; give every step its own.")
        steps[key] = _step(entry, where, number)
    if not steps:
        raise BadFile(name, "it has no steps; write at least one.")
    return Agenda(
        path.stem.removeprefix(START),
        _text(tree, "title", name),
        str(tree.get("purpose", "")),
        MappingProxyType(steps),
    )


def _step(entry: Mapping[str, Tree], where: str, place: int) -> Step:
    _only(entry, STEP, where)
    asked = entry.get("ask", [])
    if not isinstance(asked, list) or not all(isinstance(q, str) and q.strip() for q in asked):
        raise BadFile(where, "ask must be a list of questions, one text each; correct it.")
    said = {name: entry[name] for name in STEP if name in entry and name not in ("key", "ask")}
    said |= {"title": _text(entry, "title", where), "place": place, "ask": tuple(asked)}
    try:
        return Step.model_validate(said)
    except ValidationError as error:
        raise BadFile(where, sentence(error, "here").removeprefix("here: ")) from None


def _only(entry: Mapping[str, Tree], known: tuple[str, ...], where: str) -> None:
    for name in entry:
        if name not in known:
            raise BadFile(where, f"there is no field {name!r}; known are {', '.join(known)}.")


def _text(entry: Mapping[str, Tree], name: str, where: str) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str) or not value.strip():
        raise BadFile(where, f"{name} is missing; write it.")
    return value.strip()
