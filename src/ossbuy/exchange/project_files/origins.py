"""Where imported requirements stood, as rows of imported.csv, and the files they stood in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ossbuy.model.project import Project

IMPORTED = ("requirement", "file", "name", "sheet", "row", "header", "said")
"""Columns of imported.csv: a line for each cell that is kept, or one without a header."""


def origin_rows(
    project: Project, code: Callable[[str], str], put: Callable[[str, str], str]
) -> list[dict[str, str]]:
    """The rows of imported.csv, in the order of the requirements.

    Args:
        code: the visible id of something.
        put: (SHA-256, file name) → where the bytes were written.
    """
    rows: list[dict[str, str]] = []
    places: dict[str, str] = {}
    for ident in project.requirements:
        origin = project.imported.get(ident)
        if origin is None:
            continue
        if origin.file not in places:
            places[origin.file] = put(origin.file, origin.name)
        row = {
            "requirement": code(ident),
            "file": places[origin.file],
            "name": origin.name,
            "sheet": origin.sheet,
            "row": str(origin.row or ""),
        }
        kept = [row | {"header": header, "said": text} for header, text in origin.said.items()]
        rows += kept or [row]
    return rows


def place_of(name: str, taken: set[str]) -> str:
    """``imported/matrix.xlsx``, or the next that is free; never a path the file's name chose."""
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in Path(name).stem)[:60] or "file"
    ending = "".join(c for c in Path(name).suffix if c.isalnum() and c.isascii())[:5] or "bin"
    number, place = 1, f"imported/{safe}.{ending}"
    while place.casefold() in taken:
        number += 1
        place = f"imported/{safe}-{number}.{ending}"
    taken.add(place.casefold())
    return place
