"""Whether the layers of value are told as they are, and the customer is helped, not coerced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ossbuy.analysis.value import LAYER_WORDS
from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule

COERCION = re.compile(
    r"\b(hidden|undisclosed|surprise) (fee|charge|cost)s?\b|"
    r"\b(obstruct|imped|complicat|hinder|delay|discourag)\w* (the )?(\w+ ){0,2}"
    r"(cancel\w*|leav\w+|churn\w*|port\w*|switch\w*|terminat\w*)\b|"
    r"\b(cancel\w*|leav\w+|porting|switching) (is |be )?(made )?(hard|harder|difficult)\b|"
    r"\b(hard|harder|difficult) (for \w+ )?to (cancel|leave|switch|port)\b|"
    r"\b(default|automatic)[- ]opt[- ]?in\b|\bopt(ed)?[- ]in by default\b|"
    r"\bpre-?(ticked|checked|selected)\b|\bcancel(lation)? only by (phone|post|letter)\b",
    re.IGNORECASE,
)
REFUSES = re.compile(r"\b(no|not|never|without|avoid\w*|prevent\w*|forbid\w*|free of)\b", re.I)
"""A word before the hit that turns it into its opposite: ``without hidden fees``."""
NEAR = 40
"""Characters before a hit in which such a word counts."""
TOLD = 0.5
"""Share of the weight whose layer must be told before the layers are compared."""


def _coerces(text: str) -> str:
    for hit in COERCION.finditer(text):
        if not REFUSES.search(text[max(0, hit.start() - NEAR) : hit.start()]):
            return hit.group(0)
    return ""


def lives_on_obstruction(case: Case) -> Iterator[Finding]:
    """F30: a benefit that lives on making it hard for the end customer."""
    project = case.project
    for owner, value in project.values.items():
        words = _coerces(f"{value.friction}. {value.note}. {value.finance_metric}")
        if value.obstructs or words:
            yield Finding(
                "F30",
                "blocks" if value.obstructs else "warns",
                project.label(owner),
                "its benefit is said to live on obstructing the customer."
                if value.obstructs
                else f"its benefit speaks of “{words}”: that coerces, and is no ease.",
                "Leave the benefit out, or find one the customer would choose.",
                ("value", owner),
            )
    for requirement in project.requirements.values():
        if requirement.layer == 3 and (words := _coerces(requirement.text)):
            yield Finding(
                "F30",
                "warns",
                requirement.code,
                f"it is for the end customer's ease, yet speaks of “{words}”.",
                "Ask for what the customer would choose, and as easy a way out as in.",
                ("requirement", requirement.id),
            )


def _shares(case: Case) -> tuple[float, ...] | None:
    """Share of the weight at layers 1, 2 and 3, of what has one; None while too little has."""
    held = case.worth.counts
    if held is None or not held.said or held.said < TOLD * held.total:
        return None
    return tuple(weight / held.said for weight in held.layers)


def all_for_the_customer(case: Case) -> Iterator[Finding]:
    """F43: nearly everything is tagged as the end customer's ease."""
    most, shares = case.limit("layer_3_share"), _shares(case)
    if most is not None and shares is not None and shares[2] > most:
        yield Finding(
            "F43",
            "warns",
            "requirements",
            f"{100 * shares[2]:.0f} % of the weight stands on value layer 3.",
            "Ask for each which customer could not spend money, and put the rest where it is.",
            ("stage", "requirements"),
        )


def starved_operations(case: Case) -> Iterator[Finding]:
    """F44: what keeps the lights on has almost no weight left."""
    least, shares = case.limit("layer_1_share"), _shares(case)
    if least is not None and shares is not None and shares[0] < least:
        yield Finding(
            "F44",
            "warns",
            "weights",
            f"{100 * shares[0]:.0f} % of the weight stands on value layer 1, operations.",
            "Ask who keeps it running at night, and what they need; or widen the hygiene pool.",
            ("stage", "weights"),
        )


def stops_short(case: Case) -> Iterator[Finding]:
    """F48: the buyer says its thinking goes deeper than its weights do."""
    said, held = case.project.policy.stated_layer, case.worth.counts
    stop = held.stops_at if held else None
    if said is not None and stop is not None and stop < said:
        yield Finding(
            "F48",
            "notes",
            "weights",
            f"the thinking is said to stop at layer {said}, {LAYER_WORDS[said]}; the weights stop "
            f"at layer {stop}, {LAYER_WORDS[stop]}.",
            "Ask what the end customer would notice, and weigh it; or say what is true.",
            ("stage", "value"),
        )


def that_special(case: Case) -> Iterator[Finding]:
    """F47: much is asked for that no other operator would need."""
    requirements = case.project.requirements.values()
    most = case.limit("special_share")
    own = [r for r in requirements if r.unique.casefold() == "function"]
    if most is not None and own and len(own) > most * len(requirements):
        yield Finding(
            "F47",
            "warns",
            "requirements",
            f"{len(own)} of {len(requirements)} are said to be ours alone in function, not in "
            "data.",
            "Ask for each whether three competitors would need it, and who would pay to keep it.",
            ("requirement", own[0].id),
        )


RULES: tuple[Rule, ...] = (
    lives_on_obstruction,
    all_for_the_customer,
    starved_operations,
    stops_short,
    that_special,
)
