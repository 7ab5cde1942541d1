"""What evaluators judged: scores by round, agreed scores, accepted proposals, gates, decisions."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from pydantic import Field, ValidationInfo, field_validator

from ossbuy.model.base import Line, Points, Share, Text, Value, YesNo
from ossbuy.model.weighing import GROUP_METHODS


class Score(Value):
    """One evaluator's judgement of one answer, on the 0–5 scale."""

    value: float = Field(ge=0, le=5, allow_inf_nan=False)
    reason: Text = ""


class AgreedScore(Value):
    """The moderated score that counts, with the record a court would ask for."""

    value: float = Field(ge=0, le=5, allow_inf_nan=False)
    reason: Text
    present: tuple[str, ...] = ()
    """Internal ids of the people in the room."""


class Acceptance(Value):
    """Somebody accepted the score proposed from level and delivery class."""

    by: Line
    file: str
    """The file whose answer was accepted; a replacement needs a new acceptance."""


class GateResult(StrEnum):
    """What a gate says."""

    PASS = "pass"
    FAIL = "fail"
    NOT_SHOWN = "not shown"


class GateJudgement(Value):
    """A named person's finding about one gate."""

    result: GateResult
    by: Line
    reason: Text = ""


class Decision(Value):
    """The choice, in words."""

    vendor: str
    by: Line
    statement: Text
    conditions: tuple[str, ...] = ()


PRICE_FORMULAS: Final = ("lowest-ratio", "ceiling-linear", "low-high-linear")
EVIDENCE_MODES: Final = ("discount", "widen")


TRAUMA_WORDS: Final = ("trauma", "operational pain")
"""The word trauma can offend in a workshop: the other says the same."""
POLICY_WORDS: Final = {
    "price_formula": PRICE_FORMULAS,
    "evidence_mode": EVIDENCE_MODES,
    "trauma_word": TRAUMA_WORDS,
    "group_method": GROUP_METHODS,
    "score_method": ("mean", "median"),
}


class Policy(Value):
    """How weights, prices and evidence are brought together in this project."""

    blend: Share | None = None
    """λ: 0 = stated weights only, 1 = weights derived from pain only."""
    price_share: Share | None = None
    price_formula: Line = ""
    price_ceiling: Line = ""
    """Published ceiling as a decimal string, for the ceiling-linear formula."""
    evidence_mode: Line = ""
    """``discount`` the mean or ``widen`` the interval."""
    overlap_factor: Share | None = None
    addressable_share: Share | None = None
    ramp: tuple[Share, ...] = ()
    exchange_rate: float | None = Field(default=None, gt=0)
    """Units of the project's currency per unit of the evaluation model's currency."""
    exchange_date: Line = ""
    trauma_word: Line = ""
    """What reports and screens call trauma; empty is trauma."""
    regulated: YesNo = False
    """Weights are published, no private notes are kept, the price formula stays as it is."""
    stated_layer: int | None = Field(default=None, ge=1, le=3)
    """The layer of value at which the buyer says its thinking stops."""
    group_method: Line = ""
    """How people's weights are brought together; empty is their mean."""
    score_method: Line = ""
    """How several evaluators' scores of one answer are brought together; empty is their mean."""

    @field_validator(
        "price_formula", "evidence_mode", "trauma_word", "group_method", "score_method"
    )
    @classmethod
    def _known_word(cls, value: str, info: ValidationInfo) -> str:
        words = POLICY_WORDS[info.field_name or ""]
        if value and value not in words:
            raise ValueError(f"it must be one of {', '.join(words)}")
        return value

    @field_validator("price_ceiling")
    @classmethod
    def _amount(cls, value: str) -> str:
        try:
            amount = Decimal(value) if value else None
        except InvalidOperation:
            amount = Decimal(0)
        if amount is not None and not (amount.is_finite() and amount > 0):
            raise ValueError("it must be an amount above 0, such as 12000000")
        return value


class LockedWeights(Value):
    """The weights as they stood when they were locked."""

    hash: str
    by: Line
    at: str
    blend: Share
    price_share: Share
    model_hash: str
    stated: dict[str, Points]
    """Effective stated weight of every leaf, by internal id; sums to 1."""
    amended_at: str = ""
    """When the locked weights were last amended, if they were; ``at`` and ``by`` stay."""
    amended_by: Line = ""
    derived: dict[str, Points]
    blended: dict[str, Points]


class QualityLock(Value):
    """Quality scores may no longer move without a reason; prices may be opened."""

    by: Line
    at: str
