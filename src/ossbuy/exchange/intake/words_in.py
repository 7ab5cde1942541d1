"""Tables of a text document (.docx), each as a sheet. Runs in the reading process.

Word keeps a table as rows of cells that may span columns or continue the cell above; a span is
its text and blanks after it, a continued cell is blank, as a spreadsheet shows merged cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.limits import MOST_COLUMNS
from ossbuy.exchange.intake.parts import opened
from ossbuy.exchange.intake.texts import Sent, one_line

SENTENCE = 5
"""Words from which a paragraph outside the tables may ask for something; titles are shorter."""


@dataclass(slots=True)
class _Table:
    number: int
    rows: list[list[str]] = field(default_factory=list)
    pieces: list[str] | None = None
    """Text of the open cell."""
    span: int = 1
    continued: bool = False
    before: int = 0
    """Columns the open row leaves out at its beginning."""


class _Tables:
    """What a walk through the document gathers."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.done: list[_Table] = []
        self.open: list[_Table] = []
        self.skipped = 0
        """Inside how many fallbacks, which repeat what stands before them."""
        self.in_text = False
        self.numbered = 0
        self.count = 0
        self.outside = 0
        """Paragraphs of some length that stand in no table."""
        self.words = 0
        """Words of the open one."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Fallback":
            self.skipped += 1
        if self.skipped:
            return
        if tag == "tbl":
            self.count += 1
            self.open.append(_Table(self.count))
            return
        if not self.open:
            if tag == "p":
                self.words = 0
            self.in_text = tag == "t"
            return
        table = self.open[-1]
        if tag == "tr":
            table.rows.append([])
        elif tag == "gridBefore" and table.rows and table.pieces is None:
            table.rows[-1].extend([""] * self._columns(attributes))
        elif tag == "tc":
            table.pieces, table.span, table.continued = [], 1, False
        elif table.pieces is None:
            return
        elif tag == "gridSpan":
            table.span = max(self._columns(attributes), 1)
        elif tag == "vMerge":
            table.continued = attributes.get("val", "continue") != "restart"
        elif tag == "t":
            self.in_text = True
        elif tag in ("br", "cr"):
            table.pieces.append("\n")
        elif tag == "tab" and not attributes:
            # With attributes it is a tab stop of the paragraph, not a character.
            table.pieces.append("\t")
        elif tag == "noBreakHyphen":
            table.pieces.append("-")
        elif tag == "numPr":
            self.numbered += 1

    def end(self, tag: str) -> None:
        if tag == "Fallback":
            self.skipped -= 1
            return
        if self.skipped:
            return
        if not self.open:
            self.in_text = False
            self.outside += tag == "p" and self.words >= SENTENCE
            return
        table = self.open[-1]
        if tag == "t":
            self.in_text = False
        elif tag == "p" and table.pieces is not None:
            table.pieces.append("\n")
        elif tag == "tc" and table.pieces is not None and table.rows:
            text = "" if table.continued else "".join(table.pieces).strip()
            table.rows[-1].extend([text, *[""] * (table.span - 1)])
            table.pieces = None
        elif tag == "tbl":
            self.done.append(self.open.pop())

    def text(self, text: str) -> None:
        if self.in_text and not self.open:
            self.words += len(text.split())
        elif self.in_text and self.open and (pieces := self.open[-1].pieces) is not None:
            pieces.append(text)

    def _columns(self, attributes: dict[str, str]) -> int:
        try:
            number = int(attributes.get("val", "1"))
        except ValueError:
            number = 1
        if number > MOST_COLUMNS:
            raise BadFile(
                self.where, f"table {self.count} claims {number} columns; save the file anew."
            )
        return number


def read_document(content: bytes, name: str) -> Sent:
    """Every table of a text document; a table inside a cell is a table of its own.

    Raises:
        BadFile: damaged, or without any table.
    """
    shown = one_line(name, 120)
    found = _Tables(shown)
    with opened(content, shown) as parts:
        parts.walk("word/document.xml", found.start, found.end, found.text)
    if not found.done:
        raise BadFile(shown, "it holds no table; put the requirements into a table or a workbook.")
    sent = Sent(name, "docx")
    for table in sorted(found.done, key=lambda table: table.number):
        sent.add(f"Table {table.number}", table.rows, place=f"{shown}, table {table.number}")
    if found.outside:
        one = found.outside == 1
        sent.notes.append(
            f"{found.outside} paragraph{' stands' if one else 's stand'} outside its tables and "
            f"{'is' if one else 'are'} not read: put what asks for something into a table."
        )
    if found.numbered:
        sent.notes.append(
            f"{found.numbered} paragraphs in tables are numbered by Word itself; such numbers are "
            "no text and are left out."
        )
    return sent
