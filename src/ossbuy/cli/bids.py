"""What comes in: vendors' files, locks and acceptances."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import json_option, open_project, project_argument, vendor_id
from ossbuy.output import Progress, emit, emit_json, say

if TYPE_CHECKING:
    from ossbuy.model.bid import ReceivedFile
    from ossbuy.model.project import Project

MOST_REMARKS = 20
"""Remarks on one file printed at its opening; the rest is a command away."""


@click.command()
@project_argument
@click.argument("what", type=click.Choice(["weights", "quality"]))
@click.option("--reason", default="", help="Recorded with the act.")
def lock_(project: Path, what: str, reason: str) -> None:
    """Lock the weights (before answers are opened) or the quality scores (before prices are).

    \b
    Example:  ossbuy lock kestrel.ossbuy weights --reason "closed at the steering meeting"
    """
    from ossbuy.procedure.lock import lock_weights
    from ossbuy.procedure.replies.receive import lock_quality

    with open_project(project) as workspace:
        if what == "weights":
            lock_weights(workspace, reason)
            locked = workspace.project.locked
            emit(f"Weights locked at {locked.at if locked else ''}.")
            emit(f"Hash {locked.hash if locked else ''}")
        else:
            lock_quality(workspace, reason)
            emit("Quality scores locked; prices may be opened.")


@click.command()
@project_argument
@click.option("--drop-private", is_flag=True, help="Remove private notes and feelings with it.")
@click.option("--reason", default="", help="Recorded with the act.")
def regulate_(project: Path, drop_private: bool, reason: str) -> None:
    """Set the rules of a regulated procurement: weights published, nothing private, price fixed.

    Copies for vendors show the weights, no private note or feeling is kept, the price formula
    stays as it is, and once answers are opened no reason moves a weight.

    \b
    Example:  ossbuy regulate kestrel.ossbuy --reason "above the threshold of the directive"
    """
    from ossbuy.model.regulation import regulate

    with open_project(project) as workspace:
        event = workspace.execute(regulate(workspace.project, drop_private, reason))
        formula = workspace.project.policy.price_formula
        emit(
            f"Regulated from act {event.seq} on: weights are published to vendors, nothing private "
            f"is kept, the price formula stays {formula}."
        )


@click.command()
@project_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--vendor", default="", help="Whose files these are; else told from the file name.")
@click.option("--reason", default="", help="Why, for a late file or a price after the opening.")
@click.option(
    "--part/--replace", default=None, help="Adds to the vendor's files, or replaces them."
)
def receive_(
    project: Path, files: tuple[Path, ...], vendor: str, reason: str, part: bool | None
) -> None:
    """Take in vendors' files, sealed: bytes, hash, size and time, and how much is answered.

    Nothing in them is shown before 'ossbuy unseal'. Tamper-evident, not secret from whoever
    holds the project file. A second file of answers adds to the first where it answers only what
    that one leaves open, and replaces it otherwise; --part or --replace says so instead.

    \b
    Example:  ossbuy receive kestrel.ossbuy answers/acme.xlsx prices/acme.xlsx --vendor acme
    """
    from ossbuy.procedure.replies.receive import receive

    with open_project(project) as workspace, Progress() as progress:
        for file in files:
            progress.step(f"receiving {file.name}")
            if not file.exists():
                raise click.UsageError(f"{file}: the file does not exist; check the path.")
            ident = vendor_id(workspace.project, vendor or file.stem, told_by_file=not vendor)
            event = receive(workspace, file, ident, reason=reason, part=part)
            taken = workspace.project.files[event.facts[0].key.split("/")[1]]
            said = (
                f"{taken.answered} of {taken.asked} answered"
                if taken.answered is not None
                else "prices, sealed"
            )
            emit(
                f"{file.name}: {workspace.project.vendors[ident].label}, {said}, "
                f"{taken.size:,} bytes, sha256 {taken.sha256[:16]}…"
                f"{_beside(workspace.project, taken)}"
            )


@click.command()
@project_argument
@click.argument("what", type=click.Choice(["answers", "prices"]))
@click.option("--vendor", "vendors", multiple=True, help="Only this vendor; may be repeated.")
@click.option("--reason", default="", help="Recorded with the act.")
@click.option("--override", default="", help="Why they are opened before the lock.")
@click.option(
    "--map",
    "mapped",
    nargs=3,
    multiple=True,
    metavar="VENDOR COLUMN WORD=ANSWER",
    help="Opens nothing: says what a word in opened answers means, and reads them again.",
)
@json_option
def unseal_(
    project: Path,
    what: str,
    vendors: tuple[str, ...],
    reason: str,
    override: str,
    mapped: tuple[tuple[str, str, str], ...],
    as_json: bool,
) -> None:
    """Open sealed answers (after the weight lock) or prices (after the quality lock), on record.

    With --map it corrects what a vendor's words were taken as, and reads its answers again.
    COLUMN is level, delivery or evidence; or columns, where WORD is a header and ANSWER the column
    it is. An ANSWER may be two: "full + CFG"; nothing behind the = says that it is no answer.

    \b
    Examples:  ossbuy unseal kestrel.ossbuy answers --reason "opening session of 5 October"
               ossbuy unseal kestrel.ossbuy answers --map colossa level "Y=full + CFG"
    """
    from ossbuy.procedure.replies.receive import unseal

    if mapped:
        _correct(project, what, mapped, reason)
        return

    with open_project(project) as workspace:
        ids = [vendor_id(workspace.project, v) for v in vendors]
        with Progress() as progress:
            progress.step(f"opening {what}")
            opened = unseal(workspace, what, ids, reason, override)
        names = workspace.project.vendors
        if as_json:
            emit_json(
                workspace.project.description.name,
                workspace.head,
                [
                    {
                        "vendor": names[o.vendor].label,
                        "file": o.file.filename,
                        "count": o.count,
                        "remarks": [{"where": r.where, "what": r.what} for r in o.remarks],
                    }
                    for o in opened
                ],
            )
            return
        for one in opened:
            thing = "answers" if what == "answers" else "priced lines"
            emit(f"{names[one.vendor].label}: {one.count} {thing}, {_remarks(len(one.remarks))}")
            for remark in one.remarks[:MOST_REMARKS]:
                emit(f"  {remark.where}: {remark.what}")
            if len(one.remarks) > MOST_REMARKS:
                code = names[one.vendor].code
                emit(f"  … and {len(one.remarks) - MOST_REMARKS} more: ossbuy drift … {code}")


def _remarks(count: int) -> str:
    return f"{count} remark{'' if count == 1 else 's'}"


def _beside(project: Project, taken: ReceivedFile) -> str:
    """What a file is beside the vendor's others, and whether it is late."""
    said = ""
    if taken.replaces and taken.replaces in project.files:
        said = f"; it replaces {project.files[taken.replaces].filename}"
    elif taken.part:
        said = f"; it is part {taken.part} and adds to what was received before"
    return f"{said}; it is late" if taken.late else said


def _correct(path: Path, what: str, mapped: tuple[tuple[str, str, str], ...], reason: str) -> None:
    from ossbuy.procedure.replies.receive import remap

    if what != "answers":
        raise click.UsageError("--map is about the words of answers: write 'answers' before it.")
    words: dict[tuple[str, str], dict[str, str]] = {}
    with open_project(path) as workspace:
        for vendor, column, said in mapped:
            word, equals, taken = said.rpartition("=")
            if not equals:
                raise click.UsageError(f"{said!r} says nothing: write it as 'Y=full + CFG'.")
            ident = vendor_id(workspace.project, vendor)
            words.setdefault((ident, column.casefold()), {})[word] = taken
        for (ident, column), pairs in words.items():
            event = remap(workspace, ident, column, pairs, reason)
            changed = sum(fact.key.startswith("response/") for fact in event.facts)
            label = workspace.project.vendors[ident].label
            for word, taken in pairs.items():
                emit(f"{label}, {column}: {word.strip()} = {taken.strip() or 'no answer'}")
            emit(f"{changed} answer{'' if changed == 1 else 's'} of {label} changed.")


@click.command()
@project_argument
@click.option("--vendor", "vendors", multiple=True, help="Only this vendor; may be repeated.")
@click.option("--reason", default="", help="Recorded with the act.")
def accept_(project: Path, vendors: tuple[str, ...], reason: str) -> None:
    """Accept the score that level and delivery class propose, wherever none was accepted yet.

    Scores agreed by a panel or given by evaluators take precedence all the same.

    \b
    Example:  ossbuy accept kestrel.ossbuy --reason "read by two evaluators"
    """
    from ossbuy.procedure.replies.receive import accept_proposals

    with open_project(project) as workspace:
        ids = [vendor_id(workspace.project, v) for v in vendors]
        event = accept_proposals(workspace, ids, reason)
        emit(f"{len(event.facts)} proposed scores accepted.")
        if workspace.project.quality_lock is None:
            say("Next: ossbuy lock … quality, then ossbuy unseal … prices.")
