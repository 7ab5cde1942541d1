"""Breaks in the chain from voice to requirement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule

FEATURE_WORDS = re.compile(
    r"\b(no|lack of|missing|without) (an? )?[\w/-]*\s?(API|GUI|tool|module|"
    r"interface|dashboard|feature|function|portal|app)\b",
    re.IGNORECASE,
)
FRAMEWORK_ID = re.compile(r"\bTMF(C?)(\d{3})\b")


def no_pain_asks(case: Case) -> Iterator[Finding]:
    """F01: a requirement no pain asks for."""
    for requirement in case.project.requirements.values():
        if case.asked_for and requirement.id not in case.asked_for and not requirement.gate:
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
    linked = {source for (source, _), strength in project.links.items() if strength}
    for pain in project.pains.values():
        causes = {c for (c, effect) in project.contributions if effect == pain.id}
        if project.requirements and pain.id not in linked and not causes & linked:
            yield Finding(
                "F02",
                "warns",
                pain.code,
                "no requirement answers it, so its trauma carries no weight.",
                "Link it, or one of its causes, to what would heal it.",
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
        )


def feature_as_pain(case: Case) -> Iterator[Finding]:
    """F07: a pain worded as a missing feature."""
    for pain in case.project.pains.values():
        if FEATURE_WORDS.search(pain.name):
            yield Finding(
                "F07",
                "notes",
                pain.code,
                f"“{pain.name}” names a missing feature, not what hurts.",
                "Ask what goes wrong without it, and for whom.",
                ("pain", pain.id),
            )


def counted_twice(case: Case) -> Iterator[Finding]:
    """F09: pains of one overlap group whose costs are added without a factor."""
    groups: dict[str, list[str]] = {}
    for pain in case.project.pains.values():
        if pain.overlap_group and pain.cost_likely:
            groups.setdefault(pain.overlap_group, []).append(pain.code)
    factor = case.project.policy.overlap_factor
    for group, codes in groups.items():
        if len(codes) > 1 and (factor is None or factor >= 1):
            yield Finding(
                "F09",
                "warns",
                ", ".join(codes),
                f"they overlap ({group}) but their costs are added in full.",
                "Set an overlap factor below 1 in the policy.",
            )


def nobody_daily(case: Case) -> Iterator[Finding]:
    """F19: no daily user among the voices."""
    project = case.project
    voices = {pain.voice for pain in project.pains.values() if pain.voice}
    if voices and not any(project.people[v].daily_user for v in voices if v in project.people):
        yield Finding(
            "F19",
            "warns",
            "voices",
            "nobody who uses the system every day told a pain.",
            "Ask two people who sit in front of it eight hours a day.",
        )


def not_for_software(case: Case) -> Iterator[Finding]:
    """F22: a cause software cannot fix still carries weight."""
    ev = case.evaluation
    for cause in case.project.causes.values():
        if cause.fixable == "no" and (carried := ev.rolled_of(cause.id)) > 0:
            yield Finding(
                "F22",
                "notes",
                cause.code,
                f"software cannot fix it, yet {carried:.0f} points of trauma run through it.",
                "Name who will fix it, and by when, beside the purchase.",
                ("cause", cause.id),
            )


def unknown_framework_id(case: Case) -> Iterator[Finding]:
    """F24: a framework id that does not look like one."""
    for requirement in case.project.requirements.values():
        for word in requirement.references.split():
            if word.upper().startswith("TMF") and not FRAMEWORK_ID.fullmatch(word.upper()):
                yield Finding(
                    "F24",
                    "notes",
                    requirement.code,
                    f"{word} is no TM Forum id.",
                    "Write TMF and three digits, or TMFC and three digits for a component.",
                    ("requirement", requirement.id),
                )


RULES: tuple[Rule, ...] = (
    no_pain_asks,
    nothing_answers,
    gate_without_test,
    too_many_gates,
    feature_as_pain,
    counted_twice,
    nobody_daily,
    not_for_software,
    unknown_framework_id,
)
