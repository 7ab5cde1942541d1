"""Pulling from the requirement library into a project: one deed, one act, undoable.

What is pulled carries its origin in the field ``library``. A pain comes without severity, cost or
evidence: those are local. A cause comes with a share of 0 in the pains it stands behind, because
nobody here has said yet how much of them it explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from ossbuy.exchange.library import LibraryCause, LibraryPain, LibraryRequirement, Module
from ossbuy.model import commands
from ossbuy.model.codes import free_codes
from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.project import Project

KINDS = ("pains", "causes", "requirements")
NOT_OURS = "not yet measured here; typically {}"
"""What stands for today's value of an indicator until somebody has measured it here."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Something pulled: what the library calls it and what this project will."""

    library: str
    family: str
    """pain, cause or requirement"""
    code: str
    label: str
    """Its name, title or statement."""
    ask: str = ""
    """Of a pain: the question that brings local evidence."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was not pulled, and why."""

    library: str
    why: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """What pulling would add to a project; nothing is recorded until ``act`` is executed."""

    taken: tuple[Taken, ...]
    left: tuple[Left, ...]
    sections: tuple[str, ...]
    """Codes of sections that would be made."""
    links: int
    """Links and contributions that would be made."""
    act: Act | None
    """None when there is nothing to take."""


def pull_pains(project: Project, module: Module, ids: Sequence[str] = ()) -> Pulled:
    """Pull pains, all of the module unless ids name some."""
    return pull(project, module, ids or tuple(module.pains))


def pull_causes(project: Project, module: Module, ids: Sequence[str] = ()) -> Pulled:
    """Pull root-cause starters, each put behind those of its pains the project holds."""
    return pull(project, module, ids or tuple(module.causes))


def pull_requirements(
    project: Project, module: Module, ids: Sequence[str] = (), section: str = ""
) -> Pulled:
    """Pull requirements into the section of that code, or into one with the module's title."""
    return pull(project, module, ids or tuple(module.requirements), section)


def pull(project: Project, module: Module, ids: Sequence[str], section: str = "") -> Pulled:
    """Pull what the ids name, pains, causes and requirements together, as one act.

    What the project already holds is left as it is.

    Raises:
        Refused: an id is not in the module, or there is no such section.
    """
    return pull_all(project, [(module, ids)], section)


def pull_all(
    project: Project, picks: Sequence[tuple[Module, Sequence[str]]], section: str = ""
) -> Pulled:
    """Pull from several modules as one act; else as `pull`."""
    wanted = [(m, ident) for m, ids in picks for ident in dict.fromkeys(_known(m, i) for i in ids)]
    basket = Basket(project)
    for module, ident in wanted:
        if ident in module.pains:
            basket.pain(module, module.pains[ident])
    for module, ident in wanted:
        if ident in module.causes:
            basket.cause(module, module.causes[ident])
    for module, ident in wanted:
        if ident in module.requirements:
            basket.requirement(module, module.requirements[ident], section)
    return basket.pulled()


def held(project: Project, module: Module) -> dict[str, str]:
    """What of a module the project holds already: the library's id to the internal id here.

    A cause carries no id of the library and is known by its statement.
    """
    mine = {p.library: p.id for p in project.pains.values() if p.library in module.pains}
    mine |= {
        r.library: r.id for r in project.requirements.values() if r.library in module.requirements
    }
    said = {_bare(c.statement): c.id for c in project.causes.values()}
    here = {c.id: said.get(_bare(c.statement), "") for c in module.causes.values()}
    return mine | {library: ident for library, ident in here.items() if ident}


def _known(module: Module, ident: str) -> str:
    """The library's spelling of an id; ``p3`` is short for ``INV-P3``."""
    wanted = ident.strip().upper()
    if "-" not in wanted:
        wanted = f"{module.heading.prefix}-{wanted}"
    if wanted in module.kpis:
        raise Refused(f"{wanted} is a KPI: pull the requirement that is measured by it.")
    if not any(wanted in getattr(module, kind) for kind in KINDS):
        raise Refused(
            f"The module {module.heading.id} has no {ident!r}: 'ossbuy library "
            f"{module.heading.id}' shows what it has."
        )
    return wanted


class Basket:
    """Collects what is pulled, with visible ids that are free in the project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._facts: list[Fact] = []
        self._taken: list[Taken] = []
        self._left: dict[str, Left] = {}
        self._made: dict[str, tuple[str, str]] = {}
        """Internal id and code of the section to be made, by module."""
        self._links = 0
        self._told = free_codes(project, "pain")
        self._found = free_codes(project, "cause")
        self._codes = {section.code.casefold() for section in project.sections.values()}
        self._codes |= {asked.code.casefold() for asked in project.requirements.values()}
        self._pains = {p.library: p.id for p in project.pains.values() if p.library}
        self._asked = {r.library: r.id for r in project.requirements.values() if r.library}
        self._causes = {_bare(c.statement): c.id for c in project.causes.values()}

    def pain(self, module: Module, pain: LibraryPain) -> str:
        """Take a pain; its internal id, whether new or there already."""
        if there := self._there(pain.id, self._pains.get(pain.id)):
            return there
        ident, code = new_id(), next(self._told)
        fields: dict[str, Json] = {
            "code": code,
            "name": pain.name,
            "statement": pain.statement,
            "module": pain.module,
            "layer": pain.layer,
            "library": pain.id,
        }
        self._facts += commands.entity_facts("pain", ident, fields, code)
        self._pains[pain.id] = ident
        self._taken.append(Taken(pain.id, "pain", code, pain.name, pain.ask))
        for cause in pain.causes:
            self._explain(self._causes.get(_bare(module.causes[cause].statement)), ident)
        return ident

    def cause(self, module: Module, cause: LibraryCause) -> str:
        """Take a cause and put it behind the pains of the project that came from the library."""
        if there := self._there(cause.id, self._causes.get(_bare(cause.statement))):
            return there
        ident, code = new_id(), next(self._found)
        fields: dict[str, Json] = {
            "code": code,
            "statement": cause.statement,
            "category": cause.category,
            "fixable": cause.fixable,
        }
        self._facts += commands.entity_facts("cause", ident, fields, code)
        self._causes[_bare(cause.statement)] = ident
        self._taken.append(Taken(cause.id, "cause", code, cause.statement))
        for pain in module.pains.values():
            if cause.id in pain.causes:
                self._explain(ident, self._pains.get(pain.id))
        return ident

    def requirement(self, module: Module, asked: LibraryRequirement, section: str = "") -> str:
        """Take a requirement into the section of that code, or the one with the module's title."""
        if there := self._there(asked.id, self._asked.get(asked.id)):
            return there
        above, prefix = self._section(module, section)
        ident, code = new_id(), self._free(f"{prefix}.{{}}")
        kpi = module.kpis.get(asked.kpi)
        counter = module.kpis.get(kpi.counter) if kpi else None
        fields: dict[str, Json] = {
            "code": code,
            "section": above,
            "title": asked.title,
            "text": asked.text,
            "gate": asked.gate,
            "verification": asked.verification,
            "threshold": asked.threshold,
            "layer": asked.layer,
            "references": " ".join(asked.references),
            "kpi": kpi.name if kpi else "",
            "kpi_unit": kpi.unit if kpi else "",
            "kpi_baseline": NOT_OURS.format(kpi.typical.text) if kpi else "",
            "kpi_target": kpi.good.text if kpi else "",
            "counter_kpi": counter.name if counter else "",
            "library": asked.id,
        }
        self._facts += commands.entity_facts("requirement", ident, fields, code)
        self._asked[asked.id] = ident
        self._taken.append(Taken(asked.id, "requirement", code, asked.title))
        return ident

    def link(self, pain: str, requirement: str, strength: int) -> None:
        """Link a pain to a requirement, both by internal id."""
        self._facts.append(Fact(key("link", pain, requirement), strength))
        self._links += 1

    def pulled(self) -> Pulled:
        """Everything taken, as one act."""
        return Pulled(
            tuple(self._taken),
            tuple(self._left.values()),
            tuple(code for _, code in self._made.values()),
            self._links,
            Act("library.pulled", tuple(self._facts)) if self._facts else None,
        )

    def _there(self, library: str, ident: str | None) -> str:
        if ident is None:
            return ""
        if all(taken.library != library for taken in self._taken):
            code = self._project.label(ident)
            self._left[library] = Left(library, f"it is there already as {code}")
        return ident

    def _explain(self, cause: str | None, pain: str | None) -> None:
        """Put a cause behind a pain with a share of 0, unless they are joined already.

        One of the two is new and joined to nothing, so no circle and no trauma carried twice can
        come of it.
        """
        if cause and pain and (cause, pain) not in self._project.contributions:
            self._facts.append(Fact(key("contribution", cause, pain), 0.0))
            self._links += 1

    def _section(self, module: Module, code: str) -> tuple[str, str]:
        """Internal id and code of the section to put a requirement under."""
        if code:
            found = self._project.by_code("sections", code)
            if found is None:
                raise Refused(
                    f"There is no section {code!r}: add it with 'ossbuy set PROJECT section "
                    f'{code} title "…"\', or leave it out.'
                )
            return found, self._project.sections[found].code
        title = module.heading.title
        for section in self._project.sections.values():
            if section.title.casefold() == title.casefold():
                return section.id, section.code
        if module.heading.id not in self._made:
            ident = new_id()
            made = self._free(module.heading.prefix, f"{module.heading.prefix}-{{}}")
            fields: dict[str, Json] = {"code": made, "title": title}
            self._facts += commands.entity_facts("section", ident, fields, made)
            self._made[module.heading.id] = (ident, made)
        return self._made[module.heading.id]

    def _free(self, *patterns: str) -> str:
        """The first id of the patterns no section or requirement has; it is taken from now on."""
        for code in _numbered(patterns):
            if code.casefold() not in self._codes:
                self._codes.add(code.casefold())
                return code
        raise AssertionError("numbers do not end")


def _numbered(patterns: Sequence[str]) -> Iterator[str]:
    yield from (pattern for pattern in patterns if "{}" not in pattern)
    for number in count(1):
        yield from (pattern.format(number) for pattern in patterns if "{}" in pattern)


def _bare(text: str) -> str:
    """A statement as it is compared: small letters, single spaces, no full stop."""
    return " ".join(text.casefold().split()).rstrip(".")
