"""Leading a workshop by words: open, present, step, end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import Moment, json_option, open_project, project_argument
from ossbuy.output import emit, emit_json, rounded, table

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.model.workshop import Session, Step


@click.command("open")
@project_argument
@click.option("--agenda", default="three-hours", help="A shipped agenda, or your own .yaml file.")
@click.option("--id", "code", default="", help="Such as W1; the next free one by default.")
@click.option("--title", default="", help="What it is called; the agenda's title by default.")
@click.option("--facilitator", default="", help="Who leads: an id, a name, or 'Name, role'.")
@click.option(
    "--present",
    multiple=True,
    help="Who is in the room: an id, a name, or 'Ana Petrova, planning'; repeat it.",
)
@click.option("--on", type=Moment("%Y-%m-%d", "2026-05-31"), help="The day; today by default.")
def open_(
    project: Path,
    agenda: str,
    code: str,
    title: str,
    facilitator: str,
    present: tuple[str, ...],
    on: dt.datetime | None,
) -> None:
    """Open a workshop on an agenda, with the people in the room.

    \b
    Example:  ossbuy workshop open kestrel.ossbuy --agenda one-day \\
                --present petrova --present "Per Lund, NOC"
    """
    from ossbuy.model import facilitating
    from ossbuy.procedure.workshops.workshop import open_workshop

    with open_project(project) as workspace:
        act = open_workshop(
            workspace.project,
            agenda,
            on.date() if on else dt.date.today(),
            code=code,
            title=title,
            facilitator=facilitator,
            present=present,
        )
        workspace.execute(act)
        session = facilitating.latest(workspace.project)
        assert session is not None
        emit(f"{session.code} is open: {_named(workspace.project, session)}.")
        emit(f"Begin:  ossbuy workshop step {project} next")


@click.command()
@project_argument
@click.option("--add", "come", multiple=True, help="Who came in: an id, a name, or 'Name, role'.")
@click.option("--gone", multiple=True, help="Who left, by id or name; repeat it.")
@json_option
def present(project: Path, come: tuple[str, ...], gone: tuple[str, ...], as_json: bool) -> None:
    """Say who is in the room, or note who came and went.

    \b
    Example:  ossbuy workshop present kestrel.ossbuy --add "Mia Berg, finance" --gone nowak
    """
    from ossbuy.model import facilitating

    with open_project(project) as workspace:
        session = facilitating.session_named(workspace.project)
        if come or gone:
            workspace.execute(facilitating.seat(workspace.project, session.id, come, gone))
        now, name = workspace.project, workspace.project.description.name
        session, head = now.sessions[session.id], workspace.head
    people = [now.people[p] for p in session.present if p in now.people]
    if as_json:
        said = [{"id": p.code, "name": p.name, "role": p.role} for p in people]
        emit_json(name, head, {"workshop": session.code, "present": said})
    elif people:
        rows = [(p.code, p.name, p.role) for p in people]
        emit(table(("id", "name", "role"), rows))
    else:
        emit(f"Nobody is noted as present in {session.code}.")


@click.command()
@project_argument
@click.argument("to", required=False, default="")
@click.option("--more", type=float, help="Minutes granted to the present step on top.")
@click.option("--note", help="A note on the present step; empty takes it back.")
@click.option("--spoken", multiple=True, help="Who had the word in the step that is left.")
@json_option
def step(
    project: Path,
    to: str,
    more: float | None,
    note: str | None,
    spoken: tuple[str, ...],
    as_json: bool,
) -> None:
    """Go to a step by its key, or to next or previous; without one say where it stands.

    \b
    Examples:  ossbuy workshop step kestrel.ossbuy next
               ossbuy workshop step kestrel.ossbuy pains
               ossbuy workshop step kestrel.ossbuy --more 5
    """
    from ossbuy.model import facilitating
    from ossbuy.model.events import Refused
    from ossbuy.model.guests import person_named
    from ossbuy.procedure.lock import now

    with open_project(project) as workspace:
        session = facilitating.session_named(workspace.project)
        if more is not None:
            workspace.execute(facilitating.grant(workspace.project, session.id, more))
        if note is not None:
            if not session.step:
                raise Refused(f"{session.code} has not begun a step: go to one first.")
            noted = facilitating.note(workspace.project, session.id, session.step, note)
            workspace.execute(noted)
        if to:
            state = workspace.project
            heard = [person_named(state, name) for name in spoken]
            key = _meant(state, state.sessions[session.id], to)
            workspace.execute(facilitating.step_to(state, session.id, key, now(), heard))
        elif spoken:
            raise click.UsageError(
                "Say which step comes next: who spoke is noted when one is left."
            )
        state, head = workspace.project, workspace.head
    session = state.sessions[session.id]
    steps = facilitating.steps_of(state, session.id)
    if as_json:
        emit_json(state.description.name, head, _told(session, steps, now()))
        return
    emit(_standing(session, steps, now()))
    rows = [_line(key, one, key == session.step, now()) for key, one in steps.items()]
    emit(table(("", "key", "step", "planned", "taken"), rows, right=(3, 4)))


@click.command()
@project_argument
def end(project: Path) -> None:
    """End the workshop; what was parked stays open until it is resolved.

    \b
    Example:  ossbuy workshop end kestrel.ossbuy
    """
    from ossbuy.model import facilitating
    from ossbuy.procedure.lock import now

    with open_project(project) as workspace:
        session = facilitating.session_named(workspace.project)
        workspace.execute(facilitating.end(workspace.project, session.id, now()))
        open_ = [k.code for k in workspace.project.parked.values() if not k.resolution]
    emit(f"{session.code} has ended.")
    if open_:
        emit(f"Still parked: {', '.join(open_)}.")


def _named(project: Project, session: Session) -> str:
    people = [project.people[p].label for p in session.present]
    room = (
        f"{len(people)} in the room ({', '.join(people)})" if people else "nobody in the room yet"
    )
    return f"{session.title}, {room}"


def _meant(project: Project, session: Session, to: str) -> str:
    """The key of a step named by its key, or as next or previous."""
    from ossbuy.model import facilitating
    from ossbuy.model.events import Refused

    by = {"next": 1, "previous": -1}.get(to)
    if by is None or to in facilitating.steps_of(project, session.id):
        return to
    if key := facilitating.beside(project, session, by):
        return key
    if session.ended:
        raise Refused(f"{session.code} has ended: open another workshop.")
    end_ = "the last step: end the workshop" if by > 0 else "the first step: name another"
    raise Refused(f"{session.code} is at {end_}.")


def _standing(session: Session, steps: Mapping[str, Step], at: str) -> str:

    from ossbuy.model.facilitating import minutes_at

    if session.ended:
        return f"{session.code} {session.title} has ended."
    now = steps.get(session.step)
    if now is None:
        return f"{session.code} {session.title} is open; no step has begun."
    taken = f"{minutes_at(now, at):.0f} min"
    box = f" of {now.box:g}" if now.box is not None else ""
    return f"{session.code} is at {now.title}, {taken}{box}."


def _line(key: str, step: Step, here: bool, at: str) -> tuple[str, str, str, str, str]:
    from ossbuy.model.facilitating import minutes_at

    mark = "►" if here and step.turn else "✔" if step.began else "·"
    planned = "open" if step.minutes is None else f"{step.minutes:g}"
    planned += f" + {step.extra:g}" if step.extra else ""
    return (mark, key, step.title, planned, f"{minutes_at(step, at):.0f}" if step.began else "")


def _told(session: Session, steps: Mapping[str, Step], at: str) -> object:

    from ossbuy.model.facilitating import minutes_at

    said = [
        {
            "key": key,
            "title": one.title,
            "planned": one.minutes,
            "extra": one.extra or 0,
            "taken": minutes_at(one, at) if one.began else None,
            "began": one.began or None,
            "ended": one.ended or None,
            "note": one.note,
        }
        for key, one in steps.items()
    ]
    about = {"workshop": session.code, "title": session.title, "ended": session.ended or None}
    return rounded(about | {"step": session.step or None, "steps": said}, 2)
