"""Numbers and amounts of money in what people typed."""

from __future__ import annotations

import re

NUMBER = re.compile(r"\d[\d.,'’ \u00a0\u202f]*")
SCALES = (
    (1e9, re.compile(r"\s*(billions?|bn|mrd\.?)\b", re.I)),
    (1e6, re.compile(r"\s*(millions?|mio\.?|mn|m)\b", re.I)),
    (1e3, re.compile(r"\s*(thousands?|k)\b", re.I)),
)
CODE = re.compile(r"\b([A-Z]{3}) ?\d|\d(?: ?[a-z]+\.?)? ([A-Z]{3})\b")
"""A currency before a number, or behind it and its word of scale."""
SIGNS = {"€": "EUR", "£": "GBP", "$": ""}
"""Signs of money and the one currency they stand for; a dollar may be anybody's."""
PART_OF_A_YEAR = re.compile(r"\b(month|quarter|week|day)(s|ly)?\b", re.I)
NO_MONEY = 10_000
"""A bare number below this is a year, a rank or a footnote, never an operator's yearly revenue."""


def first_number(text: str) -> float | None:
    """The first number of a text; None where it has none: ``≤ 1,000 alarms`` is 1000."""
    hit = NUMBER.search(text)
    return _number(hit.group(), scaled=False) if hit else None


def yearly_amount(text: str, currency: str) -> float | None:
    """The largest yearly amount of money a text names, in ``currency``; None where it has none.

    ``about EUR 95 million a year`` is 95 000 000. A text in another currency, or about less than
    a year, says nothing.
    """
    codes = {code for pair in CODE.findall(text) for code in pair}
    codes |= {SIGNS[sign] for sign in SIGNS if sign in text}
    if codes - {currency, ""} or PART_OF_A_YEAR.search(text):
        return None
    found = []
    for hit in NUMBER.finditer(text):
        rest = text[hit.end() :]
        scale = next((size for size, word in SCALES if word.match(rest)), 1.0)
        number = _number(hit.group(), scaled=scale > 1)
        if number is not None and number * scale >= NO_MONEY:
            found.append(number * scale)
    return max(found, default=None)


def _number(text: str, *, scaled: bool) -> float | None:
    """Digits with separators: groups of three are thousands, unless a word of scale follows."""
    digits = re.sub(r"[ '’\u00a0\u202f]", "", text.strip()).strip(".,")
    grouped = not scaled and re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", digits)
    plain = re.sub(r"[.,]", "", digits) if grouped else digits.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None
