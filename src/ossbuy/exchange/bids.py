"""A vendor's answer and price workbooks, read as they are: hostile until proven otherwise.

Nothing is corrected silently. What could not be understood stays as raw text with the answer
and becomes a remark; a blank stays unanswered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.tables import Row, read_sheet
from ossbuy.model.bid import (
    DELIVERY_WORDS,
    EVIDENCE_WORDS,
    Delivery,
    Evidence,
    Level,
    PriceLine,
    Response,
)

LEVELS: Mapping[str, Level] = {
    "full": Level.FULL,
    "partial": Level.PARTIAL,
    "none": Level.NONE,
    "not applicable": Level.NOT_APPLICABLE,
    "n/a": Level.NOT_APPLICABLE,
    "": Level.UNANSWERED,
    "unanswered": Level.UNANSWERED,
}
DELIVERIES: Mapping[str, Delivery] = {
    **{word: code for code, word in DELIVERY_WORDS.items()},
    **{code.value.casefold(): code for code in Delivery},
}
EVIDENCES: Mapping[str, Evidence] = {
    **{word.casefold(): grade for grade, word in EVIDENCE_WORDS.items()},
    **{grade.value: grade for grade in Evidence},
}


_TWO_WAYS = re.compile(r"-?\d{1,3}[.,]\d{3}|.*[.,].*[.,].*")
"""1,234 and 1.234 may be a thousand or a decimal, and so may anything with two such signs."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader should know about a received file."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Answers:
    """An answer workbook, read."""

    responses: Mapping[str, Response]
    """By the visible id of the requirement."""
    remarks: tuple[Remark, ...]


def count_answered(content: bytes, name: str) -> tuple[int, int]:
    """How many rows have a level, of how many, without looking at any answer (decision 17)."""
    table = read_sheet(content, "answers", name).need("id", "level")
    ids = [row for row in table if row["id"]]
    return sum(1 for row in ids if row["level"]), len(ids)


def read_answers(content: bytes, name: str, asked: Mapping[str, str]) -> Answers:
    """The answers in a workbook, by requirement id.

    Args:
        content: the file's bytes.
        name: the file's name, for messages.
        asked: requirement text by visible id, to tell strangers and edited text.

    Raises:
        BadFile: not a workbook, no sheet ``Answers``, no column ``Id`` or ``Level``.
    """
    table = read_sheet(content, "answers", name).need("id", "level")
    by_fold = {code.casefold(): code for code in asked}
    found: dict[str, Response] = {}
    remarks: list[Remark] = []
    for row in table:
        code = by_fold.get(row["id"].casefold())
        if code is None:
            if row["id"]:
                shown = row["id"][:60]
                remarks.append(
                    Remark(row.where("id"), f"{shown!r} was not asked and is kept aside.")
                )
            continue
        if code in found:
            remarks.append(
                Remark(row.where("id"), f"{code} is answered twice; the first answer counts.")
            )
            continue
        text = row["requirement"]
        if text and _squeezed(text) != _squeezed(asked[code]):
            remarks.append(
                Remark(row.where("requirement"), f"the text of {code} differs from what was asked.")
            )
        found[code] = _response(row, code, remarks)
    missing = [code for code in asked if code not in found]
    if missing:
        shown = ", ".join(missing[:6]) + (" …" if len(missing) > 6 else "")
        remarks.append(Remark(table.place, f"{len(missing)} requirements have no row: {shown}."))
    return Answers(found, tuple(remarks))


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _response(row: Row, code: str, remarks: list[Remark]) -> Response:
    raw: dict[str, str] = {}

    def coded(header: str, words: Mapping[str, object]) -> object | None:
        text = row[header]
        # "Shipped (STD)": the word, the code, or the word with its code behind it.
        word, _, code_behind = text.casefold().removesuffix(")").partition("(")
        for said in (text.casefold(), word.strip(), code_behind.strip()):
            if said in words and (said or not text):
                return words[said]
        if text:
            raw[header] = text[:500]
            remarks.append(
                Remark(
                    row.where(header), f"{header} of {code} is {text[:40]!r}, none of the words."
                )
            )
        return None

    def text(header: str, most: int) -> str:
        if len(row[header]) > most:
            remarks.append(
                Remark(
                    row.where(header),
                    f"{header} of {code} is cut after {most} characters; read it in the file.",
                )
            )
        return row[header][:most]

    level = coded("level", LEVELS)
    return Response.model_validate(
        {
            "level": level or Level.UNANSWERED,
            "delivery": coded("delivery", DELIVERIES),
            "evidence": coded("evidence", EVIDENCES),
            "available": text("available", 500),
            "reference": text("reference", 20_000),
            "comment": text("comment", 20_000),
            "raw": raw,
        }
    )


def read_prices(content: bytes, name: str, drivers: Iterable[str] = ()) -> tuple[PriceLine, ...]:
    """The priced lines of a price workbook.

    Args:
        content: the file's bytes.
        name: the file's name, for messages.
        drivers: codes of the buyer's forecasts; a line that names one under Driver grows with it.

    Raises:
        BadFile: no sheet ``Prices``, a column or an amount missing or not a number; names the cell.
    """
    table = read_sheet(content, "prices", name).need("line", "item", "currency", "y0")
    years = [h for h in (f"y{i}" for i in range(30)) if h in table.headers]
    if years != [f"y{i}" for i in range(len(years))]:
        raise BadFile(table.place, "the years must be columns Y0, Y1, Y2 … without a gap.")
    lines: list[PriceLine] = []
    seen: set[str] = set()
    by_fold = {code.casefold(): code for code in drivers}
    for row in table:
        code = row["line"]
        if not code:
            raise BadFile(row.where("line"), "a priced line needs a number or name of its own.")
        if code.casefold() in seen:
            shown = code[:60]
            raise BadFile(row.where("line"), f"line {shown!r} stands there twice; rename one.")
        seen.add(code.casefold())
        currency = row["currency"].upper()
        if len(currency) != 3 or not currency.isalpha():
            raise BadFile(
                row.where("currency"),
                f"{row['currency'][:40]!r} is no currency code such as EUR; write three letters.",
            )
        for header in ("line", "item", "category", "driver"):
            if len(row[header]) > 500:
                raise BadFile(row.where(header), "it is longer than 500 characters; shorten it.")
        lines.append(
            PriceLine(
                code=code,
                item=row["item"],
                category=row["category"],
                driver=row["driver"],
                currency=currency,
                amounts=tuple(_amount(row, year) for year in years),
                scales=by_fold.get(row["driver"].casefold(), ""),
                unit_price=_amount(row, "unit price") if row["unit price"] else None,
            )
        )
    if not lines:
        raise BadFile(table.place, "it holds no priced line.")
    return tuple(lines)


def price_remarks(
    lines: Iterable[PriceLine], forecasts: Mapping[str, Sequence[Decimal]], place: str
) -> tuple[Remark, ...]:
    """Where a unit price times the forecast is more than the amounts beside it, over all years."""
    remarks = []
    for line in lines:
        if line.unit_price is None:
            continue
        if not line.scales:
            said = "names no forecast to grow with, so it counts as fixed"
            remarks.append(Remark(place, f"line {line.code} has a unit price but {said}."))
            continue
        pairs = zip(line.amounts, forecasts.get(line.scales, ()), strict=False)
        due = sum((line.unit_price * volume for _, volume in pairs), Decimal(0))
        whole = sum(line.amounts, Decimal(0))
        if due > whole * Decimal("1.0001"):
            remarks.append(
                Remark(
                    place,
                    f"line {line.code}: its unit price times our forecast of {line.scales} is "
                    f"{due:,.0f}, and its amounts add up to {whole:,.0f}; the amounts count.",
                )
            )
    return tuple(remarks)


def _amount(row: Row, year: str) -> Decimal:
    text = "".join(row[year].split()).replace("'", "").replace("\u2019", "")
    if not text:
        raise BadFile(row.where(year), "the amount is blank; ask for 0 where nothing is charged.")
    said = repr(row[year][:40])
    if _TWO_WAYS.fullmatch(text):
        raise BadFile(row.where(year), f"{said} can be read in two ways; write it as 1234.56.")
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise BadFile(
            row.where(year), f"{said} is not an amount of money; write it as 1234.56."
        ) from None
    if not amount.is_finite() or amount < 0 or amount > Decimal("1e13"):
        raise BadFile(row.where(year), f"{said} is not a price; enter 0 or more.")
    # A sum worked out in a spreadsheet carries digits nobody is charged.
    rounded = round(amount, 4)
    return amount if amount == rounded else rounded
