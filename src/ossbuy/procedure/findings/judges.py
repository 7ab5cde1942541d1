"""Whether those who judge the answers are many, alike enough, and free of other interests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import mean, median

from ossbuy.analysis.matrix.panel import latest_scores
from ossbuy.model.findings import Finding
from ossbuy.model.project import Project
from ossbuy.procedure.findings.case import Case, Rule

NO_CONFLICT = re.compile(
    r"(none|no|nothing|nil|n/a|no conflicts?( of interests?)?|no interests?)"
    r"( declared| to declare)?",
    re.IGNORECASE,
)
CHORUS = 3
"""Scores an answer must have before one of them can stand apart from their middle."""


def conflict_declared(text: str) -> str:
    """The conflict somebody declared; empty for none and for a declaration of none."""
    said = " ".join(text.split()).rstrip(".")
    return "" if NO_CONFLICT.fullmatch(said) else said


def conflicts(case: Case) -> Iterator[Finding]:
    """F13: somebody with a conflict judged, or nobody asked whether there is one."""
    people = case.project.people
    silent = []
    for person in _judges(case.project):
        if person in case.unnamed:
            continue  # F62 says that nobody is named
        if (who := people.get(person)) is None:
            continue
        if not who.conflict:
            silent.append(who.label)
        elif declared := conflict_declared(who.conflict):
            then = _leader_without(case, person)
            yield Finding(
                "F13",
                "blocks" if then else "warns",
                who.label,
                f"declared a conflict of interest ({declared}) and gave scores."
                + (f" Without these scores {then} leads." if then else ""),
                "Have the scores given by somebody else, or record why they may stand.",
                ("person", person),
            )
    if silent:
        yield Finding(
            "F13",
            "warns" if case.project.policy.regulated else "notes",
            ", ".join(silent),
            "gave scores and declared nothing about conflicts of interest.",
            "Have each declare one, or “none”, before the scores count.",
            ("person", ""),
        )


def one_alone(case: Case) -> Iterator[Finding]:
    """F13: one person judged everything, or some answers."""
    project = case.project
    judges = _judges(project)
    if judges and set(judges) == case.unnamed:
        return
    if len(judges) == 1:
        yield Finding(
            "F13",
            "warns",
            project.label(judges[0]),
            "is the only evaluator.",
            "Have at least one more person score on their own.",
            ("person", judges[0]),
        )
        return
    alone = [
        cell
        for cell, scores in latest_scores(project).items()
        if len(scores) == 1
        and len(project.agreed[cell].present if cell in project.agreed else ()) < 2
    ]
    if alone:
        vendor, leaf = alone[0]
        yield Finding(
            "F13",
            "notes",
            "scores",
            f"{len(alone)} {'answer was' if len(alone) == 1 else 'answers were'} scored by one "
            "person alone.",
            "Have a second person score them, or agree them with others present.",
            ("cell", vendor, leaf),
        )


def stands_apart(case: Case) -> Iterator[Finding]:
    """F13: an evaluator whose scores for one vendor lie far from the middle of all."""
    project = case.project
    for judge, vendors in _apart(case).items():
        said = " and ".join(
            f"{project.vendors[vendor].label} {abs(by):.1f} points "
            f"{'higher' if by > 0 else 'lower'}"
            for vendor, by in sorted(vendors.items(), key=lambda item: -item[1])
            if vendor in project.vendors
        )
        who = project.people.get(judge)
        undeclared = who is not None and not conflict_declared(who.conflict)
        both = min(vendors.values()) < 0 < max(vendors.values())
        hint = "; a lift for one and a fall for another is what an undeclared conflict looks like"
        then = _leader_without(case, judge)
        yield Finding(
            "F13",
            "blocks" if then else "warns",
            project.people[judge].label if who else project.label(judge),
            f"scored {said} than the middle of all scores{hint if both and undeclared else ''}"
            + (f". Without these scores {then} leads." if then else "."),
            "Hear the reasons, and agree the scores with everybody present.",
            ("person", judge),
        )


def hangs_on_one(case: Case) -> Iterator[Finding]:
    """F13: the winner hangs on one evaluator, or on how scores are brought together."""
    panel = case.panel
    if panel is None or panel.now.winner is None:
        return
    winner, known = panel.vendors[panel.now.winner], _apart(case)
    for run in panel.changing:
        assert run.winner is not None
        then = panel.vendors[run.winner]
        if run.evaluator is None:
            yield Finding(
                "F13",
                "warns",
                "scores",
                f"{winner} leads by the {panel.method} of the scores, and {then} {run.change}.",
                "Agree the scores with everybody present before anybody is chosen.",
                ("stage", "robustness"),
            )
            continue
        judge = case.judges[run.evaluator]
        who = case.project.people.get(judge)
        if judge in known or (who is not None and conflict_declared(who.conflict)):
            continue  # said already, with the reason
        yield Finding(
            "F13",
            "warns",
            panel.evaluators[run.evaluator],
            f"decides who leads: without these scores {then} does.",
            "Agree the scores with everybody present before anybody is chosen.",
            ("person", judge),
        )


def _apart(case: Case) -> dict[str, dict[str, float]]:
    """Evaluators far from the middle: by vendor, by how many points on average."""
    bound, least = case.limit("outlier_points"), case.limit("outlier_cells")
    apart: dict[str, dict[str, float]] = {}
    if bound is None or least is None:
        return apart
    distances: dict[tuple[str, str], list[float]] = {}
    for (vendor, _), scores in latest_scores(case.project).items():
        for judge, value in scores.items() if len(scores) >= CHORUS else ():
            distances.setdefault((judge, vendor), []).append(value - median(scores.values()))
    for (judge, vendor), found in distances.items():
        if len(found) >= least and abs(mean(found)) >= bound:
            apart.setdefault(judge, {})[vendor] = mean(found)
    return apart


def _judges(project: Project) -> list[str]:
    return sorted({evaluator for evaluator, *_ in project.scores}, key=project.label)


def _leader_without(case: Case, judge: str) -> str:
    """Who leads once somebody's scores are left out; empty if that changes nothing."""
    if case.panel is None or judge not in case.judges:
        return ""
    run = case.panel.without[case.judges.index(judge)]
    if run not in case.panel.changing or run.winner is None:
        return ""
    return case.panel.vendors[run.winner]


RULES: tuple[Rule, ...] = (conflicts, one_alone, stands_apart, hangs_on_one)
