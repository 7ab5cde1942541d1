"""From somebody's requirement matrix to one act: requirements, their sections, where they stood."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from ossbuy.exchange.intake import read_file, read_structure, read_values
from ossbuy.exchange.intake.book import Book, Structure
from ossbuy.exchange.intake.decimals import as_shown
from ossbuy.exchange.matrices import Corrections, Known, Layout, Line, Proposal, propose
from ossbuy.exchange.matrices.layouts import layout_of
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Refused, key, new_id
from ossbuy.model.origin import Imported
from ossbuy.model.project import Project
from ossbuy.procedure.matrices.filing import NO_SECTION, Sections
from ossbuy.procedure.matrices.row_fields import fields_of

MOST = 20_000
"""Requirements taken in at once; the largest tenders have a tenth of that."""
SKIPPED = (
    "instruction",
    "example",
    "no text",
    "no id",
    "placeholder",
    "formula",
    "repeated id",
    "total",
    "paragraph",
    "footer",
    "left out",
)
"""Rows that hold something and become nothing; headers and headings are used."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came in, read; the bytes are never written to."""

    path: Path
    content: bytes
    sha256: str
    book: Book
    layouts: Mapping[str, Layout] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Taken:
    """A requirement that would be made, or a changed one."""

    code: str
    section: str
    """Code of its section."""
    text: str
    sheet: str
    row: int
    ident: str = ""
    """Internal id."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not taken, and why."""

    sheet: str
    row: int
    where: str
    why: str
    kind: str
    """A key of `SKIPPED`, or ``there already`` or ``refused``."""


@dataclass(frozen=True, slots=True)
class Import:
    """What a file would add to a project; nothing is recorded until ``act`` is executed."""

    proposal: Proposal
    taken: tuple[Taken, ...]
    made: tuple[str, ...]
    """Codes of the sections that would be made."""
    skipped: tuple[Skipped, ...]
    remarks: tuple[Skipped, ...]
    """Rows that are taken, with what somebody should look at."""
    act: Act | None
    """None when there is nothing to take."""


def open_source(path: Path, cancelled: Callable[[], bool] | None = None) -> Source:
    """Read somebody's file in a process of its own, with what its sheets hold beside values.

    Args:
        path: the file.
        cancelled: asked while reading; reading ends when it says so.

    Raises:
        BadFile: it cannot be read.
        Stopped: `cancelled` said so.
    """
    content = read_file(path)
    book = read_values(content, path.name, cancelled)
    layouts: dict[str, Layout] = {}
    if book.kind in ("xlsx", "ods"):
        structure = read_structure(content, path.name, cancelled)
        layouts = {sheet.name: layout_of(sheet) for sheet in structure.sheets}
        # An id 1.10 typed as a number is kept as 1.1 and only shown as 1.10.
        book = as_shown(book, structure)
        book = replace(book, notes=(*book.notes, *_about(structure)))
    return Source(path, content, hashlib.sha256(content).hexdigest(), book, layouts)


def propose_import(
    project: Project,
    source: Source,
    corrections: Corrections | None = None,
    known: Known | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Import:
    """What a file would add to a project.

    A requirement whose id is already there is skipped, not overwritten: `revising` is for changed
    versions. A row without a section goes under the one its id is numbered under, else under
    ``corrections.section``, else under ``R``.

    Raises:
        BadFile: a correction names what is not there.
        Refused: there are more than `MOST` requirements in it.
    """
    corrections = corrections or Corrections()
    proposal = propose(source.book, source.layouts, corrections, known, say=say)
    return import_of(project, source, proposal, corrections)


def import_of(
    project: Project, source: Source, proposal: Proposal, corrections: Corrections
) -> Import:
    """What a proposal would add to a project."""
    rows = rows_of(proposal)
    if len(rows) > MOST:
        raise Refused(f"That is {len(rows)} requirements: take in at most {MOST} at once.")
    desk = _Desk(project, source, proposal, corrections)
    for sheet, line in rows:
        desk.take(sheet, line)
    reason = f"{len(desk.taken)} from {source.path.name}"
    act = Act(
        "requirements.imported",
        tuple(desk.facts),
        reason,
        blobs={source.sha256: source.content},
    )
    return Import(
        proposal,
        tuple(desk.taken),
        desk.sections.made,
        tuple(sorted([*desk.skipped, *not_taken(proposal, source)], key=_order(proposal))),
        tuple(desk.remarks),
        act if desk.taken else None,
    )


def rows_of(proposal: Proposal) -> list[tuple[str, Line]]:
    """(sheet, line) of every row that is a requirement on a sheet that is taken."""
    return [(sheet.name, line) for sheet in proposal.taken for line in sheet.asked]


def not_taken(proposal: Proposal, source: Source) -> list[Skipped]:
    """Rows of the sheets that are taken that become nothing."""
    return [
        Skipped(sheet.name, line.row, where(source, sheet.name, line.row), line.why, line.becomes)
        for sheet in proposal.taken
        for line in sheet.lines
        if line.becomes in SKIPPED
    ]


def where(source: Source, sheet: str, row: int) -> str:
    """``matrix.xlsx, sheet Functional, row 7``."""
    found = source.book.sheet(sheet)
    return found.where(row) if found else f"{source.path.name}, row {row}"


def _about(structure: Structure) -> list[str]:
    """What nobody sees in a workbook as a whole, a sentence each."""
    said = []
    if structure.external_links:
        said.append(f"It refers to {len(structure.external_links)} other files; none is opened.")
    if structure.protected:
        said.append("Its list of sheets is protected; it is read all the same.")
    return said


def origin_fact(
    ident: str, source: Source, sheet: str, line: Line, kept: Mapping[str, str]
) -> Fact:
    """Where a requirement stood, and what its row said beside it."""
    assert line.asked is not None
    said = {name: text[:20_000] for name, text in {**line.asked.said, **kept}.items()}
    value = Imported(
        file=source.sha256, name=source.path.name[:200], sheet=sheet[:200], row=line.row, said=said
    )
    return Fact(key("imported", ident), value.model_dump(mode="json", exclude_defaults=True))


def _order(proposal: Proposal) -> Callable[[Skipped], tuple[int, int]]:
    places = {sheet.name: i for i, sheet in enumerate(proposal.sheets)}
    return lambda skipped: (places.get(skipped.sheet, 0), skipped.row)


class _Desk:
    """Takes one row after the other, knowing what was taken before."""

    def __init__(
        self, project: Project, source: Source, proposal: Proposal, corrections: Corrections
    ) -> None:
        self._project, self._source, self._corrections = project, source, corrections
        rows = rows_of(proposal)
        own = [line.asked.code for _, line in rows if line.asked and line.asked.code]
        self.sections = Sections(project, own, proposal.titles)
        self._several = len(proposal.taken) > 1
        self._codes = {r.code.casefold(): r for r in project.requirements.values()}
        self._sections = {s.code.casefold() for s in project.sections.values()}
        self._new: dict[str, str] = {}
        self.facts: list[Fact] = []
        self.taken: list[Taken] = []
        self.skipped: list[Skipped] = []
        self.remarks: list[Skipped] = []

    def take(self, sheet: str, line: Line) -> None:
        """Make a requirement of a row, or say why not."""
        asked = line.asked
        assert asked is not None
        code = asked.code
        if code.casefold() in self._sections:
            self._skip(sheet, line, f"{code} is the id of a section already", "there already")
            return
        if there := self._codes.get(code.casefold()):
            same = " ".join(there.text.split()) == " ".join(asked.text.split())
            more = "" if same else " with another text; --revise shows the changes"
            self._skip(sheet, line, f"{code} is there already{more}", "there already")
            return
        if code and (elsewhere := self._new.get(code.casefold())):
            why = f"{code} stands {elsewhere} already"
            self._skip(sheet, line, why, "repeated id")
            return
        fields, kept = fields_of(asked)
        try:
            commands.entity_facts("requirement", "x", fields | {"code": "x", "section": "x"}, code)
            if code:
                trial = {"code": code, "section": "x", "text": "x"}
                commands.entity_facts("requirement", "x", trial, code)
        except Refused as refusal:
            self._skip(sheet, line, str(refusal), "refused")
            return
        # Only now: no section is made for a row that is left out.
        section, told = self.sections.under(asked.path, code, self._default(sheet))
        self.facts += told
        code = code or self.sections.free(section)
        ident = new_id()
        fields |= {"code": code, "section": section}
        self.facts += commands.entity_facts("requirement", ident, fields, code)
        self.facts.append(origin_fact(ident, self._source, sheet, line, kept))
        self._new[code.casefold()] = f"on sheet {sheet}, row {line.row}"
        self.taken.append(
            Taken(code, self.sections.code(section), asked.text, sheet, line.row, ident)
        )
        remarks = [
            *line.remarks,
            *(f"{n} {v[:40]!r} is kept as it stands" for n, v in kept.items()),
        ]
        for remark in remarks:
            place = where(self._source, sheet, line.row)
            self.remarks.append(Skipped(sheet, line.row, place, f"{code}: {remark}", "remark"))

    def _default(self, sheet: str) -> str:
        return self._corrections.section or (sheet if self._several else NO_SECTION)

    def _skip(self, sheet: str, line: Line, why: str, kind: str) -> None:
        place = where(self._source, sheet, line.row)
        self.skipped.append(Skipped(sheet, line.row, place, why, kind))
