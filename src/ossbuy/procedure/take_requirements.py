"""Taking in many requirements at once, from pasted lines or cells, under sections by their ids."""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.exchange.pasted import Remark, alike
from ossbuy.exchange.pasted_requirements import PRIORITIES, Asked, PastedRequirements
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, facts_of, new_id
from ossbuy.model.project import Project

MOST = 5000
"""Requirements taken in at once; the largest tenders have fewer."""
NO_SECTION = "R"
"""The section of what names none, as `ossbuy import` calls it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement as it would stand."""

    code: str
    section: str
    """Code."""
    text: str


@dataclass(frozen=True, slots=True)
class TakingRequirements:
    """What a pasted text would become in a project."""

    rows: tuple[Row, ...]
    made: tuple[str, ...]
    """Codes of sections that would be made."""
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]

    def act(self) -> Act:
        """All of it as one act.

        Raises:
            Refused: there is no requirement in it, or too many.
        """
        if not self.rows:
            raise Refused("There is no requirement in it that is not there already: paste others.")
        if len(self.rows) > MOST:
            raise Refused(f"That is {len(self.rows)} requirements: take in at most {MOST} at once.")
        return Act("requirements.imported", self.facts, f"{len(self.rows)} pasted")


def taking_requirements(
    project: Project, pasted: PastedRequirements, section: str = ""
) -> TakingRequirements:
    """What the pasted lines would become.

    A requirement goes under the section its cell names, else the one its id is numbered under
    (``C4.7`` under ``C4``), else ``section`` (a code), else ``R``. Sections that are not there are
    made. What is there already, by id or by text, is left out and remarked upon; so is a cell that
    cannot be read.
    """
    desk = _Desk(project, pasted, section)
    for asked in pasted.asked:
        desk.take(asked)
    return TakingRequirements(
        tuple(desk.rows),
        tuple(desk.made),
        tuple(desk.facts),
        tuple(sorted(desk.remarks, key=lambda remark: remark.line)),
    )


class _Desk:
    """Takes one after the other, knowing what was taken before."""

    def __init__(self, project: Project, pasted: PastedRequirements, section: str) -> None:
        self._section, self._titles = section, pasted.titles
        self.rows: list[Row] = []
        self.made: list[str] = []
        self.facts: list[Fact] = []
        self.remarks = list(pasted.remarks)
        self._sections = {s.code.casefold(): (s.id, s.code) for s in project.sections.values()}
        self._codes = {r.code.casefold() for r in project.requirements.values()}
        self._codes |= set(self._sections)
        self._said = {alike(r.text): r.code for r in project.requirements.values()}

    def take(self, asked: Asked) -> None:
        code, text = asked.fields.get("id", ""), asked.fields["text"]
        if code.casefold() in self._codes:
            self._remark(asked, f"has the id {code}, which is there already: left out.")
            return
        if same := self._said.get(alike(text)):
            self._remark(asked, f"says the same as {same}: left out.")
            return
        fields = self._fields(asked)
        try:
            commands.entity_facts("requirement", "x", fields | {"code": "x", "section": "x"}, code)
        except Refused as no:
            self._remark(asked, f"cannot be taken ({str(no).rstrip('.')}): left out.")
            return
        # Only now: no section is made for what is left out.
        ident, section = self._under(asked.fields.get("section", ""), code)
        code = code or self._free(section)
        fields |= {"code": code, "section": ident}
        self.facts += commands.entity_facts("requirement", new_id(), fields, code)
        self._codes.add(code.casefold())
        self._said[alike(text)] = code
        self.rows.append(Row(code, section, text))

    def _remark(self, asked: Asked, text: str) -> None:
        self.remarks.append(Remark(asked.line, text))

    def _fields(self, asked: Asked) -> dict[str, Json]:
        """The cells as fields; one that cannot be read is remarked upon and left out."""
        fields: dict[str, Json] = {"text": asked.fields["text"]}
        for name, cell in asked.fields.items():
            if name in ("id", "text", "section"):
                continue
            value: Json = cell
            if name == "priority":
                value = PRIORITIES.get(cell.casefold(), cell)
            elif name == "verification":
                value = cell.upper().replace(",", " ")
            trial = {"code": "x", "text": "x", "section": "x", name: value}
            try:
                commands.entity_facts("requirement", "x", trial, "")
            except Refused:
                label = name.replace("_", " ")
                self._remark(
                    asked, f"has {cell[:40]!r} as {label}, which cannot be read: left out."
                )
            else:
                fields[name] = value
        return fields

    def _under(self, named: str, code: str) -> tuple[str, str]:
        """Internal id and code of the section, made if it is not there."""
        wanted = named or self._of(code) or self._section or NO_SECTION
        if wanted.casefold() not in self._sections:
            ident = new_id()
            title = self._titles.get(wanted) or ("Requirements" if wanted == NO_SECTION else wanted)
            self.facts += facts_of("section", ident, {"code": wanted, "title": title})
            self._sections[wanted.casefold()] = (ident, wanted)
            self._codes.add(wanted.casefold())
            self.made.append(wanted)
        return self._sections[wanted.casefold()]

    def _of(self, code: str) -> str:
        """The section an id is numbered under, of those there or headed in the text."""
        known = {heading.casefold(): heading for heading in self._titles}
        known |= {key: own for key, (_, own) in self._sections.items()}
        stem = code.casefold()
        while "." in stem:
            stem = stem.rpartition(".")[0]
            if stem in known:
                return known[stem]
        return ""

    def _free(self, section: str) -> str:
        """The first number under a section that nothing has."""
        number = 1
        while f"{section}.{number}".casefold() in self._codes:
            number += 1
        return f"{section}.{number}"
