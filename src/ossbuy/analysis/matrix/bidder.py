"""A bidder's own answers as arrays, with the buyer's weights where it published them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ossbuy.analysis.arrays import Array, readonly, readonly_index
from ossbuy.analysis.competitiveness import Worth, worth
from ossbuy.analysis.matrix.inputs import Ids
from ossbuy.model.bid import Evidence, Level, Response
from ossbuy.model.bidding import own
from ossbuy.model.evaluation import EvaluationModel
from ossbuy.model.project import Project


@dataclass(frozen=True)
class Bidder:
    """What `competitiveness` needs of a bid."""

    requirements: Ids
    """Internal ids of what is weighed: all that is no gate, or what the buyer gave a weight."""
    sections: Ids
    """Internal ids of the top sections they stand under, in order."""
    section_of: NDArray[np.intp]
    answers: Worth
    weights: Array | None
    """The buyer's own, shape (requirements,); None while they are not known."""
    grades: tuple[Evidence, ...]
    """Grades of evidence, worst first."""
    factors: Array
    """Shape (grades,)."""
    most_cap: float


def bidder(project: Project, model: EvaluationModel) -> Bidder:
    """The bid in a vendor's own file. Raises Refused where the file holds none."""
    levels, caps, factors = (model.group(g) for g in ("level", "delivery", "evidence"))
    vendor = own(project).id
    known = project.locked.blended if project.locked is not None else None
    asked = tuple(
        ident
        for ident, requirement in project.requirements.items()
        # A gate weighs nothing unless somebody gave it a weight (decision 3).
        if (known.get(ident, 0) > 0 if known else not requirement.gate)
    )
    if known and not asked:
        known, asked = None, tuple(i for i, r in project.requirements.items() if not r.gate)
    tops = {ident: project.top_section_of(ident) for ident in asked}
    sections = tuple(dict.fromkeys(tops[ident] for ident in asked))
    number = {section: i for i, section in enumerate(sections)}
    none = Response(level=Level.UNANSWERED)
    given = [project.responses.get((vendor, ident), none) for ident in asked]
    grades = tuple(sorted(Evidence, key=lambda grade: factors[grade]))
    level = [np.nan if g.level in _OPEN else levels[g.level] for g in given]
    cap = [np.nan if g.delivery is None else caps[g.delivery] for g in given]
    return Bidder(
        requirements=asked,
        sections=sections,
        section_of=readonly_index([number[tops[ident]] for ident in asked]),
        answers=worth(
            level,
            cap,
            [factors[g.evidence or Evidence.CLAIM] for g in given],
            [g.level is not Level.NOT_APPLICABLE for g in given],
            (min(caps.values()), max(caps.values())),
            min(max(levels.values()), max(caps.values())) * max(factors.values()),
        ),
        weights=readonly([known[ident] for ident in asked]) if known else None,
        grades=grades,
        factors=readonly([factors[grade] for grade in grades]),
        most_cap=max(caps.values()),
    )


_OPEN = (Level.UNANSWERED, Level.NOT_APPLICABLE)
