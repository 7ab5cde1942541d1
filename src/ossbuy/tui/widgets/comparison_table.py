"""A kept comparison as its sheet shows it, with what every row and column was taken as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from ossbuy.exchange.intake.book import Sheet, letters
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.grid import Across, Down, Grid

if TYPE_CHECKING:
    from ossbuy.exchange.comparisons import Comparison
    from ossbuy.exchange.comparisons.comparison import Placed

MOST_ROWS, MOST_COLUMNS = 1000, 100
WIDEST, WIDE, NARROWEST = 26, 10, 3
"""Cells a column takes: that of the criteria, any other at most, any at least."""
KINDS: Mapping[str, tuple[str, str]] = {
    # what a line was taken as: its word, its colour
    "headings": ("headings", "$text-accent"),
    "criterion": ("criterion", "$text-primary"),
    "criteria": ("criteria", "$text-primary"),
    "section": ("heading", "$text-accent"),
    "price": ("price", "$text-success"),
    "gate": ("pass/fail", "$text-success"),
    "total": ("checked", "$text-muted"),
    "subtotal": ("left out", "$text-muted"),
    "rank": ("checked", "$text-muted"),
    "note": ("left out", "$text-muted"),
    "weights": ("weight", "$text-accent"),
    "scores": ("score", "$text-success"),
    "beside": ("", "$text-muted"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What each row and each column of one sheet was taken as."""

    rows: Mapping[int, str]
    columns: Mapping[int, str]


def taken_as(placed: Placed | None) -> Taken:
    """The kinds of rows and columns of a sheet; nothing where it was not read."""
    if placed is None:
        return Taken({}, {})
    across = {placed.label: "criteria"}
    across |= dict.fromkeys(placed.beside, "beside")
    across |= dict.fromkeys(placed.scores, "scores")
    for column in (placed.weight, placed.top):
        if column:
            across[column] = "weights"
    down = dict(placed.rows) | {placed.header: "headings"}
    return Taken(across, down) if placed.turned else Taken(down, across)


class ComparisonTable(Grid):
    """The cells of a sheet; a key says what the line under the cursor is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "say('header')", "headings"),
        Binding("c", "say('criteria')", "criteria"),
        Binding("w", "say('weights')", "weights"),
        Binding("v", "say('vendor')", "vendor"),
        Binding("p", "say('price')", "price"),
        Binding("x", "say('leave')", "leave out"),
    ]

    @dataclass
    class Said(Message):
        """Somebody says what the line under the cursor is."""

        what: str
        row: int
        column: int

    def action_say(self, what: str) -> None:
        """Say what the row or column under the cursor is."""
        row, column = self.current
        if row and column:
            self.post_message(self.Said(what, int(row), int(column)))

    def show_sheet(self, sheet: Sheet, said: Comparison | None) -> None:
        """Show a sheet with what its lines were taken as."""
        placed = None
        if said is not None:
            placed = next((p for p in said.placed if p.sheet == sheet.name), None)
        taken = taken_as(placed)
        width = min(sheet.width, MOST_COLUMNS)
        rows = sheet.rows[:MOST_ROWS]
        # What a banner above or a note below is long is no width of a column.
        body = [row for n, row in enumerate(rows, 1) if taken.rows.get(n) not in ("", "note", None)]
        across = []
        for column in range(1, width + 1):
            longest = max((len(r[column - 1]) for r in body or rows if len(r) >= column), default=0)
            kind = taken.columns.get(column, "")
            head = f"{letters(column)} {KINDS[kind][0]}".strip() if kind else letters(column)
            most = WIDEST if kind == "criteria" or not body else WIDE
            size = max(NARROWEST, len(head), min(longest, most))
            across.append(Across(str(column), plain(head), size, "left"))
        down = [
            Down(str(number), _name(number, taken.rows.get(number, "")), _cells(row, width, taken))
            for number, row in enumerate(rows, start=1)
        ]
        self.show(across, down)


def _name(number: int, kind: str) -> Content:
    word, style = KINDS.get(kind, ("", ""))
    return Content.assemble(plain(f"{number:>4} ", "$text-muted"), plain(word, style))


def _cells(row: tuple[str, ...], width: int, taken: Taken) -> list[Content]:
    cells = []
    for column in range(1, width + 1):
        text = row[column - 1] if len(row) >= column else ""
        kind = taken.columns.get(column, "")
        cells.append(one_line(text, KINDS[kind][1] if kind else "$text-muted"))
    return cells
