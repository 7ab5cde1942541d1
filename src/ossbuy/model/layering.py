"""Multiplying weights by layer of value: a change of the evaluation model, adopted on record."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError

from ossbuy.model.evaluation import Coefficient, EvaluationModel
from ossbuy.model.events import Act, Fact, Refused
from ossbuy.model.project import Project
from ossbuy.model.words import sentence

Factors = tuple[float, float, float]
_MARK: Final = " · layers "
OWN_WORD: Final = "the buyer's own choice; nobody has measured it"
"""Source of multipliers that come from no preset."""


def shown(factors: Factors) -> str:
    """Multipliers as they are said: ``1/1.15/1.3``."""
    return "/".join(f"{factor:g}" for factor in factors)


def factors_of(model: EvaluationModel) -> Factors:
    """The multipliers a model holds."""
    one, two, three = (model.number(f"layer.{layer}") for layer in "123")
    return one, two, three


def with_layers(
    model: EvaluationModel, factors: Factors, source: str = OWN_WORD
) -> EvaluationModel:
    """The model with other layer multipliers; its version says so, unless they are all 1.

    Raises:
        Refused: a multiplier is outside the range the model allows.
    """
    changed = dict(model.coefficients)
    for layer, factor in zip("123", factors, strict=True):
        name = f"layer.{layer}"
        said = changed[name].model_dump() | {"value": factor, "source": source}
        try:
            changed[name] = Coefficient.model_validate(said)
        except ValidationError as error:
            raise Refused(sentence(error, f"Layer {layer}")) from None
    version = model.version.partition(_MARK)[0]
    if factors != (1.0, 1.0, 1.0):
        version += _MARK + shown(factors)
    return model.model_copy(update={"coefficients": changed, "version": version})


def adopt_layers(
    project: Project, factors: Factors, source: str = OWN_WORD, reason: str = ""
) -> Act:
    """Adopt other layer multipliers: the whole model goes on record again, with its new hash.

    Raises:
        Refused: there is no model, a multiplier is out of range, or nothing would change.
    """
    if project.model is None:
        raise Refused("There is no evaluation model to change: adopt one first.")
    if factors_of(project.model) == factors:
        raise Refused(f"The layers are multiplied by {shown(factors)} already: nothing to change.")
    value = with_layers(project.model, factors, source).model_dump(mode="json", exclude_none=True)
    return Act("model.adopted", (Fact("model", value),), reason)
