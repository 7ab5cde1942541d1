"""Weights from comparisons in pairs: the analytic hierarchy process (Saaty 1980).

How consistent the comparisons are is a property of the comparisons, not of the method that
turns them into weights: λ_max, CI and CR are the same under either method.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from numpy.typing import ArrayLike

from ossbuy.analysis.arrays import Array, Labels, listed, readonly
from ossbuy.analysis.weighting.comparisons import Comparisons, Pair, comparisons
from ossbuy.analysis.weighting.completion import complete, log_least_squares, principal
from ossbuy.analysis.weighting.judged import NOISE, BadJudgement, shares

METHODS = {
    "eigenvector": "principal eigenvector",
    "geometric": "geometric mean of the rows",
}
"""How comparisons become weights, by key. With gaps, ``eigenvector`` is taken of the matrix
completed so that λ_max is smallest, and ``geometric`` is log least squares over what was said."""

ACCEPTABLE = 0.10
"""Saaty's rule of thumb: comparisons with a consistency ratio above this should be revisited."""

_SAATY = (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
# fmt: off
_DONEGAN_DODD = (
    0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213,
    1.4497, 1.4643, 1.4822, 1.4969, 1.5078, 1.5153, 1.5262, 1.5313, 1.5371,
)
# fmt: on
RANDOM_INDEX: Mapping[str, Mapping[int, float]] = MappingProxyType(
    {
        "saaty-1980": MappingProxyType(dict(enumerate(_SAATY, start=3))),
        "donegan-dodd-1991": MappingProxyType(dict(enumerate(_DONEGAN_DODD, start=3))),
    }
)
"""Mean consistency index of random comparisons, by table and number of criteria. The tables
differ by more than a tenth, so a CR means nothing without the name of its table."""

TABLE_NAMES = {
    "saaty-1980": "Saaty's 1980 table",
    "donegan-dodd-1991": "the table of Donegan and Dodd 1991",
}


@dataclass(frozen=True)
class PairwiseWeights:
    """Weights from comparisons, and how well the comparisons agree with each other."""

    weights: Array
    method: str
    """The full name of the method."""
    completed: Array
    """Shape (n, n): the comparisons, gaps filled so that λ_max is smallest."""
    missing: tuple[Pair, ...]
    """The pairs that were filled."""
    lambda_max: float
    consistency_index: float
    """(λ_max - n) / (n - 1); 0 for n ≤ 2 and for consistent comparisons."""
    consistency_ratio: float
    """CI over the random index of `random_index`; 0 for n ≤ 2."""
    adjusted_ratio: float
    """The ratio with a random index that allows for the gaps; equals `consistency_ratio`
    without gaps. Fewer comparisons can contradict each other less."""
    random_index: str
    """The key of the table in `RANDOM_INDEX`."""
    labels: Labels

    @property
    def acceptable(self) -> bool:
        """Whether the ratio, gaps allowed for, is at most `ACCEPTABLE`."""
        return self.adjusted_ratio <= ACCEPTABLE

    def sentence(self) -> str:
        """Say the weights, how consistent they are, and what was filled."""
        said = f"By {self.method}: {shares(self.weights, self.labels)}."
        if len(self.labels) > 2:
            verdict = "within" if self.acceptable else "above"
            ratio = f"{self.consistency_ratio:.3f} by {TABLE_NAMES[self.random_index]}"
            if self.missing:
                ratio += f", {self.adjusted_ratio:.3f} with the gaps allowed for"
            if self.consistency_index == 0:
                said += " The comparisons agree with each other fully."
            else:
                said += f" Consistency ratio {ratio}: {verdict} the usual {ACCEPTABLE:.2f}."
        if self.missing:
            pairs = [f"{self.labels[i]} against {self.labels[j]}" for i, j in self.missing[:3]]
            if len(self.missing) > 3:
                pairs.append(f"{len(self.missing) - 3} more")
            said += f" Not compared, and filled from the others: {listed(pairs)}."
        return said


def pairwise_weights(
    said: Mapping[Pair, float] | ArrayLike | Comparisons,
    labels: Sequence[str] = (),
    count: int | None = None,
    method: str = "eigenvector",
    random_index: str = "saaty-1980",
) -> PairwiseWeights:
    """Weigh criteria by comparing them in pairs.

    `said` is what `comparisons` reads; it may have gaps as long as all criteria hang together.
    `method` is a key of `METHODS`, `random_index` one of `RANDOM_INDEX`.

    λ_max is that of the completed matrix, CI = (λ_max - n)/(n - 1), CR = CI / RI(n). The
    adjusted ratio with m gaps divides by RI(n) · (1 - 2m/((n-1)(n-2))), the straight line that
    Ágoston & Csató (2022) found the random index to follow closely.

    Raises BadJudgement as `comparisons` does, naming two criteria that nothing connects, for an
    unknown method or table, and for more criteria than the table covers.
    """
    read = comparisons(said, labels, count)
    if method not in METHODS:
        raise BadJudgement(f"There is no method “{method}”; choose one of {listed([*METHODS])}.")
    random = index_for(len(read.labels), random_index)
    if read.gap is not None:
        first, second = (read.labels[i] for i in read.gap)
        raise BadJudgement(
            f"Nothing connects {first} with {second}; compare the two, or both with something"
            " they share.",
            pair=read.gap,
        )
    filled = complete(read.matrix)
    lambda_max, vector = principal(filled)
    ci, ratio, adjusted = consistency(lambda_max, len(read.labels), random, len(read.missing))
    return PairwiseWeights(
        weights=readonly(vector if method == "eigenvector" else log_least_squares(read.matrix)),
        method=METHODS[method],
        completed=readonly(filled),
        missing=read.missing,
        lambda_max=lambda_max,
        consistency_index=ci,
        consistency_ratio=ratio,
        adjusted_ratio=adjusted,
        random_index=random_index,
        labels=read.labels,
    )


def index_for(count: int, table: str) -> float:
    """Return the random index of `count` criteria; 0 for one or two, which cannot contradict.

    Raises BadJudgement for an unknown table or a count it does not cover.
    """
    if table not in RANDOM_INDEX:
        raise BadJudgement(f"There is no table “{table}”; choose one of {listed([*RANDOM_INDEX])}.")
    if count <= 2:
        return 0.0
    if count not in RANDOM_INDEX[table]:
        raise BadJudgement(
            f"{count} criteria are too many for {TABLE_NAMES[table]}, which ends at"
            f" {max(RANDOM_INDEX[table])}; group the criteria and compare within each group."
        )
    return RANDOM_INDEX[table][count]


def consistency(
    lambda_max: float, count: int, random: float, gaps: int = 0
) -> tuple[float, float, float]:
    """Return (CI, CR, CR allowing for gaps); noise below 1e-9 is no inconsistency."""
    if count <= 2:
        return 0.0, 0.0, 0.0
    index = (lambda_max - count) / (count - 1)
    if index < NOISE:
        return 0.0, 0.0, 0.0
    # A chain without any loop has as many gaps as make this 0, but then nothing can disagree.
    room = 1 - 2 * gaps / ((count - 1) * (count - 2))
    return index, index / random, index / (random * room)
