"""From an agenda to a running workshop, and from a vote to a severity with its reason."""

from __future__ import annotations

import datetime as dt

import pytest

from ossbuy.exchange.errors import BadFile
from ossbuy.model import commands, voting
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.procedure.workshops import workshop
from ossbuy.store.workspace import Workspace

PEOPLE = ("Ana Petrova", "Tunde Adeyemi", "Per Lund", "Mia Berg")


@pytest.fixture
def w() -> Workspace:
    made = Workspace.in_memory("M. Okafor")
    made.execute(commands.add(made.project, "pain", {"code": "P1", "name": "Ghost ports"}))
    act = workshop.open_workshop(made.project, "three-hours", dt.date(2026, 5, 4), present=PEOPLE)
    made.execute(act)
    return made


def ask(w: Workspace, *votes: str, shown: bool = True, **more: object) -> str:
    """Ask about the pain and vote in the order people sit."""
    p = w.project
    about = next(iter(p.pains))
    w.execute(voting.ask(p, next(iter(p.sessions)), "How bad?", about=about, **more))  # type: ignore[arg-type]
    asked = list(w.project.questions)[-1]
    (session,) = w.project.sessions.values()
    for person, value in zip(session.present, votes, strict=False):
        w.execute(voting.cast(w.project, asked, person, value))
    if shown:
        w.execute(voting.show(w.project, asked, voting.waiting(w.project, asked)))
    return asked


def test_a_workshop_keeps_its_agenda_whatever_becomes_of_the_template(w: Workspace) -> None:
    (session,) = w.project.sessions.values()
    assert (session.agenda, session.title) == (
        "three-hours",
        "From what hurts to weights, in three hours",
    )
    steps = [s for (of, _), s in w.project.steps.items() if of == session.id]
    assert len(steps) == 9
    assert all(s.ask and s.purpose and s.output and s.minutes for s in steps)
    with pytest.raises(BadFile, match="no such agenda"):
        workshop.open_workshop(Project(), "tea", dt.date(2026, 5, 4))


def test_the_median_becomes_the_severity_with_its_reason(w: Workspace) -> None:
    asked = ask(w, "4", "4", "5", "2")
    found = workshop.result(w.project, asked)
    assert found.tally.counts == (0, 1, 0, 2, 1)
    assert (found.tally.median, found.tally.spread) == (4.0, 3)
    assert found.proposal is not None
    assert workshop.proposal_words(w.project, found.proposal) == "severity of P1 to 4"
    event = w.execute(workshop.take(w.project, asked))
    (pain,) = w.project.pains.values()
    assert pain.severity == 4
    assert (event.kind, event.reason) == ("pain.changed", "voted in W1 Q1")
    assert workshop.result(w.project, asked).proposal is None, "it says so already"
    with pytest.raises(Refused, match="sets nothing"):
        workshop.take(w.project, asked)
    w.undo()
    assert next(iter(w.project.pains.values())).severity is None


def test_half_way_the_room_chooses(w: Workspace) -> None:
    asked = ask(w, "3", "4", "3", "4", sets="frequency")
    with pytest.raises(Refused, match="lies between 3 and 4: let the room choose"):
        workshop.take(w.project, asked)
    with pytest.raises(Refused, match="median on Q1 is 3 or 4, not 5"):
        workshop.take(w.project, asked, 5)
    w.execute(workshop.take(w.project, asked, 3))
    assert next(iter(w.project.pains.values())).frequency == 3


def test_a_result_is_refused_while_votes_are_hidden(w: Workspace) -> None:
    asked = ask(w, "4", "4", shown=False)
    with pytest.raises(Refused, match="stay hidden until Per Lund, Mia Berg voted"):
        workshop.result(w.project, asked)
    with pytest.raises(Refused, match="stay hidden"):
        workshop.take(w.project, asked, 4)


def test_a_question_without_a_grade_proposes_nothing(w: Workspace) -> None:
    asked = ask(w, "yes", "no", "yes", "yes", scale="yes-no")
    found = workshop.result(w.project, asked)
    assert found.tally.options == ("yes", "no")
    assert found.tally.counts == (3, 1)
    assert found.proposal is None


def test_a_library_pain_is_not_voted_above_its_evidence(w: Workspace) -> None:
    (pain,) = w.project.pains
    w.execute(commands.change(w.project, "pain", pain, {"library": "INV-P1"}))
    asked = ask(w, "4", "4", "4", "4")
    with pytest.raises(Refused, match="comes from the library"):
        workshop.take(w.project, asked)
