"""A project's tables as pandas DataFrames, for notebooks."""

from __future__ import annotations

import pandas as pd

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.model.project import Project


def pains(project: Project, ev: Evaluation) -> pd.DataFrame:
    """One row per pain, heaviest first; money in the project's currency, trauma on 0..100."""
    rows = [
        {
            "pain": pain.code,
            "name": pain.name,
            "trauma": ev.trauma_of(pain.id),
            "severity": pain.severity,
            "frequency": pain.frequency,
            "breadth": pain.breadth,
            "cost_low": _money(pain.cost_low),
            "cost_likely": _money(pain.cost_likely),
            "cost_high": _money(pain.cost_high),
            "months": pain.months,
            "evidence": pain.evidence.value if pain.evidence else None,
            "voice": project.people[pain.voice].label if pain.voice in project.people else None,
            "layer": pain.layer,
            "unexplained": ev.unexplained_of(pain.id),
        }
        for pain in project.pains.values()
    ]
    frame = pd.DataFrame(rows)
    return frame.sort_values("trauma", ascending=False, ignore_index=True) if rows else frame


def requirements(project: Project, ev: Evaluation) -> pd.DataFrame:
    """One row per requirement; weights are shares of quality, 0..1."""
    rows = []
    for requirement in project.requirements.values():
        weight = ev.weight_of(requirement.id)
        rows.append(
            {
                "requirement": requirement.code,
                "section": project.label(requirement.section),
                "title": requirement.title,
                "text": requirement.text,
                "gate": requirement.gate,
                "priority": requirement.priority.value if requirement.priority else None,
                "stated": weight.stated,
                "derived": weight.derived,
                "weight": weight.blended,
            }
        )
    return pd.DataFrame(rows)


def answers(project: Project, ev: Evaluation) -> pd.DataFrame:
    """One row per vendor and requirement, answered or not; values on 0..1, points of quality."""
    rows = []
    for vendor in project.vendors.values():
        for requirement in project.requirements.values():
            response = project.responses.get((vendor.id, requirement.id))
            cell = ev.cell(vendor.id, requirement.id)
            rows.append(
                {
                    "vendor": vendor.label,
                    "requirement": requirement.code,
                    "state": cell.state,
                    "level": response.level.value if response else None,
                    "delivery": response.delivery.value if response and response.delivery else None,
                    "evidence": response.evidence.value if response and response.evidence else None,
                    "claimed": cell.claimed,
                    "evidence_factor": cell.evidence,
                    "adjusted": cell.adjusted,
                    "points": cell.points,
                    "source": cell.source,
                    "comment": response.comment if response else None,
                }
            )
    return pd.DataFrame(rows)


def prices(project: Project) -> pd.DataFrame:
    """One row per priced line and year; amounts in the line's currency."""
    rows = [
        {
            "vendor": project.vendors[vendor].label,
            "line": line.code,
            "item": line.item,
            "category": line.category,
            "currency": line.currency,
            "year": year,
            "amount": float(amount),
        }
        for (vendor, _), line in project.prices.items()
        for year, amount in enumerate(line.amounts)
    ]
    return pd.DataFrame(rows)


def ranking(ev: Evaluation) -> pd.DataFrame:
    """One row per vendor in rank order; points on 0..100."""
    rows = [
        {
            "rank": s.rank,
            "vendor": s.label,
            "total": s.total,
            "total_low": s.total_low,
            "total_high": s.total_high,
            "quality": s.quality,
            "price": s.price_score,
            "cost": s.cost,
            "missing": s.missing,
            "eliminated": s.eliminated,
        }
        for s in ev.standings
    ]
    return pd.DataFrame(rows)


def sections(project: Project, ev: Evaluation) -> pd.DataFrame:
    """Sections down, their weight (0..1) and each vendor's score (0..100) across."""
    rows = []
    for section in ev.section_ids:
        row: dict[str, object] = {
            "section": project.sections[section].code,
            "title": project.sections[section].title,
            "weight": ev.weight_of(section).blended,
        }
        for standing in ev.standings:
            row[standing.label] = ev.section_score(standing.vendor, section)
        rows.append(row)
    return pd.DataFrame(rows)


def _money(amount: object) -> float | None:
    return None if amount is None else float(str(amount))
