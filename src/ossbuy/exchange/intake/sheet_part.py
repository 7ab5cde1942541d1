"""One sheet of an .xlsx file beside its values, in one walk through its XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ossbuy.exchange.intake.book import Range
from ossbuy.exchange.intake.limits import MOST_COLUMNS, MOST_ROWS
from ossbuy.exchange.intake.places import block, blocks, cell

TRUE: Final = ("1", "true")


_PLAIN_CELL: Final = re.compile(
    rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?: t="(?:s|n|b|inlineStr)")?'
    rb"(?:/>|>(?:<v>[^<]*</v>|<is><t[^<>]*>[^<]*</t></is>)</c>)"
)
_PLAIN_ROW: Final = re.compile(
    rb"""<row(?= [^<>]*\br=)(?: (?!hidden=|zeroHeight=)[\w:]+="[^"<>]*")*(?:/>|>\s*</row>)"""
)
_UNNUMBERED: Final = re.compile(rb"<row(?![^<>]*\br=)")


def thinned(stretch: bytes) -> bytes:
    """Whole rows of a sheet without the cells that are neither formulas nor errors.

    Nine in ten cells are; taking them out here makes the walk three times as fast, and a sheet
    with a million coloured rows below its table costs what the table costs. Only rows and cells
    that say their own number go: the others count from those before them.
    """
    if b"<![CDATA[" in stretch:
        return stretch
    stretch = _PLAIN_CELL.sub(b"", stretch)
    return stretch if _UNNUMBERED.search(stretch) else _PLAIN_ROW.sub(b"", stretch)


@dataclass(slots=True)
class Validation:
    """A drop-down as the file holds it."""

    ranges: tuple[Range, ...]
    formula: str
    extension: bool


@dataclass(slots=True)
class SheetPart:
    """What the walk gathers; `start`, `end` and `text` are its handlers."""

    protected: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Range] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    failed: set[tuple[int, int]] = field(default_factory=set)
    linked: set[tuple[int, int]] = field(default_factory=set)
    styles: Mapping[bytes, int] = field(default_factory=dict)
    """Decimals by number of the cell style, where a style shows a fixed count."""
    decimals: dict[tuple[int, int], int] = field(default_factory=dict)

    _row: int = 0
    _column: int = 0
    _formula: bool = False
    _value: bool = False
    _text: bool = False
    """Whether the open cell holds the text that a formula made."""
    _inside: str = ""
    """The element whose text is gathered."""
    _pieces: list[str] = field(default_factory=list)
    _list: Validation | None = None
    _sqref: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "f":
            # Also in the extension's drop-downs, where it holds the formula of the list.
            self._formula = True
            self._inside, self._pieces = "f", []
        elif tag == "v":
            if self._formula:
                self._inside, self._pieces = "v", []
                # A text that a formula made may be empty and is a value all the same.
                self._value = self._text
        elif tag == "row":
            said = attributes.get("r", "")
            self._row = int(said) if said.isdecimal() and len(said) < 9 else self._row + 1
            self._column = 0
            if attributes.get("hidden") in TRUE or attributes.get("zeroHeight") in TRUE:
                self.hidden_rows.add(self._row)
        else:
            self._start_rare(tag, attributes)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = cell(attributes.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        self._formula = self._value = False
        kind = attributes.get("t")
        self._text = kind == "str"
        if kind in (None, "n") and (places := self.styles.get(attributes.get("s", "").encode())):
            self.decimals[self._row, self._column] = places
        if kind == "e":
            self.failed.add((self._row, self._column))

    def _start_rare(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "col":
            width = attributes.get("width", "")
            if attributes.get("hidden") in TRUE or width in ("0", "0.0"):
                first, last = _int(attributes.get("min")), _int(attributes.get("max"))
                self.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))
        elif tag == "is":
            self._value = True
        elif tag == "mergeCell":
            found = block(attributes.get("ref", ""))
            if found is not None and (found.top, found.left) != (found.bottom, found.right):
                self.merges.append(found)
        elif tag == "sheetProtection":
            # Without the attribute the element only keeps settings of an earlier protection.
            self.protected = self.protected or attributes.get("sheet") in TRUE
        elif tag == "dataValidation":
            if attributes.get("type") == "list":
                self._list = Validation(blocks(attributes.get("sqref", "")), "", False)
        elif tag in ("formula1", "sqref") and self._list is not None:
            if tag == "sqref":
                self._list.extension = True
            self._inside, self._pieces = tag, []

    def end(self, tag: str) -> None:
        if tag == "c":
            if self._formula and not self._value:
                self.uncached.add((self._row, self._column))
            self._formula = False
        elif tag == "dataValidation" and self._list is not None:
            self.validations.append(self._list)
            self._list, self._formula = None, False
        elif self._inside and tag == self._inside:
            text = "".join(self._pieces)
            self._inside = ""
            if tag == "v":
                self._value = self._value or text != ""
            elif tag == "sqref" and self._list is not None:
                self._list.ranges = blocks(text)
            elif self._list is not None and text.strip():
                self._list.formula = text
            elif tag == "f" and "[" in text and "]" in text and "!" in text:
                self.linked.add((self._row, self._column))

    def text(self, text: str) -> None:
        if self._inside:
            self._pieces.append(text)


def _int(text: str | None) -> int:
    return min(int(text), MOST_ROWS) if text and text.isdecimal() and len(text) < 9 else 1
