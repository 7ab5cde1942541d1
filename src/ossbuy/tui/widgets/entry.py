"""What every way of weighing by keyboard shares: rows to weigh, what was said, live weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from ossbuy.model.weighing import Ballot
from ossbuy.tui.naming import coded
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.bar import bar
from ossbuy.tui.widgets.grid import Across, Down, Grid

WEIGHT = Across("weight", plain("weight"), 7)
FAIR_NAME = 30
"""Cells a name should have before the bars take any."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to weigh."""

    id: str
    code: str
    title: str

    @property
    def name(self) -> Content:
        """Code and title."""
        return coded(self.code, self.title)


class Entry(Grid):
    """A table in which one person says how things weigh; subclasses know how it is said."""

    HOW: str = ""
    """One sentence for the person at the keyboard."""
    BESIDE: int = 0
    """Cells that columns other than the bars take."""

    class Changed(Message):
        """Something else was said."""

    def __init__(self, items: Sequence[Item], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.items = tuple(items)
        self._shares: Mapping[str, float] = {}

    def begin(self, ballot: Ballot) -> None:
        """Start from what a ballot says."""
        raise TypeError(f"{type(self).__name__} must begin with a ballot")

    def ballot(self, method: str) -> Ballot:
        """What has been said so far, complete or not."""
        raise TypeError(f"{type(self).__name__} must give a ballot")

    def table(self) -> tuple[Sequence[Across], Sequence[Down], Sequence[Down]]:
        """Columns, rows and foot as they are now."""
        raise TypeError(f"{type(self).__name__} must draw a table")

    def weigh(self, shares: Mapping[str, float]) -> None:
        """Show live weights by item, 0..1; nothing for what cannot be weighed yet."""
        self._shares = shares
        self.paint()

    def said(self) -> None:
        """Show what was said, and tell."""
        self.paint()
        self.post_message(self.Changed())

    def paint(self) -> None:
        """Draw the table as it is now."""
        self.show(*self.table())

    def on_mount(self) -> None:
        """Draw it once."""
        self.paint()

    def on_resize(self) -> None:
        """Fit the bars to the width."""
        self.paint()

    @property
    def bar_width(self) -> int:
        """Cells for the bars: what names of a fair length leave over."""
        return max(6, min(36, self.content_size.width - FAIR_NAME - self.BESIDE))

    def weight_cells(self, item: str) -> tuple[Content, Content]:
        """The live weight as a number and as a bar."""
        share = self._shares.get(item)
        if share is None:
            return plain("—", "$text-muted"), plain("")
        most = max(self._shares.values())
        return plain(f"{100 * share:.1f} %", "bold"), bar(share, most, self.bar_width)

    @property
    def bars(self) -> Across:
        """The column of the bars."""
        return Across("bar", plain(""), self.bar_width, "left")
