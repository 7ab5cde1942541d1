"""The panel of an evaluation, run again: contenders in rank order, everything else as it is."""

from __future__ import annotations

import numpy as np

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.robustness.panel import PanelRuns, panel_runs


def panel_of(ev: Evaluation) -> PanelRuns | None:
    """The contest without each evaluator; None where fewer than two people's scores count."""
    bids = ev.matrix.bids
    panel = bids.panel
    if panel is None or not ev.contenders or not ev.blended.size:
        return None
    rows = [bids.vendors.index(s.vendor) for s in ev.contenders]
    if np.isnan(panel.scores[:, rows]).all():
        return None
    price = [s.price_score / 100 if s.price_score is not None else np.nan for s in ev.contenders]
    return panel_runs(
        panel.scores[:, rows],
        panel.alone[rows],
        bids.claimed[rows],
        np.ones_like(bids.evidence[rows]) if bids.widen else bids.evidence[rows],
        bids.state[rows],
        ev.blended,
        price if bids.price_share else np.zeros(len(rows)),
        bids.price_share,
        panel.method,
        [bids.names[r] for r in rows],
        panel.names,
    )
