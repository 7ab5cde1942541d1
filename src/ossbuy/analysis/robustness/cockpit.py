"""How firm is the result? Every figure about it, from one evaluation.

The level is top sections, with the price share held fixed unless a figure says otherwise; λ is
moved at leaf level, where it acts. Closed forms come at once, the simulations take a moment and
can be cancelled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from ossbuy.analysis.arrays import TIE, Array
from ossbuy.analysis.evaluation import Evaluation, section_weights
from ossbuy.analysis.robustness.acceptability import Acceptability, acceptability
from ossbuy.analysis.robustness.contest import Contest, contest
from ossbuy.analysis.robustness.flips import (
    LinearFlips,
    ScoreFlips,
    lambda_flip,
    price_share_flip,
    score_flips,
)
from ossbuy.analysis.robustness.levers import Lever, levers
from ossbuy.analysis.robustness.noise import NoiseResult, judgement_noise
from ossbuy.analysis.robustness.panel import PanelRuns
from ossbuy.analysis.robustness.panelled import panel_of
from ossbuy.analysis.robustness.reruns import Reruns, drop_one_vendor, swap_formula
from ossbuy.analysis.robustness.sampling import Information
from ossbuy.analysis.robustness.shift import WeightShift, smallest_shift
from ossbuy.analysis.robustness.thresholds import Crossovers, StableMargin, crossovers, p_star
from ossbuy.analysis.robustness.uncertain import between, uncertain_acceptability
from ossbuy.analysis.robustness.verdict import Verdict, verdict
from ossbuy.analysis.scoring.quality import section_scores

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

STATES: Final[tuple[Information, ...]] = ("around", "order", "none")


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """Why nothing can be said about firmness yet."""

    reason: str

    def sentence(self) -> str:
        """The reason."""
        return self.reason


@dataclass(frozen=True)
class Firmness:
    """The closed forms: what would change the winner, without any sampling."""

    contest: Contest
    """Contenders on top sections."""
    vendors: tuple[str, ...]
    """Vendor ids in the order of the contest."""
    margin: StableMargin
    leaf_margin: StableMargin
    crossovers: Crossovers
    blend_flips: LinearFlips | None
    """None when weights are only stated or only derived."""
    price_flips: LinearFlips
    shift: WeightShift
    score_flips: ScoreFlips
    without_each: Reruns
    other_formulas: Reruns
    panel: PanelRuns | None
    """Without each evaluator; None where fewer than two people's scores count as they are."""
    levers: tuple[Lever, ...]
    """Nearest first."""
    notes: tuple[str, ...]

    @property
    def p_star(self) -> float:
        """Price as one of the weights (decision 6)."""
        return self.margin.with_price

    @property
    def p_star_price_fixed(self) -> float:
        """The price share held fixed."""
        return self.margin.fixed

    def sentence(self) -> str:
        """The board's sentence."""
        return self.margin.sentence()


@dataclass(frozen=True)
class Robustness:
    """Everything: the closed forms, the simulations and the verdict."""

    firm: Firmness
    noise: NoiseResult
    verdict: Verdict
    states: tuple[Acceptability, ...]
    """Other states of knowledge about weights and scores: shown beside, never deciding."""

    def sentence(self) -> str:
        """The verdict in one sentence."""
        return self.verdict.sentence()

    def first_share(self, vendor: str) -> float:
        """Share of the judgement-noise draws in which a vendor comes first."""
        return float(self.noise.rank_shares[self.firm.vendors.index(vendor), 0])

    def rank_shares(self, vendor: str) -> tuple[float, ...]:
        """Share of the draws in which a vendor takes each rank."""
        return tuple(self.noise.rank_shares[self.firm.vendors.index(vendor)].tolist())


def firmness(ev: Evaluation) -> Firmness | NotAvailable:
    """The closed forms of an evaluation, or why there are none yet."""
    if problem := open_questions(ev):
        return NotAvailable(problem)
    bids, weights = ev.matrix.bids, ev.matrix.weights
    ids = tuple(s.vendor for s in ev.contenders)
    rows = [bids.vendors.index(v) for v in ids]
    names = [bids.names[r] for r in rows]
    assert ev.sections is not None
    assert ev.quality is not None
    merit = np.array([s.quality for s in ev.contenders], dtype=np.float64)
    cost = bids.cost[rows].sum(axis=1) if bids.price_share else np.ones(len(rows))
    price = np.array([(s.price_score or 0.0) / 100 for s in ev.contenders])
    titles = [ev.matrix.titles[s] for s in weights.sections]
    top = contest(
        ev.sections.scores[rows],
        section_weights(ev, ev.blended),
        price,
        ev.price_share,
        names,
        titles,
    )
    codes = [ev.matrix.labels[leaf] for leaf in weights.leaves]
    leaf_values = np.nan_to_num(ev.values[rows])
    leaf = contest(leaf_values, ev.blended, price, ev.price_share, names, codes)
    flips = None
    if ev.stated.size and ev.derived_leaf.size:
        flips = lambda_flip(leaf, ev.stated, ev.derived_leaf, ev.blend)
    crossing = crossovers(top)
    price_flips = price_share_flip(top)
    notes: tuple[str, ...] = ()
    if ev.quality.not_applicable[rows].any():
        notes = (
            "Some answers do not apply to their vendor and are left out of its sections, so these "
            "figures are close rather than exact.",
        )
    return Firmness(
        contest=top,
        vendors=ids,
        margin=p_star(top),
        leaf_margin=p_star(leaf),
        crossovers=crossing,
        blend_flips=flips,
        price_flips=price_flips,
        shift=smallest_shift(top),
        score_flips=score_flips(top, ev.sections.claims[rows], ev.sections.evidence[rows], 5.0),
        without_each=drop_one_vendor(
            merit, cost, ev.price_share, bids.price_formula, bids.price_ceiling, names
        ),
        other_formulas=swap_formula(
            merit, cost, ev.price_share, bids.price_formula, bids.price_ceiling, names
        ),
        panel=panel_of(ev),
        levers=levers(ev, ids, crossing, flips, price_flips),
        notes=notes,
    )


def robustness(
    ev: Evaluation, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Robustness | NotAvailable:
    """Closed forms, judgement noise, acceptability and the verdict (decision 8)."""
    firm = firmness(ev)
    if isinstance(firm, NotAvailable):
        return firm
    model, bids = ev.matrix.model, ev.matrix.bids
    rows = [bids.vendors.index(v) for v in firm.vendors]
    assert ev.sections is not None
    claims, evidence = _judged(ev)
    samples, seed = int(model.number("noise.samples")), int(model.number("noise.seed"))
    noise = judgement_noise(
        firm.contest.weights,
        claims[rows],
        evidence[rows],
        firm.contest.price,
        ev.price_share,
        sigma_weights=model.number("noise.weight_sigma"),
        sigma_claims=model.number("noise.claim_sigma"),
        scale_top=5.0,
        samples=samples,
        seed=seed,
        mode="widen" if bids.widen else "discount",
        vendors=firm.contest.vendors,
        progress=progress,
        cancelled=cancelled,
    )
    states = _states(firm, ev, claims[rows], evidence[rows], samples, seed, cancelled)
    return Robustness(
        firm,
        noise,
        verdict(
            noise,
            firm.margin,
            min_probability=model.number("verdict.probability"),
            min_p_star=model.number("verdict.p_star"),
        ),
        states,
    )


def _judged(ev: Evaluation) -> tuple[Array, Array]:
    """Claims and effective evidence by vendor and section, each 0..1.

    In widen mode the evaluation counts claims at face value; the simulation needs the evidence
    all the same, because it draws from the whole interval (decision 1).
    """
    assert ev.sections is not None
    if not ev.matrix.bids.widen:
        return ev.sections.claims, ev.sections.evidence
    bids, weights = ev.matrix.bids, ev.matrix.weights
    whole = section_scores(
        bids.claimed,
        bids.evidence,
        ev.blended,
        weights.section_of,
        len(weights.sections),
        bids.state,
    )
    return whole.claims, whole.evidence


def open_questions(ev: Evaluation) -> str:
    """Why there is nothing to test yet; empty when there is."""
    if len(ev.contenders) < 2:
        return "Firmness is a matter between at least two vendors in the running."
    for standing in ev.contenders:
        if standing.missing_share >= TIE:
            many = "1 answer" if standing.missing == 1 else f"{standing.missing} answers"
            return (
                f"{standing.label} has {many} without a score: score what is missing, or eliminate "
                "the vendor, to see how firm the ranking is."
            )
        if standing.total is None:
            return (
                f"The price of {standing.label} has not been opened: open the prices to see how "
                "firm the ranking is."
            )
    return ""


def _states(
    firm: Firmness,
    ev: Evaluation,
    claims: Array,
    evidence: Array,
    samples: int,
    seed: int,
    cancelled: Cancelled | None,
) -> tuple[Acceptability, ...]:
    """What is shown beside the verdict: other states of knowledge about weights and scores.

    In widen mode every score is drawn between its evidenced and its claimed value (decision 1).
    """
    model, game = ev.matrix.model, firm.contest
    if ev.matrix.bids.widen:
        share, price = game.price_share, game.price[:, None]
        low, high = ((1 - share) * v + share * price for v in (claims * evidence, claims))
        return tuple(
            uncertain_acceptability(
                between(low, high),
                weights=weights,
                samples=samples,
                seed=seed,
                vendors=game.vendors,
                criteria=game.criteria,
                cancelled=cancelled,
            )
            for weights in (game.weights, None)
        )
    return tuple(
        acceptability(
            game.folded_scores,
            information=information,
            weights=None if information == "none" else game.weights,
            spread=model.find("state.spread") if information == "around" else None,
            samples=samples,
            seed=seed,
            vendors=game.vendors,
            criteria=game.criteria,
            cancelled=cancelled,
        )
        for information in STATES
        if information != "around" or model.find("state.spread") is not None
    )
