"""Taking requirements from a well-formed table: headers in row 1, one requirement per row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files.fields import REQUIREMENT
from ossbuy.exchange.tables import Row, Table, read_csv, read_sheet, sheet_list
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, facts_of, new_id
from ossbuy.model.project import Project

SHEETS = ("requirements", "requirement", "rfp")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not taken, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Import:
    """What a table would add to a project; nothing is recorded until ``act`` is executed."""

    place: str
    taken: tuple[str, ...]
    """Visible ids, in order."""
    sections: tuple[str, ...]
    """Codes of sections that would be made."""
    skipped: tuple[Skipped, ...]
    ignored_columns: tuple[str, ...]
    act: Act | None
    """None when there is nothing to take."""


def read_requirements(project: Project, path: Path, sheet: str = "") -> Import:
    """Read a table of requirements against a project.

    A requirement whose id is already there is skipped, not overwritten. A row without a section
    goes under the section ``R``.

    Raises:
        BadFile: the file is not a table with the columns ``id`` and ``text``.
    """
    table = read_table(path, sheet).need("id", "text")
    skipped: list[Skipped] = []
    facts: list[Fact] = []
    taken: list[str] = []
    sections = {s.code.casefold(): s.id for s in project.sections.values()}
    known = {r.code.casefold() for r in project.requirements.values()} | set(sections)
    made: list[str] = []
    for row in table:
        code = row["id"]
        if problem := _problem(row, known):
            skipped.append(Skipped(row.where("id"), problem))
            continue
        section = row["section"] or "R"
        try:
            under = sections.get(section.casefold()) or new_id()
            fields: dict[str, Json] = {
                name: row[name] for name in REQUIREMENT if name not in ("id", "section")
            }
            fields |= {"code": code, "section": under}
            told = commands.entity_facts("requirement", new_id(), fields, code)
            if section.casefold() not in sections:
                title = "Requirements" if section == "R" else section
                facts += facts_of("section", under, {"code": section, "title": title})
                sections[section.casefold()] = under
                made.append(section)
            facts += told
        except Refused as refusal:
            skipped.append(Skipped(row.where(), str(refusal)))
            continue
        known.add(code.casefold())
        taken.append(code)
    reason = f"{len(taken)} from {path.name}"
    return Import(
        table.place,
        tuple(taken),
        tuple(made),
        tuple(skipped),
        tuple(h for h in table.headers if h not in REQUIREMENT),
        Act("requirements.imported", tuple(facts), reason) if taken else None,
    )


def read_table(path: Path, sheet: str) -> Table:
    """A CSV file, or the sheet of a workbook that is named or looks like requirements."""
    if path.suffix.casefold() in {".csv", ".tsv", ".txt"}:
        return read_csv(path)
    if path.is_dir():
        raise BadFile(str(path), "it is a directory; name the file in it.")
    if not path.is_file():
        raise BadFile(str(path), "the file does not exist; check the path.")
    if sheet:
        return read_sheet(path, sheet)
    try:
        names = sheet_list(path.read_bytes(), path.name)
    except OSError as error:
        raise BadFile(str(path), f"it cannot be read ({error.strerror}).") from None
    found = next((n for n in names if n.strip().casefold() in SHEETS), None)
    if found is None and len(names) > 1:
        raise BadFile(
            path.name, f"it has {len(names)} sheets; name one of {', '.join(names[:8])} by --sheet."
        )
    return read_sheet(path, found or names[0])


def _problem(row: Row, known: set[str]) -> str:
    if not row["id"]:
        return "it has no id"
    if row["id"].casefold() in known:
        return f"{row['id']} is there already"
    if not row["text"]:
        return f"{row['id']} has no text"
    return ""
