"""From trauma to weights: quality function deployment over the link matrix.

Each source (a pain or one of its causes) spreads its trauma over what it is linked to, in
proportion to the strength of the links, so a pain with many links weighs no more than a pain
with one. A hygiene pool keeps room for what nobody feels until it fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, names, readonly
from ossbuy.analysis.weighting.blend import checked, leaf_shares, normalise, spread


@dataclass(frozen=True)
class DerivedWeights:
    """Weights that can be walked back to the pains they come from.

    `weights = contribution.sum(axis=0) + hygiene`, and they sum to 1. When no source that has
    links carries any trauma, `no_trauma` is set, contribution and hygiene are zero, and the
    weights are the fallback.
    """

    weights: Array
    contribution: Array
    """Shape (sources, targets), fractions of the total weight."""
    hygiene: Array
    """Shape (targets,): the part of each weight that comes from the hygiene pool."""
    skipped: tuple[int, ...]
    """Sources without any link: their trauma asks for nothing."""
    orphans: tuple[int, ...]
    """Targets no source is linked to: they live on the hygiene pool alone."""
    no_trauma: bool
    sources: Labels
    targets: Labels

    def sentence(self, target: int) -> str:
        """Say where the weight of one target comes from."""
        name, weight = self.targets[target], 100 * self.weights[target]
        if self.no_trauma:
            return f"{name}: {weight:.1f} %, as stated, because no pain with links carries trauma."
        column = 100 * self.contribution[:, target]
        order = [int(i) for i in np.argsort(-column, kind="stable") if column[i] > 0]
        parts = [f"{column[i]:.1f} from {self.sources[i]}" for i in order]
        if self.hygiene[target] > 0:
            parts.append(f"{100 * self.hygiene[target]:.1f} from the hygiene pool")
        return f"{name}: {weight:.1f} %" + (" = " + " + ".join(parts) if parts else "") + "."


def derived_weights(
    trauma: ArrayLike,
    links: ArrayLike,
    hygiene: ArrayLike,
    pool: float,
    fallback: ArrayLike | None = None,
    sources: Sequence[str] = (),
    targets: Sequence[str] = (),
) -> DerivedWeights:
    """Derive weights from trauma: w_j ∝ (1 - pool) · Σ_i T_i · r_ij / Σ_j r_ij + pool · hygiene_j.

    `trauma` (sources,), `links` (sources, targets) of strengths, 0 for none; `hygiene`
    (targets,) is the profile of the pool, `pool` its share on 0..1. `fallback` (targets,) is
    used when there is no trauma to derive from; without one the hygiene profile is.

    Raises BadWeights for a negative or unusable number and ValueError for shapes that disagree.
    """
    strength = np.atleast_2d(np.asarray(links, np.float64))
    carried = checked(trauma)
    if strength.shape[0] != len(carried):
        raise ValueError(f"{len(carried)} sources but {strength.shape[0]} rows of links.")
    if not np.isfinite(strength).all() or (strength < 0).any():
        row, column = np.argwhere(~(np.isfinite(strength) & (strength >= 0)))[0].tolist()
        raise ValueError(
            f"Link {row + 1} × {column + 1} is {strength[row, column]:g}; give 0 or more."
        )
    if not 0 <= pool <= 1:
        raise ValueError(f"The hygiene pool is {pool:g}; give a share from 0 to 1.")
    label_sources = names(sources, strength.shape[0], "source")
    label_targets = names(targets, strength.shape[1], "target")

    totals = strength.sum(axis=1)
    linked = totals > 0
    rows = np.divide(strength, totals[:, None], out=np.zeros_like(strength), where=linked[:, None])
    effective = np.where(linked, carried, 0.0)
    skipped = tuple(int(i) for i in np.flatnonzero(~linked))
    orphans = tuple(int(j) for j in np.flatnonzero(strength.sum(axis=0) <= 0))

    if effective.sum() <= 0:
        weights = normalise(hygiene if fallback is None else fallback)
        contribution, pooled = np.zeros_like(strength), np.zeros(len(weights))
    else:
        pooled = pool * normalise(hygiene) if pool > 0 else np.zeros(strength.shape[1])
        contribution = (1 - pool) * (effective / effective.sum())[:, None] * rows
        weights = contribution.sum(axis=0) + pooled
    return DerivedWeights(
        weights=readonly(weights),
        contribution=readonly(contribution),
        hygiene=readonly(pooled),
        skipped=skipped,
        orphans=orphans,
        no_trauma=bool(effective.sum() <= 0),
        sources=label_sources,
        targets=label_targets,
    )


def spread_over_leaves(
    derived: DerivedWeights,
    local_weights: ArrayLike,
    section_of_leaf: ArrayLike,
    sections: int,
    leaves: Sequence[str] = (),
) -> DerivedWeights:
    """Bring derived weights to leaf level.

    The targets of `derived` are the sections, optionally followed by all the leaves (a link may
    end at either). A section's share spreads over its leaves by local weight; `orphans` are the
    leaves reached neither directly nor through their section.

    Raises BadWeights naming a section that received weight but has no leaf to carry it.
    """
    shares = leaf_shares(local_weights, section_of_leaf, sections)
    count = shares.shape[1]
    if len(derived.targets) not in (sections, sections + count):
        raise ValueError(
            f"{len(derived.targets)} targets; expected {sections} sections, or those and the"
            f" {count} leaves."
        )
    direct = len(derived.targets) > sections
    spread(derived.weights[:sections], shares)
    contribution = derived.contribution[:, :sections] @ shares
    hygiene = derived.hygiene[:sections] @ shares
    weights = derived.weights[:sections] @ shares
    if direct:
        contribution = contribution + derived.contribution[:, sections:]
        hygiene = hygiene + derived.hygiene[sections:]
        weights = weights + derived.weights[sections:]
    lonely = set(derived.orphans)
    section = np.asarray(section_of_leaf, np.intp)
    orphans = tuple(
        leaf
        for leaf in range(count)
        if int(section[leaf]) in lonely and (not direct or sections + leaf in lonely)
    )
    return replace(
        derived,
        weights=readonly(weights),
        contribution=readonly(contribution),
        hygiene=readonly(hygiene),
        orphans=orphans,
        targets=names(leaves, count, "leaf"),
    )
