"""Layers and value cases of a project as arrays and plain values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ossbuy.analysis.arrays import Array, readonly
from ossbuy.analysis.matrix.inputs import Ids, Matrix
from ossbuy.analysis.revenue import Benefit
from ossbuy.analysis.value import reaches_finance
from ossbuy.model.project import Project
from ossbuy.model.worth import ValueCase


@dataclass(frozen=True)
class ValueInputs:
    """What was said about layers and value, by the orders of the evaluation's matrix."""

    pains: Ids
    pain_layer: Array
    """1, 2 or 3; NaN where it is not said."""
    pain_reach: Array
    """1 where the pain's own case reaches a finance metric, 0 where not; NaN without a case."""
    leaves: Ids
    leaf_layer: Array
    leaf_reach: Array
    benefits: tuple[Benefit, ...]
    """Every value case: pains first, then requirements."""
    said_layer: int | None
    """Where the buyer says its thinking stops."""


def value_inputs(project: Project, matrix: Matrix) -> ValueInputs:
    """Lay out layers and value cases in the orders of a matrix.

    The matrix may be a moment older than the project: what is gone says nothing.
    """
    pains, leaves = matrix.trauma.pains, matrix.weights.leaves
    cases = {
        ident: project.values[ident]
        for ident in (*project.pains, *project.requirements)
        if ident in project.values
    }
    return ValueInputs(
        pains,
        _layers([p.layer if (p := project.pains.get(pain)) else None for pain in pains]),
        _reaches([cases.get(p) for p in pains]),
        leaves,
        _layers([r.layer if (r := project.requirements.get(leaf)) else None for leaf in leaves]),
        _reaches([cases.get(leaf) for leaf in leaves]),
        tuple(_benefit(ident, case) for ident, case in cases.items()),
        project.policy.stated_layer,
    )


def _layers(said: list[int | None]) -> Array:
    return readonly(np.array([np.nan if s is None else s for s in said], dtype=np.float64))


def _reaches(cases: list[ValueCase | None]) -> Array:
    return readonly(
        np.array(
            [
                np.nan
                if case is None
                else float(reaches_finance(case.chain, case.finance_metric, case.obstructs))
                for case in cases
            ],
            dtype=np.float64,
        )
    )


def _benefit(ident: str, case: ValueCase) -> Benefit:
    return Benefit(
        ident,
        case.lever,
        case.segment,
        None if case.volume is None else float(case.volume),
        case.loss_low,
        case.loss,
        case.loss_high,
        case.margin,
        case.attribution,
        case.obstructs,
    )
