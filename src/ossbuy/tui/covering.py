"""Who asks for what, and what of an evaluation is known about a node, as the screens ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ossbuy.model.asking import asked_by as asked_by
from ossbuy.model.asking import excused as excused
from ossbuy.model.asking import orphans as orphans
from ossbuy.model.asking import path_of as path_of
from ossbuy.model.asking import pools as pools
from ossbuy.model.asking import under as under

if TYPE_CHECKING:
    from ossbuy.analysis.cell import WeightLine
    from ossbuy.analysis.evaluation import Evaluation


def weight_line(evaluation: Evaluation | None, node: str) -> WeightLine | None:
    """The weight of a node, if the evaluation (which may be older than the project) knows it."""
    if evaluation is None or not evaluation.knows(node):
        return None
    return evaluation.weight_of(node)
