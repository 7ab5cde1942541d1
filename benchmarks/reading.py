"""Reading other people's files: 12 workbooks × 1,500 rows × 8 columns, against python-calamine.

Plain means in this process, `to_python` of every sheet, no checks, nothing made of the cells. Ours
is `read_many` from a standstill: reading processes started, files sent, sheets of text back. Each
round times both, one after the other, so that a busy machine slows both; medians of the ratios.
"""

from __future__ import annotations

import io
import os
import random
import statistics
import time
from collections.abc import Callable

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from ossbuy.exchange.intake import BadFile, children, read_many, read_structure

BOOKS, ROWS, ROUNDS = 12, 1_500, 9
WORDS = """the system shall provide inventory of physical and logical resources reconcile
discovered topology with planned state within configured hours and report differences by site"""


def workbook(seed: int) -> bytes:
    """Answers as a vendor gives them: ids, long texts, codes, a reference, a comment."""
    chance, words = random.Random(seed), WORDS.split()
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Answers")
        sheet.write_row(
            0,
            0,
            ("Id", "Section", "Requirement", "Level", "Delivery", "Evidence", "Ref", "Comment"),
        )
        for row in range(1, ROWS + 1):
            sheet.write_row(
                row,
                0,
                (
                    f"R{row}",
                    f"Section {row % 12}",
                    " ".join(chance.choices(words, k=18)),
                    chance.choice(("Full", "Partial", "None")),
                    chance.choice(("Shipped", "Configuration", "Development")),
                    chance.choice(("Claim", "Demo")),
                    row,
                    " ".join(chance.choices(words, k=8)),
                ),
            )
    return out.getvalue()


def plain(books: list[bytes]) -> None:
    """Every sheet through python-calamine, in this process."""
    for content in books:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def ours(books: list[bytes]) -> None:
    """The same through ossbuy's reading processes."""
    found = read_many([(content, f"{n}.xlsx") for n, content in enumerate(books)])
    assert not any(isinstance(book, BadFile) for book in found)


def seconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def processor_seconds() -> float:
    """Of this process and of those it has waited for."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def main() -> None:
    """Print seconds and ratios."""
    books = [workbook(seed) for seed in range(BOOKS)]
    cold: list[float] = []
    warm: list[float] = []
    base: list[float] = []
    work: list[float] = []
    plain(books)
    children.end_all()
    for _ in range(ROUNDS):
        before = processor_seconds()
        one = seconds(lambda: plain(books))
        plain_work = processor_seconds() - before
        before = processor_seconds()
        cold.append(seconds(lambda: ours(books)) / one)
        running = seconds(lambda: ours(books)) / one
        children.end_all()
        warm.append(running)
        work.append((processor_seconds() - before) / plain_work / 2)
        base.append(one)
    middle = statistics.median
    print(f"{BOOKS} workbooks × {ROWS} rows × 8 columns, {os.cpu_count()} cores, {ROUNDS} rounds")
    print(f"plain python-calamine         {middle(base):6.3f} s")
    print(f"values, processes started     {middle(cold):6.2f} × plain (best {min(cold):.2f})")
    print(f"values, processes running     {middle(warm):6.2f} × plain (best {min(warm):.2f})")
    print(f"  goal 1.3; processor time of both {middle(work):.2f} × plain, on two cores at once")
    content = books[0]
    read_structure(content, "0.xlsx")
    values = middle(seconds(lambda: plain([content])) for _ in range(5))
    unseen = middle(seconds(lambda: read_structure(content, "0.xlsx")) for _ in range(5))
    whole = middle(seconds(lambda: openpyxl.load_workbook(io.BytesIO(content))) for _ in range(3))
    print(f"structure of one workbook     {unseen / values:6.2f} × plain ({unseen:.3f} s)")
    print(f"the same through openpyxl     {whole / values:6.2f} × plain ({whole:.3f} s)")


if __name__ == "__main__":
    main()
