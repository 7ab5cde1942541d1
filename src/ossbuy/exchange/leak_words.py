"""The words that give a buyer away, read from the templates and compiled once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.yaml_in import as_dict, read_yaml

LISTS: Final = ("internal", "columns", "weights", "priorities", "budgets", "money")
_NUMBER: Final = r"(?:of\s+|:\s*|=\s*|\()?\d+(?:[.,]\d+)?\s*(?:%|per cent|percent|points)?"


@dataclass(frozen=True, slots=True)
class LeakWords:
    """Words by what they give away, as patterns over a text and as whole headers."""

    internal: re.Pattern[str]
    budgets: re.Pattern[str]
    priorities: re.Pattern[str]
    weights: re.Pattern[str]
    """A word of weighing with a number behind or before it: the word alone is in many texts."""
    money: re.Pattern[str]
    """What says that an amount is money: a word, or a sign of a currency."""
    headers: dict[str, str]
    """By a column's whole header, in lower case: the list it stands in."""
    brands: re.Pattern[str]
    equivalents: re.Pattern[str]


@cache
def leak_words() -> LeakWords:
    """The shipped words. Raises BadFile."""
    tree = as_dict(read_yaml(locations.templates() / "issuing" / "leaks.yaml"), "leaks.yaml")
    words = {name: _split(str(tree.get(name, ""))) for name in LISTS}
    for name, found in words.items():
        if not found:
            raise BadFile("leaks.yaml", f"the list {name} is missing or empty; restore it.")
    products = as_dict(
        read_yaml(locations.templates() / "phrasing" / "products.yaml"), "products.yaml"
    )
    weighing = _any_of(words["weights"])
    return LeakWords(
        internal=_pattern(words["internal"]),
        budgets=_pattern(words["budgets"]),
        # In a sentence "priority" and "must have" are ordinary words; as headers they are not.
        priorities=_pattern([w for w in words["priorities"] if _telling(w)]),
        weights=re.compile(
            rf"(?<!\w)(?:{weighing})\s*{_NUMBER}|\(\s*\d+(?:[.,]\d+)?\s*(?:points|pts)\s*\)",
            re.IGNORECASE,
        ),
        money=re.compile(rf"(?<!\w)(?:{_any_of(words['money'])})(?!\w)|[€$£¥₹]", re.IGNORECASE),
        headers={
            word: name
            for name in ("columns", "weights", "priorities", "budgets")
            for word in words[name]
        },
        brands=_pattern(_split(str(products.get("brands", ""))), re.NOFLAG),
        equivalents=_pattern(_split(str(products.get("equivalents", "")))),
    )


def _telling(word: str) -> bool:
    """Whether a word of priority gives the buyer away in the middle of a sentence, too."""
    ordinary = word.startswith(("must", "should", "could", "won't"))
    return (" " in word or "-" in word) and not ordinary


def _split(text: str) -> list[str]:
    return [" ".join(word.split()) for word in text.split(",") if word.strip()]


def _any_of(words: Sequence[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)


def _pattern(words: Sequence[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any_of(words)})(?![\w-])", flags)
