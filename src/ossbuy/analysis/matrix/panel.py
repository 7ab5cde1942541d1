"""Several people's scores of one answer: the latest round, brought together, and as arrays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from ossbuy.analysis.arrays import Array, readonly
from ossbuy.model.fold import natural
from ossbuy.model.project import Project

Cell = tuple[str, str]
"""(vendor, requirement)."""


@dataclass(frozen=True)
class PanelInputs:
    """Who scored what, where no agreed score stands above it."""

    evaluators: tuple[str, ...]
    names: tuple[str, ...]
    method: str
    """``mean`` or ``median``."""
    scores: Array
    """(evaluators, vendors, leaves), 0..1, NaN where somebody gave none."""
    alone: Array
    """(vendors, leaves): what a cell is worth without anybody's score, NaN where that is open."""


def method_of(project: Project) -> str:
    """How this project brings several evaluators' scores together."""
    return project.policy.score_method or "mean"


def brought_together(values: Collection[float], method: str) -> float:
    """One score from several: their mean or their median."""
    return float(median(values) if method == "median" else fmean(values))


def whose(count: int, method: str) -> str:
    """Where such a score comes from, in words."""
    return f"{method} of {count} evaluators" if count > 1 else "one evaluator"


def latest_scores(project: Project) -> dict[Cell, dict[str, float]]:
    """Scores 0..5 by evaluator, of the latest round of each cell."""
    rounds: dict[Cell, dict[str, dict[str, float]]] = {}
    for (judge, vendor, leaf, round_), score in project.scores.items():
        rounds.setdefault((vendor, leaf), {}).setdefault(round_, {})[judge] = score.value
    return {cell: by_round[max(by_round, key=natural)] for cell, by_round in rounds.items()}


def panel_inputs(
    project: Project,
    latest: Mapping[Cell, Mapping[str, float]],
    rows: Mapping[str, int],
    columns: Mapping[str, int],
    alone: Array,
) -> PanelInputs | None:
    """The panel as arrays; None where fewer than two people scored, or all was agreed since."""
    cells = {
        (vendor, leaf): scores
        for (vendor, leaf), scores in latest.items()
        if (vendor, leaf) not in project.agreed and vendor in rows and leaf in columns
    }
    judges = tuple(sorted(_who(cells.values()), key=lambda i: natural(project.label(i))))
    if len(judges) < 2:
        return None
    place = {judge: i for i, judge in enumerate(judges)}
    scores = np.full((len(judges), len(rows), len(columns)), np.nan)
    for (vendor, leaf), given in cells.items():
        for judge, value in given.items():
            scores[place[judge], rows[vendor], columns[leaf]] = value / 5
    people = project.people
    return PanelInputs(
        judges,
        tuple(people[j].label if j in people else project.label(j) for j in judges),
        method_of(project),
        readonly(scores),
        readonly(alone),
    )


def _who(cells: Iterable[Mapping[str, float]]) -> set[str]:
    return {judge for scores in cells for judge in scores}
