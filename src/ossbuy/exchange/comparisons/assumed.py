"""What was assumed of a comparison, in sentences: weights, scale, price, blanks."""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.exchange.comparisons.comparison import Criterion, Part, Remark, Scale, Totals
from ossbuy.exchange.comparisons.items import Item
from ossbuy.exchange.comparisons.pricing import Prices
from ossbuy.exchange.comparisons.words import Words


def blanks_counted(
    criteria: Sequence[Criterion], totals: Totals | None, vendors: Sequence[str]
) -> list[Remark]:
    """Totals of the sheet that hold although a cell of theirs is blank: it counts that as 0."""
    found: list[Remark] = []
    if totals is None or not totals.rule:
        return found
    for total in totals.totals:
        blank = [
            c.marks[total.vendor]
            for c in criteria
            if c.effective and c.marks[total.vendor].share is None
        ]
        if total.agrees and blank:
            many = "is blank" if len(blank) == 1 else f"and {len(blank) - 1} more are blank"
            found.append(
                Remark(
                    blank[0].where,
                    f"it {many}, and the sheet's own total of {vendors[total.vendor]} counts that "
                    "as 0; here it stays open, and the total is a range.",
                )
            )
    return found


def assumed_of_weights(
    criteria: Sequence[Criterion],
    parts: Sequence[Part],
    prices: Prices,
    weighting: str,
    items: Sequence[Item],
    words: Words,
) -> list[Remark]:
    """What was assumed of the weights."""
    found: list[Remark] = []
    if weighting == "equal":
        found.append(Remark("", "The sheet has no weights: every criterion counts the same."))
    if weighting == "words":
        used = dict.fromkeys(
            f"{i.weight:g} for {_word_of(i.weight, words)}"
            for i in items
            if i.weight is not None and i.weight_in_words
        )
        said = f"Importance is in words; they count {', '.join(used)} (assumed)."
        found.append(Remark("", said))
    if weightless := [c for c in criteria if c.effective == 0]:
        one = len(weightless) == 1
        named = ", ".join(c.title[:30] for c in weightless[:3])
        found.append(
            Remark(
                weightless[0].where,
                f"{len(weightless)} criteri{'on has' if one else 'a have'} no weight and "
                f"count{'s' if one else ''} for nothing: {named}"
                + ("…" if len(weightless) > 3 else "."),
            )
        )
    whole = _sum(criteria, parts, prices)
    if weighting == "stated" and _nearly(whole):
        said = f"The weights add up to {whole:g}, not 100: taken in proportion."
        found.append(Remark("", said))
    return found


def assumed_of_scale(scale: Scale) -> list[Remark]:
    """That the scale is a guess, where it is."""
    if scale.written or scale.words:
        return []
    return [
        Remark(
            "",
            f"No scale is written: {scale.bottom:g} to {scale.top:g} is assumed from the highest "
            "mark; --scale says another.",
        )
    ]


def assumed_of_prices(prices: Prices, share: float) -> list[Remark]:
    """That prices decide nothing, and in what money they are, where the sheet does not say."""
    found: list[Remark] = []
    if prices.rows and share == 0:
        said = "The prices have no weight in the sheet: price decides nothing here."
        found.append(Remark("", said))
    if prices.rows and not prices.currency:
        said = "The prices name no currency: EUR is assumed; --currency says another."
        found.append(Remark("", said))
    return found


def _sum(criteria: Sequence[Criterion], parts: Sequence[Part], prices: Prices) -> float:
    tops = [p.weight for p in parts if p.weight is not None]
    if tops:
        return round(sum(tops), 6)
    money = [i.weight for i in prices.taken if i.weight is not None]
    return round(sum([c.weight for c in criteria if c.weight is not None] + money), 6)


def _nearly(whole: float) -> bool:
    """Whether weights were meant to add up to 100 (or 1) and do not."""
    return any(0.005 * full < abs(whole - full) <= 0.2 * full for full in (1, 100))


def _word_of(weight: float, words: Words) -> str:
    return next((word for word, points in words.weight_words.items() if points == weight), "?")
