"""Commands on vendors: naming references, judging gates, eliminating, readmitting."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from ossbuy.model.bid import Reference
from ossbuy.model.events import Act, Fact, Json, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.scoring import GateResult
from ossbuy.model.words import sentence


def refer(
    project: Project, vendor: str, number: str, fields: Mapping[str, Json], reason: str = ""
) -> Act:
    """Name a vendor's reference customer, or change what was said of it.

    ``number`` tells the vendor's references apart. A field set to None or empty says nothing any
    more, and a reference without a customer is taken off the list.
    """
    if vendor not in project.vendors:
        raise Refused(f"There is no vendor {vendor}: invite it first.")
    if not (number.isascii() and number.isdigit() and len(number) < 4 and int(number) > 0):
        raise Refused(f"A reference is numbered 1, 2, 3 …, not {number[:40]!r}.")
    number = str(int(number))
    where = f"Reference {number} of {project.vendors[vendor].label}"
    known = project.references.get((vendor, number))
    said: dict[str, Json] = known.model_dump(mode="json", exclude_defaults=True) if known else {}
    said |= fields
    said = {n: v for n, v in said.items() if v is not None and str(v).strip()}
    if known and not said.get("customer"):
        return Act("vendor.changed", (Fact(key("reference", vendor, number), None),), reason)
    try:
        value = Reference.model_validate(said)
    except ValidationError as error:
        raise Refused(sentence(error, where)) from None
    if value == known:
        raise Refused(f"{where} already says that: nothing to change.")
    new = value.model_dump(mode="json", exclude_defaults=True)
    return Act("vendor.changed", (Fact(key("reference", vendor, number), new),), reason)


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
