"""Feelings and costs of a project as the heart-and-head ranking takes them.

Nothing else in the analysis reads what people feel: it enters no weight, no score and no report.
"""

from __future__ import annotations

from ossbuy.analysis.heart import HeartHead, heart_head
from ossbuy.model.project import Project


def heart_head_of(project: Project) -> tuple[tuple[str, ...], HeartHead]:
    """The pains by internal id, and where each stands by feeling and by evidenced cost.

    Somebody who told several feelings about one pain counts once, with their mean.

    Raises:
        ValueError: the project has no evaluation model, and so no evidence factors.
    """
    if project.model is None:
        raise ValueError("No evaluation model is adopted: evidence has no factors without one.")
    factors = project.model.group("pain_evidence")
    told: dict[str, dict[str, list[int]]] = {}
    for emotion in project.emotions.values():
        if emotion.pain in project.pains and emotion.intensity is not None:
            people = told.setdefault(emotion.pain, {})
            people.setdefault(emotion.person, []).append(emotion.intensity)
    pains = tuple(project.pains.values())
    nan = float("nan")
    return tuple(pain.id for pain in pains), heart_head(
        [[sum(said) / len(said) for said in told.get(pain.id, {}).values()] for pain in pains],
        [nan if pain.cost_likely is None else float(pain.cost_likely) for pain in pains],
        [nan if pain.evidence is None else factors[pain.evidence] for pain in pains],
    )
