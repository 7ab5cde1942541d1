"""A file of what a test showed, as one act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files import Entry
from ossbuy.exchange.project_files.fields import TEST
from ossbuy.exchange.tables import read_csv, read_sheet
from ossbuy.model.events import Event, Refused
from ossbuy.model.fold import ENTITIES
from ossbuy.model.project import Project
from ossbuy.model.testing import Shown, grade
from ossbuy.procedure.lock import record
from ossbuy.store.workspace import Workspace


def read_tests(path: Path) -> tuple[Entry, ...]:
    """Rows of a table of results: a CSV file, or the sheet ``Tests`` of a workbook.

    Raises:
        BadFile: not a table, a column missing or not known; names file and place.
    """
    table = read_csv(path) if path.suffix.casefold() == ".csv" else read_sheet(path, "Tests")
    table.need("vendor", "requirement", "evidence")
    if strangers := [h for h in table.headers if h not in TEST]:
        raise BadFile(
            table.place, f"there is no column {strangers[0]!r} here; known are {', '.join(TEST)}."
        )
    return tuple(Entry(row.cells, row.where()) for row in table)


def record_tests(
    workspace: Workspace, entries: Iterable[Entry], reason: str = "", by: str = ""
) -> Event:
    """Record results as one act; ``by`` is whose act it is when somebody else types it.

    Raises:
        BadFile: a row names something that is not there, or is wrong; names file and place.
        Refused: quality is locked and there is no reason, or there is no row.
    """
    project, person = workspace.project, by or workspace.actor
    shown = []
    for entry in entries:
        one = _shown(project, entry, person)
        try:
            grade(project, [one], reason)
        except Refused as no:
            raise BadFile(entry.where, _within(no.sentence())) from None
        shown.append(one)
    act = grade(project, shown, reason)
    return record(workspace, replace(act, on_behalf_of=by), reason)


def _shown(project: Project, entry: Entry, person: str) -> Shown:
    def named(family: str, code: str) -> str:
        ident = project.by_code(ENTITIES[family][0], code)
        if ident is None:
            raise BadFile(entry.where, f"there is no {family} {code[:60]!r}; check the id.")
        return ident

    return Shown(
        named("vendor", entry["vendor"]),
        named("requirement", entry["requirement"]),
        entry["evidence"],
        named("person", entry["by"]) if entry["by"] else person,
        entry["reference"],
        entry["reason"],
        entry["score"],
        tuple(named("person", code) for code in entry["present"].split()),
    )


def _within(text: str) -> str:
    """A sentence about a row, beginning in the middle of one."""
    return text[:1].lower() + text[1:] if text[:2] == "Th" else text
