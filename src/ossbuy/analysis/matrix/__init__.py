"""The one bridge from a project to arrays: labels, numbers, and what is not known.

Everything in ``analysis`` works on plain arrays; this package alone reads the model. Unknown
numbers are NaN, missing answers are states, and whatever had to be left out is said in ``notes``.
"""

from __future__ import annotations

from ossbuy.analysis.matrix.bids import bid_inputs
from ossbuy.analysis.matrix.inputs import (
    BidInputs,
    Ids,
    Matrix,
    TraumaInputs,
    VolumeInputs,
    WeightInputs,
)
from ossbuy.analysis.matrix.trauma import trauma_inputs
from ossbuy.analysis.matrix.weights import weight_inputs
from ossbuy.model.project import Project
from ossbuy.model.wording import worded

__all__ = ["BidInputs", "Ids", "Matrix", "TraumaInputs", "VolumeInputs", "WeightInputs", "matrix"]


def matrix(project: Project, *, respect_lock: bool = True) -> Matrix:
    """Lay a project out as arrays.

    ``respect_lock=False`` ignores the weight lock, for looking at what an amendment would do.

    Raises:
        ValueError: the project has adopted no evaluation model.
    """
    if project.model is None:
        raise ValueError("The project has adopted no evaluation model: adopt one first.")
    notes: list[str] = []
    trauma = trauma_inputs(project, project.model, notes)
    weights = weight_inputs(project, project.model, respect_lock, notes)
    bids = bid_inputs(project, project.model, weights.leaves, notes)
    labels, titles = _labels(project)
    policy = project.policy
    costs = [p.cost_likely for p in project.pains.values() if p.cost_likely is not None]
    return Matrix(
        labels=labels,
        titles=titles,
        trauma=trauma,
        weights=weights,
        bids=bids,
        model=project.model,
        overlap=policy.overlap_factor,
        addressable=policy.addressable_share,
        ramp=policy.ramp,
        trauma_word=policy.trauma_word,
        gross_cost=float(sum(costs)),
        notes=tuple(worded(note, policy.trauma_word) for note in notes),
    )


def _labels(project: Project) -> tuple[dict[str, str], dict[str, str]]:
    labels: dict[str, str] = {}
    titles: dict[str, str] = {}
    for pain in project.pains.values():
        labels[pain.id], titles[pain.id] = pain.code, pain.name
    for cause in project.causes.values():
        labels[cause.id], titles[cause.id] = cause.code, cause.statement
    for section in project.sections.values():
        labels[section.id], titles[section.id] = section.code, section.title
    for requirement in project.requirements.values():
        labels[requirement.id], titles[requirement.id] = requirement.code, requirement.label
    for vendor in project.vendors.values():
        labels[vendor.id], titles[vendor.id] = vendor.code, vendor.label
    return labels, titles
