"""What people worked out, voted and parked, as readable files: value, ballots, workshop, feelings.

What stands here holds lists and mappings, so it is trees rather than the flat entries of the other
files. Ids are written as codes; a thing that may be of several kinds has its kind before it, such
as ``pain P1``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.yaml_in import Tree, as_dict, as_list, read_yaml
from ossbuy.model.burden import listed
from ossbuy.model.fold import natural
from ossbuy.model.project import Project
from ossbuy.model.weighing import TOP
from ossbuy.model.workshop import Step

FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "value.yaml": ("costings", "burden", "values"),
    "ballots.yaml": ("ballots", "closed", "grouped"),
    "workshop.yaml": ("sessions", "questions", "parked"),
    "feelings.yaml": ("feelings",),
}
"""The files and the lists each may hold."""
PRIVATE_FILE: Final = "feelings.yaml"
KINDS: Final = {
    "pains": "pain",
    "causes": "cause",
    "sections": "section",
    "requirements": "requirement",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One item of one of the lists, as typed."""

    list: str
    fields: Mapping[str, Tree]
    where: str


def read_workshop(root: Path) -> tuple[Told, ...]:
    """Everything the four files hold, list by list. Raises BadFile."""
    return read_lists(root, FILES)


def read_lists(root: Path, files: Mapping[str, tuple[str, ...]]) -> tuple[Told, ...]:
    """Everything that files of lists hold, list by list; a file that is not there holds nothing.

    Raises:
        BadFile: a file is unreadable or holds a list it cannot hold.
    """
    found = []
    for name, lists in files.items():
        path = root / name
        if not path.exists():
            continue
        tree = as_dict(read_yaml(path), name)
        for key in tree:
            if key not in lists:
                raise BadFile(name, f"there is no list {key!r}; known are {', '.join(lists)}.")
        for key in lists:
            for number, item in enumerate(as_list(tree.get(key, ""), f"{name}, {key}"), 1):
                found.append(Told(key, item, f"{name}, {key}, entry {number}"))
    return tuple(found)


def workshop_files(
    project: Project, code: Callable[[str], str], private: bool
) -> dict[str, dict[str, Any]]:
    """The content of the four files, without those that would be empty.

    Open rounds and open questions are blind and feelings are private: they are written only where
    ``private`` asks for them.
    """
    lists: dict[str, Iterable[dict[str, Any]]] = {
        "costings": _costings(project, code),
        "burden": [_plain(burden) for _, burden in listed(project)],
        "values": _values(project, code),
        "ballots": _ballots(project, code, private),
        "closed": _closed(project, code),
        "grouped": _grouped(project, code),
        "sessions": _sessions(project, code),
        "questions": _questions(project, code, private),
        "parked": [_entity(k, code, ("by", "session")) for k in project.parked.values()],
        "feelings": [
            _entity(e, code, ("person", "pain", "requirement"))
            for e in project.emotions.values()
            if private or e.released
        ],
    }
    return {
        name: content
        for name, keys in FILES.items()
        if (content := {key: items for key in keys if (items := list(lists[key]))})
    }


def kinded(project: Project, ident: str) -> str:
    """A thing with its kind before its code: ``pain P1``."""
    for where, kind in KINDS.items():
        if ident in getattr(project, where):
            return f"{kind} {project.label(ident)}"
    return ident


def _plain(thing: BaseModel) -> dict[str, Any]:
    return thing.model_dump(mode="json", exclude_defaults=True)


def _entity(thing: BaseModel, code: Callable[[str], str], points: Iterable[str]) -> dict[str, Any]:
    said = _plain(thing)
    said = {"id": said.pop("code")} | {k: v for k, v in said.items() if k != "id"}
    return said | {name: code(said[name]) for name in points if name in said}


def _costings(project: Project, code: Callable[[str], str]) -> Iterable[dict[str, Any]]:
    for pain, costing in sorted(project.costings.items(), key=lambda item: natural(code(item[0]))):
        yield {"pain": code(pain)} | _plain(costing)


def _values(project: Project, code: Callable[[str], str]) -> Iterable[dict[str, Any]]:
    for node, case in sorted(project.values.items(), key=lambda i: natural(kinded(project, i[0]))):
        yield {"of": kinded(project, node)} | _plain(case)


def _place(node: str, round_: str, person: str, code: Callable[[str], str]) -> tuple[object, ...]:
    """Sort key: the top first, then sections by code, rounds and people within."""
    under = natural(_node(node, code))
    return (node != TOP, under, natural(round_), natural(code(person) if person else ""))


def _node(node: str, code: Callable[[str], str]) -> str:
    return TOP if node == TOP else code(node)


def _ballots(
    project: Project, code: Callable[[str], str], private: bool
) -> Iterable[dict[str, Any]]:
    # Internal ids are new in a rebuilt project: visible codes give files the same order again.
    in_order = sorted(
        project.ballots.items(), key=lambda i: _place(i[0][1], i[0][2], i[0][0], code)
    )
    for (person, node, round_), ballot in in_order:
        if not private and (node, round_) not in project.closed:
            continue
        said = _plain(ballot)
        for name in ("points", "best_to_others", "others_to_worst"):
            if name in said:
                coded = {code(k): v for k, v in said[name].items()}
                said[name] = dict(sorted(coded.items(), key=lambda item: natural(item[0])))
        if "ranking" in said:
            said["ranking"] = [[code(i) for i in tied] for tied in said["ranking"]]
        if "pairs" in said:
            said["pairs"] = [[code(a), code(b), ratio] for a, b, ratio in said["pairs"]]
        said |= {name: code(said[name]) for name in ("best", "worst") if name in said}
        yield {"person": code(person), "node": _node(node, code), "round": round_} | said


def _closed(project: Project, code: Callable[[str], str]) -> Iterable[dict[str, Any]]:
    in_order = sorted(
        project.closed.items(), key=lambda item: _place(item[0][0], item[0][1], "", code)
    )
    for (node, round_), closing in in_order:
        said = {"node": _node(node, code), "round": round_, "at": closing.at}
        if closing.by in project.people:
            said["by"] = code(closing.by)
        yield said | ({"absent": [code(p) for p in closing.absent]} if closing.absent else {})


def _grouped(project: Project, code: Callable[[str], str]) -> Iterable[dict[str, Any]]:
    in_order = sorted(project.grouped.items(), key=lambda item: _place(item[0], "", "", code))
    for node, grouped in in_order:
        said = _plain(grouped) | {"people": [code(p) for p in grouped.people]}
        yield {"node": _node(node, code)} | said


def _sessions(project: Project, code: Callable[[str], str]) -> Iterable[dict[str, Any]]:
    for session in project.sessions.values():
        said = _entity(session, code, ("facilitator",))
        if session.present:
            said["present"] = [code(p) for p in session.present]
        went = {step: s for (of, step), s in project.steps.items() if of == session.id}
        in_order = sorted(went.items(), key=lambda item: item[1].place or 0)
        steps = {key: _step(step, code) for key, step in in_order}
        yield said | ({"steps": steps} if steps else {})


def _step(step: Step, code: Callable[[str], str]) -> dict[str, Any]:
    said = _plain(step)
    return said | ({"spoken": [code(p) for p in step.spoken]} if step.spoken else {})


def _questions(
    project: Project, code: Callable[[str], str], private: bool
) -> Iterable[dict[str, Any]]:
    for question in project.questions.values():
        said = _entity(question, code, ("session",))
        if question.about:
            said["about"] = kinded(project, question.about)
        if question.absent:
            said["absent"] = [code(p) for p in question.absent]
        votes = {code(p): _plain(v) for (of, p), v in project.votes.items() if of == question.id}
        votes = {person: votes[person] for person in sorted(votes, key=natural)}
        yield said | ({"votes": votes} if votes and (private or question.closed) else {})
