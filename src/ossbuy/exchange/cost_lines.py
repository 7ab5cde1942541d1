"""Lines of a yearly cost in plain words: ``hours: re-keying; 1.5/2/3 h x 48.50 x 220``."""

from __future__ import annotations

import re

from pydantic import ValidationError

from ossbuy.exchange.amounts import read_amount
from ossbuy.exchange.errors import BadFile
from ossbuy.model.words import sentence
from ossbuy.model.worth import COST_KINDS, CostLine

FORM = "KIND: WHAT; LOW/LIKELY/HIGH UNIT x RATE x TIMES"
EXAMPLE = "hours: re-keying; 1.5/2/3 h x 48.50 x 220"
_TIMES = re.compile(r"\s+[x×*]\s+|(?<=\d)[×*](?=\d)", re.IGNORECASE)
_QUANTITY = re.compile(r"([\d.,/ ]*\d)\s*(.*)", re.DOTALL)

_SCALED = re.compile(r"e[+-]?\d|(?i:k|tsd|mio|million|bn)\b|M\b", re.ASCII)
"""What begins a unit that is no unit: ``1e6``, ``2k``."""


def read_cost_line(text: str, where: str) -> CostLine:
    """One line: how many (once, or low/likely/high), what one costs, how often a year.

    Raises:
        BadFile: the line does not read so; names what is missing.
    """
    head, mark, sum_ = text.partition(";")
    if not mark or not sum_.strip():
        raise BadFile(where, f"it does not read as {FORM}; write it such as {EXAMPLE!r}.")
    kind, colon, what = head.partition(":")
    if not colon:
        kind, what = ("", "") if head.strip().casefold() in COST_KINDS else ("other", head)
    kind = kind.strip().casefold() or head.strip().casefold()
    if kind not in COST_KINDS:
        raise BadFile(where, f"{kind[:40]!r} is no kind; use {', '.join(COST_KINDS)}.")
    factors = [part.strip() for part in _TIMES.split(sum_.strip())]
    if not 2 <= len(factors) <= 3:
        raise BadFile(
            where,
            "it needs a quantity x what one costs, and x how often a year where that is not once; "
            f"write it such as {EXAMPLE!r}.",
        )
    found = _QUANTITY.fullmatch(factors[0])
    if found is None:
        raise BadFile(where, f"{factors[0][:40]!r} does not begin with a quantity; enter a number.")
    if _SCALED.match(found[2]):
        raise BadFile(
            where,
            f"{factors[0][:40]!r} may be {found[1].strip()[:20]} or much more; write the quantity "
            "in digits only.",
        )
    ends = [read_amount(end, where) for end in found[1].split("/")]
    if len(ends) not in (1, 3):
        raise BadFile(
            where, f"{found[1][:40]!r} is neither one quantity nor low/likely/high; give 1 or 3."
        )
    low, likely, high = ends if len(ends) == 3 else (None, ends[0], None)
    fields = {
        "kind": kind,
        "what": what.strip(),
        "quantity": likely,
        "quantity_low": low,
        "quantity_high": high,
        "unit": found[2].strip(),
        "rate": read_amount(factors[1], where),
        "times": read_amount(factors[2], where) if len(factors) == 3 else None,
    }
    if not fields["what"]:
        raise BadFile(where, "it does not say what is counted; write that after the kind.")
    try:
        return CostLine.model_validate({n: v for n, v in fields.items() if v is not None})
    except ValidationError as error:
        raise BadFile(where, sentence(error, "here").removeprefix("here: ")) from None


def write_cost_line(line: CostLine) -> str:
    """The line as `read_cost_line` reads it."""
    low, high = line.quantity_low, line.quantity_high
    ends = [line.quantity]
    if low is not None or high is not None:
        ends = [low if low is not None else line.quantity, line.quantity]
        ends.append(high if high is not None else line.quantity)
    quantity = "/".join(f"{end:f}" for end in ends)
    return f"{line.kind}: {line.what}; {quantity} {line.unit}".rstrip() + (
        f" x {line.rate:f} x {line.times:f}"
    )
