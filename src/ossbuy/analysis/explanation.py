"""What every explanation of a number looks like: a sentence, its parts, and the next step down."""

from __future__ import annotations

from dataclasses import dataclass

from ossbuy.analysis.evaluation import Evaluation

Ref = tuple[str, ...]
"""What to explain next: ("cell", vendor, requirement), ("pain", id), ("weight", id), …"""


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a sum, or one fact behind a number."""

    label: str
    value: float | None
    unit: str
    note: str = ""
    ref: Ref = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A number explained."""

    title: str
    sentence: str
    parts: tuple[Part, ...]


def by_size(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts, the largest first."""
    return tuple(sorted(parts, key=lambda p: -abs(p.value or 0.0)))


def title_of(ev: Evaluation, ident: str) -> str:
    """Visible code and name of anything in a project."""
    code = ev.matrix.labels.get(ident, ident)
    name = ev.matrix.titles.get(ident, "")
    return f"{code} {name}".strip().rstrip(".")
