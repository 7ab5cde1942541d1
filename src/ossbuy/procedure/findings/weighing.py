"""Whether the weights add up."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule

PERCENT, NEAR, EXACT = 100.0, 10.0, 0.05
"""Points between 90 and 110 were meant as percentages; they add up within 0.05."""
FEW = 3
"""Siblings from which a sum near 100 is no chance."""


def weights_add_up(case: Case) -> Iterator[Finding]:
    """F14: weights that are negative, do not add up, or are missing beside others."""
    project = case.project
    for family, points in (("stated weight", project.stated), ("hygiene share", project.hygiene)):
        for node, said in points.items():
            if not (isfinite(said) and said >= 0):
                yield Finding(
                    "F14",
                    "blocks",
                    project.label(node),
                    f"its {family} is {said:g}, which no weight can be.",
                    "Enter 0 or more points.",
                    ("weight", node),
                )
    for parent, siblings in _siblings(case).items():
        yield from _of_one_parent(case, parent, siblings)
    if project.locked is not None:
        summed = sum(project.locked.blended.values())
        if abs(summed - 1) > 1e-6:
            yield Finding(
                "F14",
                "blocks",
                "locked weights",
                f"they add up to {100 * summed:.2f} %.",
                "Run 'ossbuy verify': locked weights were not written by a lock.",
                ("stage", "weights"),
            )


def _siblings(case: Case) -> dict[str, list[str]]:
    """What may be weighted, by what it stands under; gates are outside the sum."""
    project = case.project
    found: dict[str, list[str]] = {}
    for section in project.sections.values():
        found.setdefault(project.parent_of(section.id), []).append(section.id)
    for requirement in project.requirements.values():
        if not requirement.gate and requirement.section in project.sections:
            found.setdefault(requirement.section, []).append(requirement.id)
    return found


def _of_one_parent(case: Case, parent: str, siblings: list[str]) -> Iterator[Finding]:
    project = case.project
    said = {node: project.stated[node] for node in siblings if node in project.stated}
    where = f"under {project.label(parent)}" if parent else "sections"
    total = sum(said.values())
    if len(said) >= FEW and EXACT < abs(total - PERCENT) <= NEAR:
        yield Finding(
            "F14",
            "warns",
            where,
            f"the stated weights look like percentages and add up to {total:g}.",
            "Look which one was mistyped; they count in proportion, whatever they add up to.",
            ("weight", next(iter(said))),
        )
    silent = [node for node in siblings if node not in said]
    if silent and total > 0:
        codes = ", ".join(project.label(node) for node in silent[:5])
        more = f" and {len(silent) - 5} more" if len(silent) > 5 else ""
        yield Finding(
            "F14",
            "notes",
            where,
            f"{codes}{more} {'has' if len(silent) == 1 else 'have'} no stated weight beside "
            "others that do, and so counts as 0.",
            "State a weight, 0 too if that is meant.",
            ("weight", silent[0]),
        )


RULES: tuple[Rule, ...] = (weights_add_up,)
