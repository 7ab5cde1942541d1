"""How much is wanted: gates and priorities as two things, and what to do when all is must."""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.model.project import Project
from ossbuy.model.requirement import Priority
from ossbuy.tui.numbers import count, percent


@dataclass(frozen=True, slots=True)
class Wanted:
    """Gates and priorities of a project, counted apart."""

    requirements: int
    gates: int
    ranked: int
    """How many have a priority."""
    musts: int
    most_musts: float | None
    """The share of musts from which they say nothing; None in a model older than it."""

    @property
    def must_share(self) -> float:
        """The share of musts among what has a priority, 0..1."""
        return self.musts / self.ranked if self.ranked else 0.0

    @property
    def inflated(self) -> bool:
        """Whether so much is must that must says nothing."""
        return self.most_musts is not None and self.must_share > self.most_musts

    def summary(self) -> str:
        """``82 % are Must · 3 gates of 48``; what nobody said is left out."""
        parts = []
        if self.ranked:
            of = "" if self.ranked == self.requirements else f" of {self.ranked}"
            mark = "▲ " if self.inflated else ""
            parts.append(f"{mark}{percent(self.must_share)}{of} are Must")
        if self.gates:
            parts.append(f"{count(self.gates, 'gate')} of {self.requirements}")
        else:
            parts.append(count(self.requirements, "requirement"))
        return " · ".join(parts)

    def advice(self) -> str:
        """What to do about inflated priorities; empty where they are not."""
        if not self.inflated or self.most_musts is None:
            return ""
        musts, limit = percent(self.must_share), percent(self.most_musts)
        return (
            f"▲ {musts} are must (limit {limit}), so must says little. Would we walk away without "
            "it? Then make it a gate; if not, should."
        )


def wanted(project: Project) -> Wanted:
    """Count gates and priorities."""
    asked = project.requirements.values()
    ranked = [r.priority for r in asked if r.priority is not None]
    return Wanted(
        len(asked),
        sum(r.gate for r in asked),
        len(ranked),
        ranked.count(Priority.MUST),
        project.model.find("check.must_share") if project.model else None,
    )
