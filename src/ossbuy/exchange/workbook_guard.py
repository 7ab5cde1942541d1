"""Looking at a workbook before a reader unfolds it.

A few kilobytes of zip can unfold to gigabytes of sheet, and one cell in the last column of the
last row makes calamine lay out the whole rectangle: it asks for 550 GB and the process is gone
(measured with python-calamine 0.4 and a 5 kB file). Neither can be caught afterwards.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from ossbuy.exchange.errors import BadFile

MOST_BYTES: Final = 50_000_000
MOST_UNFOLDED: Final = 400_000_000
MOST_CELLS: Final = 20_000_000

OLD_CONTAINER: Final = b"\xd0\xcf\x11\xe0"
"""First bytes of old .xls files, and of encrypted .xlsx files."""

_CHUNK: Final = 4_000_000
_TAG = re.compile(rb"""<(?:\w+:)?(row|c)\b((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,8})["']""")


def refuse_bombs(content: bytes, name: str) -> None:
    """Raise BadFile for what is no workbook, or would not fit in memory once read."""
    if len(content) > MOST_BYTES:
        raise BadFile(name, "it is larger than 50 MB; ask for a plain workbook without pictures.")
    if content.startswith(OLD_CONTAINER):
        return
    if not content.startswith(b"PK"):
        raise BadFile(name, "it is not a workbook, whatever its name says; save it as .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_unfolding(archive, name)
            for entry in archive.infolist():
                _refuse_wide(archive, entry, name)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):
        # RuntimeError is zipfile's word for a member with a password.
        raise BadFile(name, "it is damaged or cut short; ask for it again.") from None
    except NotImplementedError:
        raise BadFile(name, "it is packed in an unusual way; save it as .xlsx.") from None


def _refuse_unfolding(archive: zipfile.ZipFile, name: str) -> None:
    if "xl/workbook.xml" not in {entry.casefold() for entry in archive.namelist()}:
        raise BadFile(name, "it is not an .xlsx workbook; save it as .xlsx.")
    unfolded = sum(entry.file_size for entry in archive.infolist())
    if unfolded > MOST_UNFOLDED:
        raise BadFile(
            name,
            f"it unfolds to {unfolded // 1_000_000} MB, far more than answers need; "
            "ask for a plain workbook.",
        )


def _refuse_wide(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse a sheet whose outermost filled cell spans more cells than a table ever has."""
    rows = columns = row = column = 0
    rest = b""
    with archive.open(entry) as member:
        while chunk := member.read(_CHUNK):
            text = rest + chunk
            end = text.rfind(b"<")
            rest, text = (
                (text[end:], text[:end]) if end >= 0 and len(chunk) == _CHUNK else (b"", text)
            )
            for tag in _TAG.finditer(text):
                places = _PLACE.findall(tag[2])
                if tag[1] == b"row":
                    row, column = max((int(n) for _, n in places), default=row + 1), 0
                    continue
                row = max((int(n) for _, n in places), default=row)
                column = max((_number(letters) for letters, _ in places), default=column + 1)
                if not tag[2].endswith(b"/"):
                    rows, columns = max(rows, row), max(columns, column)
    if rows * columns > MOST_CELLS:
        raise BadFile(
            name,
            f"a sheet claims {rows} rows of {columns} columns; delete what stands far outside "
            "the table.",
        )


def _number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
