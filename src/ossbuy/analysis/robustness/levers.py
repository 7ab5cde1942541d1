"""What would change the winner: every single number that can, nearest first."""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.robustness.flips import LinearFlips
from ossbuy.analysis.robustness.thresholds import Crossovers


@dataclass(frozen=True, slots=True)
class Lever:
    """One number that changes the leader when it moves far enough."""

    what: str
    """``section``, ``blend``, ``price share`` or ``score``."""
    ref: str
    """Internal id of the section, or empty."""
    now: float
    at: float
    """Both 0..1 of the quantity moved."""
    leads: str
    """Vendor id that leads beyond."""
    text: str

    @property
    def distance(self) -> float:
        """How far it must move, in the quantity's own share 0..1."""
        return abs(self.at - self.now)


def levers(
    ev: Evaluation,
    ids: tuple[str, ...],
    crossing: Crossovers,
    blend_flips: LinearFlips | None,
    price_flips: LinearFlips,
) -> tuple[Lever, ...]:
    """The levers of a contest: section weights, λ and the price share, nearest first."""
    found = []
    names = crossing.vendors
    for j, section in enumerate(ev.section_ids):
        now = float(crossing.weights[j])
        title = crossing.criteria[j]
        for vendor, at, side in (
            (int(crossing.below[j]), float(crossing.low[j]), "less than"),
            (int(crossing.above[j]), float(crossing.high[j]), "more than"),
        ):
            if vendor >= 0:
                text = (
                    f"{names[vendor]} leads once {title} weighs {side} {100 * at:.2f} % of quality "
                    f"(now {100 * now:.2f} %)."
                )
                found.append(Lever("section", section, now, at, ids[vendor], text))
    for what, flips in (("blend", blend_flips), ("price share", price_flips)):
        if flips is None or not flips.flips:
            continue
        low, high = flips.stable
        for flip in flips.flips:
            if flip.at in (low, high):
                vendor = flips.leads_after(flip)
                name = "λ" if what == "blend" else "the price share"
                side = "falls below" if flip.at < flips.current else "rises above"
                unit = f"{flip.at:.3f}" if what == "blend" else f"{100 * flip.at:.2f} %"
                is_now = f"{flips.current:.2f}" if what == "blend" else f"{100 * flips.current:g} %"
                text = f"{names[vendor]} leads once {name} {side} {unit} (now {is_now})."
                found.append(Lever(what, "", flips.current, flip.at, ids[vendor], text))
    return tuple(sorted(found, key=lambda lever: lever.distance))
