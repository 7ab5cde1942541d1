"""The request goes out: issue, shortlist."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import (
    is_project,
    json_option,
    may_be_written,
    open_project,
    project_argument,
    vendor_id,
)
from ossbuy.cli.leaking import attached, check_files, count, listed, refuse, say_check
from ossbuy.output import emit, emit_json, say

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.procedure.request.issued_files import Written
    from ossbuy.procedure.request.issuing import Prepared, Wanted
    from ossbuy.procedure.request.leaks import Leak
    from ossbuy.store.workspace import Workspace


@click.command()
@project_argument
@click.option("--out", type=click.Path(path_type=Path), help="The answers workbook to write.")
@click.option(
    "--prices",
    type=click.Path(path_type=Path),
    help="The price workbook; else NAME-prices.xlsx beside the answers, none for a short list.",
)
@click.option("--short", is_flag=True, help="Only what is marked for the short list.")
@click.option("--changes", default="", help="What an addendum changes, in your words.")
@click.option("--diff", type=click.Path(path_type=Path), help="The workbook of what changed.")
@click.option("--years", type=int, help="Contract years to price, Y0 included; else 5.")
@click.option("--causes", default="", help="Causes to show to vendors: ids, or all.")
@click.option(
    "--about",
    multiple=True,
    help="What the context says of you, shown to vendors: a name, or all; may be repeated.",
)
@click.option("--to", "to", default="", help="Vendors it goes to: ids, or all.")
@click.option("--check", is_flag=True, help="Only say what would leak; FILE may be a workbook.")
@click.option(
    "--attach",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file that goes with it, checked too.",
)
@click.option("--strict", is_flag=True, help="Refuse while anything would leak.")
@click.option("--again", default="", help="Write the files of a version that went out.")
@click.option("--yes", is_flag=True, help="Write over files that are there.")
@click.option("--reason", default="", help="Recorded with the act.")
@json_option
def issue_(
    project: Path,
    out: Path | None,
    prices: Path | None,
    short: bool,
    changes: str,
    diff: Path | None,
    years: int | None,
    causes: str,
    about: tuple[str, ...],
    to: str,
    check: bool,
    attach: tuple[Path, ...],
    strict: bool,
    again: str,
    yes: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Send the request out: an answers workbook and a price workbook, under a version on record.

    What would leak is said first. Issued again after a change it is an addendum under the next
    version. With --check nothing is written and nothing recorded.

    \b
    Examples:  ossbuy issue kestrel.ossbuy --check
               ossbuy issue kestrel.ossbuy --out rfp.xlsx --prices rfp-prices.xlsx
               ossbuy issue annex.xlsx --check
    """
    if check and project.is_file() and not is_project(project):
        check_files((project, *attach), None, as_json, strict)
        return
    with open_project(project) as workspace:
        if again:
            _again(workspace, again, out, prices, diff, yes)
            return
        from ossbuy.procedure.request.issued_files import write_files
        from ossbuy.procedure.request.issuing import prepare, send

        if not check and out is None:
            raise click.UsageError("Say where the answers workbook goes with --out FILE.xlsx.")
        if out is not None and prices is None and not short:
            prices = out.with_name(f"{out.stem}-prices.xlsx")
        places = [p for p in (out, prices, diff) if p is not None]
        if len({p.absolute() for p in places}) < len(places):
            raise click.UsageError("Two of the files have one name: give each its own.")
        if not check:
            for place in places:
                may_be_written(place, yes)
        told = _context(workspace.project, about)
        wanted = _wanted(workspace.project, short, prices, years, causes, told, to, changes)
        if diff is not None and not check and not workspace.project.issues:
            raise click.UsageError("Nothing went out before: leave --diff out.")
        prepared = prepare(workspace, wanted)
        leaks = [*prepared.leaks, *attached(attach, workspace.project)]
        if check:
            say_check(workspace, prepared, leaks, as_json)
            if leaks and strict:
                raise SystemExit(1)
            return
        for leak in leaks:
            say(f"leaks    {leak.place}: {leak.what} {leak.way_out}")
        if leaks and strict:
            refuse(leaks)
        for warning in prepared.warnings:
            say(f"note     {warning}")
        event = send(workspace, prepared, reason)
        written = write_files(workspace, prepared.issue, out, prices, diff)
        _say_sent(workspace, prepared, event.seq, written, leaks, as_json)


def _wanted(
    project: Project,
    short: bool,
    prices: Path | None,
    years: int | None,
    causes: str,
    about: tuple[str, ...],
    to: str,
    changes: str,
) -> Wanted:
    from ossbuy.procedure.request.issuing import Wanted

    shown = (
        tuple(project.causes)
        if causes.strip().casefold() == "all"
        else tuple(_found(project, "causes", "cause", code) for code in _codes(causes))
    )
    everybody = to.strip().casefold() == "all"
    vendors = (
        tuple(project.vendors) if everybody else tuple(vendor_id(project, v) for v in _codes(to))
    )
    return Wanted(short, prices is not None, years, shown, about, vendors, changes.strip())


def _context(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """The names of the project's context that are meant, as they stand there."""
    known = {name.casefold(): name for name in project.description.context}
    if any(name.strip().casefold() == "all" for name in names):
        return tuple(known.values())
    found = []
    for name in names:
        if (wanted := name.strip().casefold()) not in known:
            listed = ", ".join(known.values()) or "nothing"
            raise click.UsageError(f"The context has no {name[:40]!r}; it has: {listed}.")
        found.append(known[wanted])
    return tuple(found)


def _codes(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _found(project: Project, where: str, what: str, code: str) -> str:
    ident = project.by_code(where, code)
    if ident is None:
        raise click.UsageError(f"There is no {what} {code[:40]!r}: check the id.")
    return ident


def _again(
    workspace: Workspace,
    version: str,
    out: Path | None,
    prices: Path | None,
    diff: Path | None,
    yes: bool,
) -> None:
    from ossbuy.procedure.request.issued_files import write_files
    from ossbuy.procedure.request.issuing import by_version

    issue = by_version(workspace.project, version)
    places = [p for p in (out, prices, diff) if p is not None]
    if not places:
        raise click.UsageError("Say what to write again with --out, --prices or --diff.")
    for place in places:
        may_be_written(place, yes)
    for file in write_files(workspace, issue, out, prices, diff):
        emit(f"{file.place}: {file.what} as of version {issue.version}, SHA-256 {file.sha256}")


def _say_sent(
    workspace: Workspace,
    prepared: Prepared,
    seq: int,
    written: Sequence[Written],
    leaks: Sequence[Leak],
    as_json: bool,
) -> None:
    from ossbuy.procedure.request.issuing import labels_of

    project, issue = workspace.project, prepared.issue
    to = labels_of(project, issue.vendors)
    if as_json:
        data: dict[str, Any] = {
            "act": seq,
            "version": issue.version,
            "stage": issue.stage,
            "addendum": prepared.addendum,
            "asked": len(issue.asked),
            "hash": issue.hash,
            "to": to,
            "files": [{"what": f.what, "file": str(f.place), "sha256": f.sha256} for f in written],
            "warnings": list(prepared.warnings),
            "leaks": listed(leaks),
        }
        emit_json(project.description.name, workspace.head, data)
        return
    what = "Addendum" if prepared.addendum else "Request"
    asked = count(len(issue.asked), "requirement")
    emit(f"{what} {issue.version} is on record as act {seq}: {asked} to {to}.")
    emit(f"Requirement set {issue.hash}")
    for file in written:
        emit(f"{file.place}: {file.what}, SHA-256 {file.sha256}")
