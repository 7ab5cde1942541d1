"""The cells of a table by what they hold: ids and texts, merged cells, formulas without values."""

from __future__ import annotations

from collections.abc import Mapping

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.matrices import cells as cell_words
from ossbuy.exchange.matrices.ids import cut, id_like
from ossbuy.exchange.matrices.values import (
    BECOMES,
    Corrections,
    Layout,
    Line,
    Reading,
    Split,
    Table,
)
from ossbuy.exchange.matrices.words import Words

FIELDS = (
    "verification",
    "threshold",
    "references",
    "layer",
    "unique",
    "kpi",
    "kpi_unit",
    "kpi_baseline",
    "kpi_target",
    "counter_kpi",
    "risk",
    "library",
    "short",
)
FILLED_DOWN = ("section", "section_id", "chapter", "chapter_id", "priority", "title")
"""Roles whose cells a vertical merge speaks for; texts and ids are each row's own."""


class Cells:
    """The cells of one table of a sheet, by row and role."""

    def __init__(
        self,
        sheet: Sheet,
        table: Table,
        layout: Layout,
        lists: Words,
        corrections: Corrections,
        readings: Mapping[str, Reading],
        split: Split | None,
    ) -> None:
        self._sheet, self._table, self._layout = sheet, table, layout
        self._lists, self._corrections = lists, corrections
        self._readings, self._split = readings, split
        self._at = {role: table.at(role) for role in (*FIELDS, *FILLED_DOWN, "id", "text", "gate")}
        rows = range(table.last + 1, table.end + 1)
        ids = [sheet.cell(r, self._at["id"]) for r in rows] if self._at["id"] else []
        filled = [cell for cell in ids if cell.strip()]
        self._shaped = sum(map(id_like, filled)) >= 0.5 * len(filled) if filled else False
        texts = [text for r in rows if (text := sheet.cell(r, self._at["text"]).strip())][:200]
        asking = sum(cell_words.instruction(text, lists) for text in texts)
        self._polite = len(texts) > 2 and asking >= 0.3 * len(texts)
        """Whether it is the way of this table to ask: "Please describe …"."""
        self._merged = [m for m in layout.merges if m.bottom > m.top or m.right > m.left]
        spans = [cell for cell in (sheet.cell(r, self._at["text"]) for r in rows) if cell.strip()]
        self._only_texts = not self._at["id"] and split is None
        self._rows = len(spans)

    def _cell(self, row: int, role: str) -> str:
        """A cell by role; in a vertical merge, what the merge says."""
        column = self._at.get(role, 0)
        if not column:
            return ""
        said = self._sheet.cell(row, column)
        if not said.strip() and role in FILLED_DOWN:
            merge = next((m for m in self._merged if m.holds(row, column)), None)
            if merge is not None:
                return self._sheet.cell(merge.top, merge.left)
        return said.strip()

    def _code_and_text(self, row: int) -> tuple[str, str]:
        code = self._sheet.cell(row, self._at["id"]).strip() if self._at["id"] else ""
        text = self._sheet.cell(row, self._at["text"]).strip() if self._at["text"] else ""
        if self._split is None:
            return code, text
        whole = self._sheet.cell(row, self._split.column)
        pair = cut(self._split.pattern, whole)
        if self._split.into == "text":
            return pair if pair else (code, text)
        return (pair[0], text or pair[1]) if pair else (code, text)

    def _is_id(self, code: str) -> bool:
        if self._split is not None and not self._at["id"]:
            return True
        if id_like(code) or (self._split is not None and len(code) <= 40):
            return True
        return (
            not self._shaped
            and len(code) <= 60
            and len(code.split()) <= 4
            and bool(not cell_words.placeholder(code, self._lists))
        )

    def _formula(self, row: int) -> bool:
        """Whether the text of a row is a formula whose value the file does not hold."""
        place = (row, self._at["text"])
        return place in self._layout.uncached or place in self._layout.failed

    def _header(self, role: str) -> str:
        return next((c.header for c in self._table.columns if c.role == role), role)

    def _as(self, row: int, becomes: str, why: str = "") -> Line:
        said = dict.fromkeys(" ".join(c.split()) for c in self._sheet.rows[row - 1] if c.strip())
        return Line(row, becomes, why or BECOMES[becomes], cell_words.shown(" · ".join(said)))
