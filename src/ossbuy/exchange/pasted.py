"""Lines from a whiteboard photo's text or cells from a sheet, as what somebody said hurts.

Nothing is dropped silently: what is not taken as a pain of its own is remarked upon.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

SHORT = 60
"""Characters of a name; a longer line stands in full in their words."""
NOWHERE = 1_000_000
"""An indent no line has."""
COLUMNS = ("name", "statement", "voice", "severity", "cost_likely")
"""What the columns of a sheet without headers mean, by position."""
HEADS: Mapping[str, str] = MappingProxyType(
    {
        head: name
        for name, heads in {
            "name": "name;pain;title;problem;issue",
            "statement": "statement;in their words;their words;words;quote;description;details",
            "voice": "voice;said by;told by;who;person;speaker",
            "severity": "severity;sev;sev.;how bad",
            "frequency": "frequency;freq;freq.;how often",
            "breadth": "breadth;how many",
            "cost_low": "cost_low;cost low;cost, low;low",
            "cost_likely": "cost_likely;cost;cost a year;cost, likely;yearly cost;annual cost",
            "cost_high": "cost_high;cost high;cost, high;high",
            "cost_basis": "cost_basis;basis;worked out from",
            "months": "months;since, months;for months",
            "evidence": "evidence;grade",
            "evidence_reference": "evidence_reference;where to look;reference;source",
            "workaround": "workaround;meanwhile",
            "trend": "trend",
            "layer": "layer;value layer",
            "module": "module;system",
            "process_step": "process_step;process step;process",
            "overlap_group": "overlap_group;same money as",
        }.items()
        for head in heads.split(";")
    }
)
"""Headers of a sheet and the fields of a pain they stand for."""

BULLET = re.compile(
    r"""^\s*(?:
        [-–—*·○▫■□→➤▶o]\s+ | [•●▪‣◦►✓✔✗☐☑]\s* | \[[ xX]?\]\s+
        | \(?\d{1,3}[.)]\s+ | (?:\d{1,3}\.){2,}\d{0,3}[.)]?\s+ | \(?(?:[a-z][.)]|[A-Z]\))\s+
    )+""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"""^[“"„«](.+?)[”"“»](?:\s*[-–—,:(]+\s*(.+?)\)?)?\s*$""")
_CLAUSE = re.compile(r"\s*(?:[.;:!?]\s|\s[-–—]\s|,\s)")


@dataclass(frozen=True, slots=True)
class Said:
    """One pain as it was pasted."""

    line: int
    """Where it begins in the text, from 1."""
    fields: Mapping[str, str]
    """Fields of a pain as typed; always a name."""
    kept: tuple[str, ...] = ()
    """Cells under headers nobody knows, as ``header: cell``."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a line that whoever pasted it should know."""

    line: int
    text: str

    def sentence(self) -> str:
        """``Line 7 says the same as line 3: taken once.``"""
        return f"Line {self.line} {self.text}"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted text says."""

    pains: tuple[Said, ...]
    remarks: tuple[Remark, ...] = ()
    sheet: bool = field(default=False)
    """Whether it was read as the cells of a sheet."""


def read_pasted(text: str, delimiter: str = "") -> Pasted:
    """Pains from plain lines, or from cells where most lines hold tabs.

    Args:
        text: what was pasted, or the content of a file.
        delimiter: what stands between cells, where that is known; else it is told from the text.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [line for line in lines if line.strip()]
    celled = sum("\t" in BULLET.sub("", line).strip() for line in filled)
    if delimiter or (filled and celled * 2 >= len(filled)):
        pains, remarks = _sheet(rows_of(text, delimiter or "\t"))
        return _once(pains, remarks, sheet=True)
    pains, remarks = _lines(lines)
    return _once(pains, remarks, sheet=False)


def alike(text: str) -> str:
    """What two texts share that differ only in case, spaces and punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def short_name(text: str) -> str:
    """A name for the list: the whole text, its first clause, or its first words."""
    said = " ".join(text.split())
    if len(said) <= SHORT:
        return said.rstrip(" .;,")
    clause = next((m.start() for m in _CLAUSE.finditer(said) if 15 <= m.start() <= SHORT), 0)
    return said[:clause] if clause else said[: SHORT - 1].rsplit(" ", 1)[0].rstrip(" ,") + "…"


def _lines(lines: Sequence[str]) -> tuple[list[Said], list[Remark]]:
    found: list[list[str]] = []
    begun: list[int] = []
    remarks = []
    # Where the last bullet stood: a line set further in goes on from it.
    margin = NOWHERE
    for number, line in enumerate(lines, 1):
        if not re.search(r"\w", line):
            continue
        bulleted = BULLET.match(line) is not None
        said = " ".join(BULLET.sub("", line).split())
        indent = len(line) - len(line.lstrip())
        if not bulleted and indent > margin:
            found[-1].append(said)
        elif not bulleted and said.endswith(":") and _heads_a_list(lines[number:]):
            remarks.append(Remark(number, "heads a list: taken as a heading, not as a pain."))
            margin = NOWHERE
        else:
            found.append([said])
            begun.append(number)
            margin = indent if bulleted else NOWHERE
    return [_said(at, " ".join(parts)) for at, parts in zip(begun, found, strict=True)], remarks


def _heads_a_list(after: Iterable[str]) -> bool:
    return any(BULLET.match(line) for line in [line for line in after if line.strip()][:1])


def _said(line: int, text: str) -> Said:
    if quoted := _QUOTED.match(text):
        words, who = quoted[1].strip(), (quoted[2] or "").strip()
        named = {"name": short_name(words), "statement": words}
        return Said(line, named | ({"voice": who} if who else {}))
    name = short_name(text)
    return Said(line, {"name": name} | ({"statement": text} if len(text) > SHORT else {}))


def rows_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they begin on; quotes that never close are text like any other."""
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    at = 1
    try:
        for row in reader:
            rows.append((at, row))
            at = reader.line_num + 1
    except csv.Error:
        rows = [(n, line.split(delimiter)) for n, line in enumerate(text.splitlines(), 1)]
    for number, row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        if any(re.search(r"\w", cell) for cell in cells):
            yield number, cells


def _sheet(rows: Iterable[tuple[int, list[str]]]) -> tuple[list[Said], list[Remark]]:
    listed = list(rows)
    remarks: list[Remark] = []
    if not listed:
        return [], remarks
    heads: list[str] = list(COLUMNS)
    unknown: dict[int, str] = {}
    first = [cell.casefold() for cell in listed[0][1]]
    known = [HEADS[cell] for cell in first if cell in HEADS]
    if {"name", "statement"} & set(known) and len(known) * 2 >= sum(map(bool, first)):
        number, cells = listed.pop(0)
        heads = [HEADS.get(cell.casefold(), "") for cell in cells]
        unknown = {i: cell for i, cell in enumerate(cells) if cell and not heads[i]}
        for place, head in enumerate(heads):
            if head and head in heads[:place]:
                heads[place], unknown[place] = "", cells[place]
        if unknown:
            named = ", ".join(repr(head[:40]) for head in unknown.values())
            remarks.append(Remark(number, f"has headers not known here ({named}): kept in words."))
    pains = []
    for number, cells in listed:
        fields: dict[str, str] = {}
        kept = []
        for place, cell in enumerate(cells):
            head = heads[place] if place < len(heads) else ""
            if cell and head:
                fields[head] = cell
            elif cell:
                kept.append(f"{unknown[place]}: {cell}" if place in unknown else cell)
        if said := _named(number, fields, kept, remarks):
            pains.append(said)
    return pains, remarks


def _named(
    number: int, fields: dict[str, str], kept: list[str], remarks: list[Remark]
) -> Said | None:
    """The row as a pain; a name is made from their words where it has none."""
    text = BULLET.sub("", fields.get("name", "")) or fields.get("statement", "")
    if not re.search(r"\w", text):
        there = " · ".join([*fields.values(), *kept])
        remarks.append(Remark(number, f"has no name and no words, only {there[:80]!r}: left out."))
        return None
    if len(text) > SHORT and "statement" not in fields:
        fields["statement"] = text
    elif len(text) > SHORT and fields.get("name") == text:
        kept.insert(0, text)
    return Said(number, fields | {"name": short_name(text)}, tuple(kept))


def _once(pains: Iterable[Said], remarks: list[Remark], *, sheet: bool) -> Pasted:
    """Each thing said once; a repetition is remarked upon."""
    seen: dict[str, int] = {}
    taken = []
    for said in pains:
        same = alike(" ".join((said.fields["name"], said.fields.get("statement", ""))))
        if same in seen:
            remarks.append(Remark(said.line, f"says the same as line {seen[same]}: taken once."))
        else:
            seen[same] = said.line
            taken.append(said)
    return Pasted(tuple(taken), tuple(sorted(remarks, key=lambda r: r.line)), sheet)
