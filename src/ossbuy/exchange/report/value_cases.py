"""Revenue at risk as a table: products by formula, and which case counts by formula, too.

Which cases share a lever and a segment is settled when the sheet is written, from what people
typed; which of them is the largest follows from the yellow numbers, live.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ossbuy.analysis.revenue import AtRisk, Revenue
from ossbuy.exchange.report.sheet import COLUMNS, Sheet, block
from ossbuy.exchange.report.style import COUNT, MONEY, PERCENT
from ossbuy.model.project import Project
from ossbuy.model.value_chain import chain_of, friction_words, weakest
from ossbuy.model.worth import ValueCase

(OF, NAME, STAGE, FRICTION, LEVER, SEGMENT, VOLUME, LOW, LIKELY, HIGH, MARGIN, BLAME) = range(12)
AT_LOW, AT_LIKELY, AT_HIGH, AT_MEAN, STATE, CHAIN, METRIC, WEAK = range(12, 20)
GROUP, KIND, NUMBER, KNOWN, AMOUNT, MEAN, FIRST, TAKEN, RANGED = range(21, 30)
WIDTHS: Final = (
    *(7, 30, 11, 24, 14, 14, 14, 8, 8, 8, 8, 9, 12, 12, 12, 12, 16, 11, 26, 26),
    *(3, *[9] * 9),
)
TAIL: Final = 4
"""Rows below the cases: the total, what it leaves out, and room."""
SHOWN: Final = {"counted": "counts", "obstructs": "obstructs: never"}


@dataclass(frozen=True)
class _Entry:
    """One value case with its row and its neighbours."""

    row: int
    number: int
    line: AtRisk
    case: ValueCase
    group: str
    """Lever and segment as a word no formula can mistake."""
    lever: str
    everybody: bool
    first: bool
    """The largest of its lever and segment."""
    span: tuple[int, int]

    def cell(self, col: int) -> str:
        """A cell of this row."""
        return f"${COLUMNS[col]}{self.row + 1}"

    def column(self, col: int) -> str:
        """The cells of all cases."""
        return block(self.span[0], col, self.span[1], col)

    def kind(self, everybody: bool) -> str:
        """The word for the cases of this lever with or without a segment."""
        return f"{self.lever} {'all' if everybody else 'one'}"


def write_cases(sheet: Sheet, project: Project, revenue: Revenue, head: int) -> None:
    """Write the table with its total under ``head``."""
    currency = project.description.currency
    heads = ("Of", "Revenue at risk", "Journey", "Friction", "Lever", "Segment")
    sheet.texts(head, 0, heads, "head left")
    sheet.texts(
        head,
        VOLUME,
        (
            f"Yearly revenue ({currency})",
            *("Lost, low", "Lost, likely", "Lost, high", "Margin", "System to blame"),
            *(f"At risk a year, {word}" for word in ("low", "likely", "high", "mean")),
        ),
        "head",
    )
    sheet.texts(head, STATE, ("Counts?", "Chain", "Finance metric", "Weakest link"), "head left")
    sheet.texts(
        head,
        GROUP,
        (
            *("lever and segment", "lever", "number", "can count", "amount", "mean"),
            *("first of its group", "counts", "has a range"),
        ),
        "working head",
    )
    entries = _entries(project.values, revenue, head + 1)
    if not entries:
        said = "No pain or requirement has been traced to the customer yet."
        sheet.text(head + 1, 1, said, "sentence")
        return
    for entry in entries:
        _told(sheet, project, entry)
        _amounts(sheet, entry)
        _settle(sheet, entry)
    _total(sheet, revenue, entries[-1])


def _entries(values: Mapping[str, ValueCase], revenue: Revenue, first: int) -> list[_Entry]:
    levers: dict[str, int] = {}
    groups: dict[tuple[str, str], int] = {}
    largest: dict[tuple[str, str], tuple[float, float, int]] = {}
    places = []
    for i, line in enumerate(revenue.lines):
        case = values[line.id]
        lever, segment = (" ".join(t.split()).casefold() for t in (case.lever, case.segment))
        levers.setdefault(lever, len(levers))
        groups.setdefault((lever, segment), len(groups))
        places.append((lever, segment))
        if line.state in ("counted", "counted already"):
            size = (line.likely or 0.0, line.mean or 0.0, -i)
            largest[lever, segment] = max(size, largest.get((lever, segment), size))
    return [
        _Entry(
            first + i,
            i + 1,
            line,
            values[line.id],
            f"group {groups[places[i]]}",
            f"lever {levers[places[i][0]]}",
            not places[i][1],
            places[i] in largest and -largest[places[i]][2] == i,
            (first, first + len(places) - 1),
        )
        for i, line in enumerate(revenue.lines)
    ]


def _told(sheet: Sheet, project: Project, entry: _Entry) -> None:
    row, case, ident = entry.row, entry.case, entry.line.id
    pain = project.pains.get(ident)
    name = pain.name if pain is not None else project.requirements[ident].label
    sheet.text(row, OF, project.label(ident), "code")
    sheet.text(row, NAME, name, "strong")
    chain = chain_of(case)
    place = weakest(chain)
    weak = "none" if place is None else f"{chain[place].name}: {chain[place].said}"
    for col, text in (
        (STAGE, case.stage),
        (FRICTION, friction_words(case)),
        (LEVER, case.lever),
        (SEGMENT, case.segment),
        (CHAIN, case.chain or "not said"),
        (METRIC, case.finance_metric),
        (WEAK, weak),
    ):
        sheet.text(row, col, text)
    volume = None if case.volume is None else float(case.volume)
    sheet.number(row, VOLUME, volume, MONEY, "input")
    for col, share in (
        (LOW, case.loss_low),
        (LIKELY, case.loss),
        (HIGH, case.loss_high),
        (MARGIN, case.margin),
        (BLAME, case.attribution),
    ):
        sheet.number(row, col, share, PERCENT, "input")


def _amounts(sheet: Sheet, entry: _Entry) -> None:
    row, line, cell = entry.row, entry.line, entry.cell
    known = f"COUNT({cell(VOLUME)},{cell(LIKELY)},{cell(MARGIN)},{cell(BLAME)})=4"
    ranged = f"AND({known},COUNT({cell(LOW)},{cell(HIGH)})=2)"
    for col, loss, value in (
        (AT_LOW, LOW, line.low),
        (AT_LIKELY, LIKELY, line.likely),
        (AT_HIGH, HIGH, line.high),
    ):
        product = f"{cell(VOLUME)}*{cell(loss)}*{cell(MARGIN)}*{cell(BLAME)}"
        when = known if col == AT_LIKELY else ranged
        sheet.formula(row, col, f'=IF({when},{product},"")', value, MONEY)
    mean = f'=IF({ranged},({cell(AT_LOW)}+{cell(AT_LIKELY)}+{cell(AT_HIGH)})/3,"")'
    sheet.formula(row, AT_MEAN, mean, line.mean, MONEY)


def _settle(sheet: Sheet, entry: _Entry) -> None:
    """Whether the case counts, with the workings right of the printed sheet."""
    row, line, case, cell, column = entry.row, entry.line, entry.case, entry.cell, entry.column
    may = bool(case.lever.strip()) and not case.obstructs
    known = may and line.likely is not None
    counts = line.state == "counted"
    sheet.text(row, GROUP, entry.group, "working")
    sheet.text(row, KIND, entry.kind(entry.everybody), "working")
    better = (
        f"({column(AMOUNT)}>{cell(AMOUNT)})+({column(AMOUNT)}={cell(AMOUNT)})*"
        f"(({column(MEAN)}>{cell(MEAN)})+({column(MEAN)}={cell(MEAN)})*"
        f"({column(NUMBER)}<{cell(NUMBER)}))"
    )
    same = f"({column(GROUP)}={cell(GROUP)})*{column(KNOWN)}"
    here, there = (
        f'({column(KIND)}="{entry.kind(everybody)}")*{column(FIRST)}'
        for everybody in (entry.everybody, not entry.everybody)
    )
    mine, theirs = (f"SUMPRODUCT({x}*{column(AMOUNT)})" for x in (here, there))
    wins = f"{mine}>={theirs}" if entry.everybody else f"{mine}>{theirs}"
    for col, formula, value in (
        (NUMBER, f"={entry.number}", float(entry.number)),
        (KNOWN, f"=IF(ISNUMBER({cell(AT_LIKELY)}),1,0)" if may else "=0", float(known)),
        (AMOUNT, f"=IF({cell(KNOWN)}=1,N({cell(AT_LIKELY)}),0)", line.likely if known else 0.0),
        (MEAN, f"=IF({cell(KNOWN)}=1,N({cell(AT_MEAN)}),0)", line.mean or 0.0 if known else 0.0),
        (
            FIRST,
            f"=IF({cell(KNOWN)}=1,IF(SUMPRODUCT({same}*({better}))=0,1,0),0)",
            float(entry.first),
        ),
        (
            TAKEN,
            f"=IF({cell(FIRST)}=1,IF(SUMPRODUCT({there})=0,1,IF({wins},1,0)),0)",
            float(counts),
        ),
        (
            RANGED,
            f"=IF({cell(TAKEN)}=1,IF(ISNUMBER({cell(AT_MEAN)}),1,0),0)",
            float(counts and line.mean is not None),
        ),
    ):
        sheet.formula(row, col, formula, value, COUNT, "working")
    if case.obstructs:
        said = f'="{SHOWN["obstructs"]}"'
    elif not may:
        said = f'=IF(ISNUMBER({cell(AT_LIKELY)}),"lever not said","not known")'
    else:
        taken = f'IF({cell(TAKEN)}=1,"{SHOWN["counted"]}","counted already")'
        said = f'=IF({cell(KNOWN)}=1,{taken},"not known")'
    sheet.formula(row, STATE, said, SHOWN.get(line.state, line.state), "", "word")


def _total(sheet: Sheet, revenue: Revenue, last: _Entry) -> None:
    row = last.row + 1
    sheet.texts(row, 0, ("", "What counts together") + ("",) * (AT_LOW - 2), "strong")
    taken, ranged = last.column(TAKEN), last.column(RANGED)
    counting = f"SUM({taken})"
    for col, value in (
        (AT_LOW, revenue.low),
        (AT_LIKELY, revenue.likely),
        (AT_HIGH, revenue.high),
        (AT_MEAN, revenue.mean),
    ):
        cells = last.column(col)
        if col == AT_LIKELY:
            total = f"SUMPRODUCT({taken}*{last.column(AMOUNT)})"
            formula = f'=IF({counting}>0,{total},"")'
        else:
            total = f"SUMIF({taken},1,{cells})"
            formula = f'=IF(AND({counting}>0,SUM({ranged})={counting}),{total},"")'
        sheet.formula(row, col, formula, value, MONEY, "key number")
    sheet.text(row + 1, 1, revenue.left_out(), "note")
    sheet.bars(last.span[0], AT_LIKELY, last.span[1], None)
