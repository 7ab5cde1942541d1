"""What every result of the engine shares: read-only arrays, labels, and the tie width."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Labels = tuple[str, ...]

TIE = 1e-9
"""Two totals on 0..100 closer than this are the same total: it is above float noise and
far below anything a score or a price could express."""


def readonly(values: ArrayLike) -> Array:
    """Return a float copy that cannot be written to, so a frozen result stays frozen."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def readonly_mask(values: ArrayLike) -> NDArray[np.bool_]:
    """Return a boolean copy that cannot be written to."""
    array = np.array(values, dtype=np.bool_)
    array.setflags(write=False)
    return array


def readonly_index(values: ArrayLike) -> NDArray[np.intp]:
    """Return an integer copy that cannot be written to."""
    array = np.array(values, dtype=np.intp)
    array.setflags(write=False)
    return array


def names(labels: Sequence[str], count: int, noun: str) -> Labels:
    """Return `count` labels: those given, or "vendor 1", "vendor 2", ... when none are.

    Raises ValueError when labels are given but their number is not `count`.
    """
    if not labels:
        return tuple(f"{noun} {i + 1}" for i in range(count))
    if len(labels) != count:
        raise ValueError(f"{len(labels)} names were given for {count} {noun}s; give one for each.")
    return tuple(labels)


def listed(items: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def rounded_down(percent: float) -> str:
    """Return a percentage rounded down to one decimal, so that "within ±x %" stays true."""
    return f"{np.floor(percent * 10 + 1e-9) / 10:.1f}"


def times_in_100(share: float) -> str:
    """Return "72 times in 100", never claiming always or never for a share that is neither."""
    if 0.995 <= share < 1:
        return "more than 99 times in 100"
    if 0 < share < 0.005:
        return "less than once in 200"
    return f"{100 * share:.0f} times in 100"


def short_of(value: float, limit: float, digits: int) -> str:
    """Return a value below a limit with enough digits that it also reads as below it."""
    while digits < 9 and value < limit <= float(f"{value:.{digits}f}"):
        digits += 1
    return f"{value:.{digits}f}"
