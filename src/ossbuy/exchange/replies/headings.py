"""What is odd about the columns of a table: renamed, added, lost, twice there, or text above it."""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.replies.columns import Layout
from ossbuy.exchange.replies.items import Items, short
from ossbuy.exchange.replies.taking import MOST_RAW
from ossbuy.exchange.replies.words import folded


def report_columns(layout: Layout, sheet: Sheet, issued: bool, items: Items) -> None:
    """What is odd about the columns of a table."""
    at = max(layout.header, 0) + 1
    for role, column in layout.roles.items():
        name = layout.names[column] if column < len(layout.names) else ""
        how = layout.told.get(role, "")
        if how:
            shown = f"column {short(name)}" if name else "a column without a name"
            items.cell(
                "column", layout.sheet, at, column + 1, f"{shown} was read as {role}: {how}."
            )
        elif folded(name) != role:
            items.cell(
                "column",
                layout.sheet,
                at,
                column + 1,
                f"column {short(name)} was read as {role}.",
                said=name,
                taken_as=role,
            )
    for column, meaning in layout.ticks.items():
        items.cell(
            "column",
            layout.sheet,
            at,
            column + 1,
            f"a tick under {short(layout.names[column])} was read as the level {meaning}.",
            said=layout.names[column],
            taken_as=str(meaning),
        )
    lost = [r for r in ("key", "id") if r not in layout.roles]
    if lost and issued:
        names = " and ".join(lost)
        items.sheet(
            "column",
            layout.sheet,
            f"the column{'s' if len(lost) > 1 else ''} {names} "
            f"{'are' if len(lost) > 1 else 'is'} gone; rows were found by what is left.",
        )
    body = sheet.rows[layout.first :]
    width = max((len(row) for row in body), default=0)
    used = {*layout.roles.values(), *layout.ticks}
    for column in range(width):
        if column in used:
            continue
        count = sum(1 for row in body if column < len(row) and row[column])
        if not count:
            continue
        name = layout.names[column] if column < len(layout.names) else ""
        shown = f"column {short(name)}" if name else "a column without a name"
        cells = f"{count} cell{'' if count == 1 else 's'}"
        elsewhere = column - len(used) >= MOST_RAW
        if elsewhere:
            what = f"{shown} was not asked; its {cells} stay in the file that is kept."
        elif second := layout.again.get(column):
            what = (
                f"{shown} is a second column for {second}; its {cells} stay with the answers as "
                "they were written."
            )
        else:
            what = f"{shown} was not asked; its {cells} stay with the answers as written."
        items.cell("column", layout.sheet, at, column + 1, what, said=name)
    for number, row in enumerate(sheet.rows[: max(layout.header, 0)]):
        _outside(layout.sheet, number, row, items)


def _outside(sheet: int, number: int, row: Sequence[str], items: Items) -> None:
    for column, cell in enumerate(row):
        if cell:
            items.cell(
                "outside",
                sheet,
                number + 1,
                column + 1,
                f"{short(cell)} stands above the table and was not read.",
                said=cell,
            )
