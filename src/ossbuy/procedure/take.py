"""Taking in many pains at once, from pasted lines or a sheet, to be completed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ossbuy.exchange.amounts import read_amount
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.pasted import Pasted, Remark, Said, alike, read_pasted
from ossbuy.exchange.yaml_in import read_text
from ossbuy.model import commands
from ossbuy.model.codes import free_codes
from ossbuy.model.events import Act, Fact, Json, Refused, new_id
from ossbuy.model.project import Project
from ossbuy.model.trauma import Pain

MOST = 1000
"""Pains taken in at once; more than that is no list anybody said."""
AMOUNTS = ("cost_low", "cost_likely", "cost_high")
CELLS = {".csv": ",;\t", ".tsv": "\t"}
"""Files of cells, by what may stand between them."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What a pasted text would become in a project."""

    pains: tuple[Pain, ...]
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]

    def act(self) -> Act:
        """All of it as one act.

        Raises:
            Refused: there is no pain in it, or too many.
        """
        if not self.pains and not self.remarks:
            raise Refused("There is no pain in it: write or paste one line each.")
        if not self.pains:
            raise Refused("There is no pain in it that is not told already: paste one line each.")
        if len(self.pains) > MOST:
            raise Refused(f"That is {len(self.pains)} pains: take in at most {MOST} at once.")
        return Act("pains.taken", self.facts)


def read_file(path: Path) -> Pasted:
    """The lines of a text file, or the rows of a .csv or .tsv file.

    Raises:
        BadFile: it cannot be read as text.
    """
    text = read_text(path, sheet=True, pipe=True)
    marks = CELLS.get(path.suffix.casefold())
    if marks is None:
        return read_pasted(text)
    first = text.partition("\n")[0]
    return read_pasted(text, max(marks, key=first.count))


def taking(project: Project, pasted: Pasted) -> Taking:
    """What the pasted lines would become: ids free in the project, cells as fields where they fit.

    What cannot be a field (``high`` for a severity, a name nobody has) is remarked upon and stays
    in the pain's words.
    """
    told = {alike(text): p.code for p in project.pains.values() for text in (p.name, p.statement)}
    told.pop("", None)
    codes = free_codes(project, "pain")
    pains: list[Pain] = []
    facts: list[Fact] = []
    remarks = list(pasted.remarks)
    for said in pasted.pains:
        texts = (said.fields["name"], said.fields.get("statement", ""))
        known = next((told[alike(t)] for t in texts if alike(t) in told), "")
        if known:
            remarks.append(Remark(said.line, f"is told already as {known}: left out."))
            continue
        code, ident = next(codes), new_id()
        own = commands.entity_facts("pain", ident, _fields(project, said, code, remarks), code)
        values = {fact.key.rsplit("/", 1)[1]: fact.value for fact in own}
        pains.append(Pain.model_validate({"id": ident} | values))
        facts += own
    return Taking(tuple(pains), tuple(facts), tuple(sorted(remarks, key=lambda r: r.line)))


def _fields(project: Project, said: Said, code: str, remarks: list[Remark]) -> dict[str, Json]:
    fields: dict[str, Json] = {"code": code, "name": said.fields["name"]}
    kept = list(said.kept)

    def keep(text: str, why: str) -> None:
        kept.append(text)
        remarks.append(Remark(said.line, f"{why}: kept in words."))

    for name, text in said.fields.items():
        if name in ("name", "statement"):
            continue
        label = name.replace("_", " ").removesuffix(" likely")
        if name == "voice":
            if person := _person(project, text):
                fields[name] = person
            else:
                keep(f"said by: {text}", f"names {text[:40]!r}, who is not among the people")
            continue
        value: Json = text
        try:
            if name in AMOUNTS:
                value = f"{read_amount(text, '')!s:.60}"
            elif name == "evidence":
                value = text.upper()
            elif name == "trend":
                value = text.casefold()
            commands.entity_facts("pain", "x", {"code": code, "name": "x", name: value}, "")
        except (BadFile, Refused):
            keep(f"{label}: {text}", f"has {text[:40]!r} as {label}, which cannot be read")
        else:
            fields[name] = value
    words = [part for part in (said.fields.get("statement", ""), " · ".join(kept)) if part]
    if words:
        fields["statement"] = "\n".join(words)
    return fields


def _person(project: Project, text: str) -> str:
    """The person with this id or name, or the only one whose name or role holds these words."""
    wanted = alike(text)
    people = project.people.values()
    for person in people:
        if wanted and wanted in (alike(person.code), alike(person.name)):
            return person.id
    for part in ("name", "role"):
        holding = [
            p.id for p in people if wanted and f" {wanted} " in f" {alike(getattr(p, part))} "
        ]
        if len(holding) == 1:
            return holding[0]
    return ""
