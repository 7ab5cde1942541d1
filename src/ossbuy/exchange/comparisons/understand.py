"""An existing comparison matrix, understood: from sheets of text to criteria, weights and marks.

Longer than other files because one reading decides about scale, price, weights and totals in turn,
each by what the one before found, and gathers the remarks of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ossbuy.exchange.comparisons.assumed import (
    assumed_of_prices,
    assumed_of_scale,
    assumed_of_weights,
    blanks_counted,
)
from ossbuy.exchange.comparisons.cells import BLANK, NUMBER, OPEN, TEXT, Said, percent_in, read_cell
from ossbuy.exchange.comparisons.checking import slack_of
from ossbuy.exchange.comparisons.comparison import (
    LOW,
    Comparison,
    Corrections,
    Criterion,
    GateRow,
    Mark,
    Part,
    Remark,
    Scale,
)
from ossbuy.exchange.comparisons.gating import result_of
from ossbuy.exchange.comparisons.grid import Grid
from ossbuy.exchange.comparisons.items import At, Gathered, Item
from ossbuy.exchange.comparisons.pricing import Prices, formula_of, prices_of
from ossbuy.exchange.comparisons.rows import CRITERION, GATE, PRICE, RANK, TOTAL
from ossbuy.exchange.comparisons.scales import scale_of, share_of
from ossbuy.exchange.comparisons.sources import sources
from ossbuy.exchange.comparisons.tallying import Tally, tallied
from ossbuy.exchange.comparisons.weighting import FLAT, LEVELS, effective
from ossbuy.exchange.comparisons.words import Words, words
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book

MOST_VENDORS = 40
MOST_CRITERIA = 2000


def understand(
    book: Book, told: Corrections | None = None, said: Words | None = None
) -> Comparison:
    """What a book compares, with every assumption and everything left out.

    Raises:
        BadFile: it holds no comparison of two or more vendors, or a weight that no weight can be.
    """
    told, said = told or Corrections(), said or words()
    found = sources(book, said, told)
    if len(found.vendors) > MOST_VENDORS:
        raise BadFile(
            book.name,
            f"{len(found.vendors)} columns look like vendors; name theirs with --vendors D:H.",
        )
    return _Reading(book, found, told, said).comparison()


@dataclass(frozen=True, slots=True)
class _Row:
    """A criterion, or the price, among what is weighed."""

    item: Item
    part: int


class _Reading:
    """One book on its way to a comparison."""

    def __init__(self, book: Book, found: Gathered, told: Corrections, words_: Words) -> None:
        self.book, self.found, self.told, self.words = book, found, told, words_
        self.remarks: list[Remark] = []
        self.skipped = list(found.skipped)
        self.count = len(found.vendors)

    def comparison(self) -> Comparison:
        items = self.found.items
        criteria = [item for item in items if item.kind == CRITERION]
        self._refuse(criteria, items)
        prices = prices_of([i for i in items if i.kind == PRICE], self.words, self.told.currency)
        self.remarks += prices.remarks
        self.skipped += prices.skipped
        scale = self._scale(criteria)
        points = [item for item in criteria if self._price_points(item)]
        criteria, prices, formula = self._one_price(criteria, points, prices, scale)
        weighed = [*criteria, *prices.taken]
        titles = list(dict.fromkeys(i.part for i in weighed))
        parts = [Part(t, *self.found.parts.get(t, (None, ""))) for t in titles]
        weighed = self._labelled_price(weighed, len(criteria), {id(i) for i in points})
        weighting, pairs = self._weights(weighed, parts, {id(i) for i in weighed[len(criteria) :]})
        scale, tally = self._tallied(weighed, criteria, parts, pairs, prices, formula, scale)
        rule = tally.levels
        shares = effective([p.weight for p in parts], pairs, rule)
        marks = [self._marks(item, scale) for item in criteria]
        cut = len(criteria)
        # A heading over money alone is no group of criteria.
        kept = sorted({titles.index(item.part) for item in criteria})
        price_share = sum(shares[cut:])
        made = tuple(
            Criterion(
                self._code(item, i),
                _title(item),
                item.text or item.label or _title(item),
                kept.index(titles.index(item.part)),
                item.weight,
                shares[i],
                marks[i],
                item.where,
                item in points,
                item.top,
            )
            for i, item in enumerate(criteria)
        )
        made = _distinct(made)
        items = self.found.items
        self.remarks += blanks_counted(made, tally.totals, self.found.vendors)
        self.remarks += assumed_of_weights(made, parts, prices, weighting, items, self.words)
        self.remarks += [*assumed_of_scale(scale), *assumed_of_prices(prices, price_share)]
        if not formula[0] and tally.formula:
            formula = (tally.formula, tally.ceiling)
        table = self.found.tables[0]
        return Comparison(
            self.book.name,
            self._place(table.grid),
            self.found.layout,
            self.found.vendors,
            tuple(parts[i] for i in kept),
            made,
            weighting if weighting != "stated" or rule == FLAT else self._levels(parts),
            scale,
            prices.rows,
            price_share,
            formula[0],
            formula[1],
            prices.currency or "EUR",
            bool(prices.currency),
            self._gates(),
            tally.totals,
            tally.reversed_,
            tuple(dict.fromkeys(self.remarks)),
            tuple(dict.fromkeys(self.skipped)),
            self.found.placed,
        )

    def _place(self, grid: Grid) -> str:
        if len(self.book.sheets) == 1:
            return self.book.name
        sheets = list(dict.fromkeys(t.grid.sheet.name for t in self.found.tables))
        shown = ", ".join(sheets[:4]) + (f" and {len(sheets) - 4} more" if len(sheets) > 4 else "")
        return f"{self.book.name}, sheet{'s' if len(sheets) > 1 else ''} {shown}"

    def _levels(self, parts: Sequence[Part]) -> str:
        return "two levels" if any(p.weight is not None for p in parts) else "stated"

    def _refuse(self, criteria: Sequence[Item], items: Sequence[Item]) -> None:
        name = self.book.name
        if self.count < 2:
            raise BadFile(name, "only one vendor has scores; a comparison needs two or more.")
        if not criteria:
            raise BadFile(
                name, "it has prices and no scores: there is nothing to weigh them against."
            )
        if len(criteria) > MOST_CRITERIA:
            raise BadFile(
                name, f"{len(criteria)} rows look like criteria; at most {MOST_CRITERIA}."
            )
        for item in items:
            if item.weight is not None and item.weight < 0:
                raise BadFile(
                    item.weight_where or item.where,
                    f"the weight of “{item.label[:40]}” is {item.weight:g}; weights cannot be "
                    "negative: correct it, or leave the row out with --leave-out.",
                )
        for title, (weight, where) in self.found.parts.items():
            if weight is not None and weight < 0:
                raise BadFile(where, f"the weight of “{title[:40]}” is negative; correct it.")
        if not any(c.said.kind not in (BLANK, OPEN) for i in criteria for c in i.cells):
            raise BadFile(
                name,
                "no cell under the vendors holds a score; if they are formulas, open the file in a "
                "spreadsheet program, save it, and try again.",
            )

    def _scale(self, criteria: Sequence[Item]) -> Scale:
        cells = [c for i in criteria if i.top is None for c in i.cells]
        marks = [said for c in cells for said in ([j[1] for j in c.judges] or [c.said])]
        grids = [Grid(sheet) for sheet in self.book.sheets if sheet.state == "visible"]
        if not any(m.kind not in (BLANK, OPEN) for m in marks):
            marks = [Said(NUMBER, 100.0, 100.0)]
        return scale_of(marks, grids, self.words, self.told)

    def _price_points(self, item: Item) -> bool:
        text = item.label if not self.words.prices.search(item.part) else item.part
        found = self.words.prices.search(text)
        return found is not None and (found.start() == 0 or len(text.split()) <= 3)

    def _one_price(
        self, criteria: list[Item], points: list[Item], prices: Prices, scale: Scale
    ) -> tuple[list[Item], Prices, tuple[str, str]]:
        """One row for one thing: money that a row of points scores takes that row's weight."""
        weighted = any(item.weight for item in prices.taken)
        alone = len(points) == 1 and not weighted
        if not (prices.rows and alone):
            return criteria, prices, ("", "")
        item = points[0]
        cost = prices.sums(self.count)
        full = item.top or scale.top
        formula = formula_of(cost, [share_of(c.said, scale, full) for c in item.cells])
        if not formula[0]:
            self.remarks.append(
                Remark(
                    item.where,
                    f"“{item.label[:40]}” scores the price by a formula ossbuy does not have: its "
                    "points are taken as they stand, and the money is kept beside them.",
                )
            )
            return criteria, prices, ("", "")
        first = replace(
            prices.taken[0],
            # With the label of the points: it may be that which says the price's share.
            label=item.label,
            weight=item.weight,
            part=item.part,
            weight_where=item.weight_where,
        )
        rest = tuple(replace(i, weight=None, part=item.part) for i in prices.taken[1:])
        self.skipped.append(
            Remark(item.where, f"the points the price gives, checked (“{item.label[:40]}”)")
        )
        return (
            [i for i in criteria if i is not item],
            replace(prices, taken=(first, *rest)),
            formula,
        )

    def _labelled_price(self, weighed: list[Item], cut: int, points: set[int]) -> list[Item]:
        """A price whose label alone carries its share, "Price (40 %)", beside weights of quality.

        The others were meant to add up to 100 among themselves.
        """
        if any(i.weight for i in weighed[cut:]):
            return weighed
        for at, item in enumerate(weighed):
            share = percent_in(item.label)
            priced = at >= cut or id(item) in points
            if share is None or not priced or item.weight is not None:
                continue
            rest = sum(i.weight or 0.0 for j, i in enumerate(weighed) if j != at)
            if rest > 0 and not any(self.found.parts.get(i.part, (None,))[0] for i in weighed):
                changed = replace(item, weight=rest * share / (100 - share))
                return [*weighed[:at], changed, *weighed[at + 1 :]]
        return weighed

    def _weights(
        self, weighed: Sequence[Item], parts: Sequence[Part], money: set[int]
    ) -> tuple[str, list[tuple[int, float | None]]]:
        """How the sheet weighs, and (part, points) of each row."""
        at = {part.title: i for i, part in enumerate(parts)}
        own = [i.weight for i in weighed]
        priced = [i for i in weighed if id(i) in money]
        quality = [i for i in weighed if id(i) not in money]
        by_points = all(i.top is not None for i in quality) and not any(i.weight for i in quality)
        if by_points:
            return "stated", [
                (at[i.part], i.top if i.top is not None else i.weight) for i in weighed
            ]
        bare = [i for i in weighed if i.open_weight]
        self.remarks += [
            Remark(
                i.weight_where, f"{i.open_weight[:40]!r} is no weight: the row counts for nothing."
            )
            for i in bare[:3]
        ]
        if any(w for w in own) or any(part.weight for part in parts):
            if any(i.weight_in_words for i in weighed):
                return "words", [(at[i.part], i.weight) for i in weighed]
            pairs = [(at[i.part], i.weight) for i in weighed]
            if not any(w for w in own):
                # Only headings are weighted: a price beside them would take a share of its own.
                pairs = [(at[i.part], None) for i in weighed]
            elif priced and not any(i.weight for i in priced):
                sections = {i.part for i in quality}
                pairs = [
                    (at[i.part], 0.0)
                    if id(i) in money and (i.part in sections or parts[at[i.part]].weight is None)
                    else (at[i.part], i.weight)
                    for i in weighed
                ]
            return "stated", pairs
        return "equal", [(at[i.part], 0.0 if id(i) in money else 1.0) for i in weighed]

    def _tallied(
        self,
        weighed: Sequence[Item],
        criteria: Sequence[Item],
        parts: Sequence[Part],
        pairs: list[tuple[int, float | None]],
        prices: Prices,
        formula: tuple[str, str],
        scale: Scale,
    ) -> tuple[Scale, Tally]:
        """The sheet's own totals checked; they may also say that the lowest mark is the best."""
        totals = [i for i in self.found.items if i.kind == TOTAL]
        ranks = [i for i in self.found.items if i.kind == RANK]
        said = [(i.label, _totals(i, self.words)) for i in totals]
        place = _totals(ranks[0], self.words) if ranks else []
        weights = [p.weight for p in parts]
        tops = [i.top for i in criteria]
        raw = [[c.said for c in i.cells] for i in criteria]
        price_points = [(i.cells, prices.sums(self.count)) for i in weighed[len(criteria) :]]
        titles = [i.label for i in weighed]
        tally = tallied(
            said,
            place,
            raw,
            tops,
            weights,
            pairs,
            titles,
            scale,
            price_points[0][1] if price_points else [],
            formula,
        )
        if tally.reversed_ and not self.told.best:
            scale = replace(scale, best=LOW)
            if scale.bottom == 0 and not scale.written and not _zero(raw):
                scale = replace(scale, bottom=1.0, name=f"1–{scale.top:g}")
            self.remarks.insert(
                0,
                Remark(
                    "",
                    "The sheet ranks the lowest total first, so its lowest mark is taken as the "
                    f"best ({scale.bottom:g} is best); --best high says otherwise.",
                ),
            )
        elif scale.best == LOW and not self.told.best:
            self.remarks.insert(
                0,
                Remark(
                    "",
                    f"The sheet says that {scale.bottom:g} is the best mark; --best high says "
                    "otherwise.",
                ),
            )
        return scale, tally

    def _marks(self, item: Item, scale: Scale) -> tuple[Mark, ...]:
        found = []
        for cell in item.cells:
            share = share_of(cell.said, scale, item.top)
            judges = tuple(
                (name, one, raw, where)
                for name, said, raw, where in cell.judges
                if (one := share_of(said, scale, item.top)) is not None
            )
            if cell.judges:
                share = sum(one for _, one, _, _ in judges) / len(judges) if judges else None
            applies = cell.said.word not in self.words.not_applicable
            if share is None and cell.said.kind == NUMBER:
                top = item.top or scale.top
                self.remarks.append(
                    Remark(
                        cell.where,
                        f"{cell.raw[:20]!r} lies outside the scale {scale.bottom:g} to {top:g}: "
                        "left unscored; --scale says another.",
                    )
                )
            elif share is None and cell.said.kind == TEXT:
                self.remarks.append(
                    Remark(cell.where, f"{cell.raw[:40]!r} is no score: left unscored.")
                )
            found.append(Mark(share, cell.raw, cell.where, cell.comment, applies, judges))
        return tuple(found)

    def _gates(self) -> tuple[GateRow, ...]:
        found = []
        for item in self.found.items:
            if item.kind == GATE:
                results = tuple(result_of(c.raw, self.words) for c in item.cells)
                found.append(GateRow(item.label, results, item.where))
        return tuple(found)

    def _code(self, item: Item, position: int) -> str:
        ident = " ".join(item.ident.split())
        return ident if 0 < len(ident) <= 20 else f"K{position + 1}"


def _title(item: Item) -> str:
    one = " ".join(item.label.split()) or f"{item.where} without a name"
    return one if len(one) <= 90 else one[:87].rsplit(" ", 1)[0] + "…"


def _distinct(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Codes that are one each, whatever the sheet repeats."""
    seen: set[str] = set()
    made = []
    for i, criterion in enumerate(criteria):
        code = criterion.code
        if code.casefold() in seen:
            code = f"K{i + 1}"
        while code.casefold() in seen:
            code += "'"
        seen.add(code.casefold())
        made.append(replace(criterion, code=code))
    return tuple(made)


def _totals(item: Item, words_: Words) -> list[tuple[int, float, float, str]]:
    """(vendor, value, slack, cell) of a row of totals."""
    found = []
    for v, cell in enumerate(item.cells):
        for text, where in ((cell.weighted, cell.weighted_where), (cell.raw, cell.where)):
            said = read_cell(text, words_, frozenset())
            if said.kind == NUMBER:
                found.append((v, said.number, slack_of(text), where))
                break
    return found


def _zero(raw: Sequence[Sequence[Said]]) -> bool:
    return any(s.kind == NUMBER and s.number == 0 for row in raw for s in row)


__all__ = ["LEVELS", "At", "understand"]
