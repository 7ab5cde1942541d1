"""From answers to quality: claims, evidence, gaps, and the weighted sum with its bounds.

An unanswered cell is not a zero. It gives a bound: what the vendor has earned so far, and what
it could still reach. A requirement that does not apply to a vendor leaves both the numerator
and the denominator of that vendor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import Array, Labels, names, readonly, readonly_mask
from ossbuy.analysis.weighting.blend import normalise


class CellState(IntEnum):
    """What is known about one vendor's answer to one requirement."""

    ANSWERED = 0
    UNANSWERED = 1
    UNSCORED = 2
    WITHHELD = 3
    NOT_APPLICABLE = 4


def claimed(level: ArrayLike, cap: ArrayLike) -> Array:
    """Return what an answer claims, min(level, cap), on 0..1.

    `level` is how fully the requirement is met, `cap` what its delivery class allows at most.
    NaN marks a cell without a value and stays one.
    """
    return np.minimum(_unit(level, "level"), _unit(cap, "cap"))


def adjusted(claimed: ArrayLike, evidence: ArrayLike) -> Array:
    """Return the claim discounted by its evidence factor, claimed · evidence, on 0..1."""
    return _unit(claimed, "claim") * _unit(evidence, "evidence factor")


@dataclass(frozen=True)
class Quality:
    """Quality of each vendor on 0..100, with its bounds.

    `earned` counts every answered cell at its value. `low` counts them at the bottom of their
    interval (the same as `earned` unless a floor was given), `high` adds every gap at full
    marks. Without gaps and floors the three are equal.
    """

    earned: Array
    low: Array
    high: Array
    missing_share: Array
    """Share of each vendor's applicable weight that has no value, 0..1."""
    missing_count: NDArray[np.intp]
    contributions: Array
    """Shape (vendors, requirements): points of `earned`; each row sums to it."""
    missing: NDArray[np.bool_]
    not_applicable: NDArray[np.bool_]
    vendors: Labels
    requirements: Labels

    @property
    def complete(self) -> bool:
        """True when every applicable cell has a value."""
        return not self.missing.any()

    @property
    def every_cell_counts(self) -> bool:
        """True when nothing is missing and nothing is out of scope for a single vendor.

        Only then are totals straight lines in the weights, which the closed forms need.
        """
        return self.complete and not self.not_applicable.any()

    def sentence(self, vendor: int) -> str:
        """Say what one vendor's quality is and what is missing from it."""
        name = self.vendors[vendor]
        if not self.missing[vendor].any():
            said = f"{name} scores {self.earned[vendor]:.1f} of 100 on quality"
        else:
            count = int(self.missing_count[vendor])
            said = (
                f"{name} has earned {self.earned[vendor]:.1f} of 100 on quality so far and can"
                f" still reach {self.high[vendor]:.1f}: {count}"
                f" {'answer' if count == 1 else 'answers'} with"
                f" {100 * self.missing_share[vendor]:.1f} % of the weight"
                f" {'is' if count == 1 else 'are'} missing"
            )
        left_out = int(self.not_applicable[vendor].sum())
        if left_out:
            said += f"; {left_out} not applicable and left out"
        return said + "."


def quality(
    values: ArrayLike,
    weights: ArrayLike,
    state: ArrayLike | None = None,
    floor: ArrayLike | None = None,
    vendors: Sequence[str] = (),
    requirements: Sequence[str] = (),
) -> Quality:
    """Weighted sum of answers, 100 · Σ w · value / Σ w over the requirements that apply.

    `values` has shape (vendors, requirements) on 0..1, NaN where there is none; `weights`
    (requirements,) need not sum to 1; `state` holds `CellState` codes of the shape of `values`
    (default: answered wherever there is a value). `floor`, of the same shape, is the lower end
    of each value's interval (claims widened by their evidence).

    A vendor to whom nothing applies is wholly missing: its bounds are 0 and 100.
    Raises BadWeights for weights that are negative or sum to zero, ValueError for values off
    the scale.
    """
    value = np.atleast_2d(_unit(values, "value"))
    weight = normalise(weights)
    if value.shape[1] != len(weight):
        raise ValueError(f"{value.shape[1]} requirements but {len(weight)} weights.")
    codes = (
        np.zeros(value.shape, dtype=np.int64)
        if state is None
        else np.broadcast_to(np.asarray(state, np.int64), value.shape)
    )
    out_of_scope = codes == CellState.NOT_APPLICABLE
    missing = ~out_of_scope & ((codes != CellState.ANSWERED) | np.isnan(value))
    present = ~out_of_scope & ~missing
    lowest = value if floor is None else np.minimum(value, np.atleast_2d(_unit(floor, "floor")))

    applicable = (~out_of_scope * weight).sum(axis=1, keepdims=True)
    share = np.divide(
        ~out_of_scope * weight,
        applicable,
        out=np.zeros_like(value),
        where=applicable > 0,
    )
    contributions = 100 * share * np.where(present, value, 0.0)
    gap = (share * missing).sum(axis=1)
    gap[applicable[:, 0] <= 0] = 1.0
    earned = contributions.sum(axis=1)
    return Quality(
        earned=readonly(earned),
        low=readonly(100 * (share * np.where(present, np.nan_to_num(lowest), 0.0)).sum(axis=1)),
        high=readonly(np.minimum(100.0, earned + 100 * gap)),
        missing_share=readonly(gap),
        missing_count=missing.sum(axis=1),
        contributions=readonly(contributions),
        missing=readonly_mask(missing),
        not_applicable=readonly_mask(out_of_scope),
        vendors=names(vendors, value.shape[0], "vendor"),
        requirements=names(requirements, value.shape[1], "requirement"),
    )


@dataclass(frozen=True)
class SectionScores:
    """Requirements rolled up to sections; all arrays have shape (vendors, sections), 0..1."""

    claims: Array
    evidence: Array
    """Effective evidence factor: score / claim, and 1 where nothing is claimed."""
    scores: Array
    complete: NDArray[np.bool_]
    """False where a gap or a requirement out of scope makes the roll-up a lower bound or an
    average over fewer requirements."""
    vendors: Labels
    sections: Labels


def section_scores(
    claims: ArrayLike,
    evidence: ArrayLike,
    weights: ArrayLike,
    section_of_leaf: ArrayLike,
    sections: int,
    state: ArrayLike | None = None,
    vendors: Sequence[str] = (),
    labels: Sequence[str] = (),
) -> SectionScores:
    """Roll claims and evidence of requirements up to sections by weight.

    `claims` and `evidence` have shape (vendors, requirements) on 0..1 (NaN: no value), `weights`
    (requirements,), `section_of_leaf` (requirements,) section numbers from 0. In a section whose
    requirements all weigh nothing they count equally, so that moving weight there has a meaning.
    Gaps count 0 (a lower bound, marked not complete); cells out of scope are left out.
    """
    claim = np.atleast_2d(_unit(claims, "claim"))
    value = adjusted(claim, np.atleast_2d(np.asarray(evidence, np.float64)))
    weight = normalise(weights)
    member = np.zeros((sections, len(weight)))
    member[np.asarray(section_of_leaf, np.intp), np.arange(len(weight))] = 1.0
    idle = (member * weight).sum(axis=1) <= 0
    local = member * np.where(idle[:, None], 1.0, weight)

    codes = (
        np.zeros(claim.shape, dtype=np.int64)
        if state is None
        else np.broadcast_to(np.asarray(state, np.int64), claim.shape)
    )
    applies = codes != CellState.NOT_APPLICABLE
    present = applies & (codes == CellState.ANSWERED) & ~np.isnan(value)
    total = applies @ local.T
    mean_claim = np.where(present, np.nan_to_num(claim), 0.0) @ local.T
    mean_score = np.where(present, np.nan_to_num(value), 0.0) @ local.T
    mean_claim = np.divide(mean_claim, total, out=np.zeros_like(total), where=total > 0)
    mean_score = np.divide(mean_score, total, out=np.zeros_like(total), where=total > 0)
    factor = np.divide(mean_score, mean_claim, out=np.ones_like(total), where=mean_claim > 0)
    return SectionScores(
        claims=readonly(mean_claim),
        evidence=readonly(factor),
        scores=readonly(mean_score),
        complete=readonly_mask(~present @ (local.T > 0) == 0),
        vendors=names(vendors, claim.shape[0], "vendor"),
        sections=names(labels, sections, "section"),
    )


def _unit(values: ArrayLike, what: str) -> Array:
    array = np.asarray(values, np.float64)
    off = (array < 0) | (array > 1 + 1e-12)
    if off.any():
        raise ValueError(f"A {what} is {array[off].flat[0]:g}; give a number from 0 to 1.")
    return array
