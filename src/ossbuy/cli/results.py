"""What follows: rank, robustness, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import (
    decidable,
    evaluated,
    json_option,
    may_be_written,
    money,
    open_project,
    project_argument,
)
from ossbuy.output import ExitCode, Progress, emit, emit_json, rounded, table

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.model.project import Project


@click.command()
@project_argument
@click.option("--at", type=int, help="As it stood after this act (a number of 'ossbuy log').")
@json_option
def rank_(project: Path, at: int | None, as_json: bool) -> None:
    """Print the ranking, with what is missing and what is open.

    \b
    Example:  ossbuy rank kestrel.ossbuy --json
    """
    from ossbuy.procedure.gated import without_failing

    with open_project(project) as workspace:
        if at is not None and not 0 <= at <= workspace.seq:
            raise click.UsageError(f"There is no act {at}; the last one is {workspace.seq}.")
        now = decidable(workspace)
        state = now if at is None else workspace.at(at)
        evaluation = evaluated(state)
        head = workspace.head
    if as_json:
        emit_json(state.description.name, head, rounded(_ranking(evaluation, state)))
        return
    if evaluation.standings:
        emit(ranking_table(evaluation, state) + "\n")
    emit(evaluation.sentence())
    if (others := without_failing(state)) is not None:
        emit(f"Without those that fail a gate: {evaluated(others).sentence()}")
    if evaluation.do_nothing is not None:
        amount = money(evaluation.do_nothing.avoidable_total, state.description.currency)
        emit(f"Doing nothing forgoes {amount} of avoidable pain.")
    for note in evaluation.notes:
        emit(f"Note: {note}")


def ranking_table(evaluation: Evaluation, project: Project) -> str:
    """The ranking as aligned columns, gaps and gates in words."""
    rows = []
    for s in evaluation.standings:
        # Where prices count nothing and none came, none is sealed.
        unknown = "sealed" if s.priced or project.files else "–"
        remarks = []
        if s.eliminated:
            remarks.append(f"eliminated: {s.eliminated}")
        if s.missing:
            remarks.append(
                f"{s.missing} {'answer' if s.missing == 1 else 'answers'} without a score"
                + ("" if s.missing_share > 0 else ", weighing nothing")
            )
        remarks += [f"fails gate {project.label(g)}" for g in s.gates_failed]
        remarks += [f"gate {project.label(g)} not shown" for g in s.gates_not_shown]
        rows.append(
            [
                str(s.rank) if s.rank else f"{s.rank_best}–{s.rank_worst}" if s.rank_best else "–",
                s.label,
                _points(s.total, s.total_low, s.total_high),
                _points(s.quality, s.quality_low, s.quality_high),
                f"{s.price_score:.1f}" if s.price_score is not None else unknown,
                unknown if s.cost is None else money(s.cost, project.description.currency),
                "; ".join(remarks),
            ]
        )
    headers = ["rank", "vendor", "total", "quality", "price", "cost, all years", ""]
    return table(headers, rows, right=(0, 2, 3, 4, 5))


def _points(value: float | None, low: float, high: float) -> str:
    return f"{value:.1f}" if value is not None else f"{low:.1f}–{high:.1f}"


def _ranking(evaluation: Evaluation, project: Project) -> dict[str, Any]:
    nothing = evaluation.do_nothing
    return {
        "sentence": evaluation.sentence(),
        "margin": evaluation.margin,
        "price_share": evaluation.price_share,
        "price_formula": evaluation.price_formula,
        "lambda": evaluation.blend,
        "evidence_mode": evaluation.evidence_mode,
        "currency": project.description.currency,
        "do_nothing_forgone": None if nothing is None else nothing.avoidable_total,
        "notes": list(evaluation.notes),
        "ranking": [
            {
                "rank": s.rank,
                "rank_best": s.rank_best or None,
                "rank_worst": s.rank_worst or None,
                "vendor": s.label,
                "id": project.vendors[s.vendor].code,
                "total": s.total,
                "total_low": s.total_low,
                "total_high": s.total_high,
                "quality": s.quality,
                "price": s.price_score,
                "cost": s.cost,
                "missing": s.missing,
                "eliminated": s.eliminated,
                "gates_failed": [project.label(g) for g in s.gates_failed],
                "gates_not_shown": [project.label(g) for g in s.gates_not_shown],
            }
            for s in evaluation.standings
        ],
    }


@click.command()
@project_argument
@json_option
def robustness_(project: Path, as_json: bool) -> int:
    """Say how firm the ranking is: p*, flips, crossovers, simulation, verdict.

    Exit code 1 when the leader is not separable from its rivals, or nothing can be said yet.

    \b
    Example:  ossbuy robustness kestrel.ossbuy
    """
    from ossbuy.analysis.growth import grown_volumes
    from ossbuy.analysis.robustness.cockpit import NotAvailable, robustness
    from ossbuy.cli.panel import panel_json, panel_text

    with open_project(project) as workspace:
        evaluation = evaluated(decidable(workspace))
        head, name = workspace.head, workspace.project.description.name
    with Progress() as progress:
        result = robustness(evaluation, progress.part)
    if isinstance(result, NotAvailable):
        if as_json:
            emit_json(name, head, {"available": False, "sentence": result.sentence()})
        else:
            emit(result.sentence())
        return ExitCode.NO
    firm = result.firm
    if as_json:
        emit_json(
            name,
            head,
            rounded(
                {
                    "available": True,
                    "verdict": "separable" if result.verdict.separable else "not separable",
                    "sentence": result.sentence(),
                    "p_star": firm.p_star,
                    "p_star_rival": result.verdict.p_star_rival,
                    "p_star_price_fixed": firm.p_star_price_fixed,
                    "probability": result.noise.probability,
                    "rival": result.verdict.rival,
                    "samples": result.noise.samples,
                    "seed": result.noise.seed,
                    "levers": [
                        {"what": lv.what, "now": lv.now, "at": lv.at, "sentence": lv.text}
                        for lv in firm.levers
                    ],
                    "first": {
                        label: result.first_share(vendor)
                        for vendor, label in zip(firm.vendors, firm.contest.vendors, strict=True)
                    },
                    "smallest_shift": firm.shift.sentence(),
                    "panel": panel_json(firm.panel, evaluation, workspace.project),
                    "notes": list(firm.notes),
                }
            ),
        )
        return ExitCode.OK if result.verdict.separable else ExitCode.NO
    emit(result.sentence())
    emit(firm.sentence())
    emit("\nWhat would change it, nearest first:")
    for lever in firm.levers or ():
        emit(f"  {lever.text}")
    if not firm.levers:
        emit("  No weight, no λ and no price share on its own.")
    emit(f"  {firm.shift.sentence()}")
    emit(f"  {firm.score_flips.sentence()}")
    for grown in grown_volumes(evaluation):
        emit(f"  {grown.sentences()[0]}")
    emit("\nJudged again, each would come first in:")
    rows = [
        [label, f"{100 * result.first_share(vendor):.1f} %"]
        for vendor, label in zip(firm.vendors, firm.contest.vendors, strict=True)
    ]
    emit(table(["vendor", "first"], rows, right=(1,)))
    emit(f"({result.noise.samples:,} draws, seed {result.noise.seed})")
    emit("\nBeside the verdict, never deciding it:")
    for state in result.states:
        emit(f"  {state.sentence()}")
    emit(f"  {firm.without_each.sentence()}")
    emit(f"  {firm.other_formulas.sentence()}")
    if firm.panel is not None:
        emit("\n" + panel_text(firm.panel))
    for note in firm.notes:
        emit(f"Note: {note}")
    return ExitCode.OK if result.verdict.separable else ExitCode.NO


@click.command()
@project_argument
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The .xlsx to write.")
@click.option("--yes", is_flag=True, help="Overwrite an existing file.")
def report_(project: Path, out: Path, yes: bool) -> None:
    """Write the decision workbook: live formulas, charts, provenance.

    \b
    Example:  ossbuy report kestrel.ossbuy --out decision.xlsx
    """
    from ossbuy.analysis.robustness.cockpit import robustness
    from ossbuy.procedure.report import report

    if out.suffix.casefold() != ".xlsx":
        raise click.UsageError(f"{out} is no workbook's name: let it end in .xlsx.")
    may_be_written(out, yes)
    with open_project(project) as workspace, Progress() as progress:
        evaluation = evaluated(decidable(workspace))
        firm = robustness(evaluation, progress.part)
        progress.step("writing the decision workbook")
        report(workspace, out, evaluation, firm)
        head = workspace.head
    emit(f"{out}: decision workbook of head {head[:12]}.")
