"""What every sample procurement of the fixtures has: pains, links, claims, evidence, prices.

The tables are category level (sections), as printed in the domain study; nothing is computed in
them. `Procurement` runs them through the engine.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ossbuy.analysis.robustness.contest import Contest, contest
from ossbuy.analysis.robustness.noise import NoiseResult, judgement_noise
from ossbuy.analysis.scoring.price import price_scores
from ossbuy.analysis.trauma import (
    DerivedWeights,
    TraumaCoefficients,
    TraumaParts,
    derived_weights,
    trauma_parts,
)

COEFFICIENTS = TraumaCoefficients(
    severity=0.30,
    frequency=0.15,
    breadth=0.15,
    cost=0.25,
    months=0.15,
    cost_floor=50e3,
    cost_ceiling=5e6,
    months_ceiling=36,
    scale_top=5,
)
GRADES = {"A": 0.60, "B": 0.75, "C": 0.90, "D": 1.00}
POOL = 0.15
SIGMA_WEIGHTS = 0.3
SIGMA_CLAIMS = 0.35
SCALE_TOP = 5.0
CATEGORIES = tuple(f"C{i}" for i in range(1, 9))


def row(text: str) -> list[float]:
    """Read numbers separated by spaces."""
    return [float(x) for x in text.split()]


@dataclass(frozen=True)
class Procurement:
    """One sample: the tables as printed, and what the engine makes of them."""

    pains: tuple[tuple[int, int, int, float, int, str, str, float], ...]
    """severity, frequency, breadth, cost in millions, months, grade, links, printed trauma."""
    stated: str
    hygiene: str
    printed_derived: str
    vendors: tuple[str, ...]
    claims: tuple[str, ...]
    evidence: tuple[str, ...]
    prices: tuple[float, ...]

    @property
    def parts(self) -> TraumaParts:
        severity, frequency, breadth, cost, months, grade, _, _ = zip(*self.pains, strict=True)
        return trauma_parts(
            severity,
            frequency,
            breadth,
            1e6 * np.array(cost),
            months,
            [GRADES[g] for g in grade],
            COEFFICIENTS,
            [f"P{i + 1}" for i in range(len(self.pains))],
        )

    @property
    def printed_trauma(self) -> NDArray[np.float64]:
        return np.array([p[7] for p in self.pains])

    @property
    def links(self) -> NDArray[np.float64]:
        return np.array([row(p[6]) for p in self.pains])

    @property
    def derived(self) -> DerivedWeights:
        return derived_weights(self.parts.index, self.links, row(self.hygiene), POOL)

    @property
    def claim(self) -> NDArray[np.float64]:
        return np.array([row(c) for c in self.claims]) / SCALE_TOP

    @property
    def factor(self) -> NDArray[np.float64]:
        return np.array([row(e) for e in self.evidence]) / 100

    @property
    def stated_weights(self) -> NDArray[np.float64]:
        return np.array(row(self.stated)) / 100

    def contest(
        self, price_share: float, *, weights: str = "trauma", evidence: bool = True
    ) -> Contest:
        w = self.derived.weights if weights == "trauma" else self.stated_weights
        return contest(
            self.claim * self.factor if evidence else self.claim,
            w,
            price_scores(self.prices, "lowest-ratio"),
            price_share,
            self.vendors,
            CATEGORIES,
        )

    def noise(
        self, price_share: float, *, weights: str = "trauma", samples: int = 40_000
    ) -> NoiseResult:
        base = self.contest(price_share, weights=weights)
        return judgement_noise(
            base.weights,
            self.claim,
            self.factor,
            base.price,
            price_share,
            sigma_weights=SIGMA_WEIGHTS,
            sigma_claims=SIGMA_CLAIMS,
            scale_top=SCALE_TOP,
            samples=samples,
            seed=20261123,
            vendors=self.vendors,
        )

    def without(self, vendor: str) -> "Procurement":
        keep = [i for i, name in enumerate(self.vendors) if name != vendor]
        return replace(
            self,
            vendors=tuple(self.vendors[i] for i in keep),
            claims=tuple(self.claims[i] for i in keep),
            evidence=tuple(self.evidence[i] for i in keep),
            prices=tuple(self.prices[i] for i in keep),
        )

    def rescored(self, vendor: str, category: str, claim: str, evidence: str) -> "Procurement":
        """Put a new claim and evidence into one cell."""
        v, c = self.vendors.index(vendor), CATEGORIES.index(category)

        def put(table: tuple[str, ...], value: str) -> tuple[str, ...]:
            cells = table[v].split()
            cells[c] = value
            return (*table[:v], " ".join(cells), *table[v + 1 :])

        return replace(self, claims=put(self.claims, claim), evidence=put(self.evidence, evidence))
