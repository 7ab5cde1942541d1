"""Answers from an earlier bid, proposed for what is still open by the likeness of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ossbuy.analysis.likeness import collection
from ossbuy.exchange.bidding.earlier import Given, earlier_answers
from ossbuy.exchange.intake.files import begins_with
from ossbuy.model.answering import Reuse
from ossbuy.model.bid import Level, Response
from ossbuy.model.bidding import answered, own_answer, reuse
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.procedure.bidding.assessing import read_book
from ossbuy.store.workspace import Workspace

SHOWN_FROM: Final = 0.35
"""Below this likeness two requirements ask for different things too often to be proposed."""
NEVER_SAME: Final = 0.99
"""The most for texts that are not the same letter by letter."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An earlier answer that may fit a requirement still open."""

    requirement: str
    """Internal id."""
    given: Given
    likeness: float
    """0..1; 1 only where the texts are the same."""
    shared: tuple[str, ...]
    """Words both texts have, those that weigh most first."""
    numbers: bool
    """Whether the texts name different numbers: then likeness says little."""


def read_earlier(path: Path, actor: str) -> tuple[str, tuple[Given, ...]]:
    """The name of an earlier bid and what it answered.

    Raises:
        Refused: it is a buyer's project, or nothing is answered in it.
        BadFile: it is no answers workbook.
    """
    is_project = begins_with(path, b"SQLite format 3\0")
    given = _from_project(path, actor) if is_project else earlier_answers(read_book(path)[0])
    if not given:
        raise Refused(f"{path.name} answers nothing: there is nothing to take over.")
    return path.name, given


def _from_project(path: Path, actor: str) -> tuple[Given, ...]:
    with Workspace.open(path, actor) as workspace:
        about, project = workspace.about, workspace.project
    if about.role != "vendor":
        raise Refused(f"{path.name} is a buyer's project: take over from a bid of your own.")
    return tuple(
        Given(asked.code, asked.text, answered({}, response, asked.code))
        for (_, requirement), response in project.responses.items()
        if response.level is not Level.UNANSWERED
        and (asked := project.requirements.get(requirement)) is not None
    )


def proposals(project: Project, earlier: Sequence[Given]) -> tuple[Proposal, ...]:
    """The likest earlier answer for every requirement without a level, likest first."""
    known = collection([one.text for one in earlier])
    places = reversed(list(enumerate(earlier)))
    same = {_squeezed(one.text): index for index, one in places}
    bare = {_bare(one.text): index for index, one in reversed(list(enumerate(earlier)))}
    found = []
    for requirement in project.requirements.values():
        if own_answer(project, requirement.id).level is not Level.UNANSWERED:
            continue
        equal = same.get(_squeezed(requirement.text))
        if equal is not None:
            found.append(Proposal(requirement.id, earlier[equal], 1.0, (), False))
            continue
        there = bare.get(_bare(requirement.text))
        if there is not None and "\n" not in earlier[there].text.strip():
            # The same text, and only ours says what counts as met.
            found.append(Proposal(requirement.id, earlier[there], NEVER_SAME, (), False))
            continue
        best = next(iter(known.like(requirement.text)), None)
        if best is not None and best.value >= SHOWN_FROM:
            likest = earlier[best.index]
            found.append(
                Proposal(
                    requirement.id,
                    likest,
                    min(best.value, NEVER_SAME),
                    best.shared,
                    _numbers(requirement.text) != _numbers(likest.text),
                )
            )
    return tuple(sorted(found, key=lambda one: -one.likeness))


def take_over(project: Project, taken: Iterable[Proposal], source: str) -> Act:
    """The chosen proposals as one act, each with its source. Raises Refused where none is."""
    return reuse(
        project,
        {one.requirement: (_answer(one.given.answer), _source(one, source)) for one in taken},
    )


def _answer(given: Response) -> Response:
    return answered({}, given, "")


def _source(proposal: Proposal, source: str) -> Reuse:
    return Reuse(
        source=source[:500],
        code=proposal.given.code,
        text=proposal.given.text,
        likeness=round(proposal.likeness, 4),
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _bare(text: str) -> str:
    """The requirement without what a pack writes below it: what counts as met."""
    return _squeezed(text.strip().split("\n", 1)[0])


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))


def reused_words(project: Project, requirement: str) -> str:
    """Where an answer was taken over from, in words; empty where it was not."""
    source = project.reused.get(requirement)
    if source is None:
        return ""
    likeness = f", {100 * source.likeness:.0f} % alike" if source.likeness is not None else ""
    code = f" {source.code}" if source.code else ""

    return f"taken over from {source.source}{code}{likeness}"
