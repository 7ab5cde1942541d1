"""Ballots on weights: who has a vote, on what, in which round, and what may be seen of it.

A round is blind: who has cast is known, what was said is not, until somebody closes it. The next
round opens when the one before is closed, and both stand side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ossbuy.model.events import Act, Fact, Refused, key
from ossbuy.model.fold import natural
from ossbuy.model.project import Project
from ossbuy.model.weighing import TOP, Ballot, Closing
from ossbuy.model.workshop import Session


def node_named(project: Project, code: str) -> str:
    """The node a person calls ``code``: ``top``, or the internal id of a section.

    Raises:
        Refused: there is no such section.
    """
    if code.strip().casefold() == TOP:
        return TOP
    section = project.by_code("sections", code)
    if section is None:
        raise Refused(f"There is no section {code!r}: say a section's id, or top for all sections.")
    return section


def node_label(project: Project, node: str) -> str:
    """What a node is called in a sentence: ``all sections``, or the section's code."""
    return "all sections" if node == TOP else project.label(node)


def parent_node(project: Project, thing: str) -> str:
    """The node among whose children a section or requirement is weighed."""
    if requirement := project.requirements.get(thing):
        return requirement.section
    return project.parent_of(thing) or TOP


def children(project: Project, node: str) -> tuple[str, ...]:
    """Internal ids of what is weighed against each other under a node, in order.

    A gate weighs nothing unless somebody gave it points (decision 3), so it stands on a ballot
    only then.
    """
    if node == TOP:
        return tuple(s.id for s in project.top_sections())
    inner = [s.id for s in project.sections.values() if project.parent_of(s.id) == node]
    direct = [r.id for r in project.under(node) if not r.gate or project.stated.get(r.id, 0.0) > 0]
    return (*inner, *direct)


def nodes(project: Project) -> tuple[str, ...]:
    """The nodes with something to weigh: the top, then sections with two children or more."""
    return tuple(n for n in (TOP, *project.sections) if len(children(project, n)) > 1)


def weighable(project: Project, node: str) -> tuple[str, ...]:
    """The children of a node, of which there are at least two.

    Raises:
        Refused: the node is gone, or there is nothing to weigh against each other under it.
    """
    if node != TOP and node not in project.sections:
        raise Refused("The section is not there any more: somebody may have removed it.")
    found = children(project, node)
    if len(found) < 2:
        raise Refused(
            f"There is nothing to weigh under {node_label(project, node)}: it takes two sections "
            "or requirements that are no gates."
        )
    return found


def closed_rounds(project: Project, node: str) -> tuple[str, ...]:
    """The closed rounds of a node, oldest first."""
    numbers = (int(r) for n, r in project.closed if n == node and r.isdecimal())
    return tuple(str(number) for number in sorted(numbers))


def open_round(project: Project, node: str) -> str:
    """The round in which ballots on a node are cast now."""
    closed = closed_rounds(project, node)
    return str(int(closed[-1]) + 1 if closed else 1)


def cast_by(project: Project, node: str, round_: str) -> tuple[str, ...]:
    """Who has cast a ballot in a round, in the order of the people."""
    people = {p for p, n, r in project.ballots if n == node and r == round_}
    return tuple(sorted(people, key=lambda p: natural(project.label(p))))


def seen(project: Project, node: str, round_: str) -> Mapping[str, Ballot]:
    """The ballots of a round by person; none while it is open.

    Everything that shows or counts ballots reads them here and nowhere else.
    """
    if (node, round_) not in project.closed:
        return {}
    who = cast_by(project, node, round_)
    return {person: project.ballots[person, node, round_] for person in who}


def last_seen(project: Project, node: str, person: str) -> Ballot | None:
    """A person's ballot of the latest closed round in which that person cast one."""
    for round_ in reversed(closed_rounds(project, node)):
        if ballot := project.ballots.get((person, node, round_)):
            return ballot
    return None


def latest_session(project: Project) -> Session | None:
    """The latest workshop with people in it."""
    held = [s for s in project.sessions.values() if s.present]
    return max(held, key=lambda s: (s.on or dt.date.min, natural(s.code)), default=None)


def power(project: Project, person: str) -> float:
    """How much a person's weights count in the group; not said is 1."""
    said = project.people[person].voting_power if person in project.people else None
    return 1.0 if said is None else said


def voters(project: Project) -> tuple[str, ...]:
    """The people whose ballot is waited for.

    Those present in the latest workshop; without one, everybody who has cast a ballot on anything
    or was given voting power. A voting power of 0 is no vote.
    """
    session = latest_session(project)
    if session is not None:
        found = [p for p in project.people if p in session.present]
    else:
        cast = {person for person, _, _ in project.ballots}
        found = [
            p
            for p, person in project.people.items()
            if p in cast or person.voting_power is not None
        ]
    return tuple(p for p in found if power(project, p) > 0)


def may_vote(project: Project) -> tuple[str, ...]:
    """Everybody who may cast a ballot, those who are waited for first.

    Whoever is hurt but said not to be in the room is named for others to think of, not to vote.
    """
    waited = voters(project)
    others = [
        p
        for p, person in project.people.items()
        if p not in waited and person.in_room is not False and power(project, p) > 0
    ]
    return (*waited, *others)


def absent(project: Project, node: str, round_: str) -> tuple[str, ...]:
    """People with a vote who have cast none in a round."""
    cast = cast_by(project, node, round_)
    return tuple(p for p in voters(project) if p not in cast)


def check_voter(project: Project, person: str) -> None:
    """Refuse somebody who has no vote.

    Raises:
        Refused: the person is not known, or has a voting power of 0.
    """
    if person not in project.people:
        raise Refused(f"There is no person {person}: name the person first.")
    if power(project, person) <= 0:
        raise Refused(
            f"{project.people[person].label} has a voting power of 0 and casts no ballot: give "
            "voting power first."
        )


def close(project: Project, node: str, by: str, at: str) -> Act:
    """Close the open round of a node; from then on its ballots are seen.

    Raises:
        Refused: nobody has cast a ballot in it.
    """
    round_ = open_round(project, node)
    if not cast_by(project, node, round_):
        raise Refused(
            f"Nobody has cast a ballot on {node_label(project, node)} in round {round_}: there is "
            "nothing to close."
        )
    closing = Closing(by=by, at=at, absent=absent(project, node, round_))
    fact = Fact(key("closed", node), closing.model_dump(mode="json"), round_)
    return Act("round.closed", (fact,))
