"""What the weight is for: the three layers of value, how deep the thinking goes, line of sight.

Layer 1 is operational support, 2 is revenue, 3 is the end customer's ease of spending. Own
formulas, after the question "at what layer does your thinking stop?"; all are plain functions of
arrays. Weight that does not say its layer is kept apart and never counted as layer 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, readonly

LAYERS: Final = (1, 2, 3)
LAYER_WORDS: Final = {1: "operations", 2: "revenue", 3: "the end customer"}
REACHING: Final = ("correlated", "measured")
"""How well a chain must be shown to reach a finance metric; one that is only asserted does not."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Weight by layer of value, in whatever unit it came in (share of quality, trauma points)."""

    layers: tuple[float, float, float]
    """Weight at layers 1, 2 and 3."""
    unsaid: float
    """Weight of what does not say its layer."""

    @property
    def said(self) -> float:
        """Weight that says its layer."""
        return sum(self.layers)

    @property
    def total(self) -> float:
        """All weight."""
        return self.said + self.unsaid

    def share(self, layer: int) -> float:
        """Share of all weight at a layer, 0..1; layer 0 is what does not say one."""
        part = self.layers[layer - 1] if layer else self.unsaid
        return part / self.total if self.total else 0.0

    @property
    def depth(self) -> float | None:
        """Thinking depth, Σ weight × layer / Σ weight over what says its layer: 1..3.

        None when nothing that weighs says its layer.
        """
        if not self.said:
            return None
        weighed = sum(layer * weight for layer, weight in zip(LAYERS, self.layers, strict=True))
        return min(3.0, max(1.0, weighed / self.said))

    @property
    def stops_at(self) -> int | None:
        """The layer nearest to the depth; half way counts as the shallower one."""
        depth = self.depth
        return None if depth is None else int(np.ceil(depth - 0.5 - 1e-12))


def profile(weights: ArrayLike, layers: ArrayLike) -> Profile:
    """Weight by layer.

    Args:
        weights: (n,) non-negative weights in any one unit.
        layers: (n,) 1, 2 or 3; NaN where it is not said.
    """
    weight, layer = np.asarray(weights, dtype=np.float64), np.asarray(layers, dtype=np.float64)
    at = [float(weight[layer == number].sum()) for number in LAYERS]
    return Profile((at[0], at[1], at[2]), float(weight[np.isnan(layer)].sum()))


def reaches_finance(chain: str, finance_metric: str, obstructs: bool = False) -> bool:
    """Whether one value case reaches a finance metric.

    It does when it names the metric and its chain is correlated or measured; a benefit that lives
    on obstructing the customer never does.
    """
    return bool(finance_metric.strip()) and chain in REACHING and not obstructs


def reached(own: ArrayLike, asks: ArrayLike, pains: ArrayLike) -> Array:
    """How far each requirement's weight reaches a finance metric, (requirements,), 0..1.

    A requirement with a value case of its own reaches with that case or not at all. One without
    takes it from the pains that ask for it: the share of what they ask that comes from pains whose
    own cases reach. One that no pain asks for does not reach.

    Args:
        own: (requirements,) 1 where its own case reaches, 0 where it does not, NaN without one.
        asks: (pains, requirements) non-negative: the weight each pain gives each requirement.
        pains: (pains,) 1 where the pain's case reaches, 0 where not or where it has none.
    """
    mine, reach = np.asarray(own, dtype=np.float64), np.asarray(pains, dtype=np.float64)
    asked = np.asarray(asks, dtype=np.float64).reshape(len(reach), len(mine))
    total = asked.sum(axis=0)
    through = reach @ asked
    inherited = np.divide(through, total, out=np.zeros_like(total), where=total > 0)
    return readonly(np.where(np.isnan(mine), inherited, mine))


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of the layer-3 weight can be followed to a finance metric."""

    weight: float
    """All weight at layer 3."""
    reaching: float
    """The part of it whose chain reaches."""

    @property
    def share(self) -> float | None:
        """Line of sight, 0..1; None when nothing weighs at layer 3."""
        return self.reaching / self.weight if self.weight else None


def line_of_sight(weights: ArrayLike, layers: ArrayLike, reach: ArrayLike) -> Sight:
    """Line of sight: share of layer-3 weight whose chain reaches a finance metric.

    Args:
        weights: (n,) non-negative.
        layers: (n,) 1, 2, 3 or NaN.
        reach: (n,) 0..1, from `reached`.
    """
    weight = np.where(np.asarray(layers, dtype=np.float64) == 3, weights, 0.0)
    return Sight(float(weight.sum()), float((weight * np.asarray(reach)).sum()))


@dataclass(frozen=True, slots=True)
class Thinking:
    """At what layer the thinking stops: as said, as weighed, as it hurts."""

    said: int | None
    """The layer the buyer names."""
    stated: Profile | None
    """Stated weights by the layer of the requirement."""
    derived: Profile | None
    """Weights derived from pain by the layer of the requirement."""
    pains: Profile | None
    """Trauma by the layer of the pain."""

    def verdict(self) -> str:
        """The short answer: what was said, and whether the weights keep it."""
        if self.said is None:
            return "Nobody has said it yet."
        said = f"You say at layer {self.said}, {LAYER_WORDS[self.said]}."
        return " ".join(part for part in (said, self._compared("that")) if part)

    def sentence(self) -> str:
        """The whole answer, with every depth."""
        parts = [self._stated()]
        told, unsaid = [], []
        for words, held in (
            ("the stated weights", self.stated),
            ("the weights derived from pain", self.derived),
            ("the pains themselves", self.pains),
        ):
            stop = held.stops_at if held else None
            if held is None or stop is None:
                continue
            told.append(
                f"{words} at {held.depth:.2f}, nearest to layer {stop}, {LAYER_WORDS[stop]}"
            )
            if held.share(0) >= 0.005:
                unsaid.append(f"{100 * held.share(0):.0f} % of {words}")
        if not told:
            return " ".join([*parts, "Nothing that weighs says its layer yet."])
        said = "; ".join(told).replace(" at ", " stop at ", 1)
        parts.append(f"{said[:1].upper()}{said[1:]}.")
        parts.append(self._compared("what you say"))
        if unsaid:
            parts.append(f"Left out because no layer is said: {', '.join(unsaid)}.")
        return " ".join(part for part in parts if part)

    def _stated(self) -> str:
        if self.said is None:
            return "Nobody has said yet at what layer your thinking stops."
        return f"You say your thinking stops at layer {self.said}, {LAYER_WORDS[self.said]}."

    def _compared(self, what: str) -> str:
        stops = [
            stop
            for held in (self.stated, self.derived)
            if held is not None and (stop := held.stops_at) is not None
        ]
        if self.said is None or not stops:
            return ""
        if all(stop == self.said for stop in stops):
            return f"The weights keep {what}."
        if all(stop <= self.said for stop in stops):
            return f"The weights stop short of {what}."
        if all(stop >= self.said for stop in stops):
            return f"The weights go further than {what}."
        return f"Stated and derived weights lie on either side of {what}."
