"""A well-formed table in a file of its own: headers in row 1, one thing per row."""

from __future__ import annotations

from pathlib import Path

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_file
from ossbuy.exchange.tables import Table, read_csv, read_sheet, sheet_list

SHEETS = ("requirements", "requirement", "rfp")


def read_table(path: Path, sheet: str) -> Table:
    """A CSV file, or the sheet of a workbook that is named or looks like requirements."""
    if path.suffix.casefold() in {".csv", ".tsv", ".txt"}:
        return read_csv(path)
    if sheet:
        return read_sheet(path, sheet)
    content = read_file(path)
    names = sheet_list(content, path.name)
    found = next((n for n in names if n.strip().casefold() in SHEETS), None)
    if found is None and len(names) > 1:
        raise BadFile(
            path.name, f"it has {len(names)} sheets; name one of {', '.join(names[:8])} by --sheet."
        )
    return read_sheet(content, found or names[0], path.name)
