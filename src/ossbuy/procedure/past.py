"""Starting from a past project with its client taken out: what hurts, why, what was asked for.

Only what another telco could have said is taken: the names of pains, which cause stands behind
which pain with what share, sections, requirements and links. Who said it, what it cost, how it was
weighed, who bid and what they answered stay behind. Names in what is taken are masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ossbuy import locations
from ossbuy.exchange.library import CATEGORIES
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.fold import WITHHELD_TEXT
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement
from ossbuy.procedure.masking import Masked, mask, names_of

REQUIREMENT = ("title", "text", "threshold", "kpi", "kpi_unit", "counter_kpi")
"""Texts of a requirement that are taken, masked."""
AS_THEY_ARE = ("gate", "priority", "verification", "layer", "library", "risk")
"""Fields of a requirement that name nobody."""
_PLAIN_CODE = re.compile(r"[A-Z]{1,4}\d[\d.]*|[A-Z]{1,4}(?:\.\d+)+")
_FRAMEWORK = re.compile(r"TMF[A-Z]*\d+[A-Z]?")


@dataclass(frozen=True, slots=True)
class Cut:
    """A name that was taken out of a text."""

    where: str
    found: str
    instead: str


@dataclass(frozen=True, slots=True)
class Past:
    """What a past project gives to a new one, and what it does not."""

    facts: tuple[Fact, ...]
    taken: tuple[str, ...]
    """What is taken, in words."""
    left: tuple[str, ...]
    """What stays behind, in words."""
    masked: tuple[Cut, ...]
    to_say: tuple[str, ...]
    """Codes of causes whose words were the client's and must be said again."""

    def act(self) -> Act:
        """All of it as one act, which does not say where it came from.

        Raises:
            Refused: there is nothing to take.
        """
        if not self.facts:
            raise Refused("That project has no pain, cause or requirement to start from.")
        return Act("past.taken", self.facts)

    def sentences(self) -> list[str]:
        """What a person should know and look at."""
        said = [f"Taken: {', '.join(self.taken)}.", f"Left behind: {', '.join(self.left)}."]
        if self.to_say:
            said.append(
                f"To be said again, because the words were the client's: {', '.join(self.to_say)}."
            )
        if self.masked:
            said.append("Masked, because it may tell whose project it was:")
            said += [f"  {cut.where}: {cut.found} → {cut.instead}" for cut in self.masked]
        said.append(
            "Read every text once before others do, because no rule knows every name; shares and "
            "links are the past client's judgement, so ask about each."
        )
        return said


def past(old: Project) -> Past:
    """What to take from a past project, under fresh internal ids."""
    return _Stripping(old).past()


class _Stripping:
    def __init__(self, old: Project) -> None:
        self.old = old
        self.names = names_of(old)
        self.masked: list[Cut] = []
        self.facts: list[Fact] = []
        self.ids: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.to_say: list[str] = []

    def past(self) -> Past:
        self._name("P", self.old.pains)
        self._name("RC", self.old.causes)
        self._name("C", self.old.sections)
        self._name("R", self.old.requirements)
        for pain in self.old.pains.values():
            if pain.name != WITHHELD_TEXT:
                name = self._masked(self.codes[pain.id], pain.name)
                self._entity("pain", pain.id, {"name": name, "library": pain.library})
        for cause in self.old.causes.values():
            self._cause(cause.id)
        for section in self.old.sections.values():
            fields: dict[str, Json] = {
                "title": self._masked(self.codes[section.id], section.title),
                "parent": self.ids.get(self.old.parent_of(section.id), ""),
            }
            self._entity("section", section.id, fields)
        for requirement in self.old.requirements.values():
            if requirement.text != WITHHELD_TEXT:
                self._requirement(requirement)
        links = self._between("link", self.old.links)
        shares = self._between("contribution", self.old.contributions)
        return Past(
            tuple(self.facts),
            self._taken(links, shares),
            self._left(),
            tuple(self.masked),
            tuple(self.to_say),
        )

    def _name(self, prefix: str, things: Mapping[str, object]) -> None:
        """Fresh ids, and codes: as they were where they tell nothing, else numbered anew."""
        taken = set(self.codes.values())
        for number, (ident, thing) in enumerate(things.items(), 1):
            self.ids[ident] = new_id()
            code = str(getattr(thing, "code", ""))
            if not _PLAIN_CODE.fullmatch(code) or self._tells(code) or code in taken:
                code = f"{prefix}{number}"
                while code in taken:
                    code += "x"
            taken.add(code)
            self.codes[ident] = code

    def _tells(self, code: str) -> bool:
        """Whether the letters of a code begin somebody's name."""
        letters = code.rstrip("0123456789.").casefold()
        told = (*self.names.phrases, *self.names.words)
        return len(letters) > 2 and any(name.casefold().startswith(letters) for name in told)

    def _entity(self, family: str, ident: str, fields: Mapping[str, Json]) -> None:
        code = self.codes[ident]
        said = {name: value for name, value in fields.items() if value not in (None, "", False)}
        own = commands.entity_facts(family, self.ids[ident], {"code": code} | said, code)
        self.facts += own

    def _masked(self, where: str, text: str) -> str:
        done: Masked = mask(text, self.names)
        self.masked += [Cut(where, found, instead) for found, instead in done.found]
        return done.text

    def _cause(self, ident: str) -> None:
        cause = self.old.causes[ident]
        category = cause.category if cause.category in CATEGORIES else ""
        words = " ".join(cause.statement.split())
        if words not in _shipped():
            kind = f"of the kind {category} " if category else ""
            words = f"A cause {kind}from a past project: say it in your own words."
            self.to_say.append(self.codes[ident])
        fixable = cause.fixable if cause.fixable in ("yes", "part", "no") else ""
        self._entity("cause", ident, {"statement": words, "category": category, "fixable": fixable})

    def _requirement(self, asked: Requirement) -> None:
        code = self.codes[asked.id]
        fields: dict[str, Json] = {
            name: self._masked(code, str(getattr(asked, name))) for name in REQUIREMENT
        }
        fields |= asked.model_dump(mode="json", include=set(AS_THEY_ARE))
        fields["references"] = " ".join(_FRAMEWORK.findall(asked.references))
        fields["section"] = self.ids.get(asked.section, "")
        self._entity("requirement", asked.id, fields)

    def _between(self, family: str, said: Mapping[tuple[str, str], float]) -> int:
        taken = {fact.key.split("/")[1] for fact in self.facts}
        count = 0
        for (source, target), value in said.items():
            ends = self.ids.get(source, ""), self.ids.get(target, "")
            if taken.issuperset(ends) and value:
                self.facts.append(Fact(key(family, *ends), value))
                count += 1
        return count

    def _taken(self, links: int, shares: int) -> tuple[str, ...]:
        kinds = {fact.key for fact in self.facts if fact.key.endswith("/code")}
        counted = {
            family: sum(k.startswith(f"{family}/") for k in kinds)
            for family in ("pain", "cause", "section", "requirement")
        }
        return _counted(
            (counted["pain"], "pain by name", "pains by name"),
            (counted["cause"], "cause", "causes"),
            (shares, "share of a cause", "shares of causes"),
            (counted["section"], "section", "sections"),
            (counted["requirement"], "requirement", "requirements"),
            (links, "link", "links"),
        )

    def _left(self) -> tuple[str, ...]:
        old = self.old
        stated = len(old.stated) + len(old.hygiene) + len(old.ballots)
        return (
            *_counted(
                (len(old.people), "person", "people"),
                (len(old.triggers), "trigger", "triggers"),
                (len(old.emotions), "feeling", "feelings"),
                (stated, "stated weight or ballot", "stated weights and ballots"),
                (len(old.vendors), "vendor", "vendors"),
                (len(old.responses), "answer", "answers"),
                (len(old.prices), "price", "prices"),
            ),
            "words, voices, severities, costs, evidence and consequences of all pains",
            "baselines and targets, workshops, notes, locks and the decision",
        )


def _counted(*said: tuple[int, str, str]) -> tuple[str, ...]:
    return tuple(f"{n} {one if n == 1 else many}" for n, one, many in said if n)


@cache
def _shipped() -> str:
    """The text of the requirement library on one line: what stands there is nobody's secret."""
    texts: Iterable[str] = (
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((locations.templates() / "requirements").glob("*.yaml"))
    )
    return " ".join(" ".join(texts).split())
