"""What each criterion weighs in the whole, by the ways in which sheets combine their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LEVELS, PRODUCT, FLAT = "levels", "product", "flat"
"""Section weight × share within the section; the plain product; the criterion's weight alone."""


def effective(
    parts: Sequence[float | None],
    weights: Sequence[tuple[int, float | None]],
    rule: str,
) -> tuple[float, ...]:
    """Share of each criterion in the whole, 0..1, summing to 1.

    ``parts`` are the stated weights of the parts, ``weights`` (part, stated weight) of each
    criterion. Where some criteria of a part are weighted, the others weigh nothing; where none
    is, they share equally.
    """
    inside: dict[int, list[float]] = {}
    for part, weight in weights:
        inside.setdefault(part, []).append(weight if weight is not None else -1.0)
    own = [
        (weight if weight is not None else 0.0) if any(w >= 0 for w in inside[part]) else 1.0
        for part, weight in weights
    ]
    if rule == FLAT or not any(p is not None for p in parts):
        raw = own
    else:
        sums: Mapping[int, float] = {
            part: sum(o for o, (p, _) in zip(own, weights, strict=True) if p == part)
            for part in inside
        }
        raw = []
        for value, (part, _) in zip(own, weights, strict=True):
            above = parts[part] or 0.0
            under = sums[part] if rule == LEVELS else 1.0
            raw.append(above * value / under if under else 0.0)
    whole = sum(raw)
    return tuple(value / whole for value in raw) if whole > 0 else tuple(raw)
