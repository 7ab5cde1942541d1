"""Values of a workbook (.xlsx, .xlsm, .ods) through python-calamine; in the reading process."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.limits import MOST_CELLS, MOST_ROWS
from ossbuy.exchange.intake.texts import Sent, one_line

_STATES = {"Hidden": "hidden", "VeryHidden": "very hidden"}
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
        raise BadFile(
            name, f"it is not a workbook ossbuy can read ({_reason(error)}); save it as .xlsx."
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
                place, f"it cannot be read ({_reason(error)}); save the file anew as .xlsx."
            ) from None
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


def _reason(error: Exception) -> str:
    return one_line(str(error)) or "unknown format"
