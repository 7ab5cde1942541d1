"""Why a reading ran out of memory or time: found by streaming through the file, cell by cell.

This looks at every byte, so it runs only after a reading has failed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.limits import MOST_CELLS

_CHUNK: Final = 4_000_000
_TAG: Final = re.compile(rb"""<(?:\w+:)?(row|c)\b((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_PLACE: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,9})["']""")
_REPEATED: Final = re.compile(rb"""number-(rows|columns)-repeated\s*=\s*["'](\d{1,18})["']""")
_MUCH: Final = 50_000_000
"""Bytes; what unfolds to less is not what filled the memory."""


def refuse_oversized(content: bytes, name: str) -> None:
    """Raise BadFile with what is too large about an archive; return when nothing stands out."""
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_unfolding(archive, 2 * _MUCH, name)
            for entry in archive.infolist():
                part = entry.filename.casefold()
                if "worksheets/" in part:
                    _refuse_wide(archive, entry, name)
                elif part == "content.xml":
                    _refuse_repeated(archive, entry, name)
            _refuse_unfolding(archive, _MUCH, name)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):
        raise BadFile(name, "it is damaged or cut short; ask for it again.") from None


def _refuse_unfolding(archive: zipfile.ZipFile, most: int, name: str) -> None:
    unfolded = sum(entry.file_size for entry in archive.infolist())
    if unfolded > most:
        raise BadFile(
            name,
            f"it unfolds to {unfolded // 1_000_000} MB, more than can be read safely; ask for "
            "the table alone.",
        )


def _refuse_wide(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse a sheet whose outermost filled cell spans more cells than a table ever has."""
    rows = columns = row = column = 0
    rest = b""
    with archive.open(entry) as member:
        while chunk := member.read(_CHUNK):
            text = rest + chunk
            end = text.rfind(b"<")
            rest, text = (text[end:], text[:end]) if end >= 0 else (b"", text)
            if len(rest) > _CHUNK:
                return
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
                    f"a sheet claims {rows} rows of {columns} columns; delete what stands far "
                    "outside the table.",
                )


def _refuse_repeated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    most = {b"rows": 0, b"columns": 0}
    with archive.open(entry) as member:
        while chunk := member.read(_CHUNK):
            for what, count in _REPEATED.findall(chunk):
                most[what] = max(most[what], int(count))
    if max(most.values()) > 10_000:
        raise BadFile(
            name,
            f"a sheet repeats a row {most[b'rows']} times or a cell {most[b'columns']} times; "
            "delete what stands outside the table.",
        )


def _number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
