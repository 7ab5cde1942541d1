"""Accepting the scores that answers propose, and locking quality before prices are opened."""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.model.bid import Level
from ossbuy.model.events import Act, Event, Fact, Refused, key
from ossbuy.procedure.lock import now, record
from ossbuy.store.workspace import Workspace


def accept_proposals(
    workspace: Workspace, vendors: Sequence[str] = (), reason: str = "", by: str = ""
) -> Event:
    """Accept the score that level and delivery class propose, for every answer without one.

    Raises:
        Refused: nothing is open.
    """
    project = workspace.project
    person = by or workspace.actor
    facts = []
    for (vendor, requirement), response in project.responses.items():
        if vendors and vendor not in vendors:
            continue
        if response.level in (Level.UNANSWERED, Level.NOT_APPLICABLE):
            continue
        if response.level is not Level.NONE and response.delivery is None:
            continue
        accepted = project.accepted.get((vendor, requirement))
        if accepted is not None and accepted.file == response.file:
            continue
        facts.append(
            Fact(
                key("accepted", vendor, requirement),
                {"by": person, "file": response.file},
            )
        )
    if not project.responses:
        raise Refused("No answers have been opened yet: unseal them first.")
    if not facts:
        raise Refused("Every answer that proposes a score has been accepted already.")
    return record(workspace, Act("proposals.accepted", tuple(facts), reason, on_behalf_of=by))


def lock_quality(workspace: Workspace, reason: str = "", by: str = "") -> Event:
    """Lock the quality scores, so that prices may be opened."""
    project = workspace.project
    if project.quality_lock is not None:
        raise Refused(f"The quality scores are already locked (since {project.quality_lock.at}).")
    if not project.responses:
        raise Refused("No answers have been opened yet, so there is no quality to lock.")
    value = {"by": by or workspace.actor, "at": now()}
    return workspace.execute(
        Act("quality.locked", (Fact("lock/quality", value),), reason, on_behalf_of=by)
    )
