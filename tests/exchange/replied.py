"""Answer workbooks for tests: what was asked, a well-filled book, and ways to mangle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ossbuy.exchange.intake.book import Book, Sheet, Structure
from ossbuy.exchange.replies import Asked, Reply, Request, Version, load_words, read_reply

HEADERS = (
    *("Key", "Id", "Section", "Requirement", "Gate", "Level", "Delivery", "Available"),
    *("Evidence", "Reference", "Comment"),
)
TEXTS = (
    "The inventory shall hold every active service as one connected chain from duct to port.",
    "The inventory shall represent XGS-PON beside GPON on the same splitter tree.",
    "The inventory shall show the state of any route as it was at a date the user picks.",
    "Work orders shall reach a technician's handset without a connection to the network.",
    "The export of all data shall take no longer than one night.",
    "Splice plans shall be drawn from the data and not by hand.",
)
KEYS = tuple(f"a{n}b0c0d0e{n}" for n in range(1, 7))
CODES = ("C1.1", "C1.2", "C1.3", "C2.1", "C2.2", "C1.10")
ASKED = {
    key: Asked(code, text, ("Inventory", "C1"), code == "C2.1")
    for key, code, text in zip(KEYS, CODES, TEXTS, strict=True)
}
HASH = "5e" * 32
FIRST = Version("1", HASH, {key: (one.code, one.text) for key, one in ASKED.items()})
REQUEST = Request(ASKED, (FIRST,), questions={"code-branches": "Branches you support today"})

GOOD = tuple(
    (key, code, "Inventory", text, "pass or fail" if code == "C2.1" else "", *answer)
    for key, code, text, answer in zip(
        KEYS,
        CODES,
        TEXTS,
        (
            ("Full", "Shipped (STD)", "R5", "Document", "PD 4, page 2", "Duct to port."),
            ("Partial", "Roadmap (RMP)", "R6", "Claim", "", "GPON only today."),
            ("None", "None (NO)", "", "", "", "Not offered."),
            ("Full", "Configuration (CFG)", "R5", "Scripted demo", "Script A4", "Offline app."),
            ("", "", "", "", "", ""),
            ("Not applicable", "", "", "", "", "We draw none."),
        ),
        strict=True,
    )
)
START = (("", "Kestrel"), ("", "Version", "1"), ("", "Fingerprint", HASH))
Rows = Sequence[Sequence[str]]


def book(*sheets: tuple[str, Rows], name: str = "acme.xlsx", hidden: str = "") -> Book:
    """A book of these sheets."""
    made = tuple(
        Sheet(
            title,
            f"{name}, sheet {title}",
            tuple(tuple(row) for row in rows),
            "hidden" if title == hidden else "visible",
        )
        for title, rows in sheets
    )
    return Book(name, "xlsx", made)


def answers(rows: Rows, headers: Sequence[str] = HEADERS, front: Rows = START) -> Book:
    """The pack's three sheets with these rows of answers."""
    about = (
        ("Key", "No.", "Subject", "Question", "Unit", "Answer", "Comment"),
        ("code-branches", "1", "Code", "Branches you support today", "branches", "3", "two end"),
    )
    return book(("Start", front), ("Answers", (headers, *rows)), ("About you", about))


def read(
    made: Book,
    request: Request = REQUEST,
    structure: Structure | None = None,
    **maps: dict[str, str],
) -> Reply:
    """The reply in a book; ``maps`` are what a person said of words and columns."""
    if maps:
        request = Request(request.asked, request.versions, maps, request.questions)
    return read_reply(made, request, load_words(), structure)


def levels(reply: Reply) -> dict[str, str]:
    """Level by visible id."""
    return {ASKED[key].code: answer.level for key, answer in reply.answers.items()}


def said(reply: Reply, kind: str) -> list[str]:
    """What the items of one kind say."""
    return [item.what for item in reply.items if item.kind == kind]


def kinds(reply: Reply) -> set[str]:
    """Kinds of items there are."""
    return {item.kind for item in reply.items}


def column(name: str, change: Callable[[str], str]) -> tuple[tuple[str, ...], ...]:
    """The good rows with one column changed."""
    at = HEADERS.index(name)
    return tuple((*row[:at], change(row[at]), *row[at + 1 :]) for row in GOOD)
