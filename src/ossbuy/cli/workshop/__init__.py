"""The workshop on the command line: a group of commands, each importing what it needs."""

from __future__ import annotations

import click

from ossbuy.cli.workshop.leading import end, open_, present, step
from ossbuy.cli.workshop.paper import agenda, record
from ossbuy.cli.workshop.room import ask, park, resolve, show, vote


@click.group()
def workshop_() -> None:
    """Lead a workshop: agenda, who is present, what is parked, hidden votes, the record.

    \b
    Example:  ossbuy workshop agenda three-hours
    """


for _command in (agenda, open_, present, step, park, resolve, ask, vote, show, end, record):
    workshop_.add_command(_command)
