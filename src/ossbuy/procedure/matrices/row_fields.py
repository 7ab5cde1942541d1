"""The cells of a row as fields of a requirement, and what cannot be one."""

from __future__ import annotations

import re

from ossbuy.exchange.matrices.values import Asked
from ossbuy.model import commands
from ossbuy.model.events import Json, Refused
from ossbuy.model.requirement import VERIFICATION

_TAGS = re.compile(r"\s*[;,\n]\s*")


def fields_of(asked: Asked) -> tuple[dict[str, Json], dict[str, str]]:
    """The fields of a requirement without id and section, and cells that cannot be fields.

    A cell that is too long or no such value is kept in the file's own words instead.
    """
    fields: dict[str, Json] = {"text": asked.text}
    wanted: dict[str, Json] = {
        "title": asked.title,
        "priority": asked.priority,
        "gate": asked.gate or "",
    }
    wanted |= {name: _as_field(name, cell) for name, cell in asked.fields.items()}
    wanted = {name: value for name, value in wanted.items() if value != ""}
    try:
        trial: dict[str, Json] = {"code": "x", "text": "x", "section": "x"} | wanted
        commands.entity_facts("requirement", "x", trial, "")
    except Refused:
        pass
    else:
        return fields | wanted, {}
    kept: dict[str, str] = {}
    for name, value in wanted.items():
        trial = {"code": "x", "text": "x", "section": "x", name: value}
        try:
            commands.entity_facts("requirement", "x", trial, "")
        except Refused:
            if name == "gate":
                # A gate nobody can read must not quietly become none.
                fields[name] = value
            else:
                kept[name.replace("_", " ")] = str(value)
        else:
            fields[name] = value
    return fields, kept


def _as_field(name: str, cell: str) -> Json:
    if name == "verification":
        letters = cell.upper().replace(",", " ").replace(";", " ").split()
        return " ".join(letters) if all(one in VERIFICATION for one in letters) else cell
    if name == "references":
        parts = [part for part in _TAGS.split(cell) if part]
        return " ".join(parts) if all(len(part.split()) == 1 for part in parts) else cell
    return cell
