"""What it is all for: value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import decidable, evaluated, json_option, open_project, project_argument
from ossbuy.output import emit, emit_json, rounded, table

if TYPE_CHECKING:
    from ossbuy.analysis.revenue import AtRisk
    from ossbuy.analysis.value import Profile
    from ossbuy.analysis.worth import Worth
    from ossbuy.model.project import Project
    from ossbuy.procedure.layers import Effect


@click.command()
@project_argument
@json_option
def value_(project: Path, as_json: bool) -> None:
    """Say at what layer the thinking stops, what reaches finance, and what revenue is at risk.

    Also what the presets of layer multipliers would do to the ranking; 'ossbuy set PROJECT layers'
    adopts one.

    \b
    Example:  ossbuy value kestrel.ossbuy
    """
    from ossbuy.analysis.matrix.value import value_inputs
    from ossbuy.analysis.worth import worth
    from ossbuy.exchange.layers import layer_presets
    from ossbuy.model.wording import worded
    from ossbuy.procedure.layers import layer_effect

    with open_project(project) as workspace:
        state = decidable(workspace)
        evaluation = evaluated(state)
        found = worth(evaluation, value_inputs(state, evaluation.matrix))
        effects = [
            layer_effect(state, preset.factors)
            for preset in layer_presets()
            if preset.factors != found.multipliers
        ]
        head = workspace.head
    if as_json:
        emit_json(state.description.name, head, rounded(_as_data(found, state, effects)))
        return
    emit(found.thinking.sentence() + "\n")
    emit(_profiles(found) + "\n")
    emit(_sight(found, worded("trauma", state.policy.trauma_word)))
    if found.revenue.lines:
        emit("\n" + _revenue(found, state))
    emit("\n" + _total(found, state))
    for line in found.revenue.of("obstructs"):
        emit(f"Obstructs the customer, never counted: {_named(state, line.id)}.")
    emit(f"\nLayers are multiplied by {'/'.join(f'{m:g}' for m in found.multipliers)}.")
    for effect in effects:
        emit(effect.sentence())


def _profiles(found: Worth) -> str:
    rows = []
    for name, held in _named_profiles(found):
        depth = held.depth
        shares = [f"{100 * held.share(layer):.1f} %" for layer in (1, 2, 3, 0)]
        rows.append([name, *shares, "not known" if depth is None else f"{depth:.2f}"])
    heads = ["", "1 operations", "2 revenue", "3 end customer", "not said", "depth"]
    return table(heads, rows, right=(1, 2, 3, 4, 5))


def _named_profiles(found: Worth) -> list[tuple[str, Profile]]:
    named = (
        ("stated weights", found.stated),
        ("derived from pain", found.derived),
        ("what counts, before multipliers", found.plain),
        ("what counts", found.counts),
        ("the pains themselves", found.pains if found.pains.total else None),
    )
    return [(name, held) for name, held in named if held is not None]


def _sight(found: Worth, trauma: str) -> str:
    said = [
        f"{100 * sight.share:.0f} % of the {what} at layer 3"
        for sight, what in ((found.sight, "weight"), (found.pain_sight, trauma))
        if sight.share is not None
    ]
    if not said:
        return "Line of sight: nothing that weighs stands at layer 3."
    return f"Line of sight to a finance metric: {' and '.join(said)}."


def _revenue(found: Worth, project: Project) -> str:
    from ossbuy.model.value_chain import chain_of, weakest

    rows = []
    for line in found.revenue.lines:
        case = project.values[line.id]
        chain = chain_of(case)
        place = weakest(chain)
        weak = "none" if place is None else f"{chain[place].name} {chain[place].said}"
        rows.append(
            [
                _named(project, line.id),
                case.stage,
                " · ".join(part for part in (case.lever, case.segment) if part),
                _amount(line.likely),
                _range(line),
                case.chain or "not said",
                weak,
                line.words(project.label(line.by)),
            ]
        )
    currency = project.description.currency
    money = f"{currency} a year".strip()
    heads = ["", "journey", "lever", money, "low to high", "chain", "weakest link", ""]
    return table(heads, rows, right=(3, 4))


def _total(found: Worth, project: Project) -> str:
    revenue, currency = found.revenue, project.description.currency
    left = revenue.left_out()
    tail = f"; {left}" if left else ""
    if revenue.likely is None:
        return f"Revenue at risk is not known: no value case counts yet{tail}."
    said = f"Revenue at risk: {_amount(revenue.likely)} {currency} a year likely"
    if revenue.mean is None:
        return f"{said}, without a range: {revenue.without_range} of the losses have none{tail}."
    ends = f"between {_amount(revenue.low)} and {_amount(revenue.high)}"
    return f"{said}, {ends}, mean {_amount(revenue.mean)}{tail}."


def _amount(value: float | None) -> str:
    return "not known" if value is None else f"{value:,.0f}"


def _range(line: AtRisk) -> str:
    return "" if line.mean is None else f"{_amount(line.low)} to {_amount(line.high)}"


def _named(project: Project, ident: str) -> str:
    return f"{'pain' if ident in project.pains else 'requirement'} {project.label(ident)}"


def _as_data(found: Worth, project: Project, effects: list[Effect]) -> dict[str, Any]:
    revenue = found.revenue
    return {
        "sentence": found.thinking.sentence(),
        "said_layer": found.thinking.said,
        "profiles": {
            name: {
                "layers": list(held.layers),
                "not_said": held.unsaid,
                "depth": held.depth,
                "stops_at": held.stops_at,
            }
            for name, held in _named_profiles(found)
        },
        "pains_without_trauma": found.unrated,
        "line_of_sight": found.sight.share,
        "line_of_sight_pains": found.pain_sight.share,
        "currency": project.description.currency,
        "revenue_at_risk": {
            "likely": revenue.likely,
            "low": revenue.low,
            "high": revenue.high,
            "mean": revenue.mean,
            "cases": [
                {
                    "of": _named(project, line.id),
                    "state": line.state,
                    "likely": line.likely,
                    "low": line.low,
                    "high": line.high,
                    "mean": line.mean,
                    "missing": list(line.missing),
                    "counted_by": _named(project, line.by) if line.by else None,
                }
                | project.values[line.id].model_dump(
                    mode="json",
                    include={"stage", "lever", "segment", "chain", "finance_metric", "obstructs"},
                )
                for line in revenue.lines
            ],
        },
        "multipliers": list(found.multipliers),
        "presets": [{"multipliers": list(e.factors), "sentence": e.sentence()} for e in effects],
    }
