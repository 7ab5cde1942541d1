"""Answers, judgements, prices and gates as arrays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ossbuy.analysis.arrays import Array, readonly
from ossbuy.analysis.matrix.inputs import BidInputs, Ids
from ossbuy.analysis.matrix.panel import (
    brought_together,
    latest_scores,
    method_of,
    panel_inputs,
    whose,
)
from ossbuy.analysis.matrix.volumes import volumes
from ossbuy.analysis.scoring.quality import CellState
from ossbuy.model.bid import EVIDENCE_WORDS, Evidence, Level, Response
from ossbuy.model.evaluation import EvaluationModel
from ossbuy.model.project import Project


def bid_inputs(
    project: Project, model: EvaluationModel, leaves: Ids, notes: list[str]
) -> BidInputs:
    vendors = tuple(project.vendors)
    shape = (len(vendors), len(leaves))
    policy = project.policy
    formula = policy.price_formula or model.word("price.formula")
    ceiling = float(policy.price_ceiling) if policy.price_ceiling else None
    if policy.price_share is None:
        notes.append("Nobody set the price share, so price does not count.")
    if formula == "ceiling-linear" and ceiling is None:
        notes.append(
            "The price formula ceiling-linear needs a published ceiling: until the policy states "
            "one, no price is scored."
        )
    claimed = np.full(shape, np.nan)
    evidence = np.full(shape, np.nan)
    state = np.full(shape, int(CellState.UNANSWERED), dtype=np.intp)
    source = [[""] * len(leaves) for _ in vendors]
    alone = np.full(shape, np.nan)
    proof: dict[tuple[str, str], str] = {}
    factors = model.group("evidence")
    latest = latest_scores(project)
    judged = _judged(project, latest)
    opened = {
        vendor: (file := project.current_file(vendor, "answers")) is not None
        and file.id in project.unsealed
        for vendor in vendors
    }
    column = {leaf: i for i, leaf in enumerate(leaves)}
    for row, vendor in enumerate(vendors):
        if not opened[vendor] and project.current_file(vendor, "answers") is not None:
            state[row] = int(CellState.WITHHELD)
    rows = {vendor: i for i, vendor in enumerate(vendors)}
    for (vendor, leaf), response in project.responses.items():
        if vendor not in rows or leaf not in column:
            continue
        row, col = rows[vendor], column[leaf]
        score, where = judged.get((vendor, leaf), (None, ""))
        # What people judged stands over what the vendor says of its own answer.
        if score is None and response.level is Level.NOT_APPLICABLE:
            state[row, col] = int(CellState.NOT_APPLICABLE)
            continue
        if score is None and response.level is Level.UNANSWERED:
            continue
        graded = project.graded.get((vendor, leaf))
        # So does what the buyer saw over the evidence the vendor names.
        evidence[row, col] = factors[graded.evidence if graded else response.evidence or "claim"]
        if graded is not None:
            proof[vendor, leaf] = EVIDENCE_WORDS[Evidence(graded.evidence)]
        alone[row, col] = proposal = _proposal(project, model, (vendor, leaf), response)
        if score is None and np.isnan(proposal):
            state[row, col] = int(CellState.UNSCORED)
            continue
        if score is None:
            score, where = proposal, "accepted proposal"
        claimed[row, col] = score
        state[row, col] = int(CellState.ANSWERED)
        source[row][col] = where
    gates = tuple(leaf for leaf in leaves if project.requirements[leaf].gate)
    costs = _costs(project, vendors, notes)
    return BidInputs(
        vendors,
        tuple(v.label for v in project.vendors.values()),
        tuple(e.reason if (e := project.eliminated.get(v)) else "" for v in vendors),
        readonly(claimed),
        readonly(evidence),
        state,
        tuple(tuple(row) for row in source),
        costs,
        policy.price_share if policy.price_share is not None else 0.0,
        formula,
        ceiling,
        policy.evidence_mode == "widen",
        gates,
        tuple(
            tuple(
                g.result.value if (g := project.gates.get((vendor, gate))) else "not shown"
                for gate in gates
            )
            for vendor in vendors
        ),
        volumes(project, vendors, costs),
        panel_inputs(project, latest, rows, column, alone),
        proof,
    )


def _proposal(
    project: Project, model: EvaluationModel, cell: tuple[str, str], response: Response
) -> float:
    """What an accepted answer is worth by level and delivery, 0..1; NaN where that is open."""
    accepted = project.accepted.get(cell)
    if accepted is None or accepted.file != response.file:
        return float("nan")
    if response.level is Level.NONE:
        return model.number("level.none")
    if response.delivery is None or response.level not in (Level.FULL, Level.PARTIAL):
        return float("nan")
    return min(
        model.number(f"level.{response.level}"), model.number(f"delivery.{response.delivery}")
    )


def _judged(
    project: Project, latest: Mapping[tuple[str, str], Mapping[str, float]]
) -> dict[tuple[str, str], tuple[float, str]]:
    """People's scores 0..1: agreed if there is one, else those of the latest round together."""
    method = method_of(project)
    found: dict[tuple[str, str], tuple[float, str]] = {}
    for cell, scores in latest.items():
        together = brought_together(scores.values(), method)
        found[cell] = (together / 5, whose(len(scores), method))
    for cell, agreed in project.agreed.items():
        found[cell] = (agreed.value / 5, "agreed")
    return found


def _costs(project: Project, vendors: Ids, notes: list[str]) -> Array:
    years = max((len(line.amounts) for line in project.prices.values()), default=0)
    cost = np.zeros((len(vendors), years))
    priced: set[str] = set()
    rows = {vendor: i for i, vendor in enumerate(vendors)}
    foreign: set[str] = set()
    for (vendor, _), line in project.prices.items():
        if vendor not in rows:
            continue
        if line.currency != project.description.currency:
            foreign.add(vendor)
            continue
        priced.add(vendor)
        for year, amount in enumerate(line.amounts):
            cost[rows[vendor], year] += float(amount)
    notes.extend(
        f"{project.vendors[vendor].label} priced in another currency than "
        f"{project.description.currency}: ask for prices in {project.description.currency}."
        for vendor in sorted(foreign)
    )
    for vendor, row in rows.items():
        if vendor not in priced or vendor in foreign:
            cost[row] = np.nan
        elif cost[row].sum() <= 0:
            cost[row] = np.nan
            notes.append(
                f"The prices of {project.vendors[vendor].label} add up to 0, which no formula can "
                "score: ask what it will cost."
            )
    return readonly(cost)
