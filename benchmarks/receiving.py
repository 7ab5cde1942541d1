"""Receiving answers: 12 workbooks × 1,500 rows × 11 columns, read and held against what was asked.

Plain means `to_python` of every sheet through python-calamine in this process. Ours is values and
drift: `read_many` in the reading processes, then `read_reply` on each, with a report of everything
that differs. Two sets: files filled as they went out, and files mangled (rows in another order,
every tenth text edited, another scale of answers, headers renamed, keys gone). Each round times
plain and ours one after the other; medians of the ratios. The structure pass and the annotated
copy are made on demand and reported apart.
"""

from __future__ import annotations

import io
import os
import random
import statistics
import time
from collections.abc import Callable

import xlsxwriter
from python_calamine import CalamineWorkbook

from ossbuy.exchange.intake import BadFile, Book, read_many, read_structure
from ossbuy.exchange.replies import Asked, Reply, Request, Version, load_words, read_reply
from ossbuy.exchange.replies.annotated import write_annotated
from ossbuy.exchange.replies.annotated_front import Front
from ossbuy.exchange.replies.columns import known

BOOKS, ROWS, ROUNDS = 12, 1_500, 9
HEADERS = ("Key", "Id", "Section", "Requirement", "Gate", "Level", "Delivery")
HEADERS += ("Available", "Evidence", "Reference", "Comment")
TEXT = """the system shall provide inventory of physical and logical resources reconcile
discovered topology with planned state within configured hours and report differences by site"""
WORDS = TEXT.split()
CODES = {"Full": "FC", "Partial": "PC", "None": "NC"}


def asked() -> dict[str, Asked]:
    """Fifteen hundred requirements."""
    chance = random.Random(1)
    return {
        f"{n:010x}": Asked(
            f"C{n // 30 + 1}.{n % 30 + 1}",
            " ".join(chance.choices(WORDS, k=20)) + f" number {n}",
            (f"Section {n // 30}",),
        )
        for n in range(ROWS)
    }


def workbook(questions: dict[str, Asked], seed: int, *, mangled: bool) -> bytes:
    """One vendor's answers."""
    chance = random.Random(seed)
    rows = []
    for n, (key, one) in enumerate(questions.items()):
        level = chance.choice(("Full", "Partial", "None"))
        text = one.text if not mangled or n % 10 else f"{one.text} as agreed"
        rows.append(
            (
                *(key, one.code, one.section[0], text, ""),
                CODES[level] if mangled else level,
                chance.choice(("Shipped", "Roadmap", "Configuration")),
                f"R{n % 9}",
                chance.choice(("Claim", "Document")),
                f"Manual, page {n}",
                " ".join(chance.choices(WORDS, k=25)),
            )
        )
    headers: tuple[str, ...] = HEADERS
    if mangled:
        chance.shuffle(rows)
        rows = [row[1:] for row in rows]
        headers = ("Req ID", "Section", "Requirement text", "Gate", "Compliance", "Lieferart")
        headers += ("Version", "Proof", "Document reference", "Remarks")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Tabelle1" if mangled else "Answers")
        sheet.write_row(0, 0, headers)
        for place, row in enumerate(rows, start=1):
            sheet.write_row(place, 0, row)
    return out.getvalue()


def plain(books: list[bytes]) -> None:
    """Every sheet through python-calamine, in this process."""
    for content in books:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def ours(books: list[bytes], request: Request) -> list[tuple[Book, Reply]]:
    """Values and drift of every file."""
    found, there = [], known(request)
    for book in read_many([(content, f"{n}.xlsx") for n, content in enumerate(books)]):
        assert not isinstance(book, BadFile)
        found.append((book, read_reply(book, request, load_words(), None, there)))
    return found


def seconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def main() -> None:
    """Print seconds and ratios."""
    questions = asked()
    texts = {key: (one.code, one.text) for key, one in questions.items()}
    request = Request(questions, (Version("1", "5e" * 32, texts),))
    middle = statistics.median
    print(f"{BOOKS} workbooks × {ROWS} rows × 11 columns, {os.cpu_count()} cores, {ROUNDS} rounds")
    for mangled in (False, True):
        books = [workbook(questions, seed, mangled=mangled) for seed in range(BOOKS)]
        plain(books)
        read = ours(books, request)
        base, ratios, held = [], [], []
        for _ in range(ROUNDS):
            one = seconds(lambda: plain(books))  # noqa: B023
            ratios.append(seconds(lambda: ours(books, request)) / one)  # noqa: B023
            there = known(request)
            held.append(
                seconds(
                    lambda: [
                        read_reply(book, request, load_words(), None, there)  # noqa: B023
                        for book, _ in read  # noqa: B023
                    ]
                )
                / one
            )
            base.append(one)
        name = "mangled" if mangled else "as sent"
        taken = sum(len(reply.answers) for _, reply in read)
        items = sum(len(reply.items) for _, reply in read)
        print(f"{name}: {taken:,} of {BOOKS * ROWS:,} answers taken, {items:,} items of drift")
        print(f"  plain python-calamine       {middle(base):6.3f} s")
        print(
            f"  values and drift            {middle(ratios):6.2f} × plain "
            f"(best {min(ratios):.2f}); goal 3"
        )
        print(f"    drift alone               {middle(held):6.2f} × plain")
    content, (book, reply) = books[0], read[0]
    single = middle(seconds(lambda: plain([content])) for _ in range(5))
    read_structure(content, "0.xlsx")
    unseen = middle(seconds(lambda: read_structure(content, "0.xlsx")) for _ in range(5))
    front = Front("a", (), {}, reply.words, reply.items)
    marked = middle(seconds(lambda: write_annotated(book, reply, front)) for _ in range(3))
    print(
        "on demand, one mangled workbook: "
        f"structure pass {unseen / single:.2f} × plain ({unseen:.3f} s)"
    )
    print(f"  annotated copy {marked / single:.1f} × plain ({marked:.2f} s)")


if __name__ == "__main__":
    main()
