"""A list with columns that fit: the rightmost fall away when there is no room.

Built on OptionList: one line per row, drawn from `Content`, so text is never read as markup and
colours follow the theme. A repaint patches only the rows that changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ossbuy.tui.text import cut, fit, plain

GAP = 2
"""Cells between columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing."""

    title: str
    width: int
    """Cells it takes; the smallest width if it is flexible."""
    align: str = "left"
    flexible: bool = False
    """Takes what is left over (one column per listing)."""
    least: int = 0
    """Shown only when the listing is at least this wide."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a stable id and one cell per column."""

    id: str
    cells: tuple[Content, ...]


def widths(columns: Sequence[Column], room: int) -> list[int]:
    """Cells for each column, 0 for those that fell away; they sum to the room with the gaps."""
    shown = [room >= column.least for column in columns]
    taken = [column.width if there else 0 for column, there in zip(columns, shown, strict=True)]
    spare = room - sum(taken) - GAP * (sum(shown) - 1)
    for place, column in enumerate(columns):
        if column.flexible and shown[place]:
            taken[place] = max(4, taken[place] + spare)
    return taken


def line(cells: Sequence[Content], taken: Sequence[int], columns: Sequence[Column]) -> Content:
    """One row as text, every cell cut or padded to its column."""
    shown = [
        fit(cell, width, column.align)
        for cell, width, column in zip(cells, taken, columns, strict=True)
        if width
    ]
    return cut(Content(" " * GAP).join(shown), sum(taken) + GAP * (len(shown) - 1))


class Listing(OptionList):
    """Rows with a cursor; put a `Heads` with the same columns above it."""

    DEFAULT_CSS = """
    Listing {
        height: 1fr; background: $surface; scrollbar-gutter: stable;
        &:focus { background-tint: $surface 0%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "edit", key_display="↵", id="enter"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]
    rows: reactive[tuple[Row, ...]] = reactive((), init=False, repaint=False)
    """What is shown."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, compact=True, markup=False)
        self.columns = tuple(columns)

    @property
    def current(self) -> str:
        """Id of the row under the cursor; empty for none."""
        option = self.highlighted_option
        return option.id or "" if option else ""

    def on_click(self, event: events.Click) -> None:
        """The first click on a row looks at it; a click on the row under the cursor opens it."""
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked != self.highlighted:
            event.prevent_default()
            self.focus()
            self.highlighted = clicked

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its row if that is still there."""
        self.rows = tuple(rows)

    def watch_rows(self, before: tuple[Row, ...], rows: tuple[Row, ...]) -> None:
        """Patch what changed; rebuild only when rows came, went or moved."""
        if [r.id for r in before] == [r.id for r in rows] and self.option_count == len(rows):
            for place, (old, new) in enumerate(zip(before, rows, strict=True)):
                if not _same(old, new):
                    self.replace_option_prompt_at_index(place, self._line(new.cells))
            return
        current, place = self.current, self.highlighted or 0
        self.set_options([Option(self._line(row.cells), id=row.id) for row in rows])
        if not self.go_to(current) and rows:
            self.highlighted = min(place, len(rows) - 1)

    def go_to(self, ident: str) -> bool:
        """Put the cursor on a row; whether it is there."""
        for place, row in enumerate(self.rows):
            if row.id == ident:
                self.highlighted = place
                return True
        return False

    def on_resize(self) -> None:
        """Fit every row to the new width."""
        for place, row in enumerate(self.rows):
            self.replace_option_prompt_at_index(place, self._line(row.cells))

    @property
    def room(self) -> int:
        """Cells a row may take."""
        return max(10, self.scrollable_content_region.width)

    def _line(self, cells: Sequence[Content]) -> Content:
        return line(cells, widths(self.columns, self.room), self.columns)


class Heads(Static):
    """The column heads above a listing, fitted as its rows are."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(classes="heads")
        self._columns = tuple(columns)

    def show(self, columns: Sequence[Column]) -> None:
        """Other titles for the same columns."""
        self._columns = tuple(columns)
        self.on_resize()

    def on_resize(self) -> None:
        """Fit the heads to the new width."""
        # The listing keeps one cell free for its scrollbar.
        room = max(10, self.content_size.width - 1)
        heads = [plain(column.title, "$text-muted") for column in self._columns]
        self.update(line(heads, widths(self._columns, room), self._columns))


def _same(one: Row, other: Row) -> bool:
    return all(a.is_same(b) for a, b in zip(one.cells, other.cells, strict=True))
