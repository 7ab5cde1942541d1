"""What an id looks like, and ids that stand in front of a text or a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ossbuy.exchange.matrices.values import Split

LONGEST = 40
_TOKEN = re.compile(r"[\w.#°/\\:()\[\]\-–_+]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_BIG, _SMALL = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_LETTERED = (
    rf"[{_BIG}][{_BIG}{_SMALL}]{{0,11}}(?:[-_. ]?[{_BIG}]{{1,8}})*[-_. ]?"
    rf"\d{{1,6}}(?:[.\-_/]\w{{1,6}})*[{_SMALL}]?"
)
_NUMBERED = r"\d{1,4}(?:\.\d{1,4})+[a-z]?"
PATTERNS = (
    rf"[\[(](?P<id>{_LETTERED}|{_NUMBERED}|\d{{1,5}})[\])]\s*[:.–—-]?\s*(?P<rest>\S.*)",
    rf"(?P<id>{_LETTERED})\s*[:.)–—-]?\s+(?P<rest>\S.*)",
    rf"(?P<id>{_NUMBERED})[.)]?\s*[:–—-]?\s+(?P<rest>\S.*)",
    r"(?P<id>\d{1,4})(?:[.):]|\s[-–—])\s*(?P<rest>\S.*)",
)
"""In this order: ``[R-1] text``, ``R-1: text``, ``4.2.1 text``, ``12. text``."""
ENOUGH = 0.7
"""Share of the cells that must begin with an id before it is cut off."""


def id_like(text: str) -> bool:
    """Whether a cell has the shape of an id: short, with a number, no sentence, no date."""
    said = text.strip()
    if not said or len(said) > LONGEST or not any(c.isdigit() for c in said):
        return False
    if _DATE.fullmatch(said) or "," in said or "%" in said:
        return False
    tokens = said.split()
    if len(tokens) > 3 or not all(_TOKEN.fullmatch(token) for token in tokens):
        return False
    # "Req 12" is an id; "1.1 Login" is an id with a title behind it.
    seen_number = False
    for token in tokens:
        if any(c.isdigit() for c in token):
            seen_number = True
        elif len(token) > 12 or (seen_number and len(token) > 1):
            return False
    return True


def is_date(text: str) -> bool:
    """Whether a cell is a day, not an id."""
    return _DATE.match(text.strip()) is not None


def under(code: str, section: str) -> bool:
    """Whether an id is numbered under another: 4.1 under 4, but not 41."""
    one, other = code.casefold().strip().rstrip("."), section.casefold().strip().rstrip(".")
    return (
        bool(other)
        and len(one) > len(other)
        and one.startswith(other)
        and one[len(other)] in ".-/_"
    )


def cut(pattern: str, text: str) -> tuple[str, str] | None:
    """The id and the rest of a cell; None when it does not begin with one."""
    found = re.match(rf"\s*(?:{pattern})\s*\Z", text, re.DOTALL)
    if found is None:
        return None
    names = found.groupdict()
    ident, rest = (names.get("id") or "").strip(), (names.get("rest") or "").strip()
    return (ident, rest) if ident and re.search(r"[^\W\d_]", rest) else None


def find_split(cells: Sequence[str], column: int, into: str) -> Split | None:
    """The pattern by which most cells of a column begin with an id; None if they do not."""
    filled = [cell for cell in cells if cell.strip()]
    for pattern in PATTERNS:
        found = split_by(pattern, filled, column, into)
        if found.matched >= max(2, ENOUGH * len(filled)):
            ids = [cut(pattern, cell) for cell in filled]
            codes = [pair[0] for pair in ids if pair]
            if len(set(codes)) >= 0.8 * len(codes):
                return found
    return None


def split_by(pattern: str, cells: Sequence[str], column: int, into: str) -> Split:
    """What a pattern makes of a column.

    Raises:
        re.error: the pattern cannot be read.
    """
    pairs = [pair for cell in cells if (pair := cut(pattern, cell))]
    return Split(pattern, column, into, len(pairs), len(cells), tuple(pairs[:3]))
