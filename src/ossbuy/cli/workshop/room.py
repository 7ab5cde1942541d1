"""What happens in the room by words: park, resolve, ask, vote, show."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import json_option, open_project, project_argument
from ossbuy.output import emit, emit_json, table

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.model.workshop import Question


@click.command()
@project_argument
@click.argument("text")
@click.option("--by", default="", help="Who brought it up, by id or name.")
def park(project: Path, text: str, by: str) -> None:
    """Put something aside for later, so that nothing said is lost.

    \b
    Example:  ossbuy workshop park kestrel.ossbuy "Who pays for fibre cuts?" --by petrova
    """
    from ossbuy.model import facilitating
    from ossbuy.model.guests import person_named

    with open_project(project) as workspace:
        state = workspace.project
        session = facilitating.running(state)
        who = person_named(state, by) if by else ""
        act = facilitating.park(state, text, who, session.id if session else "")
        workspace.execute(act)
        new = (workspace.project.parked.keys() - state.parked.keys()).pop()
        emit(f"Parked as {workspace.project.parked[new].code}.")


@click.command()
@project_argument
@click.argument("item")
@click.argument("resolution")
def resolve(project: Path, item: str, resolution: str) -> None:
    """Say what became of a parked item; an empty text opens it again.

    \b
    Example:  ossbuy workshop resolve kestrel.ossbuy K1 "Halloran asks the board in May."
    """
    from ossbuy.model import facilitating
    from ossbuy.model.events import Refused

    with open_project(project) as workspace:
        ident = workspace.project.by_code("parked", item)
        if ident is None:
            known = ", ".join(k.code for k in workspace.project.parked.values()) or "none yet"
            raise Refused(f"There is no parked item {item[:40]!r}: choose from {known}.")
        workspace.execute(facilitating.resolve(workspace.project, ident, resolution))
        parked = workspace.project.parked[ident]
        emit(f"{parked.code} is {'resolved' if parked.resolution else 'open again'}.")


@click.command()
@project_argument
@click.argument("text")
@click.option("--about", default="", help="The pain or requirement it is about, by id.")
@click.option("--scale", default="1-5", help="1-5, yes-no or choice.")
@click.option("--choice", "choices", multiple=True, help="An answer of a choice; repeat it.")
@click.option(
    "--sets",
    default=None,
    help="Grade of the pain the median is proposed for: severity, frequency, breadth, or ''.",
)
def ask(
    project: Path, text: str, about: str, scale: str, choices: tuple[str, ...], sets: str | None
) -> None:
    """Ask everybody present; votes stay hidden until all have voted.

    \b
    Examples:  ossbuy workshop ask kestrel.ossbuy "How bad is it?" --about P1
               ossbuy workshop ask kestrel.ossbuy "Where to begin?" --scale choice \\
                 --choice North --choice South
    """
    from ossbuy.model import facilitating, voting
    from ossbuy.model.events import Refused

    with open_project(project) as workspace:
        state = workspace.project
        session = facilitating.running(state)
        if session is None:
            raise Refused("No workshop is running: open one first.")
        node = _node(state, about) if about else ""
        act = voting.ask(
            state, session.id, text, "choice" if choices else scale, choices, node, sets
        )
        workspace.execute(act)
        new = (workspace.project.questions.keys() - state.questions.keys()).pop()
        emit(_waits(workspace.project, workspace.project.questions[new]))


@click.command()
@project_argument
@click.argument("question")
@click.argument("answer", required=False)
@click.option("--person", required=True, help="Whose vote, by id or name.")
@click.option("--comment", default="", help="Why, in a sentence; shown with the votes.")
def vote(project: Path, question: str, answer: str | None, person: str, comment: str) -> None:
    """Cast somebody's vote; voting again replaces it. Without ANSWER it is typed unseen.

    \b
    Example:  ossbuy workshop vote kestrel.ossbuy Q1 4 --person petrova
    """
    from ossbuy.model import voting
    from ossbuy.model.guests import person_named

    with open_project(project) as workspace:
        state = workspace.project
        asked = voting.question_named(state, question)
        who = person_named(state, person)
        if answer is None:
            if not sys.stdin.isatty():
                raise click.UsageError("Say the answer after the question, or vote at a terminal.")
            offered = ", ".join(voting.options(asked))
            answer = click.prompt(f"{asked.text} ({offered}; unseen)", hide_input=True)
        workspace.execute(voting.cast(state, asked.id, who, str(answer), comment))
        emit("Noted: pass it on.")
        emit(_waits(workspace.project, asked))


@click.command()
@project_argument
@click.argument("question", required=False, default="")
@click.option("--without", multiple=True, help="Who is passed over, by id or name; repeat it.")
@click.option("--take", is_flag=True, help="Set what the median proposes, with its reason.")
@click.option("--level", type=int, help="The level to take where the median lies between two.")
@click.option("--names", is_flag=True, help="Also who voted what.")
@json_option
def show(
    project: Path,
    question: str,
    without: tuple[str, ...],
    take: bool,
    level: int | None,
    names: bool,
    as_json: bool,
) -> None:
    """Show the votes once everybody present has voted; without QUESTION list the questions.

    \b
    Examples:  ossbuy workshop show kestrel.ossbuy Q1
               ossbuy workshop show kestrel.ossbuy Q1 --without nowak
               ossbuy workshop show kestrel.ossbuy Q1 --take
    """
    from ossbuy.model import voting
    from ossbuy.model.guests import person_named
    from ossbuy.procedure.workshops import workshop

    with open_project(project) as workspace:
        state = workspace.project
        if not question:
            listed = [_state(state, q) for q in state.questions.values()]
            if as_json:
                emit_json(state.description.name, workspace.head, listed)
            elif listed:
                lines = [(str(q["id"]), str(q["state"]), str(q["text"])) for q in listed]
                emit(table(("id", "votes", "question"), lines))
            else:
                emit("Nothing was asked yet.")
            return
        asked = voting.question_named(state, question)
        if not asked.closed or without:
            passed = [person_named(state, name) for name in without]
            workspace.execute(voting.show(state, asked.id, passed))
        if take or level is not None:
            event = workspace.execute(workshop.take(workspace.project, asked.id, level))
            emit_ = f"Recorded as act {event.seq}: {event.reason}."
        else:
            emit_ = ""
        state, head = workspace.project, workspace.head
        found = workshop.result(state, asked.id)
    if as_json:
        emit_json(state.description.name, head, _told(state, found, names))
        return
    emit(f"{found.question.code} {found.question.text}")
    rows = [
        (answer, str(len(by)), "●" * len(by), _names(state, by) if names else "")
        for answer, by in found.by_answer.items()
    ]
    emit(table(("answer", "votes", "", "by" if names else ""), rows, right=(1,)))
    for person, cast in found.votes.items():
        if cast.comment:
            emit(f"“{cast.comment}”" + (f" ({_names(state, [person])})" if names else ""))
    emit(workshop.in_words(state, found))
    if emit_:
        emit(emit_)
    elif found.proposal is not None:
        words = workshop.proposal_words(state, found.proposal)
        emit(f"--take sets {words} because: {found.proposal.reason}.")


def _node(project: Project, code: str) -> str:
    from ossbuy.model.events import Refused

    found = project.by_code("pains", code) or project.by_code("requirements", code)
    if found is None:
        raise Refused(f"There is no pain or requirement {code[:40]!r}: check the id.")
    return found


def _waits(project: Project, asked: Question) -> str:
    """Who is waited for; nothing of what was voted."""
    from ossbuy.model import voting

    missing = voting.waiting(project, asked.id)
    if not missing:
        return f"Everybody has voted on {asked.code}: show the votes when the room is ready."
    return f"{asked.code} waits for {_names(project, missing)}."


def _names(project: Project, people: Iterable[str]) -> str:
    return ", ".join(project.people[p].label for p in people)


def _state(project: Project, asked: Question) -> dict[str, object]:
    from ossbuy.model import voting

    missing = voting.waiting(project, asked.id)
    cast = len(voting.voted(project, asked.id))
    said = "shown" if asked.closed else f"{cast} of {cast + len(missing)}"
    return {
        "id": asked.code,
        "text": asked.text,
        "scale": asked.scale,
        "about": project.label(asked.about) if asked.about else None,
        "state": said,
        "waiting": [] if asked.closed else [project.label(p) for p in missing],
    }


def _told(project: Project, found: object, names: bool) -> dict[str, object]:
    from ossbuy.procedure.workshops.workshop import Result

    assert isinstance(found, Result)
    tally, proposal = found.tally, found.proposal
    return _state(project, found.question) | {
        "counts": dict(zip(tally.options, tally.counts, strict=True)),
        "median": tally.median,
        "low": tally.low,
        "high": tally.high,
        "spread": tally.spread,
        "votes": [
            ({"person": project.label(p)} if names else {})
            | {"answer": v.value, "comment": v.comment}
            for p, v in sorted(found.votes.items(), key=lambda item: names or item[1].value)
        ],
        "without": [project.label(p) for p in found.question.absent],
        "proposal": None
        if proposal is None
        else {
            "pain": project.label(proposal.pain),
            "field": proposal.field,
            "levels": list(proposal.levels),
            "now": proposal.now,
            "reason": proposal.reason,
        },
    }
