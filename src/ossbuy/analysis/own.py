"""Whom each person's own weights would choose, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.scoring.quality import quality
from ossbuy.analysis.standing import Standing, standings
from ossbuy.analysis.weighting.blend import normalise


@dataclass(frozen=True)
class OwnRanking:
    """The vendors under one person's own weights."""

    standings: tuple[Standing, ...]

    @property
    def leader(self) -> Standing | None:
        """Who comes first; None while what is missing leaves that open."""
        first = next((s for s in self.standings if not s.eliminated), None)
        return first if first is not None and first.rank == 1 else None


def own_ranking(ev: Evaluation, stated: Array) -> OwnRanking | None:
    """Rank the vendors by one person's stated weights alone, shape (leaves,).

    Scores, evidence, price share and price formula are the project's; λ does not enter: what
    follows from the pains is the same for everybody and would hide what people think. None
    when there is nothing to rank, or the weights reach no requirement.
    """
    bids, leaves = ev.matrix.bids, ev.matrix.weights.leaves
    if not (bids.vendors and leaves and stated.size and ev.quality is not None):
        return None
    weights = normalise(stated * ev.matrix.weights.layer)
    merit = quality(
        ev.values,
        weights,
        bids.state,
        bids.claimed * bids.evidence if bids.widen else None,
        bids.names,
        [ev.matrix.labels[leaf] for leaf in leaves],
    )
    return OwnRanking(standings(bids, merit))


def choices_short(choices: Mapping[str, OwnRanking]) -> str:
    """Say "9 of 11 choose Ductwise"; empty when nobody's weights choose anybody yet."""
    leaders = [r.leader.label for r in choices.values() if r.leader is not None]
    if not leaders:
        return ""
    first, most = Counter(leaders).most_common(1)[0]
    return f"{most} of {len(choices)} choose {first}"


def choices_sentence(choices: Mapping[str, OwnRanking]) -> str:
    """Say "9 of 11 people's own weights choose Ductwise", and who the others choose.

    Empty when nobody's weights rank anybody.
    """
    if not choices:
        return ""
    leaders = [ranking.leader for ranking in choices.values()]
    counted = Counter(leader.label for leader in leaders if leader is not None)
    total = len(choices)
    whose = "people's" if total > 1 else "person's"
    if not counted:
        return f"What is missing leaves open whom {total} {whose} own weights choose."
    (first, most), *others = counted.most_common()
    said = f"{most} of {total} {whose} own weights choose {first}"
    tail = [f"{count} {name}" for name, count in others]
    if unknown := total - sum(counted.values()):
        tail.append(f"{unknown} cannot be said yet")
    return f"{said}{'; ' + ', '.join(tail) if tail else ''}."
