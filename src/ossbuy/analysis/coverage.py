"""Which part of each pain is answered by what: links as shares of the pain they speak for.

A pain asks by its own links or through its causes, never both (decision 5). Its links are taken
in proportion, so a pain with many links counts no more than one with few; what runs through a
cause counts as far as the cause explains the pain.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, readonly


@dataclass(frozen=True)
class Coverage:
    """Shares of each pain, 0..1; rows are pains. What is missing to 1 asks for nothing."""

    nodes: Array
    """(pains, nodes): what ends at each section or requirement a link points to."""

    @property
    def answered(self) -> Array:
        """(pains,): the share of each pain that asks for anything at all."""
        return readonly(self.nodes.sum(axis=1))

    def grouped(self, group_of_node: ArrayLike, groups: int) -> Array:
        """(pains, groups): the shares added up by the group of each node; -1 is in none."""
        group = np.asarray(group_of_node, np.intp)
        member = np.zeros((len(group), groups))
        kept = np.flatnonzero(group >= 0)
        member[kept, group[kept]] = 1.0
        return readonly(self.nodes @ member)


def coverage(links: ArrayLike, carried: ArrayLike) -> Coverage:
    """Spread each pain over what its sources are linked to.

    Args:
        links: (sources, nodes) strengths, 0 for none.
        carried: (pains, sources) share of each pain that speaks through a source, 0..1: 1 for
            the pain itself, what a cause explains of it for a cause.

    Raises:
        ValueError: a strength or a share is negative or no number, or the shapes disagree.
    """
    strength = np.atleast_2d(np.asarray(links, np.float64))
    share = np.atleast_2d(np.asarray(carried, np.float64))
    if share.shape[1] != strength.shape[0]:
        raise ValueError(f"{share.shape[1]} sources speak but {strength.shape[0]} have links.")
    for name, values in (("strength", strength), ("share", share)):
        if not np.isfinite(values).all() or (values < 0).any():
            raise ValueError(f"A {name} is negative or no number; give 0 or more.")
    totals = strength.sum(axis=1, keepdims=True)
    rows = np.divide(strength, totals, out=np.zeros_like(strength), where=totals > 0)
    return Coverage(readonly(share @ rows))
