"""The sampling behind acceptability: weights drawn, vendors ranked, counts kept. Fast on purpose.

The design follows from where the time goes. Random numbers dominate, so they are float32 from
the raw words of SFC64, and -log(u) makes exponentials. Ranks do not depend on the scale of the
weights, so nothing is normalised except the winners' share in the central weights. Each matrix
product stays below the size at which OpenBLAS starts threads, so that the bytes do not depend on
how many cores a machine has. Threads of our own were measured and gained nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.robustness.exact import order_basis
from ossbuy.analysis.weighting.blend import normalise

Information = Literal["none", "order", "around"]
"""What is known about the weights: nothing, their order, or themselves up to ± a spread."""

CHUNK = 16384
"""Samples per seeded chunk; changing it changes which numbers a seed gives."""
_PRODUCT_LIMIT = 250_000
"""Multiplications in one matrix product; OpenBLAS goes multi-threaded above 4 · 65536."""
_FLOAT = np.float32
_UNIT = np.nextafter(_FLOAT(2**-32), _FLOAT(0))
"""Just below 2⁻³²: the largest word, rounded up to 2³² in float32, still maps below 1."""


@dataclass(frozen=True)
class Plan:
    """One sampling problem reduced to: A @ r + offset, ranked, with r uniform or exponential."""

    matrix: NDArray[np.float32]
    """Shape (distinct vendors + 1, criteria); the last row adds up the weights."""
    offset: NDArray[np.float32]
    exponential: bool
    group: NDArray[np.intp]
    """For each vendor the row of `matrix` it shares with its twins."""
    size: NDArray[np.intp]
    central_basis: Array
    central_base: Array
    """Weights are proportional to basis @ r + base."""


@dataclass
class Tally:
    """Counts over samples, per distinct vendor; sums are kept in float64 in chunk order."""

    ranks: NDArray[np.int64]
    wins: NDArray[np.int64]
    central: Array
    inverse: Array

    def add(self, other: "Tally") -> None:
        self.ranks += other.ranks
        self.wins += other.wins
        self.central += other.central
        self.inverse += other.inverse


def make_plan(
    value: Array, information: Information, weights: ArrayLike | None, spread: float | None
) -> Plan:
    count = value.shape[1]
    basis, base = np.eye(count), np.zeros(count)
    if information != "none":
        if weights is None:
            raise ValueError(f'Information "{information}" needs the stated weights.')
        stated = normalise(weights)
        if len(stated) != count:
            raise ValueError(f"{count} criteria but {len(stated)} weights.")
        if information == "order":
            basis = np.asarray(order_basis(stated))
        else:
            if spread is None or not 0 <= spread <= 1:
                raise ValueError('Information "around" needs a spread from 0 to 1.')
            basis, base = np.diag(2 * spread * stated), (1 - spread) * stated
    exponential = information != "around"
    scale = max(float(np.abs(value).max()), 1e-300)
    # Taking the same profile off every vendor changes no rank and saves float32 its digits.
    profile = (value - value.mean(axis=0)) / scale
    weighted = np.column_stack([profile @ basis, profile @ base])
    _, representative, group = np.unique(
        np.round(weighted, 12) + 0.0, axis=0, return_index=True, return_inverse=True
    )
    group = group.reshape(-1)
    rows = np.vstack([weighted[representative], np.append(basis.sum(axis=0), base.sum())])
    # Exponentials are drawn as log(u), which is negative.
    sign = -1.0 if exponential else 1.0
    return Plan(
        matrix=np.ascontiguousarray(sign * rows[:, :-1], dtype=_FLOAT),
        offset=np.ascontiguousarray(rows[:, -1:], dtype=_FLOAT),
        exponential=exponential,
        group=group.astype(np.intp),
        size=np.bincount(group).astype(np.intp),
        central_basis=sign * basis,
        central_base=base,
    )


def empty_tally(plan: Plan) -> Tally:
    distinct, criteria = len(plan.size), plan.matrix.shape[1]
    return Tally(
        ranks=np.zeros((distinct, int(plan.size.sum())), np.int64),
        wins=np.zeros((distinct, distinct), np.int64),
        central=np.zeros((criteria, distinct)),
        inverse=np.zeros(distinct),
    )


def tallies(plan: Plan, chunks: int, seed: int) -> Iterator[Tally]:
    """Yield the tally of each chunk in order, each from its own stream of the seed."""
    return (_sample(plan, seed, number) for number in range(chunks))


def _sample(plan: Plan, seed: int, number: int) -> Tally:
    bits = np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(number,)))
    rows, criteria = plan.matrix.shape
    distinct = rows - 1
    tally = empty_tally(plan)
    totals = np.empty((distinct, CHUNK), _FLOAT)
    block = max(16, min(CHUNK, _PRODUCT_LIMIT // (rows * criteria)))
    draws = np.empty((criteria, block), _FLOAT)
    shift = bool(plan.offset.any())
    for start in range(0, CHUNK, block):
        size = min(block, CHUNK - start)
        r = draws if size == block else np.empty((criteria, size), _FLOAT)
        _fill(r, bits)
        if plan.exponential:
            np.log(r, out=r)
        sums = plan.matrix @ r
        if shift:
            sums += plan.offset
        best = sums[:distinct]
        totals[:, start : start + size] = best
        first = (best == best.max(axis=0)).astype(_FLOAT)
        first /= sums[distinct]
        tally.central += r @ first.T
        tally.inverse += first.sum(axis=1)
    _count(totals, plan.size, tally)
    return tally


def _fill(r: NDArray[np.float32], bits: np.random.SFC64) -> None:
    """Fill with uniform numbers strictly between 0 and 1, so that their logarithm is never 0.

    Made from the raw words, two numbers from each: quicker than `Generator.random`, and the
    words of a seed are promised never to change between versions of numpy.
    """
    words = np.asarray(bits.random_raw((r.size + 1) // 2)).view(np.uint32)[: r.size]
    np.bitwise_or(words, 1, out=words)
    r[...] = words.reshape(r.shape)
    np.multiply(r, _UNIT, out=r)


def _count(totals: NDArray[np.float32], size: NDArray[np.intp], tally: Tally) -> None:
    """Rank by comparing pairs: contiguous, and pairwise wins come for free."""
    distinct, samples = totals.shape
    vendors = int(size.sum())
    kind = np.uint8 if vendors < 256 else np.uint16
    many = size.astype(kind)
    better = np.zeros((distinct, samples), kind)
    for a in range(distinct):
        better[a] += many[a + 1 :].sum(dtype=kind)
    ahead = np.empty(samples, np.bool_)
    for a in range(distinct):
        for b in range(a + 1, distinct):
            np.greater(totals[a], totals[b], out=ahead)
            wins = int(np.count_nonzero(ahead))
            tally.wins[a, b] += wins
            tally.wins[b, a] += samples - wins
            better[a] -= ahead if many[b] == 1 else ahead * many[b]
            better[b] += ahead if many[a] == 1 else ahead * many[a]
    for a in range(distinct):
        for rank in range(vendors):
            tally.ranks[a, rank] += np.count_nonzero(better[a] == rank)


def shared_ranks(plan: Plan, tally: Tally) -> Array:
    """Give each vendor of a group of twins an equal part of every rank the group occupies."""
    count = len(plan.group)
    shares = np.zeros((count, count))
    for vendor, row in enumerate(plan.group.tolist()):
        twins = int(plan.size[row])
        for k in range(twins):
            shares[vendor, k:] += tally.ranks[row, : count - k] / twins
    return shares
