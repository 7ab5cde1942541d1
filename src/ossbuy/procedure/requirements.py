"""A well-formed table in a file of its own: headers in row 1, one thing per row."""

from __future__ import annotations

from pathlib import Path

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.tables import Table, read_csv, read_sheet, sheet_list

SHEETS = ("requirements", "requirement", "rfp")


def read_table(path: Path, sheet: str) -> Table:
    """A CSV file, or the sheet of a workbook that is named or looks like requirements."""
    if path.suffix.casefold() in {".csv", ".tsv", ".txt"}:
        return read_csv(path)
    if path.is_dir():
        raise BadFile(str(path), "it is a directory; name the file in it.")
    if not path.is_file():
        raise BadFile(str(path), "the file does not exist; check the path.")
    if sheet:
        return read_sheet(path, sheet)
    try:
        names = sheet_list(path.read_bytes(), path.name)
    except OSError as error:
        raise BadFile(str(path), f"it cannot be read ({error.strerror}).") from None
    found = next((n for n in names if n.strip().casefold() in SHEETS), None)
    if found is None and len(names) > 1:
        raise BadFile(
            path.name, f"it has {len(names)} sheets; name one of {', '.join(names[:8])} by --sheet."
        )
    return read_sheet(path, found or names[0])
