"""What the group's ballots come to: weights, agreement, who is far from it, who decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ossbuy.model import balloting
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.weighing import GROUP_METHODS, Ballot
from ossbuy.procedure.workshops.judgements import METHOD_WORDS, Judged, judged, ratios

if TYPE_CHECKING:
    from ossbuy.analysis.weighting.concordance import Concordance
    from ossbuy.analysis.weighting.group import GroupWeights

DEFAULT_METHOD: Final = "mean"
_COMBINE: Final[Mapping[str, str]] = {
    "mean": "arithmetic",
    "geometric-mean": "geometric",
    "median": "median",
    "trimmed-mean": "trimmed",
}


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One closed round of one node, brought together."""

    node: str
    round: str
    method: str
    """One of GROUP_METHODS."""
    children: tuple[str, ...]
    labels: tuple[str, ...]
    """Visible codes of the children."""
    people: tuple[str, ...]
    """Who counted, in the order of ``weights.people``."""
    ballots: tuple[Ballot, ...]
    own: tuple[Judged, ...]
    """Each person's weights."""
    weights: GroupWeights
    agreement: Concordance
    absent: tuple[str, ...]
    """People with a vote who cast none."""
    left_out: tuple[tuple[str, str], ...]
    """(person, why) for ballots that no longer fit the children."""

    @property
    def full_method(self) -> str:
        """How the weights were brought together, trim rule included."""
        return self.weights.method

    def spread(self, child: int) -> tuple[float, float]:
        """The lowest and the highest weight anybody gave a child, 0..1."""
        given = [own.weights[child] for own in self.own]
        return min(given), max(given)


@dataclass(frozen=True, slots=True)
class Movement:
    """How far weights moved from one round to the next: shares of weight, 0..1."""

    since: str
    """The earlier round."""
    group: float
    people: Mapping[str, float]
    """Of those who voted in both rounds."""

    def sentence(self, project: Project) -> str:
        """Say how far the group moved, and who moved most."""
        said = f"Since round {self.since} the group moved {100 * self.group:.1f} points of weight"
        if not self.people:
            return f"{said}; nobody voted in both rounds."
        who = max(self.people, key=lambda p: self.people[p])
        if self.people[who] < 5e-4:
            return f"{said}; nobody who voted in both rounds moved."
        name = project.people[who].label if who in project.people else who
        return f"{said}; most moved {name}, {100 * self.people[who]:.1f} points."


def movement(earlier: GroupResult, later: GroupResult) -> Movement:
    """Compare two rounds of one node."""
    from ossbuy.analysis.weighting.group import moved

    before = dict(zip(earlier.people, earlier.own, strict=True))
    return Movement(
        since=earlier.round,
        group=moved(earlier.weights.weights, later.weights.weights),
        people={
            person: moved(before[person].weights, own.weights)
            for person, own in zip(later.people, later.own, strict=True)
            if person in before
        },
    )


def method_of(project: Project, method: str = "") -> str:
    """The way to bring weights together: the one asked for, else the project's, else the mean.

    Raises:
        Refused: there is no such way.
    """
    chosen = method or project.policy.group_method or DEFAULT_METHOD
    if chosen not in GROUP_METHODS:
        raise Refused(f"There is no method {chosen!r}: choose one of {', '.join(GROUP_METHODS)}.")
    return chosen


def round_of(project: Project, node: str, round_: str = "") -> str:
    """The closed round to look at: the one asked for, else the latest.

    Raises:
        Refused: it is still open, or nobody has voted.
    """
    closed = balloting.closed_rounds(project, node)
    chosen = round_ or (closed[-1] if closed else balloting.open_round(project, node))
    if chosen in closed:
        return chosen
    where, cast = balloting.node_label(project, node), balloting.cast_by(project, node, chosen)
    if not cast:
        raise Refused(f"Nobody has voted on {where} in round {chosen}: cast ballots first.")
    raise Refused(
        f"Round {chosen} on {where} is still open, so nothing of it is shown: close it first."
    )


def group(project: Project, node: str, method: str = "", round_: str = "") -> GroupResult:
    """Bring the ballots of a closed round together.

    Raises:
        Refused: the round is open, no ballot fits the children, or the method does not fit.
    """
    chosen, at = method_of(project, method), round_of(project, node, round_)
    things = balloting.weighable(project, node)
    labels = tuple(project.label(child) for child in things)
    own: dict[str, Judged] = {}
    ballots: dict[str, Ballot] = {}
    left_out: list[tuple[str, str]] = []
    for person, ballot in balloting.seen(project, node, at).items():
        try:
            own[person] = judged(ballot, things, labels)
            ballots[person] = ballot
        except Refused as no:
            # Children came or went since the ballot was cast.
            left_out.append((person, no.sentence()))
    where = balloting.node_label(project, node)
    if not own:
        first = f" {left_out[0][1]}" if left_out else ""
        raise Refused(
            f"No ballot of round {at} fits what stands under {where} now.{first} Vote again in "
            f"round {balloting.open_round(project, node)}."
        )
    weights = _combined(project, chosen, things, labels, own, ballots)
    return GroupResult(
        node=node,
        round=at,
        method=chosen,
        children=things,
        labels=labels,
        people=tuple(own),
        ballots=tuple(ballots.values()),
        own=tuple(own.values()),
        weights=weights,
        agreement=weights.agreement(),
        absent=project.closed[node, at].absent,
        left_out=tuple(left_out),
    )


def _combined(
    project: Project,
    method: str,
    things: tuple[str, ...],
    labels: tuple[str, ...],
    own: Mapping[str, Judged],
    ballots: Mapping[str, Ballot],
) -> GroupWeights:
    from ossbuy.analysis.weighting.group import group_weights
    from ossbuy.analysis.weighting.group_comparisons import group_from_comparisons
    from ossbuy.analysis.weighting.judged import BadJudgement

    names = [project.people[p].label if p in project.people else p for p in own]
    powers = [balloting.power(project, person) for person in own]
    try:
        if method == "judgements":
            for person, ballot in ballots.items():
                if ballot.method != "ahp":
                    raise Refused(
                        "Judgements can be joined only where everybody compared in pairs: "
                        f"{project.label(person)} weighed by {METHOD_WORDS[ballot.method]}. "
                        "Choose mean or median instead."
                    )
            said = [ratios(ballot, things) for ballot in ballots.values()]
            return group_from_comparisons(said, labels, powers, names)
        return group_weights(
            [judgement.weights for judgement in own.values()],
            _COMBINE[method],
            powers,
            _trim(project) if method == "trimmed-mean" else None,
            names,
            labels,
        )
    except BadJudgement as bad:
        raise Refused(str(bad)) from None


def _trim(project: Project) -> float:
    """The share of voting power cut at each end."""
    trim = project.model.find("group.trim") if project.model else None
    if trim is None:
        raise Refused(
            "The evaluation model does not say how much a trimmed mean cuts (group.trim): adopt "
            "one that does, or choose the median."
        )
    return trim
