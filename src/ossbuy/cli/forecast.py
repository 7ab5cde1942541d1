"""What prices grow with, and what success costs: forecast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import (
    decidable,
    evaluated,
    json_option,
    money,
    open_project,
    project_argument,
)
from ossbuy.output import emit, emit_json, rounded, table

if TYPE_CHECKING:
    from ossbuy.analysis.growth import Growth
    from ossbuy.analysis.robustness.cockpit import NotAvailable
    from ossbuy.model.forecast import Driver
    from ossbuy.model.project import Project


@click.command()
@project_argument
@click.argument(
    "action", type=click.Choice(["show", "set", "remove"]), required=False, default="show"
)
@click.argument("code", required=False, default="")
@click.option("--name", default=None, help="With set: what is counted, such as Subscribers.")
@click.option("--unit", default=None, help="With set: one of it, such as 'subscriber month'.")
@click.option(
    "--amounts", default=None, metavar="NUMBERS", help="With set: one for each contract year."
)
@click.option("--note", default=None, help="With set: where the forecast comes from.")
@json_option
def forecast_(
    project: Path,
    action: str,
    code: str,
    name: str | None,
    unit: str | None,
    amounts: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Say what success costs: prices, and the winner, at other volumes than forecast.

    A forecast is a volume that prices grow with, year by year; price workbooks name its CODE. Shown
    are each vendor's cost at multiples of it, where costs cross, and where the winner changes.

    \b
    Examples:  ossbuy forecast wren.ossbuy
               ossbuy forecast wren.ossbuy set SUB --name Subscribers --amounts "480000 1440000"
               ossbuy forecast wren.ossbuy remove SUB
    """
    said = {"name": name, "unit": unit, "note": note}
    given = {field: value for field, value in said.items() if value is not None}
    if action != "set" and (given or amounts is not None):
        raise click.UsageError("--name, --unit, --amounts and --note go with set.")
    if action != "show" and not code:
        raise click.UsageError(f"Say which: 'ossbuy forecast PROJECT {action} CODE'.")
    with open_project(project) as workspace:
        if action == "set":
            from ossbuy.model.commands import add, change

            fields: dict[str, Any] = dict(given)
            if amounts is not None:
                fields["amounts"] = amounts.replace(";", " ").split()
            ident = workspace.project.by_code("drivers", code)
            if ident is None:
                act = add(workspace.project, "driver", fields | {"code": code})
            else:
                act = change(workspace.project, "driver", ident, fields)
            workspace.execute(act)
        elif action == "remove":
            from ossbuy.model.removal import remove

            ident = workspace.project.by_code("drivers", code)
            if ident is None:
                raise click.UsageError(_unknown(workspace.project, code))
            workspace.execute(remove(workspace.project, "driver", ident))
        state, head = decidable(workspace), workspace.head
    drivers = _chosen(state, code if action != "remove" else "")
    grown = _grown(state, drivers)
    if as_json:
        currency = state.description.currency
        data = {
            "currency": currency,
            "forecasts": [_data(d, g, state) for d, g in zip(drivers, grown, strict=True)],
        }
        emit_json(state.description.name, head, rounded(data))
        return
    if not drivers:
        emit(
            "Nothing is forecast yet: 'ossbuy forecast PROJECT set CODE --name NAME --amounts "
            "NUMBERS', or a file forecast.csv."
        )
    for number, (driver, growth) in enumerate(zip(drivers, grown, strict=True)):
        emit(("\n" if number else "") + _words(driver, growth, state))


def _chosen(project: Project, code: str) -> list[Driver]:
    if not code:
        return list(project.drivers.values())
    ident = project.by_code("drivers", code)
    if ident is None:
        raise click.UsageError(_unknown(project, code))
    return [project.drivers[ident]]


def _unknown(project: Project, code: str) -> str:
    known = ", ".join(d.code for d in project.drivers.values()) or "none yet"
    return f"There is no forecast {code[:60]!r}; told are: {known}."


def _grown(project: Project, drivers: list[Driver]) -> list[Growth | NotAvailable]:
    from ossbuy.analysis.growth import growth
    from ossbuy.analysis.robustness.cockpit import NotAvailable

    if not drivers:
        return []
    if not project.prices:
        return [NotAvailable("No price has been opened yet.")] * len(drivers)
    evaluation = evaluated(project)
    return [growth(evaluation, driver.code) for driver in drivers]


def _head(driver: Driver) -> str:
    unit = f", in {driver.unit}s" if driver.unit else ""
    years = ", ".join(f"{amount:,f}" for amount in driver.amounts) or "no amounts yet"
    return f"{driver.code} {driver.name}".rstrip() + f"{unit}: {years}"


def _words(driver: Driver, growth: Growth | NotAvailable, project: Project) -> str:
    from ossbuy.analysis.growth import SHOWN, Growth

    if not isinstance(growth, Growth):
        return f"{_head(driver)}.\n{growth.sentence()}"
    currency = project.description.currency
    costs = [growth.cost.at(k) for k in SHOWN]
    rows = [
        [label, *(money(float(cost[i]), "").strip() for cost in costs)]
        for i, label in enumerate(growth.cost.vendors)
    ]
    leaders = growth.leaders(SHOWN)
    if leaders:
        rows.append(["leads", *leaders])
    heads = [f"cost, all years, {currency}", *(f"× {k:g}" for k in SHOWN)]
    lines = [f"{_head(driver)}.\n", table(heads, rows, right=tuple(range(1, len(heads)))), ""]
    lines += growth.sentences()
    if crossings := growth.crossings():
        lines += ["", "Where costs cross, nearest to the forecast first:"]
        lines += [f"  {said}" for said in crossings]
    return "\n".join(lines)


def _data(driver: Driver, growth: Growth | NotAvailable, project: Project) -> dict[str, Any]:
    from ossbuy.analysis.growth import SHOWN, Growth
    from ossbuy.analysis.robustness.cockpit import NotAvailable

    said: dict[str, Any] = {
        "id": driver.code,
        "name": driver.name,
        "unit": driver.unit,
        "amounts": [f"{amount:f}" for amount in driver.amounts],
        "note": driver.note,
    }
    if not isinstance(growth, Growth):
        return said | {"not_available": growth.sentence()}
    codes = [project.vendors[v].code for v in growth.vendors]
    flips = growth.flips
    led = None if isinstance(flips, NotAvailable) else flips
    return said | {
        "from": growth.low,
        "to": growth.high,
        "vendors": [
            {
                "id": code,
                "fixed": float(growth.cost.fixed[i]),
                "growing": float(growth.cost.scaled[i]),
                "costs": {f"{k:g}": float(growth.cost.at(k)[i]) for k in SHOWN},
            }
            for i, code in enumerate(codes)
        ],
        "crossings": [
            {"at": c.at, "dearer_above": codes[c.dearer], "cheaper_above": codes[c.cheaper]}
            for c in growth.cost.crossings(growth.low, growth.high)
        ],
        "flips": [
            {"at": f.at, "below": codes[f.below], "above": codes[f.above]}
            for f in (led.flips if led else ())
        ],
        "leads": codes[led.leader] if led else None,
        "open": flips.sentence() if isinstance(flips, NotAvailable) else "",
        "sentences": list(growth.sentences()),
    }
