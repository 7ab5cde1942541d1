"""Coverage both ways: what answers each pain, who asks for each requirement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import decidable, evaluated, json_option, open_project, project_argument
from ossbuy.output import emit, emit_json, rounded, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ossbuy.procedure.coverage import Covering, Part

NAMED = 4
"""How many ends a line names."""
WIDTH = 34
"""Characters of a name in a table; a script reads --json instead."""


@click.command()
@project_argument
@json_option
def coverage_(project: Path, as_json: bool) -> None:
    """Print which requirements answer which pains, and the other way round.

    What nothing answers and what nobody asks for stands first.

    \b
    Example:  ossbuy coverage kestrel.ossbuy
    """
    from ossbuy.procedure.coverage import covering

    with open_project(project) as workspace:
        state = decidable(workspace)
        found = covering(state, evaluated(state))
        head = workspace.head
    if as_json:
        emit_json(state.description.name, head, rounded(_data(found)))
        return
    _pains(found)
    _heat(found)
    _requirements(found)


def _pains(found: Covering) -> None:
    project = found.project
    lost = len(found.silent)
    emit(f"{len(found.pains)} pains, {lost} of them answered by nothing.")
    rows = []
    for ident in found.pains:
        trauma = found.evaluation.trauma_of(ident)
        rows.append(
            [
                project.pains[ident].code,
                _short(project.pains[ident].name),
                "open" if trauma is None else f"{trauma:.1f}",
                _percent(found.answered(ident)),
                _ends(found, found.ends(ident)) or "▲ nothing",
            ]
        )
    if rows:
        # The same word as everywhere, so that the project's own word for it stands here too.
        carried = found.evaluation.matrix.say("trauma")
        emit(table(["pain", "", carried, "answered", "by"], rows, right=(2, 3)) + "\n")


def _heat(found: Covering) -> None:
    project = found.project
    if not found.pains or not found.sections:
        return
    emit("Share of each pain by section, %:")
    heads = ["pain", *(project.sections[s].code for s in found.sections)]
    rows = [
        [
            project.pains[p].code,
            *(f"{100 * h:.0f}" if (h := found.heat(p, s)) else "·" for s in found.sections),
        ]
        for p in found.pains
    ]
    emit(table(heads, rows, right=tuple(range(1, len(heads)))) + "\n")


def _requirements(found: Covering) -> None:
    project = found.project
    emit(f"{len(found.requirements)} requirements, nobody asks for {len(found.unasked)} of them.")
    rows = []
    for ident in found.requirements:
        asked = project.requirements[ident]
        askers = _ends(found, found.askers(ident))
        nobody = found.why_unasked(ident) or "▲ nobody"
        rows.append([asked.code, _short(asked.label), askers or nobody])
    if rows:
        emit(table(["requirement", "", "asked by"], rows))


def _ends(found: Covering, parts: Sequence[Part]) -> str:
    """``C1 34 %, C4 34 %, +3``."""
    said = [f"{found.project.label(p.ident)} {_percent(p.share)}" for p in parts[:NAMED]]
    return ", ".join([*said, *([f"+{len(parts) - NAMED}"] if len(parts) > NAMED else [])])


def _percent(share: float) -> str:
    """Whole percent, and never nothing for something."""
    return "<1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= WIDTH else said[: WIDTH - 1].rstrip() + "…"


def _data(found: Covering) -> dict[str, Any]:
    project = found.project

    def parts(of: Sequence[Part]) -> list[dict[str, Any]]:
        return [{"id": project.label(p.ident), "share": p.share} for p in of]

    return {
        "pains": [
            {
                "id": project.pains[ident].code,
                "name": project.pains[ident].name,
                "trauma": found.evaluation.trauma_of(ident),
                "answered": found.answered(ident),
                "links_end_at": parts(found.ends(ident)),
                "requirements": parts(found.answers(ident)),
                "sections": {
                    project.sections[s].code: share
                    for s in found.sections
                    if (share := found.heat(ident, s))
                },
            }
            for ident in found.pains
        ],
        "requirements": [
            {
                "id": project.requirements[ident].code,
                "title": project.requirements[ident].label,
                "asked_by": parts(found.askers(ident)),
                "lives_on": "pains" if found.asked(ident) else found.why_unasked(ident) or None,
            }
            for ident in found.requirements
        ],
        "pains_nothing_answers": [project.label(p) for p in found.pains if p in found.silent],
        "requirements_nobody_asks_for": [
            project.label(r) for r in found.requirements if r in found.unasked
        ],
    }
