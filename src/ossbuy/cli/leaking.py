"""What would leak, said on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy.output import emit, emit_json

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.procedure.request.issuing import Prepared
    from ossbuy.procedure.request.leaks import Leak
    from ossbuy.store.workspace import Workspace


def refuse(leaks: Sequence[Leak]) -> None:
    """Refuse because something would leak."""
    from ossbuy.model.events import Refused

    raise Refused(f"{count(len(leaks), 'thing')} would leak: mend that, or issue without --strict.")


def attached(files: Sequence[Path], project: Project | None) -> list[Leak]:
    """What would leak through files that go with the request."""
    if not files:
        return []
    from ossbuy.exchange.intake import read_file
    from ossbuy.procedure.request.file_leaks import file_leaks

    found: list[Leak] = []
    for path in files:
        found += file_leaks(read_file(path), path.name, project)
    return found


def check_files(
    files: Sequence[Path], project: Project | None, as_json: bool, strict: bool
) -> None:
    """Say what would leak through files alone."""
    leaks = attached(files, project)
    if as_json:
        emit_json("", "", {"files": [f.name for f in files], "leaks": listed(leaks)})
    else:
        for leak in leaks:
            emit(f"{leak.place}: {leak.what} {leak.way_out}")
        named = ", ".join(f.name for f in files)
        emit(f"{leaking(len(leaks))} with {named}.")
    if leaks and strict:
        raise SystemExit(1)


def listed(leaks: Sequence[Leak]) -> list[dict[str, str]]:
    """Leaks as data."""
    return [{"kind": k.kind, "place": k.place, "what": k.what, "way_out": k.way_out} for k in leaks]


def say_check(
    workspace: Workspace, prepared: Prepared, leaks: Sequence[Leak], as_json: bool
) -> None:
    """Say what would leave, what stays, and what would leak."""
    from ossbuy.procedure.request.issuing import labels_of
    from ossbuy.procedure.request.leaks import stays

    project = workspace.project
    pack, version = prepared.pack, prepared.issue.version
    leaves = [
        count(len(pack.items), "requirement"),
        count(len(pack.questions), "question about the vendor", "questions about the vendor"),
        count(len(pack.dues), "date"),
        count(len(pack.volumes), "driver"),
        *([count(len(pack.reasons), "cause")] if pack.reasons else []),
        *([count(len(pack.about), "fact about you", "facts about you")] if pack.about else []),
        *(["how answers will be weighed"] if pack.published else []),
    ]
    if as_json:
        data = {
            "version": version,
            "stage": pack.stage,
            "to": labels_of(project, prepared.issue.vendors),
            "leaves": leaves,
            "stays": list(stays(project)),
            "warnings": list(prepared.warnings),
            "leaks": listed(leaks),
        }
        emit_json(project.description.name, workspace.head, data)
        return
    emit(f"Version {version} would go to {labels_of(project, prepared.issue.vendors)}.")
    emit(f"Leaves:  {', '.join(leaves)}; no author, no comment, one hidden column of row keys.")
    emit(f"Stays:   {', '.join(stays(project)) or 'nothing else is in the project'}.")
    for warning in prepared.warnings:
        emit(f"Note:    {warning}")
    for leak in leaks:
        emit(f"Leaks:   {leak.place}: {leak.what} {leak.way_out}")
    emit(f"{leaking(len(leaks))}.")


def leaking(number: int) -> str:
    """``Nothing would leak``, ``2 things would leak``."""
    return f"{count(number, 'thing')} would leak" if number else "Nothing would leak"


def count(number: int, one: str, many: str = "") -> str:
    """``3 requirements``, ``1 requirement``, ``no requirements``."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"
