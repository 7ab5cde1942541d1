"""Casting ballots on weights, and taking the group's result as stated weights.

What may be seen, and when, is in `ossbuy.model.balloting`; what the group made of it in
`ossbuy.procedure.workshops.group`.
"""

from __future__ import annotations

from ossbuy.model import balloting
from ossbuy.model.events import Act, Fact, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.weighing import TOP, Ballot, Grouped
from ossbuy.procedure.workshops.group import group
from ossbuy.procedure.workshops.judgements import judged, strangers


def labels_of(project: Project, node: str) -> tuple[str, ...]:
    """The visible codes of what is weighed under a node."""
    return tuple(project.label(child) for child in balloting.children(project, node))


def cast(project: Project, person: str, node: str, ballot: Ballot, meant: str = "") -> Act:
    """A person's ballot on the weights under a node, in the round that is open.

    It replaces what the same person cast in this round. It is worked out before it is recorded,
    so that every ballot on record can be counted. ``meant`` is the round the person was told.

    Raises:
        Refused: no such voter or node, the round that was meant was closed meanwhile, or the
            judgements are incomplete or impossible; names the pair or criterion.
    """
    balloting.check_voter(project, person)
    things, labels = balloting.weighable(project, node), labels_of(project, node)
    if other := strangers(ballot, things):
        where = "a top section" if node == TOP else f"weighed under {project.label(node)}"
        raise Refused(f"{project.label(other[0])} is not {where}: weigh {', '.join(labels)}.")
    judged(ballot, things, labels)
    now = balloting.open_round(project, node)
    if meant not in ("", now):
        raise Refused(
            f"Round {meant} was closed while you weighed: pass it on once more to vote in round "
            f"{now}, or leave it."
        )
    value = ballot.model_dump(mode="json", exclude_defaults=True)
    fact = Fact(key("ballot", person, node), value, now)
    return Act("ballot.cast", (fact,), on_behalf_of=person)


def adopt(project: Project, node: str, method: str = "", round_: str = "", reason: str = "") -> Act:
    """The group's weights of a closed round as the stated weights under its node: one act.

    They are recorded as points that sum to 100. ``method`` is one of GROUP_METHODS, by default
    the project's; ``round_`` is the latest closed one by default.

    Raises:
        Refused: no round is closed, the method does not fit the ballots, or they say it already.
    """
    result = group(project, node, method, round_)
    points = [round(100 * w, 10) for w in result.weights.weights.tolist()]
    agreement = result.agreement.w
    grouped = Grouped(
        method=result.method,
        round=result.round,
        people=result.people,
        agreement=None if agreement is None else round(agreement, 10),
    )
    said = dict(zip(result.children, points, strict=True))
    if project.grouped.get(node) == grouped and all(
        project.stated.get(child) == point for child, point in said.items()
    ):
        where = balloting.node_label(project, node)
        raise Refused(f"The stated weights of {where} are the group's already: nothing to take.")
    return Act(
        "weights.agreed",
        (
            Fact(key("grouped", node), grouped.model_dump(mode="json", exclude_defaults=True)),
            *(Fact(key("stated", child), point) for child, point in said.items()),
        ),
        reason,
    )
