"""Amounts as people write them: ``1,5``, ``€1.9M``, ``160 000``, ``200k``.

Doubt is said, not guessed: ``1,234`` is refused with both readings.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ossbuy.exchange.errors import BadFile

_CODE = r"(?:[A-Z]{3}|eur|usd|gbp|chf|[€$£¥₹])"
_SIGNS = re.compile(rf"^{_CODE}\s*(?=\d)|(?<=[\dkKM.\s]){_CODE}$")
_BIG = {"k": 3, "tsd": 3, "m": 6, "mio": 6, "million": 6, "bn": 9}
_NUMBER = re.compile(r"(\d[\d.,'’\s]*)\s*([a-z]+)?\.?$", re.IGNORECASE)


def read_amount(text: str, where: str) -> Decimal:
    """A number of 0 or more, with a currency's sign or code, thousands and ``k`` or ``M``.

    Raises:
        BadFile: it is no number, or may be read in two ways, such as ``1,234``.
    """
    said = " ".join(text.split())
    bare = _SIGNS.sub("", _SIGNS.sub("", said, count=1), count=1).strip()
    found = _NUMBER.fullmatch(bare)
    if found is None:
        raise BadFile(where, f"{said[:40]!r} is not an amount; enter a number such as 1900000.")
    digits, unit = found[1].strip(), (found[2] or "").casefold()
    if unit and unit not in _BIG:
        raise BadFile(where, f"{said[:40]!r} ends in {unit[:20]!r}; enter a number, k or M.")
    value = _value(digits, said, where, scaled=bool(unit))
    return value * Decimal(10) ** _BIG.get(unit, 0)


def _value(digits: str, said: str, where: str, *, scaled: bool) -> Decimal:
    apart = re.sub(r"(?<=\d)[\s'’](?=\d{3}(?:\D|$))", "", digits)
    if re.search(r"[\s'’]", apart):
        raise BadFile(where, f"{said[:40]!r} has gaps where no thousands end; enter digits only.")
    marks = re.findall(r"[.,]", apart)
    if not marks:
        return Decimal(apart)
    last = marks[-1]
    if len(set(marks)) == 2:
        # The last mark is the decimal one: 1.234,56 and 1,234.56.
        if not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+[.,]\d+", apart) or marks.count(last) > 1:
            raise BadFile(where, f"{said[:40]!r} mixes points and commas; enter digits only.")
        other = "," if last == "." else "."
        return Decimal(apart.replace(other, "").replace(last, "."))
    if len(marks) > 1:
        if not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(last)}\d{{3}})+", apart):
            raise BadFile(where, f"{said[:40]!r} is not an amount; enter a number such as 1900000.")
        return Decimal(apart.replace(last, ""))
    whole, _, rest = apart.partition(last)
    if len(rest) == 3 and not scaled and whole != "0":
        raise BadFile(
            where,
            f"{said[:40]!r} may be {whole}{rest} or {whole}.{rest}0; write one of them.",
        )
    return Decimal(f"{whole}.{rest or 0}")
