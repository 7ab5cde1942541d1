"""What a requirement matrix would become, as rows: its sheets, its columns, its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.exchange.matrices.values import BECOMES, ROLES
from ossbuy.tui.numbers import count
from ossbuy.tui.text import cut, one_line, plain
from ossbuy.tui.widgets.listing import Column, Row

if TYPE_CHECKING:
    from ossbuy.exchange.matrices import Line, SheetProposal, Table
    from ossbuy.procedure.matrices.importing import Import

SHEETS = (
    Column("", 1),
    Column("sheet", 14, flexible=True),
    Column("requirements", 12, "right"),
    Column("left out", 8, "right"),
)
COLUMNS = (
    Column("", 3),
    Column("header", 14, flexible=True),
    Column("holds", 24),
    Column("because", 15, least=72),
    Column("first cell", 30, least=100),
)
LINES = (
    Column("row", 5, "right"),
    Column("becomes", 18),
    Column("id", 9),
    Column("", 20, flexible=True),
    Column("section", 16, least=92),
    Column("priority", 8, least=84),
)
ENDINGS = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".docx")
"""Files that are listed to choose from."""
MOST_SHOWN = 1500
"""Rows of one sheet that are listed; more are counted."""


def sheet_rows(found: Import) -> list[Row]:
    """One line per sheet: taken or not, and how much of it."""
    rows = []
    for sheet in found.proposal.sheets:
        here = sum(taken.sheet == sheet.name for taken in found.taken)
        out = sum(skipped.sheet == sheet.name for skipped in found.skipped)
        state = "" if sheet.state == "visible" else f" ({sheet.state})"
        rows.append(
            Row(
                f"={sheet.name}",
                (
                    plain("✔", "$text-success") if sheet.take else plain("–", "$text-muted"),
                    one_line(f"{sheet.name}{state}", "" if sheet.take else "$text-muted"),
                    plain(str(here) if sheet.take else "—"),
                    plain(str(out) if sheet.take and out else "—"),
                ),
            )
        )
    return rows


def table_of(sheet: SheetProposal) -> Table | None:
    """The table whose columns are shown: the first; those below it have the same headers."""
    return sheet.tables[0] if sheet.tables else None


def column_rows(sheet: SheetProposal) -> list[Row]:
    """One line per column of a sheet: what it is called and what it is taken to hold."""
    table = table_of(sheet)
    if table is None:
        return []
    return [
        Row(
            column.letter,
            (
                plain(column.letter, "$text-primary"),
                one_line(column.header or "(no header)", "" if column.header else "$text-muted"),
                plain(ROLES[column.role], "" if column.role else "$text-muted"),
                one_line(column.why, "$text-muted"),
                one_line(column.example[:80], "$text-muted"),
            ),
        )
        for column in table.columns
    ]


def line_rows(sheet: SheetProposal) -> list[Row]:
    """One line per row of a sheet that is not blank: what becomes of it."""
    return [_line(sheet, line) for line in sheet.lines[:MOST_SHOWN]]


def _line(sheet: SheetProposal, line: Line) -> Row:
    asked = line.asked
    taken = line.becomes == "requirement"
    mark = plain(" ▲", "$text-warning") if line.remarks else plain("")
    section = asked.path[-1] if asked and asked.path else None
    priority = (
        " ".join(filter(None, [asked.priority, "gate" if asked.gate else ""])) if asked else ""
    )
    style = "" if taken else "$text-muted"
    return Row(
        str(line.row),
        (
            plain(str(line.row), "$text-muted"),
            Content.assemble(plain(becomes(line), "$text-success" if taken else style), mark),
            one_line(asked.code if asked else "", "$text-primary"),
            cut(one_line(asked.text if asked else line.text, style), 300),
            one_line((section.title or section.code) if section else "", "$text-muted"),
            plain(priority),
        ),
    )


SHORT = {
    "section": "heading",
    "above": "above it",
    "header": "headers",
    "repeated header": "headers again",
    "no text": "no text",
    "no id": "no id",
    "placeholder": "placeholder",
    "repeated id": "repeated id",
    "left out": "left out",
    "footer": "below it",
}


def becomes(line: Line) -> str:
    """What becomes of a row, in a word or two."""
    return SHORT.get(line.becomes, line.becomes)


def said_of(found: Import, sheet: SheetProposal, apart: str = " ") -> str:
    """What is to be known first: ids there already, why a sheet is taken, what it hides."""
    there = sum(skipped.kind == "there already" for skipped in found.skipped)
    said = [f"{count(there, 'id')} there already: v shows what changes."] if there else []
    said += [sheet.why, *sheet.hints, *(one.sentence for one in sheet.repeated)]
    if len(sheet.lines) > MOST_SHOWN:
        said.append(f"The first {MOST_SHOWN} of its {len(sheet.lines)} rows are listed.")
    return apart.join([*said, *found.proposal.notes])


def summary(found: Import) -> str:
    """``31 requirements from 2 of 3 sheets, 3 rows left out``."""
    if not found.taken:
        return "nothing to take in"
    sheets = f"{len(found.proposal.taken)} of {count(len(found.proposal.sheets), 'sheet')}"
    out = f" · {count(len(found.skipped), 'row')} left out" if found.skipped else ""
    return f"{count(len(found.taken), 'requirement')} from {sheets}{out}"


def details(line: Line) -> list[str]:
    """Everything that is known of a row, a sentence each."""
    said = [f"Row {line.row}: {line.why or 'a requirement'}."]
    asked = line.asked
    if asked is None:
        return [*said, "", line.text]
    path = " › ".join(f"{h.code} {h.title}".strip() for h in asked.path)
    pairs = {
        "Id": asked.code,
        "Title": asked.title,
        "Section": path,
        "Priority": asked.priority,
        "Gate": "yes" if asked.gate else "",
        **{name.replace("_", " ").capitalize(): text for name, text in asked.fields.items()},
        **dict(asked.said),
        **{answer.header: answer.said for answer in asked.answers},
    }
    said += ["", asked.text, ""]
    said += [f"{name}: {text}" for name, text in pairs.items() if text]
    return [*said, *(f"▲ {remark}" for remark in line.remarks)]


ROLE_CHOICES = tuple((role, words, "") for role, words in ROLES.items())
"""What a column may hold, to choose from."""
assert set(SHORT) <= set(BECOMES)
