"""Dates and questions while a request is out: calendar, clarify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import (
    actor,
    json_option,
    may_be_written,
    open_project,
    project_argument,
    vendor_id,
)
from ossbuy.output import emit, emit_json, say, table

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.store.workspace import Workspace

CALENDAR = 'calendar PROJECT [set CODE WHAT "MOMENT" | remove CODE]'
CLARIFY = (
    "clarify PROJECT [ask TEXT | answer Q1 TEXT | reword Q1 TEXT | publish Q1 | remove Q1 | export]"
)


@click.command(
    epilog="WHAT is one of questions, answers, prices, demonstrations, award, other. MOMENT is UTC "
    "unless it says otherwise: 2027-01-15, 2027-01-15 12:00, 2027-01-15 12:00+01:00."
)
@project_argument
@click.argument("words", nargs=-1)
@click.option("--name", help="What it is called on paper.")
@click.option("--note", help="What to know about it; goes out with the request.")
@click.option("--reason", default="", help="Recorded with the act.")
@json_option
def calendar_(
    project: Path,
    words: tuple[str, ...],
    name: str | None,
    note: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Say what is due when and how long there is left, or set and remove a date.

    \b
    Examples:  ossbuy calendar kestrel.ossbuy set D1 answers "2027-01-15 12:00"
               ossbuy calendar kestrel.ossbuy remove D1
               ossbuy calendar kestrel.ossbuy
    """
    from ossbuy.procedure.request.calendar import remove_deadline, set_deadline

    with open_project(project) as workspace:
        state = workspace.project
        match words:
            case ():
                _show_calendar(workspace, as_json)
                return
            case ("set", code, *said) if len(said) <= 2:
                what, at = (*said, "", "")[:2]
                workspace.execute(set_deadline(state, code, what, at, name, note, reason))
            case ("remove", code):
                ident = state.by_code("deadlines", code)
                if ident is None:
                    known = ", ".join(d.code for d in state.deadlines.values()) or "none yet"
                    raise click.UsageError(f"There is no date {code[:40]!r}; there are: {known}.")
                workspace.execute(remove_deadline(state, ident, reason))
            case _:
                raise click.UsageError(f"Say: ossbuy {CALENDAR}.")
        _show_calendar(workspace, as_json)


def _show_calendar(workspace: Workspace, as_json: bool) -> None:
    import datetime as dt

    from ossbuy.exchange.pack.words import when
    from ossbuy.procedure.request.calendar import calendar

    project = workspace.project
    dated = calendar(project, dt.datetime.now(dt.UTC))
    if as_json:
        data = [
            {
                "id": d.deadline.code,
                "what": d.deadline.what,
                "name": d.name,
                "at": d.deadline.at,
                "days_left": d.days,
                "note": d.deadline.note,
            }
            for d in dated
        ]
        emit_json(project.description.name, workspace.head, {"calendar": data})
        return
    if not dated:
        emit('No date is set: ossbuy calendar PROJECT set D1 answers "2027-01-15 12:00"')
        return
    rows = [(d.deadline.code, when(d.deadline.at), d.left, d.name, d.deadline.note) for d in dated]
    emit(table(("id", "when", "left", "what", "note"), rows))


@click.command(
    epilog="Words: ask TEXT, answer Q1 TEXT, reword Q1 TEXT, publish Q1, remove Q1, export."
)
@project_argument
@click.argument("words", nargs=-1)
@click.option("--vendor", default="", help="Who asked, by id or name; never published.")
@click.option("--about", default="", help="The requirements it is about, by id.")
@click.option("--at", "at", default="", help="When it was asked; now by default.")
@click.option("--changes-request", is_flag=True, help="The answer changes what is asked.")
@click.option("--to-asker", is_flag=True, help="Publish to the one who asked and nobody else.")
@click.option("--anyway", is_flag=True, help="Publish though the words tell who asked.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to export: .xlsx or .md.")
@click.option("--yes", is_flag=True, help="Write over a file that is there.")
@json_option
def clarify_(
    project: Path,
    words: tuple[str, ...],
    vendor: str,
    about: str,
    at: str,
    changes_request: bool,
    to_asker: bool,
    anyway: bool,
    out: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Keep the log of vendors' questions: ask, answer, publish to all without who asked.

    \b
    Examples:  ossbuy clarify kestrel.ossbuy ask "Is GPON in scope?" --vendor skylark --about C1.2
               ossbuy clarify kestrel.ossbuy answer Q1 "Yes, in all exchanges."
               ossbuy clarify kestrel.ossbuy publish Q1
               ossbuy clarify kestrel.ossbuy export --out questions.xlsx
    """
    from ossbuy.procedure.request import clarifying
    from ossbuy.procedure.request.calendar import moment

    with open_project(project) as workspace:
        state = workspace.project
        asked_by = vendor_id(state, vendor) if vendor else ""
        requirements = tuple(_requirement(state, code) for code in about.replace(",", " ").split())
        match words:
            case ():
                _show_log(workspace, as_json)
            case ("ask", text):
                when = moment(at) if at else ""
                workspace.execute(clarifying.ask(state, text, asked_by, requirements, when))
                new = (workspace.project.clarifications.keys() - state.clarifications.keys()).pop()
                emit(f"Noted as {workspace.project.clarifications[new].code}.")
                _warn(workspace.project, new)
            case ("answer", code, text):
                ident = _question(state, code)
                changes = True if changes_request else None
                workspace.execute(clarifying.answer(state, ident, text, actor(), changes))
                emit(
                    f"{state.clarifications[ident].code} is answered; publish it when it is right."
                )
                _warn(workspace.project, ident)
            case ("reword", code, text):
                ident = _question(state, code)
                act = clarifying.reword(state, ident, text, requirements or None, asked_by or None)
                workspace.execute(act)
                emit(f"{state.clarifications[ident].code} is reworded.")
                _warn(workspace.project, ident)
            case ("publish", code):
                ident = _question(state, code)
                said = state.clarifications[ident]
                if to_asker and not said.asked_by:
                    raise click.UsageError(f"Nobody is noted as having asked {said.code}.")
                to = said.asked_by if to_asker else clarifying.ALL
                workspace.execute(clarifying.publish(state, ident, to, anyway))
                whom = "the one who asked" if to_asker else "everybody"
                emit(f"{said.code} is published to {whom}, without who asked.")
                if said.changes_request:
                    say("note     It changes what is asked: issue an addendum with 'ossbuy issue'.")
            case ("remove", code):
                ident = _question(state, code)
                workspace.execute(clarifying.withdraw(state, ident))
                emit(f"{state.clarifications[ident].code} is removed.")
            case ("export",):
                if out is None:
                    raise click.UsageError(
                        "Say where to with --out questions.xlsx or questions.md."
                    )
                may_be_written(out, yes)
                many = _export(workspace, out)
                emit(f"{out}: {many} published question{'' if many == 1 else 's'}.")
            case _:
                raise click.UsageError(f"Say: ossbuy {CLARIFY}.")


def _export(workspace: Workspace, out: Path) -> int:
    from ossbuy.exchange.pack.addendum import clarifications_page, write_clarifications
    from ossbuy.exchange.writing import put_file
    from ossbuy.procedure.lock import now
    from ossbuy.procedure.request.addenda import answered
    from ossbuy.procedure.request.clarifying import published

    project = workspace.project
    said = answered(project, published(project))
    name = project.description.subject or project.description.name
    if out.suffix.casefold() == ".md":
        put_file(out, clarifications_page(name, said).encode(), "the page")
    else:
        buyer = project.description.buyer or project.description.name
        put_file(out, write_clarifications(name, buyer, now(), said), "the workbook")
    return len(said)


def _warn(project: Project, ident: str) -> None:
    from ossbuy.procedure.request.clarifying import gives_away

    for telling in gives_away(project, project.clarifications[ident]):
        say(f"note     This would tell who asked: {telling} Reword it before you publish it.")


def _show_log(workspace: Workspace, as_json: bool) -> None:
    from ossbuy.procedure.request.clarifying import ALL

    project = workspace.project
    log = tuple(project.clarifications.values())
    if as_json:
        data = [
            {
                "id": c.code,
                "question": c.question,
                "asked_by": project.label(c.asked_by) if c.asked_by else "",
                "asked_at": c.asked_at,
                "about": [project.label(r) for r in c.requirements],
                "answer": c.answer,
                "answered_at": c.answered_at,
                "published_at": c.published_at,
                "published_to": c.published_to
                if c.published_to in ("", ALL)
                else project.label(c.published_to),
                "changes_request": c.changes_request,
            }
            for c in log
        ]
        emit_json(project.description.name, workspace.head, {"clarifications": data})
        return
    if not log:
        emit('No question is noted: ossbuy clarify PROJECT ask "…" --vendor ID')
        return
    rows = []
    for said in log:
        state = "published" if said.published_at else "answered" if said.answer else "open"
        who = project.label(said.asked_by) if said.asked_by else ""
        about = " ".join(project.label(r) for r in said.requirements)
        rows.append((said.code, state, who, about, " ".join(said.question.split())[:60]))
    emit(table(("id", "state", "asked by", "about", "question"), rows))


def _question(project: Project, code: str) -> str:
    ident = project.by_code("clarifications", code)
    if ident is None:
        known = ", ".join(c.code for c in project.clarifications.values()) or "none yet"
        raise click.UsageError(f"There is no question {code[:40]!r}; noted are: {known}.")
    return ident


def _requirement(project: Project, code: str) -> str:
    ident = project.by_code("requirements", code)
    if ident is None:
        raise click.UsageError(f"There is no requirement {code[:40]!r}: check the id.")
    return ident
