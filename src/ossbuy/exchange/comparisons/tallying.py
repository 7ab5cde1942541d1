"""Which arithmetic the sheet uses: its totals tried against every way of adding up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ossbuy.exchange.comparisons.cells import Said
from ossbuy.exchange.comparisons.checking import Checked, Rule, check, fulls_of
from ossbuy.exchange.comparisons.comparison import LOW, Scale, SheetTotal, Totals
from ossbuy.exchange.comparisons.scales import share_of
from ossbuy.exchange.comparisons.weighting import FLAT, LEVELS, PRODUCT, effective

Said4 = tuple[int, float, float, str]
"""(vendor, value, slack, cell)."""

RULES = {
    LEVELS: "weight × score",
    PRODUCT: "section weight × weight × score",
    FLAT: "weight × score",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What the totals said about the sheet's arithmetic."""

    levels: str
    """How weights of two levels combine."""
    totals: Totals | None
    reversed_: bool
    formula: str = ""
    ceiling: str = ""


def tallied(
    said: Sequence[tuple[str, list[Said4]]],
    ranks: list[Said4],
    raw: Sequence[Sequence[Said]],
    tops: Sequence[float | None],
    parts: Sequence[float | None],
    pairs: Sequence[tuple[int, float | None]],
    titles: Sequence[str],
    scale: Scale,
    cost: Sequence[float | None],
    formula: tuple[str, str],
) -> Tally:
    """The rule that gives the sheet's totals, tried on each row of totals there is.

    ``raw`` holds the marks (rows, vendors), ``pairs`` the weights of these rows and then of the
    price rows, the first of which carries the price's points.
    """
    rows = [
        row
        for label, totals in said
        if len(totals) > 1
        and (row := _row(label, totals, raw, tops, parts, pairs, scale, cost, formula)) is not None
    ]
    turned = _direction(said, ranks) < 0
    if not rows:
        label, totals = next(((lb, t) for lb, t in said if len(t) > 1), ("", []))
        none = Totals(label, "", tuple(SheetTotal(v, x, 0.0, w, True) for v, x, _, w in totals))
        return Tally(LEVELS, none if totals else None, turned)
    # Of "technical score" and "final score" the one with the price in it is the sheet's answer; of
    # several, the last; a plain sum only where nothing is weighted.
    best = max(enumerate(rows), key=lambda pair: (pair[1].paid, not pair[1].plain, pair[0]))[1]
    left = titles[best.found.left_out] if best.found.left_out >= 0 else ""
    made = Totals(
        best.label,
        best.found.rule,
        tuple(
            SheetTotal(v, value, ours, where, (agrees and not left) or abs(value - ours) < 1e-9)
            for (v, value, _, where), ours, agrees in zip(
                best.totals, best.found.recomputed, best.found.agrees, strict=True
            )
        ),
        left,
    )
    return Tally(best.way, made, turned, best.formula)


@dataclass(frozen=True, slots=True)
class _Followed:
    """A row of totals with the rule it follows best."""

    label: str
    totals: list[Said4]
    found: Checked
    way: str
    formula: str
    paid: bool
    """Whether the price is in it."""
    plain: bool


def _row(
    label: str,
    totals: list[Said4],
    raw: Sequence[Sequence[Said]],
    tops: Sequence[float | None],
    parts: Sequence[float | None],
    pairs: Sequence[tuple[int, float | None]],
    scale: Scale,
    cost: Sequence[float | None],
    formula: tuple[str, str],
) -> _Followed | None:
    """The rule that most of a row's totals follow; None where none does."""
    best: _Followed | None = None
    for way, prices, plain in _ways(parts, cost, formula, pairs, len(raw)):
        weights = plain if plain is not None else effective(parts, pairs, way)
        rule = Rule(
            RULES[way] if plain is None else "the plain sum of the scores",
            _gives(raw, tops, weights, scale, [t[0] for t in totals], prices),
        )
        fulls = fulls_of(scale.top, sum(w or 0.0 for _, w in pairs), sum(w > 0 for w in weights))
        found = check([(value, slack) for _, value, slack, _ in totals], [rule], fulls)
        if found is None:
            continue
        paid = prices is not None and sum(weights[len(raw) :]) > 0
        name = formula[0] or (_name(prices, cost) if paid and prices else "")
        one = _Followed(label, totals, found, way, name, paid, plain is not None)
        if best is None or _rank(one) > _rank(best):
            best = one
    return best


def _rank(row: _Followed) -> tuple[bool, int, bool]:
    whole = row.found.good == len(row.totals) and row.found.left_out < 0
    return whole, row.found.good, not row.plain


def _ways(
    parts: Sequence[float | None],
    cost: Sequence[float | None],
    formula: tuple[str, str],
    pairs: Sequence[tuple[int, float | None]],
    rows: int,
) -> list[tuple[str, list[float | None] | None, tuple[float, ...] | None]]:
    """(way to combine weights, price scores, weights where every row counts the same)."""
    priced: list[list[float | None] | None] = [None]
    if cost and any(c for c in cost):
        known = [c for c in cost if c]
        low, high = min(known), max(known)
        priced = [[low / c if c else None for c in cost]]
        if high > low:
            priced.append([(high - c) / (high - low) if c else None for c in cost])
        if formula[1]:
            ceiling = float(formula[1])
            priced = [[max(0.0, 1 - c / ceiling) if c else None for c in cost]]
        elif formula[0]:
            priced = priced[:1] if formula[0] == "lowest-ratio" else priced[1:]
        priced.append(None)
    levels = (LEVELS, PRODUCT, FLAT) if any(p is not None for p in parts) else (LEVELS,)
    ways: list[tuple[str, list[float | None] | None, tuple[float, ...] | None]] = [
        (way, prices, None) for prices in priced for way in levels
    ]
    flat = tuple(1.0 / rows if i < rows else 0.0 for i in range(len(pairs)))
    return [*ways, (LEVELS, None, flat)]


def _gives(
    raw: Sequence[Sequence[Said]],
    tops: Sequence[float | None],
    weights: Sequence[float],
    scale: Scale,
    vendors: Sequence[int],
    prices: list[float | None] | None,
) -> tuple[tuple[float, ...], ...]:
    given = []
    for v in vendors:
        row = [
            weights[i] * (_sheet_share(marks[v], scale, tops[i]) or 0.0)
            for i, marks in enumerate(raw)
        ]
        if prices is not None and len(weights) > len(raw):
            row.append(sum(weights[len(raw) :]) * (prices[v] or 0.0))
        given.append(tuple(row))
    return tuple(given)


def _sheet_share(said: Said, scale: Scale, top: float | None) -> float | None:
    """What the sheet itself multiplies: the mark as it stands, whichever end is best."""
    if scale.best == LOW and said.kind == "number":
        return said.number / (top or scale.top)
    return share_of(said, scale, top)


def _direction(said: Sequence[tuple[str, list[Said4]]], ranks: list[Said4]) -> float:
    """Below 0 where the sheet's own ranks put the lowest total first; 0 where nothing says so."""
    if len(ranks) < 2 or not said:
        return 0.0
    place = {v: value for v, value, _, _ in ranks}
    for _, totals in said:
        both = [(value, place[v]) for v, value, _, _ in totals if v in place]
        if len(both) < 2:
            continue
        up = all((a[0] - b[0]) * (a[1] - b[1]) >= 0 for a in both for b in both)
        down = all((a[0] - b[0]) * (a[1] - b[1]) <= 0 for a in both for b in both)
        if up != down:
            return -1.0 if up else 1.0
    return 0.0


def _name(prices: list[float | None], cost: Sequence[float | None]) -> str:
    known = [(p, c) for p, c in zip(prices, cost, strict=True) if p is not None and c]
    low = min(c for _, c in known)
    ratio = all(abs(p - low / c) < 1e-9 for p, c in known)
    return "lowest-ratio" if ratio else "low-high-linear"
