"""Changing a project by words: set, eliminate, readmit."""

from __future__ import annotations

from pathlib import Path

import click

from ossbuy.cli.common import actor, open_project, project_argument, vendor_id
from ossbuy.output import emit


@click.command(
    # "weight C4 -5" shall reach the rule that refuses it, not be taken for an option.
    context_settings={"ignore_unknown_options": True},
    epilog="What can be set: project, policy, rewrite, weight, hygiene, link, share, gate, grade, "
    "reference, person, trigger, pain, cause, section, requirement, vendor. "
    "An empty VALUE takes back what was said.",
)
@project_argument
@click.argument("words", nargs=-1, required=True)
@click.option("--reason", default="", help="Recorded with the act; needed after the weight lock.")
def set_(project: Path, words: tuple[str, ...], reason: str) -> None:
    """Change one thing: a field, a weight, a link, a share, a gate.

    \b
    Examples:  ossbuy set kestrel.ossbuy pain P1 severity 4
               ossbuy set kestrel.ossbuy weight C4 12 --reason "two trial loads failed"
               ossbuy set kestrel.ossbuy link P1 C4 9
               ossbuy set kestrel.ossbuy policy lambda 0.7
    """
    from ossbuy.model.commands import needs_reason_after_quality_lock
    from ossbuy.procedure.edit import edit
    from ossbuy.procedure.lock import record

    with open_project(project) as workspace:
        act = edit(workspace.project, words, actor(), reason)
        event = record(workspace, act, reason)
        stays = event.kind in (
            "weights.amended",
            "model.adopted",
        ) or needs_reason_after_quality_lock(workspace.project, event.facts)
        back = "" if stays else f"; 'ossbuy undo {project}' takes it back"
        emit(f"Recorded as act {event.seq}{back}.")


@click.command()
@project_argument
@click.argument("vendor")
@click.option("--reason", required=True, help="Stands in the report.")
def eliminate_(project: Path, vendor: str, reason: str) -> None:
    """Take a vendor out of the running, with a reason; reversible.

    \b
    Example:  ossbuy eliminate kestrel.ossbuy inhouse --reason "no rollback rehearsal"
    """
    from ossbuy.model.judging import eliminate

    with open_project(project) as workspace:
        ident = vendor_id(workspace.project, vendor)
        workspace.execute(eliminate(workspace.project, ident, actor(), reason))
        emit(f"{workspace.project.vendors[ident].label} is eliminated; its scores stay visible.")


@click.command()
@project_argument
@click.argument("vendor")
@click.option("--reason", required=True, help="Stands in the report.")
def readmit_(project: Path, vendor: str, reason: str) -> None:
    """Let an eliminated vendor back into the running.

    \b
    Example:  ossbuy readmit kestrel.ossbuy inhouse --reason "rehearsal shown on 2 December"
    """
    from ossbuy.model.judging import readmit

    with open_project(project) as workspace:
        ident = vendor_id(workspace.project, vendor)
        workspace.execute(readmit(workspace.project, ident, reason))
        emit(f"{workspace.project.vendors[ident].label} is back in the running.")
