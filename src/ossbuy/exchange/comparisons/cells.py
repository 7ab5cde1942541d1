"""What a single cell says: a number, a grade in words, an amount, or text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ossbuy.exchange.amounts import read_amount
from ossbuy.exchange.comparisons.words import Words, plain
from ossbuy.exchange.errors import BadFile

BLANK, NUMBER, GRADE, OPEN, TEXT = "blank", "number", "grade", "open", "text"
"""Kinds of cells; ``open`` says in words that there is no answer, or that none applies."""

_NUMBER = re.compile(r"[(\[]?\s*([+\-−]?\d{1,15}(?:[.,]\d{1,20})?(?:e-?\d{1,3})?)\s*(%)?\s*[)\]]?")
_OF = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:/|of|out of|von|sur|de)\s*(\d{1,4})", re.I)
_NAMED = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:[-–—:=.)]\s+|[-–—:=(])\s*([^\d\s].{0,200})", re.S
)
_STARS = re.compile(r"([★⭐✮]*)([☆✩]*)")
_MONEY = re.compile(
    r"[€$£¥₹]|(?<![A-Za-z])(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|AUD|CAD|NZD|SGD|HKD|JPY|"
    r"CNY|INR|BRL|MXN|ZAR|AED|SAR|QAR|TRY|KES|NGN)(?![A-Za-z])"
)
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_UNIT = re.compile(
    r"(?:(?<=[€$£(\s\[])|(?<=EUR|USD|GBP|CHF)|^)\s*"
    r"(?:(m|mn|mio|mill|million|millions|millionen|m€|meur|musd|mgbp)|"
    r"(k|k€|t€|keur|kusd|teur|tsd|thousand|thousands|tausend|'?000s?))"
    r"(?=[€$£)\]\s,.]|EUR|USD|GBP|CHF|$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A mark as one cell says it."""

    kind: str
    number: float = 0.0
    top: float = 0.0
    """The end of the scale where the cell names it: ``4/5``, ``80 %``, stars; 0 where not."""
    word: str = ""
    """The grade in words, as it is looked up."""
    rest: str = ""
    """What stands behind the grade in the same cell."""


def read_cell(text: str, words: Words, grades: frozenset[str]) -> Said:
    """What a cell says as a mark."""
    return _read(text, words.not_applicable, words.no_answer, grades)


@lru_cache(maxsize=20_000)
def _read(
    text: str, not_applicable: frozenset[str], no_answer: frozenset[str], grades: frozenset[str]
) -> Said:
    said = " ".join(text.split())
    if not said:
        return Said(BLANK)
    word = plain(said)
    if word in not_applicable or (word in no_answer and word not in grades):
        return Said(OPEN, word=word)
    if found := _NUMBER.fullmatch(said):
        value = _float(found[1])
        return Said(NUMBER, value, 100.0 if found[2] else 0.0)
    if (found := _OF.fullmatch(said)) and float(found[2]) > 0:
        return Said(NUMBER, _float(found[1]), float(found[2]))
    if said[0] in "★⭐✮☆✩" and (found := _STARS.fullmatch(said.replace(" ", ""))):
        stars = len(found[1])
        return Said(NUMBER, stars, float(max(5, stars + len(found[2]))))
    if word in grades:
        return Said(GRADE, word=word)
    if found := _NAMED.fullmatch(said):
        return Said(NUMBER, _float(found[1]), rest=found[2].strip(" )]"))
    head, rest = _split(said)
    if rest and plain(head) in grades and len(head) > 1:
        return Said(GRADE, word=plain(head), rest=rest)
    if word in no_answer:
        return Said(OPEN, word=word)
    return Said(TEXT)


def _split(said: str) -> tuple[str, str]:
    """``PC - needs a module`` as its grade and the rest."""
    found = re.fullmatch(r"([^:;(–—]{1,30}?)\s*(?:\s[-–—]\s|[:;–—(])\s*(.+)", said, re.S)
    return (found[1].strip(), found[2].strip(" )")) if found else (said, "")


def _float(text: str) -> float:
    return float(text.replace("−", "-").replace(",", "."))


def weight_of(text: str, words: Words) -> tuple[float | None, bool]:
    """A weight and whether it was said in words; None where the cell holds none."""
    said = " ".join(text.split())
    if found := _NUMBER.fullmatch(said):
        return _float(found[1]), False
    if (word := plain(said)) in words.weight_words:
        return words.weight_words[word], True
    return None, False


def thousands_in(texts: Iterable[str]) -> str:
    """The mark that groups thousands in some amounts beyond doubt: "." in 1.200.000; else empty."""
    for text in texts:
        if found := re.search(r"\d{1,3}([.,])\d{3}\1\d{3}|\d([.,])\d{3}[.,]\d{1,2}(?!\d)", text):
            return found[1] or found[2]
    return ""


def percent_in(label: str) -> float | None:
    """The weight a label carries itself: 40 of ``Price (40 %)``; None where there is none."""
    found = re.search(r"[(\[–:-]\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%\s*[)\]]?\s*$", label)
    if found is None:
        return None
    share = _float(found[1])
    return share if 0 < share < 100 else None


def amount_of(text: str, where: str, unit: Decimal, thousands: str = "") -> Decimal | None:
    """Money in a cell, in whole units; None where there is none. BadFile when it is doubtful.

    ``thousands`` is the mark that other amounts of the sheet group thousands by.
    """
    said = " ".join(text.split())
    if thousands and re.search(rf"\d{re.escape(thousands)}\d{{3}}(?!\d)", said):
        said = re.sub(rf"(?<=\d){re.escape(thousands)}(?=\d{{3}}(?!\d))", "", said)
    if not re.search(r"\d", said):
        return None
    # Four digits behind the point are a spreadsheet's own number, no group of thousands.
    plain = re.fullmatch(r"\d+\.\d{4,}", said)
    value = Decimal(said) if plain else read_amount(said, where)
    scaled = value if re.search(r"\d\s*(k|m|mio|tsd|bn|million)\b", said, re.I) else value * unit
    return scaled.quantize(Decimal("0.01"))


def unit_of(text: str) -> Decimal:
    """What one stands for in ``TCO (k EUR)`` or ``Price in M€``."""
    found = _UNIT.search(text)
    if found is None:
        return Decimal(1)
    return Decimal(1_000_000) if found[1] else Decimal(1_000)


def currency_of(text: str) -> str:
    """The ISO 4217 code a text names by code or sign; empty where it names none."""
    found = _MONEY.search(text)
    return "" if found is None else _SIGNS.get(found[0], found[0])


@lru_cache(maxsize=20_000)
def looks_like_money(text: str) -> bool:
    """Whether a cell can only be an amount: it names a currency, or is far beyond any scale."""
    said = " ".join(text.split())
    if not re.search(r"\d", said) or len(said) > 40:
        return False
    if _MONEY.search(said):
        return True
    try:
        return read_amount(said, "") > 1000
    except BadFile:
        return False
