"""What came back and how it differs from what went out: received, withdraw, drift."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import (
    json_option,
    may_be_written,
    open_project,
    project_argument,
    vendor_id,
)
from ossbuy.output import emit, emit_json, say, table

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.model.receipt import Drift
    from ossbuy.store.workspace import Workspace

MOST = 60
"""Items of one kind printed before the rest is only counted."""


@click.command()
@project_argument
@click.argument("vendor", default="")
@json_option
def received_(project: Path, vendor: str, as_json: bool) -> None:
    """List every file received: versions, late, withdrawn, who opened it and when.

    \b
    Example:  ossbuy received kestrel.ossbuy ductwise
    """
    from ossbuy.procedure.replies.receiving import received

    with open_project(project) as workspace:
        there = workspace.project
        found = received(there, vendor_id(there, vendor) if vendor else "")
        if as_json:
            emit_json(
                there.description.name,
                workspace.head,
                [
                    {
                        "vendor": there.vendors[one.file.vendor].label,
                        "contents": one.file.contents,
                        "file": one.file.filename,
                        "id": one.file.id,
                        "sha256": one.file.sha256,
                        "size": one.file.size,
                        "received_at": one.file.received_at,
                        "answered": one.file.answered,
                        "asked": one.file.asked,
                        "late": one.file.late,
                        "version": one.file.pack_version,
                        "part": one.file.part,
                        "replaces": one.file.replaces,
                        "state": one.state,
                        "opened_by": _person(there, one.opened_by),
                        "opened_at": one.opened_at,
                        "note": one.note,
                    }
                    for one in found
                    if one.file.vendor in there.vendors
                ],
            )
            return
        if not found:
            emit("No file has been received yet.")
            return
        rows = []
        for one in found:
            file = one.file
            who = there.vendors[file.vendor].label if file.vendor in there.vendors else file.vendor
            state = f"{one.state}, late" if file.late else one.state
            opened = f"{_person(there, one.opened_by)} {_minute(one.opened_at)}"
            counted = f"{file.answered} of {file.asked}" if file.answered is not None else ""
            part = f"part {file.part}" if file.part else ""
            rows.append(
                (
                    _minute(file.received_at),
                    who,
                    file.contents,
                    file.filename,
                    counted,
                    file.pack_version,
                    part,
                    state,
                    opened.strip(),
                    file.sha256[:12],
                )
            )
        heads = (
            *("received (UTC)", "vendor", "what", "file", "answered", "version", "part"),
            *("state", "opened by", "sha256"),
        )
        kept = [0, 1, 2, 3, *(i for i in range(4, 10) if any(row[i] for row in rows))]
        emit(table([heads[i] for i in kept], [[row[i] for i in kept] for row in rows]))
        for one in found:
            if one.note:
                emit(f"{one.file.filename}, {one.state}: {one.note}")


@click.command()
@project_argument
@click.argument("file")
@click.option("--reason", default="", help="Why; it stands in the record.")
def withdraw_(project: Path, file: str, reason: str) -> None:
    """Record that a vendor takes a file back, or all its files when a vendor is named.

    The bytes stay on record. What was opened from it counts no more; a former version counts again.

    \b
    Example:  ossbuy withdraw kestrel.ossbuy colossa.xlsx --reason "sent by mistake"
    """
    from ossbuy.model.events import Refused
    from ossbuy.procedure.replies.receiving import find_file, withdraw

    with open_project(project) as workspace:
        there = workspace.project
        try:
            files = [find_file(there, file)]
        except Refused:
            vendor = there.by_code("vendors", file) or ""
            files = [
                one.id
                for one in there.files.values()
                if one.vendor == vendor and one.id not in there.withdrawn
            ]
            if not files:
                raise
        for ident in sorted(files, key=lambda i: there.files[i].received_at, reverse=True):
            withdraw(workspace, ident, reason)
            gone = there.files[ident]
            now = workspace.project.current_file(gone.vendor, gone.contents)
            emit(
                f"{gone.filename} of {there.vendors[gone.vendor].label} is withdrawn; "
                + (f"{now.filename} counts again." if now else f"no {gone.contents} count now.")
            )


@click.command()
@project_argument
@click.argument("vendor", default="")
@click.option(
    "--out",
    default=None,
    type=click.Path(path_type=Path),
    help="Write the vendor's file again with everything marked, as a fresh workbook.",
)
@click.option("--kind", default="", help="Only items of this kind.")
@click.option("--yes", is_flag=True, help="Overwrite the file named by --out.")
@json_option
def drift_(
    project: Path, vendor: str, out: Path | None, kind: str, yes: bool, as_json: bool
) -> None:
    """Say how opened files differ from what went out: nothing was dropped silently.

    Without a vendor it counts by vendor; with one it lists every item and what words were taken as.

    \b
    Examples:  ossbuy drift kestrel.ossbuy
               ossbuy drift kestrel.ossbuy colossa
               ossbuy drift kestrel.ossbuy colossa --out colossa-marked.xlsx
    """
    from ossbuy.exchange.replies.reply import KINDS

    if kind and kind not in KINDS:
        raise click.UsageError(f"--kind is {kind!r}: it is one of {', '.join(KINDS)}.")
    with open_project(project) as workspace:
        there = workspace.project
        ident = vendor_id(there, vendor) if vendor else ""
        if out is not None:
            if not ident:
                raise click.UsageError("--out marks the file of one vendor: name the vendor.")
            _annotate(workspace, ident, out, yes)
            return
        reports = _reports(there, ident, kind)
        if as_json:
            emit_json(there.description.name, workspace.head, _as_data(there, reports, ident))
            return
        if not reports:
            emit("No file has been opened yet: 'ossbuy unseal' opens them.")
        elif not ident:
            _summary(there, reports)
        else:
            _listed(there, ident, reports)


def _reports(there: Project, vendor: str, kind: str) -> dict[str, Drift]:
    """The reports on the files that count, by file id."""
    found = {}
    for ident in [vendor] if vendor else there.vendors:
        for contents in ("answers", "prices"):
            for file in there.standing_files(ident, contents):
                report = there.drifts.get(file.id)
                if report is not None:
                    items = tuple(i for i in report.items if not kind or i.kind == kind)
                    if kind and not items:
                        continue
                    found[file.id] = report.model_copy(update={"items": items})
    return found


def _summary(there: Project, reports: dict[str, Drift]) -> None:
    rows = []
    for file, report in reports.items():
        received = there.files[file]
        counts = Counter(item.kind for item in report.items)
        rows.append(
            (
                there.vendors[received.vendor].label,
                received.filename,
                str(report.taken if report.taken is not None else ""),
                report.pack_version,
                ", ".join(f"{n} {kind}" for kind, n in counts.most_common()) or "nothing",
            )
        )
    emit(table(("vendor", "file", "taken", "version", "what drifted"), rows, right=(2,)))


def _listed(there: Project, vendor: str, reports: dict[str, Drift]) -> None:
    from ossbuy.exchange.replies.reply import KINDS

    for file, report in reports.items():
        received = there.files[file]
        version = f", answers version {report.pack_version}" if report.pack_version else ""
        thing = "answers" if received.contents == "answers" else "priced lines"
        emit(f"{received.filename}: {report.taken} {thing} taken{version}")
        counts = Counter(item.kind for item in report.items)
        for kind, count in counts.items():
            emit(f"\n  {kind} ({count}): {KINDS.get(kind, kind)}")
            shown = [item for item in report.items if item.kind == kind][:MOST]
            for item in shown:
                emit(f"    {item.where}: {item.what}")
            if count > MOST:
                emit(f"    … {count - MOST} more; --json and --out have them all.")
        if not counts:
            emit("  Nothing differs from what went out.")
    mapped = {column: scale for (who, column), scale in there.scales.items() if who == vendor}
    for column, scale in mapped.items():
        emit(f"\n{column}: what its words were taken as")
        for word, taken in scale.words.items():
            by = f"  (said by {_person(there, scale.by)})" if word in scale.settled else ""
            emit(f"    {word} = {taken or 'no answer'}{by}")
    if mapped:
        say("Correct one:  ossbuy unseal … answers --map VENDOR COLUMN 'WORD=full + CFG'")


def _as_data(there: Project, reports: dict[str, Drift], vendor: str) -> list[dict[str, Any]]:
    return [
        {
            "vendor": there.vendors[there.files[file].vendor].label,
            "file": there.files[file].filename,
            "contents": there.files[file].contents,
            "version": report.pack_version,
            "rows": report.rows,
            "taken": report.taken,
            "items": [
                {
                    "kind": item.kind,
                    "where": item.where,
                    "what": item.what,
                    "requirement": there.label(item.requirement) if item.requirement else "",
                    "said": item.said,
                    "taken_as": item.taken_as,
                }
                for item in report.items
            ],
            "words": {
                column: dict(scale.words)
                for (who, column), scale in there.scales.items()
                if who == there.files[file].vendor and (not vendor or who == vendor)
            },
        }
        for file, report in reports.items()
    ]


def _annotate(workspace: Workspace, vendor: str, out: Path, yes: bool) -> None:
    from ossbuy.exchange.writing import put_file
    from ossbuy.procedure.replies.annotating import annotated

    may_be_written(out, yes)
    copies = annotated(workspace, vendor)
    for number, (file, content) in enumerate(copies, start=1):
        place = out if number == 1 else out.with_stem(f"{out.stem}-{number}")
        if number > 1:
            may_be_written(place, yes)
        put_file(place, content, "the marked copy")
        emit(f"{place}: {file.filename} with everything marked that differs.")


def _person(there: Project, ident: str) -> str:
    return there.people[ident].label if ident in there.people else ident


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")
