"""Breaks in the chain from voice to requirement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ossbuy.exchange.frameworks import components, open_apis
from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule

FEATURES = (
    r"([\w/-]+ ){0,2}(API|GUI|tool|module|interface|dashboard|feature|function|portal|app)s?\b"
)
FEATURE_WORDS = re.compile(rf"\b(no|lack of|missing|without) (an? )?{FEATURES}", re.IGNORECASE)
WISHED = re.compile(
    rf"\W*(there (is|are) no|(we|i|they) (need|want|lack|miss|have no)|lack of|missing|no) "
    rf"(an? |the )?{FEATURES}",
    re.IGNORECASE,
)
"""How a statement begins that asks for a feature."""
FRAMEWORK_ID = re.compile(r"(TMFC?\d{3})(?:[@:_/-]?V?(\d+)[\d.]*)?")
VERSION = re.compile(r"V?(\d+)(\.\d+)*")


def no_pain_asks(case: Case) -> Iterator[Finding]:
    """F01: a requirement no pain asks for; gates and what a fear asks for are left out."""
    project = case.project
    if project.requirements and project.pains and not case.asked_for:
        yield Finding(
            "F01",
            "warns",
            "requirements",
            f"no pain or cause asks for any of the {len(project.requirements)}, so their weights "
            "are what was stated and nothing else.",
            "Link the heaviest pains first.",
            ("stage", "requirements"),
        )
        return
    for requirement in project.requirements.values():
        free = requirement.gate or requirement.risk
        if case.asked_for and requirement.id not in case.asked_for and not free:
            yield Finding(
                "F01",
                "warns",
                requirement.code,
                "no pain or cause asks for it.",
                "Link it to the pain it heals, or leave it out.",
                ("requirement", requirement.id),
            )


def nothing_answers(case: Case) -> Iterator[Finding]:
    """F02: a pain no requirement answers."""
    project = case.project
    for pain in project.pains.values():
        if project.requirements and not case.linked & {pain.id, *case.causes_of(pain.id)}:
            yield Finding(
                "F02",
                "warns",
                pain.code,
                case.say("no requirement answers it, so its trauma carries no weight."),
                "Link it, or one of its causes, to what would heal it; "
                "'ossbuy pull PROJECT --orphans' proposes requirements of the library.",
                ("pain", pain.id),
            )


def gate_without_test(case: Case) -> Iterator[Finding]:
    """F04: a gate nobody can test."""
    for requirement in case.project.requirements.values():
        if requirement.gate and not (requirement.verification and requirement.threshold):
            missing = "test" if not requirement.verification else "threshold"
            yield Finding(
                "F04",
                "blocks",
                requirement.code,
                f"it is a gate but has no {missing}.",
                "Say how it is verified and what counts as met, or make it no gate.",
                ("requirement", requirement.id),
            )


def too_many_gates(case: Case) -> Iterator[Finding]:
    """F05: so many gates that they separate nobody."""
    requirements = case.project.requirements.values()
    gates = sum(r.gate for r in requirements)
    most = case.evaluation.matrix.model.find("check.gate_share")
    if requirements and most is not None and gates / len(requirements) > most:
        yield Finding(
            "F05",
            "warns",
            "requirements",
            f"{gates} of {len(requirements)} are gates.",
            "Keep as gates only what would end the talks; weigh the others.",
            ("stage", "requirements"),
        )


def feature_as_pain(case: Case) -> Iterator[Finding]:
    """F07: a pain worded as a missing feature."""
    for pain in case.project.pains.values():
        said = pain.name if FEATURE_WORDS.search(pain.name) else ""
        if not said and (wish := WISHED.match(pain.statement)):
            said = wish.group(0).strip()
        if said:
            yield Finding(
                "F07",
                "notes",
                pain.code,
                f"“{said}” names a missing feature, not what hurts.",
                "Ask what goes wrong without it, and for whom.",
                ("pain", pain.id),
            )


def not_for_software(case: Case) -> Iterator[Finding]:
    """F22: a cause software cannot fix still carries weight."""
    ev = case.evaluation
    for cause in case.project.causes.values():
        if cause.fixable.casefold() != "no":
            continue
        if cause.id in case.linked:
            yield Finding(
                "F22",
                "warns",
                cause.code,
                "software cannot fix it, yet it asks for requirements and gives them weight.",
                "Link what software can fix instead, and name who will fix this one.",
                ("cause", cause.id),
            )
        elif (carried := ev.rolled_of(cause.id)) > 0:
            yield Finding(
                "F22",
                "notes",
                cause.code,
                case.say(
                    f"software cannot fix it, yet {carried:.0f} points of trauma run through it."
                ),
                "Name who will fix it, and by when, beside the purchase.",
                ("cause", cause.id),
            )


def unknown_framework_id(case: Case) -> Iterator[Finding]:
    """F24: a TM Forum id, or a version of it, that the tables of ids do not know."""
    for requirement in case.project.requirements.values():
        words = requirement.references.replace(",", " ").upper().split()
        for word, behind in zip(words, [*words[1:], ""], strict=False):
            if word.startswith("TMF") and (doubt := _unknown(word, behind)):
                yield Finding(
                    "F24",
                    "notes",
                    requirement.code,
                    doubt,
                    "Write TMF and three digits, or TMFC and three digits for a component, as in "
                    "the tables of ids.",
                    ("requirement", requirement.id),
                )


def _unknown(word: str, behind: str) -> str:
    """Why nobody knows an id or the version said with it; empty if it is known."""
    hit = FRAMEWORK_ID.fullmatch(word)
    if hit is None:
        return f"{word} is no TM Forum id."
    ident, said = hit.group(1), hit.group(2)
    if said is None and (version := VERSION.fullmatch(behind)):
        said = version.group(1)
    known = open_apis().get(ident) or components().get(ident)
    if known is None:
        return f"{ident} is not among the Open APIs and components of this edition."
    latest = known.version.partition(".")[0]
    if said and latest.isdigit() and int(said) > int(latest):
        return f"{ident} is asked for at version {said}; the latest known is {known.version}."
    return ""


RULES: tuple[Rule, ...] = (
    no_pain_asks,
    nothing_answers,
    gate_without_test,
    too_many_gates,
    feature_as_pain,
    not_for_software,
    unknown_framework_id,
)
