"""Which row holds the headings and which column is what, told by names and by content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ossbuy.exchange.comparisons.cells import (
    BLANK,
    GRADE,
    NUMBER,
    TEXT,
    Said,
    looks_like_money,
    read_cell,
    weight_of,
)
from ossbuy.exchange.comparisons.grid import Grid
from ossbuy.exchange.comparisons.groups import SUB_ROLES, Group, VendorColumns
from ossbuy.exchange.comparisons.words import Words, plain

HEADER_ROWS = 40
"""Rows among which the headings are looked for; real banners are at most 21 rows high."""


@dataclass(frozen=True)
class Table:
    """A table of criteria by vendors: where its headings are and what its columns hold."""

    grid: Grid
    words: Words
    header: int
    """The row above the first criterion."""
    names: int
    """The row with the vendors' names; the header itself, or the one above."""
    label: int
    text: int
    ident: int
    section: int
    weight: int
    section_weight: int
    top: int
    """Column of the most points each criterion can get."""
    remark: int
    groups: tuple[Group, ...]
    others: tuple[tuple[int, str], ...]
    """Columns that were not taken, with their headings."""
    likely: float
    """Below 0: no. Else how much it looks like what it was taken for."""

    @property
    def read(self) -> frozenset[int]:
        """Columns beside the vendors' own that mean something."""
        own = (self.label, self.text, self.ident, self.section)
        return frozenset((*own, self.weight, self.section_weight, self.top))

    @cached_property
    def grades(self) -> frozenset[str]:
        """Words that may be grades."""
        return self.words.grades

    def said(self, row: int, group: Group) -> Said:
        """What a vendor's cell says in a row; where evaluators have one each, their mean."""
        if not group.judges:
            return read_cell(self.grid.cell(row, group.score), self.words, self.grades)
        each = [one for one in self.judged(row, group) if one.kind in (NUMBER, GRADE)]
        if each and all(one.kind == NUMBER for one in each):
            return replace(each[0], number=sum(one.number for one in each) / len(each))
        return each[0] if each else Said(BLANK)

    def judged(self, row: int, group: Group) -> tuple[Said, ...]:
        """What each evaluator's cell says."""
        cells = (self.grid.cell(row, column) for _, column in group.judges)
        return tuple(read_cell(text, self.words, self.grades) for text in cells)


class Finder(VendorColumns):
    """Looks for the best table of one grid; cells are read once."""

    def best(self, fewest: int = 2) -> Table | None:
        """The most likely table with at least so many vendors; None where there is none."""
        rows = (
            [self.told.header]
            if self.told.header
            else range(1, min(self.grid.height, HEADER_ROWS) + 1)
        )
        found = [table for row in rows if (table := self.at(row, fewest)) is not None]
        asked = self.told.header or self.told.across is not None
        found = [table for table in found if table.likely >= 0 or asked]
        return max(found, key=lambda table: (table.likely, -table.header), default=None)

    def at(self, header: int, fewest: int = 2) -> Table | None:
        """The table whose headings stand in a row, if it can be one."""
        grid, words = self.grid, self.words
        if header >= grid.height:
            return None
        heads = {c: grid.cell(header, c) for c in range(1, grid.width + 1)}
        roles = {c: words.role(text) for c, text in heads.items() if text}
        above = self._names_above(header, heads)
        named = above or heads
        places: dict[str, int] = {}
        for column in sorted(set(heads) | set(above)):
            role = roles.get(column, ("", ""))[0]
            if not role and column in above:
                role = words.role(above[column])[0]
            under = bool(above.get(column) and heads[column])
            if role and role not in places and not (under and role in SUB_ROLES):
                places[role] = column
        alone = self._alone(header, roles) if fewest == 1 else ()
        groups = alone or self._groups(header, heads, roles, above)
        if len(groups) < max(1, fewest):
            return None
        first = min(group.score for group in groups)
        taken = {c for g in groups for c in g.columns}
        label = self._label(header, places, first, taken)
        if not label:
            return None
        weight = self._weight(header, places, taken | {label}, first)
        section = places.get("section", 0)
        if section in taken or section == label:
            section = 0
        text = self._text(header, label, first, taken | {weight, section})
        ident = places.get("id", 0)
        table = Table(
            grid,
            words,
            header,
            header - 1 if above else header,
            label,
            text,
            ident
            if ident not in taken and ident not in (label, weight)
            else self._ids(header, label, taken),
            section or self._section(header, label, taken | {weight, text}),
            weight,
            _free(places.get("section weight", 0), taken),
            _free(places.get("max", 0), taken),
            0,
            groups,
            tuple(
                (c, heads[c] or named.get(c, ""))
                for c in heads
                if (heads[c] or named.get(c)) and c not in taken
            ),
            0.0,
        )
        return self._weighed(table, places)

    def _weighed(self, table: Table, places: dict[str, int]) -> Table:
        """With how likely it is: what a comparison of vendors has and other tables have not."""
        grid, words = self.grid, self.words
        names = [g.name for g in table.groups]
        graded = sum(self.below[table.header][g.score - 1][0] for g in table.groups)
        rows = graded / len(names)
        label_head = grid.cell(table.header, table.label) or grid.cell(table.names, table.label)
        # The corner of a turned sheet says "Vendor" by right.
        corner = bool(words.vendors.search(label_head)) and not places.get("criterion")
        turned_round = corner and not grid.turned
        if grid.turned and words.role(label_head)[0] == "criterion" and not corner:
            turned_round = True
        labels = [grid.cell(r, table.label) for r in range(table.header + 1, grid.height + 1)]
        likely = min(rows, 60) * 0.1 + min(len(names), 8) * 0.4
        likely += 3 * bool(table.weight or table.top)
        likely += 2 * any(words.roles["total"].search(text) for text in labels)
        likely += 2 * bool(places.get("criterion")) + bool(places.get("id"))
        likely += 2 * (sum(bool(words.vendors.search(name)) for name in names) * 2 >= len(names))
        likely += rows >= len(names)
        likely -= 5 * turned_round
        likely -= 4 * any(words.role(text) == ("weight", "") for text in labels)
        likely -= 2 * sum(bool(words.prices.search(name)) for name in names)
        likely -= 3 * sum(looks_like_money(name) for name in names)
        # Headings are near what they head: a row of text far above is a banner.
        likely -= 0.02 * table.names
        # "Score, remark" or evaluators' names under each vendor, where no criterion is named.
        likely += table.names < table.header and not grid.cell(table.header, table.label)
        fields = {name: getattr(table, name) for name in Table.__dataclass_fields__}
        return Table(**(fields | {"likely": likely}))

    def _label(
        self, header: int, places: dict[int, int] | dict[str, int], first: int, taken: set[int]
    ) -> int:
        """The column with what the criteria are called."""
        if self.told.criteria:
            return self.grid.named(self.told.criteria, "--criteria")
        places_by_role: dict[str, int] = dict(places)  # type: ignore[arg-type]
        named = places_by_role.get("criterion", 0)
        if named and named not in taken and self.below[header][named - 1][2]:
            return named
        best, most = 0, 0
        for column in range(1, self.grid.width + 1):
            if column in taken:
                continue
            texts = {
                plain(self.grid.cell(r, column))
                for r in range(header + 1, self.grid.height + 1)
                if self.kinds[r - 1][column - 1] in (TEXT, GRADE)
            }
            count = len(texts) * (2 if column < first else 1)
            if count > most:
                best, most = column, count
        return best

    def _weight(self, header: int, places: dict[str, int], taken: set[int], first: int) -> int:
        told = self.told.weights
        if told.casefold() == "none":
            return 0
        if told:
            return self.grid.named(told, "--weights")
        named = places.get("weight", 0)
        if named and named not in taken:
            return named
        for column in range(1, first):
            if column in taken or column in places.values():
                continue
            cells = [self.grid.cell(r, column) for r in range(header + 1, self.grid.height + 1)]
            numbers = [n for text in cells if (n := weight_of(text, self.words)[0]) is not None]
            whole = sum(numbers)
            if (
                len(numbers) > 1
                and min(numbers) >= 0
                and any(abs(whole - full) < 0.005 * full for full in (1, 100, 200))
            ):
                return column
        return 0

    def _text(self, header: int, label: int, first: int, taken: set[int]) -> int:
        """A column of longer words beside the label."""
        best, longest = 0, 0
        for column in range(label + 1, first):
            if column in taken:
                continue
            texts = [
                len(self.grid.cell(r, column))
                for r in range(header + 1, self.grid.height + 1)
                if self.kinds[r - 1][column - 1] == TEXT
            ]
            if len(texts) > 1 and sum(texts) > longest:
                best, longest = column, sum(texts)
        return best

    def _ids(self, header: int, label: int, taken: set[int]) -> int:
        """A column left of the label whose cells are all short and all different."""
        for column in range(1, label):
            if column in taken:
                continue
            cells = [self.grid.cell(r, column) for r in range(header + 1, self.grid.height + 1)]
            said = [text for text in cells if text]
            if (
                len(said) > 1
                and len(set(said)) == len(said)
                and all(len(text) <= 12 and any(ch.isdigit() for ch in text) for text in said)
            ):
                return column
        return 0

    def _section(self, header: int, label: int, taken: set[int]) -> int:
        """A column left of the label that names groups: text, filled now and then or repeated."""
        for column in range(1, label):
            if column in taken:
                continue
            cells = [
                self.grid.cell(r, column)
                for r in range(header + 1, self.grid.height + 1)
                if self.kinds[r - 1][column - 1] == TEXT
            ]
            if len(cells) > 1 and any(len(text) > 3 and not text[0].isdigit() for text in cells):
                return column
        return 0


def _free(column: int, taken: set[int]) -> int:
    return 0 if column in taken else column


__all__ = ["BLANK", "Finder", "Group", "Table"]
