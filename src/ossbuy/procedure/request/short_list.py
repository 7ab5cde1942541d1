"""Two stages: a short list on few questions, then depth with those who are on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ossbuy.model.events import Act, Fact, Refused, key
from ossbuy.model.project import Project
from ossbuy.procedure.lock import now

MOST: Final = 20
"""About so many questions decide a short list (domain: a lighter touch)."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A requirement for the short first stage, and why it is proposed."""

    requirement: str
    why: str


def propose_short(
    project: Project, weights: Mapping[str, float], most: int = MOST
) -> tuple[Proposed, ...]:
    """Which requirements to ask first: every gate, the heaviest of each section, then by weight.

    Args:
        project: whose requirements.
        weights: effective weight by internal id, any non-negative numbers; empty where nothing
            has been weighed yet, and then only gates and one of each section are proposed.
        most: how many at most; gates and one of each section are proposed even beyond it.

    Returns:
        In the order of the project.
    """
    why: dict[str, str] = {}
    for requirement in project.requirements.values():
        if requirement.gate:
            why[requirement.id] = "pass or fail"
    heaviest = sorted(project.requirements, key=lambda r: -weights.get(r, 0.0))
    seen: set[str] = set()
    for ident in heaviest:
        top = project.top_section_of(ident) if _stands(project, ident) else ""
        if top not in seen:
            seen.add(top)
            title = project.sections[top].title if top else "no section"
            why.setdefault(ident, f"heaviest of {title}" if weights else f"first of {title}")
    for ident in heaviest:
        if len(why) >= most or not weights.get(ident, 0.0):
            break
        why.setdefault(ident, f"weighs {100 * weights[ident]:.1f} %")
    return tuple(Proposed(ident, why[ident]) for ident in project.requirements if ident in why)


def _stands(project: Project, requirement: str) -> bool:
    return project.requirements[requirement].section in project.sections


def leaf_weights(project: Project) -> dict[str, float]:
    """Effective weights of requirements by internal id, summing to 1; empty without a model."""
    from ossbuy.analysis.evaluate import evaluate
    from ossbuy.analysis.matrix import matrix

    if project.model is None or not project.requirements:
        return {}
    try:
        ev = evaluate(matrix(project))
    except ValueError:
        return {}
    return dict(zip(ev.matrix.weights.leaves, ev.blended.tolist(), strict=True))


def mark_short(project: Project, wanted: tuple[str, ...]) -> Act:
    """Make exactly these requirements the short first stage, as one act.

    Raises:
        Refused: they are marked so already.
    """
    facts = [
        Fact(key("requirement", r.id, "short"), True if r.id in wanted else None)
        for r in project.requirements.values()
        if r.short != (r.id in wanted)
    ]
    if not facts:
        raise Refused("These questions are marked for the short list already: nothing to change.")
    return Act("requirement.changed", tuple(facts))


def shortlist(project: Project, vendor: str, by: str, reason: str) -> Act:
    """Put a vendor on the short list, with a reason; reversible.

    Raises:
        Refused: it is unknown, eliminated or on it already, or no reason is given.
    """
    if vendor not in project.vendors:
        raise Refused(f"There is no vendor {vendor}: invite it first.")
    label = project.vendors[vendor].label
    if vendor in project.eliminated:
        raise Refused(f"{label} is eliminated: readmit it before it goes on the short list.")
    if vendor in project.shortlisted:
        raise Refused(f"{label} is on the short list already: {project.shortlisted[vendor].reason}")
    if not reason.strip():
        raise Refused(f"Give the reason for putting {label} on the short list: it stays on record.")
    value = {"by": by, "reason": reason.strip(), "at": now()}
    return Act("vendors.shortlisted", (Fact(key("shortlisted", vendor), value),), reason.strip())


def unlist(project: Project, vendor: str, reason: str) -> Act:
    """Take a vendor off the short list, with a reason.

    Raises:
        Refused: it is not on it, or no reason is given.
    """
    if vendor not in project.shortlisted:
        raise Refused(f"{project.label(vendor)} is not on the short list: nothing to take back.")
    if not reason.strip():
        raise Refused(
            f"Give the reason for taking {project.vendors[vendor].label} off the short list: it "
            "stays on record."
        )
    return Act("vendors.shortlisted", (Fact(key("shortlisted", vendor), None),), reason.strip())
