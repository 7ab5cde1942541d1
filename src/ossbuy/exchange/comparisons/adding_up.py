"""A row of totals whose label no word list knows: told by its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ossbuy.exchange.comparisons.cells import NUMBER

if TYPE_CHECKING:
    from ossbuy.exchange.comparisons.rows import Line

FEWEST = 3
"""Rows above a total; of fewer, a criterion may equal them by chance."""
_WITHIN = 0.006
"""Share by which a typed total may differ: it is rounded."""


def adds_up(line: Line, above: Sequence[Line]) -> bool:
    """Whether the marks of a row are the sums, or the means by weight, of the rows above it.

    A weight beside it must be that of all of them together. At least two vendors have marks there
    that differ, and every one of them follows from the rows above.
    """
    if len(above) < FEWEST:
        return False
    weights = [one.weight for one in above]
    if line.weight is not None and not _near(line.weight, sum(w or 0.0 for w in weights)):
        return False
    marks = {v: said.number for v, said in enumerate(line.said) if said.kind == NUMBER}
    if len(set(marks.values())) < 2:
        return False
    weighed = [w or 0.0 for w in weights] if any(weights) else [1.0] * len(above)
    by_weight, plainly = {}, {}
    for v in marks:
        # A blank counts as nothing in a sheet's own total.
        column = [one.said[v].number if one.said[v].kind == NUMBER else 0.0 for one in above]
        by_weight[v] = sum(w * x for w, x in zip(weighed, column, strict=True))
        plainly[v] = sum(column)
    whole = sum(weighed)
    for sums in (by_weight, {v: s / whole for v, s in by_weight.items()}, plainly):
        if all(_near(marks[v], total) for v, total in sums.items()):
            return True
    return all(_near(mark, plainly[v] / len(above)) for v, mark in marks.items())


def _near(said: float, found: float) -> bool:
    return abs(said - found) <= _WITHIN * max(abs(found), 1.0)
