"""How far the weights may move, by formula: p*, crossings and the range of each weight.

The formulas are those of ``analysis.robustness.thresholds``, at the level of top sections with
the price share folded into every column; they follow the live leader.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.scoring.quality import CellState
from ossbuy.exchange.report.figures import Figures
from ossbuy.exchange.report.places import Places

Grid = list[list[float | None]]


@dataclass(frozen=True)
class Stability:
    """Values of the Sensitivity sheet's formulas; lists run over vendors in the project's order."""

    possible: bool
    lead: int
    """Column of the leader, from 1."""
    gap: list[float | None]
    with_price: list[float | None]
    fixed: list[float | None]
    blend_at: list[float | None]
    price_at: list[float | None]
    lows: Grid
    """(sections, vendors): where a rival draws level below the present weight."""
    highs: Grid
    ends: dict[str, list[float]]
    """Per vendor the sums that quality is made of at λ = 0 and λ = 1."""


def stability(places: Places, figures: Figures) -> Stability:
    """Work out what the formulas come to."""
    ev = places.ev
    count, sections = len(places.vendors), len(places.top)
    none: list[float | None] = [None] * count
    ends = _ends(places, figures)
    lead = next((i for i, v in enumerate(places.vendors) if v == ev.standings[0].vendor), 0)
    rows = [ev.standing_of(v) for v in places.vendors]
    inside = [not s.eliminated for s in rows]
    open_ = any(i and s.total is None for i, s in zip(inside, rows, strict=True))
    empty: Grid = [list(none) for _ in range(sections)]
    if sum(inside) < 2 or open_ or ev.sections is None:
        return Stability(False, lead + 1, none, none, none, none, none, empty, empty, ends)
    p = ev.price_share
    w = np.array([figures.total_of(figures.weighing.blended, s) for s in places.top])
    score = ev.sections.scores
    price = np.array([(s.price_score or 0.0) / 100 for s in rows])
    quality = np.array([(s.quality or 0.0) / 100 for s in rows])
    lows: Grid = [list(none) for _ in range(sections)]
    highs: Grid = [list(none) for _ in range(sections)]
    result: dict[str, list[float | None]] = {
        name: list(none) for name in ("gap", "with_price", "fixed", "blend_at", "price_at")
    }
    known = ev.stated.size and ev.derived_leaf.size
    for v in range(count):
        if v == lead or not inside[v]:
            continue
        d, dp = score[lead] - score[v], float(price[lead] - price[v])
        folded = (1 - p) * d + p * dp
        gap = float(w @ folded)
        result["gap"][v] = gap
        wide = float((1 - p) * (w @ np.abs(d)) + p * abs(dp))
        result["with_price"][v] = _share(gap, wide)
        result["fixed"][v] = _share(gap, float(w @ np.abs(folded)))
        if known:
            at = [
                (1 - p) * (ends[f"a{e}"][lead] - ends[f"a{e}"][v]) / 100 + p * dp * ends[f"b{e}"][v]
                for e in (0, 1)
            ]
            result["blend_at"][v] = _level(at[0], at[1])
        result["price_at"][v] = _level(float(quality[lead] - quality[v]), dp)
        for s in range(sections):
            lows[s][v], highs[s][v] = _crossing(gap, float(folded[s]), float(w[s]))
    return Stability(True, lead + 1, **result, lows=lows, highs=highs, ends=ends)


def _share(gap: float, wide: float) -> float:
    return min(1.0, max(0.0, gap / wide)) if wide > 1e-15 else 0.0


def _level(at_0: float, at_1: float) -> float | None:
    """Where a straight line from ``at_0`` to ``at_1`` is zero, if between 0 and 1."""
    if abs(at_0 - at_1) <= 1e-12:
        return None
    at = at_0 / (at_0 - at_1)
    return at if 0 <= at <= 1 else None


def _crossing(gap: float, lead: float, weight: float) -> tuple[float | None, float | None]:
    """Where a rival draws level as one weight falls or rises and the others share the rest."""
    if 1 - weight <= 1e-12:
        return None, None
    others = (gap - lead * weight) / (1 - weight)
    slope = lead - others
    if abs(slope) <= 1e-12:
        return None, None
    at = -others / slope
    if slope > 0 and 0 < at <= 1:
        return at, None
    if slope < 0 and 0 <= at < 1:
        return None, at
    return None, None


def _ends(places: Places, figures: Figures) -> dict[str, list[float]]:
    """Weighted score and weight that applies, on stated weights alone and on derived alone."""
    ev: Evaluation = places.ev
    leaves = ev.matrix.weights.leaves
    layer = ev.matrix.weights.layer
    values = np.nan_to_num(ev.values) * 100
    applies = ev.matrix.bids.state != int(CellState.NOT_APPLICABLE)
    found: dict[str, list[float]] = {}
    for end, weights in ((0, figures.weighing.stated), (1, figures.weighing.derived)):
        w: Array = layer * np.array([weights[leaf] or 0.0 for leaf in leaves])
        found[f"a{end}"] = (values @ w).tolist()
        found[f"b{end}"] = (applies @ w).tolist()
    return found
