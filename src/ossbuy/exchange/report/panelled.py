"""The panel on the Sensitivity sheet: totals without each evaluator, and by the other method."""

from __future__ import annotations

import math

from ossbuy.analysis.robustness.cockpit import Robustness
from ossbuy.exchange.report.layout import Layout
from ossbuy.exchange.report.sheet import Sheet
from ossbuy.exchange.report.style import SCORE


def write_panel(sheet: Sheet, firm: Robustness, at: Layout) -> int:
    """Write the table where several people's scores count; returns the last row used."""
    panel = firm.firm.panel
    if panel is None:
        return at.end
    row = at.end + 2
    title = (
        f"The same scores without each evaluator ({len(panel.evaluators)}, by the {panel.method})"
    )
    sheet.texts(row, 0, (title,) + ("",) * at.last_col, "heading")
    sheet.wide(row + 1, 0, at.last_col, panel.sentence(), "sentence")
    sheet.text(row + 2, 0, "Scores brought together", "head left")
    for k, name in enumerate(panel.vendors):
        sheet.text(row + 2, 1 + k, name, "head")
    for i, run in enumerate(panel.runs):
        sheet.text(row + 3 + i, 0, run.change[:1].upper() + run.change[1:], "strong")
        for k, total in enumerate(run.totals.tolist()):
            first = "key number" if k == run.winner else "number"
            sheet.number(row + 3 + i, 1 + k, None if math.isnan(total) else total, SCORE, first)
    return row + 3 + len(panel.runs)
