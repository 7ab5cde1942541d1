"""The record: history, undo, verification, export and shared copies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import EITHER, actor, json_option, open_project, project_argument, refuse_bid
from ossbuy.output import ExitCode, Progress, emit, emit_json

if TYPE_CHECKING:
    from ossbuy.model.events import Event
    from ossbuy.store.workspace import Workspace


def _teller(workspace: Workspace) -> Callable[[Event], str]:
    """Turns events into sentences: who, on whose behalf, what, why."""
    from ossbuy.model.telling import labels_of, sentence

    labels = labels_of(workspace.history())
    people = workspace.project.people

    def tell(event: Event) -> str:
        who = event.actor
        if person := people.get(event.on_behalf_of):
            who = f"{person.label} (typed by {event.actor})"
        why = f": “{event.reason}”" if event.reason else ""
        return f"{who} {sentence(event, labels)}{why}"

    return tell


@click.command()
@project_argument
@click.option("--by", default="", help="Only acts of this person.")
@click.option("--about", default="", help="Only acts whose sentence contains this text.")
@click.option("--last", type=click.IntRange(min=1), help="Only this many, the latest.")
@json_option
def log_(project: Path, by: str, about: str, last: int | None, as_json: bool) -> None:
    """Print the history as sentences, oldest first.

    \b
    Example:  ossbuy log kestrel.ossbuy --last 10
    """
    with open_project(project, EITHER) as workspace:
        tell = _teller(workspace)
        told = [(event, tell(event)) for event in workspace.history(actor=by)]
        head, name = workspace.head, workspace.project.description.name
    told = [(e, text) for e, text in told if about.casefold() in text.casefold()]
    told = told[-last:] if last else told
    if as_json:
        emit_json(
            name,
            head,
            [
                {
                    "seq": e.seq,
                    "at": e.at,
                    "actor": e.actor,
                    "on_behalf_of": e.on_behalf_of,
                    "kind": e.kind,
                    "sentence": text,
                    "reason": e.reason,
                    "facts": len(e.facts),
                    "hash": e.hash,
                }
                for e, text in told
            ],
        )
        return
    for event, text in told:
        emit(f"{event.seq:>5}  {event.at[:16].replace('T', ' ')}  {text}")


@click.command()
@project_argument
def undo_(project: Path) -> None:
    """Take back your last act, by a compensating act that stays on record.

    \b
    Example:  ossbuy undo kestrel.ossbuy
    """
    with open_project(project, EITHER) as workspace:
        event = workspace.undo()
        emit(_teller(workspace)(event))


@click.command()
@project_argument
def redo_(project: Path) -> None:
    """Do again what you last took back.

    \b
    Example:  ossbuy redo kestrel.ossbuy
    """
    with open_project(project, EITHER) as workspace:
        event = workspace.redo()
        emit(_teller(workspace)(event))


@click.command()
@project_argument
@click.option("--head", default="", help="A head hash noted elsewhere, from a report for instance.")
@json_option
def verify_(project: Path, head: str, as_json: bool) -> int:
    """Recompute every hash; with --head also tell whether the record was cut or replaced.

    Exit code 1 when the record is not intact.

    \b
    Example:  ossbuy verify kestrel.ossbuy --head 3f9a1c…
    """
    with open_project(project, EITHER) as workspace, Progress() as progress:
        progress.step("verifying")
        result = workspace.verify(head or None)
        name, now = workspace.project.description.name, workspace.head
    if as_json:
        emit_json(name, now, {"ok": result.ok, "sentence": result.sentence()})
    else:
        emit(result.sentence())
    return ExitCode.OK if result.ok else ExitCode.NO


@click.command()
@project_argument
@click.option(
    "--project",
    "directory",
    required=True,
    type=click.Path(path_type=Path),
    help="New directory for readable project files.",
)
@click.option(
    "--private", is_flag=True, help="Also feelings nobody released, open ballots and open votes."
)
def export_(project: Path, directory: Path, private: bool) -> None:
    """Write everything a person may type as readable files, and the received files as they came.

    'ossbuy new OTHER.ossbuy --from DIR' builds the project again from them. What is private or
    still blind stays out unless --private asks for it.

    \b
    Example:  ossbuy export kestrel.ossbuy --project kestrel-files
    """
    from ossbuy.model.events import Refused
    from ossbuy.procedure.files.export import export
    from ossbuy.store.glance import glance

    seen = glance(project)
    if seen.role == "vendor" and not seen.shared:
        raise Refused(
            f"{project.name} is a vendor's own bid, whose readable form is its workbook: write it "
            "with 'ossbuy bid', and tasks and sources with 'ossbuy answer --json'."
        )
    with open_project(project) as workspace, Progress() as progress:
        progress.step("writing project files")
        try:
            written = export(workspace, directory, private)
        except FileExistsError as error:
            raise Refused(str(error)) from None
        except OSError as error:
            raise Refused(
                f"{directory} cannot be written ({error.strerror}): name another directory."
            ) from None
    emit(f"{directory}: {len(written)} files.")


@click.command()
@project_argument
@click.option(
    "--for",
    "audience",
    required=True,
    type=click.Choice(["evaluator", "vendor", "auditor"]),
    help="Who will read it.",
)
@click.option("--to", "recipient", default="", help="Which vendor or person; needed for a vendor.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The copy to write.")
def share_(project: Path, audience: str, recipient: str, out: Path) -> None:
    """Write a copy without what the receiver must not see; its record still verifies.

    \b
    Example:  ossbuy share kestrel.ossbuy --for auditor --out kestrel-audit.ossbuy
    """
    from ossbuy.procedure.files.export import share_copy

    refuse_bid(project)
    withheld = share_copy(project, out, audience, recipient, actor())
    emit(f"{out}: a copy for the {audience}, {withheld} facts withheld.")
