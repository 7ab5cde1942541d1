"""What an .ods file holds beside its values. Runs in the reading process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ossbuy.exchange.intake.book import Choices, Comment, Range, SheetStructure, Structure
from ossbuy.exchange.intake.choices import Cells, offered
from ossbuy.exchange.intake.limits import MOST_COLUMNS, MOST_ROWS
from ossbuy.exchange.intake.parts import Parts
from ossbuy.exchange.intake.texts import one_line

_IN_LIST: Final = re.compile(r"cell-content-is-in-list\((.*)\)$", re.S)
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')
_MOST_PLACES: Final = 100_000


@dataclass(slots=True)
class _Sheet:
    name: str
    state: str
    protected: bool
    row: int = 0
    column: int = 0
    rows_here: int = 1
    """Rows the open row element stands for."""
    columns_seen: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Range] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    validated: dict[str, list[Range]] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    linked: set[tuple[int, int]] = field(default_factory=set)
    pictures: int = 0


class _Walk:
    """Handlers for content.xml."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.names: list[tuple[str, str]] = []
        self.conditions: dict[str, str] = {}
        self.unseen_styles: set[str] = set()
        self.style = ""
        self.links: dict[str, None] = {}
        self.author: list[str] | None = None
        self.said: list[str] | None = None
        self.reading: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style":
            self.style = attributes.get("name", "")
        elif tag == "table-properties" and attributes.get("display") == "false":
            self.unseen_styles.add(self.style)
        elif tag == "content-validation":
            self.conditions[attributes.get("name", "")] = attributes.get("condition", "")
        elif tag == "named-range":
            self.names.append(
                (attributes.get("name", ""), _plain(attributes.get("cell-range-address", "")))
            )
        elif tag == "table":
            state = "hidden" if attributes.get("style-name") in self.unseen_styles else "visible"
            protected = attributes.get("protected") == "true"
            self.sheets.append(_Sheet(attributes.get("name", ""), state, protected))
        elif self.sheets:
            self._inside(self.sheets[-1], tag, attributes)

    def _inside(self, sheet: _Sheet, tag: str, attributes: dict[str, str]) -> None:
        unseen = attributes.get("visibility", "visible") != "visible"
        if tag == "table-column":
            first = sheet.columns_seen + 1
            sheet.columns_seen += _count(attributes, "number-columns-repeated", MOST_COLUMNS)
            if unseen:
                sheet.hidden_columns.update(range(first, min(sheet.columns_seen, MOST_COLUMNS) + 1))
        elif tag == "table-row":
            sheet.row += sheet.rows_here
            sheet.rows_here = _count(attributes, "number-rows-repeated", MOST_ROWS)
            sheet.column = 0
            if unseen:
                last = min(sheet.row + sheet.rows_here - 1, MOST_ROWS)
                sheet.hidden_rows.update(range(sheet.row, last + 1))
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell(sheet, attributes)
        elif tag == "annotation":
            self.author, self.said = [], []
        elif tag == "creator" and self.author is not None:
            self.reading = self.author
        elif tag == "p" and self.said is not None:
            if self.said:
                self.said.append("\n")
            self.reading = self.said
        elif tag == "image":
            sheet.pictures += 1
        elif tag == "table-source":
            self.links[attributes.get("href", "")] = None

    def _cell(self, sheet: _Sheet, attributes: dict[str, str]) -> None:
        repeated = _count(attributes, "number-columns-repeated", MOST_COLUMNS)
        row, column = sheet.row, sheet.column + 1
        sheet.column += repeated
        down = _count(attributes, "number-rows-spanned", MOST_ROWS)
        across = _count(attributes, "number-columns-spanned", MOST_COLUMNS)
        if down > 1 or across > 1:
            sheet.merges.append(Range(row, column, row + down - 1, column + across - 1))
        formula = attributes.get("formula", "")
        if formula:
            if "value-type" not in attributes:
                sheet.uncached.add((row, column))
            if "'file:" in formula or ("#" in formula.partition("]")[0] and "://" in formula):
                sheet.linked.add((row, column))
        validation = attributes.get("content-validation-name", "")
        if validation and sum(map(len, sheet.validated.values())) < _MOST_PLACES:
            bottom = min(row + sheet.rows_here - 1, MOST_ROWS)
            place = Range(row, column, bottom, column + repeated - 1)
            places = sheet.validated.setdefault(validation, [])
            last = places[-1] if places else None
            if (
                last is not None
                and (last.left, last.right) == (place.left, place.right)
                and last.bottom + 1 == place.top
            ):
                places[-1] = Range(last.top, last.left, place.bottom, last.right)
            else:
                places.append(place)

    def end(self, tag: str) -> None:
        if tag == "annotation" and self.sheets and self.said is not None:
            sheet = self.sheets[-1]
            sheet.comments.append(
                Comment(
                    sheet.row,
                    sheet.column,
                    "".join(self.author or ()).strip(),
                    "".join(self.said).strip(),
                )
            )
            self.author = self.said = None
        elif tag in ("creator", "p"):
            self.reading = None

    def text(self, text: str) -> None:
        if self.reading is not None:
            self.reading.append(text)


def read_unseen_ods(parts: Parts, name: str, cells: Cells) -> Structure:
    """The structure of a workbook of open document kind.

    Args:
        parts: the file.
        name: its name.
        cells: finds the texts of a block of cells, for drop-downs.
    """
    walk = _Walk()
    parts.walk("content.xml", walk.start, walk.end, walk.text)
    names = {said.casefold(): refers for said, refers in walk.names}
    said = parts.texts("meta.xml", ("initial-creator", "creator"))
    return Structure(
        name=name,
        sheets=tuple(_done(sheet, walk.conditions, names, cells) for sheet in walk.sheets),
        defined_names=tuple(walk.names),
        external_links=tuple(walk.links),
        macros=any(part.endswith(".xml") for part in parts.names("basic/"))
        or bool(parts.names("scripts/")),
        authors=tuple(dict.fromkeys(text for _, text in said if text)),
        properties=tuple(
            (one_line(text), "") for _, text in parts.texts("meta.xml", ("user-defined",))
        ),
    )


def _done(
    sheet: _Sheet, conditions: dict[str, str], names: dict[str, str], cells: Cells
) -> SheetStructure:
    choices: list[Choices] = []
    for validation, ranges in sheet.validated.items():
        listed = _IN_LIST.search(conditions.get(validation, ""))
        if listed is None:
            continue
        quoted = [text.replace('""', '"') for text in _QUOTED.findall(listed[1])]
        if quoted:
            words = tuple(dict.fromkeys(w for word in quoted if (w := word.strip())))
            choices.append(Choices(tuple(ranges), words, "inline"))
        else:
            choices.append(
                offered(_plain(listed[1]), tuple(ranges), False, sheet.name, names, cells)
            )
    return SheetStructure(
        name=sheet.name,
        state=sheet.state,
        protected=sheet.protected,
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        merges=tuple(sheet.merges),
        comments=tuple(sheet.comments),
        choices=tuple(choices),
        uncached=frozenset(sheet.uncached),
        pictures=sheet.pictures,
        linked=frozenset(sheet.linked),
    )


def _plain(address: str) -> str:
    """``[$Lists.$A$1:.$A$5]`` or ``$Lists.$A$1:.$A$5`` as ``'Lists'!$A$1:$A$5``."""
    inside = address.strip().removeprefix("[").removesuffix("]").lstrip("$")
    sheet, dot, cells = inside.partition("'.") if inside.startswith("'") else inside.partition(".")
    if not dot:
        return inside
    first, _, last = cells.partition(":")
    last = last.rpartition(".")[2]
    area = f"{first}:{last}" if last else first
    sheet = sheet.strip("'").replace("'", "''")
    return f"'{sheet}'!{area}" if sheet else area


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    said = attributes.get(name, "1")
    return min(int(said), most) if said.isdecimal() and len(said) < 10 and int(said) else 1
