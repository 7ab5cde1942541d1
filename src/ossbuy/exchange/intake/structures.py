"""What is unseen in a file, there and back between the two processes as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ossbuy.exchange.intake.arrived import received
from ossbuy.exchange.intake.book import (
    Choices,
    Comment,
    Range,
    Sheet,
    SheetStructure,
    Structure,
)
from ossbuy.exchange.intake.limits import MOST_ROWS
from ossbuy.exchange.intake.texts import Sent, one_line

_PLACES = ("uncached", "failed", "linked")
_LINES = ("hidden_rows", "hidden_columns")


def structure_of(content: bytes, name: str, kind: str, values: Callable[[], Sent]) -> Structure:
    """The structure of a file.

    Args:
        content: its bytes.
        name: its name.
        kind: what it is.
        values: reads its sheets, for drop-downs whose words stand in cells; asked when needed.

    Raises:
        BadFile: damaged in a part that holds no values.
    """
    from ossbuy.exchange.intake.parts import opened
    from ossbuy.exchange.intake.unseen_docx import read_unseen_document
    from ossbuy.exchange.intake.unseen_ods import read_unseen_ods
    from ossbuy.exchange.intake.unseen_xlsx import read_unseen

    shown = one_line(name, 120)
    if kind == "csv":
        return Structure(name, tuple(SheetStructure(head[0]) for head in values().heads))
    cells = _Texts(values)
    with opened(content, shown) as parts:
        if kind == "docx":
            return read_unseen_document(parts, name)
        if kind == "ods":
            return read_unseen_ods(parts, name, cells)
        return read_unseen(parts, name, cells)


class _Texts:
    """Texts of blocks of cells, for the lists that drop-downs point to."""

    def __init__(self, values: Callable[[], Sent]) -> None:
        self._read = values
        self._values: Sent | None = None
        self._sheets: dict[str, Sheet] = {}

    def __call__(self, sheet: str, area: Range) -> Sequence[str]:
        wanted = sheet.strip().casefold()
        if wanted not in self._sheets:
            self._sheets[wanted] = self._unfolded(wanted)
        found = self._sheets[wanted]
        return [
            found.cell(row, column)
            for row in range(area.top, min(area.bottom, len(found.rows)) + 1)
            for column in range(area.left, min(area.right, len(found.rows[row - 1])) + 1)
        ]

    def _unfolded(self, wanted: str) -> Sheet:
        if self._values is None:
            self._values = self._read()
        for head, body in zip(self._values.heads, self._values.bodies, strict=True):
            if head[0].strip().casefold() == wanted:
                return next(received([head], body))
        return Sheet(wanted, "", ())


def packed(structure: Structure) -> dict[str, Any]:
    """A structure as plain data."""
    return {
        "name": structure.name,
        "sheets": [_packed_sheet(sheet) for sheet in structure.sheets],
        "defined_names": structure.defined_names,
        "external_links": structure.external_links,
        "macros": structure.macros,
        "authors": structure.authors,
        "properties": structure.properties,
        "protected": structure.protected,
        "hidden_names": structure.hidden_names,
        "tracked": structure.tracked,
    }


def _packed_sheet(sheet: SheetStructure) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": sheet.name,
        "state": sheet.state,
        "protected": sheet.protected,
        "merges": [_four(one) for one in sheet.merges],
        "comments": [(c.row, c.column, c.author, c.text) for c in sheet.comments],
        "choices": [([_four(r) for r in c.ranges], c.words, c.source) for c in sheet.choices],
        "pictures": sheet.pictures,
    }
    data["decimals"] = sheet.decimals
    for key in _PLACES:
        data[key] = sorted(getattr(sheet, key))
    for key in _LINES:
        data[key] = runs(getattr(sheet, key))
    return data


def unpacked(data: dict[str, Any]) -> Structure:
    """A structure from plain data."""
    return Structure(
        name=str(data["name"]),
        sheets=tuple(_unpacked_sheet(sheet) for sheet in data["sheets"]),
        defined_names=_pairs(data["defined_names"]),
        external_links=tuple(map(str, data["external_links"])),
        macros=bool(data["macros"]),
        authors=tuple(map(str, data["authors"])),
        properties=_pairs(data["properties"]),
        protected=bool(data["protected"]),
        hidden_names=tuple(map(str, data["hidden_names"])),
        tracked=int(data["tracked"]),
    )


def _unpacked_sheet(data: dict[str, Any]) -> SheetStructure:
    def places(key: str) -> frozenset[tuple[int, int]]:
        return frozenset((int(row), int(column)) for row, column in data[key])

    def lines(key: str) -> frozenset[int]:
        return frozenset(
            number for first, last in data[key] for number in range(first, min(last, MOST_ROWS) + 1)
        )

    return SheetStructure(
        name=str(data["name"]),
        state=str(data["state"]),
        protected=bool(data["protected"]),
        hidden_rows=lines("hidden_rows"),
        hidden_columns=lines("hidden_columns"),
        merges=tuple(Range(*map(int, one)) for one in data["merges"]),
        comments=tuple(Comment(int(r), int(c), str(a), str(t)) for r, c, a, t in data["comments"]),
        choices=tuple(
            Choices(
                tuple(Range(*map(int, one)) for one in ranges), tuple(map(str, words)), str(source)
            )
            for ranges, words, source in data["choices"]
        ),
        uncached=places("uncached"),
        pictures=int(data["pictures"]),
        failed=places("failed"),
        linked=places("linked"),
        decimals=tuple((int(r), int(c), int(n)) for r, c, n in data["decimals"]),
    )


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as stretches: 3, 4, 5, 9 are (3, 5) and (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] + 1 == number:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _four(block: Range) -> tuple[int, int, int, int]:
    return block.top, block.left, block.bottom, block.right


def _pairs(data: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in data)
