"""Weighing together by words: ballot, round, group."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import actor, evaluated, json_option, open_project, project_argument
from ossbuy.cli.group_tables import children_table, group_data, people_table
from ossbuy.output import emit, emit_json, rounded, say, table

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.store.workspace import Workspace


def _person(project: Project, name: str) -> str:
    wanted = name.strip().casefold()
    for person in project.people.values():
        if wanted in (person.code.casefold(), person.name.casefold()):
            return person.id
    known = ", ".join(p.code for p in project.people.values()) or "nobody yet"
    raise click.UsageError(f"There is no person {name!r}; named are: {known}.")


def _names(project: Project, people: Sequence[str]) -> str:
    return ", ".join(project.people[p].label if p in project.people else p for p in people)


@click.command(
    # "C1=-5" shall reach the rule that refuses it, not be taken for an option.
    context_settings={"ignore_unknown_options": True},
    epilog="Methods: points, swing, rank-order-centroid (or ranking), rank-sum, ahp, best-worst. "
    "A shell takes > for a file: put a ranking in quotes.",
)
@project_argument
@click.argument("judgements", nargs=-1)
@click.option("--person", "person", required=True, help="Whose ballot, by id or name.")
@click.option("--node", "node", default="top", help="A section, or top for all sections.")
@click.option("--method", default="points", help="How it is weighed; points by default.")
@click.option("--comment", default="", help="Why, in a sentence; shown once the round is closed.")
def ballot_(
    project: Path, judgements: tuple[str, ...], person: str, node: str, method: str, comment: str
) -> None:
    """Cast a person's ballot on the weights under a section; blind until the round is closed.

    \b
    Examples:  ossbuy ballot kestrel.ossbuy --person nowak C1=30 C2=20 C3=50
               ossbuy ballot kestrel.ossbuy --person nowak --node C4 \\
                 --method ranking "C4.2 > C4.1 = C4.3"
               ossbuy ballot kestrel.ossbuy --person nowak --node C4 --method ahp C4.1/C4.2=3
    """
    from ossbuy.model import balloting
    from ossbuy.procedure.workshops.ballot_words import method_named, read_ballot
    from ossbuy.procedure.workshops.ballots import cast
    from ossbuy.procedure.workshops.judgements import judged

    with open_project(project) as workspace:
        state = workspace.project
        who, where = _person(state, person), balloting.node_named(state, node)
        said = read_ballot(state, where, method_named(method), judgements, comment)
        workspace.execute(cast(state, who, where, said))
        name = state.people[who].label
        emit(f"Passed on: {name} on {balloting.node_label(state, where)}.")
        things = balloting.children(state, where)
        own = judged(said, things, [state.label(thing) for thing in things])
        if not own.steady:
            say(
                f"These comparisons contradict each other ({own.consistency}): weigh again to mend "
                "them, which replaces this ballot, or let it be."
            )
        emit(_state(workspace.project, where))


def _state(project: Project, node: str) -> str:
    """Who has voted in the open round, and who is waited for; nothing of what they said."""
    from ossbuy.model import balloting

    at = balloting.open_round(project, node)
    cast, missing = balloting.cast_by(project, node, at), balloting.absent(project, node, at)
    voted = f"{len(cast)} of {len(cast) + len(missing)}" if missing else str(len(cast))
    said = f"Round {at} on {balloting.node_label(project, node)} is open: "
    said += f"{voted} voted" if cast else "nobody has voted"
    return f"{said}; waited for: {_names(project, missing)}." if missing else f"{said}."


@click.command()
@project_argument
@click.argument("node")
@click.option("--close", "close_it", is_flag=True, help="Close the open round and show it.")
@json_option
def round_(project: Path, node: str, close_it: bool, as_json: bool) -> None:
    """Say who has voted on a section (or top), or close its round.

    \b
    Example:  ossbuy round kestrel.ossbuy top --close
    """
    from ossbuy.model import balloting
    from ossbuy.procedure.lock import now

    with open_project(project) as workspace:
        where = balloting.node_named(workspace.project, node)
        balloting.weighable(workspace.project, where)
        if close_it:
            workspace.execute(balloting.close(workspace.project, where, actor(), now()))
        state = workspace.project
        if as_json:
            emit_json(state.description.name, workspace.head, _rounds(state, where))
            return
        label = balloting.node_label(state, where)
        for at in balloting.closed_rounds(state, where):
            closing = state.closed[where, at]
            cast = balloting.cast_by(state, where, at)
            said = f"Round {at} on {label} is closed: {len(cast)} voted"
            tail = f"; absent: {_names(state, closing.absent)}" if closing.absent else ""
            emit(f"{said}{tail}.")
        emit(f"See it:  ossbuy group {project} {node}" if close_it else _state(state, where))


def _rounds(project: Project, node: str) -> dict[str, Any]:
    from ossbuy.model import balloting

    at = balloting.open_round(project, node)
    label = project.label

    def codes(people: Sequence[str]) -> list[str]:
        return [label(p) for p in people]

    return {
        "node": node if node == "top" else label(node),
        "open": {
            "round": int(at),
            "voted": codes(balloting.cast_by(project, node, at)),
            "waited_for": codes(balloting.absent(project, node, at)),
        },
        "closed": [
            {
                "round": int(r),
                "by": project.closed[node, r].by,
                "at": project.closed[node, r].at,
                "voted": codes(balloting.cast_by(project, node, r)),
                "absent": codes(project.closed[node, r].absent),
            }
            for r in balloting.closed_rounds(project, node)
        ],
    }


@click.command()
@project_argument
@click.argument("node", default="")
@click.option("--method", default="", help="mean, geometric-mean, judgements, median, …")
@click.option("--round", "at", default="", help="Another closed round than the latest.")
@click.option("--adopt", "take", is_flag=True, help="Take the result as the stated weights.")
@click.option("--reason", default="", help="Recorded with --adopt; needed after the weight lock.")
@json_option
def group_(
    project: Path, node: str, method: str, at: str, take: bool, reason: str, as_json: bool
) -> None:
    """Show what the group's ballots come to, once a round is closed; without NODE, where all stand.

    \b
    Examples:  ossbuy group kestrel.ossbuy
               ossbuy group kestrel.ossbuy top --method median
               ossbuy group kestrel.ossbuy top --adopt
    """
    from ossbuy.model import balloting
    from ossbuy.procedure.lock import record
    from ossbuy.procedure.workshops.ballots import adopt

    with open_project(project) as workspace:
        if not node:
            if take:
                raise click.UsageError("Say which section's weights to take, or top.")
            _overview(workspace, as_json)
            return
        state = workspace.project
        where = balloting.node_named(state, node)
        if take:
            record(workspace, adopt(state, where, method, at, reason), reason)
        _shown(workspace, where, method, at, as_json)
        if take and not as_json:
            emit(f"Taken as the stated weights of {balloting.node_label(state, where)}.")


def _overview(workspace: Workspace, as_json: bool) -> None:
    from ossbuy.model import balloting
    from ossbuy.model.weighing import TOP

    state = workspace.project
    found = [_rounds(state, node) for node in balloting.nodes(state)]
    if as_json:
        emit_json(state.description.name, workspace.head, found)
        return
    rows = []
    for node, said in zip(balloting.nodes(state), found, strict=True):
        opened = said["open"]
        grouped = state.grouped.get(node)
        rows.append(
            [
                "top" if node == TOP else state.label(node),
                str(len(balloting.children(state, node))),
                str(len(said["closed"]) or "–"),
                f"round {opened['round']}: {len(opened['voted'])} voted" if opened["voted"] else "",
                f"{len(grouped.people)} people, {grouped.method}" if grouped else "",
            ]
        )
    if not rows:
        emit("There is nothing to weigh yet: it takes two sections, or two requirements in one.")
        return
    emit(table(["node", "to weigh", "closed", "open", "stated by"], rows, right=(1, 2)))


def _shown(workspace: Workspace, node: str, method: str, at: str, as_json: bool) -> None:
    from ossbuy.analysis.own import choices_sentence
    from ossbuy.model import balloting
    from ossbuy.procedure.workshops.group import group, movement
    from ossbuy.procedure.workshops.own_weights import own_rankings

    state = workspace.project
    result = group(state, node, method, at)
    closed = balloting.closed_rounds(state, node)
    before = closed[closed.index(result.round) - 1] if result.round != closed[0] else ""
    since = movement(group(state, node, method, before), result) if before else None
    rankings = own_rankings(state, evaluated(state)) if state.model is not None else {}
    if as_json:
        data = group_data(state, result, rankings, since)
        emit_json(state.description.name, workspace.head, rounded(data))
        return
    where = balloting.node_label(state, node)
    people = f"{len(result.people)} {'person' if len(result.people) == 1 else 'people'}"
    emit(f"Weights under {where}, round {result.round}, {people}, by {result.full_method}.\n")
    emit(children_table(state, result))
    emit("")
    emit(people_table(state, result, rankings, since))
    emit("")
    emit(result.agreement.sentence())
    if chosen := choices_sentence(rankings):
        emit(chosen)
    if since is not None:
        emit(since.sentence(state))
    for person, ballot in zip(result.people, result.ballots, strict=True):
        if ballot.comment:
            emit(f"{_names(state, [person])}: “{' '.join(ballot.comment.split())}”")
    if result.absent:
        emit(f"Absent: {_names(state, result.absent)}.")
    for person, why in result.left_out:
        emit(f"Left out: {_names(state, [person])}. {why}")
