"""A project as arrays: what each part of the arithmetic needs, with labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ossbuy.analysis.arrays import Array
from ossbuy.analysis.causes import Edge
from ossbuy.analysis.matrix.panel import PanelInputs
from ossbuy.analysis.trauma import TraumaCoefficients
from ossbuy.model.evaluation import EvaluationModel
from ossbuy.model.wording import worded

Ids = tuple[str, ...]


@dataclass(frozen=True)
class TraumaInputs:
    """Pains, causes and how they hang together."""

    pains: Ids
    causes: Ids
    severity: Array
    """NaN where nobody rated it: such a pain has no index yet."""
    frequency: Array
    breadth: Array
    cost: Array
    """A year, in the evaluation model's currency."""
    months: Array
    factor: Array
    """Evidence factor; NaN where no grade was given."""
    edges: tuple[Edge, ...]
    """Nodes 0..pains-1 are pains, then causes."""
    coefficients: TraumaCoefficients


@dataclass(frozen=True, slots=True)
class Sibling:
    """What was stated about one child of a node."""

    node: str
    points: float | None
    """None where nobody said anything."""
    share: float
    """Among its siblings, 0..1."""


@dataclass(frozen=True)
class WeightInputs:
    """Sections, leaves and what was said about their weights."""

    sections: Ids
    """Top sections."""
    leaves: Ids
    """Requirements, section by section."""
    section_of: NDArray[np.intp]
    nodes: Ids
    """All sections, then the leaves: what a link or a hygiene point may end at."""
    spread: Array
    """(sections, leaves): how the weight of each of all the sections spreads over the leaves
    under it; a leaf keeps its own."""
    stated: Array
    """Effective stated weight of each leaf, summing to 1; empty when nobody stated any."""
    sources: Ids
    """Linked pains and causes."""
    links: Array
    """(sources, nodes) strengths."""
    hygiene: Array
    """(nodes,) points."""
    pool: float
    layer: Array
    """(leaves,) multiplier of the value layer."""
    blend: float
    locked_stated: Array
    """As locked, summing to 1; empty when nothing is locked."""
    locked_derived: Array
    locked_blended: Array
    """Empty when nothing is locked, and only then."""
    siblings: Mapping[str, tuple[Sibling, ...]]
    """By parent, empty for the top: how the stated weights come about, as they stand now."""
    whose: Mapping[str, str]
    """By parent whose children's weights came from ballots: "the median of 9 people, round 2"."""

    def to_leaves(self, over_nodes: Array) -> Array:
        """Amounts over nodes, (…, nodes), brought to the leaves, (…, leaves).

        The leaves' own part of the whole (nodes, leaves) matrix would be an identity: with 1,500
        requirements, multiplying by it costs more than the rest of the evaluation.
        """
        sections = len(self.spread)
        brought: Array = over_nodes[..., sections:] + over_nodes[..., :sections] @ self.spread
        return brought


@dataclass(frozen=True)
class VolumeInputs:
    """A forecast volume, and the part of each vendor's cost that grows with it."""

    code: str
    name: str
    unit: str
    forecast: Array
    """(years,) as the buyer expects it."""
    scaled: Array
    """(vendors,) over all years, at the forecast; NaN while the price is sealed."""


@dataclass(frozen=True)
class BidInputs:
    """Vendors' claims, evidence and prices."""

    vendors: Ids
    names: tuple[str, ...]
    eliminated: tuple[str, ...]
    """The reason, or empty."""
    claimed: Array
    """(vendors, leaves), 0..1, NaN where there is no score."""
    evidence: Array
    """(vendors, leaves), 0..1, NaN where there is no answer."""
    state: NDArray[np.intp]
    """(vendors, leaves) codes of CellState."""
    source: tuple[tuple[str, ...], ...]
    """Where each claim comes from, in words."""
    cost: Array
    """(vendors, years); a row of NaN while the price is sealed."""
    price_share: float
    price_formula: str
    price_ceiling: float | None
    widen: bool
    gates: Ids
    gate_results: tuple[tuple[str, ...], ...]
    """(vendors, gates): pass, fail or not shown."""
    volumes: tuple[VolumeInputs, ...] = ()
    panel: PanelInputs | None = None
    """Evaluators' scores that count as they are; None with fewer than two people."""
    proof: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(vendor, leaf) → what the buyer says stands behind the answer, where it graded it itself."""


@dataclass(frozen=True)
class Matrix:
    """A project as arrays."""

    labels: Mapping[str, str]
    """Visible code of every id used here."""
    titles: Mapping[str, str]
    trauma: TraumaInputs
    weights: WeightInputs
    bids: BidInputs
    model: EvaluationModel
    overlap: float | None
    addressable: float | None
    ramp: tuple[float, ...]
    trauma_word: str
    """What the project calls trauma; empty is trauma."""
    gross_cost: float
    """Sum of the pains' likely yearly costs, in the project's currency."""
    notes: tuple[str, ...]

    def say(self, text: str) -> str:
        """One of our own sentences with the project's word for trauma."""
        return worded(text, self.trauma_word)
