"""What each person's own weights come to, over all the nodes that person has voted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ossbuy.model import balloting
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.procedure.workshops.judgements import judged

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.own import OwnRanking


@dataclass(frozen=True, slots=True)
class OwnWeights:
    """A person's weights where that person voted, the stated ones elsewhere."""

    person: str
    points: dict[str, float]
    """By section and requirement."""
    voted_on: tuple[str, ...]
    """Nodes whose children the person weighed, in a round that is closed."""


def own_weights(project: Project) -> tuple[OwnWeights, ...]:
    """The weights of everybody with a ballot in a closed round, each person's latest.

    Ballots that no longer fit what stands under their node are left out.
    """
    found = []
    people = dict.fromkeys(p for p, n, r in project.ballots if (n, r) in project.closed)
    for person in project.people:
        if person not in people:
            continue
        points = dict(project.stated)
        voted_on = []
        for node in balloting.nodes(project):
            ballot = balloting.last_seen(project, node, person)
            if ballot is None:
                continue
            things = balloting.children(project, node)
            try:
                own = judged(ballot, things, [project.label(child) for child in things])
            except Refused:
                continue
            points.update(zip(things, (100 * w for w in own.weights), strict=True))
            voted_on.append(node)
        if voted_on:
            found.append(OwnWeights(person, points, tuple(voted_on)))
    return tuple(found)


def own_rankings(project: Project, ev: Evaluation) -> dict[str, OwnRanking]:
    """The vendors under each person's own weights, by person; empty while nothing is scored."""
    from ossbuy.analysis.matrix.weights import stated_leaves
    from ossbuy.analysis.own import own_ranking

    if not ev.standings:
        return {}
    found = {}
    for own in own_weights(project):
        stated = stated_leaves(project, own.points, ev.matrix.weights.leaves)
        ranking = own_ranking(ev, stated)
        if ranking is not None:
            found[own.person] = ranking
    return found
