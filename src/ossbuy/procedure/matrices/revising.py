"""A changed version of a matrix: what is added, removed, reworded, moved or renumbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from ossbuy.exchange.matrices import Corrections, Known, Line, Proposal, propose
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement
from ossbuy.procedure.matrices.filing import NO_SECTION, Sections
from ossbuy.procedure.matrices.hanging import answered, hangs_on
from ossbuy.procedure.matrices.importing import (
    Skipped,
    Source,
    not_taken,
    origin_fact,
    rows_of,
    where,
)
from ossbuy.procedure.matrices.matching import Pair, match, word_diff
from ossbuy.procedure.matrices.revision import Change as Change
from ossbuy.procedure.matrices.revision import Revision as Revision
from ossbuy.procedure.matrices.row_fields import fields_of

IN_SCOPE = 0.3
"""Share of the requirements once read from a file that must be found in another for that file to
be a version of it; else it is about other things and says nothing about those it does not hold."""


def propose_revision(
    project: Project,
    source: Source,
    corrections: Corrections | None = None,
    known: Known | None = None,
    remove: Collection[str] = (),
    keep: Collection[str] = (),
    say: Callable[[str], None] = lambda _: None,
) -> Revision:
    """What a changed version of a matrix does to a project.

    A blank cell changes nothing. What is gone from the file is removed only if nothing hangs on it,
    or if it is named in ``remove``; what vendors have answered stays in any case.

    Args:
        remove: ids to remove though something hangs on them.
        keep: ids to keep though they are gone from the file.
        say: told what goes on, for whoever waits.

    Raises:
        BadFile: a correction names what is not there.
        Refused: an id in ``remove`` or ``keep`` is not there, or has been answered.
    """
    corrections = corrections or Corrections()
    proposal = propose(source.book, source.layouts, corrections, known, say=say)
    say("comparing with the project")
    return revision_of(project, source, proposal, corrections, remove, keep)


def revision_of(
    project: Project,
    source: Source,
    proposal: Proposal,
    corrections: Corrections,
    remove: Collection[str] = (),
    keep: Collection[str] = (),
) -> Revision:
    """What a proposal does to a project whose requirements came from an earlier version."""
    rows = [(sheet, line) for sheet, line in rows_of(proposal) if line.asked]
    pairs = match(
        {r.id: (r.code, r.text) for r in project.requirements.values()},
        [(line.asked.code, line.asked.text) for _, line in rows if line.asked],
    )
    desk = _Desk(project, source, proposal, corrections)
    found = {pair.new: pair for pair in pairs}
    for at, (sheet, line) in enumerate(rows):
        desk.row(sheet, line, found.get(at))
    desk.gone(
        _missing(project, pairs, desk.touched), _named(project, remove), _named(project, keep)
    )
    clashes = desk.clashes()
    act = None
    if desk.changes and desk.facts and not clashes:
        reason = f"{source.path.name}: " + ", ".join(
            f"{count} {kind}" for kind, count in Counter(c.kind for c in desk.changes).items()
        )
        act = Act(
            "requirements.revised",
            (*desk.facts, *desk.origins),
            reason,
            blobs={source.sha256: source.content},
        )
    return Revision(
        proposal,
        tuple(desk.changes),
        desk.unchanged,
        (*desk.skipped, *not_taken(proposal, source)),
        clashes,
        desk.sections.made,
        act,
    )


def _missing(project: Project, pairs: Collection[Pair], matched: Collection[str]) -> list[str]:
    """Requirements that came from an earlier version of this file and are not in it."""
    by_file: dict[str, list[str]] = {}
    for ident in project.requirements:
        origin = project.imported.get(ident)
        by_file.setdefault(origin.name if origin else "", []).append(ident)
    if set(by_file) != {""}:
        # Typed or pulled ones never stood in a file.
        by_file.pop("", None)
    missing: list[str] = []
    for idents in by_file.values():
        gone = [ident for ident in idents if ident not in matched]
        if len(idents) - len(gone) >= IN_SCOPE * len(idents):
            missing += [ident for ident in gone if not project.requirements[ident].library]
    return missing


def _named(project: Project, codes: Collection[str]) -> set[str]:
    found = set()
    for code in codes:
        ident = project.by_code("requirements", code)
        if ident is None:
            raise Refused(f"There is no requirement {code!r}: check its id.")
        found.add(ident)
    return found


@dataclass
class _Desk:
    """Compares one row after the other."""

    project: Project
    source: Source
    proposal: Proposal
    corrections: Corrections
    changes: list[Change] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    origins: list[Fact] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unchanged: int = 0
    touched: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        own = [line.asked.code for _, line in rows_of(self.proposal) if line.asked]
        self.sections = Sections(self.project, own, self.proposal.titles)
        self.codes = {r.id: r.code for r in self.project.requirements.values()}
        self.several = len(self.proposal.taken) > 1

    def row(self, sheet: str, line: Line, pair: Pair | None) -> None:
        """One row: an addition, a change, or nothing new."""
        assert line.asked is not None
        place = where(self.source, sheet, line.row)
        fields, kept = fields_of(line.asked)
        try:
            trial: dict[str, Json] = {"code": line.asked.code or "x", "section": "x"}
            commands.entity_facts("requirement", "x", fields | trial, line.asked.code)
        except Refused as refusal:
            self.skipped.append(Skipped(sheet, line.row, place, str(refusal), "refused"))
            if pair is not None:
                self.touched.add(pair.old)
            return
        if pair is None:
            self._add(sheet, line, fields, kept, place)
            return
        self.touched.add(pair.old)
        self._compare(self.project.requirements[pair.old], sheet, line, fields, pair, place)
        self.origins.append(origin_fact(pair.old, self.source, sheet, line, kept))

    def _add(
        self, sheet: str, line: Line, fields: dict[str, Json], kept: dict[str, str], place: str
    ) -> None:
        asked = line.asked
        assert asked is not None
        default = self.corrections.section or (sheet if self.several else NO_SECTION)
        section, told = self.sections.under(asked.path, asked.code, default)
        code = asked.code or self.sections.free(section)
        ident = new_id()
        self.facts += told
        self.facts += commands.entity_facts(
            "requirement", ident, fields | {"code": code, "section": section}, code
        )
        self.origins.append(origin_fact(ident, self.source, sheet, line, kept))
        self.codes[ident] = code
        self.changes.append(Change("added", code, "", asked.text, place, ident=ident))

    def _compare(
        self,
        old: Requirement,
        sheet: str,
        line: Line,
        fields: dict[str, Json],
        pair: Pair,
        place: str,
    ) -> None:
        asked = line.asked
        assert asked is not None
        code = asked.code or old.code
        new: dict[str, Json] = {}
        words: tuple[tuple[str, str], ...] = ()
        if " ".join(old.text.split()) != " ".join(asked.text.split()):
            words = word_diff(old.text, asked.text)
            new["text"] = asked.text
        if code != old.code:
            new["code"] = code
        moved = None
        if asked.path:
            section, told = self.sections.under(asked.path, code, NO_SECTION)
            self.facts += told
            if section != old.section:
                moved = (self.project.label(old.section), self.sections.code(section))
                new["section"] = section
        others = _others(old, fields)
        new |= {name: value for name, _, _, value in others}
        if not new:
            self.unchanged += 1
            return
        self.codes[old.id] = code
        self.facts += [Fact(key("requirement", old.id, name), v) for name, v in new.items()]
        self.changes.append(
            Change(
                "changed",
                code,
                old.code,
                asked.text,
                place,
                words,
                moved,
                tuple((name, before, after) for name, before, after, _ in others),
                pair.how,
                hangs_on(self.project, old.id) if words else (),
                old.id,
            )
        )

    def gone(self, missing: list[str], remove: set[str], keep: set[str]) -> None:
        """What is not in the file any more."""
        for ident in [*missing, *(i for i in remove if i not in missing)]:
            old = self.project.requirements[ident]
            hangs = hangs_on(self.project, ident)
            if ident in remove and answered(self.project, ident):
                raise Refused(
                    f"{old.code} has been answered by vendors and stays on record: set its weight "
                    "to 0 instead."
                )
            goes = ident not in keep and (not hangs or ident in remove)
            kind = "removed" if goes else "stays"
            if goes:
                self.facts += commands.remove(self.project, "requirement", ident).facts
                self.codes.pop(ident, None)
            self.changes.append(
                Change(kind, old.code, old.code, old.text, hangs=hangs, ident=ident)
            )

    def clashes(self) -> tuple[str, ...]:
        """Ids that two requirements would have afterwards."""
        owners: dict[str, list[str]] = {}
        for ident, code in self.codes.items():
            owners.setdefault(code.casefold(), []).append(ident)
        stays = {c.ident for c in self.changes if c.kind == "stays"}
        said = []
        for idents in owners.values():
            if len(idents) > 1:
                code = self.codes[idents[0]]
                old = next((i for i in idents if i in stays), "")
                way = f"remove the old one by --remove {code}" if old else "change one of them"
                said.append(f"{code} would be the id of {len(idents)} requirements: {way}.")
        taken = {s.code.casefold() for s in self.project.sections.values()}
        said += [
            f"{code} is the id of a section already: change one of them."
            for ident, code in self.codes.items()
            if code.casefold() in taken and ident not in self.project.requirements
        ]
        return tuple(said)


def _others(old: Requirement, fields: dict[str, Json]) -> list[tuple[str, str, str, Json]]:
    """(field, before, after, value) of what a row changes beside its text; blanks change none."""
    said = {name: value for name, value in fields.items() if name != "text"}
    trial: dict[str, Any] = {"id": "x", "code": "x", "section": "x", "text": "x"} | said
    new = Requirement.model_validate(trial)
    found = []
    for name in said:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            dumped = new.model_dump(mode="json")[name]
            found.append((name, _shown(before), _shown(after), dumped))
    return found


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
