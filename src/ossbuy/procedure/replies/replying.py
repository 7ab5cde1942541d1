"""A vendor's file held against this project's request: what is asked of it, and what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_structure, read_values
from ossbuy.exchange.intake.book import Book, Structure
from ossbuy.exchange.replies import Asked, Reply, Request, Version, load_words, read_reply
from ossbuy.exchange.replies.prices import Prices, has_prices, read_price_lines
from ossbuy.exchange.replies.words import folded
from ossbuy.model.bid import ReceivedFile
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.request import Issue
from ossbuy.store.workspace import Workspace

CONTENTS = ("answers", "prices")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read, and what was read from it."""

    file: ReceivedFile
    book: Book
    reply: Reply | None = None
    """Of answers."""
    prices: Prices | None = None
    """Of prices."""


def issues_in_order(project: Project) -> tuple[Issue, ...]:
    """The versions of the request that went out, oldest first."""
    from ossbuy.procedure.request.issuing import versions

    return versions(project)


def request_of(project: Project, vendor: str = "") -> Request:
    """What an answer workbook of a vendor is held against.

    Where nothing was issued by ossbuy, every requirement is asked; else those of the latest version
    that went to this vendor and still stand.
    """
    issues = [i for i in issues_in_order(project) if not i.vendors or vendor in i.vendors]
    idents: Iterable[str] = project.requirements
    if issues:
        from ossbuy.procedure.request.packing import items_of

        # The journal keeps no order of what was asked: it is that of the pack.
        idents = [item.key for item in items_of(project) if item.key in issues[-1].asked]
    asked = {}
    for ident in idents:
        requirement = project.requirements[ident]
        code, text = requirement.code, requirement.text
        if issues:
            code, text = issues[-1].asked[ident]
        section = project.sections.get(requirement.section)
        names = (section.code, section.title) if section else ()
        asked[ident] = Asked(code, text, names, requirement.gate)
    return Request(
        asked=asked,
        versions=tuple(Version(i.version, i.hash, i.asked) for i in issues),
        maps={
            column: {word: scale.words[word] for word in scale.settled if word in scale.words}
            for (who, column), scale in project.scales.items()
            if who == vendor
        },
        questions=_questions(issues),
    )


def _questions(issues: Iterable[Issue]) -> dict[str, str]:
    from ossbuy.exchange.pack import read_loops

    # A question is answered whether or not it was asked of this vendor: templates hold them all.
    wanted = {question for issue in issues for question in issue.loops}
    return {q.key: q.text for q in read_loops() if not wanted or q.key in wanted}


def bytes_of(workspace: Workspace, file: ReceivedFile) -> bytes:
    """The bytes of a received file. Raises Refused where this copy does not hold them."""
    content = workspace.journal.blob(file.sha256)
    if content is None:
        raise Refused(
            f"The bytes of {file.filename} are not in this copy of the project: open it in the "
            "buyer's own file."
        )
    return content


def kind_of(content: bytes, name: str) -> str:
    """Whether a workbook holds ``answers`` or ``prices``: told by its sheets, else by a header.

    Raises:
        BadFile: not readable, or both, or neither.
    """
    return kind_of_book(read_values(content, name))


def kind_of_book(book: Book) -> str:
    """The same for a file that was read already."""
    names = {folded(sheet.name) for sheet in book.sheets}
    found = [kind for kind in CONTENTS if kind in names]
    if len(found) == 2:
        raise BadFile(
            book.name,
            "it holds answers and prices in one workbook; ask for two files, because prices stay "
            "sealed until quality is locked.",
        )
    if found:
        return found[0]
    if has_prices(book, load_words()):
        return "prices"
    if _may_answer(book):
        return "answers"
    raise BadFile(
        book.name,
        "it has neither a sheet 'Answers' nor a sheet 'Prices', nor a table that looks like one.",
    )


def _may_answer(book: Book) -> bool:
    """Whether a row names an id or a requirement beside an answer, or cells hold many words."""
    from ossbuy.exchange.replies.columns import ANCHORS, ANSWERS, DEEPEST_HEADER
    from ossbuy.exchange.replies.roles import role_of

    words = load_words()
    for sheet in book.sheets:
        for row in sheet.rows[:DEEPEST_HEADER]:
            roles = {role_of(cell, words)[0] for cell in row if cell and len(cell) <= 80}
            if roles & set(ANCHORS) and roles & set(ANSWERS):
                return True
    return False


def open_answers(content: bytes, name: str, request: Request) -> tuple[Book, Reply]:
    """Read an answer workbook with everything it holds. Raises BadFile."""
    book = read_values(content, name)
    return book, read_reply(book, request, load_words(), structure_of(content, book))


def open_prices(content: bytes, name: str, project: Project) -> tuple[Book, Prices]:
    """Read a price workbook. Raises BadFile, which names the cell."""
    book = read_values(content, name)
    forecasts = {driver.code: driver.amounts for driver in project.drivers.values()}
    return book, read_price_lines(book, load_words(), forecasts)


def structure_of(content: bytes, book: Book) -> Structure | None:
    """What the file holds beside values; None for a kind that holds nothing else."""
    return None if book.kind == "csv" else read_structure(content, book.name)
