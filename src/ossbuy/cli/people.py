"""Who speaks: people, the buyer's air-gap, who is not in the room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import decidable, evaluated, json_option, open_project, project_argument
from ossbuy.output import emit, emit_json, rounded, table

if TYPE_CHECKING:
    from ossbuy.analysis.roster import Roster
    from ossbuy.model.project import Project


@click.command()
@project_argument
@json_option
def people_(project: Path, as_json: bool) -> None:
    """List people with what they told, the buyer's air-gap, and who is not in the room.

    Also the processes people cannot do without, ranked for a proof of concept.

    \b
    Example:  ossbuy people kestrel.ossbuy
    """
    from ossbuy.analysis.matrix.voices import voice_inputs
    from ossbuy.analysis.roster import roster
    from ossbuy.exchange.interview import often_words
    from ossbuy.model.wording import worded

    with open_project(project) as workspace:
        state = decidable(workspace)
        evaluation = evaluated(state)
        inputs = voice_inputs(state, evaluation.matrix, often_words())
        found = roster(evaluation, inputs)
        head = workspace.head
    trauma = worded("trauma", state.policy.trauma_word)
    if as_json:
        emit_json(state.description.name, head, rounded(_as_data(found, state, trauma)))
        return
    if state.people:
        emit(_roster(found, state) + "\n")
    emit(found.gap.sentence(trauma))
    for line in _missing(found, state):
        emit(line)
    if found.processes:
        emit("\nTry first in a proof of concept: how often (1 to 5) × points of its pains.")
        emit(_processes(found, state))


def _roster(found: Roster, project: Project) -> str:
    from ossbuy.analysis.matrix.voices import uses_daily
    from ossbuy.model.trauma import SEATS

    order = {seat: place for place, seat in enumerate(SEATS)}
    rows = []
    for person in sorted(
        project.people.values(),
        key=lambda p: (order.get(p.seat, len(order)), -found.of(p.id).points),
    ):
        voice = found.of(person.id)
        rows.append(
            [
                person.seat or "not said",
                person.label,
                "daily" if uses_daily(person) else "",
                {True: "yes", False: "no", None: "not said"}[person.in_room],
                "" if person.hours_week is None else f"{person.hours_week:g}",
                " ".join(project.label(pain) for pain in voice.pains),
                f"{voice.points:.1f}" if voice.points else "",
                voice.spread.words() if voice.spread else "",
            ]
        )
    heads = ["seat", "person", "user", "in room", "h/week", "told", "points", "severity"]
    return table(heads, rows, right=(4, 6))


def _missing(found: Roster, project: Project) -> list[str]:
    said = []
    for ident in found.absent:
        person, pains = project.people[ident], found.of(ident).pains
        who = ", ".join(part for part in (person.label, person.role) if part)
        told = f"told {', '.join(project.label(p) for p in pains)}" if pains else "has told nothing"
        said.append(f"Not in the room: {who}; {told}.")
    if found.unvoiced:
        named = ", ".join(project.label(pain) for pain in found.unvoiced)
        said.append(f"Nobody is named for {named}.")
    said += [f"No {seat} is named." for seat in found.empty_seats]
    if found.unsaid:
        named = ", ".join(project.people[p].code for p in found.unsaid)
        said.append(f"Nobody said whether they are in the room: {named}.")
    return said


def _processes(found: Roster, project: Project) -> str:
    rows = [
        [
            str(place) if process.score is not None else "",
            process.name,
            "" if process.often is None else str(process.often),
            f"{process.points:.1f}" if process.points else "",
            process.missing() if process.score is None else f"{process.score:.1f}",
            " ".join(project.people[p].code for p in process.vital_to),
            " ".join(project.people[p].code for p in process.done_by),
        ]
        for place, process in enumerate(found.processes, 1)
    ]
    heads = ["", "process", "often", "points", "score", "cannot do without it", "does it, too"]
    return table(heads, rows, right=(0, 2, 3))


def _as_data(found: Roster, project: Project, trauma: str) -> dict[str, Any]:
    from ossbuy.analysis.matrix.voices import uses_daily

    gap = found.gap
    return {
        "sentence": gap.sentence(trauma),
        "air_gap": gap.gap,
        "points": {"daily_users": gap.daily, "others": gap.others, "nobody": gap.unvoiced},
        "pains_without_index": found.unrated,
        "pains_without_a_voice": [project.label(pain) for pain in found.unvoiced],
        "empty_seats": list(found.empty_seats),
        "people": [
            {
                "id": person.code,
                "name": person.label,
                "role": person.role,
                "seat": person.seat or None,
                "daily_user": uses_daily(person),
                "in_room": person.in_room,
                "hours_week": person.hours_week,
                "pains": [project.label(pain) for pain in found.of(person.id).pains],
                "points": found.of(person.id).points,
                "severity": None
                if (spread := found.of(person.id).spread) is None
                else {
                    "low": spread.low,
                    "median": spread.median,
                    "high": spread.high,
                    "count": spread.count,
                },
            }
            for person in project.people.values()
        ],
        "processes": [
            {
                "name": process.name,
                "often": process.often,
                "points": process.points,
                "score": process.score,
                "missing": process.missing() or None,
                "pains": [project.label(pain) for pain in process.pains],
                "cannot_do_without": [project.people[p].code for p in process.vital_to],
                "also_done_by": [project.people[p].code for p in process.done_by],
            }
            for process in found.processes
        ],
    }
