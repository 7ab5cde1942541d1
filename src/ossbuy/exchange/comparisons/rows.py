"""What each row under the headings is: a criterion, a heading, money, a gate, a total or none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ossbuy.exchange.comparisons.adding_up import adds_up
from ossbuy.exchange.comparisons.cells import (
    BLANK,
    GRADE,
    NUMBER,
    OPEN,
    TEXT,
    Said,
    currency_of,
    looks_like_money,
    percent_in,
    unit_of,
    weight_of,
)
from ossbuy.exchange.comparisons.comparison import Corrections, Remark
from ossbuy.exchange.comparisons.gating import is_gate
from ossbuy.exchange.comparisons.layout import Table
from ossbuy.exchange.comparisons.words import plain

CRITERION, SECTION, PRICE, GATE, TOTAL, SUBTOTAL, RANK, NOTE = (
    "criterion",
    "section",
    "price",
    "gate",
    "total",
    "subtotal",
    "rank",
    "note",
)
ENOUGH_BLANK = 200
"""Rows without a letter after which a sheet is over."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, with what it was taken as."""

    kind: str
    row: int
    label: str
    text: str = ""
    ident: str = ""
    section: str = ""
    """What the section column says, filled down."""
    weight: float | None = None
    weight_in_words: bool = False
    section_weight: float | None = None
    top: float | None = None
    said: tuple[Said, ...] = ()
    why: str = ""
    """Why it was left out."""
    problem: str = ""
    open_weight: bool = field(default=False)
    """There is something in its weight cell that is no number."""


def lines_of(table: Table, told: Corrections, money: bool = False) -> tuple[Line, ...]:
    """All rows under the headings that hold anything, in order.

    ``money`` says that the sheet is one of prices by its name.
    """
    found: list[Line] = []
    blank = 0
    section = ""
    priced = money
    for row in range(table.header + 1, table.grid.height + 1):
        if not any(table.grid.cell(row, c) for c in range(1, table.grid.width + 1)):
            blank += 1
            if blank >= ENOUGH_BLANK:
                break
            continue
        blank = 0
        if table.section and (named := table.grid.cell(row, table.section)):
            section = named
            priced = money or bool(table.words.prices.search(named))
        line = _line(table, row, section, priced, told)
        if line.kind == SECTION:
            priced = money or bool(table.words.prices.search(line.label))
        found.append(line)
    return tuple(_labelled(_settled(table, found)))


def _line(table: Table, row: int, section: str, priced: bool, told: Corrections) -> Line:
    grid, words = table.grid, table.words
    label = grid.cell(row, table.label)
    ident = grid.cell(row, table.ident) if table.ident else ""
    raw = [grid.cell(row, g.score) for g in table.groups]
    said = tuple(table.said(row, g) for g in table.groups)
    weight, in_words = (None, False)
    if table.weight:
        weight, in_words = weight_of(grid.cell(row, table.weight), words)
    base = Line(
        CRITERION,
        row,
        label,
        grid.cell(row, table.text) if table.text else "",
        ident,
        section if table.section else "",
        weight,
        in_words,
        weight_of(grid.cell(row, table.section_weight), words)[0] if table.section_weight else None,
        weight_of(grid.cell(row, table.top), words)[0] if table.top else None,
        said,
        open_weight=bool(table.weight and grid.cell(row, table.weight) and weight is None),
    )
    if row in told.leave_out:
        return replace(base, kind=NOTE, why="left out as asked")
    shown = label or _first_text(table, row)
    if _repeats_heading(table, row):
        return replace(base, kind=NOTE, label=shown, why="the headings once more")
    if not label and not any(raw):
        return replace(base, kind=NOTE, label=shown, why="no criterion stands in it")
    if not label:
        base = replace(base, label=shown or f"{grid.line(row)} without a name")
    name = words.role(shown)
    if row in told.prices:
        return replace(base, kind=PRICE)
    graded = sum(s.kind in (NUMBER, GRADE) for s in said)
    if words.subtotals.search(shown):
        return replace(base, kind=SUBTOTAL, label=shown, why="a subtotal")
    money = _is_money(table, row, shown, raw, priced)
    if money and words.roles["total"].search(shown):
        return replace(base, kind=PRICE, why="a total of prices")
    if money:
        return replace(base, kind=PRICE)
    # A cell of weighted points is filled where that of the scores is not.
    summed = any(g.weighted and grid.cell(row, g.weighted) for g in table.groups)
    if name[0] == "rank" and (graded or summed):
        return replace(base, kind=RANK, label=shown)
    if _is_total(table, shown) and (graded or summed or not label):
        return replace(base, kind=TOTAL, label=shown)
    if name[0] in ("weight", "average", "max") and not name[1]:
        return replace(base, kind=NOTE, label=shown, why=f"it holds the {name[0]}, no criterion")
    results = [plain(text) for text in raw if text]
    if results and all(r in words.passed | words.failed for r in results):
        return replace(base, kind=GATE)
    weighed = grid.cell(row, table.weight) if table.weight else ""
    if weight is None and is_gate(shown, weighed, base.section, raw, words):
        return replace(base, kind=GATE)
    if graded or any(s.kind == OPEN for s in said):
        return base
    if any(s.kind == TEXT for s in said) and sum(s.kind == TEXT for s in said) * 2 > len(said):
        return replace(base, kind=NOTE, label=shown, why="text where grades would stand")
    return replace(base, kind=SECTION, label=shown)


def _first_text(table: Table, row: int) -> str:
    cells = (table.grid.cell(row, c) for c in range(1, min(g.score for g in table.groups)))
    return next((text for text in cells if text and not re.fullmatch(r"[\d.,%\s]+", text)), "")


def _repeats_heading(table: Table, row: int) -> bool:
    heads = [plain(table.grid.cell(table.header, g.score)) for g in table.groups]
    here = [plain(table.grid.cell(row, g.score)) for g in table.groups]
    return here == heads and any(here)


def _is_total(table: Table, label: str) -> bool:
    """Whether a row's label says that it adds up: "Total", "Weighted score", "Sum of points".

    "Overall usability" and "Rating engine" do not: a word is left that is none of adding up.
    """
    left, adds = re.sub(r"[\d.,]+\s*%", " ", label), False
    for _ in range(4):
        role, rest = table.words.role(left)
        if role not in ("total", "weighted", "score", "weight", "average", "max", "criterion"):
            break
        adds |= role in ("total", "weighted", "score")
        left = rest
    words = set(re.findall(r"\w+", left.casefold()))
    return adds and words <= table.words.beside_total


def _is_money(table: Table, row: int, label: str, raw: list[str], priced: bool) -> bool:
    words = table.words
    filled = [text for text in raw if re.search(r"\d", text)]
    if not filled:
        return False
    large = sum(looks_like_money(text) for text in filled) * 2 > len(filled)
    near = label + " " + (table.grid.cell(row, table.text) if table.text else "")
    named = bool(words.prices.search(near)) or priced
    in_money = bool(currency_of(near)) or unit_of(near) != 1
    marked = sum(bool(currency_of(text)) for text in filled) * 2 > len(filled)
    points = bool(re.search(r"(?i)\b(score|points|punkte|rating)\b", near))
    return (named and (large or in_money) and not points) or marked or (large and in_money)


def _labelled(lines: list[Line]) -> list[Line]:
    """Weights that labels carry themselves, "Functional (40 %)", where no cell says any.

    They count for headings, and for criteria of a sheet without a single weight of its own.
    """
    own = any(line.weight is not None for line in lines if line.kind in (CRITERION, PRICE))
    found = []
    for line in lines:
        share = percent_in(line.label) if line.weight is None else None
        if share is not None and (line.kind == SECTION or (line.kind == CRITERION and not own)):
            line = replace(line, weight=share)
        above = percent_in(line.section)
        if above is not None and line.section_weight is None:
            line = replace(line, section_weight=above)
        found.append(line)
    return found


def _settled(table: Table, lines: list[Line]) -> list[Line]:
    """Headings told from criteria that nobody scored, and from text under the matrix."""
    last = max((i for i, line in enumerate(lines) if line.kind in (CRITERION, GATE)), default=-1)
    found: list[Line] = []
    heading = ""
    for i, line in enumerate(lines):
        if line.kind == SECTION:
            heading = line.label
            if _unscored(line, lines[i + 1 :]):
                line = replace(line, kind=CRITERION)
            elif i > last and not any(later.kind == PRICE for later in lines[i + 1 :]):
                line = replace(line, kind=NOTE, why="text under the matrix")
            elif i + 1 < len(lines) and lines[i + 1].kind not in (
                CRITERION,
                GATE,
                PRICE,
                SECTION,
            ):
                line = replace(line, kind=NOTE, why="no criterion follows it")
        elif line.kind == CRITERION and _heads(line, lines[i + 1 :]):
            line = replace(line, kind=SECTION)
        elif line.kind == CRITERION and line.weight is None and heading:
            raw = [table.grid.cell(line.row, g.score) for g in table.groups]
            if is_gate("", "", heading, raw, table.words):
                line = replace(line, kind=GATE)
        elif (
            line.kind == CRITERION
            and i == last
            and adds_up(line, [one for one in found if one.kind == CRITERION])
        ):
            line = replace(line, kind=TOTAL)
        found.append(line)
    return found


def _unscored(line: Line, later: list[Line]) -> bool:
    """Whether a weighted row without a grade is a criterion nobody scored, and no heading."""
    if line.weight is None or not later:
        return False
    if line.ident and any(_below(line.ident, other.ident) for other in later[:1]):
        return False
    under: list[float] = []
    for other in later:
        if other.kind == SECTION:
            break
        if other.kind in (CRITERION, PRICE):
            under.append(other.weight or 0.0)
    if not under:
        return True
    whole = sum(under)
    heads = any(abs(whole - full) < 0.01 * full for full in (line.weight, 1, 100) if full)
    return not heads and max(under) >= line.weight


def _below(above: str, ident: str) -> bool:
    stem = above.rstrip(". ")
    return ident.startswith(f"{stem}.") and ident != above


def _heads(line: Line, later: list[Line]) -> bool:
    """Whether a graded row is the subtotal of the rows numbered under it."""
    return bool(line.ident and later and _below(line.ident, later[0].ident))


def skipped(table: Table, lines: tuple[Line, ...]) -> list[Remark]:
    """The rows that were left out, and why."""
    rows = [
        Remark(table.grid.line(line.row), f"{line.why} ({_short(line.label)})")
        for line in lines
        if line.kind in (NOTE, SUBTOTAL)
    ]
    grid = table.grid
    what = "row" if grid.turned else "column"
    return rows + [
        Remark(f"{grid.prefix}{what} {grid.column(c)}", f"not read ({_short(heading)})")
        for c, heading in table.others
        if c not in table.read and c > min(g.score for g in table.groups)
    ]


def _short(text: str) -> str:
    one = " ".join(text.split())
    return f"“{one[:40]}…”" if len(one) > 41 else f"“{one}”" if one else "no text"


__all__ = ["BLANK", "Line", "lines_of", "skipped"]
