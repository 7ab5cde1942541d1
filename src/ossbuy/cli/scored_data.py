"""The answer to a comparison as data: all that --json prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ossbuy.exchange.comparisons import Comparison
    from ossbuy.procedure.comparisons.compared import Answer
    from ossbuy.procedure.comparisons.comparing import Kept


def as_data(found: Answer, kept: Kept, target: Path | None) -> dict[str, Any]:
    """Everything about a comparison taken in, for ``--json``."""
    from ossbuy.analysis.robustness.cockpit import NotAvailable

    ev = found.evaluation
    firm: dict[str, Any] = {"available": False}
    if not isinstance(found.firm, NotAvailable):
        own = found.criteria_p_star
        firm = {
            "available": True,
            "separable": found.firm.verdict.separable,
            "probability": found.firm.noise.probability,
            "p_star": found.firm.firm.p_star,
            "p_star_price_fixed": found.firm.firm.p_star_price_fixed,
            "p_star_criteria": own[0] if own else None,
            "p_star_criteria_price_fixed": own[1] if own else None,
        }
    return {
        "recorded": target is not None,
        "file": str(target) if target else None,
        "sha256": kept.sha256,
        "understood": _understood(kept.comparison),
        "sentence": ev.sentence(),
        "margin": ev.margin,
        "sheet": found.sheet_agrees(),
        "verdict": found.verdict(),
        "firmness": firm,
        "ranking": [
            {
                "vendor": s.label,
                "rank": s.rank,
                "rank_best": s.rank_best,
                "rank_worst": s.rank_worst,
                "total": s.total,
                "total_low": s.total_low,
                "total_high": s.total_high,
                "quality": s.quality,
                "price": s.price_score,
                "cost": s.cost,
                "missing": s.missing,
            }
            for s in ev.standings
        ],
        "weight_flips": [
            {"what": f.what, "now": f.now, "at": f.at, "leads": f.leads} for f in found.weights
        ],
        "score_flips": [
            {
                "vendor": f.vendor,
                "what": f.what,
                "now": f.now,
                "at": f.at,
                "leads": f.leads,
                "cell": f.cell,
            }
            for f in found.scores
        ],
        "findings": [
            {"rule": f.rule, "severity": f.severity, "where": f.where, "what": f.what}
            for f in found.findings
        ],
    }


def _understood(said: Comparison) -> dict[str, Any]:
    totals = said.totals
    return {
        "place": said.place,
        "layout": said.layout,
        "vendors": list(said.vendors),
        "criteria": len(said.criteria),
        "headings": [p.title for p in said.parts],
        "weights": said.weighting,
        "scale": {
            "name": said.scale.name,
            "worst": said.scale.bottom,
            "best": said.scale.top,
            "best_is": said.scale.best,
            "written": said.scale.written,
            "grades": dict(said.scale.words),
        },
        "price_share": said.price_share,
        "price_formula": said.price_formula,
        "prices": [
            {
                "item": row.item,
                "where": row.where,
                "amounts": [None if a is None else f"{a:f}" for a in row.amounts],
            }
            for row in said.prices
        ],
        "currency": said.currency,
        "gates": [{"title": g.title, "results": list(g.results)} for g in said.gates],
        "blank": said.blanks,
        "totals": None
        if totals is None
        else {
            "label": totals.label,
            "rule": totals.rule,
            "left_out": totals.left_out,
            "checked": [
                {
                    "vendor": said.vendors[t.vendor],
                    "said": t.said,
                    "recomputed": t.recomputed if totals.rule else None,
                    "where": t.where,
                    "agrees": t.agrees,
                }
                for t in totals.totals
            ],
        },
        "remarks": [{"where": r.where, "what": r.what} for r in said.remarks],
        "skipped": [{"where": r.where, "what": r.what} for r in said.skipped],
    }
