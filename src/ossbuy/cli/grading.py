"""What a test showed: evidence graded by the buyer, scores agreed by those who saw it."""

from __future__ import annotations

from pathlib import Path

import click

from ossbuy.cli.common import evaluated, open_project, project_argument
from ossbuy.output import emit


@click.command()
@project_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reason", default="", help="Recorded with the act; needed after the quality lock.")
@click.option(
    "--by", default="", help="Whose act it is (a person's id), if somebody else types it."
)
def grade_(project: Path, file: Path, reason: str, by: str) -> None:
    """Record what a test showed: the buyer's own grade of evidence, and scores agreed in the room.

    FILE is a table with the columns vendor, requirement, evidence, reference, score, reason,
    present, by (CSV, or the sheet Tests of a workbook). The buyer's grade wins over the evidence a
    vendor names. Without a score only the evidence is graded. For a single answer there is
    'ossbuy set PROJECT grade VENDOR REQUIREMENT EVIDENCE'.

    \b
    Example:  ossbuy grade halcyon.ossbuy tests.csv --by lund --reason "thirty recorded days"
    """
    from ossbuy.model.events import Refused
    from ossbuy.procedure.testing import read_tests, record_tests

    entries = read_tests(file)
    with open_project(project) as workspace:
        person = workspace.project.by_code("people", by) if by else ""
        if person is None:
            raise Refused(f"There is no person {by[:60]!r}: check the id.")
        before = evaluated(workspace.project).sentence()
        event = record_tests(workspace, entries, reason, person)
        after = evaluated(workspace.project).sentence()
    graded = sum(fact.key.startswith("graded/") for fact in event.facts)
    agreed = len(event.facts) - graded
    emit(
        f"{_count(graded, 'answer')} graded, {_count(agreed, 'score')} agreed, as act {event.seq}."
    )
    emit(f"Before: {before}\nNow:    {after}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
