"""From several people's weights to the group's; who is far from it, who decides.

Combining comparisons instead of weights is in `group_comparisons`, with the same result type.

Somebody who did not weigh is left out and named; nobody's silence is read as zeros.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import Array, Labels, listed, names, readonly
from ossbuy.analysis.weighting.combining import (
    Combine,
    arithmetic_mean,
    geometric_mean,
    median,
    to_one,
    trimmed_mean,
)
from ossbuy.analysis.weighting.comparisons import Pair
from ossbuy.analysis.weighting.concordance import SAME, Concordance, kendalls_w
from ossbuy.analysis.weighting.judged import BadJudgement, criteria, shares

METHODS = {
    "arithmetic": "mean of people's weights (AIP, arithmetic)",
    "geometric": "geometric mean of people's weights, renormalised (AIP, geometric)",
    "median": "median of people's weights, renormalised",
    "trimmed": "trimmed mean of people's weights, renormalised",
}
"""How `group_weights` combines, by key."""


@dataclass(frozen=True)
class Effect:
    """What the group's weights would be without one person."""

    person: str
    weights: Array | None
    """None when nothing would be left to combine."""
    moved: float
    """Half the L1 distance to the group's weights: the share of weight that moves, 0..1."""
    overtakes: tuple[Pair, ...]
    """Pairs (i, j): without the person, i weighs more than j, which is among the first now."""
    first: int
    """How many of the heaviest were looked at."""
    labels: Labels

    def sentence(self) -> str:
        """Say what leaving the person out would change."""
        if self.weights is None:
            return f"Without {self.person} nobody's weights would be left to combine."
        said = f"Without {self.person} {100 * self.moved:.1f} points of weight move"
        if not self.overtakes:
            return f"{said} and the first {self.first} keep their order."
        swaps = [f"{self.labels[i]} overtakes {self.labels[j]}" for i, j in self.overtakes]
        return f"{said}: {listed(swaps)}."


@dataclass(frozen=True)
class GroupWeights:
    """The weights of a group, and each person beside them."""

    weights: Array
    method: str
    """How they were combined, trim rule included."""
    people: Labels
    """Those who counted; the rows of `powers`, `own` and `without`."""
    powers: Array
    """Voting power as shares of the power present; sums to 1."""
    own: tuple[Array | None, ...]
    """Each person's own weights; None for somebody whose comparisons do not hang together."""
    without: tuple[Array | None, ...]
    """The group's weights with that person left out; None when that cannot be combined."""
    left_out: Labels
    """People who said nothing."""
    unfinished: Labels
    """People who weighed some criteria and not others; left out as well."""
    labels: Labels

    @property
    def distance(self) -> tuple[float | None, ...]:
        """How far each person is from the group: the share of weight that differs, 0..1."""
        return tuple(None if own is None else moved(own, self.weights) for own in self.own)

    @property
    def farthest(self) -> int | None:
        """The person farthest from the group, or None when nobody is away from it."""
        known = [(d, -i) for i, d in enumerate(self.distance) if d is not None and d > SAME]
        return -max(known)[1] if known else None

    def agreement(self) -> Concordance:
        """Kendall's W over the people's own weights; its `ranks` are each person's ranking."""
        gap = np.full(len(self.labels), np.nan)
        rows = [gap if own is None else own for own in self.own]
        return kendalls_w(np.array(rows), self.people, self.labels)

    def effect(self, person: int, first: int = 3) -> Effect:
        """What leaving one person out does to the weights and to the `first` heaviest.

        A criterion overtakes when it weighed less and would weigh more; becoming level, or
        ceasing to be, is no overtaking. Criteria level with the last of the first count as first.
        """
        after = self.without[person]
        swaps: tuple[Pair, ...] = ()
        if after is not None:
            level = np.sort(self.weights)[::-1][min(first, len(self.weights)) - 1]
            before = self.weights[None, :] - self.weights[:, None] > SAME
            now = after[:, None] - after[None, :] > SAME
            leading = self.weights >= level - SAME
            swaps = tuple((int(i), int(j)) for i, j in np.argwhere(before & now & leading[None, :]))
        return Effect(
            person=self.people[person],
            weights=after,
            moved=0.0 if after is None else moved(after, self.weights),
            overtakes=swaps,
            first=min(first, len(self.weights)),
            labels=self.labels,
        )

    def sentence(self) -> str:
        """Say the weights, who stands behind them and who is missing."""
        said = f"By {self.method}, {len(self.people)} people: {shares(self.weights, self.labels)}."
        if self.farthest is not None:
            away = moved(self.own[self.farthest], self.weights)
            said += (
                f" Farthest from the group is {self.people[self.farthest]},"
                f" {100 * away:.1f} points of weight away."
            )
        if self.left_out:
            said += f" Did not weigh: {listed(self.left_out)}."
        if self.unfinished:
            said += f" Left out, not finished: {listed(self.unfinished)}."
        return said


def moved(one: ArrayLike | None, other: ArrayLike) -> float:
    """Return half the L1 distance between two weight vectors: the share of weight moved, 0..1."""
    return float(np.abs(np.asarray(one, np.float64) - np.asarray(other, np.float64)).sum() / 2)


def group_weights(
    own: ArrayLike,
    method: str = "arithmetic",
    powers: ArrayLike | None = None,
    trim: float | None = None,
    people: Sequence[str] = (),
    labels: Sequence[str] = (),
) -> GroupWeights:
    """Combine people's weights (aggregation of individual priorities, Forman & Peniwati 1998).

    `own` has shape (people, criteria), in any unit per person, NaN where somebody did not weigh.
    `method` is a key of `METHODS`; ``trimmed`` needs `trim`, the share of voting power cut at
    each end (see `combining.trimmed_mean`). `powers` are voting powers, by default equal.

    Raises BadJudgement (its `index` is the person) for negative weights, for somebody whose
    weights are all 0, for powers that are negative or give nobody present a vote, when nobody
    weighed, and when nothing but zeros is left (medians or geometric means of people who share
    no criterion).
    """
    table = np.array(own, dtype=np.float64)
    if table.ndim != 2:
        raise BadJudgement("The weights must be a table with one row per person.")
    named = criteria(labels, table.shape[1])
    everyone = names(people, len(table), "person")
    combine, full_name = _combiner(method, trim)
    for person, row in enumerate(table):
        _check_row(row, person, everyone[person], named)
    known = ~np.isnan(table)
    started = np.any(known, axis=1, keepdims=True)[:, 0]
    counted = np.all(known, axis=1, keepdims=True)[:, 0]
    voice = voting_powers(powers, everyone, counted)
    rows = np.array([to_one(row / row.max()) for row in table[counted]])

    def joined(kept: NDArray[np.bool_]) -> Array:
        result = combine(rows[kept], voice[kept])
        if result.sum() <= 0:
            raise BadJudgement(
                f"By {full_name}, every criterion comes to 0: none carries weight for enough"
                " people. Take the arithmetic mean, or talk first."
            )
        return result

    return GroupWeights(
        weights=readonly(joined(np.ones(len(rows), dtype=np.bool_))),
        method=full_name,
        people=chosen(everyone, counted),
        powers=readonly(voice / voice.sum()),
        own=tuple(readonly(row) for row in rows),
        without=each_left_out(joined, voice),
        left_out=chosen(everyone, ~started),
        unfinished=chosen(everyone, started & ~counted),
        labels=named,
    )


def voting_powers(powers: ArrayLike | None, everyone: Labels, counted: NDArray[np.bool_]) -> Array:
    """Return the voting powers of those who counted, each 1 when none are given.

    Raises BadJudgement when nobody counted, for a power that is missing, endless or negative
    (whoever it belongs to), and when nobody who counted has a vote.
    """
    voice = np.ones(len(everyone)) if powers is None else np.array(powers, np.float64, ndmin=1)
    if len(voice) != len(everyone):
        raise BadJudgement(
            f"{len(voice)} voting powers for {len(everyone)} people; give one for each."
        )
    for person, power in enumerate(voice.tolist()):
        if not (np.isfinite(power) and power >= 0):
            raise BadJudgement(
                f"{everyone[person]} has a voting power of {power:g}; give 0 or more.", person
            )
    if not counted.any():
        raise BadJudgement("Nobody has weighed yet; there is nothing to combine.")
    present = voice[counted]
    if present.max() <= 0:
        raise BadJudgement(
            f"Nobody who weighed ({listed(chosen(everyone, counted))}) has voting power; give it to"
            " at least one of them."
        )
    return np.asarray(present / present.max(), np.float64)


def each_left_out(
    joined: Callable[[NDArray[np.bool_]], Array], voice: Array
) -> tuple[Array | None, ...]:
    """Return the group's weights without each person in turn, None where that is no group."""
    results: list[Array | None] = []
    for person in range(len(voice)):
        kept = np.arange(len(voice)) != person
        if not (voice[kept] > 0).any():
            results.append(None)
            continue
        try:
            results.append(readonly(joined(kept)))
        except BadJudgement:
            results.append(None)
    return tuple(results)


def chosen(everyone: Labels, mask: NDArray[np.bool_]) -> Labels:
    """Return the names where the mask is set."""
    return tuple(name for name, kept in zip(everyone, mask, strict=True) if kept)


def _combiner(method: str, trim: float | None) -> tuple[Combine, str]:
    if method not in METHODS:
        raise BadJudgement(f"There is no method “{method}”; choose one of {listed([*METHODS])}.")
    if method != "trimmed":
        by_key = {"arithmetic": arithmetic_mean, "geometric": geometric_mean, "median": median}
        return by_key[method], METHODS[method]
    if trim is None or not 0 <= trim < 0.5:
        given = "not given" if trim is None else f"{trim:g}"
        raise BadJudgement(
            f"The share to trim is {given}; give what to cut at each end, from 0 to below 0.5."
        )
    rule = f"{METHODS[method]}, {100 * trim:g} % of voting power cut at each end per criterion"
    return trimmed_mean(trim), rule


def _check_row(row: Array, person: int, name: str, labels: Labels) -> None:
    for label, value in zip(labels, row.tolist(), strict=True):
        if value < 0 or np.isinf(value):
            raise BadJudgement(f"{name} gives {label} {value:g}; give 0 or more.", person)
    if not np.isnan(row).any() and row.max() <= 0:
        raise BadJudgement(
            f"{name} gives every criterion 0; give at least one more, or leave all empty.", person
        )
