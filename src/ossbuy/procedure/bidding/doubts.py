"""What a buyer would ask a bidder about at once, and what the bidder says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ossbuy.model.bid import Delivery, Evidence, Level, Response
from ossbuy.model.bidding import own, own_answer
from ossbuy.model.project import Project
from ossbuy.model.receipt import LoopAnswer


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a buyer would ask about at once."""

    requirement: str
    """Internal id."""
    said: str


def doubts(project: Project) -> tuple[Doubt, ...]:
    """What does not fit together in our answers, in the order of the pack."""
    return tuple(
        Doubt(ident, said)
        for ident in project.requirements
        for said in _doubts(own_answer(project, ident), project.requirements[ident].gate)
    )


def _doubts(answer: Response, gate: bool) -> Iterator[str]:
    level, claims = answer.level, answer.level in (Level.FULL, Level.PARTIAL)
    if level is Level.UNANSWERED:
        if gate:
            yield "pass or fail, and not answered"
        elif answer.comment or answer.delivery or answer.evidence:
            yield "something is written, but no level: it counts as not answered"
        return
    if gate and level not in (Level.FULL, Level.NOT_APPLICABLE):
        yield f"pass or fail, and answered {level.value}"
    if claims and answer.delivery is None:
        yield "the means are not said"
    if claims and answer.delivery is Delivery.NONE:
        yield f"{level.value}, but by no means"
    if level is Level.NONE and answer.delivery not in (None, Delivery.NONE):
        yield "not met, but a means is named"
    if claims and answer.delivery is Delivery.ROADMAP and not answer.available:
        yield "on the roadmap, without a release or date"
    if claims and answer.evidence not in (None, Evidence.CLAIM) and not answer.reference:
        yield "evidence is named, but not where to look"
    if level is Level.PARTIAL and not answer.comment:
        yield "partial, and the comment does not say which part"
    if level is Level.NOT_APPLICABLE and not answer.comment:
        yield "not applicable, and the comment does not say why"


def about_answers(project: Project) -> Mapping[str, LoopAnswer]:
    """What we say of ourselves, by question."""
    mine = own(project).id
    return {question: one for (vendor, question), one in project.loops.items() if vendor == mine}
