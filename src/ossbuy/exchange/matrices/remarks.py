"""What somebody should know about a sheet: ids that stand there twice, and what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.values import Layout, Line, Repeated, Table
from ossbuy.exchange.matrices.words import Words

GAP = 100
"""Blank rows after which rows are said to stand far below the table."""


def repeated_ids(lines: Sequence[Line], how: str) -> tuple[list[Line], tuple[Repeated, ...]]:
    """The lines with each id once, or apart; and what to ask about ids that stand there twice."""
    rows: dict[str, list[Line]] = {}
    for line in lines:
        if line.becomes == "requirement" and line.asked and line.asked.code:
            rows.setdefault(line.asked.code.casefold(), []).append(line)
    twice = {code: found for code, found in rows.items() if len(found) > 1}
    later = {
        line.row: (code, n) for code, found in twice.items() for n, line in enumerate(found) if n
    }
    out = []
    for line in lines:
        if line.row not in later or line.becomes != "requirement" or line.asked is None:
            out.append(line)
            continue
        first = twice[later[line.row][0]][0]
        if how == "apart":
            code = f"{line.asked.code} (row {line.row})"
            remark = f"{line.asked.code} stands on row {first.row}, too"
            asked = replace(line.asked, code=code)
            out.append(replace(line, asked=asked, remarks=(*line.remarks, remark)))
        else:
            why = f"{line.asked.code} stands on row {first.row} already"
            out.append(replace(line, becomes="repeated id", why=why))
    return out, tuple(_question(found) for found in twice.values())


def _question(found: Sequence[Line]) -> Repeated:
    first = found[0].asked
    assert first is not None
    rows = tuple(line.row for line in found)
    same = len({" ".join(line.asked.text.split()) for line in found if line.asked}) == 1
    listed = ", ".join(map(str, rows[:-1])) + f" and {rows[-1]}"
    said = f"{first.code} stands on rows {listed} with "
    said += (
        "the same text: once is enough, unless they are lots."
        if same
        else ("different texts: is it the same requirement in several lots, or a slip?")
    )
    if not same and re.fullmatch(r"\d+\.[1-9]", first.code):
        said += f" A spreadsheet keeps a number {first.code}0 as {first.code}."
    return Repeated(first.code, rows, same, said)


def unseen(sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    """What a reader does not see on the sheet, a sentence each."""
    said = []
    if sheet.state != "visible":
        said.append(f"The sheet is {sheet.state}.")
    filled = [r for r in layout.hidden_rows if r <= len(sheet.rows) and any(sheet.rows[r - 1])]
    if filled:
        what = "is hidden; it is" if len(filled) == 1 else "are hidden; they are"
        said.append(f"{len(filled)} of its rows {what} read like the others.")
    if many := len([c for c in layout.hidden_columns if c <= sheet.width]):
        what = "is hidden; it is" if many == 1 else "are hidden; they are"
        said.append(f"{many} of its columns {what} read, too.")
    if many := layout.comments:
        hang = "comment hangs" if many == 1 else "comments hang"
        said.append(f"{many} {hang} on its cells; comments are not read.")
    if layout.protected:
        said.append("It is protected; it is read all the same.")
    if many := len(layout.uncached):
        said.append(f"{many} of its formulas {'has' if many == 1 else 'have'} no stored value.")
    return tuple(said)


def odd_ticks(sheet: Sheet, tables: Sequence[Table], lists: Words) -> list[str]:
    """Columns of ticks that hold other values, too, a sentence each."""
    said = []
    for table in tables:
        for column in table.columns:
            if column.role != "notes" or not column.filled:
                continue
            cells = [sheet.cell(r, column.number) for r in range(table.last + 1, table.end + 1)]
            filled = [c.strip() for c in cells if c.strip()]
            odd = list(dict.fromkeys(c for c in filled if not cell_words.tick(c, lists)))
            ticked = len(filled) - len([c for c in filled if c in odd])
            if not odd or ticked < 0.6 * len(filled) or len(odd) > 9:
                continue
            if all(cell_words.number(c) for c in filled):
                continue
            shown = ", ".join(repr(cell_words.shown(c, 30)) for c in odd[:3])
            many = "1 other value" if len(odd) == 1 else f"{len(odd)} other values"
            said.append(f"{column.header} holds ticks and {many}: {shown}.")
    return said


def far_below(lines: Sequence[Line]) -> tuple[str, ...]:
    for before, line in pairwise(lines):
        if line.row - before.row > GAP:
            return (
                f"Row {line.row} stands {line.row - before.row - 1} blank rows below the rest.",
            )
    return ()
