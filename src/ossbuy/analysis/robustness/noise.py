"""The judgement-noise state: would the same people, judging again, choose the same vendor?

Section weights are multiplied by exp(σ_w · z) and renormalised; claims get σ_c · z on their own
scale and are clamped to it, then meet their evidence factor; the price share stays fixed. This
state alone decides the verdict. Chunked and seeded per chunk: the same seed gives the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import TIE, Array, Labels, readonly, times_in_100
from ossbuy.analysis.robustness.contest import contest

Progress = Callable[[int, int], None]
"""Called with samples done and samples asked for."""
Cancelled = Callable[[], bool]
Mode = Literal["discount", "widen"]

_CELLS_PER_CHUNK = 2**18
"""Sized to stay in cache; changing it changes which numbers a seed gives."""


@dataclass(frozen=True)
class NoiseResult:
    """Shares of the samples in which each vendor beats each other one, and takes each rank.

    Equal totals count half for either in `beats` and share the ranks they occupy equally.
    """

    beats: Array
    """Shape (vendors, vendors): P(row beats column); ½ on the diagonal."""
    rank_shares: Array
    """Shape (vendors, ranks); rows and columns sum to 1."""
    mean_totals: Array
    """Shape (vendors,), 0..100."""
    leader: int
    """The leader without noise."""
    samples: int
    requested: int
    seed: int
    sigma_weights: float
    sigma_claims: float
    mode: Mode
    vendors: Labels

    @property
    def complete(self) -> bool:
        """False when the run was cancelled and holds fewer samples than asked for."""
        return self.samples == self.requested

    @property
    def standard_error(self) -> Array:
        """Standard error of `beats`, same shape."""
        return readonly(np.sqrt(self.beats * (1 - self.beats) / self.samples))

    @property
    def binding_rival(self) -> int | None:
        """The rival the leader beats least often, None when there is no rival."""
        others = [v for v in range(len(self.vendors)) if v != self.leader]
        return min(others, key=lambda v: float(self.beats[self.leader, v]), default=None)

    @property
    def probability(self) -> float:
        """The minimum over rivals of P(leader beats rival); 1 without rivals."""
        rival = self.binding_rival
        return 1.0 if rival is None else float(self.beats[self.leader, rival])

    def sentence(self) -> str:
        """Say how often the leader would still win."""
        name, rival = self.vendors[self.leader], self.binding_rival
        if rival is None:
            return f"{name} is the only bidder."
        first = times_in_100(self.rank_shares[self.leader, 0])
        return (
            f"If the same people judged again, {name} would beat {self.vendors[rival]}, its closest"
            f" rival, {times_in_100(self.probability)} and come first {first}"
            f" ({self.samples:,} samples, seed {self.seed})."
        )


def judgement_noise(
    weights: ArrayLike,
    claims: ArrayLike,
    evidence: ArrayLike,
    price: ArrayLike,
    price_share: float,
    *,
    sigma_weights: float,
    sigma_claims: float,
    scale_top: float,
    samples: int,
    seed: int,
    mode: Mode = "discount",
    vendors: Sequence[str] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> NoiseResult:
    """Simulate repeated judgement.

    `weights` (criteria,); `claims` and `evidence` (vendors, criteria) on 0..1, all known;
    `price` (vendors,) scores on 0..1. `sigma_weights` is in log units, `sigma_claims` in points
    of a claim scale from 0 to `scale_top`. In mode "discount" each claim is multiplied by its
    evidence factor; in "widen" by a number drawn evenly between that factor and 1, and the
    leader is the one by claims alone.

    `cancelled` is asked after each chunk; the result then holds what was done so far, at least
    one chunk.
    """
    if samples < 1:
        raise ValueError("Ask for at least one sample.")
    claim, factor = np.asarray(claims, np.float64), np.asarray(evidence, np.float64)
    point = claim if mode == "widen" else claim * factor
    base = contest(point, weights, price, price_share, vendors)
    count, criteria = base.scores.shape
    chunk = max(16, min(8192, _CELLS_PER_CHUNK // max(1, count * criteria)))
    above = np.zeros((count, count))
    ranks = np.zeros((count, count))
    sums = np.zeros(count)
    done = 0
    for number, start in enumerate(range(0, samples, chunk)):
        size = min(chunk, samples - start)
        random = np.random.Generator(
            np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(number,)))
        )
        w = base.weights * np.exp(sigma_weights * random.standard_normal((size, criteria)))
        w /= w.sum(axis=1, keepdims=True)
        v = random.standard_normal((size, count, criteria))
        v *= sigma_claims / scale_top
        v += claim
        np.clip(v, 0.0, 1.0, out=v)
        v *= factor if mode == "discount" else factor + (1 - factor) * random.random(v.shape)
        quality = np.matmul(v, w[:, :, None])[:, :, 0]
        totals = 100 * ((1 - base.price_share) * quality + base.price_share * base.price)
        tally_ranks(totals, above, ranks)
        sums += totals.sum(axis=0)
        done += size
        if progress is not None:
            progress(done, samples)
        if cancelled is not None and cancelled():
            break
    np.fill_diagonal(above, done / 2)
    return NoiseResult(
        beats=readonly(above / done),
        rank_shares=readonly(ranks / done),
        mean_totals=readonly(sums / done),
        leader=base.leader,
        samples=done,
        requested=samples,
        seed=seed,
        sigma_weights=sigma_weights,
        sigma_claims=sigma_claims,
        mode=mode,
        vendors=base.vendors,
    )


def tally_ranks(totals: Array, above: Array, ranks: Array) -> None:
    """Add samples (samples, vendors) to pairwise wins and rank counts, in place.

    A tie (within 1e-9 of 100 points) is half a win for either; tied vendors share the ranks they
    occupy equally.
    """
    gap = totals[:, :, None] - totals[:, None, :]
    wins = gap > TIE
    level = np.abs(gap) <= TIE
    above += wins.sum(axis=0) + 0.5 * level.sum(axis=0)
    better = wins.sum(axis=1)
    equal = level.sum(axis=1) - 1
    vendors = np.broadcast_to(np.arange(totals.shape[1]), better.shape)
    for ties in range(int(equal.max()) + 1):
        hit = equal == ties
        for k in range(ties + 1):
            np.add.at(
                ranks,
                (vendors[hit], np.minimum(better[hit] + k, totals.shape[1] - 1)),
                1 / (ties + 1),
            )
