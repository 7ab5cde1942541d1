"""The rows of one or several tables as one list of items, vendors in one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ossbuy.exchange.comparisons.cells import BLANK, Said
from ossbuy.exchange.comparisons.comparison import Placed, Remark
from ossbuy.exchange.comparisons.layout import Table
from ossbuy.exchange.comparisons.rows import (
    CRITERION,
    GATE,
    NOTE,
    PRICE,
    RANK,
    SECTION,
    TOTAL,
    Line,
)
from ossbuy.exchange.comparisons.words import plain


@dataclass(frozen=True, slots=True)
class At:
    """One vendor's cell."""

    said: Said
    raw: str
    where: str
    comment: str = ""
    judges: tuple[tuple[str, Said, str, str], ...] = ()
    """(name, what it says, as typed, its place) of each evaluator's cell."""
    weighted: str = ""
    weighted_where: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One row, whatever table it stands in."""

    kind: str
    label: str
    part: str
    where: str
    cells: tuple[At, ...]
    text: str = ""
    ident: str = ""
    weight: float | None = None
    weight_in_words: bool = False
    weight_where: str = ""
    open_weight: str = ""
    """What stands in its weight cell, where that is no number."""
    top: float | None = None
    why: str = ""
    heading: str = ""
    """Headings above that may name a unit or a currency."""


@dataclass(frozen=True)
class Gathered:
    """All that was found, before it is understood."""

    vendors: tuple[str, ...]
    items: tuple[Item, ...]
    parts: dict[str, tuple[float | None, str]]
    """Title → stated weight and its place."""
    tables: tuple[Table, ...]
    layout: str
    skipped: tuple[Remark, ...]
    placed: tuple[Placed, ...]


NO_VENDOR = At(Said(BLANK), "", "")


def gather(
    table: Table, lines: Sequence[Line], fallback: str
) -> tuple[list[Item], dict[str, tuple[float | None, str]]]:
    """The items of one table and the parts they stand in, by title."""
    grid = table.grid
    items: list[Item] = []
    parts: dict[str, tuple[float | None, str]] = {}
    current = ""
    for line in lines:
        if line.kind == SECTION:
            current = unnumbered(line.label, line.ident)
            where = grid.where(line.row, table.weight) if table.weight else grid.line(line.row)
            parts.setdefault(current, (line.weight, where))
            continue
        if line.kind == NOTE:
            continue
        part = line.section or current or fallback
        if line.kind in (CRITERION, GATE, PRICE):
            before = parts.get(part, (None, ""))[0]
            if before is None and line.section_weight is not None:
                place = grid.where(line.row, table.section_weight)
                parts[part] = (line.section_weight, place)
            else:
                parts.setdefault(part, (None, grid.line(line.row)))
        items.append(_item(table, line, part))
    used = {item.part for item in items if item.kind in (CRITERION, GATE, PRICE)}
    return items, {title: said for title, said in parts.items() if title in used}


def _item(table: Table, line: Line, part: str) -> Item:
    grid = table.grid
    cells = []
    for group, said in zip(table.groups, line.said, strict=True):
        comment = grid.cell(line.row, group.comment) if group.comment else ""
        cells.append(
            At(
                said,
                grid.cell(line.row, group.score),
                grid.where(line.row, group.score),
                "\n".join(text for text in (said.rest, comment) if text),
                tuple(
                    (name, one, grid.cell(line.row, column), grid.where(line.row, column))
                    for (name, column), one in zip(
                        group.judges, table.judged(line.row, group), strict=True
                    )
                ),
                grid.cell(line.row, group.weighted) if group.weighted else "",
                grid.where(line.row, group.weighted) if group.weighted else "",
            )
        )
    weight_cell = grid.cell(line.row, table.weight) if table.weight else ""
    heading = " ".join(
        text
        for text in (
            grid.cell(table.header, table.label),
            grid.cell(table.names, table.label),
            grid.sheet.name,
            part,
        )
        if text
    )
    return Item(
        line.kind,
        line.label,
        part,
        grid.line(line.row),
        tuple(cells),
        line.text,
        line.ident,
        line.weight,
        line.weight_in_words,
        grid.where(line.row, table.weight) if table.weight else "",
        weight_cell if line.open_weight else "",
        line.top,
        line.why,
        heading,
    )


def unnumbered(title: str, ident: str) -> str:
    """A heading without the number in front that has a column of its own."""
    return title.removeprefix(ident).strip(" .-:") or title if ident else title


def joined(sheets: Sequence[tuple[str, list[Item]]]) -> list[Item]:
    """Items of one sheet per vendor, row by row under the same words, in the first one's order."""
    order: dict[tuple[str, str], list[At]] = {}
    first: dict[tuple[str, str], Item] = {}
    for position, (_, items) in enumerate(sheets):
        for item in items:
            kind = CRITERION if item.kind in (CRITERION, SECTION) else item.kind
            key = (kind if kind in (TOTAL, RANK) else "", plain(item.label))
            row = order.setdefault(key, [NO_VENDOR] * len(sheets))
            if row[position].where == "":
                row[position] = item.cells[0]
            kept = first.get(key)
            if kept is None:
                first[key] = item
            elif kept.weight is None and item.weight is not None:
                first[key] = replace(kept, weight=item.weight, weight_where=item.weight_where)
    return [replace(first[key], cells=tuple(cells)) for key, cells in order.items()]
