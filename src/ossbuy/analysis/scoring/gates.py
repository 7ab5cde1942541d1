"""Gates: pass, fail or not shown. A gate is never a weight, and failing one is not yet exclusion.

Elimination is a named person's act; this module only says what the answers amount to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ossbuy.analysis.arrays import Labels, listed, names, readonly_mask
from ossbuy.analysis.scoring.total import ranks


class Outcome(IntEnum):
    """What a vendor's answer to a gate amounts to."""

    FAIL = 0
    PASS = 1
    NOT_SHOWN = 2


@dataclass(frozen=True)
class Gates:
    """Which vendors pass every gate, fail one, or have one left open."""

    outcomes: NDArray[np.intp]
    """Shape (vendors, gates) of `Outcome` codes."""
    passed: NDArray[np.bool_]
    failed: NDArray[np.bool_]
    open: NDArray[np.bool_]
    """No gate failed, but at least one not shown."""
    failed_leaders: tuple[int, ...]
    """Vendors that fail a gate but would have come first on the totals given."""
    vendors: Labels
    gates: Labels

    def failed_gates(self, vendor: int) -> tuple[int, ...]:
        """Return the gates one vendor fails."""
        return tuple(int(g) for g in np.flatnonzero(self.outcomes[vendor] == Outcome.FAIL))

    def open_gates(self, vendor: int) -> tuple[int, ...]:
        """Return the gates one vendor has not shown it passes."""
        return tuple(int(g) for g in np.flatnonzero(self.outcomes[vendor] == Outcome.NOT_SHOWN))

    def sentence(self) -> str:
        """Say who fails and whether it would have won."""
        if not self.gates:
            return "There are no gates."
        parts = []
        for vendor in np.flatnonzero(self.failed).tolist():
            gates = listed([self.gates[g] for g in self.failed_gates(vendor)])
            but = " but would have come first" if vendor in self.failed_leaders else ""
            parts.append(f"{self.vendors[vendor]} fails {gates}{but}")
        for vendor in np.flatnonzero(self.open).tolist():
            gates = listed([self.gates[g] for g in self.open_gates(vendor)])
            parts.append(f"{self.vendors[vendor]} has not shown {gates}")
        if not parts:
            return "Every vendor passes every gate."
        return "; ".join(parts) + "."


def gates(
    outcomes: ArrayLike,
    totals: ArrayLike | None = None,
    vendors: Sequence[str] = (),
    labels: Sequence[str] = (),
) -> Gates:
    """Sum up gate outcomes, shape (vendors, gates) of `Outcome` codes.

    `totals` (vendors,), computed as if there were no gates, tells which failing vendor would
    have come first.
    """
    codes = np.array(outcomes, dtype=np.intp, ndmin=2)
    if codes.size and not np.isin(codes, list(Outcome)).all():
        raise ValueError("A gate outcome is 0 (fail), 1 (pass) or 2 (not shown).")
    codes.setflags(write=False)
    failed = (codes == Outcome.FAIL).any(axis=1)
    unclear = ~failed & (codes == Outcome.NOT_SHOWN).any(axis=1)
    first = ranks(totals) == 1 if totals is not None else np.zeros(len(codes), dtype=np.bool_)
    return Gates(
        outcomes=codes,
        passed=readonly_mask(~failed & ~unclear),
        failed=readonly_mask(failed),
        open=readonly_mask(unclear),
        failed_leaders=tuple(int(v) for v in np.flatnonzero(failed & first)),
        vendors=names(vendors, codes.shape[0], "vendor"),
        gates=names(labels, codes.shape[1], "gate") if codes.shape[1] else (),
    )
