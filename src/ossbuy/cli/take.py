"""Taking in many pains at once: take."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import click

from ossbuy.cli.common import open_project, project_argument
from ossbuy.output import emit, say


@click.command()
@project_argument
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Print what it would become and record nothing.")
def take_(project: Path, file: Path, dry_run: bool) -> None:
    """Take in pains from a file, one a line, or from the rows of a .csv or .tsv file.

    '-' reads standard input. Bullets and numbers in front of a line fall away. Columns are found
    by their headers (name, statement, voice, severity, cost and other fields of a pain), or mean
    these five in this order. What is said twice or told already is named and left out; what
    cannot be a field stays in the pain's words.

    \b
    Example:  ossbuy take kestrel.ossbuy whiteboard.txt --dry-run
    """
    from ossbuy.exchange.pasted import read_pasted
    from ossbuy.procedure.take import read_file, taking

    pasted = read_pasted(_input()) if str(file) == "-" else read_file(file)
    with open_project(project) as workspace:
        found = taking(workspace.project, pasted)
        for remark in found.remarks:
            say(remark.sentence())
        act = found.act()
        for pain in found.pains:
            voice = workspace.project.people.get(pain.voice)
            more = [
                voice.label if voice else "",
                f"severity {pain.severity}" if pain.severity else "",
                f"{_money(pain.cost_likely)} a year" if pain.cost_likely is not None else "",
            ]
            emit("  ".join([pain.code, " · ".join([pain.name, *filter(None, more)])]))
        many = f"{len(found.pains)} pain{'' if len(found.pains) == 1 else 's'}"
        if dry_run:
            say(f"{many}; nothing is recorded.")
            return
        event = workspace.execute(act)
        say(f"{many} recorded as act {event.seq}; 'ossbuy undo {project}' takes all of it back.")


def _money(amount: Decimal) -> str:
    """``1,500,000`` or ``12,500.50``."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def _input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise click.UsageError("What came in is not UTF-8 text: save it as UTF-8.") from None
