"""What pains cost and what the procurement asks: cost, burden."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import json_option, open_project, project_argument
from ossbuy.output import emit, emit_json, table

if TYPE_CHECKING:
    from ossbuy.model.project import Project


@click.command()
@project_argument
@click.argument("pain")
@click.option(
    "--line",
    "lines",
    multiple=True,
    metavar="TEXT",
    help='A line such as "hours: re-keying; 1.5/2/3 h x 48.50 x 220"; may be given again.',
)
@click.option("--drop", is_flag=True, help="Take the calculation away; the cost stays as told.")
@json_option
def cost_(project: Path, pain: str, lines: tuple[str, ...], drop: bool, as_json: bool) -> None:
    """Work out the yearly cost of a pain line by line, or print how it was worked out.

    The lines given take the place of those there were. A line says the kind (hours, credits,
    churn, capex, fines, other), what is counted, how many (once, or low/likely/high) with the
    unit, what one costs, and how often a year.

    \b
    Example:  ossbuy cost kestrel.ossbuy P8 --line "hours: keeping copies; 4/6/9 h x 52 x 46"
    """
    from ossbuy.model.costing import drop_lines, work_out

    if lines and drop:
        raise click.UsageError("Give --line or --drop, not both.")
    with open_project(project) as workspace:
        ident = pain_id(workspace.project, pain)
        if drop:
            workspace.execute(drop_lines(workspace.project, ident))
        elif lines:
            from ossbuy.exchange.cost_lines import read_cost_line

            read = [read_cost_line(text, f"line {n}") for n, text in enumerate(lines, 1)]
            workspace.execute(work_out(workspace.project, ident, read))
        told, name, head = workspace.project, workspace.project.description.name, workspace.head
    if as_json:
        emit_json(name, head, _data(told, ident))
    else:
        emit(_words(told, ident))


def pain_id(project: Project, code: str) -> str:
    """The internal id of a pain given by its id."""
    ident = project.by_code("pains", code)
    if ident is None:
        known = ", ".join(p.code for p in list(project.pains.values())[:12]) or "none yet"
        raise click.UsageError(f"There is no pain {code!r}; told are: {known}.")
    return ident


def _data(project: Project, ident: str) -> dict[str, object]:
    from ossbuy.model.costing import out_of_date

    told, costing = project.pains[ident], project.costings.get(ident)
    said = told.model_dump(mode="json")
    return {
        "id": told.code,
        "currency": project.description.currency,
        "low": said["cost_low"],
        "likely": said["cost_likely"],
        "high": said["cost_high"],
        "basis": told.cost_basis,
        "lines": [] if costing is None else costing.model_dump(mode="json")["lines"],
        "out_of_date": out_of_date(project, ident),
    }


def _words(project: Project, ident: str) -> str:
    from ossbuy.model.costing import grouped, out_of_date, plain_number, price, quantities

    told, costing = project.pains[ident], project.costings.get(ident)
    currency = project.description.currency
    head = f"{told.code} {told.name}: "
    known = [c for c in (told.cost_low, told.cost_likely, told.cost_high) if c is not None]
    head += f"{' – '.join(map(grouped, known))} {currency} a year" if known else "no cost is told"
    if costing is None:
        return f"{head}; it was not worked out line by line."
    rows = [
        [
            line.kind,
            line.what,
            f"{quantities(line)} {line.unit}".rstrip(),
            price(line.rate),
            plain_number(line.times),
            grouped(line.amount()),
        ]
        for line in costing.lines
    ]
    headers = ["kind", "what", "how many", "each", "times", f"{currency} a year"]
    said = [f"{head}.", table(headers, rows, right=(2, 3, 4, 5))]
    if out_of_date(project, ident):
        said.append("Out of date: the cost was typed by hand since these lines were worked out.")
    return "\n".join(said)


@click.command()
@project_argument
@click.argument(
    "action", type=click.Choice(["list", "add", "remove"]), required=False, default="list"
)
@click.argument("what", required=False, default="")
@click.option("--role", default="", help="With add: of whom, a role.")
@click.option("--people", default="", help="With add: how many people.")
@click.option("--days", default="", help="With add: days each.")
@json_option
def burden_(
    project: Path, action: str, what: str, role: str, people: str, days: str, as_json: bool
) -> None:
    """Count what the procurement asks of operations, in person-days.

    'add WHAT' counts a line, 'remove WHAT' takes one away by its number in the list or its words.

    \b
    Examples:  ossbuy burden kestrel.ossbuy
               ossbuy burden kestrel.ossbuy add "Design workshops" --people 4 --days 2
               ossbuy burden kestrel.ossbuy remove 2
    """
    from ossbuy.model.burden import count_burden, drop_burden

    if action != "add" and (role or people or days):
        raise click.UsageError("--role, --people and --days go with add.")
    if action != "list" and not what:
        raise click.UsageError(f"Say what to {action}: 'ossbuy burden PROJECT {action} WHAT'.")
    if action == "list" and what:
        raise click.UsageError(f"'list' takes nothing after it; did you mean 'add {what}'?")
    with open_project(project) as workspace:
        if action == "add":
            said = {"what": what, "role": role or None, "people": people, "days": days}
            workspace.execute(count_burden(workspace.project, said))
        elif action == "remove":
            ident = _burden_id(workspace.project, what)
            workspace.execute(drop_burden(workspace.project, ident))
        told, name, head = workspace.project, workspace.project.description.name, workspace.head
    if as_json:
        emit_json(name, head, _burden_data(told))
    else:
        emit(_burden_words(told))


def _burden_id(project: Project, what: str) -> str:
    """The line with this number, or the only one with these words."""
    from ossbuy.model.burden import listed

    lines = listed(project)
    if what.isdecimal() and len(what) < 9 and 1 <= int(what) <= len(lines):
        return lines[int(what) - 1][0]
    found = [ident for ident, burden in lines if burden.what.casefold() == what.casefold()]
    if len(found) == 1:
        return found[0]
    if not lines:
        raise click.UsageError("Nothing is counted yet: there is no line to remove.")
    problem = f"{len(found)} lines are called" if found else "There is no line"
    raise click.UsageError(f"{problem} {what[:60]!r}: name it by its number, 1 to {len(lines)}.")


def _burden_data(project: Project) -> dict[str, object]:
    from ossbuy.model.burden import listed, person_days
    from ossbuy.model.costing import plain_number

    return {
        "lines": [
            burden.model_dump(mode="json") | {"person_days": plain_number(burden.person_days)}
            for _, burden in listed(project)
        ],
        "person_days": plain_number(person_days(project)) if project.burdens else None,
    }


def _burden_words(project: Project) -> str:
    from ossbuy.model.burden import listed, person_days
    from ossbuy.model.costing import plain_number

    if not project.burdens:
        return "Nothing is counted yet: 'ossbuy burden PROJECT add WHAT --people N --days N'."
    rows = [
        [
            str(number),
            burden.what,
            burden.role,
            plain_number(burden.people),
            plain_number(burden.days),
            plain_number(burden.person_days),
        ]
        for number, (_, burden) in enumerate(listed(project), 1)
    ]
    headers = ["", "what is asked", "of whom", "people", "days each", "person-days"]
    together = f"Together {plain_number(person_days(project))} person-days."
    return f"{table(headers, rows, right=(0, 3, 4, 5))}\n{together}"
