"""The words that rules look for, as data that somebody else has read from files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LISTS = frozenset(
    {
        "not_vague",
        "not_escape",
        "not_open_ended",
        "not_absolute",
        "not_superlative",
        "not_unmeasured",
        "qualities",
        "degrees",
        "units",
        "named_numbers",
        "brands",
        "built_with",
        "technologies",
        "equivalents",
        "tbd",
        "tbd_at_end",
        "sure_verbs",
        "also_nouns",
        "states",
        "people",
        "written_down",
        "wish_verbs",
        "extremes",
        "sureties",
    }
)
"""Words separated by commas."""
PHRASES = frozenset(
    {
        "vague",
        "escape",
        "open_ended",
        "unverifiable",
        "absolute",
        "superlative",
        "unmeasured",
        "degree_verbs",
        "amounts",
        "irregular_participles",
    }
)
"""Lines of a phrase and what to put in its place."""
NUMBERS = frozenset({"severity", "limits"})


@dataclass(frozen=True)
class Lists:
    """Word lists, phrases with their replacement, severities and limits, by name."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    severity: Mapping[str, int] = field(default_factory=dict)
    """1 to 3, by rule."""
    limits: Mapping[str, float] = field(default_factory=dict)


def lists_of(tree: Mapping[str, Any]) -> Lists:
    """The lists of one tree of texts, all files of the templates merged.

    Raises:
        ValueError: a list is missing, unknown or of the wrong shape; one sentence names it.
    """
    unknown = sorted(set(tree) - LISTS - PHRASES - NUMBERS)
    missing = sorted((LISTS | PHRASES | NUMBERS) - set(tree))
    if unknown:
        raise ValueError(f"{unknown[0]} is no list the checks of wording know; remove it.")
    if missing:
        raise ValueError(f"the list {missing[0]} is missing; put it back.")
    for name, value in tree.items():
        if name in LISTS and not isinstance(value, str):
            raise ValueError(f"{name} must be words separated by commas.")
        if name not in LISTS and not isinstance(value, Mapping):
            raise ValueError(f"{name} must be a list of 'phrase: replacement' lines.")
    try:
        severity = {rule: int(value) for rule, value in tree["severity"].items()}
        limits = {name: float(value) for name, value in tree["limits"].items()}
    except (TypeError, ValueError):
        raise ValueError("severity and limits must hold numbers only.") from None
    if not set(severity.values()) <= {1, 2, 3}:
        raise ValueError("a severity must be 1, 2 or 3.")
    return Lists(
        {name: _split(tree[name]) for name in sorted(LISTS)},
        {name: {str(k): str(v) for k, v in tree[name].items()} for name in sorted(PHRASES)},
        severity,
        limits,
    )


def _split(text: str) -> tuple[str, ...]:
    """Words separated by commas, without the empty ones."""
    return tuple(dict.fromkeys(w for part in text.split(",") if (w := " ".join(part.split()))))
