"""What comes in: vendors' files, locks and acceptances."""

from __future__ import annotations

from pathlib import Path

import click

from ossbuy.cli.common import json_option, open_project, project_argument, vendor_id
from ossbuy.output import Progress, emit, emit_json, say


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
    from ossbuy.procedure.receive import lock_quality

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
@click.option("--reason", default="", help="Why, for a price that comes after prices were opened.")
def receive_(project: Path, files: tuple[Path, ...], vendor: str, reason: str) -> None:
    """Take in vendors' files, sealed: bytes, hash, size and time, and how much is answered.

    Nothing in them is shown before 'ossbuy unseal'. Tamper-evident, not secret from whoever
    holds the project file.

    \b
    Example:  ossbuy receive kestrel.ossbuy answers/acme.xlsx prices/acme.xlsx --vendor acme
    """
    from ossbuy.procedure.receive import receive

    with open_project(project) as workspace, Progress() as progress:
        for file in files:
            progress.step(f"receiving {file.name}")
            if not file.exists():
                raise click.UsageError(f"{file}: the file does not exist; check the path.")
            ident = vendor_id(workspace.project, vendor or file.stem, told_by_file=not vendor)
            event = receive(workspace, file, ident, reason=reason)
            taken = workspace.project.files[event.facts[0].key.split("/")[1]]
            said = (
                f"{taken.answered} of {taken.asked} answered"
                if taken.answered is not None
                else "prices, sealed"
            )
            emit(
                f"{file.name}: {workspace.project.vendors[ident].label}, {said}, "
                f"{taken.size:,} bytes, sha256 {taken.sha256[:16]}…"
            )


@click.command()
@project_argument
@click.argument("what", type=click.Choice(["answers", "prices"]))
@click.option("--vendor", "vendors", multiple=True, help="Only this vendor; may be repeated.")
@click.option("--reason", default="", help="Recorded with the act.")
@click.option("--override", default="", help="Why they are opened before the lock.")
@json_option
def unseal_(
    project: Path,
    what: str,
    vendors: tuple[str, ...],
    reason: str,
    override: str,
    as_json: bool,
) -> None:
    """Open sealed answers (after the weight lock) or prices (after the quality lock), on record.

    \b
    Example:  ossbuy unseal kestrel.ossbuy answers --reason "opening session of 5 October"
    """
    from ossbuy.procedure.receive import unseal

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
            emit(f"{names[one.vendor].label}: {one.count} {thing}, {len(one.remarks)} remarks")
            for remark in one.remarks:
                emit(f"  {remark.where}: {remark.what}")


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
    from ossbuy.procedure.receive import accept_proposals

    with open_project(project) as workspace:
        ids = [vendor_id(workspace.project, v) for v in vendors]
        event = accept_proposals(workspace, ids, reason)
        emit(f"{len(event.facts)} proposed scores accepted.")
        if workspace.project.quality_lock is None:
            say("Next: ossbuy lock … quality, then ossbuy unseal … prices.")
