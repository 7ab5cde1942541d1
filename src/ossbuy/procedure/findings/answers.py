"""What vendors' answers, gates and prices make one wonder about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ossbuy.model.bid import Delivery, Evidence, Level
from ossbuy.model.findings import Finding
from ossbuy.model.project import Project
from ossbuy.model.scoring import GateResult
from ossbuy.procedure.findings.case import Case, Rule

FORGOTTEN = {
    "interfaces": r"interfac|integrat|adapter|apis?\b",
    "internal change": r"internal|backfill|chang|own team|staff",
    "migration": r"migrat|data load|cleans|conver[st]",
    "exit": r"exit|terminat|egress|hand-?back",
}
"""Cost lines most often forgotten, and beginnings of words that show they were not (rule 17)."""
ANSWERED = (Level.FULL, Level.PARTIAL, Level.NONE)
DOUBTFUL = (Delivery.CUSTOM, Delivery.WORKAROUND, Delivery.ROADMAP, Delivery.NONE)
"""Classes of delivery that are no plain yes."""
MANY_ANSWERS = 10
"""Answers from which one may speak of all of them."""


def claims_where_it_matters(case: Case) -> Iterator[Finding]:
    """F03: a requirement of the heaviest tenth backed only by the vendor's word."""
    project, ev = case.project, case.evaluation
    if case.as_scored:
        return  # F60 says it once: in a kept matrix nothing stands behind any score
    for vendor in project.vendors.values():
        if ev.matrix.bids.vendors and vendor.id in project.eliminated:
            continue
        bare = [
            leaf
            for leaf in sorted(case.heavy, key=lambda i: project.requirements[i].code)
            if (r := project.responses.get((vendor.id, leaf)))
            and r.level in (Level.FULL, Level.PARTIAL)
            and _shown(project, vendor.id, leaf) in (None, Evidence.CLAIM)
        ]
        leads = ev.leader is not None and ev.leader.vendor == vendor.id
        if bare:
            yield Finding(
                "F03",
                "blocks" if leads else "warns",
                f"{vendor.label}: {', '.join(project.label(leaf) for leaf in bare)}",
                "these weigh most, and nothing but the vendor's word stands behind the answers.",
                "Ask for a demo, a reference or a test before signing.",
                ("cell", vendor.id, bare[0]),
            )


def _shown(project: Project, vendor: str, leaf: str) -> Evidence | None:
    """What stands behind an answer: the buyer's own grade, else what the vendor names."""
    graded = project.graded.get((vendor, leaf))
    return Evidence(graded.evidence) if graded else project.responses[vendor, leaf].evidence


def roadmap_above_cap(case: Case) -> Iterator[Finding]:
    """F11: a roadmap answer scored above what its delivery class allows."""
    project, ev = case.project, case.evaluation
    caps = ev.matrix.model.group("delivery")
    for (vendor, leaf), response in project.responses.items():
        if response.delivery not in (Delivery.ROADMAP, Delivery.CUSTOM, Delivery.WORKAROUND):
            continue
        cell = ev.cell(vendor, leaf)
        cap = caps[response.delivery]
        if cell.claimed is not None and cell.claimed > cap + 1e-9:
            yield Finding(
                "F11",
                "warns",
                f"{project.vendors[vendor].label} {project.label(leaf)}",
                f"scored {5 * cell.claimed:g} of 5, but its delivery class allows {5 * cap:g}.",
                "Lower the score, or record what was shown that makes the class wrong.",
                ("cell", vendor, leaf),
            )


def all_compliant(case: Case) -> Iterator[Finding]:
    """F12: a vendor that answers everything with yes."""
    project = case.project
    for vendor in project.vendors.values():
        mine = [
            r for (v, _), r in project.responses.items() if v == vendor.id and r.level in ANSWERED
        ]
        if len(mine) >= MANY_ANSWERS and all(
            r.level is Level.FULL and r.delivery not in DOUBTFUL for r in mine
        ):
            yield Finding(
                "F12",
                "warns",
                vendor.label,
                f"all {len(mine)} answers say fully met.",
                "Ask for the three they are least sure of, and test two at random.",
                ("vendor", vendor.id),
            )


def gaps(case: Case) -> Iterator[Finding]:
    """F31: answers missing or without a score."""
    for standing in case.evaluation.contenders:
        if standing.missing and case.project.responses:
            count = f"{standing.missing} answer{'' if standing.missing == 1 else 's'}"
            yield Finding(
                "F31",
                "blocks" if standing.missing_share > 0 else "notes",
                standing.label,
                f"{count} without a score, with {100 * standing.missing_share:.1f} % of the "
                "weight.",
                "Ask the vendor, accept the proposed scores, or have them scored.",
                ("vendor", standing.vendor),
            )


def gates_open(case: Case) -> Iterator[Finding]:
    """F32: gates failed or not shown by a vendor still in the running."""
    project = case.project
    if not project.responses:
        return
    for standing in case.evaluation.contenders:
        for gate in standing.gates_failed:
            yield Finding(
                "F32",
                "blocks",
                f"{standing.label} {project.label(gate)}",
                "the gate is failed but the vendor is still in the running.",
                "Eliminate the vendor with a reason, or judge the gate again.",
                ("cell", standing.vendor, gate),
            )
        for gate in standing.gates_not_shown:
            leads = case.evaluation.leader is not None and (
                case.evaluation.leader.vendor == standing.vendor
            )
            judged = project.gates.get((standing.vendor, gate))
            said = "not shown" if judged and judged.result is GateResult.NOT_SHOWN else "not judged"
            yield Finding(
                "F32",
                "blocks" if leads else "warns",
                f"{standing.label} {project.label(gate)}",
                f"the gate is {said} yet.",
                "Have it shown before signature, as a condition of the award.",
                ("cell", standing.vendor, gate),
            )


def forgotten_costs(case: Case) -> Iterator[Finding]:
    """F17: cost lines most often forgotten."""
    project = case.project
    for vendor in project.vendors.values():
        lines = [line for (v, _), line in project.prices.items() if v == vendor.id]
        if not lines:
            continue
        text = " ".join(f"{line.item} {line.category}" for line in lines).casefold()
        missing = [name for name, said in FORGOTTEN.items() if not re.search(rf"\b({said})", text)]
        if missing:
            yield Finding(
                "F17",
                "warns",
                vendor.label,
                f"its price names no line for {', '.join(missing)}.",
                "Ask whether it is included, and where.",
                ("vendor", vendor.id),
            )


RULES: tuple[Rule, ...] = (
    claims_where_it_matters,
    roadmap_above_cap,
    all_compliant,
    forgotten_costs,
    gaps,
    gates_open,
)
