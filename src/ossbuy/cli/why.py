"""Why a number is what it is, by the code of the thing it belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.common import (
    decidable,
    evaluated,
    json_option,
    open_project,
    project_argument,
    vendor_id,
)
from ossbuy.output import emit, emit_json, rounded, table

if TYPE_CHECKING:
    from ossbuy.analysis.explanation import Part, Ref
    from ossbuy.model.project import Project

KINDS = ("pain", "cause", "weight", "total", "price", "urgency")
"""What can be explained about one thing."""
FAMILIES = (
    ("pain", "pains"),
    ("cause", "causes"),
    ("weight", "requirements"),
    ("weight", "sections"),
    ("total", "vendors"),
)


@click.command()
@project_argument
@click.argument("code")
@click.option("--vendor", default="", help="Explain this vendor's score on the thing instead.")
@click.option("--what", type=click.Choice(KINDS), help="Which number, where a code has several.")
@json_option
def why_(project: Path, code: str, vendor: str, what: str | None, as_json: bool) -> None:
    """Say why a number is what it is: a pain, a cause, a weight, a total, an urgency, by code.

    \b
    Examples:  ossbuy why kestrel.ossbuy C4.2
               ossbuy why kestrel.ossbuy P1
               ossbuy why kestrel.ossbuy ductwise
               ossbuy why kestrel.ossbuy C4 --vendor ductwise
    """
    from ossbuy.analysis.explain import explain

    with open_project(project) as workspace:
        state = decidable(workspace)
        if what in (None, "urgency") and (event := state.by_code("triggers", code)):
            _urgency(state, event, workspace.head, as_json)
            return
        ref = _ref(state, code, vendor, what)
        evaluation = evaluated(state)
        said = explain(evaluation, ref)
        head, name = workspace.head, state.description.name
    if as_json:
        parts = [_part(state, p) for p in said.parts]
        data = {"what": ref[0], "title": said.title, "sentence": said.sentence, "parts": parts}
        emit_json(name, head, rounded(data))
        return
    emit(said.sentence)
    if said.parts:
        emit("")
        emit(
            table(
                ["", "", "", ""],
                [[p.label, _value(p.value), p.unit, p.note] for p in said.parts],
                right=(1,),
            ).split("\n", 2)[2]
        )


def _urgency(project: Project, trigger: str, head: str, as_json: bool) -> None:
    """What waiting until a deadline costs, reckoned from today."""
    import datetime as dt

    from ossbuy.analysis.urgency import urgency

    event = project.triggers[trigger]
    cost = event.cost_of_delay_month
    found = urgency(None if cost is None else float(cost), event.deadline, dt.date.today())
    said = found.sentence(project.description.currency)
    if as_json:
        data = {
            "what": "urgency",
            "title": event.code,
            "sentence": said,
            "today": found.today.isoformat(),
            "deadline": found.deadline.isoformat() if found.deadline else None,
            "hard": event.hard,
            "cost_of_delay_month": found.cost_of_delay,
            "months_left": found.months,
            "urgency": found.amount,
        }
        emit_json(project.description.name, head, rounded(data))
    else:
        emit(said)


def _ref(project: Project, code: str, vendor: str, what: str | None) -> Ref:
    """What the words ask for."""
    wanted = code.strip().casefold()
    found: list[tuple[str, str]] = []
    for kind, family in FAMILIES:
        for thing in getattr(project, family).values():
            names = (thing.code, thing.name) if family == "vendors" else (thing.code,)
            if wanted in [n.casefold() for n in names] and _fits(kind, what):
                found.append((kind, thing.id))
    if not found:
        called = f"{what} " if what else "trigger, pain, cause, section, requirement or vendor "
        raise click.UsageError(f"There is no {called}called {code!r}: check its id.")
    kind, ident = found[0]
    if len({kind for kind, _ in found}) > 1:
        kinds = " or ".join(dict.fromkeys(f"--what {kind}" for kind, _ in found))
        raise click.UsageError(f"{code} is several things: say {kinds}.")
    if not vendor:
        return ("price", ident) if what == "price" else (kind, ident)
    if kind != "weight":
        raise click.UsageError("--vendor explains a score on a section or requirement: name one.")
    scored = "cell" if ident in project.requirements else "section"
    if scored == "section" and project.parent_of(ident):
        raise click.UsageError(
            f"{code} is no top section: ask for one of those, or for a requirement."
        )
    return (scored, vendor_id(project, vendor), ident)


def _fits(kind: str, what: str | None) -> bool:
    return what is None or what == kind or (what == "price" and kind == "total")


def _part(project: Project, part: Part) -> dict[str, object]:
    """A part with the codes of what it leads to, never internal ids."""
    return {
        "label": part.label.strip(),
        "value": part.value,
        "unit": part.unit,
        "note": part.note,
        "leads_to": [part.ref[0], *(project.label(i) for i in part.ref[1:] if i)]
        if part.ref
        else [],
    }


def _value(value: float | None) -> str:
    if value is None:
        return "not known"
    if 1e-9 < abs(value) < 0.05:
        return f"{value:.2g}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}"
