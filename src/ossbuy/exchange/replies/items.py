"""Collecting what drifted: each item with its place in words and as a cell to colour."""

from __future__ import annotations

from typing import Final

from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.replies.reply import KINDS, Mark
from ossbuy.model.receipt import DriftItem

MOST: Final = 20_000
"""Items kept of one file; how many more there were is an item of its own."""
SAID: Final = 1_000
"""Characters kept of a cell."""

_ORDER: Final = {kind: number for number, kind in enumerate(KINDS)}


class Items:
    """The items of one file, in the order of their kinds and places."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._found: list[tuple[int, int, int, int, DriftItem]] = []
        self._more = 0
        self.marks: list[Mark] = []

    def cell(
        self,
        kind: str,
        sheet: int,
        row: int,
        column: int,
        what: str,
        requirement: str = "",
        said: str = "",
        taken_as: str = "",
        marked: bool = True,
    ) -> None:
        """Something about a cell; row and column count from 1, column 0 is the whole row."""
        where = self._book.sheets[sheet].where(row, column)
        self._add(kind, sheet, row, column, where, what, requirement, said, taken_as)
        if marked:
            self.mark(kind, sheet, row, column, what)

    def row(
        self, kind: str, sheet: int, row: int, what: str, requirement: str = "", said: str = ""
    ) -> None:
        """Something about a whole row."""
        self.cell(kind, sheet, row, 0, what, requirement, said)

    def sheet(self, kind: str, sheet: int, what: str, said: str = "") -> None:
        """Something about a whole sheet."""
        self._add(kind, sheet, 0, 0, self._book.sheets[sheet].place, what, "", said, "")

    def whole(
        self, kind: str, what: str, requirement: str = "", said: str = "", taken_as: str = ""
    ) -> None:
        """Something about the whole file."""
        self._add(kind, -1, 0, 0, self._book.name, what, requirement, said, taken_as)

    def mark(self, kind: str, sheet: int, row: int, column: int, what: str) -> None:
        """A cell to colour that is part of an item about several cells."""
        self.marks.append(Mark(sheet, row, column, kind, what))

    def sorted(self) -> tuple[DriftItem, ...]:
        """What needs a look first, then by place."""
        found = [item for *_, item in sorted(self._found, key=lambda one: one[:4])]
        if self._more:
            what = f"{self._more} more items were not kept; see the annotated copy."
            found.append(DriftItem(kind="file", where=self._book.name[:500], what=what))
        return tuple(found)

    def _add(
        self,
        kind: str,
        sheet: int,
        row: int,
        column: int,
        where: str,
        what: str,
        requirement: str,
        said: str,
        taken_as: str,
    ) -> None:
        if len(self._found) >= MOST:
            self._more += 1
            return
        item = DriftItem(
            kind=kind,
            where=where[:500],
            what=what,
            requirement=requirement,
            said=said[:SAID],
            taken_as=taken_as[:500],
        )
        self._found.append((_ORDER[kind], sheet, row, column, item))


def short(text: str, most: int = 40) -> str:
    """A cell in quotes, cut to what a sentence can hold."""
    line = " ".join(text.split())
    return repr(line if len(line) <= most else line[: most - 1] + "…")
