"""Whether the layers of value are told as they are, and the customer is helped, not coerced."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def _shares(case: Case) -> dict[int, float] | None:
    """Share of the weight on each layer, of what has a layer; None while too little has one."""
    weight = {1: 0.0, 2: 0.0, 3: 0.0}
    whole = 0.0
    for leaf in case.evaluation.matrix.weights.leaves:
        share = case.evaluation.weight_of(leaf).blended
        whole += share
        if layer := case.project.requirements[leaf].layer:
            weight[layer] += share
    told = sum(weight.values())
    if not told or told < TOLD * whole:
        return None
    return {layer: share / told for layer, share in weight.items()}


def all_for_the_customer(case: Case) -> Iterator[Finding]:
    """F43: nearly everything is tagged as the end customer's ease."""
    most, shares = case.limit("layer_3_share"), _shares(case)
    if most is not None and shares is not None and shares[3] > most:
        yield Finding(
            "F43",
            "warns",
            "requirements",
            f"{100 * shares[3]:.0f} % of the weight stands on value layer 3.",
            "Ask for each which customer could not spend money, and put the rest where it is.",
            ("stage", "requirements"),
        )


def starved_operations(case: Case) -> Iterator[Finding]:
    """F44: what keeps the lights on has almost no weight left."""
    least, shares = case.limit("layer_1_share"), _shares(case)
    if least is not None and shares is not None and shares[1] < least:
        yield Finding(
            "F44",
            "warns",
            "weights",
            f"{100 * shares[1]:.0f} % of the weight stands on value layer 1, operations.",
            "Ask who keeps it running at night, and what they need; or widen the hygiene pool.",
            ("stage", "weights"),
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
    that_special,
)
