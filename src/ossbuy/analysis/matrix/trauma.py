"""Pains and causes as arrays."""

from __future__ import annotations

import numpy as np

from ossbuy.analysis.arrays import readonly
from ossbuy.analysis.causes import Edge
from ossbuy.analysis.matrix.inputs import TraumaInputs
from ossbuy.analysis.trauma import TraumaCoefficients
from ossbuy.model.evaluation import EvaluationModel
from ossbuy.model.project import Project


def trauma_inputs(project: Project, model: EvaluationModel, notes: list[str]) -> TraumaInputs:
    pains = tuple(project.pains)
    causes = tuple(project.causes)
    rate = 1.0
    if project.description.currency and project.description.currency != model.currency:
        # A rate without its date cannot be checked by anybody (decision 18).
        dated = bool(project.policy.exchange_date)
        rate = (project.policy.exchange_rate or float("nan")) if dated else float("nan")
        if np.isnan(rate):
            notes.append(
                f"Costs are in {project.description.currency} but the evaluation model's floor and "
                f"ceiling are in {model.currency}: state an exchange rate and its date in the "
                "policy; until then the costs do not enter the trauma index."
            )
    factors = model.group("pain_evidence")
    rows = [
        (
            _number(pain.severity),
            _number(pain.frequency),
            _number(pain.breadth),
            _number(pain.cost_likely) / rate,
            _number(pain.months),
            factors[pain.evidence] if pain.evidence else float("nan"),
        )
        for pain in project.pains.values()
    ]
    severity, frequency, breadth, cost, months, factor = (
        readonly(column) for column in np.array(rows, dtype=np.float64).reshape(len(pains), 6).T
    )
    node = {ident: i for i, ident in enumerate(pains + causes)}
    edges = tuple(
        Edge(node[cause], node[effect], share)
        for (cause, effect), share in project.contributions.items()
        if cause in node and effect in node
    )
    terms = ("severity", "frequency", "breadth", "cost", "months")
    bounds = ("cost_floor", "cost_ceiling", "months_ceiling", "scale_top")
    return TraumaInputs(
        pains,
        causes,
        severity,
        frequency,
        breadth,
        cost,
        months,
        factor,
        edges,
        TraumaCoefficients(**{n: model.number(f"trauma.{n}") for n in terms + bounds}),
    )


def _number(value: object) -> float:
    return float("nan") if value is None else float(value)  # type: ignore[arg-type]
