"""What an addendum says: how two versions differ, and which answered questions belong to it."""

from __future__ import annotations

from collections.abc import Iterable

from ossbuy.exchange.pack.addendum import Addendum, Answered, write_addendum
from ossbuy.exchange.pack.changes import Change, changes
from ossbuy.model.project import Project
from ossbuy.model.request import Clarification, Issue
from ossbuy.procedure.request.clarifying import ALL
from ossbuy.procedure.request.issuing import as_it_stood, items_as_asked
from ossbuy.procedure.request.packing import items_of
from ossbuy.procedure.request.versions import latest
from ossbuy.store.workspace import Workspace


def since_last(workspace: Workspace) -> tuple[Change, ...]:
    """How the requirements differ from the version that went out last; empty before the first."""
    last = latest(workspace.project)
    if last is None:
        return ()
    present = items_of(workspace.project, last.stage == "short")
    return changes(items_as_asked(workspace, last), present)


def between(workspace: Workspace, before: Issue, after: Issue) -> tuple[Change, ...]:
    """How two versions differ that went out."""
    return changes(items_as_asked(workspace, before), items_as_asked(workspace, after))


def addendum_workbook(workspace: Workspace, before: Issue, after: Issue) -> bytes:
    """The diff workbook that goes out with an addendum."""
    project = workspace.project
    said = project.description
    known = as_it_stood(workspace, before).clarifications
    belonging = [
        c
        for c in as_it_stood(workspace, after).clarifications.values()
        if c.published_at and c.published_to == ALL and c != known.get(c.id)
    ]
    return write_addendum(
        Addendum(
            name=said.subject or said.name,
            buyer=said.buyer or said.name,
            version=after.version,
            previous=before.version,
            issued=after.at,
            summary=after.changes,
            changes=between(workspace, before, after),
            answered=answered(project, belonging),
        )
    )


def answered(project: Project, said: Iterable[Clarification]) -> tuple[Answered, ...]:
    """Questions as they may be read outside: without who asked."""
    return tuple(
        Answered(
            c.code,
            c.question,
            c.answer,
            tuple(project.label(r) for r in c.requirements),
            c.published_at,
            c.changes_request,
        )
        for c in said
    )
