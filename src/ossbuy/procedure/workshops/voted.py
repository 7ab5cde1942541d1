"""Closed votes on weights as the decision workbook shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.own import choices_sentence
from ossbuy.exchange.report.ballots import VotedRound, Voter
from ossbuy.model import balloting
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.weighing import GROUP_WORDS
from ossbuy.procedure.workshops.group import GroupResult, group, method_of, movement
from ossbuy.procedure.workshops.judgements import METHOD_WORDS
from ossbuy.procedure.workshops.own_weights import own_rankings

if TYPE_CHECKING:
    from ossbuy.analysis.own import OwnRanking


def voted_rounds(project: Project, ev: Evaluation) -> tuple[VotedRound, ...]:
    """The latest closed round of every node, with the rounds before; none that is open.

    Where weights were taken from a round it is shown by the method they were taken by. A round
    of which no ballot fits what stands under its node now is left out.
    """
    rankings = own_rankings(project, ev)
    found = []
    for node in balloting.nodes(project):
        results = _results(project, node)
        if results:
            found.append(_voted(project, node, results, rankings))
    return tuple(found)


def _results(project: Project, node: str) -> list[GroupResult]:
    taken = project.grouped.get(node)
    results = []
    for at in balloting.closed_rounds(project, node):
        for method in dict.fromkeys((taken.method if taken else method_of(project), "mean")):
            try:
                results.append(group(project, node, method, at))
            except Refused:
                continue
            break
    return results


def _voted(
    project: Project,
    node: str,
    results: list[GroupResult],
    rankings: Mapping[str, OwnRanking],
) -> VotedRound:
    last = results[-1]
    since = movement(results[-2], last) if len(results) > 1 else None
    said = [last.agreement.sentence()]
    own = {p: rankings[p] for p in last.people if p in rankings}
    if chosen := choices_sentence(own):
        said.append(chosen)
    if since is not None:
        said.append(since.sentence(project))
    if taken := project.grouped.get(node):
        how = GROUP_WORDS.get(taken.method, taken.method)
        people = f"{len(taken.people)} {'person' if len(taken.people) == 1 else 'people'}"
        said.append(f"Taken as the stated weights: the {how} of {people}, round {taken.round}.")
    else:
        said.append("Not taken as the stated weights.")
    if last.absent:
        said.append(f"Absent: {', '.join(_name(project, p) for p in last.absent)}.")
    said += [f"Left out: {_name(project, p)}. {why}" for p, why in last.left_out]
    voters = []
    for i, person in enumerate(last.people):
        effect, ballot = last.weights.effect(i), last.ballots[i]
        leader = own[person].leader if person in own else None
        steady = last.own[i].consistency
        voters.append(
            Voter(
                name=_name(project, person),
                power=balloting.power(project, person),
                way=METHOD_WORDS[ballot.method] + (f", {steady}" if steady else ""),
                weights=last.own[i].weights,
                left_out_moves=None if effect.weights is None else effect.moved,
                moved=since.people.get(person) if since else None,
                chooses=leader.label if leader else "",
                comment=ballot.comment,
            )
        )
    return VotedRound(
        where=balloting.node_label(project, node),
        round=last.round,
        method=last.method,
        full_method=last.full_method,
        children=tuple(
            (label, _title(project, c)) for c, label in zip(last.children, last.labels, strict=True)
        ),
        group=tuple(last.weights.weights.tolist()),
        voters=tuple(voters),
        earlier=tuple((r.round, tuple(r.weights.weights.tolist())) for r in results[:-1]),
        sentences=tuple(said),
    )


def _name(project: Project, person: str) -> str:
    return project.people[person].label if person in project.people else person


def _title(project: Project, child: str) -> str:
    if section := project.sections.get(child):
        return section.title
    return project.requirements[child].label
