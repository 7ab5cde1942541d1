"""The forms of the Workshop screen: opening it, who is there, parking, asking."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy.exchange import agendas
from ossbuy.exchange.agenda_sheet import duration
from ossbuy.exchange.errors import BadFile
from ossbuy.model import facilitating, voting
from ossbuy.model.events import Act, Refused
from ossbuy.model.guests import person_named
from ossbuy.model.project import Project
from ossbuy.model.workshop import GRADES, SCALES, Parked, Session
from ossbuy.procedure.workshops import workshop, workshop_record
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.speakers import speaker
from ossbuy.tui.text import toast
from ossbuy.tui.time_box import written

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp

FIRST = "three-hours"
"""The agenda a form starts with."""
ROOM_HINT = "One per line: an id, a name, or a new one as Ana Petrova, head of planning"


def what_there_is() -> str:
    """What to do where no workshop was ever opened."""
    shipped = [f"{a.name} ({duration(a.minutes)})" for a in map(agendas.agenda, agendas.names())]
    return (
        f"Agendas: {', '.join(shipped)}, or a file of your own. People are named as it is "
        "opened, one per line. F1 names every key."
    )


def how_it_stands(project: Project, session: Session) -> str:
    """A sentence on a workshop in which no step is under way."""
    steps = facilitating.steps_of(project, session.id)
    planned = sum(step.box or 0 for step in steps.values())
    parked = [k for k in project.parked.values() if k.session == session.id and not k.resolution]
    left = f" {len(parked)} parked, to be resolved with Enter." if parked else ""
    if not steps:
        return f"This file holds no agenda of {session.code}.{left}"
    if not session.ended:
        first = next((s.title for s in steps.values()), "nothing")
        return f"{len(steps)} steps, {duration(planned)}. It begins with: {first}."
    taken = sum(step.spent or 0 for step in steps.values())
    return f"{duration(taken)} of {duration(planned)} planned.{left}"


def open_form(app: OssbuyApp) -> Form:
    """Opens a workshop."""
    names = agendas.names()
    here = [p.code for p in app.project.people.values() if p.in_room]
    fields = (
        Field("agenda", "Agenda", FIRST, f"{', '.join(names)}, or the path of your own", names),
        Field("title", "Title", "", "What it is called; empty takes the agenda's"),
        speaker(
            app.project,
            Field("facilitator", "Led by", "", "An id or a full name; need not be in the room"),
        ),
        Field("present", "In the room", "\n".join(here), ROOM_HINT, lines=8),
    )
    start = {field.name: field.value for field in fields}

    def submit(typed: Mapping[str, str]) -> str:
        said = start | dict(typed)

        def command(project: Project) -> Act:
            try:
                return workshop.open_workshop(
                    project,
                    said["agenda"].strip() or FIRST,
                    app.moment().astimezone().date(),
                    title=said["title"],
                    facilitator=said["facilitator"],
                    present=said["present"].splitlines(),
                )
            except BadFile as bad:
                raise Refused(str(bad)) from None

        return app.attempt(command)

    return Form("Open a workshop", fields, submit, anyway=True)


def room_form(app: OssbuyApp, session: Session) -> Form:
    """Says who is in the room."""
    people = app.project.people
    here = [people[p].code for p in session.present if p in people]
    others = ", ".join(p.code for p in people.values() if p.id not in session.present)
    hint = ROOM_HINT + (f". Not here: {others}" if others else "")
    field = Field("present", "In the room", "\n".join(here), hint, lines=14)

    def submit(typed: Mapping[str, str]) -> str:
        lines = typed["present"].splitlines()
        return app.attempt(lambda p: facilitating.seat_all(p, session.id, lines))

    return Form(f"Who is in the room of {session.code}", (field,), submit)


def park_form(app: OssbuyApp, session: Session, by: str) -> Form:
    """Parks something."""
    who = app.project.people.get(by)
    fields = (
        Field("text", "What", "", "A few words; it is taken up again later", lines=3),
        speaker(
            app.project,
            Field("by", "Brought up by", who.code if who else "", "A person's id, or empty"),
        ),
    )

    def submit(typed: Mapping[str, str]) -> str:
        def command(project: Project) -> Act:
            code = typed.get("by", who.code if who else "")
            ident = person_named(project, code) if code.strip() else ""
            return facilitating.park(project, typed.get("text", ""), ident, session.id)

        return app.attempt(command)

    return Form("Park something", fields, submit)


def resolve_form(app: OssbuyApp, item: Parked) -> Form:
    """Says what became of a parked item."""
    field = Field("resolution", "Became", item.resolution, "Empty opens it again", lines=3)

    def submit(typed: Mapping[str, str]) -> str:
        text = typed["resolution"]
        return app.attempt(lambda p: facilitating.resolve(p, item.id, text))

    return Form(f"{item.code} {item.text[:60]}", (field,), submit)


def ask_form(app: OssbuyApp, session: Session) -> Form:
    """Asks the room."""
    project = app.project
    codes = tuple(pain.code for pain in project.pains.values())
    codes += tuple(requirement.code for requirement in project.requirements.values())

    def named(typed: str) -> str:
        node = project.by_code("pains", typed) or project.by_code("requirements", typed)
        thing = project.pains.get(node or "") or project.requirements.get(node or "")
        return str(getattr(thing, "name", "") or getattr(thing, "label", "")) if thing else ""

    fields = (
        Field("text", "Question", "", "One thing at a time", lines=2),
        Field("about", "About", "", "A pain's or requirement's id, or empty", codes, explain=named),
        Field("scale", "Answered", SCALES[0], f"{', '.join(SCALES)}", SCALES),
        Field("choices", "Choices", "", "For choice: one answer per line, two to nine", lines=3),
        Field(
            "sets",
            "Sets",
            "",
            f"{', '.join(GRADES)} or nothing; empty is severity for a pain from 1 to 5",
            (*GRADES, "nothing"),
        ),
    )

    def submit(typed: Mapping[str, str]) -> str:
        def command(project: Project) -> Act:
            sets = typed.get("sets", "").strip()
            return voting.ask(
                project,
                session.id,
                typed.get("text", ""),
                typed.get("scale", SCALES[0]).strip(),
                typed.get("choices", "").splitlines(),
                _node(project, typed.get("about", "")),
                None if not sets else "" if sets == "nothing" else sets,
            )

        return app.attempt(command)

    return Form("Ask the room", fields, submit)


def end_words(project: Project, session: Session) -> str:
    """What is asked before a workshop ends, with the questions nobody can vote on afterwards."""
    hidden = [q.code for q in voting.questions_of(project, session.id) if not q.closed]
    said = f"End {session.code}? What is parked stays open until it is resolved."
    votes = f" Not shown, and not to be voted on any more: {', '.join(hidden)}."
    return said + votes if hidden else said


def record_form(app: OssbuyApp, session: Session) -> Form:
    """Writes the record of the workshop to a file."""
    start = app.path or Path("project.ossbuy")
    named = start.with_name(f"{start.stem}-{session.code}.xlsx")
    fields = (
        Field("file", "File", str(named), "Ends in .xlsx for a workbook, in .md for a page"),
        Field("names", "Names", "no", "yes puts names beside words and votes: ask the room first"),
    )

    def submit(typed: Mapping[str, str]) -> str:
        out = Path(typed.get("file", str(named)).strip()).expanduser()
        if out.exists():
            return f"{out} is there already: name another file."
        try:
            at, names = written(app.moment()), typed.get("names", "no").strip().casefold()
            if names not in ("yes", "no"):
                return f"Names are yes or no, not {names[:20]!r}: enter one of them."
            workshop_record.write(app.workspace, session.id, out, at, names == "yes")
        except (BadFile, Refused) as no:
            return str(no)
        toast(app, f"The record is in {out}.")
        return ""

    return Form(f"Write the record of {session.code}", fields, submit, anyway=True)


def _node(project: Project, code: str) -> str:
    if not code.strip():
        return ""
    found = project.by_code("pains", code) or project.by_code("requirements", code)
    if found is None:
        raise Refused(f"There is no pain or requirement {code.strip()[:40]!r}: check the id.")
    return found
