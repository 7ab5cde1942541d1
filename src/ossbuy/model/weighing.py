"""How people weigh: ballots by person, node and round, and what the group made of them."""

from __future__ import annotations

from typing import Final

from pydantic import Field, model_validator

from ossbuy.model.base import Line, Points, Text, Value

METHODS: Final = ("points", "swing", "rank-order-centroid", "rank-sum", "ahp", "best-worst")
"""Ways to state weights; arithmetic and sources in docs/methods.md."""
GROUP_METHODS: Final = ("mean", "geometric-mean", "judgements", "median", "trimmed-mean")
"""Ways to bring people's weights together."""
GROUP_WORDS: Final = {
    "mean": "mean",
    "geometric-mean": "geometric mean",
    "judgements": "geometric mean of the comparisons",
    "median": "median",
    "trimmed-mean": "trimmed mean",
}
"""The same as a person reads them, before "of 9 people"."""
TOP: Final = "top"
"""Stands for the root in a key: the node whose children are the top sections."""

Judgement = tuple[str, str, float]


class Ballot(Value):
    """One person's judgement of the children of one node, in one round; ids are internal."""

    method: Line
    points: dict[str, Points] = Field(default_factory=dict)
    """For points and swing."""
    ranking: tuple[tuple[str, ...], ...] = ()
    """Most important first; what stands together ties."""
    pairs: tuple[Judgement, ...] = ()
    """(a, b, how many times a is as important as b), for AHP; pairs may be missing."""
    best: str = ""
    worst: str = ""
    best_to_others: dict[str, Points] = Field(default_factory=dict)
    others_to_worst: dict[str, Points] = Field(default_factory=dict)
    comment: Text = ""

    @model_validator(mode="after")
    def _known_method(self) -> Ballot:
        if self.method not in METHODS:
            raise ValueError(f"the method must be one of {', '.join(METHODS)}")
        return self


class Closing(Value):
    """A round that was closed: from then on its ballots are seen."""

    by: Line
    at: str
    absent: tuple[str, ...] = ()
    """People with a vote who cast no ballot."""


class Grouped(Value):
    """How the stated weights under a node came from the group's ballots."""

    method: Line
    round: str
    people: tuple[str, ...]
    agreement: float | None = None
    """Kendall's W, where it can be computed."""
