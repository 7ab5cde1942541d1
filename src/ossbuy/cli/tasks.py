"""A vendor's own side: who answers what by when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.answering import BID, short
from ossbuy.cli.common import BIDDER, Moment, json_option, open_project, requirement_id
from ossbuy.output import emit, emit_json, table

if TYPE_CHECKING:
    from ossbuy.model.project import Project


@click.command()
@BID
@click.argument("codes", nargs=-1)
@click.option("--to", "person", help="Who answers these requirements.")
@click.option("--due", type=Moment("%Y-%m-%d", "2027-01-10"), help="By when.")
@click.option("--note", help="What to know about it.")
@click.option("--done/--not-done", default=None, help="Whether it is done.")
@click.option("--drop", is_flag=True, help="Take the task away.")
@click.option("--for", "whose", default="", help="List only what is left for this person.")
@json_option
def task_(
    bid: Path,
    codes: tuple[str, ...],
    person: str | None,
    due: Any,
    note: str | None,
    done: bool | None,
    drop: bool,
    whose: str,
    as_json: bool,
) -> None:
    """Say who answers what by when; without CODES list what is left.

    A code may be a section's: then all requirements under it are meant.

    \b
    Example:  ossbuy task kestrel-bid.ossbuy C1.1 C1.2 --to "J. Abara" --due 2027-01-10
    """
    from ossbuy.model.bidding import drop_task, give_task

    changes = (person, due, note, done)
    with open_project(bid, BIDDER) as workspace:
        project = workspace.project
        if codes:
            idents = [ident for code in codes for ident in _meant(project, code)]
            if drop:
                act = drop_task(project, idents)
            elif any(change is not None for change in changes):
                by = due.date() if due is not None else None
                act = give_task(project, idents, person, by, done, note)
            else:
                raise click.UsageError(
                    "Say what about them: --to, --due, --done, --note or --drop."
                )
            workspace.execute(act)
        elif drop or any(change is not None for change in changes):
            raise click.UsageError("Say which requirements: give their ids, or a section's.")
        _tell_tasks(workspace.project, workspace.head, whose, as_json)


def _meant(project: Project, code: str) -> list[str]:
    """The requirements meant by a code: its own, or all under a section."""
    if project.by_code("requirements", code) is not None:
        return [requirement_id(project, code)]
    titled = (s.id for s in project.sections.values() if s.title.casefold() == code.casefold())
    if section := project.by_code("sections", code) or next(titled, None):
        return [r.id for r in project.requirements.values() if _under(project, r.section, section)]
    # A pack names sections by title only; their number stands before the point of the ids.
    start = f"{code.strip().casefold()}."
    under = [r.id for r in project.requirements.values() if r.code.casefold().startswith(start)]
    return under or [requirement_id(project, code)]


def _under(project: Project, place: str, section: str) -> bool:
    while place:
        if place == section:
            return True
        place = project.parent_of(place) if place in project.sections else ""
    return False


def _tell_tasks(project: Project, head: str, whose: str, as_json: bool) -> None:
    from ossbuy.model.bid import Level
    from ossbuy.model.bidding import own_answer

    wanted = whose.strip().casefold()
    tasks = sorted(
        (
            (asked, task)
            for asked in project.requirements.values()
            if (task := project.tasks.get(asked.id)) is not None
            and (not wanted or task.person.casefold() == wanted)
        ),
        key=lambda one: (one[1].done, one[1].due.isoformat() if one[1].due else "9"),
    )
    if as_json:
        emit_json(
            project.description.name,
            head,
            [{"id": asked.code} | task.model_dump(mode="json") for asked, task in tasks],
        )
        return
    left = [(asked, task) for asked, task in tasks if not task.done]
    nobody = [
        ident
        for ident in project.requirements
        if ident not in project.tasks and own_answer(project, ident).level is Level.UNANSWERED
    ]
    rows = [
        [
            str(task.due or ""),
            task.person,
            asked.code,
            short(asked.title or asked.text),
            short(task.note, 24),
        ]
        for asked, task in left
    ]
    said = f"Left for {whose}" if whose else "Left"
    emit(f"{said}: {len(left)} of {len(tasks)} tasks.")
    if rows:
        emit(table(("due", "who", "", "requirement", "note"), rows))
    if nobody and not whose:
        from ossbuy.procedure.bidding.assessment import codes

        emit(f"Unanswered and nobody's: {codes(project, nobody)}")
