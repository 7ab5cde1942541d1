"""Finding the section a requirement goes under, or making it, by number, by title or by id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ossbuy.exchange.matrices.ids import under as numbered_under
from ossbuy.exchange.matrices.values import Heading
from ossbuy.model.events import Fact, facts_of, new_id
from ossbuy.model.project import Project

NO_SECTION = "R"
"""The section of what names none."""
LONGEST_CODE = 16
"""Characters of a name that may be a section's id as it stands."""
LONGEST_TITLE = 500
_NUMBERED = re.compile(r"(\D{0,6}?)(\d{1,4})")


class Sections:
    """The sections of a project and those made on the way."""

    def __init__(
        self, project: Project, requirements: Iterable[str], titles: Mapping[str, str]
    ) -> None:
        """
        Args:
            project: where.
            requirements: ids of the requirements that come in: no section may take one of them.
            titles: what a sheet that lists sections calls them, by code.
        """
        self._titles = {code.casefold(): title for code, title in titles.items()}
        self._codes = {s.id: s.code for s in project.sections.values()}
        self._by_code = {s.code.casefold(): s.id for s in project.sections.values()}
        self._by_title: dict[tuple[str, str], str] = {}
        for s in project.sections.values():
            self._by_title.setdefault((project.parent_of(s.id), _same(s.title)), s.id)
        self._taken = {r.code.casefold() for r in project.requirements.values()}
        self._taken |= {code.casefold() for code in requirements}
        self._made: list[str] = []

    @property
    def made(self) -> tuple[str, ...]:
        """Codes of the sections that were made, in order."""
        return tuple(self._made)

    def code(self, ident: str) -> str:
        """The visible id of a section."""
        return self._codes[ident]

    def under(self, path: Sequence[Heading], code: str, default: str) -> tuple[str, list[Fact]]:
        """Internal id of the section a row goes under, and the facts of those made for it."""
        facts: list[Fact] = []
        if not path:
            if ident := self._of(code):
                return ident, facts
            path = (Heading("", default),)
        above = ""
        for heading in path:
            above = self._find(heading, above) or self._make(heading, above, facts)
        return above, facts

    def free(self, section: str) -> str:
        """The first id numbered under a section that nothing has."""
        number = 1
        while f"{self._codes[section]}.{number}".casefold() in self._taken:
            number += 1
        code = f"{self._codes[section]}.{number}"
        self._taken.add(code.casefold())
        return code

    def _of(self, code: str) -> str:
        """The section an id is numbered under, the longest number first; empty if there is none."""
        found = [own for own in self._by_code if numbered_under(code, own)]
        return self._by_code[max(found, key=len)] if found else ""

    def _find(self, heading: Heading, above: str) -> str:
        name = heading.code or heading.title
        if ident := self._by_code.get(name.casefold()):
            return ident
        return self._by_title.get((above, _same(heading.title)), "")

    def _make(self, heading: Heading, above: str, facts: list[Fact]) -> str:
        ident = new_id()
        code = self._code_for(heading)
        known = self._titles.get(code.casefold(), "")
        title = known or (heading.title if heading.title != code or heading.code else "")
        title = title or ("Requirements" if code == NO_SECTION else code)
        fields = {"code": code, "title": title[:LONGEST_TITLE]}
        facts += facts_of("section", ident, fields | ({"parent": above} if above else {}))
        self._codes[ident] = code
        self._by_code[code.casefold()] = ident
        self._by_title.setdefault((above, _same(title)), ident)
        self._by_title.setdefault((above, _same(heading.title)), ident)
        self._made.append(code)
        return ident

    def _code_for(self, heading: Heading) -> str:
        """The number of the heading, its name where that is short, else the next free S1, S2, …"""
        name = heading.title
        short = name if len(name) <= LONGEST_CODE and len(name.split()) == 1 else ""
        for code in (heading.code, short):
            if code and len(code) <= 40 and code.casefold() not in self._taken | set(self._by_code):
                return code
        prefix = "S"
        for code in reversed(list(self._codes.values())):
            if found := _NUMBERED.fullmatch(code):
                prefix = found[1] or "S"
                break
        number = 1
        while f"{prefix}{number}".casefold() in self._taken | set(self._by_code):
            number += 1
        return f"{prefix}{number}"


def _same(title: str) -> str:
    return " ".join(title.casefold().split())
