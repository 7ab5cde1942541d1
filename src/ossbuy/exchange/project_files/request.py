"""The request as a readable file: dates, questions, the short list, and what went out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel

from ossbuy.model.project import Project
from ossbuy.model.request import Issue

REQUEST: Final[Mapping[str, tuple[str, ...]]] = {
    "request.yaml": ("calendar", "questions", "shortlist", "issued"),
}
"""The file and the lists it may hold."""
WORKBOOKS: Final = ("answers", "prices")


def request_file(
    project: Project,
    code: Callable[[str], str],
    workbook: Callable[[str, str, str], str],
) -> dict[str, Any]:
    """The content of request.yaml; empty where nothing is said.

    Args:
        project: what to write.
        code: a thing's visible code by its internal id; the id itself where it has none.
        workbook: puts a workbook that went out beside the file, told what it is, its version and
            its SHA-256, and returns its name.
    """
    lists: dict[str, Iterable[dict[str, Any]]] = {
        "calendar": [_coded(d) for d in project.deadlines.values()],
        "questions": _questions(project, code),
        "shortlist": [
            {"vendor": code(vendor)} | _plain(said) | {"by": code(said.by)}
            for vendor, said in project.shortlisted.items()
        ],
        "issued": [_issued(project, issue, code, workbook) for issue in project.issues.values()],
    }
    return {name: items for name, said in lists.items() if (items := list(said))}


def _plain(thing: BaseModel) -> dict[str, Any]:
    return thing.model_dump(mode="json", exclude_defaults=True)


def _coded(thing: BaseModel) -> dict[str, Any]:
    said = _plain(thing)
    return {"id": said.pop("code")} | {k: v for k, v in said.items() if k != "id"}


def _questions(project: Project, code: Callable[[str], str]) -> Iterable[dict[str, Any]]:
    for question in project.clarifications.values():
        said = _coded(question)
        said |= {
            name: code(said[name])
            for name in ("asked_by", "answered_by", "published_to")
            if name in said
        }
        if question.requirements:
            said["requirements"] = [code(r) for r in question.requirements]
        yield said


def _issued(
    project: Project,
    issue: Issue,
    code: Callable[[str], str],
    workbook: Callable[[str, str, str], str],
) -> dict[str, Any]:
    said = _plain(issue)
    said = {name: v for name, v in said.items() if name != "id" and not name.endswith("_sha256")}
    said["by"] = code(issue.by)
    if issue.vendors:
        said["vendors"] = [code(v) for v in issue.vendors]
    order = {ident: place for place, ident in enumerate(project.requirements)}
    asked = sorted(issue.asked.items(), key=lambda i: (order.get(i[0], len(order)), i[1][0]))
    said["asked"] = [
        {"id": called, "text": text}
        # A requirement that has another id today, or is gone, is still the one that was asked.
        | ({"now": now} if (now := code(ident) if ident in order else "gone") != called else {})
        for ident, (called, text) in asked
    ]
    for what in WORKBOOKS:
        if digest := getattr(issue, f"{what}_sha256"):
            said[what] = workbook(what, issue.version, digest)
    return said
