"""Commands on vendors: judging gates, eliminating with a reason, readmitting."""

from __future__ import annotations

from ossbuy.model.events import Act, Fact, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.scoring import GateResult


def judge_gate(
    project: Project, vendor: str, requirement: str, result: str, by: str, reason: str = ""
) -> Act:
    """Say whether a vendor passes a gate: ``pass``, ``fail`` or ``not shown``."""
    if vendor not in project.vendors:
        raise Refused(f"There is no vendor {vendor}: invite it first.")
    asked = project.requirements.get(requirement)
    if asked is None or not asked.gate:
        code = project.label(requirement)
        raise Refused(f"{code} is no gate: make it one first, or score the answer instead.")
    if result not in set(GateResult):
        known = ", ".join(GateResult)
        raise Refused(f"A gate is judged {known}, not {result!r}.")
    if result == GateResult.FAIL and not reason.strip():
        raise Refused(
            f"Failing {asked.code} may end the talks with {project.vendors[vendor].label}: "
            "give the reason."
        )
    value = {"result": result, "by": by, "reason": reason}
    return Act("gate.judged", (Fact(key("gate", vendor, requirement), value),), reason)


def eliminate(project: Project, vendor: str, by: str, reason: str) -> Act:
    """Take a vendor out of the running; what it scored stays visible, and it can come back."""
    if vendor not in project.vendors:
        raise Refused(f"There is no vendor {vendor}: invite it first.")
    label = project.vendors[vendor].label
    if vendor in project.eliminated:
        raise Refused(f"{label} is eliminated already: {project.eliminated[vendor].reason}")
    if not reason.strip():
        raise Refused(f"Give the reason for eliminating {label}: it stands in the report.")
    failed = any(
        judged.result is GateResult.FAIL
        for (who, _), judged in project.gates.items()
        if who == vendor
    )
    value = {"by": by, "reason": reason, "failed_gate": failed}
    return Act("vendor.eliminated", (Fact(key("eliminated", vendor), value),), reason)


def readmit(project: Project, vendor: str, reason: str) -> Act:
    """Let an eliminated vendor back into the running."""
    if vendor not in project.eliminated:
        raise Refused(f"{project.label(vendor)} is not eliminated: nothing to take back.")
    if not reason.strip():
        raise Refused(f"Give the reason for readmitting {project.vendors[vendor].label}.")
    return Act("vendor.readmitted", (Fact(key("eliminated", vendor), None),), reason)
