"""Running the chain: trauma → causes → weights → quality → price → total → rank."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ossbuy.analysis.arrays import Array, readonly
from ossbuy.analysis.causes import RollUp, roll_up
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix.inputs import Ids, Matrix, WeightInputs
from ossbuy.analysis.scoring.cost import DoNothing, do_nothing
from ossbuy.analysis.scoring.quality import (
    quality,
    section_scores,
)
from ossbuy.analysis.standing import standings
from ossbuy.analysis.trauma import TraumaParts, trauma_parts
from ossbuy.analysis.weighting.blend import blend, normalise
from ossbuy.analysis.weighting.derived import DerivedWeights, derived_weights


def evaluate(matrix: Matrix) -> Evaluation:
    """Run the chain: trauma → causes → weights → quality → price → total → rank."""
    notes = list(matrix.notes)
    indexed, trauma, rolled = _trauma(matrix)
    stated, derived, derived_leaf, blended = _weigh(matrix, indexed, trauma, rolled, notes)
    bids = matrix.bids
    values = bids.claimed if bids.widen else bids.claimed * bids.evidence
    leaves = matrix.weights.leaves
    merit = sections = None
    if leaves and bids.vendors and blended.size:
        codes = [matrix.labels[leaf] for leaf in leaves]
        merit = quality(
            values,
            blended,
            bids.state,
            bids.claimed * bids.evidence if bids.widen else None,
            bids.names,
            codes,
        )
        sections = section_scores(
            bids.claimed,
            np.where(np.isnan(bids.claimed), np.nan, 1.0) if bids.widen else bids.evidence,
            blended,
            matrix.weights.section_of,
            len(matrix.weights.sections),
            bids.state,
            bids.names,
            [matrix.labels[s] for s in matrix.weights.sections],
        )
    return Evaluation(
        matrix=matrix,
        trauma=trauma,
        indexed=indexed,
        rolled=rolled,
        stated=stated,
        derived=derived,
        derived_leaf=derived_leaf,
        blended=blended,
        values=readonly(values),
        quality=merit,
        sections=sections,
        standings=standings(bids, merit),
        do_nothing=_do_nothing(matrix),
        notes=tuple(notes),
    )


def _name(matrix: Matrix, ident: str) -> str:
    return f"{matrix.labels[ident]} {matrix.titles[ident]}".strip()


def _trauma(matrix: Matrix) -> tuple[Ids, TraumaParts, RollUp]:
    inputs = matrix.trauma
    known = ~np.isnan(inputs.severity) & ~np.isnan(inputs.factor)
    indexed = tuple(p for p, k in zip(inputs.pains, known, strict=True) if k)
    parts = trauma_parts(
        inputs.severity[known],
        inputs.frequency[known],
        inputs.breadth[known],
        inputs.cost[known],
        inputs.months[known],
        inputs.factor[known],
        inputs.coefficients,
        [_name(matrix, pain) for pain in indexed],
    )
    index = np.zeros(len(inputs.pains))
    index[known] = parts.index
    return (
        indexed,
        parts,
        roll_up(
            index,
            inputs.edges,
            len(inputs.causes),
            [_name(matrix, node) for node in inputs.pains + inputs.causes],
        ),
    )


def _weigh(
    matrix: Matrix, indexed: Ids, trauma: TraumaParts, rolled: RollUp, notes: list[str]
) -> tuple[Array, DerivedWeights | None, Array, Array]:
    inputs = matrix.weights
    empty = np.zeros(0)
    if not inputs.leaves:
        return empty, None, empty, empty
    stated, derived = inputs.stated, _derive(matrix, rolled)
    derived_leaf = empty
    if derived is not None:
        derived_leaf = derived.weights
        lost = 1 - float(derived_leaf.sum())
        if lost >= 1:
            derived, derived_leaf = None, empty
            notes.append("No link ends at a requirement that carries weight: none is derived.")
        elif lost:
            derived_leaf = normalise(derived_leaf)
            if lost > 1e-9:
                notes.append(
                    f"{100 * lost:.1f} % of the derived weight ends at sections without a weighted "
                    "requirement and is spread over the others."
                )
        if derived is not None and derived.no_trauma:
            notes.append(
                matrix.say("No pain with links carries trauma, so derived weights follow stated.")
            )
    if inputs.locked_blended.size:
        # What was not there when the weights were locked does not count now (decision 7).
        stated, derived_leaf = inputs.locked_stated, inputs.locked_derived
    if inputs.locked_blended.size and not (stated.size or derived_leaf.size):
        return stated, derived, derived_leaf, inputs.locked_blended
    if stated.size and derived_leaf.size:
        blended = blend(stated, derived_leaf, inputs.blend)
    elif stated.size or derived_leaf.size:
        blended = normalise(stated if stated.size else derived_leaf)
        missing = "derived from pain" if stated.size else "stated"
        notes.append(f"There are no weights {missing}, so λ has nothing to blend.")
    else:
        # Rows of sections only: a gate under no stated weight has no share of its section.
        sections = inputs.spread
        counting = np.where(sections.sum(axis=0) > 0, 1.0, 0.0)
        blended = normalise(counting if counting.any() else counting + 1)
        notes.append("Nobody stated a weight and no pain is linked: requirements weigh equally.")
    if (inputs.layer != 1).any():
        blended = normalise(blended * inputs.layer)
        notes.append("Value-layer multipliers other than 1 are applied to the blended weights.")
    return stated, derived, derived_leaf, blended


def _derive(matrix: Matrix, rolled: RollUp) -> DerivedWeights | None:
    """Derived weights at leaf level, or None when nothing is linked."""
    inputs, trauma = matrix.weights, matrix.trauma
    if not inputs.sources:
        return None
    carried = dict(zip(trauma.pains, rolled.trauma.tolist(), strict=True))
    carried |= dict(zip(trauma.causes, rolled.causes.tolist(), strict=True))
    nodes = derived_weights(
        [carried[s] for s in inputs.sources],
        inputs.links,
        inputs.hygiene,
        inputs.pool,
        fallback=_stated_nodes(inputs),
        sources=[matrix.labels[s] for s in inputs.sources],
        targets=[matrix.labels[n] for n in inputs.nodes],
    )
    return replace(
        nodes,
        weights=readonly(inputs.to_leaves(nodes.weights)),
        contribution=readonly(inputs.to_leaves(nodes.contribution)),
        hygiene=readonly(inputs.to_leaves(nodes.hygiene)),
        targets=tuple(matrix.labels[leaf] for leaf in inputs.leaves),
        orphans=tuple(np.flatnonzero(inputs.to_leaves(inputs.links).sum(axis=0) <= 0).tolist()),
    )


def _stated_nodes(inputs: WeightInputs) -> Array:
    """Stated leaf weights laid out over nodes, for when no pain carries trauma."""
    weights = np.zeros(len(inputs.nodes))
    leaf = inputs.stated if inputs.stated.size else np.full(len(inputs.leaves), 1.0)
    weights[len(inputs.nodes) - len(inputs.leaves) :] = leaf
    return weights


def _do_nothing(matrix: Matrix) -> DoNothing | None:
    if matrix.overlap is None or matrix.addressable is None or not matrix.ramp:
        return None
    return do_nothing(matrix.gross_cost, matrix.overlap, matrix.addressable, matrix.ramp)
