"""Taking a project out of its file: readable files, and copies for others."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ossbuy.exchange.project_files import write_project_files
from ossbuy.model.events import Refused
from ossbuy.store.share import share
from ossbuy.store.workspace import Workspace


def export(workspace: Workspace, directory: Path) -> tuple[Path, ...]:
    """Write readable project files and the received files into a new directory.

    Raises:
        FileExistsError: the directory is not empty.
        Refused: an attachment is not in this copy of the project.
    """

    def blob(digest: str) -> bytes:
        content = workspace.journal.blob(digest)
        if content is None:
            raise Refused(
                "A received file is not in this copy of the project: export from the buyer's own."
            )
        return content

    return write_project_files(workspace.project, directory, blob, workspace.history())


def share_copy(source: Path, out: Path, audience: str, recipient: str, actor: str) -> int:
    """Write a copy for an evaluator, vendor or auditor; returns how many facts are withheld.

    Args:
        source: the project file.
        out: the copy to write; never overwritten.
        audience: ``evaluator``, ``vendor`` or ``auditor``.
        recipient: for a vendor its code or name, for an evaluator the person's code or name.
        actor: who shares.

    Raises:
        Refused: the recipient is missing or not known.
    """
    with Workspace.open(source, actor) as workspace:
        project = workspace.project
    ident = made_for = ""
    if audience == "vendor" or recipient:
        things = project.vendors if audience == "vendor" else project.people
        wanted = recipient.strip().casefold()
        for thing in things.values():
            if wanted in (thing.code.casefold(), thing.name.casefold()):
                ident, made_for = thing.id, thing.label
        if not ident:
            known = ", ".join(t.code for t in things.values()) or "none yet"
            raise Refused(f"Name the {audience} the copy is for; known are: {known}.")
    share(source, out, audience, datetime.now(UTC), actor, ident, made_for)
    with Workspace.open(out, actor) as copy:
        return sum(1 for event in copy.history() for fact in event.facts if _withheld(fact.value))


def _withheld(value: object) -> bool:
    from ossbuy.model.events import Withheld

    return isinstance(value, Withheld)
