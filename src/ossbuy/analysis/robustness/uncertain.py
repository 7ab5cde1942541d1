"""Acceptability when the scores are uncertain too, e.g. claims widened by their evidence.

The scores are drawn by a function the caller names; weights are uniform on the simplex, or the
stated ones held fixed. Slower than `acceptability`, which is for exact scores.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, names, readonly
from ossbuy.analysis.robustness.acceptability import Acceptability, half_width_of
from ossbuy.analysis.robustness.noise import tally_ranks
from ossbuy.analysis.weighting.blend import normalise

Draw = Callable[[np.random.Generator, int], Array]
"""Given a generator and a count, return scores of shape (count, vendors, criteria)."""

_CELLS_PER_CHUNK = 2**18


def between(low: ArrayLike, high: ArrayLike) -> Draw:
    """Return a draw with each score evenly between its two bounds, (vendors, criteria) each."""
    bottom, top = np.asarray(low, np.float64), np.asarray(high, np.float64)
    if not (np.isfinite(bottom).all() and np.isfinite(top).all() and (bottom <= top).all()):
        raise ValueError("Every interval of scores needs a known lower end below its upper end.")

    def draw(random: np.random.Generator, count: int) -> Array:
        return bottom + (top - bottom) * random.random((count, *bottom.shape))

    return draw


def uncertain_acceptability(
    draw: Draw,
    *,
    weights: ArrayLike | None = None,
    samples: int,
    seed: int,
    vendors: Sequence[str] = (),
    criteria: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Acceptability:
    """Sample scores and weights, then the scores once more at each vendor's central weights.

    `weights` (criteria,) holds the weights fixed; None draws them uniformly on the simplex. The
    second pass uses the same draws of scores (common random numbers) and gives the confidence
    factors. `cancelled` is asked after each chunk of the first pass; the second then covers the
    same chunks.
    """
    if samples < 1:
        raise ValueError("Ask for at least one sample.")
    fixed = None if weights is None else normalise(weights)
    _, count, width = draw(np.random.default_rng(seed), 1).shape
    chunk = max(16, min(8192, _CELLS_PER_CHUNK // (count * width)))
    starts = range(0, samples, chunk)

    beats, ranks = np.zeros((count, count)), np.zeros((count, count))
    central_sum, firsts = np.zeros((count, width)), np.zeros(count)
    done = 0
    for number, start in enumerate(starts):
        size = min(chunk, samples - start)
        w, scores = _sample(draw, fixed, width, seed, number, size)
        totals = np.matmul(scores, w[:, :, None])[:, :, 0]
        tally_ranks(100 * totals, beats, ranks)
        winner = totals.argmax(axis=1)
        for vendor in range(count):
            won = winner == vendor
            central_sum[vendor] += w[won].sum(axis=0)
            firsts[vendor] += won.sum()
        done += size
        if progress is not None:
            progress(done, samples)
        if cancelled is not None and cancelled():
            break

    central = [readonly(c / f) if f > 0 else None for c, f in zip(central_sum, firsts, strict=True)]
    held = np.zeros(count)
    for number, start in enumerate(range(0, done, chunk)):
        _, scores = _sample(draw, fixed, width, seed, number, min(chunk, samples - start))
        for vendor, middle in enumerate(central):
            if middle is not None:
                held[vendor] += ((scores @ middle).argmax(axis=1) == vendor).sum()

    np.fill_diagonal(beats, done / 2)
    shares = readonly(ranks / done)
    return Acceptability(
        ranks=shares,
        beats=readonly(beats / done),
        central=tuple(central),
        confidence=tuple(
            None if c is None else float(h / done) for c, h in zip(central, held, strict=True)
        ),
        samples=done,
        requested=samples,
        seed=seed,
        information="uncertain scores"
        + (" and nothing known about the weights" if fixed is None else " and the stated weights"),
        half_width=half_width_of(shares, done),
        vendors=names(vendors, count, "vendor"),
        criteria=names(criteria, width, "criterion"),
    )


def _sample(
    draw: Draw, fixed: Array | None, width: int, seed: int, number: int, size: int
) -> tuple[Array, Array]:
    random = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(number,))))
    if fixed is None:
        w = random.standard_exponential((size, width))
        w /= w.sum(axis=1, keepdims=True)
    else:
        w = np.broadcast_to(fixed, (size, width))
    return w, draw(random, size)
