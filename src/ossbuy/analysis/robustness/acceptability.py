"""Stochastic acceptability (SMAA-2): what does the ranking look like when weights are not known?

Three states of information: none (every mix of weights equally likely), order only (the stated
order holds, nothing else), and around (every stated weight off by up to ±x %, independently,
then renormalised). Scores are taken as exact; `uncertain` handles scores that are not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, names, readonly
from ossbuy.analysis.robustness.sampling import (
    CHUNK,
    Information,
    Plan,
    Tally,
    empty_tally,
    make_plan,
    shared_ranks,
    tallies,
)

_LOOKS = 16


@dataclass(frozen=True)
class Acceptability:
    """How often each vendor takes each rank over all weights considered.

    Vendors with identical scores share the ranks they occupy equally, and half of each other's
    wins; others tie with probability zero.
    """

    ranks: Array
    """Shape (vendors, ranks): rank acceptability; rows and columns sum to 1."""
    beats: Array
    """Shape (vendors, vendors): pairwise winning index; ½ on the diagonal."""
    central: tuple[Array | None, ...]
    """For each vendor the mean of the weights that make it first, None if none ever did."""
    confidence: tuple[float | None, ...]
    """For each vendor the share of samples in which its central weights make it first."""
    samples: int
    requested: int
    seed: int
    information: str
    half_width: float
    """Half width of the interval of the least certain rank share, valid for all of them at once
    and for stopping at any look."""
    vendors: Labels
    criteria: Labels

    @property
    def standard_error(self) -> Array:
        """Standard error of `ranks`, same shape."""
        return readonly(np.sqrt(self.ranks * (1 - self.ranks) / self.samples))

    def sentence(self) -> str:
        """Say who comes first most often."""
        order = np.argsort(-self.ranks[:, 0], kind="stable")
        said = f"With {self.information}, {self.vendors[int(order[0])]} comes first in"
        said += f" {100 * self.ranks[order[0], 0]:.0f} % of the cases"
        if len(order) > 1 and self.ranks[order[1], 0] > 0:
            said += f", {self.vendors[int(order[1])]} in {100 * self.ranks[order[1], 0]:.0f} %"
        return f"{said} ({self.samples:,} samples, seed {self.seed})."

    def explain(self, vendor: int) -> str:
        """Say which weights favour one vendor."""
        middle = self.central[vendor]
        name = self.vendors[vendor]
        if middle is None:
            return f"{name} never came first in {self.samples:,} samples."
        top = np.argsort(-middle, kind="stable")[:3]
        said = ", ".join(f"{self.criteria[int(j)]} {100 * middle[j]:.0f} %" for j in top)
        return f"{name} comes first when the weights are around {said} (the three heaviest)."


def acceptability(
    values: ArrayLike,
    *,
    information: Information = "none",
    weights: ArrayLike | None = None,
    spread: float | None = None,
    samples: int,
    seed: int,
    half_width: float | None = None,
    vendors: Sequence[str] = (),
    criteria: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Acceptability:
    """Sample weights and count ranks; see `stream` for the parameters.

    Runs to `samples`, to the first look at which every rank share is known to ± `half_width`, or
    until `cancelled()` (asked after each chunk) says so; the result holds what was done.
    """
    last: Acceptability | None = None
    for last in stream(
        values,
        information=information,
        weights=weights,
        spread=spread,
        samples=samples,
        seed=seed,
        vendors=vendors,
        criteria=criteria,
        progress=progress,
        cancelled=cancelled,
    ):
        if half_width is not None and last.half_width <= half_width:
            break
    assert last is not None
    return last


def stream(
    values: ArrayLike,
    *,
    information: Information = "none",
    weights: ArrayLike | None = None,
    spread: float | None = None,
    samples: int,
    seed: int,
    vendors: Sequence[str] = (),
    criteria: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Acceptability]:
    """Yield the result so far at 1, 2, 4, ... chunks and at the end.

    `values` (vendors, criteria), all known, with price folded in where there is one. `weights`
    (criteria,) are needed for "order" and "around", `spread` (0.25 for ±25 %) for "around".
    `samples` is rounded up to whole chunks of `CHUNK`. `progress(done, total)` is called about 64
    times.
    """
    value = np.atleast_2d(np.asarray(values, np.float64))
    if not np.isfinite(value).all():
        raise ValueError("Acceptability needs every score; fill the gaps or use their bounds.")
    if samples < 1:
        raise ValueError("Ask for at least one sample.")
    plan = make_plan(value, information, weights, spread)
    said = {
        "none": "nothing known about the weights",
        "order": "only the order of the weights known",
        "around": f"every weight off by up to ±{100 * (spread or 0):.4g} %",
    }[information]
    label_vendors = names(vendors, len(value), "vendor")
    label_criteria = names(criteria, value.shape[1], "criterion")
    chunks = -(-samples // CHUNK)
    report_every = max(1, chunks // 64)
    tally = empty_tally(plan)
    for done, part in enumerate(tallies(plan, chunks, seed), start=1):
        tally.add(part)
        if progress is not None and (done % report_every == 0 or done == chunks):
            progress(done * CHUNK, chunks * CHUNK)
        stopped = cancelled is not None and cancelled()
        if done & (done - 1) == 0 or done == chunks or stopped:
            yield _result(
                plan,
                tally,
                done * CHUNK,
                chunks * CHUNK,
                seed,
                said,
                label_vendors,
                label_criteria,
            )
        if stopped:
            return


def half_width_of(shares: Array, samples: int) -> float:
    """Return the half width of the widest 95 % interval, over all cells and up to 16 looks.

    Bonferroni over both, on shares drawn towards ½ (Agresti-Coull), so that a share of 0 has a
    width too.
    """
    z = NormalDist().inv_cdf(1 - 0.05 / (2 * shares.size * _LOOKS))
    drawn = (shares * samples + z * z / 2) / (samples + z * z)
    return float(z * np.sqrt(drawn * (1 - drawn) / (samples + z * z)).max())


def _result(
    plan: Plan,
    tally: Tally,
    samples: int,
    requested: int,
    seed: int,
    information: str,
    vendors: Labels,
    criteria: Labels,
) -> Acceptability:
    beats = (tally.wins / samples)[np.ix_(plan.group, plan.group)]
    beats[plan.group[:, None] == plan.group[None, :]] = 0.5
    central_sum = plan.central_basis @ tally.central + np.outer(plan.central_base, tally.inverse)
    central: list[Array | None] = []
    for row in plan.group.tolist():
        total = float(central_sum[:, row].sum())
        central.append(readonly(central_sum[:, row] / total) if total > 0 else None)
    shares = readonly(shared_ranks(plan, tally) / samples)
    return Acceptability(
        ranks=shares,
        beats=readonly(beats),
        central=tuple(central),
        confidence=tuple(None if c is None else 1.0 for c in central),
        samples=samples,
        requested=requested,
        seed=seed,
        information=information,
        half_width=half_width_of(shares, samples),
        vendors=vendors,
        criteria=criteria,
    )
