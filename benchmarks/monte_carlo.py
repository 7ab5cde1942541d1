"""How fast the robustness arithmetic is, as ratios against its peers in one run.

    python benchmarks/monte_carlo.py [--quick]

Contestants are interleaved in every round and medians compared, so that a busy machine slows all
of them alike; only the ratios mean anything elsewhere. The goals are stated beside each row.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
from pymcdm.methods import WSM
from scipy.optimize import linprog

from ossbuy.analysis.robustness.acceptability import CHUNK, acceptability
from ossbuy.analysis.robustness.contest import Contest, contest
from ossbuy.analysis.robustness.exact import win_probabilities
from ossbuy.analysis.robustness.noise import judgement_noise
from ossbuy.analysis.robustness.shift import smallest_shift
from ossbuy.analysis.robustness.thresholds import crossovers

Work = Callable[[], object]


def per_unit(contestants: dict[str, tuple[Work, int]], rounds: int) -> dict[str, float]:
    """Return median seconds per unit of work, all contestants run once in every round."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for name, (work, _) in contestants.items():
        work()
        seconds[name].clear()
    for _ in range(rounds):
        for name, (work, units) in contestants.items():
            start = time.perf_counter()
            work()
            seconds[name].append((time.perf_counter() - start) / units)
    return {name: statistics.median(values) for name, values in seconds.items()}


def pymcdm_loop(values: np.ndarray, samples: int) -> Work:
    """SMAA by calling pymcdm's weighted sum once per sample, with the same tally."""
    vendors, criteria = values.shape
    method, types = WSM(), np.ones(criteria)

    def run() -> object:
        random = np.random.default_rng(1)
        tally = Tally(vendors, criteria)
        for _ in range(samples):
            w = random.dirichlet(np.ones(criteria))
            tally.add(method(values, w, types), w)
        return tally

    return run


def numpy_loop(values: np.ndarray, samples: int) -> Work:
    """SMAA as one would write it first: one sample at a time in float64."""
    vendors, criteria = values.shape

    def run() -> object:
        random = np.random.default_rng(1)
        tally = Tally(vendors, criteria)
        for _ in range(samples):
            w = random.standard_exponential(criteria)
            w /= w.sum()
            tally.add(values @ w, w)
        return tally

    return run


class Tally:
    """Ranks, pairwise wins and central weights, one sample at a time."""

    def __init__(self, vendors: int, criteria: int) -> None:
        self.rows = np.arange(vendors)
        self.ranks = np.zeros((vendors, vendors))
        self.wins = np.zeros((vendors, vendors))
        self.central = np.zeros((vendors, criteria))

    def add(self, totals: np.ndarray, w: np.ndarray) -> None:
        wins = totals[:, None] > totals[None, :]
        self.wins += wins
        self.ranks[self.rows, wins.sum(axis=0)] += 1
        self.central[totals.argmax()] += w


def grid(c: Contest, criteria: int, steps: int = 101) -> Work:
    """Crossovers read off a grid: each weight moved in steps, the leader looked up."""

    def run() -> object:
        found = []
        for j in range(criteria):
            rest = np.delete(c.weights, j) / (1 - c.weights[j])
            for t in np.linspace(0, 1, steps):
                w = np.insert(rest * (1 - t), j, t)
                found.append(int((c.folded_scores @ w).argmax()))
        return found

    return run


def programs(c: Contest, rivals: int) -> Work:
    """The smallest shift as a linear program per rival."""
    lead, w = c.lead(price_as_weight=False), c.weights
    n = len(w)

    def run() -> object:
        return [
            linprog(
                np.concatenate([np.ones(n), np.zeros(n)]),
                A_ub=[np.concatenate([-row, row])],
                b_ub=[-row @ w],
                A_eq=[np.concatenate([np.ones(n), -np.ones(n)])],
                b_eq=[0.0],
                bounds=[*((0, x) for x in w), *((0, 1) for _ in w)],
            )
            for row in lead[:rivals]
        ]

    return run


def table(vendors: int, criteria: int) -> np.ndarray:
    """Synthetic scores in steps of 0.05, as people give them."""
    random = np.random.default_rng(vendors * 10_000 + criteria)
    return np.clip(np.round(random.normal(0.6, 0.2, (vendors, criteria)) * 20) / 20, 0.05, 1)


def line(what: str, ratio: float, goal: str) -> None:
    print(f"{what:<66} × {ratio:>9,.1f}   {goal}")


def simulation(rounds: int) -> None:
    print("Acceptability, flat simplex: how many times faster per sample")
    for vendors, criteria, samples in (
        (5, 10, 2**20),
        (5, 100, 2**19),
        (5, 1000, 2**16),
        (20, 10, 2**18),
        (20, 1000, 2**16),
    ):
        values = table(vendors, criteria)
        few = 600 if criteria <= 100 else 200

        def ours(v: np.ndarray = values, n: int = samples) -> object:
            return acceptability(v, samples=n, seed=1)

        took = per_unit(
            {
                "ours": (ours, samples),
                "pymcdm": (pymcdm_loop(values, few), few),
                "numpy": (numpy_loop(values, 5 * few), 5 * few),
            },
            rounds,
        )
        size = f"m={vendors} n={criteria}"
        best = took["ours"]
        line(
            f"{size}: over pymcdm WSM looped",
            took["pymcdm"] / best,
            "goal ≥ 1000" if vendors == 5 and criteria == 10 else "",
        )
        line(
            f"{size}: over a plain numpy loop",
            took["numpy"] / best,
            "goal ≥ 5" if criteria == 1000 and vendors == 5 else "",
        )
        print(f"    {1e-6 / best:,.2f} million samples a second")


def anytime(rounds: int) -> None:
    print("\nAnytime")
    values = table(5, 10)
    samples = 64 * CHUNK

    def told() -> object:
        return acceptability(values, samples=samples, seed=1, progress=lambda _d, _t: None)

    def first() -> object:
        return acceptability(values, samples=CHUNK, seed=1)

    def untold() -> object:
        return acceptability(values, samples=samples, seed=1)

    took = per_unit({"told": (told, 1), "untold": (untold, 1), "first": (first, 1)}, rounds)
    line("64 progress reports, time over none", took["told"] / took["untold"], "goal ≤ 1.05")
    line("1 M samples over the first report", took["untold"] / took["first"], "")


def closed_forms(rounds: int) -> None:
    print("\nClosed forms: how many times faster")
    values = table(20, 1000)
    c = contest(values, np.random.default_rng(1).random(1000), np.ones(20), 0.0)
    took = per_unit(
        {
            "crossovers": (lambda: crossovers(c), 1000),
            "grid": (grid(c, 5), 5),
            "shift": (lambda: smallest_shift(c), 19),
            "program": (programs(c, 2), 2),
        },
        rounds,
    )
    line("m=20 n=1000: crossovers over a grid of 101", took["grid"] / took["crossovers"], "≥ 100")
    line("m=20 n=1000: smallest shift over HiGHS", took["program"] / took["shift"], "goal ≥ 100")
    values = table(5, 100)
    took = per_unit(
        {
            "exact": (lambda: win_probabilities(values), 1),
            "samples": (lambda: acceptability(values, samples=20_000, seed=1), 1),
        },
        rounds,
    )
    line(
        "m=5 n=100: exact pairwise, time over 20 k samples",
        took["exact"] / took["samples"],
        "goal ≤ 3",
    )


def noise(rounds: int) -> None:
    print("\nJudgement noise")
    for vendors, criteria in ((5, 8), (5, 48), (5, 1000)):
        values = table(vendors, criteria)
        samples = 20_000 if criteria < 1000 else 4_000

        def run(v: np.ndarray = values, n: int = samples) -> object:
            ones = np.ones(v.shape[1])
            return judgement_noise(
                ones,
                v,
                np.full(v.shape, 0.8),
                np.ones(len(v)),
                0.2,
                sigma_weights=0.3,
                sigma_claims=0.35,
                scale_top=5,
                samples=n,
                seed=1,
            )

        took = per_unit({"noise": (run, samples)}, rounds)["noise"]
        print(f"    m={vendors} n={criteria}: {1e-3 / took:,.0f} thousand samples a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three rounds instead of nine")
    rounds = 3 if parser.parse_args().quick else 9
    simulation(rounds)
    anytime(rounds)
    closed_forms(rounds)
    noise(rounds)


if __name__ == "__main__":
    main()
