"""Taking a project out of its file: readable files, and copies for others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from ossbuy.exchange.project_files import write_project_files
from ossbuy.model.bid import Vendor
from ossbuy.model.events import Act, Fact, Refused, Withheld, key, new_id
from ossbuy.model.project import Project
from ossbuy.model.trauma import Person
from ossbuy.store.share import share
from ossbuy.store.workspace import Workspace


def export(workspace: Workspace, directory: Path, private: bool = False) -> tuple[Path, ...]:
    """Write readable project files and the received files into a new directory.

    Feelings nobody released, open ballots and open votes are written only with ``private``.

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

    return write_project_files(workspace.project, directory, blob, workspace.history(), private)


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
        ident, made_for = _recipient(workspace.project, audience, recipient)
        share(source, out, audience, datetime.now(UTC), actor, ident, made_for)
        # Recorded only once there is a copy: the record must not tell of one that never was.
        said = {"audience": audience, "for": made_for or audience}
        workspace.execute(Act("copy.shared", (Fact(key("shared", new_id()), said),)))
    with Workspace.open(out, actor) as copy:
        return sum(
            isinstance(fact.value, Withheld) for event in copy.history() for fact in event.facts
        )


def _recipient(project: Project, audience: str, recipient: str) -> tuple[str, str]:
    """Internal id and name of whoever the copy is for; both empty for an unnamed reader."""
    if audience != "vendor" and not recipient:
        return "", ""
    things: Mapping[str, Vendor | Person] = (
        project.vendors if audience == "vendor" else project.people
    )
    wanted = recipient.strip().casefold()
    for thing in things.values():
        if wanted and wanted in (thing.code.casefold(), thing.name.casefold()):
            return thing.id, thing.label
    known = ", ".join(t.code for t in things.values()) or "none yet"
    raise Refused(f"Name the {audience} the copy is for; known are: {known}.")
