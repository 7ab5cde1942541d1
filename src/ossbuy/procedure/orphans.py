"""Requirements the library proposes for pains that nothing in the project answers.

A pain that was pulled from the library is answered by what its module says. For a pain in
somebody's own words the library pains that share most of its rarer words are sought, and what
they ask for is proposed one step weaker, since to read alike is not to be the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ossbuy.analysis.likeness import Collection, Likeness, collection
from ossbuy.exchange import frameworks, library
from ossbuy.exchange.library import LibraryPain, LibraryRequirement, Module
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.trauma import Pain
from ossbuy.model.why_graph import same_trauma
from ossbuy.procedure.library import Basket, Pulled


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """One library requirement for one pain."""

    module: Module
    requirement: LibraryRequirement
    strength: int
    there: str
    """Internal id of the requirement if the project holds it already, else empty."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the library proposes for a pain nothing answers."""

    pain: Pain
    because: str
    """Where the proposal comes from, in words."""
    links: tuple[ProposedLink, ...]
    """Strongest first; empty where the library knows nothing like it."""


def orphans(project: Project) -> tuple[Pain, ...]:
    """Pains without a link of their own whose causes, however deep, have none either."""
    linked = {source for (source, _), strength in project.links.items() if strength}
    return tuple(
        pain
        for pain in project.pains.values()
        if pain.id not in linked and same_trauma(project, pain.id) is None
    )


def propose(
    project: Project, codes: Sequence[str] = (), own: Path | None = None
) -> tuple[Proposal, ...]:
    """A proposal for every orphan pain, or for those of the codes.

    Raises:
        Refused: a code is no pain, or a requirement answers it already.
    """
    alone = {pain.id: pain for pain in orphans(project)}
    wanted = [_named(project, alone, code) for code in codes] or list(alone.values())
    modules = tuple(library.load(heading.id, own) for heading in library.headings(own))
    there = {r.library: r.id for r in project.requirements.values() if r.library}
    return tuple(_proposal(pain, modules, there) for pain in wanted)


def accept(project: Project, proposals: Sequence[Proposal]) -> Pulled:
    """Pull the proposed requirements that are not there yet and link them, as one act."""
    basket = Basket(project)
    for proposal in proposals:
        for link in proposal.links:
            ident = link.there or basket.requirement(link.module, link.requirement)
            basket.link(proposal.pain.id, ident, link.strength)
    return basket.pulled()


def _named(project: Project, alone: Mapping[str, Pain], code: str) -> Pain:
    ident = project.by_code("pains", code)
    if ident is None:
        raise Refused(f"There is no pain {code!r}: check the id.")
    if ident not in alone:
        raise Refused(f"{project.pains[ident].code} is answered already: change its links instead.")
    return alone[ident]


def _proposal(pain: Pain, modules: tuple[Module, ...], there: Mapping[str, str]) -> Proposal:
    for module in modules:
        if pain.library in module.pains:
            asks = dict(module.pains[pain.library].asks)
            return Proposal(pain, f"pulled from {pain.library}", _links(module, asks, there))
    return _by_words(pain, modules, there)


def _by_words(pain: Pain, modules: tuple[Module, ...], there: Mapping[str, str]) -> Proposal:
    limits = frameworks.proposing()
    known = [(module, told) for module in modules for told in module.pains.values()]
    own = f"{pain.name} {pain.statement}"
    # The system's name helps to choose among pains that are alike, but makes none alike by itself.
    like = [
        one
        for one in _collection(modules).like(f"{own} {pain.module}")
        if one.value >= limits["least_likeness"] and len(_told(own, one)) >= limits["least_words"]
    ]
    like = [one for one in like if one.value >= limits["near_best"] * like[0].value]
    reasons: list[str] = []
    links: dict[str, ProposedLink] = {}
    for one in like[: int(limits["pains"])]:
        module, told = known[one.index]
        words = ", ".join(_told(own, one)[:4])
        reasons.append(f"reads like {told.id} “{told.name}” ({one.value:.2f}: {words})")
        # Words alike are a weaker sign than an id: the link proposed is weaker, too.
        asks = {r: int(limits[f"weaker_{s}"]) for r, s in told.asks.items()}
        for link in _links(module, asks, there):
            held = links.get(link.requirement.id)
            if held is None or link.strength > held.strength:
                links[link.requirement.id] = link
    chosen = sorted(links.values(), key=lambda link: -link.strength)[: int(limits["requirements"])]
    return Proposal(pain, "; ".join(reasons) or "the library knows nothing like it", tuple(chosen))


def _told(text: str, one: Likeness) -> tuple[str, ...]:
    """The shared words that stand in the text itself."""
    return tuple(word for word in one.shared if word in text.casefold())


def _links(
    module: Module, asks: Mapping[str, int], there: Mapping[str, str]
) -> tuple[ProposedLink, ...]:
    strongest = sorted(asks.items(), key=lambda ask: -ask[1])
    return tuple(
        ProposedLink(module, module.requirements[r], strength, there.get(r, ""))
        for r, strength in strongest
    )


@lru_cache(maxsize=2)
def _texts(pains: tuple[str, ...]) -> Collection:
    return collection(pains)


def _collection(modules: tuple[Module, ...]) -> Collection:
    return _texts(tuple(_text(m, told) for m in modules for told in m.pains.values()))


def _text(module: Module, told: LibraryPain) -> str:
    """What a library pain is compared by: its words, its question and what it asks for."""
    titles = " ".join(module.requirements[r].title for r, s in told.asks.items() if s == 9)
    return f"{told.name} {told.statement} {told.ask} {titles} {module.heading.title}"
