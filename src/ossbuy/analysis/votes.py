"""What a room voted: how often each answer came, the middle, and how far the ends lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median as middle


@dataclass(frozen=True, slots=True)
class Tally:
    """The distribution of the votes on one question."""

    options: tuple[str, ...]
    counts: tuple[int, ...]
    """Votes for each option, in the same order."""
    median: float | None
    """On a scale of numbers; half-way between two levels where the two middle votes differ."""
    low: int | None
    """Lowest level anybody voted."""
    high: int | None

    @property
    def votes(self) -> int:
        """How many voted."""
        return sum(self.counts)

    @property
    def spread(self) -> int | None:
        """Levels between the lowest vote and the highest, 0 where all agree."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def levels(self) -> tuple[int, ...]:
        """The whole levels at the median: one, or the two it lies between; none without numbers."""
        if self.median is None:
            return ()
        below = int(self.median)
        return (below,) if self.median == below else (below, below + 1)


def tally(votes: Sequence[str], options: Sequence[str], numeric: bool) -> Tally:
    """Count votes.

    Args:
        votes: one answer per person, each one of ``options``.
        options: the possible answers, in order.
        numeric: whether the answers are whole numbers with a median.

    Raises:
        ValueError: a vote is none of the options.

    The median of an even number of votes is the mean of the two middle ones, so it may end in .5:
    which of the two levels holds is for the room to say.
    """
    counts = dict.fromkeys(options, 0)
    for vote in votes:
        if vote not in counts:
            raise ValueError(f"{vote!r} is none of the answers {', '.join(options)}")
        counts[vote] += 1
    numbers = [int(vote) for vote in votes] if numeric else []
    return Tally(
        tuple(options),
        tuple(counts.values()),
        float(middle(numbers)) if numbers else None,
        min(numbers, default=None),
        max(numbers, default=None),
    )
