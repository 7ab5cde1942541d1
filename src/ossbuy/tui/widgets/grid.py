"""A table with a cursor on one cell: heads and row names stay while the rest moves under them.

Only the cells that fit are drawn, from `Content`, so a table of any size costs what is seen and
text is never read as markup. `draw` is a pure function from what is shown to the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ossbuy.tui.text import cut, fit, plain

GAP = 1
"""Cells between columns."""
LEAST_NAME = 16
"""Cells a row's name keeps however many columns there are."""
MOST_NAME = 44


@dataclass(frozen=True, slots=True)
class Across:
    """A column."""

    id: str
    title: Content
    width: int
    align: str = "right"


@dataclass(frozen=True, slots=True)
class Down:
    """A row: its name and one cell per column. A heading has no cells and takes no cursor."""

    id: str
    name: Content | Callable[[], Content]
    cells: Sequence[Content] = ()
    """Name and cells may be made only when asked for: what is not seen is not drawn."""

    @property
    def title(self) -> Content:
        """The name, made now if it was not yet."""
        return self.name if isinstance(self.name, Content) else self.name()

    @property
    def heading(self) -> bool:
        """Whether it only names the rows after it."""
        return not len(self.cells)


@dataclass(frozen=True, slots=True)
class View:
    """What part of a table is seen, and where its cursor is."""

    width: int
    height: int
    row: int
    column: int
    top: int = 0
    left: int = 0


def shown_columns(across: Sequence[Across], view: View) -> range:
    """The columns that fit whole beside the narrowest names, from the leftmost seen."""
    room = view.width - LEAST_NAME
    last = view.left
    while last < len(across) and (room := room - across[last].width - GAP) >= 0:
        last += 1
    return range(view.left, max(last, min(view.left + 1, len(across))))


def name_width(across: Sequence[Across], view: View) -> int:
    """Cells for the row names: what the columns shown leave over, within bounds."""
    taken = sum(across[place].width + GAP for place in shown_columns(across, view))
    return max(LEAST_NAME, min(MOST_NAME, view.width - taken))


def draw(
    across: Sequence[Across],
    down: Sequence[Down],
    foot: Sequence[Down],
    view: View,
    *,
    focused: bool = True,
    whole_rows: bool = False,
) -> Content:
    """Heads, the rows that fit, and the foot rows, each line cut to the width.

    With ``whole_rows`` the cursor is a row; else it is a cell, its row and column pale.
    """
    marked = "on $cursor" if focused else "on $panel"
    seen = shown_columns(across, view)
    name = name_width(across, view)

    def line(head: Content, cells: Sequence[Content], row: int | None) -> Content:
        parts = [fit(head, name)]
        for place in seen:
            cell = fit(cells[place], across[place].width, across[place].align)
            if whole_rows:
                pass
            elif row == view.row and place == view.column:
                cell = cell.stylize(f"bold {marked}")
            elif row is not None and (row == view.row or place == view.column):
                cell = cell.stylize("on $panel")
            parts += [Content(" " * GAP), cell]
        drawn = cut(Content.assemble(*parts), view.width)
        return drawn.stylize(marked) if whole_rows and row == view.row else drawn

    hidden = len(across) - len(seen)
    more = f"{seen.start + 1}–{seen.stop} of {len(across)} →" if hidden else ""
    lines = [
        line(plain(more, "$text-muted"), [c.title.stylize("$text-muted") for c in across], None)
    ]
    room = max(1, view.height - 1 - len(foot))
    for place in range(view.top, min(len(down), view.top + room)):
        row = down[place]
        if row.heading:
            lines.append(cut(row.title, view.width))
        else:
            head = row.title.stylize("bold") if place == view.row else row.title
            lines.append(line(head, row.cells, place))
    lines += [line(row.title, row.cells, None) for row in foot]
    return Content("\n").join(lines)


class Grid(Widget, can_focus=True):
    """The table as a widget; subclass it to give the cells keys of their own."""

    DEFAULT_CSS = """
    Grid { height: 1fr; width: 1fr; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1, 0)", show=False),
        Binding("down,j", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "move(-10, 0)", show=False),
        Binding("pagedown", "move(10, 0)", show=False),
        Binding("home", "move(-100000, 0)", show=False),
        Binding("end", "move(100000, 0)", show=False),
        Binding("enter", "choose", "open", key_display="↵", show=False),
    ]

    row: reactive[int] = reactive(0)
    """Place of the cursor's row."""
    column: reactive[int] = reactive(0)
    """Place of the cursor's column."""

    @dataclass
    class Moved(Message):
        """The cursor went to another cell."""

        row: str
        column: str

    @dataclass
    class Chosen(Message):
        """Enter on a cell."""

        row: str
        column: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._across: tuple[Across, ...] = ()
        self._down: tuple[Down, ...] = ()
        self._foot: tuple[Down, ...] = ()
        self._top = self._left = 0
        self.whole_rows = False
        """The cursor is a row: for a table whose cells have nothing to say of their own."""

    @property
    def current(self) -> tuple[str, str]:
        """Ids of the row and the column under the cursor; empty for none."""
        row = self._down[self.row].id if self.row < len(self._down) else ""
        column = self._across[self.column].id if self.column < len(self._across) else ""
        return row, column

    def show(
        self, across: Sequence[Across], down: Sequence[Down], foot: Sequence[Down] = ()
    ) -> None:
        """Show this table; the cursor stays on its cell if that is still there."""
        row, column = self.current
        resized = len(down) + len(foot) != len(self._down) + len(self._foot)
        self._across, self._down, self._foot = tuple(across), tuple(down), tuple(foot)
        if not self.go_to(row, column):
            self.row = self._nearest(min(self.row, max(0, len(down) - 1)), 1)
            self.column = min(self.column, max(0, len(across) - 1))
        self.refresh(layout=resized)

    def go_to(self, row: str, column: str = "") -> bool:
        """Put the cursor on a row, and a column if one is named; whether the row is there."""
        for place, one in enumerate(self._across):
            if one.id == column:
                self.column = place
        for place, line in enumerate(self._down):
            if line.id == row and not line.heading:
                self.row = place
                return True
        return False

    def _nearest(self, place: int, way: int) -> int:
        """The row at or after a place that takes the cursor; else the one before it."""
        for step in (way, -way):
            at = place
            while 0 <= at < len(self._down):
                if not self._down[at].heading:
                    return at
                at += step
        return 0

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor."""
        if not self._down or not self._across:
            return
        if down:
            place = max(0, min(len(self._down) - 1, self.row + down))
            self.row = self._nearest(place, 1 if down > 0 else -1)
        self.column = max(0, min(len(self._across) - 1, self.column + right))

    def action_choose(self) -> None:
        """Enter."""
        if self._down and self._across:
            self.post_message(self.Chosen(*self.current))

    def watch_row(self) -> None:
        """Tell where the cursor is."""
        self._moved()

    def watch_column(self) -> None:
        """Tell where the cursor is."""
        self._moved()

    def _moved(self) -> None:
        if self._down and self._across:
            self.post_message(self.Moved(*self.current))

    def _view(self) -> View:
        """Scroll just so far that the cursor is seen."""
        width, height = self.content_size
        room = max(1, height - 1 - len(self._foot))
        self._top = max(0, min(self._top, self.row, len(self._down) - room))
        self._top = max(self._top, self.row - room + 1)
        if self._top == 1 and self._down[0].heading and self.row < room:
            self._top = 0
        self._left = min(self._left, self.column)
        while True:
            view = View(width, height, self.row, self.column, self._top, self._left)
            if self.column < shown_columns(self._across, view).stop or self._left >= self.column:
                return view
            self._left += 1

    def render(self) -> Content:
        """Draw what fits."""
        if not self._across:
            return Content("")
        return draw(
            self._across,
            self._down,
            self._foot,
            self._view(),
            focused=self.has_focus,
            whole_rows=self.whole_rows,
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line for the heads and one per row."""
        return 1 + len(self._down) + len(self._foot)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        offset = event.get_content_offset(self)
        if offset is None or not self._across:
            return
        view = self._view()
        place = self._top + offset.y - 1
        if offset.y > 0 and place < len(self._down) and not self._down[place].heading:
            self.row = place
        edge = name_width(self._across, view)
        for number in shown_columns(self._across, view):
            edge += GAP + self._across[number].width
            if offset.x < edge and offset.x >= edge - self._across[number].width:
                self.column = number
