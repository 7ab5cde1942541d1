"""Two stages by words: shortlist."""

from __future__ import annotations

from pathlib import Path

import click

from ossbuy.cli.common import actor, json_option, open_project, project_argument, vendor_id
from ossbuy.cli.leaking import count
from ossbuy.output import emit, emit_json, table


@click.command()
@project_argument
@click.argument("vendor", required=False, default="")
@click.option("--reason", default="", help="Why; it stays on record.")
@click.option("--remove", is_flag=True, help="Take the vendor off the short list.")
@click.option("--questions", is_flag=True, help="Propose which requirements to ask first.")
@click.option("--most", default=20, show_default=True, help="How many to propose.")
@click.option("--take", is_flag=True, help="Mark the proposed ones, and no others.")
@json_option
def shortlist_(
    project: Path,
    vendor: str,
    reason: str,
    remove: bool,
    questions: bool,
    most: int,
    take: bool,
    as_json: bool,
) -> None:
    """Put a vendor on the short list, or say which questions decide it and who is on it.

    \b
    Examples:  ossbuy shortlist kestrel.ossbuy --questions --take
               ossbuy shortlist kestrel.ossbuy ductwise --reason "all gates, two references"
               ossbuy shortlist kestrel.ossbuy
    """
    from ossbuy.procedure.request.short_list import (
        leaf_weights,
        mark_short,
        propose_short,
        shortlist,
        unlist,
    )

    with open_project(project) as workspace:
        state = workspace.project
        if questions or take:
            proposed = propose_short(state, leaf_weights(state), most)
            rows = [(state.label(p.requirement), p.why) for p in proposed]
            if take:
                workspace.execute(mark_short(state, tuple(p.requirement for p in proposed)))
            if as_json:
                found = [{"requirement": code, "why": why} for code, why in rows]
                emit_json(
                    state.description.name, workspace.head, {"proposed": found, "taken": take}
                )
                return
            emit(table(("id", "why"), rows))
            marked = "marked for the short list" if take else "proposed; --take marks them"
            emit(f"{count(len(rows), 'requirement')} {marked}.")
            return
        if vendor:
            ident = vendor_id(state, vendor)
            act = (
                unlist(state, ident, reason) if remove else shortlist(state, ident, actor(), reason)
            )
            workspace.execute(act)
            where = "off" if remove else "on"
            emit(f"{state.vendors[ident].label} is {where} the short list.")
            return
        short = [r.code for r in state.requirements.values() if r.short]
        listed = [(state.vendors[v].label, said) for v, said in state.shortlisted.items()]
        if as_json:
            data = {
                "questions": short,
                "vendors": [
                    {"vendor": name, "by": state.label(s.by), "at": s.at, "reason": s.reason}
                    for name, s in listed
                ],
            }
            emit_json(state.description.name, workspace.head, data)
            return
        emit(f"Asked first: {', '.join(short) or 'nothing is marked yet'}.")
        for name, said in listed:
            emit(f"{name}: {said.reason}")
        if not listed:
            emit("Nobody is on the short list yet.")
