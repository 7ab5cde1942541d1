"""An existing comparison matrix becomes a project: one act, undoable, nothing added to it.

Longer than other files because one act writes all that a matrix says: what it compares, by what
weights, who scored it, and what it costs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ossbuy import locations
from ossbuy.exchange.comparisons import Comparison, Corrections, Mark, understand
from ossbuy.exchange.comparisons.unseen import never_calculated, with_unseen
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_file, read_structure, read_values
from ossbuy.exchange.intake.book import Book, Structure
from ossbuy.model import commands
from ossbuy.model.bid import Level, PriceLine, Response
from ossbuy.model.events import Act, Fact, Json, Refused, facts_of, key, new_id
from ossbuy.model.project import Project
from ossbuy.model.scoring import GateJudgement, GateResult, Score
from ossbuy.procedure.files.build import adopt_model, begin
from ossbuy.procedure.findings.case import AS_SCORED as MODEL
from ossbuy.procedure.findings.case import KEPT_ROUND as ROUND
from ossbuy.store.workspace import Workspace

SHEET = "sheet"
"""Code of the evaluator who stands for whoever scored the sheet."""
ALONE = 60
"""Criteria up to which a matrix without headings has each one as a heading of its own."""


@dataclass(frozen=True)
class Kept:
    """A matrix as it was kept: its bytes, and what was understood of it."""

    comparison: Comparison
    content: bytes

    @property
    def sha256(self) -> str:
        """Of the file as it came."""
        return hashlib.sha256(self.content).hexdigest()


def read_comparison(path: Path, told: Corrections | None = None) -> Kept:
    """Read a matrix; the file itself is only ever read.

    Raises:
        BadFile: it is no file, or no comparison of vendors.
    """
    book, content = read_book(path)
    return Kept(understood(book, told, unseen_of(book, content)), content)


def understood(book: Book, told: Corrections | None, unseen: Structure | None) -> Comparison:
    """What a book compares, with what is hidden in it or was never calculated.

    Raises:
        BadFile: it holds no comparison; where its formulas have no values, that is why.
    """
    try:
        said = understand(book, told)
    except BadFile as no:
        raise (no if unseen is None else never_calculated(unseen, no)) from None
    return said if unseen is None else with_unseen(said, unseen)


def unseen_of(book: Book, content: bytes) -> Structure | None:
    """What a workbook holds beside its values; None where its kind holds nothing, or it fails.

    The values were read: that something beside them cannot be is no reason to refuse them.
    """
    if book.kind != "xlsx":
        return None
    try:
        return read_structure(content, book.name)
    except BadFile:
        return None


def read_book(path: Path) -> tuple[Book, bytes]:
    """A file as sheets of text, with its bytes.

    Raises:
        BadFile: it cannot be read as a workbook or a table.
    """
    content = read_file(path)
    return read_values(content, path.name), content


def take_comparison(workspace: Workspace, kept: Kept, reason: str = "") -> None:
    """Take a matrix into a project that compares nothing yet, as one act that can be undone.

    Raises:
        Refused: the project has requirements or vendors of its own.
    """
    act = comparison_act(workspace.project, kept)
    project = workspace.project
    if project.model is None or project.model.name != MODEL:
        adopt_model(workspace, locations.templates() / "evaluation" / f"{MODEL}.yaml")
    workspace.execute(replace(act, reason=reason or act.reason))


def begin_from(path: Path, actor: str, kept: Kept, reason: str = "") -> Workspace:
    """A new project with a matrix in it; a file that is there is never overwritten."""
    workspace = Workspace.create(path, actor)
    try:
        name = name_of(kept.comparison)
        model = locations.templates() / "evaluation" / f"{MODEL}.yaml"
        begin(workspace, name, kept.comparison.currency, model)
        take_comparison(workspace, kept, reason)
    except BaseException:
        # Half a project would be mistaken for the whole.
        workspace.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def name_of(comparison: Comparison) -> str:
    """What a project made of a comparison is called: as its file is."""
    return Path(comparison.name).stem.replace("_", " ").strip()[:200] or "Comparison"


def free_path(beside: Path) -> Path:
    """Where a matrix's project goes: beside it under its name, numbered where one is there."""
    stem = beside.with_suffix("")
    path, number = stem.with_name(f"{stem.name}.ossbuy"), 2
    while path.exists():
        path, number = stem.with_name(f"{stem.name}-{number}.ossbuy"), number + 1
    return path


def comparison_act(project: Project, kept: Kept) -> Act:
    """Everything a matrix says, as one act.

    Raises:
        Refused: the project has requirements or vendors of its own.
    """
    if project.requirements or project.vendors:
        raise Refused(
            "This project has requirements or vendors of its own: name no project, and a new one "
            "is made beside the matrix."
        )
    return _Making(project, kept).act()


class _Making:
    """Facts of one comparison, piece by piece."""

    def __init__(self, project: Project, kept: Kept) -> None:
        self.project, self.kept, self.comparison = project, kept, kept.comparison
        self.facts: list[Fact] = []
        self.person = ""
        self.judges: dict[str, str] = {}
        self.codes = {p.code.casefold() for p in project.people.values()}
        self.vendors = [new_id() for _ in self.comparison.vendors]

    def act(self) -> Act:
        self._about()
        self._vendors()
        sections = self._sections()
        for position in range(len(self.comparison.criteria)):
            self._criterion(position, sections)
        self._gates()
        self._prices()
        digest = self.kept.sha256
        reason = f"{self.comparison.place}, sha256 {digest[:16]}"
        return Act("comparison.taken", tuple(self.facts), reason, blobs={digest: self.kept.content})

    def _add(self, family: str, ident: str, fields: Mapping[str, Json]) -> None:
        where = str(fields.get("code", family))
        self.facts += commands.entity_facts(family, ident, fields, where)

    def _about(self) -> None:
        said = self.comparison
        context = dict(self.project.description.context)
        context |= {"comparison": said.place[:200], "comparison sha256": self.kept.sha256}
        about: dict[str, Json] = {"context": context}
        described = self.project.description
        if not described.name:
            about["name"] = name_of(said)
        if not described.currency or (said.currency != described.currency and said.prices):
            about["currency"] = said.currency
        self.facts += commands.describe(self.project, about).facts
        policy: dict[str, Json] = {"blend": 0.0, "price_share": round(said.price_share, 9)}
        if said.price_formula:
            policy["price_formula"] = said.price_formula
        if said.price_ceiling:
            policy["price_ceiling"] = said.price_ceiling
        self.facts += commands.set_policy(Project(), policy).facts

    def _vendors(self) -> None:
        codes: set[str] = set()
        for ident, name in zip(self.vendors, self.comparison.vendors, strict=True):
            self._add("vendor", ident, {"code": slug(name, codes), "name": name[:200]})

    def _sections(self) -> list[str]:
        """The heading of each criterion: its part, or itself where the sheet has no headings."""
        said = self.comparison
        alone = len(said.parts) == 1 and len(said.criteria) <= ALONE
        used = {c.code.casefold() for c in said.criteria}
        idents: list[str] = []
        by_part: dict[int, str] = {}
        number = 0
        for criterion in said.criteria:
            if not alone and criterion.part in by_part:
                idents.append(by_part[criterion.part])
                continue
            number += 1
            code = f"S{number}"
            while code.casefold() in used:
                code += "'"
            ident = new_id()
            title = criterion.title if alone else said.parts[criterion.part].title
            self.facts += facts_of("section", ident, {"code": code, "title": title[:200]})
            under = [criterion] if alone else [c for c in said.criteria if c.part == criterion.part]
            weight = said.parts[criterion.part].weight if not alone else criterion.weight
            share = sum(c.effective for c in under)
            points = weight if weight is not None and self._as_stated() else 100 * share
            self.facts.append(Fact(key("stated", ident), round(points, 6)))
            by_part[criterion.part] = ident
            idents.append(ident)
        return idents

    def _as_stated(self) -> bool:
        """Whether the sheet's own points come to the shares it uses, so that they can stand."""
        said = self.comparison
        if said.weighting != "two levels" or said.price_share or len(said.parts) == 1:
            return False
        points = [p.weight or 0.0 for p in said.parts]
        shares = [
            sum(c.effective for c in said.criteria if c.part == i) for i in range(len(points))
        ]
        whole = sum(points)
        return whole > 0 and all(
            abs(p / whole - s) < 1e-9 for p, s in zip(points, shares, strict=True)
        )

    def _criterion(self, position: int, sections: list[str]) -> None:
        criterion = self.comparison.criteria[position]
        ident = new_id()
        fields: dict[str, Json] = {
            "code": criterion.code,
            "section": sections[position],
            "title": criterion.title,
            "text": criterion.text[:20_000] or criterion.title,
        }
        self._add("requirement", ident, fields)
        stated = criterion.weight
        if stated is None or self.comparison.weighting == "equal":
            stated = 100 * criterion.effective
        self.facts.append(Fact(key("stated", ident), round(stated, 6)))
        for vendor, mark in zip(self.vendors, criterion.marks, strict=True):
            self._mark(vendor, ident, mark)

    def _mark(self, vendor: str, requirement: str, mark: Mark) -> None:
        """A cell: its score by the sheet, and an answer that says no more than the score does.

        A blank cell is no answer and no score: it leaves the total open, it is never a zero.
        """
        if mark.share is None and mark.applies:
            return
        level = Level.NOT_APPLICABLE
        if mark.share is not None:
            level = (
                Level.FULL if mark.share >= 1 else Level.NONE if mark.share <= 0 else Level.PARTIAL
            )
        # Where the score stands is said with the score: nothing was changed by reading it.
        response = Response(level=level, comment=mark.comment[:20_000])
        value = response.model_dump(mode="json", exclude_defaults=True)
        self.facts.append(Fact(key("response", vendor, requirement), value))
        if mark.share is None:
            return
        if mark.judges:
            said = [(self._judge(n), share, raw, where) for n, share, raw, where in mark.judges]
        else:
            said = [(self._sheet(), mark.share, mark.raw, mark.where)]
        for person, share, raw, where in said:
            score = Score(value=round(5 * share, 9), reason=f"{where}: {raw[:100]}")
            place = key("score", person, vendor, requirement)
            self.facts.append(Fact(place, score.model_dump(mode="json"), ROUND))

    def _sheet(self) -> str:
        """The evaluator who stands for whoever scored a sheet that names nobody."""
        if not self.person:
            self.person, code, number = new_id(), SHEET, 2
            while code in self.codes:
                code, number = f"{SHEET}{number}", number + 1
            self.codes.add(code)
            fields: dict[str, Json] = {
                "code": code,
                "name": "whoever scored the sheet",
                "role": "not said in the sheet",
                "evaluator": True,
            }
            self._add("person", self.person, fields)
        return self.person

    def _judge(self, name: str) -> str:
        """The evaluator of a name, made when first met."""
        known = self.judges.get(name.casefold())
        if known is None:
            known = self.judges[name.casefold()] = new_id()
            code = slug(name, self.codes)
            self._add("person", known, {"code": code, "name": name[:200], "evaluator": True})
        return known

    def _gates(self) -> None:
        """Rows that vendors pass or fail: gates, under a heading that weighs nothing."""
        if not self.comparison.gates:
            return
        used = {c.code.casefold() for c in self.comparison.criteria}
        section, head = new_id(), "S0"
        while head.casefold() in used:
            head += "'"
        self.facts += facts_of("section", section, {"code": head, "title": "Pass or fail"})
        self.facts.append(Fact(key("stated", section), 0.0))
        for number, gate in enumerate(self.comparison.gates, start=1):
            ident, code = new_id(), f"G{number}"
            while code.casefold() in used:
                code += "'"
            fields: dict[str, Json] = {
                "code": code,
                "section": section,
                "title": gate.title[:90],
                "text": gate.title,
                "gate": True,
            }
            self._add("requirement", ident, fields)
            for vendor, result in zip(self.vendors, gate.results, strict=True):
                if result:
                    share = 1.0 if result == "pass" else 0.0
                    self._mark(vendor, ident, Mark(share, result, gate.where))
                    judged = GateJudgement(
                        result=GateResult.PASS if result == "pass" else GateResult.FAIL,
                        by=self._sheet(),
                        reason=f"{gate.where} of the sheet",
                    )
                    self.facts.append(
                        Fact(key("gate", vendor, ident), judged.model_dump(mode="json"))
                    )

    def _prices(self) -> None:
        for number, row in enumerate(self.comparison.prices, start=1):
            for vendor, amount in zip(self.vendors, row.amounts, strict=True):
                if amount is None:
                    continue
                line = PriceLine(
                    code=f"L{number}",
                    item=row.item[:300] or f"line {number}",
                    currency=self.comparison.currency,
                    amounts=(amount,),
                )
                value = line.model_dump(mode="json", exclude_defaults=True)
                self.facts.append(Fact(key("price", vendor, f"L{number}"), value))


def slug(name: str, taken: set[str]) -> str:
    """A short id for a name, one that nothing in ``taken`` has; it is added there."""
    words = re.findall(r"[^\W_]+", name.casefold())
    stem = "-".join(words)[:24].strip("-") or "vendor"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    taken.add(code)
    return code
