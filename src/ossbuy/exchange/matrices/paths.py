"""Which section a row stands under, told from headings between the rows and titles of tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.matrices.ids import under
from ossbuy.exchange.matrices.values import Heading, Line, Table

_NUMBERED = re.compile(
    r"(?P<code>\d{1,3}(?:\.\d{1,3})*|[A-Z]{1,4}[-.]?\d{0,3}(?:\.\d{1,3})*|[IVX]{1,5})(?:[.):]|\s*[-–—:·|])?\s+(?P<title>\S.*)"
)


def heading(text: str) -> Heading:
    """``3.1 Security`` as number and title; a heading without a number has a title alone."""
    said = " ".join(text.split())
    found = _NUMBERED.fullmatch(said)
    if found is None:
        return Heading("", said)
    code = found["code"]
    # "A portal" is no section A; "A. Portal" and "A1 Portal" are.
    if (
        not any(c.isdigit() for c in code)
        and said[len(code)] == " "
        and said[len(code) + 1] not in "-–—:·|"
    ):
        return Heading("", said)
    return Heading(code, found["title"].strip())


def with_paths(lines: Sequence[Line], tables: Sequence[Table], sheet: Sheet) -> list[Line]:
    """The lines, requirements with the headings they stand under.

    A column that names sections wins, unless it says the same in every row. A heading directly
    above another one is the section above it, unless numbers say otherwise.
    """
    same = said_everywhere(lines)
    seen = [line for line in lines if line.becomes in ("section", "requirement")]
    follows = {line.row: after.becomes for line, after in itertools.pairwise(seen)}
    titles = {table.last: table.title for table in tables if table.title}
    upper: list[Heading] = []
    below: list[Heading] = []
    out = []
    for line in lines:
        if line.becomes in ("header", "repeated header") and line.row in titles:
            upper, below = [], [heading(titles[line.row])]
        if line.becomes == "section":
            one = _heading_of(line, sheet)
            if one.code:
                below = [*(h for h in below if h.code and under(one.code, h.code)), one]
            elif follows.get(line.row) == "section":
                upper, below = [one], []
            else:
                below = [one]
        if line.asked is not None and (same or not line.asked.path) and (upper or below):
            line = replace(line, asked=replace(line.asked, path=(*upper, *below)))
        out.append(line)
    return out


def said_everywhere(lines: Sequence[Line]) -> str:
    """What a column says of every requirement while two headings or more part them; else empty."""
    asked = [line.asked for line in lines if line.becomes == "requirement" and line.asked]
    paths = {one.path for one in asked}
    headings = sum(line.becomes == "section" for line in lines)
    if len(asked) < 2 or headings < 2 or len(paths) != 1:
        return ""
    (path,) = paths
    return path[-1].title if path else ""


def _heading_of(line: Line, sheet: Sheet) -> Heading:
    """What a heading says: its number and its title, from however many cells."""
    cells = [" ".join(c.split()) for c in sheet.rows[line.row - 1] if c.strip()]
    parts = list(dict.fromkeys(cells))
    if len(parts) == 2 and len(parts[0]) <= 12 and len(parts[0].split()) == 1:
        return Heading(parts[0].rstrip(".:"), parts[1])
    return heading(" ".join(parts))
