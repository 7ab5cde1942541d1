"""May the buyer call it? The verdict: separable or not, by two thresholds and one noise state."""

from dataclasses import dataclass

from ossbuy.analysis.arrays import rounded_down, short_of, times_in_100
from ossbuy.analysis.robustness.noise import NoiseResult
from ossbuy.analysis.robustness.thresholds import StableMargin


@dataclass(frozen=True)
class Verdict:
    """Separable when the leader beats every rival often enough and p* is wide enough."""

    separable: bool
    leader: str
    rival: str | None
    """The rival the leader beats least often."""
    probability: float
    p_star: float
    p_star_rival: str | None
    min_probability: float
    min_p_star: float
    often_enough: bool
    wide_enough: bool

    def sentence(self) -> str:
        """Say it in one sentence."""
        if self.rival is None:
            return f"{self.leader} is the only bidder, so there is nothing to separate it from."
        if self.separable:
            return (
                f"{self.leader} leads clearly: judged again it would beat {self.rival}, the closest"
                f" rival, {times_in_100(self.probability)}, and all weights may be wrong by"
                f" ±{rounded_down(100 * self.p_star)} % at once."
            )
        if self.p_star <= 0:
            return (
                f"Not separable: {self.leader} and {self.p_star_rival} are level, so the smallest"
                " change decides; find out more about both before choosing."
            )
        reasons = []
        if not self.often_enough:
            asked = 100 * self.min_probability
            reasons.append(
                f"judged again it would beat {self.rival} only"
                f" {short_of(100 * self.probability, asked, 0)} times in 100"
                f" ({asked:.4g} are asked for)"
            )
        if not self.wide_enough:
            asked = 100 * self.min_p_star
            reasons.append(
                f"weights wrong by ±{short_of(100 * self.p_star, asked, 1)} % are enough for"
                f" {self.p_star_rival} to lead ({asked:.4g} % are asked for)"
            )
        others = dict.fromkeys(
            name
            for name, ok in ((self.rival, self.often_enough), (self.p_star_rival, self.wide_enough))
            if not ok and name is not None
        )
        return (
            f"Not separable: {self.leader} leads, but {' and '.join(reasons)}; find out more about"
            f" {' and '.join([self.leader, *others])} before choosing."
        )


def verdict(
    noise: NoiseResult, margin: StableMargin, *, min_probability: float, min_p_star: float
) -> Verdict:
    """Apply the rule to the judgement-noise state and to p* with price as one of the weights.

    `min_probability` and `min_p_star` (fractions) come from the evaluation model. Twins are
    never separable whatever the thresholds: a lead of nothing is not a lead.
    """
    if noise.leader != margin.leader:
        raise ValueError("The noise state and p* speak of different leaders; use one contest.")
    rival = noise.binding_rival
    often = noise.probability >= min_probability
    wide = margin.with_price >= min_p_star
    level = rival is not None and margin.with_price <= 0
    return Verdict(
        separable=often and wide and not level,
        leader=noise.vendors[noise.leader],
        rival=None if rival is None else noise.vendors[rival],
        probability=noise.probability,
        p_star=margin.with_price,
        p_star_rival=(
            None if margin.with_price_rival is None else margin.vendors[margin.with_price_rival]
        ),
        min_probability=min_probability,
        min_p_star=min_p_star,
        often_enough=often,
        wide_enough=wide and not level,
    )
