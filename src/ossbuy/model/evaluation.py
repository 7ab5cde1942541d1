"""The evaluation model: every coefficient of the arithmetic, as data with a unit and a source."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from math import isfinite

from pydantic import Field, field_validator, model_validator

from ossbuy.model.base import Line, Text, Value
from ossbuy.model.events import canonical
from ossbuy.model.scoring import PRICE_FORMULAS


class Basis(StrEnum):
    """Where a coefficient comes from."""

    SOURCED = "sourced"
    ASSUMPTION = "assumption"
    DEFINITION = "definition"


class Coefficient(Value):
    """One number (or word) the arithmetic uses, with what a reader needs to judge it."""

    value: float | str
    unit: Line
    low: float | None = None
    high: float | None = None
    basis: Basis
    source: Text
    meaning: Text

    @field_validator("value", mode="before")
    @classmethod
    def _number_if_it_is_one(cls, value: object) -> object:
        if isinstance(value, str):
            try:
                return float(value)
            except ValueError:
                return value
        return value

    @model_validator(mode="after")
    def _inside_range(self) -> Coefficient:
        if isinstance(self.value, float):
            if not isfinite(self.value):
                raise ValueError(f"{self.value:g} is not a finite number")
            if self.low is not None and self.value < self.low:
                raise ValueError(f"{self.value:g} is below the lowest allowed value {self.low:g}")
            if self.high is not None and self.value > self.high:
                raise ValueError(f"{self.value:g} is above the highest allowed value {self.high:g}")
        return self


REQUIRED = (
    *("trauma." + n for n in ("severity", "frequency", "breadth", "cost", "months")),
    *("trauma." + n for n in ("cost_floor", "cost_ceiling", "months_ceiling", "scale_top")),
    *("pain_evidence." + n for n in "ABCD"),
    *("level." + n for n in ("full", "partial", "none")),
    *("delivery." + n for n in ("STD", "CFG", "EXT", "CUS", "PRC", "RMP", "NO")),
    *("evidence." + n for n in ("claim", "document", "demo", "poc", "interview", "kpi", "pilot")),
    "hygiene.pool",
    *("price." + n for n in ("formula", "low_bid_share", "low_bid_count")),
    *("noise." + n for n in ("weight_sigma", "claim_sigma", "seed", "samples")),
    *("verdict." + n for n in ("probability", "p_star")),
    *("layer." + n for n in "123"),
    *("floor." + n for n in ("share", "causes")),
    *("check." + n for n in ("gate_share", "heavy_share")),
    "state.spread",
)
"""What a model must say to be adopted."""
OPTIONAL = (
    *("check." + n for n in ("opex_share", "revenue_share", "outlier_points", "outlier_cells")),
    *("check." + n for n in ("reference_months", "custom_share", "special_share", "seat_gap")),
    *("check." + n for n in ("library_share", "layer_3_share", "layer_1_share")),
    *("check.must_share", "check.volume_margin"),
)
"""What a finding or warning compares with; a model without it, such as an older one, is silent."""
WORDS = frozenset({"price.formula"})
"""Those of them that are words; all others are numbers."""


class EvaluationModel(Value):
    """A named, versioned set of coefficients, adopted into the journal with its hash."""

    name: Line
    version: Line
    title: Line
    currency: Line
    """Currency of the trauma formula's cost floor and ceiling."""
    coefficients: dict[str, Coefficient] = Field(min_length=1)

    @property
    def missing(self) -> tuple[str, ...]:
        """Coefficients a model adopted today must have and this one lacks.

        Checked when a model is adopted, never when a project is read: a project keeps the model
        it adopted, and whatever a later version of ossbuy asks for is simply not said in it.
        """
        return tuple(name for name in REQUIRED if name not in self.coefficients)

    @property
    def faults(self) -> tuple[str, ...]:
        """Coefficients of the wrong kind, each in words; checked when a model is adopted."""
        found = []
        for name in (*REQUIRED, *OPTIONAL):
            value = self.coefficients[name].value if name in self.coefficients else None
            if value is not None and isinstance(value, str) != (name in WORDS):
                kind = "word" if name in WORDS else "number"
                found.append(f"{name} is {str(value)[:40]!r} and must be a {kind}")
        formula = self.coefficients.get("price.formula")
        if formula and isinstance(formula.value, str) and formula.value not in PRICE_FORMULAS:
            found.append(f"price.formula must be one of {', '.join(PRICE_FORMULAS)}")
        return tuple(found)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical content."""
        return hashlib.sha256(canonical(self.model_dump(mode="json")).encode()).hexdigest()

    def number(self, name: str) -> float:
        """The numeric coefficient ``name``; KeyError if there is none."""
        value = self.coefficients[name].value
        if isinstance(value, str):
            raise KeyError(f"{name} is a word, not a number")
        return value

    def find(self, name: str) -> float | None:
        """The numeric coefficient ``name``, or None in a model older than it."""
        return self.number(name) if name in self.coefficients else None

    def word(self, name: str) -> str:
        """The coefficient ``name`` that is a word."""
        return str(self.coefficients[name].value)

    def group(self, prefix: str) -> Mapping[str, float]:
        """All numbers under a prefix, without it: ``group("delivery")["STD"]``."""
        start = prefix + "."
        return {
            name.removeprefix(start): self.number(name)
            for name in self.coefficients
            if name.startswith(start)
        }
