"""Tables in text (.csv, .tsv and their kin): encoding and dialect are told from the content."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.encodings import decoded
from ossbuy.exchange.intake.limits import MOST_CHARACTERS
from ossbuy.exchange.intake.texts import Sent, one_line

DELIMITERS: Final = ",;\t|"
_NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE_ROWS: Final = 200


def read_text_table(content: bytes, name: str) -> Sent:
    """The one table of a text file.

    Raises:
        BadFile: not text, a quotation mark that is never closed, a cell or a row without end.
    """
    text, encoding = decoded(content)
    sent = Sent(name, "csv")
    shown = one_line(name, 120)
    if _is_binary(text):
        raise BadFile(shown, "it is not a workbook and no text either; save it as .xlsx or .csv.")
    if encoding:
        sent.notes.append(
            f"The text is in {encoding}, told from its bytes; look at letters with accents."
        )
    if "\ufffd" in text and encoding:
        sent.notes.append("Some bytes are no letters in that encoding and show as \ufffd.")
    delimiter, text = _excel_line(text, sent)
    delimiter = delimiter or told_delimiter(text)
    sent.notes.append(f"Columns are parted by a {_NAMES.get(delimiter, repr(delimiter))}.")
    csv.field_size_limit(MOST_CHARACTERS)
    try:
        sent.add(_stem(shown), _rows(text, delimiter, shown), place=shown)
    except _LooseQuotes as loose:
        # Quotes inside a text that were not doubled: read as a spreadsheet program would.
        sent.notes.append(f"Line {loose.line} has quotation marks inside a text; look at it.")
        sent.size = sent.cells = 0
        sent.add(_stem(shown), _rows(text, delimiter, shown, strict=False), place=shown)
    if not any(sent.bodies):
        raise BadFile(shown, "it holds nothing; ask for it again.")
    return sent


class _LooseQuotes(Exception):
    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def told_delimiter(text: str) -> str:
    """The delimiter under which most rows of the beginning have one and the same width."""
    sample = text[:200_000]
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        widths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if any(row):
                    widths.append(len(row))
                if len(widths) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        # The last row of the sample may be cut; a width of one is no table.
        usual = max(set(widths), key=widths.count, default=1)
        if usual < 2:
            parted = sum(1 for width in widths if width > 1) / max(len(widths), 1)
            worth = 0.1 * parted
        else:
            worth = widths.count(usual) / len(widths) + 0.01 * min(usual, 30)
        if worth > most:
            best, most = delimiter, worth
    return best


def _rows(text: str, delimiter: str, shown: str, strict: bool = True) -> Iterator[list[str]]:
    source = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    started = 1
    try:
        for row in source:
            yield row
            started = source.line_num + 1
    except csv.Error as error:
        where = f"{shown}, line {started}"
        if "field larger" in str(error):
            raise BadFile(
                where,
                f"it holds more than {MOST_CHARACTERS} characters in one cell; check the quotes.",
            ) from None
        if "unexpected end" in str(error):
            raise BadFile(
                where,
                "a quotation mark opens here and is never closed; close it, or write it twice "
                "inside a text.",
            ) from None
        if strict:
            raise _LooseQuotes(started) from None
        raise BadFile(
            where, f"it is not a readable table ({one_line(str(error))}); check the quotes."
        ) from None


def _excel_line(text: str, sent: Sent) -> tuple[str, str]:
    """A first line ``sep=;`` says the delimiter to Excel and is no row of the table."""
    first, _, rest = text.partition("\n")
    said = first.strip('\r\n "')
    if said[:4].casefold() == "sep=" and len(said) == 5:
        sent.notes.append("The first line only says how columns are parted and is left out.")
        return said[4], rest
    if first.rstrip("\r") == "sep=\t":
        return "\t", rest
    return "", text


def _is_binary(text: str) -> bool:
    head = text[:20_000]
    strange = sum(1 for c in head if c < " " and c not in "\t\n\r\f\x0b\x00")
    empty = head.count("\x00")
    return strange > 0.05 * len(head) + 5 or empty > 0.2 * len(head)


def _stem(shown: str) -> str:
    return shown.rpartition("/")[2].rsplit(".", 1)[0] or shown
