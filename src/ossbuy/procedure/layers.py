"""What other layer multipliers would do to the ranking, seen before anybody adopts them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.model.events import Refused
from ossbuy.model.layering import Factors, factors_of, shown, with_layers
from ossbuy.model.project import Project


@dataclass(frozen=True)
class Effect:
    """The same project under the multipliers it has and under others."""

    factors: Factors
    before: Evaluation
    after: Evaluation

    def sentence(self) -> str:
        """Who leads then, and by how much."""
        head = f"With layers multiplied by {shown(self.factors)}"
        now, then = self.before.leader, self.after.leader
        if not self.after.standings:
            return f"{head}: there is nothing to rank yet."
        if then is None:
            return f"{head} the ranking stays open."
        if self.after.runner_up is None:
            return f"{head} too, {then.label} is the only vendor in the running."
        who = f"{then.label} would lead" if now is None else f"{then.label} still leads"
        if now is not None and now.vendor != then.vendor:
            who = f"{then.label} would lead instead of {now.label}"
        margin, was = self.after.margin, self.before.margin
        second = self.after.runner_up
        if second is None or margin is None:
            return f"{head} {who}."
        by = f"{head} {who}, ahead of {second.label} by {margin:.1f} points"
        same = now is not None and now.vendor == then.vendor and was is not None
        return f"{by}; now it is {was:.1f}." if same else f"{by}."


def layer_effect(project: Project, factors: Factors) -> Effect:
    """Evaluate the project under other multipliers; nothing is recorded.

    Under a weight lock the present figures are the locked ones, and the others are those an
    amendment would lock.

    Raises:
        Refused: there is no evaluation model, or a multiplier is out of range.
    """
    if project.model is None:
        raise Refused("There is no evaluation model to change: adopt one first.")
    before = evaluate(matrix(project))
    if factors == factors_of(project.model):
        return Effect(factors, before, before)
    changed = replace(project, model=with_layers(project.model, factors))
    return Effect(factors, before, evaluate(matrix(changed, respect_lock=project.locked is None)))
