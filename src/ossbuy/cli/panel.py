"""The panel of evaluators: who wins without each of them, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ossbuy.output import table

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.robustness.panel import PanelRuns
    from ossbuy.model.project import Project


def panel_text(panel: PanelRuns) -> str:
    """A sentence and the totals of every run, the winner named."""
    count = len(panel.evaluators)
    rows = [
        [
            run.change,
            *(_points(total) for total in run.totals.tolist()),
            panel.vendors[run.winner] if run.winner is not None else "open",
        ]
        for run in panel.runs
    ]
    heads = [f"{count} evaluators, by the {panel.method}", *panel.vendors, "first"]
    drawn = table(heads, rows, right=tuple(range(1, 1 + len(panel.vendors))))
    return f"{panel.sentence()}\n{drawn}"


def panel_json(
    panel: PanelRuns | None, evaluation: Evaluation, project: Project
) -> dict[str, Any] | None:
    """The same as data; None where fewer than two people's scores count."""
    inputs = evaluation.matrix.bids.panel
    if panel is None or inputs is None:
        return None
    runs = []
    for run in panel.runs:
        judge = "" if run.evaluator is None else inputs.evaluators[run.evaluator]
        person = project.people.get(judge)
        totals = zip(panel.vendors, run.totals.tolist(), strict=True)
        runs.append(
            {
                "change": run.change,
                "without": project.label(judge) if judge else None,
                "conflict": person.conflict if person else None,
                "totals": {v: None if t != t else t for v, t in totals},
                "first": panel.vendors[run.winner] if run.winner is not None else None,
            }
        )
    return {"method": panel.method, "sentence": panel.sentence(), "runs": runs}


def _points(total: float) -> str:
    return "open" if total != total else f"{total:.1f}"
