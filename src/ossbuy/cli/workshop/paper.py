"""What a workshop is planned by and what it leaves on paper: agenda, record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import Moment, json_option, may_be_written, open_project, project_argument
from ossbuy.output import emit, emit_json, rounded, table

if TYPE_CHECKING:
    from ossbuy.exchange.agendas import Agenda


@click.command()
@click.argument("name", required=False, default="")
@click.option("--start", type=Moment("%H:%M", "09:00"), help="When it begins, such as 09:00.")
@click.option("--out", type=click.Path(path_type=Path), help="A .md file to write, to print.")
@click.option("--yes", is_flag=True, help="Overwrite an existing file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def agenda(name: str, start: object, out: Path | None, yes: bool, as_json: bool) -> None:
    """Print an agenda, shipped or your own .yaml file; without NAME list the shipped ones.

    \b
    Example:  ossbuy workshop agenda one-day --start 09:00 --out agenda.md
    """
    from ossbuy.exchange import agendas
    from ossbuy.exchange.agenda_sheet import duration, printable
    from ossbuy.exchange.markdown import write_file

    found = [agendas.agenda(n) for n in ([name] if name else agendas.names())]
    if as_json:
        emit_json("", "", [_told(a) for a in found])
        return
    if not name:
        if out is not None:
            raise click.UsageError("Name the agenda to write: 'ossbuy workshop agenda' lists them.")
        rows = [(a.name, duration(a.minutes), str(len(a.steps)), a.title) for a in found]
        emit(table(("name", "takes", "steps", "title"), rows, right=(1, 2)))
        return
    text = printable(found[0], start.time() if hasattr(start, "time") else None)
    if out is None:
        emit(text.rstrip("\n"))
    else:
        may_be_written(out, yes)
        write_file(out, text)
        emit(f"{out}: {found[0].title}, {len(found[0].steps)} steps.")


@click.command()
@project_argument
@click.argument("code", required=False, default="")
@click.option("--out", type=click.Path(path_type=Path), help="The .xlsx or .md file to write.")
@click.option("--names", is_flag=True, help="Names beside words and votes; ask the room first.")
@click.option("--yes", is_flag=True, help="Overwrite an existing file.")
@json_option
def record(
    project: Path, code: str, out: Path | None, names: bool, yes: bool, as_json: bool
) -> None:
    """Write the record of a workshop, the latest by default, without anything private or blind.

    \b
    Example:  ossbuy workshop record kestrel.ossbuy W1 --out record.xlsx
    """
    from dataclasses import asdict

    from ossbuy.model import facilitating
    from ossbuy.procedure.workshops import workshop_record

    if out is None and not as_json:
        raise click.UsageError("Name the file to write with --out, ending in .xlsx or .md.")
    with open_project(project) as workspace:
        session = facilitating.session_named(workspace.project, code)
        if out is not None:
            may_be_written(out, yes)
            made = workshop_record.write(workspace, session.id, out, names=names)
        else:
            made = workshop_record.record(workspace, session.id, names=names)
        name, head = workspace.project.description.name, workspace.head
    if as_json:
        emit_json(name, head, rounded(asdict(made), 2))
    else:
        pains = sum(pain.status != "removed" for pain in made.pains)
        counted = (_count(pains, "pain"), _count(len(made.votes), "vote"))
        points = _count(len(made.open), "open point")
        emit(f"{out}: record of {made.code}, {', '.join(counted)}, {points}.")


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"


def _told(agenda: Agenda) -> dict[str, object]:
    return {
        "name": agenda.name,
        "title": agenda.title,
        "purpose": agenda.purpose,
        "minutes": agenda.minutes,
        "steps": [
            {"key": key} | step.model_dump(mode="json", exclude_defaults=True)
            for key, step in agenda.steps.items()
        ],
    }
