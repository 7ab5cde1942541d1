"""Tracing a pain or requirement to the end customer and the revenue: one act, fields merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.words import sentence
from ossbuy.model.worth import CHAINS, JOURNEY, LEVERS, ValueCase

SHARES: Final = {
    "loss_low": "low loss",
    "loss": "likely loss",
    "loss_high": "high loss",
    "margin": "margin",
    "attribution": "attribution",
}
"""Fields that are shares, and what to call them; they may be typed as 0.3 or as 30 %."""
LOSSES: Final = ("loss_low", "loss", "loss_high")
WORDS: Final = {
    "stage": ("stage of the customer's journey", JOURNEY),
    "lever": ("lever", LEVERS),
    "chain": ("strength of a chain", CHAINS),
}


def trace(project: Project, ident: str, fields: Mapping[str, Json], reason: str = "") -> Act:
    """Say how a pain or requirement reaches the end customer; an empty field says nothing any more.

    ``layer`` is a field of the pain or requirement itself and goes into the same act.

    Raises:
        Refused: a field is unknown or wrong, or nothing would change.
    """
    family = "pain" if ident in project.pains else "requirement"
    if ident not in project.pains and ident not in project.requirements:
        raise Refused(f"There is no pain or requirement {ident} any more: nothing to trace.")
    code = project.label(ident)
    facts: list[Fact] = []
    own = {name: _blank(value) for name, value in fields.items() if name != "layer"}
    before = project.values.get(ident)
    kept = before.model_dump(mode="json", exclude_defaults=True) if before else {}
    now = _merged(kept, own, code)
    if now != kept:
        facts.append(Fact(key("value", ident), now or None))
    if "layer" in fields:
        layer = _blank(fields["layer"])
        held: object = (
            project.pains[ident].layer
            if ident in project.pains
            else project.requirements[ident].layer
        )
        if str(layer or "") != str(held or ""):
            facts += commands.change(project, family, ident, {"layer": layer}).facts
    if not facts:
        raise Refused(f"{code} already says that: nothing to change.")
    return Act("value.traced", tuple(facts), reason)


def _merged(kept: Mapping[str, Json], fields: Mapping[str, Json], code: str) -> dict[str, Json]:
    """What the value case says with the typed fields on top, checked."""
    said: dict[str, Json] = dict(kept)
    for name, value in fields.items():
        if name not in ValueCase.model_fields:
            known = ", ".join(("layer", *ValueCase.model_fields))
            raise Refused(f"{code}: a value case has no {name!r}; it has {known}.")
        if value is None:
            said.pop(name, None)
        elif name in WORDS:
            said[name] = _word(code, name, str(value))
        elif name in SHARES:
            said[name] = _share(code, name, str(value))
        else:
            said[name] = value
    losses = [said[name] for name in LOSSES if name in said]
    if losses != sorted(losses):
        shown = ", ".join(f"{100 * loss:.4g} %" for loss in losses)
        raise Refused(
            f"{code}: the losses are {shown}: low, likely and high must rise in this order."
        )
    try:
        value = ValueCase.model_validate(said)
    except ValidationError as error:
        raise Refused(sentence(error, code)) from None
    return value.model_dump(mode="json", exclude_defaults=True)


def _blank(value: Json) -> Json:
    return None if isinstance(value, str) and not value.strip() else value


def _word(code: str, name: str, typed: str) -> str:
    what, words = WORDS[name]
    wanted = " ".join(typed.split()).casefold()
    if wanted not in words:
        raise Refused(f"{code}: {typed[:60]!r} is no {what}: choose one of {', '.join(words)}.")
    return wanted


def _share(code: str, name: str, typed: str) -> float:
    """A share as a number: 30 %, 12,5 % and 0.3 are all read."""
    text = typed.strip()
    number = text.removesuffix("%").strip()
    if "," in number and "." not in number:
        number = number.replace(",", ".", 1)
    try:
        value = float(number) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise Refused(
            f"{code}: the {SHARES[name]} {text[:60]!r} is not a share: enter a percentage, such as "
            "12 %, or a number from 0 to 1."
        ) from None
    if not 0 <= value <= 1:
        raise Refused(
            f"{code}: the {SHARES[name]} is {100 * value:.4g} %: enter 0 % to 100 %, such as 12 %."
        )
    return value
