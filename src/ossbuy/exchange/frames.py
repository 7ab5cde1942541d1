"""A project's tables as pandas DataFrames, for notebooks."""

from __future__ import annotations

import pandas as pd

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix.value import value_inputs
from ossbuy.analysis.matrix.voices import uses_daily, voice_inputs
from ossbuy.analysis.roster import roster
from ossbuy.analysis.worth import worth
from ossbuy.exchange.interview import often_words
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
            graded = project.graded.get((vendor.id, requirement.id))
            cell = ev.cell(vendor.id, requirement.id)
            rows.append(
                {
                    "vendor": vendor.label,
                    "requirement": requirement.code,
                    "state": cell.state,
                    "level": response.level.value if response else None,
                    "delivery": response.delivery.value if response and response.delivery else None,
                    "evidence": response.evidence.value if response and response.evidence else None,
                    "graded": graded.evidence if graded else None,
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


def values(project: Project, ev: Evaluation) -> pd.DataFrame:
    """One row per value case; shares 0..1, money a year in the project's currency.

    ``state`` says whether the amount counts: counted, counted already (``by`` says where), not
    known, lever not said, obstructs.
    """
    found = worth(ev, value_inputs(project, ev.matrix))
    rows = []
    for line in found.revenue.lines:
        case, pain = project.values[line.id], project.pains.get(line.id)
        layer = pain.layer if pain else project.requirements[line.id].layer
        rows.append(
            {
                "of": project.label(line.id),
                "kind": "pain" if pain else "requirement",
                "layer": layer,
                "stage": case.stage or None,
                "friction": case.friction or None,
                "baseline": case.baseline,
                "target": case.target,
                "unit": case.unit or None,
                "lever": case.lever or None,
                "segment": case.segment or None,
                "volume": _money(case.volume),
                "loss_low": case.loss_low,
                "loss": case.loss,
                "loss_high": case.loss_high,
                "margin": case.margin,
                "attribution": case.attribution,
                "low": line.low,
                "likely": line.likely,
                "high": line.high,
                "mean": line.mean,
                "state": line.state,
                "by": project.label(line.by) if line.by else None,
                "chain": case.chain or None,
                "finance_metric": case.finance_metric or None,
            }
        )
    return pd.DataFrame(rows)


def people(project: Project, ev: Evaluation) -> pd.DataFrame:
    """One row per person; points are trauma, severities 1..5, ``in_room`` None where not said."""
    found = roster(ev, voice_inputs(project, ev.matrix, often_words()))
    rows = []
    for person in project.people.values():
        voice = found.of(person.id)
        spread = voice.spread
        rows.append(
            {
                "person": person.code,
                "name": person.label,
                "role": person.role or None,
                "seat": person.seat or None,
                "daily_user": uses_daily(person),
                "in_room": person.in_room,
                "hours_week": person.hours_week,
                "pains": len(voice.pains),
                "points": voice.points,
                "severity_low": spread.low if spread else None,
                "severity_median": spread.median if spread else None,
                "severity_high": spread.high if spread else None,
                "vital_process": person.vital_process or None,
            }
        )
    return pd.DataFrame(rows)


def _money(amount: object) -> float | None:
    return None if amount is None else float(str(amount))
