"""Facilitators' scripts: questions with their minutes and purpose, to show or to print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ossbuy import locations
from ossbuy.exchange.agenda_sheet import duration
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.frameworks import texts
from ossbuy.exchange.markdown import plain
from ossbuy.exchange.yaml_in import as_dict, as_list, read_yaml

START = "script-"
TOP = ("number", "title", "purpose", "basis", "questions")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    ask: str
    minutes: float
    """Planned, above 0."""
    purpose: str
    note: str = ""
    """Where the answer goes."""


@dataclass(frozen=True, slots=True)
class Script:
    """Questions in the order they are asked."""

    name: str
    title: str
    purpose: str
    questions: tuple[Asked, ...]
    number: int = 0

    @property
    def minutes(self) -> float:
        """How long it takes in all."""
        return sum(question.minutes for question in self.questions)


def scripts() -> tuple[Script, ...]:
    """The shipped scripts in the order of their numbers.

    Raises:
        BadFile: one of them is wrong.
    """
    found = (locations.templates() / "facilitation").glob(f"{START}*.yaml")
    return tuple(sorted((read_script(path) for path in found), key=lambda s: (s.number, s.name)))


def script(name: str) -> Script:
    """A shipped script by its name, or one of your own by the path of its .yaml file.

    Raises:
        BadFile: there is none, or something in it is wrong; names the file and the question.
    """
    shipped = {found.name: found for found in scripts()}
    if name in shipped:
        return shipped[name]
    if name.endswith((".yaml", ".yml")):
        return read_script(Path(name))
    raise BadFile(
        name or "no name",
        f"there is no such script; shipped are {', '.join(shipped)}, or name a .yaml file of "
        "your own.",
    )


def read_script(path: Path) -> Script:
    """The script in a file; BadFile says what is wrong with it."""
    tree = as_dict(read_yaml(path), path.name)
    entries = as_list(tree.get("questions"), f"{path.name}, questions")
    head = {name: value for name, value in tree.items() if name != "questions"}
    said = texts(head, path.name, ("title", "purpose"), ("number", "basis"))
    questions = []
    for number, entry in enumerate(entries, 1):
        where = f"{path.name}, question {number}"
        asked = texts(entry, where, ("ask", "minutes", "purpose"), ("note",))
        questions.append(
            Asked(asked["ask"], _minutes(asked["minutes"], where), asked["purpose"], asked["note"])
        )
    if not questions:
        raise BadFile(path.name, "it has no questions; write at least one.")
    if said["number"] and not said["number"].isdecimal():
        raise BadFile(path.name, f"number is {said['number']!r}; write digits only.")
    return Script(
        path.stem.removeprefix(START),
        said["title"],
        said["purpose"],
        tuple(questions),
        int(said["number"] or 0),
    )


def _minutes(text: str, where: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 600:
        raise BadFile(where, f"minutes is {text[:20]!r}; write a number above 0, such as 3.")
    return minutes


def printable(script: Script) -> str:
    """The script as Markdown, with room to write under every question."""
    lines = [f"# {plain(script.title)} ({duration(script.minutes)})", "", plain(script.purpose), ""]
    for place, question in enumerate(script.questions, 1):
        lines += [
            f"## {place}. {plain(question.ask)}",
            "",
            f"{question.minutes:g} min. {plain(question.purpose)}",
            "",
        ]
        if question.note:
            lines += [f"Goes to: {plain(question.note)}", ""]
    return "\n".join(lines)
