"""Requirements pasted from a sheet or a text: cells with headers, or lines that begin with an id.

Nothing is dropped silently: what is not taken as a requirement is remarked upon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ossbuy.exchange.pasted import BULLET, Remark, rows_of

COLUMNS = ("id", "text", "section")
"""What the columns of a sheet without headers mean, by position."""
HEADS: Mapping[str, str] = MappingProxyType(
    {
        head: name
        for name, heads in {
            "id": "id;req id;req_id;req. id;requirement id;ref;ref.;reference no;no;no.;nr;nr.;#",
            "text": "text;requirement;requirement text;req_description;description;shall",
            "section": "section;chapter;category;area;group;module",
            "title": "title;name;short name",
            "gate": "gate;knock-out;ko;pass/fail",
            "priority": "priority;moscow;wanted;must/should",
            "verification": "verification;shown by;proof;verified by",
            "threshold": "threshold;met when;acceptance;acceptance criteria;target",
            "layer": "layer;value layer",
            "references": "references;see;standards;tmf",
            "kpi": "kpi;measured by",
            "kpi_unit": "kpi_unit;unit",
            "kpi_baseline": "kpi_baseline;today;baseline",
            "kpi_target": "kpi_target;kpi target",
        }.items()
        for head in heads.split(";")
    }
)
"""Headers of a sheet and the fields of a requirement they stand for."""
PRIORITIES: Mapping[str, str] = MappingProxyType(
    {
        said: priority
        for priority, words in {
            "must": "m;must;mandatory;shall;required;high",
            "should": "s;should;desirable;medium",
            "could": "c;could;optional;nice to have;low",
        }.items()
        for said in words.split(";")
    }
)
"""Words for how much something is wanted."""

_LETTERED = r"[A-Z]{1,12}(?:[-_ ]?[A-Z]{1,8})?[-_. ]?\d{1,6}(?:[.\-_]\d{1,6})*[a-z]?"
"""C1.2, REQ-014, C1.2b"""
_NUMBERED = r"\d{1,4}(?:\.\d{1,4})+[a-z]?"
"""3.2.1"""
_ID = re.compile(rf"^[\s•▪·*–-]*[\[(]?({_LETTERED}|{_NUMBERED})[\])]?(?:\s*[:.)–—-])?\s+(?=\S)")
"""An id at the beginning of a line. A number alone is a bullet, not an id."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement as it was pasted."""

    line: int
    """Where it begins in the text, from 1."""
    fields: Mapping[str, str]
    """Fields of a requirement as typed, its id and section by their codes; always a text."""


@dataclass(frozen=True, slots=True)
class PastedRequirements:
    """What a pasted text says."""

    asked: tuple[Asked, ...]
    titles: Mapping[str, str]
    """Headings among the lines: code to title."""
    remarks: tuple[Remark, ...] = ()


def read_pasted_requirements(text: str) -> PastedRequirements:
    """Requirements from cells where most lines hold tabs, else from lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [line for line in lines if line.strip()]
    if filled and 2 * sum("\t" in line.strip() for line in filled) >= len(filled):
        return _sheet(list(rows_of(text, "\t")))
    return _lines(lines)


def _sheet(rows: list[tuple[int, list[str]]]) -> PastedRequirements:
    remarks: list[Remark] = []
    heads: list[str] = list(COLUMNS)
    if rows and "text" in (named := [HEADS.get(cell.casefold(), "") for cell in rows[0][1]]):
        number, cells = rows.pop(0)
        heads = [name if name not in named[:i] else "" for i, name in enumerate(named)]
        unknown = [cell for cell, head in zip(cells, heads, strict=True) if cell and not head]
        if unknown:
            said = ", ".join(repr(cell[:40]) for cell in unknown)
            remarks.append(Remark(number, f"has headers not known here ({said}): left out."))
    asked = []
    for number, cells in rows:
        fields = {head: cell for head, cell in zip(heads, cells, strict=False) if head and cell}
        if "text" not in fields and set(heads) == set(COLUMNS) and _is_text(fields.get("id", "")):
            fields["text"] = fields.pop("id")  # one column of texts
        if "text" not in fields:
            there = " · ".join(cell for cell in cells if cell)
            remarks.append(Remark(number, f"has no text, only {there[:80]!r}: left out."))
            continue
        if len(cells) > len(heads):
            remarks.append(
                Remark(number, "has more cells than columns are known: the last fell off.")
            )
        asked.append(Asked(number, fields))
    return PastedRequirements(tuple(asked), MappingProxyType({}), tuple(remarks))


def _is_text(cell: str) -> bool:
    """Whether a cell is a sentence rather than an id."""
    return len(cell.split()) > 2


def _lines(lines: Sequence[str]) -> PastedRequirements:
    """Lines with an id each, wrapped lines going on; or, where few have one, a text a line."""
    filled = [(number, line) for number, line in enumerate(lines, 1) if re.search(r"\w", line)]
    ids = [match[1] if (match := _ID.match(line)) else "" for _, line in filled]
    # A text copied from a document wraps: then few lines begin with an id, but the first does.
    by_id = bool(filled) and bool(ids[0]) and (sum(map(bool, ids)) > 1 or len(filled) == 1)
    by_id = by_id or 2 * sum(map(bool, ids)) > len(filled)
    found: list[tuple[int, str, list[str]]] = []
    remarks: list[Remark] = []
    for (number, line), ident in zip(filled, ids, strict=True):
        if by_id and ident:
            found.append((number, ident, [_ID.sub("", line).strip()]))
        elif by_id and found:
            found[-1][2].append(line.strip())
        elif by_id:
            remarks.append(Remark(number, "stands before the first id: left out."))
        else:
            found.append((number, "", [BULLET.sub("", line).strip()]))
    codes = [ident for _, ident, _ in found]
    titles: dict[str, str] = {}
    asked = []
    for number, ident, parts in found:
        text = " ".join(" ".join(parts).split())
        if ident and any(_under(code, ident) for code in codes):
            titles[ident] = text
            remarks.append(Remark(number, f"heads what follows: taken as the section {ident}."))
        else:
            asked.append(Asked(number, {"text": text} | ({"id": ident} if ident else {})))
    return PastedRequirements(tuple(asked), MappingProxyType(titles), tuple(remarks))


def _under(code: str, section: str) -> bool:
    """Whether an id is numbered under another: C4.1 under C4."""
    return code.casefold().startswith(f"{section.casefold()}.")
