"""What an .xlsx or .xlsm file holds beside its values. Runs in the reading process.

Its XML is read here and not through openpyxl, which drops the drop-downs of the extension part
(x14), threaded comments and their people, builds an object for every cell and takes ten times
as long (benchmarks/reading.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ossbuy.exchange.intake.book import Comment, SheetStructure, Structure
from ossbuy.exchange.intake.choices import Cells, offered
from ossbuy.exchange.intake.decimals import fixed_styles, noting
from ossbuy.exchange.intake.parts import Parts
from ossbuy.exchange.intake.places import cell
from ossbuy.exchange.intake.sheet_part import TRUE, SheetPart, thinned

_BOOK: Final = "xl/workbook.xml"
_MIRROR: Final = re.compile(r"^tc=\{[0-9A-Fa-f-]+\}$")
"""Author of the copy of a threaded comment kept for older programs."""
_STATES: Final = {"hidden": "hidden", "veryHidden": "very hidden"}


def read_unseen(parts: Parts, name: str, cells: Cells) -> Structure:
    """The structure of a workbook.

    Args:
        parts: the file.
        name: its name.
        cells: finds the texts of a block of cells, for drop-downs.
    """
    sheets: list[tuple[str, str, str]] = []
    names: list[tuple[str, str]] = []
    hidden: list[str] = []
    protected = False
    name_open: tuple[str, list[str]] | None = None

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name_open, protected
        if tag == "sheet":
            state = _STATES.get(attributes.get("state", ""), "visible")
            sheets.append((attributes.get("name", ""), state, attributes.get("id", "")))
        elif tag == "definedName":
            said = attributes.get("name", "")
            name_open = (said, [])
            if attributes.get("hidden") in TRUE:
                hidden.append(said)
        elif tag == "workbookProtection":
            protected = attributes.get("lockStructure") in TRUE

    def end(tag: str) -> None:
        nonlocal name_open
        if tag == "definedName" and name_open is not None:
            names.append((name_open[0], "".join(name_open[1]).strip()))
            name_open = None

    def text(more: str) -> None:
        if name_open is not None:
            name_open[1].append(more)

    parts.walk(_BOOK, start, end, text)
    relations = parts.relations(_BOOK)
    by_name = {said.casefold(): refers for said, refers in names}
    people = _people(parts)
    styles = fixed_styles(parts)
    found = [
        _sheet(
            parts, relations.get(ident, ("", ""))[1], sheet, state, by_name, people, cells, styles
        )
        for sheet, state, ident in sheets
    ]
    return Structure(
        name=name,
        sheets=tuple(found),
        defined_names=tuple(names),
        external_links=_links(parts),
        macros=parts.has("xl/vbaProject.bin") or bool(parts.names("xl/macrosheets/")),
        authors=authors(parts),
        properties=custom_properties(parts),
        protected=protected,
        hidden_names=tuple(hidden),
    )


def _sheet(
    parts: Parts,
    part: str,
    name: str,
    state: str,
    names: dict[str, str],
    people: dict[str, str],
    cells: Cells,
    styles: Mapping[bytes, int],
) -> SheetStructure:
    walk = SheetPart(styles=styles)
    thin = noting(thinned, styles, walk.decimals)
    parts.walk(part, walk.start, walk.end, walk.text, thin)
    relations = list(parts.relations(part).values())
    pictures = sum(
        1
        for kind, target in relations
        if kind == "drawing"
        for other, _ in parts.relations(target).values()
        if other == "image"
    )
    return SheetStructure(
        name=name,
        state=state,
        protected=walk.protected,
        hidden_rows=frozenset(walk.hidden_rows),
        hidden_columns=frozenset(walk.hidden_columns),
        merges=tuple(walk.merges),
        comments=_comments(parts, relations, people),
        choices=tuple(
            offered(one.formula, one.ranges, one.extension, name, names, cells)
            for one in walk.validations
            if one.ranges
        ),
        uncached=frozenset(walk.uncached),
        pictures=pictures,
        failed=frozenset(walk.failed),
        linked=frozenset(walk.linked),
        decimals=tuple((*at, places) for at, places in walk.decimals.items()),
    )


def _comments(
    parts: Parts, relations: Sequence[tuple[str, str]], people: dict[str, str]
) -> tuple[Comment, ...]:
    found: list[Comment] = []
    threaded: set[tuple[int, int]] = set()
    for kind, target in relations:
        if kind == "threadedComment":
            for comment in _notes(parts, target, "threadedComment", "personId", people):
                threaded.add((comment.row, comment.column))
                found.append(comment)
    for kind, target in relations:
        if kind == "comments":
            said = dict(enumerate(text for _, text in parts.texts(target, ("author",))))
            by_number = {str(number): author for number, author in said.items()}
            for comment in _notes(parts, target, "comment", "authorId", by_number):
                mirrored = (comment.row, comment.column) in threaded
                if not (mirrored and _MIRROR.match(comment.author)):
                    found.append(comment)
    return tuple(sorted(found, key=lambda comment: (comment.row, comment.column)))


def _notes(
    parts: Parts, part: str, element: str, by: str, authors_by: dict[str, str]
) -> list[Comment]:
    found: list[Comment] = []
    place: tuple[int, int] | None = None
    author = ""
    pieces: list[str] = []
    reading = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal place, author, reading
        if tag == element:
            place = cell(attributes.get("ref", "")) or (1, 1)
            author = authors_by.get(attributes.get(by, ""), "")
            pieces.clear()
        elif tag in ("t", "text"):
            reading = True

    def end(tag: str) -> None:
        nonlocal reading
        if tag in ("t", "text"):
            reading = False
        elif tag == element and place is not None:
            found.append(Comment(*place, author, "".join(pieces).strip()))

    def text(more: str) -> None:
        if reading:
            pieces.append(more)

    parts.walk(part, start, end, text)
    return found


def _people(parts: Parts) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "person":
            found[attributes.get("id", "")] = attributes.get("displayName", "")

    for part in parts.names("xl/persons/"):
        parts.walk(part, start)
    return found


def _links(parts: Parts) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in parts.names("xl/externallinks/"):
        if part.endswith(".xml"):
            for _, target in parts.relations(part).values():
                found[target] = None

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "connection":
            found[attributes.get("name", "") or "a data connection"] = None

    parts.walk("xl/connections.xml", start)
    return tuple(found)


def authors(parts: Parts) -> tuple[str, ...]:
    """Whom the properties of an office document name."""
    said = [
        *parts.texts("docProps/core.xml", ("creator", "lastModifiedBy")),
        *parts.texts("docProps/app.xml", ("Company", "Manager")),
    ]
    return tuple(dict.fromkeys(text for _, text in said if text))


def custom_properties(parts: Parts) -> tuple[tuple[str, str], ...]:
    """What somebody or a program added to the properties of an office document."""
    found: list[tuple[str, list[str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "property":
            found.append((attributes.get("name", ""), []))

    def text(more: str) -> None:
        if found:
            found[-1][1].append(more)

    parts.walk("docProps/custom.xml", start, None, text)
    return tuple((name, "".join(pieces).strip()) for name, pieces in found)
