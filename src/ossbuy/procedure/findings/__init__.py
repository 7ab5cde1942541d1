"""Everything questionable about a project: broken chains, weak evidence, gaps, breaches of order.

Each rule is a generator of findings over a `Case`; a rule whose data is not there yet finds
nothing. The numbers of the rules stay the same for ever: reports and people refer to them.
"""

from __future__ import annotations

from collections.abc import Iterable

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.robustness.cockpit import Robustness
from ossbuy.model.events import Event
from ossbuy.model.findings import ORDER, Finding
from ossbuy.model.fold import natural
from ossbuy.model.project import Project
from ossbuy.procedure.findings import (
    answers,
    chain,
    growing,
    judges,
    kept,
    layers,
    measures,
    money,
    offers,
    record,
    replies,
    result,
    voices,
    weighing,
)
from ossbuy.procedure.findings.case import Case

RULES = (
    *chain.RULES,
    *measures.RULES,
    *voices.RULES,
    *money.RULES,
    *layers.RULES,
    *weighing.RULES,
    *answers.RULES,
    *replies.RULES,
    *offers.RULES,
    *judges.RULES,
    *result.RULES,
    *growing.RULES,
    *record.RULES,
    *kept.RULES,
)


def findings(
    project: Project,
    evaluation: Evaluation,
    events: Iterable[Event] = (),
    robustness: Robustness | None = None,
) -> tuple[Finding, ...]:
    """All findings, those that block sign-off first, then by rule and place."""
    case = Case(project, evaluation, tuple(events), robustness)
    found = [finding for rule in RULES for finding in rule(case)]
    return tuple(sorted(found, key=lambda f: (ORDER[f.severity], f.rule, natural(f.where))))
