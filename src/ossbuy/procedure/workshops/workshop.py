"""What a room's vote comes to, and taking it over as an ordinary change with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ossbuy.analysis.votes import Tally, tally
from ossbuy.exchange.agendas import agenda
from ossbuy.model import commands, facilitating, voting
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.model.words import field_word
from ossbuy.model.workshop import Question, Vote


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the median would set."""

    pain: str
    """Internal id."""
    field: str
    levels: tuple[int, ...]
    """The level at the median, or the two it lies between."""
    now: int | None
    """What the pain says at present."""
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """The votes on a question once they were shown."""

    question: Question
    tally: Tally
    votes: Mapping[str, Vote]
    """By person."""
    proposal: Proposal | None
    """None where nothing can be set, or it says so already."""

    @property
    def by_answer(self) -> Mapping[str, tuple[str, ...]]:
        """Who gave each answer, in the order of the answers."""
        return {
            answer: tuple(p for p, vote in self.votes.items() if vote.value == answer)
            for answer in self.tally.options
        }


def open_workshop(
    project: Project,
    agenda_name: str,
    on: dt.date,
    *,
    code: str = "",
    title: str = "",
    facilitator: str = "",
    present: Iterable[str] = (),
) -> Act:
    """Open a workshop on an agenda: a shipped one by name, or the path of one's own file.

    Raises:
        BadFile: there is no such agenda, or something in it is wrong.
        Refused: another workshop runs, or somebody is not known.
    """
    plan = agenda(agenda_name)
    return facilitating.open_workshop(
        project,
        plan.name,
        plan.steps,
        on=on,
        code=code,
        title=title.strip() or plan.title,
        facilitator=facilitator,
        present=present,
    )


def result(project: Project, question: str) -> Result:
    """What the room voted.

    Raises:
        Refused: the votes were not shown yet; says who is waited for.
    """
    asked = project.questions.get(question)
    if asked is None:
        raise Refused("The question is not there any more: somebody may have removed it.")
    if not asked.closed:
        missing = voting.waiting(project, question)
        names = ", ".join(project.people[p].label for p in missing)
        who = f"{names} voted" if missing else "they are shown"
        raise Refused(f"The votes on {asked.code} stay hidden until {who}.")
    votes = voting.votes_seen(project, question)
    counted = tally(
        [vote.value for vote in votes.values()], voting.options(asked), asked.scale == "1-5"
    )
    return Result(asked, counted, votes, _proposal(project, asked, counted))


def take(project: Project, question: str, level: int | None = None) -> Act:
    """Set what the room voted on, with ``voted in W1 Q3`` as the reason.

    Raises:
        Refused: the votes are hidden, there is nothing to set, or the median lies between two
            levels and ``level`` names neither.
    """
    found = result(project, question)
    proposal, code = found.proposal, found.question.code
    if proposal is None:
        raise Refused(
            f"{code} sets nothing: either it is not about a grade of a pain, or the pain says so "
            "already."
        )
    if level is None and len(proposal.levels) > 1:
        low, high = proposal.levels
        raise Refused(
            f"The median of {code} lies between {low} and {high}: let the room choose one of them."
        )
    chosen = proposal.levels[0] if level is None else level
    if chosen not in proposal.levels:
        known = " or ".join(map(str, proposal.levels))
        raise Refused(f"The room's median on {code} is {known}, not {chosen}: enter that.")
    return commands.change(
        project, "pain", proposal.pain, {proposal.field: chosen}, proposal.reason
    )


def _proposal(project: Project, asked: Question, counted: Tally) -> Proposal | None:
    pain = project.pains.get(asked.about)
    if pain is None or not asked.sets or not counted.levels:
        return None
    now: int | None = getattr(pain, asked.sets)
    if counted.levels == (now,):
        return None
    return Proposal(pain.id, asked.sets, counted.levels, now, voted_in(project, asked))


def voted_in(project: Project, asked: Question) -> str:
    """The reason of a change the room voted for: ``voted in W1 Q3``."""
    session = project.label(asked.session) if asked.session else ""
    return " ".join(part for part in ("voted in", session, asked.code) if part)


def proposal_words(project: Project, proposal: Proposal) -> str:
    """``severity of P1 from 3 to 4``."""
    levels = " or ".join(map(str, proposal.levels))
    was = f" from {proposal.now}" if proposal.now is not None else ""
    return f"{field_word(proposal.field)} of {project.label(proposal.pain)}{was} to {levels}"


def in_words(project: Project, found: Result) -> str:
    """``Median 4, from 2 to 5; 7 voted, without Per Lund.``"""
    tally_ = found.tally
    said = f"{tally_.votes} voted"
    if tally_.median is not None and tally_.low is not None:
        apart = f"from {tally_.low} to {tally_.high}" if tally_.spread else "all agree"
        said = f"Median {tally_.median:g}, {apart}; {said}"
    without = ", ".join(
        project.people[p].label if p in project.people else p for p in found.question.absent
    )
    return said + (f", without {without}." if without else ".")
