"""The record of a workshop as a file: a workbook or a page of Markdown, by the name's ending."""

from __future__ import annotations

from pathlib import Path

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.markdown import write_file
from ossbuy.exchange.workshop_record.content import Record

ENDINGS = (".xlsx", ".md")


def write_record(record: Record, out: Path) -> None:
    """Write a record to ``out``, replacing what is there.

    Raises:
        BadFile: the name ends in neither .xlsx nor .md, or the file cannot be written.
    """
    ending = out.suffix.casefold()
    if ending == ".md":
        from ossbuy.exchange.workshop_record.page import page

        write_file(out, page(record))
    elif ending == ".xlsx":
        from ossbuy.exchange.workshop_record.book import write_book

        write_book(record, out)
    else:
        raise BadFile(str(out), "a record is written as .xlsx or .md; let the name end so.")
