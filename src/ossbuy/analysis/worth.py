"""A project's value seen at once: profiles, depth, line of sight, revenue at risk.

``worth`` reads an evaluation and what was said about layers and value; screens, reports and the
command line show what it returns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix.value import ValueInputs
from ossbuy.analysis.revenue import Revenue, revenue_at_risk
from ossbuy.analysis.value import Profile, Sight, Thinking, line_of_sight, profile, reached
from ossbuy.analysis.weighting.blend import normalise


@dataclass(frozen=True)
class Worth:
    """What the pains and the weights are for."""

    pains: Profile
    """Trauma points by the layer of the pain."""
    unrated: int
    """Pains without a trauma index yet."""
    stated: Profile | None
    """Stated weights by the layer of the requirement, shares of quality; None without any."""
    derived: Profile | None
    counts: Profile | None
    """The weights that count; None without requirements."""
    plain: Profile | None
    """The weights that count before layers are multiplied; None where all multipliers are 1."""
    multipliers: tuple[float, float, float]
    reach: Array
    """(requirements,) how far each reaches a finance metric, 0..1."""
    sight: Sight
    """Over the weights that count."""
    pain_sight: Sight
    """Over the trauma points."""
    revenue: Revenue
    thinking: Thinking


def worth(ev: Evaluation, inputs: ValueInputs) -> Worth:
    """Bring layers, weights and value cases together."""
    trauma = ev.rolled.trauma
    layer = inputs.leaf_layer
    factors = ev.matrix.model.group("layer")
    multipliers = (factors["1"], factors["2"], factors["3"])
    pains = profile(trauma, inputs.pain_layer)
    stated, derived = _profile(ev.stated, layer), _profile(ev.derived_leaf, layer)
    pain_reach = np.nan_to_num(inputs.pain_reach)
    reach = reached(inputs.leaf_reach, asked(ev), pain_reach)
    plain = None
    if ev.blended.size and (ev.matrix.weights.layer != 1).any():
        plain = profile(normalise(ev.blended / ev.matrix.weights.layer), layer)
    return Worth(
        pains,
        len(inputs.pains) - len(ev.indexed),
        stated,
        derived,
        _profile(ev.blended, layer),
        plain,
        multipliers,
        reach,
        line_of_sight(ev.blended, layer, reach) if ev.blended.size else Sight(0.0, 0.0),
        line_of_sight(trauma, inputs.pain_layer, pain_reach),
        revenue_at_risk(inputs.benefits),
        Thinking(inputs.said_layer, stated, derived, pains if pains.total else None),
    )


def asked(ev: Evaluation) -> Array:
    """The weight each pain gives each requirement, (pains, requirements), directly or by causes.

    What a linked cause gives is split over the pains whose trauma runs through it.
    """
    inputs, pains = ev.matrix.weights, ev.matrix.trauma.pains
    causes = ev.matrix.trauma.causes
    found = np.zeros((len(pains), len(inputs.leaves)))
    if ev.derived is None:
        return found
    row = {pain: i for i, pain in enumerate(pains)}
    through = ev.rolled.reach[len(pains) :] * ev.rolled.trauma
    for source, given in zip(inputs.sources, ev.derived.contribution, strict=True):
        if source in row:
            found[row[source]] += given
            continue
        carried = through[causes.index(source)]
        if carried.sum() > 0:
            found += np.outer(carried / carried.sum(), given)
    return found


def _profile(weights: Array, layer: Array) -> Profile | None:
    return profile(weights, layer) if weights.size else None
