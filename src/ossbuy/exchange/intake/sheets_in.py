"""Values of a workbook (.xlsx, .xlsm, .ods) through python-calamine; in the reading process."""

from __future__ import annotations

import io

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    WorksheetNotFound,
    ZipError,
)

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.limits import MOST_CELLS, MOST_ROWS
from ossbuy.exchange.intake.texts import Sent, one_line

_STATES = {"Hidden": "hidden", "VeryHidden": "very hidden"}
_REASONS = (
    ("entity", "it declares XML entities, which no office program writes"),
    ("Cannot detect", "its parts are damaged or missing"),
    ("compression method", "it is packed in an unusual way"),
    ("declared uncompressed", "it lies about the size of a part"),
    ("checksum", "a part of it is damaged"),
    ("row component", "a cell stands in no row"),
    ("shared strings", "a cell refers to a text that is not there"),
)
_NO_TABLE = {"ChartSheet": "charts", "DialogSheet": "dialogs", "MacroSheet": "macros"}


def read_workbook(content: bytes, name: str, kind: str) -> Sent:
    """Every sheet of a workbook, hidden ones too.

    Raises:
        BadFile: with the sheet that cannot be read.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise BadFile(name, "it is protected by a password; ask for a copy without one.") from None
    except (CalamineError, ZipError, ValueError, OSError) as error:
        _refuse_entities(content, name)
        raise BadFile(
            name, f"it is not a workbook ossbuy can read: {_reason(error)}; save it anew as .xlsx."
        ) from None
    sent = Sent(name, kind)
    for index, about in enumerate(book.sheets_metadata):
        sheet_kind = str(about.typ).rpartition(".")[2]
        if sheet_kind in _NO_TABLE:
            sent.notes.append(
                f"Sheet {one_line(about.name)} holds {_NO_TABLE[sheet_kind]}, no table, and is "
                "left out."
            )
            continue
        if sheet_kind == "Vba":
            continue
        state = _STATES.get(str(about.visible).rpartition(".")[2], "visible")
        place = f"{one_line(name, 120)}, sheet {one_line(about.name)}"
        try:
            _take(sent, book, index, about.name, place, state)
        except (CalamineError, ValueError, OverflowError, OSError) as error:
            raise BadFile(
                place, f"it cannot be read: {_reason(error)}; save the file anew as .xlsx."
            ) from None
    if not sent.heads:
        raise BadFile(name, "it holds no sheet with a table; ask for the workbook with the table.")
    if kind == "xlsx" and not all(sent.bodies):
        _refuse_wide_letters(content, name)
    return sent


def _take(
    sent: Sent, book: CalamineWorkbook, index: int, sheet: str, place: str, state: str
) -> None:
    read = book.get_sheet_by_index(index)
    if read.start is None or read.end is None:
        sent.add(sheet, (), place=place, state=state)
        return
    (top, left), (bottom, right) = read.start, read.end
    rows, columns = bottom + 1, right + 1
    if rows > MOST_ROWS or (rows - top) * columns > MOST_CELLS:
        raise BadFile(
            place,
            f"it claims {rows} rows of {columns} columns; delete what stands far outside the "
            "table.",
        )
    # iter_rows starts at row 1 whatever is blank above, and at the first filled column.
    sent.add(sheet, read.iter_rows(), place=place, state=state, indent=left)


def _refuse_wide_letters(content: bytes, name: str) -> None:
    """Refuse a sheet in UTF-16: calamine takes it for an empty one."""
    from ossbuy.exchange.intake.parts import opened

    with opened(content, name) as parts:
        for part in parts.names("xl/worksheets/"):
            if part.endswith(".xml") and parts.beginning(part, 2) in (b"\xff\xfe", b"\xfe\xff"):
                raise BadFile(
                    name, "a sheet in it is in UTF-16, which is not read; save it anew as .xlsx."
                )


def _refuse_entities(content: bytes, name: str) -> None:
    """Name the reason where calamine only says that it cannot tell the format."""
    from ossbuy.exchange.intake.parts import opened

    with opened(content, name) as parts:
        for part in parts.names():
            if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in parts.beginning(part, 4096):
                raise BadFile(
                    name,
                    "it declares XML entities, which no office program writes; save the file anew.",
                )


def _reason(error: Exception) -> str:
    """What is the matter, in the buyer's words where the reader's words are known."""
    said = one_line(str(error))
    if isinstance(error, WorksheetNotFound):
        return "the sheet that it lists is not in the file"
    for sign, reason in _REASONS:
        if sign in said:
            return reason
    return f"it is damaged ({said})" if said else "it is damaged"
