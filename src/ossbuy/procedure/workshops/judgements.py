"""From a ballot to weights: every method's arithmetic asked for the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ossbuy.model.events import Refused
from ossbuy.model.weighing import Ballot

if TYPE_CHECKING:
    from ossbuy.analysis.weighting.comparisons import Pair
    from ossbuy.analysis.weighting.repair import Repair

METHOD_WORDS: Final[Mapping[str, str]] = {
    "points": "points",
    "swing": "swing",
    "rank-order-centroid": "ranking, rank-order centroid",
    "rank-sum": "ranking, rank sum",
    "ahp": "comparing in pairs (AHP)",
    "best-worst": "best-worst",
}
"""The methods as a person reads them."""
RANK_RULES: Final[Mapping[str, str]] = {"rank-order-centroid": "centroid", "rank-sum": "sum"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A ballot as weights."""

    weights: tuple[float, ...]
    """In the order of the children; sums to 1."""
    sentence: str
    """What the weights are and how consistent the judgements."""
    consistency: str
    """A few words where the method knows inconsistency, such as ``CR 0.05``; else empty."""
    steady: bool
    """Whether the judgements hang together well enough; true where a method cannot tell."""


def strangers(ballot: Ballot, children: Sequence[str]) -> tuple[str, ...]:
    """Ids a ballot names that are not among the children."""
    named = dict.fromkeys(
        [
            *ballot.points,
            *(item for together in ballot.ranking for item in together),
            *(item for a, b, _ in ballot.pairs for item in (a, b)),
            *(item for item in (ballot.best, ballot.worst) if item),
            *ballot.best_to_others,
            *ballot.others_to_worst,
        ]
    )
    return tuple(item for item in named if item not in children)


def judged(ballot: Ballot, children: Sequence[str], labels: Sequence[str]) -> Judged:
    """A ballot's weights over the children of its node, named by ``labels`` in what is said.

    What the ballot says about something that is no child any more is left aside.

    Raises:
        Refused: the judgements are not complete, or not possible; names the pair or criterion.
    """
    from ossbuy.analysis.weighting.judged import BadJudgement

    try:
        match ballot.method:
            case "points" | "swing":
                return _direct(ballot, children, labels)
            case "ahp":
                return _pairwise(ballot, children, labels)
            case "best-worst":
                return _best_worst(ballot, children, labels)
        return _ranked(ballot, children, labels)
    except BadJudgement as bad:
        raise Refused(str(bad)) from None


def ratios(ballot: Ballot, children: Sequence[str]) -> dict[Pair, float]:
    """The comparisons of a ballot by place among the children."""
    place = {child: i for i, child in enumerate(children)}
    return {
        (place[a], place[b]): ratio for a, b, ratio in ballot.pairs if a in place and b in place
    }


def repair(ballot: Ballot, children: Sequence[str], labels: Sequence[str]) -> Repair | None:
    """The comparison least in line with the others; None where nothing disagrees.

    Raises:
        Refused: the comparisons do not hang together yet, or are not possible.
    """
    from ossbuy.analysis.weighting.judged import BadJudgement
    from ossbuy.analysis.weighting.repair import most_inconsistent

    try:
        return most_inconsistent(ratios(ballot, children), labels)
    except BadJudgement as bad:
        raise Refused(str(bad)) from None


def _direct(ballot: Ballot, children: Sequence[str], labels: Sequence[str]) -> Judged:
    from ossbuy.analysis.weighting.direct import points_weights, swing_weights

    weigh = swing_weights if ballot.method == "swing" else points_weights
    said = weigh([ballot.points.get(child, float("nan")) for child in children], labels)
    return Judged(tuple(said.weights.tolist()), said.sentence(), "", True)


def _ranked(ballot: Ballot, children: Sequence[str], labels: Sequence[str]) -> Judged:
    from ossbuy.analysis.weighting.ranks import rank_weights

    rank: dict[str, float] = {}
    for place, together in enumerate(ballot.ranking):
        for item in together:
            if item in rank:
                name = dict(zip(children, labels, strict=True)).get(item, item)
                raise Refused(f"{name} is ranked twice: give it one place.")
            rank[item] = place + 1.0
    ranks = [rank.get(child, float("nan")) for child in children]
    said = rank_weights(ranks, RANK_RULES[ballot.method], labels)
    return Judged(tuple(said.weights.tolist()), said.sentence(), "", True)


def _pairwise(ballot: Ballot, children: Sequence[str], labels: Sequence[str]) -> Judged:
    from ossbuy.analysis.weighting.pairwise import pairwise_weights

    said = pairwise_weights(ratios(ballot, children), labels)
    words = "" if len(children) < 3 else f"CR {said.adjusted_ratio:.2f}"
    return Judged(tuple(said.weights.tolist()), said.sentence(), words, said.acceptable)


def _best_worst(ballot: Ballot, children: Sequence[str], labels: Sequence[str]) -> Judged:
    from ossbuy.analysis.weighting.best_worst import best_worst

    place = {child: i for i, child in enumerate(children)}
    for role, chosen in (("best", ballot.best), ("worst", ballot.worst)):
        if chosen not in place:
            raise Refused(f"The {role} is not chosen yet: choose one of {', '.join(labels)}.")
    unknown = float("nan")
    outward = [ballot.best_to_others.get(child, unknown) for child in children]
    inward = [ballot.others_to_worst.get(child, unknown) for child in children]
    best, worst = place[ballot.best], place[ballot.worst]
    # Against itself everything counts once: nobody is asked that.
    outward[best], inward[worst] = 1.0, 1.0
    said = best_worst(best, worst, outward, inward, labels=labels)
    words = f"input ratio {said.input_ratio:.2f}"
    return Judged(tuple(said.weights.tolist()), said.sentence(), words, said.most_off is None)
