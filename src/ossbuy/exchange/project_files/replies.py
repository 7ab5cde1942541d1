"""What came back as a readable file: versions, late and withdrawn files, words, own answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ossbuy.model.bid import ReceivedFile
from ossbuy.model.events import Event
from ossbuy.model.project import Project

REPLIES: Final[Mapping[str, tuple[str, ...]]] = {"replies.yaml": ("files", "words", "about")}
"""The file and the lists it may hold."""
FILE: Final = (
    *("vendor", "contents", "file", "at", "late", "part", "replaces", "reason"),
    "withdrawn",
)
WITHDRAWN: Final = ("by", "at", "reason")
WORDS: Final = ("vendor", "column", "words", "by")
ABOUT: Final = ("vendor", "question", "value", "note")


def replies_file(
    project: Project,
    events: Iterable[Event],
    code: Callable[[str], str],
    standing: Mapping[str, str],
    put: Callable[[str, ReceivedFile], None],
) -> dict[str, Any]:
    """The content of replies.yaml; empty where vendors.yaml says everything.

    Args:
        project: what to write.
        events: the journal, for the reasons files were taken in.
        code: a thing's visible code by its internal id.
        standing: by id of a file that counts, the name it was written under.
        put: writes a file that counts no more under a name.
    """
    lists: dict[str, Iterable[dict[str, Any]]] = {
        "files": _files(project, events, code, standing, put),
        "words": [
            {
                "vendor": code(vendor),
                "column": column,
                "words": {word: scale.words.get(word, "") for word in scale.settled},
                "by": code(scale.by),
            }
            for (vendor, column), scale in project.scales.items()
            if scale.settled
        ],
        "about": [
            {"vendor": code(vendor), "question": question, "value": answer.value}
            | ({"note": answer.note} if answer.note else {})
            for (vendor, question), answer in project.loops.items()
            if not answer.file
        ],
    }
    return {name: items for name, said in lists.items() if (items := list(said))}


def _files(
    project: Project,
    events: Iterable[Event],
    code: Callable[[str], str],
    standing: Mapping[str, str],
    put: Callable[[str, ReceivedFile], None],
) -> Iterable[dict[str, Any]]:
    """Every file of a vendor of which more is to say than that it counts."""
    reasons = {
        fact.key.split("/")[1]: event.reason
        for event in events
        if event.kind == "file.received"
        for fact in event.facts
        if fact.key.startswith("file/")
    }
    names: dict[str, str] = {}
    told: dict[str, int] = {}
    ordered = sorted(project.files.values(), key=lambda f: f.received_at)
    more = {
        (f.vendor, f.contents)
        for f in ordered
        if f.vendor in project.vendors and (f.id not in standing or f.late)
    }
    for file in ordered:
        if (file.vendor, file.contents) not in more:
            continue
        name = standing.get(file.id, "")
        if not name:
            sample = next(
                (n for i, n in standing.items() if project.files[i].vendor == file.vendor), ""
            )
            stem = Path(sample).stem.partition("-part-")[0] if sample else "vendor"
            stem = stem if sample else f"{file.contents}-{len(told) + 1}"
            told[f"{file.contents} {stem}"] = number = told.get(f"{file.contents} {stem}", 0) + 1
            ending = Path(file.filename).suffix[:6]
            ending = ending if ending.isascii() and ending[1:].isalnum() else ".xlsx"
            name = f"{file.contents}/earlier/{stem}-{number}{ending}"
            put(name, file)
        names[file.id] = name
        said: dict[str, Any] = {
            "vendor": code(file.vendor),
            "contents": file.contents,
            "file": name,
            "at": file.received_at,
        }
        if file.late:
            said["late"] = True
        if file.part:
            said["part"] = file.part
        if file.replaces in names:
            said["replaces"] = names[file.replaces]
        if reasons.get(file.id):
            said["reason"] = reasons[file.id]
        if gone := project.withdrawn.get(file.id):
            said["withdrawn"] = {"by": code(gone.by), "at": gone.at, "reason": gone.reason}
        yield said
