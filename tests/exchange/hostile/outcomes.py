"""What came of a hostile file, and the page that says so: ``python …/outcomes.py`` writes it."""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from catalogue import CASES, PLACES, Case, Place

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import Book, read_file, read_structure, read_values

PAGE = Path(__file__).parents[3] / "docs" / "hostile-files.md"
BEGIN, END = "<!-- tried: begin -->", "<!-- tried: end -->"

T = TypeVar("T")


def tried(read: Callable[[], T], seconds: list[float] | None = None) -> T | str:
    """What reading gives, or its sentence."""
    began = time.monotonic()
    try:
        return read()
    except BadFile as error:
        return str(error)
    finally:
        if seconds is not None:
            seconds.append(time.monotonic() - began)


def row_of(case: Case, seconds: list[float] | None = None) -> str:
    """The row of the table for a file."""
    content = case.build()
    values = tried(lambda: read_values(content, case.name), seconds)
    unseen = tried(lambda: read_structure(content, case.name), seconds)
    said = values if isinstance(values, str) else described(values)
    if isinstance(unseen, str) and not isinstance(values, str):
        said += f" What is unseen in it: “{unseen}”"
    return f"| {case.what} | {cell(said)} |"


def row_of_place(place: Place, folder: Path) -> str:
    """The row of the table for a path."""
    path = place.make(folder)
    said = tried(lambda: read_file(path))
    assert isinstance(said, str), "a path that is no file was read"
    said = re.sub("x{50,}", "xxx", said.replace(str(folder), "…"))
    return f"| {place.what} | {cell(said)} |"


def described(book: Book) -> str:
    """What was read, in a few words."""
    sizes = [f"{len(s.rows)} × {s.width}" for s in book.sheets[:2]]
    more = f" and {len(book.sheets) - 2} more sheets" if len(book.sheets) > 2 else ""
    notes = "".join(f" {note}" for note in book.notes if not note.startswith("Columns are"))
    return f"read ({book.kind}, {', '.join(sizes)}{more}).{notes}"


def cell(text: str) -> str:
    """A text as a cell of the page."""
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def page_rows() -> set[str]:
    """The rows that stand in the page."""
    return {line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "}


def grouped(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """The cases by group, in the order of the list."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.group, []).append(case)
    return found


def main() -> None:
    """Try everything and write the table into the page."""
    seconds: list[float] = []
    lines: list[str] = []
    head = ["| tried | outcome |", "|---|---|"]
    refused = read = 0
    for group, cases in grouped(CASES).items():
        lines += [f"### {group}", "", *head]
        for case in cases:
            row = row_of(case, seconds)
            read += " | read (" in row
            refused += " | read (" not in row
            lines.append(row)
        lines.append("")
    lines += ["### Paths that are no files", "", *head]
    for place in PLACES:
        with tempfile.TemporaryDirectory() as folder:
            lines.append(row_of_place(place, Path(folder)))
            refused += 1
    top = (
        f"{len(CASES) + len(PLACES)} tried: {refused} end in one sentence, {read} are read for "
        f"what they are. The slowest took {max(seconds):.1f} s when this page was written."
    )
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    table = "\n".join([top, "", *lines]).rstrip()
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")
    sys.stdout.write(top + "\n")


if __name__ == "__main__":
    main()
