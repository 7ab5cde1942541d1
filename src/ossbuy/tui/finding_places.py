"""Where a finding is on screen: the stage that shows the thing, and the thing itself."""

from __future__ import annotations

from typing import Final

from ossbuy.model.findings import Finding
from ossbuy.model.project import Project
from ossbuy.model.wording import worded
from ossbuy.tui.stages import STAGES

PLACES: Final = {
    # kind of a finding's ref: stages that show it, the first that is built counts
    "pain": ("trauma",),
    "cause": ("causes",),
    "requirement": ("requirements",),
    "cell": ("answers",),
    "vendor": ("decision",),
    "person": ("people", "trauma"),
    "value": ("value",),
    "event": ("history",),
}


def place_of(project: Project, finding: Finding) -> tuple[str, str] | None:
    """The stage and what to put the cursor on there; None for a finding about nothing shown."""
    kind, ident, *more = (*finding.ref, "", "")
    built = {stage.id for stage in STAGES}
    match kind:
        case "stage":
            return (ident if ident in built else STAGES[0].id, "")
        case "cell":
            return ("answers", f"{more[0]}/{ident}")
        case "weight":
            top = ident in project.sections and not project.parent_of(ident)
            return ("weights" if top else "requirements", ident)
        case "value" if "value" not in built:
            return ("trauma" if ident in project.pains else "requirements", ident)
    stage = next((s for s in PLACES.get(kind, ()) if s in built), "")
    return (stage, ident) if stage else None


def title_of(project: Project, stage: str) -> str:
    """What a stage is called on screen."""
    title = next((s.title for s in STAGES if s.id == stage), stage)
    return worded(title, project.policy.trauma_word)
