"""From several people's comparisons in pairs to the group's, before any weights are taken."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import Array, names, readonly
from ossbuy.analysis.weighting.comparisons import Comparisons, Pair, comparisons
from ossbuy.analysis.weighting.group import GroupWeights, chosen, each_left_out, voting_powers
from ossbuy.analysis.weighting.judged import BadJudgement
from ossbuy.analysis.weighting.pairwise import pairwise_weights

JOINED = "geometric mean of people's comparisons (AIJ), principal eigenvector"
"""How `group_from_comparisons` combines."""


def join_comparisons(read: Sequence[Comparisons], powers: ArrayLike | None = None) -> Comparisons:
    """Join people's comparisons pair by pair: Π a_ij^(p_k / Σ p) (AIJ, Aczél & Saaty 1983).

    The geometric mean is the only mean that keeps a_ji = 1 / a_ij. Each pair is joined over
    those who compared it and have voting power; a pair nobody compared stays a gap. All must
    hold the same criteria. Joining can bring contradictions that no single person made, because
    different people may have compared different pairs.
    """
    if not read:
        raise BadJudgement("Nobody has compared anything yet; there is nothing to join.")
    logs = np.log([one.matrix for one in read])
    voice = np.ones(len(read)) if powers is None else np.asarray(powers, np.float64)
    heard = ~np.isnan(logs) * voice[:, None, None]
    total = heard.sum(axis=0)
    mean = np.divide(
        (heard * np.nan_to_num(logs)).sum(axis=0),
        total,
        out=np.full(total.shape, np.nan),
        where=total > 0,
    )
    return comparisons(np.exp(mean), read[0].labels)


def group_from_comparisons(
    said: Sequence[Mapping[Pair, float] | ArrayLike | Comparisons | None],
    labels: Sequence[str],
    powers: ArrayLike | None = None,
    people: Sequence[str] = (),
    random_index: str = "saaty-1980",
) -> GroupWeights:
    """Combine people's comparisons before weighing (aggregation of individual judgements).

    `said` holds for each person what `comparisons` reads; None or nothing compared means that
    the person is left out and named. A person may have compared some pairs only. The group's
    weights are the principal eigenvector of the joined comparisons (`join_comparisons`).

    Raises BadJudgement naming the person for comparisons that cannot be used, for powers as
    `group_weights` does, and when the joined comparisons leave criteria unconnected.
    """
    named = tuple(labels)
    everyone = names(people, len(said), "person")
    empty = Comparisons(np.full((len(named), len(named)), np.nan), named)
    read = []
    for person, one in enumerate(said):
        try:
            read.append(empty if one is None else comparisons(one, named))
        except BadJudgement as error:
            raise BadJudgement(f"{everyone[person]}: {error}", person, error.pair) from error
    # With a single criterion there is nothing to compare, so having been asked is enough.
    counted = np.array(
        [
            one is not None and (bool(r.given) or len(named) == 1)
            for one, r in zip(said, read, strict=True)
        ],
        dtype=np.bool_,
    )
    voice = voting_powers(powers, everyone, counted)
    present = [r for r, kept in zip(read, counted, strict=True) if kept]

    def weigh(one: Comparisons) -> Array:
        return pairwise_weights(one, random_index=random_index).weights

    def joined(kept: NDArray[np.bool_]) -> Array:
        heard = [r for r, here in zip(present, kept, strict=True) if here]
        return weigh(join_comparisons(heard, voice[kept]))

    return GroupWeights(
        weights=joined(np.ones(len(present), dtype=np.bool_)),
        method=JOINED,
        people=chosen(everyone, counted),
        powers=readonly(voice / voice.sum()),
        own=tuple(None if r.gap else weigh(r) for r in present),
        without=each_left_out(joined, voice),
        left_out=chosen(everyone, ~counted),
        unfinished=(),
        labels=named,
    )
