"""What imported.csv says, as facts: where requirements stood in somebody's file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_file
from ossbuy.exchange.project_files import Entry
from ossbuy.exchange.project_files.inside import inside
from ossbuy.model.events import Fact, Json, key
from ossbuy.model.origin import Imported
from ossbuy.model.words import sentence

Find = Callable[[Sequence[str], str, str], str]
"""(families, code, where) → internal id; BadFile when there is none."""


def origin_facts(
    entries: Iterable[Entry], root: Path, find: Find
) -> tuple[list[Fact], dict[str, bytes]]:
    """The facts of imported.csv, and the files it names by SHA-256.

    Raises:
        BadFile: a requirement or a file is not there, or two lines of one do not agree.
    """
    said: dict[str, dict[str, Json]] = {}
    where: dict[str, str] = {}
    blobs: dict[str, bytes] = {}
    digests: dict[str, str] = {}
    for entry in entries:
        ident = find(["requirement"], entry["requirement"], entry.where)
        if not entry["file"]:
            raise BadFile(entry.where, "it names no file; enter where the file is.")
        if entry["file"] not in digests:
            content = read_file(inside(root, entry["file"], entry.where))
            digests[entry["file"]] = hashlib.sha256(content).hexdigest()
            blobs[digests[entry["file"]]] = content
        value: dict[str, Json] = {
            "file": digests[entry["file"]],
            "name": entry["name"] or Path(entry["file"]).name,
            "sheet": entry["sheet"],
            "said": {},
        } | ({"row": entry["row"]} if entry["row"] else {})
        mine = said.setdefault(ident, value)
        where.setdefault(ident, entry.where)
        if mine | {"said": {}} != value:
            raise BadFile(
                entry.where, f"{entry['requirement']} stood in another place above; correct one."
            )
        if entry["header"]:
            mine["said"] = dict(mine["said"]) | {entry["header"]: entry["said"]}
    return [_fact(ident, value, where[ident]) for ident, value in said.items()], blobs


def _fact(ident: str, value: dict[str, Json], where: str) -> Fact:
    try:
        origin = Imported.model_validate(value)
    except ValidationError as error:
        raise BadFile(where, sentence(error, "here").removeprefix("here: ")) from None
    return Fact(key("imported", ident), origin.model_dump(mode="json", exclude_defaults=True))
