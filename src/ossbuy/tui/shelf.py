"""What is looked at in the library, and what of it is marked to be pulled; knows no widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ossbuy.exchange import library
from ossbuy.exchange.library import Heading, Module
from ossbuy.model.project import Project
from ossbuy.procedure.library import held
from ossbuy.tui.widgets.library_rows import Thing

MOST_FOUND: Final = 80
"""Hits listed; more are counted, and another word makes them fewer."""

Listed = tuple[Heading, Thing]


class Shelf:
    """The modules, read when they are looked at; the hits of a search; the marks."""

    def __init__(self) -> None:
        """Read the heads of all modules.

        Raises:
            BadFile: the head of a module is wrong.
        """
        self.headings = library.headings()
        self._of = {heading.id: heading for heading in self.headings}
        self.marked: dict[str, str] = {}
        """Id to module, in the order of marking."""
        self.hits: list[Listed] | None = None
        """Hits of the search; None while nothing is searched."""
        self.more = 0
        """Hits that are not listed."""

    def module(self, ident: str) -> Module | None:
        """A module by its id; None for none.

        Raises:
            BadFile: its file is wrong.
        """
        heading = self._of.get(ident)
        return library.load_file(heading.path) if heading else None

    def read(self, heading: Heading) -> Module:
        """The module of a heading; raises BadFile where its file is wrong."""
        return library.load_file(heading.path)

    def listed(self, module: str, kind: str) -> list[Listed]:
        """What is listed: the hits, or the pains, requirements or causes of a module."""
        if self.hits is not None:
            return self.hits
        found = self.module(module)
        if found is None:
            return []
        things: Mapping[str, Thing] = getattr(found, kind)
        return [(found.heading, thing) for thing in things.values()]

    def search(self, words: str) -> None:
        """Look for words in all modules; no word ends the search."""
        if not words.strip():
            self.hits, self.more = None, 0
            return
        hits = library.search(words)
        self.hits = [(hit.heading, hit.found) for hit in hits[:MOST_FOUND]]
        self.more = max(0, len(hits) - MOST_FOUND)

    def held(self, project: Project, listed: Sequence[Listed]) -> dict[str, str]:
        """What of the modules listed the project holds: the library's id to the internal id."""
        here: dict[str, str] = {}
        for heading in {heading.id: heading for heading, _ in listed}.values():
            here |= held(project, self.read(heading))
        return here

    def mark(self, listed: Listed) -> None:
        """Mark a thing, or take the mark off."""
        heading, thing = listed
        if self.marked.pop(thing.id, None) is None:
            self.marked[thing.id] = heading.id

    def mark_all(self, project: Project, listed: Sequence[Listed]) -> None:
        """Mark all that is listed and not in the project; where all are marked, none."""
        here = self.held(project, listed)
        free = {thing.id: heading.id for heading, thing in listed if thing.id not in here}
        if free.keys() <= self.marked.keys():
            for ident in free:
                del self.marked[ident]
        else:
            self.marked |= free

    def unmark_held(self, project: Project) -> None:
        """Take the marks off what the project holds meanwhile."""
        for module in {*self.marked.values()}:
            for ident in held(project, self.read(self._of[module])):
                self.marked.pop(ident, None)

    def picks(self, current: Listed | None) -> list[tuple[Module, list[str]]]:
        """What is to be pulled, module by module: the marked, or else the thing looked at."""
        wanted = dict(self.marked)
        if not wanted and current is not None:
            wanted = {current[1].id: current[0].id}
        by_module: dict[str, list[str]] = {}
        for ident, module in wanted.items():
            by_module.setdefault(module, []).append(ident)
        return [(self.read(self._of[name]), ids) for name, ids in by_module.items()]

    def taken(self, project: Project) -> dict[str, int]:
        """How many pains and requirements of each module the project holds, by the module's id."""
        pulled = [p.library for p in project.pains.values()]
        pulled += [r.library for r in project.requirements.values()]
        prefixes = [ident.partition("-")[0] for ident in pulled if ident]
        return {heading.id: prefixes.count(heading.prefix) for heading in self.headings}
