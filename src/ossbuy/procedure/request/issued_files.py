"""Files of a request put where somebody wants them, as they went out."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ossbuy.exchange.writing import put_file
from ossbuy.model.events import Refused
from ossbuy.model.request import Issue
from ossbuy.procedure.request.addenda import addendum_workbook
from ossbuy.procedure.request.issuing import as_sent, previous
from ossbuy.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written."""

    what: str
    """``answers``, ``prices`` or ``what changed``."""
    place: Path
    sha256: str


def write_files(
    workspace: Workspace,
    issue: Issue,
    out: Path | None,
    prices: Path | None,
    diff: Path | None,
) -> tuple[Written, ...]:
    """Write what went out under a version, replacing what is there.

    Args:
        workspace: the project.
        issue: the version.
        out: where the answers workbook goes, if anywhere.
        prices: where the price workbook goes, if the version has one.
        diff: where the workbook of what changed since the version before goes.

    Raises:
        BadFile: a file cannot be written.
        Refused: the workbooks are not in this copy, or nothing went out before.
    """
    answers, priced = as_sent(workspace, issue)
    written = []
    for what, place, content in (("answers", out, answers), ("prices", prices, priced)):
        if place is not None and content:
            put_file(place, content, "the workbook")
            written.append(Written(what, place, sha256(content).hexdigest()))
    if diff is not None:
        before = previous(workspace.project, issue)
        if before is None:
            raise Refused(f"Nothing went out before version {issue.version}: there is no diff.")
        content = addendum_workbook(workspace, before, issue)
        put_file(diff, content, "the workbook")
        written.append(Written("what changed", diff, sha256(content).hexdigest()))
    return tuple(written)
