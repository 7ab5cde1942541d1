"""Locking weights before answers are opened, and amending them afterwards with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from ossbuy.model.commands import needs_reason_after_lock, needs_reason_after_quality_lock
from ossbuy.model.events import Act, Event, Fact, Refused, canonical
from ossbuy.model.project import Project
from ossbuy.model.regulation import allow
from ossbuy.model.scoring import LockedWeights
from ossbuy.store.workspace import Workspace

NO_PRICE_SHARE = (
    "The price share is not set: set it before locking the weights, on screen under project "
    "settings (,) or with 'ossbuy set PROJECT policy price_share 0.4' for 40 %."
)


def now(precision: str = "seconds") -> str:
    """This moment in UTC as the journal writes it."""
    return datetime.now(UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def snapshot(project: Project, by: str) -> LockedWeights:
    """The weights as they stand, with a hash over everything the lock covers.

    Raises:
        Refused: there is nothing to lock yet.
    """
    from ossbuy.analysis.evaluate import evaluate
    from ossbuy.analysis.matrix import matrix

    if project.model is None:
        raise Refused("There is no evaluation model to lock weights with: adopt one first.")
    ev = evaluate(matrix(project, respect_lock=False))
    leaves = ev.matrix.weights.leaves
    if not leaves:
        raise Refused("There are no requirements yet, so there are no weights to lock.")
    if project.policy.price_share is None:
        raise Refused(NO_PRICE_SHARE)
    content: dict[str, dict[str, float]] = {
        "stated": dict(zip(leaves, ev.stated.tolist(), strict=True)) if ev.stated.size else {},
        "derived": (
            dict(zip(leaves, ev.derived_leaf.tolist(), strict=True)) if ev.derived_leaf.size else {}
        ),
        "blended": dict(zip(leaves, ev.blended.tolist(), strict=True)),
    }
    # Hashed by visible codes and to twelve digits: the same weights give the same hash in any file.
    said = {
        **{
            stage: {ev.matrix.labels[leaf]: round(w, 12) for leaf, w in content[stage].items()}
            for stage in ("stated", "derived", "blended")
        },
        "blend": ev.blend,
        "price_share": ev.price_share,
        "model_hash": project.model.hash,
        "price_formula": ev.price_formula,
        "price_ceiling": project.policy.price_ceiling,
        "evidence_mode": ev.evidence_mode,
    }
    digest = hashlib.sha256(canonical(said).encode()).hexdigest()
    return LockedWeights(
        hash=digest,
        by=by,
        at=now(),
        blend=ev.blend,
        price_share=ev.price_share,
        model_hash=project.model.hash,
        stated=content["stated"],
        derived=content["derived"],
        blended=content["blended"],
    )


def lock_weights(workspace: Workspace, reason: str = "", by: str = "") -> Event:
    """Lock stated and derived weights, λ, the price share and the evaluation model."""
    project = workspace.project
    if project.locked is not None:
        raise Refused(
            f"The weights are already locked (since {project.locked.at}): amend them instead, "
            "with a reason."
        )
    value = snapshot(project, by or workspace.actor).model_dump(mode="json")
    return workspace.execute(
        Act("weights.locked", (Fact("lock/weights", value),), reason, on_behalf_of=by)
    )


def record(workspace: Workspace, act: Act, reason: str = "") -> Event:
    """Execute an act; where it moves what the weight lock covers, amend instead (decision 7).

    Raises:
        Refused: the weights or the quality scores it moves are locked and no reason was given, or
            a regulated procurement forbids it whatever the reason.
    """
    reason = reason or act.reason
    allow(workspace.project, act.facts)
    if not needs_reason_after_lock(workspace.project, act.facts):
        if needs_reason_after_quality_lock(workspace.project, act.facts):
            if not reason.strip():
                raise Refused(
                    "The quality scores are locked: give a reason to change one; it stands in the "
                    "record beside the change."
                )
            act = replace(act, reason=reason)
        return workspace.execute(act)
    if not reason.strip():
        raise Refused(
            "The weights are locked: give a reason to amend them; it will stand in the report."
        )
    amended = _amendment(workspace, act.facts, reason)
    return workspace.execute(replace(amended, blobs=act.blobs))


def adopt(workspace: Workspace, facts: Iterable[Fact], reason: str = "") -> Event:
    """Make a what-if official as one event, amending the lock where one stands (decision 10)."""
    now_says = workspace.draft().values
    last = {fact.address: fact for fact in facts}
    changed = tuple(fact for fact in last.values() if now_says.get(fact.address) != fact.value)
    if not changed:
        raise Refused("The what-if changes nothing: there is nothing to adopt.")
    allow(workspace.project, changed)
    if not needs_reason_after_lock(workspace.project, changed):
        return workspace.execute(Act("scenario.adopted", changed, reason))
    if not reason.strip():
        raise Refused(
            "The weights are locked: give a reason to amend them; it will stand in the report."
        )
    return workspace.execute(_amendment(workspace, changed, reason))


def _amendment(workspace: Workspace, facts: Iterable[Fact], reason: str) -> Act:
    """The change together with a fresh snapshot, so that the lock says what now holds."""
    changed = tuple(facts)
    draft = workspace.draft()
    draft.apply(changed)
    first = workspace.project.locked
    fresh = snapshot(draft.freeze(), workspace.actor)
    if first is not None:
        # The lock stays the lock it was; what is new is that it was amended.
        fresh = fresh.model_copy(
            update={
                "by": first.by,
                "at": first.at,
                "amended_at": fresh.at,
                "amended_by": fresh.by,
            }
        )
    locked = fresh.model_dump(mode="json")
    return Act("weights.amended", (*changed, Fact("lock/weights", locked)), reason)
