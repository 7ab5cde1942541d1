"""What ``ossbuy group`` prints of a closed round: tables and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ossbuy.output import table

if TYPE_CHECKING:
    from ossbuy.analysis.own import OwnRanking
    from ossbuy.model.project import Project
    from ossbuy.procedure.workshops.group import GroupResult, Movement


def children_table(project: Project, result: GroupResult) -> str:
    """What is weighed, with the group's weight and the two ends of people's."""
    rows = []
    for i, label in enumerate(result.labels):
        given = [own.weights[i] for own in result.own]
        low, high = result.spread(i)
        rows.append(
            [
                label,
                f"{100 * result.weights.weights[i]:.1f} %",
                f"{100 * low:.1f} %",
                project.label(result.people[given.index(low)]),
                f"{100 * high:.1f} %",
                project.label(result.people[given.index(high)]),
            ]
        )
    return table(["", "group", "lowest", "by", "highest", "by"], rows, right=(1, 2, 4))


def people_table(
    project: Project,
    result: GroupResult,
    rankings: Mapping[str, OwnRanking],
    since: Movement | None,
) -> str:
    """Each person: power, method, distance, effect, movement, own winner."""
    from ossbuy.model.balloting import power

    heads = ["person", "power", "weighed by", "from the group", "left out moves"]
    rows = []
    for i, person in enumerate(result.people):
        distance = result.weights.distance[i]
        effect = result.weights.effect(i)
        method = result.ballots[i].method
        row = [
            project.label(person),
            f"{power(project, person):g}",
            f"{method}, {result.own[i].consistency}" if result.own[i].consistency else method,
            "–" if distance is None else f"{100 * distance:.1f}",
            "–" if effect.weights is None else f"{100 * effect.moved:.1f}",
        ]
        if since is not None:
            moved = since.people.get(person)
            row.append("–" if moved is None else f"{100 * moved:.1f}")
        if rankings:
            leader = rankings[person].leader if person in rankings else None
            row.append(leader.label if leader else "open")
        rows.append(row)
    heads += [f"since round {since.since}"] if since is not None else []
    heads += ["own weights choose"] if rankings else []
    right = (1, 3, 4, 5) if since is not None else (1, 3, 4)
    return table(heads, rows, right=right)


def group_data(
    project: Project,
    result: GroupResult,
    rankings: Mapping[str, OwnRanking],
    since: Movement | None,
) -> dict[str, Any]:
    """A closed round as JSON, by visible codes."""
    from ossbuy.analysis.own import choices_sentence
    from ossbuy.model.balloting import power

    people = []
    for i, person in enumerate(result.people):
        effect, ranking = result.weights.effect(i), rankings.get(person)
        leader = ranking.leader if ranking else None
        people.append(
            {
                "person": project.label(person),
                "power": power(project, person),
                "method": result.ballots[i].method,
                "weights": dict(zip(result.labels, result.own[i].weights, strict=True)),
                "consistency": result.own[i].consistency,
                "comment": result.ballots[i].comment,
                "distance": result.weights.distance[i],
                "left_out_moves": None if effect.weights is None else effect.moved,
                "left_out": effect.sentence(),
                "moved_since": since.people.get(person) if since else None,
                "own_winner": leader.label if leader else None,
                "own_ranking": [
                    s.label for s in (ranking.standings if ranking else ()) if not s.eliminated
                ],
            }
        )
    return {
        "node": "top" if result.node == "top" else project.label(result.node),
        "round": int(result.round),
        "method": result.method,
        "method_in_full": result.full_method,
        "weights": dict(zip(result.labels, result.weights.weights.tolist(), strict=True)),
        "kendalls_w": result.agreement.w,
        "agreement": result.agreement.sentence(),
        "own_winners": choices_sentence(rankings),
        "since_round": int(since.since) if since else None,
        "group_moved": since.group if since else None,
        "people": people,
        "absent": [project.label(p) for p in result.absent],
        "left_out": {project.label(p): why for p, why in result.left_out},
    }
