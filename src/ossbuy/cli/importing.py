"""Taking in somebody's requirement matrix: import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import json_option, open_project
from ossbuy.cli.scored import import_scored, said_of_scored, scored_options
from ossbuy.output import ExitCode, Progress, emit_json

if TYPE_CHECKING:
    from ossbuy.exchange.matrices import Corrections
    from ossbuy.procedure.matrices.importing import Source


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--project", type=click.Path(path_type=Path), help="The project file.")
@click.option("--sheet", "sheets", multiple=True, help="Only this sheet; may be repeated.")
@click.option("--header", "headers", multiple=True, help="Header row: 3, 3-4 or Sheet!3.")
@click.option("--column", "columns", multiple=True, help="What a column holds: text=C, none=F.")
@click.option("--row", "rows", multiple=True, help="What a row is: 26=skip, 12=take, 4=section.")
@click.option("--section", default="", help="Where rows go that have no section.")
@click.option("--priority", "priorities", multiple=True, help="What a word means: High=must.")
@click.option("--split", default="", help="Pattern with (?P<id>…) (?P<rest>…), or off.")
@click.option(
    "--repeated",
    type=click.Choice(["once", "apart"]),
    default="once",
    help="An id on several rows: the first alone, or each with its row behind the id.",
)
@click.option("--forget", is_flag=True, help="Leave aside what was said about earlier files.")
@click.option("--rows", "every_row", is_flag=True, help="Print what becomes of every row.")
@click.option("--revise", is_flag=True, help="It is a changed version: show and take the changes.")
@click.option("--remove", multiple=True, help="With --revise: remove this id with all it holds.")
@click.option("--keep", multiple=True, help="With --revise: keep this id though it is gone.")
@click.option("--reason", default="", help="Recorded with the act.")
@click.option("--dry-run", is_flag=True, help="Say what would be read and skipped; record nothing.")
@scored_options
@json_option
def import_(
    file: Path,
    project: Path | None,
    sheets: tuple[str, ...],
    headers: tuple[str, ...],
    columns: tuple[str, ...],
    rows: tuple[str, ...],
    section: str,
    priorities: tuple[str, ...],
    split: str,
    repeated: str,
    forget: bool,
    every_row: bool,
    revise: bool,
    remove: tuple[str, ...],
    keep: tuple[str, ...],
    reason: str,
    dry_run: bool,
    scored: bool,
    as_json: bool,
    **told: Any,
) -> ExitCode:
    """Read requirements from anybody's matrix: a workbook, CSV, or the tables of a document.

    Sheets, headers and columns are recognised by their names in many languages and by what stands
    in them; what is not taken is said with the reason. The options correct a proposal; they are
    remembered by the names of columns for the next file. --dry-run works without a project.

    With --revise the file is a changed version: what it adds, removes, rewords, moves and renumbers
    is shown, and taken in as one act.

    With --scored the file is a comparison that is there already: criteria, weights, vendors'
    scores, prices. It becomes a project and is answered at once.

    \b
    Examples:  ossbuy import matrix.xlsx --project kestrel.ossbuy --dry-run
               ossbuy import comparison.xlsx --scored
    """
    if scored:
        given = (columns, rows, section, priorities, split, forget, every_row, revise, remove)
        if any(given) or repeated != "once":
            raise click.UsageError(
                "--scored goes with --sheet, --header and the options its help names: leave out "
                "--column, --row, --section, --priority, --split, --repeated, --forget, --rows and "
                "--revise."
            )
        import_scored(file, project, sheets, headers, dry_run, as_json, reason=reason, **told)
        return ExitCode.OK
    if name := said_of_scored(told):
        option = "--" + {"price_rows": "price-row", "grades": "grade"}.get(name, name)
        raise click.UsageError(f"{option.replace('_', '-')} goes with --scored: add it.")
    from ossbuy.exchange.matrices.correcting import corrections_of

    if project is None and not dry_run:
        raise click.UsageError("Missing option '--project': name the project file, or --dry-run.")
    try:
        corrections = corrections_of(
            sheets, headers, columns, rows, priorities, section, split, repeated
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if (remove or keep) and not revise:
        raise click.UsageError("--remove and --keep go with --revise: add it.")
    if revise and project is None:
        raise click.UsageError("--revise compares with a project: name it by --project.")
    if revise and project is not None:
        _revise(file, project, corrections, forget, remove, keep, reason, dry_run, as_json)
        return ExitCode.OK
    return _import(file, project, corrections, forget, every_row, reason, dry_run, as_json)


def _read(file: Path, progress: Progress) -> Source:
    """The file, read while somebody is told so; Ctrl+C ends the reading with nothing recorded."""
    from ossbuy.procedure.matrices.importing import open_source

    def tell() -> bool:
        progress.step(f"reading {file.name}")
        return False

    return open_source(file, tell)


def _import(
    file: Path,
    path: Path | None,
    corrections: Corrections,
    forget: bool,
    every_row: bool,
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> ExitCode:
    from dataclasses import replace

    from ossbuy.cli.import_said import as_data, print_import, print_rows
    from ossbuy.model.project import Project
    from ossbuy.procedure.lock import record
    from ossbuy.procedure.matrices.importing import propose_import
    from ossbuy.procedure.matrices.remembering import keep_mappings, known_mappings

    known = known_mappings(forget)
    if path is None:
        with Progress() as progress:
            source = _read(file, progress)
            found = propose_import(Project(), source, corrections, known, progress.step)
        name, head = "", ""
    else:
        with open_project(path) as workspace, Progress() as progress:
            source = _read(file, progress)
            found = propose_import(workspace.project, source, corrections, known, progress.step)
            if found.act is not None and not dry_run:
                record(workspace, replace(found.act, reason=reason or found.act.reason), reason)
                keep_mappings(found.proposal, known)
            name, head = workspace.project.description.name, workspace.head
    recorded = found.act is not None and not dry_run
    # A file that holds no requirements is the wrong file; one whose rows are all there is not.
    done = ExitCode.OK if found.proposal.taken else ExitCode.USAGE
    if as_json:
        emit_json(name, head, as_data(found, source, recorded))
        return done
    if every_row:
        print_rows(found.proposal)
    print_import(found, source, dry_run)
    return done


def _revise(
    file: Path,
    path: Path,
    corrections: Corrections,
    forget: bool,
    remove: tuple[str, ...],
    keep: tuple[str, ...],
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    from dataclasses import replace

    from ossbuy.cli.revision_said import as_data, print_revision
    from ossbuy.procedure.lock import record
    from ossbuy.procedure.matrices.remembering import keep_mappings, known_mappings
    from ossbuy.procedure.matrices.revising import propose_revision

    known = known_mappings(forget)
    with open_project(path) as workspace:
        with Progress() as progress:
            source = _read(file, progress)
            found = propose_revision(
                workspace.project, source, corrections, known, remove, keep, progress.step
            )
            recorded = found.act is not None and not dry_run
            if found.act is not None and not dry_run:
                progress.step("recording")
                record(workspace, replace(found.act, reason=reason or found.act.reason), reason)
                keep_mappings(found.proposal, known)
        if as_json:
            name = workspace.project.description.name
            emit_json(name, workspace.head, as_data(found, source, recorded))
            return
    print_revision(found, source, recorded)
