"""The project as it would be judged without the vendors that fail a gate."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from ossbuy.model.bid import Elimination
from ossbuy.model.project import Project
from ossbuy.model.scoring import GateResult


def failing(project: Project) -> tuple[str, ...]:
    """Vendors still in the running that fail a gate, by internal id."""
    failed = {v for (v, _), judged in project.gates.items() if judged.result is GateResult.FAIL}
    return tuple(v for v in project.vendors if v in failed and v not in project.eliminated)


def without_failing(project: Project) -> Project | None:
    """The same project without them; None when nobody in the running fails a gate.

    A what-if: eliminating a vendor is a named person's act, which nothing here makes.
    """
    out = failing(project)
    if not out:
        return None
    gone = {v: Elimination(by="", reason="fails a gate", failed_gate=True) for v in out}
    return replace(project, eliminated=MappingProxyType({**project.eliminated, **gone}))
