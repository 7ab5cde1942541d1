"""What a workbook holds that its values do not show: hidden lines, formulas never calculated."""

from __future__ import annotations

from dataclasses import replace

from ossbuy.exchange.comparisons.comparison import Comparison, Placed, Remark
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import SheetStructure, Structure, letters

COUNTED = frozenset({"criterion", "price", "gate"})
"""Kinds of lines that decide something."""


def with_unseen(said: Comparison, structure: Structure) -> Comparison:
    """A comparison with what cannot be seen on its sheets said first."""
    found: list[Remark] = []
    for placed in said.placed:
        sheet = structure.sheet(placed.sheet)
        if sheet is not None:
            prefix = f"sheet {placed.sheet}" if len(said.placed) > 1 else ""
            found += _hidden(placed, sheet, prefix)
            found += _uncached(placed, sheet, prefix)
    return replace(said, remarks=(*found, *said.remarks)) if found else said


def never_calculated(structure: Structure, why: BadFile) -> BadFile:
    """Why nothing was understood: formulas without values, if there are many, else as it was."""
    first = next((s for s in structure.sheets if len(s.uncached) > 1), None)
    if first is None:
        return why
    row, column = min(first.uncached)
    return BadFile(
        f"{structure.name}, sheet {first.name}",
        f"{len(first.uncached)} formulas, the first in cell {letters(column)}{row}, have no saved "
        "values; open it in a spreadsheet program, save it, and try again.",
    )


def _hidden(placed: Placed, sheet: SheetStructure, prefix: str) -> list[Remark]:
    counted = {row for row, kind in placed.rows if kind in COUNTED}
    scores = {*placed.scores, placed.weight} - {0}
    rows, columns = (scores, counted) if placed.turned else (counted, scores)
    found = []
    for what, lines in (
        ("row", sorted(rows & sheet.hidden_rows)),
        ("column", sorted(columns & sheet.hidden_columns)),
    ):
        if lines:
            names = [str(n) if what == "row" else letters(n) for n in lines]
            shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
            many = f"{what}s {shown} are" if len(names) > 1 else f"{what} {shown} is"
            found.append(Remark(prefix, f"{many} hidden in the file, and counted all the same."))
    return found


def _uncached(placed: Placed, sheet: SheetStructure, prefix: str) -> list[Remark]:
    counted = {row for row, kind in placed.rows if kind in COUNTED}
    scores = {*placed.scores, placed.weight} - {0}
    cells = sorted(
        (row, column)
        for row, column in sheet.uncached
        if (row in counted and column in scores)
        or (placed.turned and column in counted and row in scores)
    )
    if not cells:
        return []
    row, column = cells[0]
    at = f"cell {letters(column)}{row}"
    said = f"1 formula ({at}) was" if len(cells) == 1 else f"{len(cells)} formulas ({at} …) were"
    return [
        Remark(
            prefix,
            f"{said} never calculated and blank here; open the file in a spreadsheet program and "
            "save it.",
        )
    ]
