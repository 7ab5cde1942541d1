"""Whether the choice hangs on a forecast coming true."""

from __future__ import annotations

from collections.abc import Iterator

from ossbuy.analysis.growth import grown_volumes
from ossbuy.analysis.robustness.cockpit import NotAvailable
from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule


def success_changes_the_winner(case: Case) -> Iterator[Finding]:
    """F70: another vendor leads when somewhat more or fewer come than forecast."""
    margin = case.limit("volume_margin")
    if margin is None:
        return
    for found in grown_volumes(case.evaluation):
        if isinstance(found.flips, NotAvailable):
            continue
        near = next(iter(found.flips.flips), None)
        if near is not None and max(near.at, 1 / near.at) <= 1 + margin:
            yield Finding(
                "F70",
                "warns",
                found.volume.code,
                found.sentences()[0],
                "Ask for a cap or for steps on larger volumes, and how sure the forecast is.",
                ("stage", "decision"),
            )


RULES: tuple[Rule, ...] = (success_changes_the_winner,)
