"""Whatever stands in a pack: a bid or one sentence, never a mistake of ossbuy."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ossbuy.exchange.bidding.filled import filled
from ossbuy.exchange.bidding.pack_in import read_pack
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.pack import write_answers
from ossbuy.model.bidding import own_answer
from ossbuy.procedure.bidding.assessing import open_request
from ossbuy.procedure.bidding.assessment import Assessment
from ossbuy.procedure.bidding.doubts import about_answers, doubts
from ossbuy.procedure.bidding.sending import pack_of
from ossbuy.store.workspace import Workspace

HEADERS = {
    "Answers": (
        *("Key", "Id", "Section", "Requirement", "Gate", "Level", "Delivery", "Evidence"),
        *("Available", "Reference", "Comment"),
    ),
    "About you": ("Key", "Subject", "Question", "Unit", "Answer", "Comment"),
    "Why": ("Key", "Id", "Cause", "What it causes", "Requirements"),
    "Start": ("", "This pack", ""),
}
CELLS = st.sampled_from(
    [
        *("", "", "C1", "c1", "S1", "k1", "k 1", "a/b", "=1+1", "Full", "FC", "yes", "RMP"),
        *("x" * 700, "None", "NO", "2027-01-15 12:00 UTC · soon", "Calendar", "Buyer", "EUR"),
        *("\u202eabc", "€", "日本", "Version", "_x0041_", "Line\nbreak", "demo", "partial"),
        *("0", "C1 C2", "C1 (2)"),
    ]
)


@st.composite
def books(draw: st.DrawFn) -> Book:
    sheets = []
    for name, headers in HEADERS.items():
        if name != "Answers" and draw(st.booleans()):
            continue
        order = draw(st.permutations(headers)) if name != "Start" else list(headers)
        rows = draw(st.lists(st.lists(CELLS, max_size=len(headers)), max_size=6))
        sheets.append(
            Sheet(name, f"p.xlsx, sheet {name}", (tuple(order), *(tuple(row) for row in rows)))
        )
    return Book("p.xlsx", "xlsx", tuple(sheets))


@settings(max_examples=40)
@given(books(), books())
def test_any_pack_is_a_bid_or_a_sentence(first: Book, second: Book) -> None:
    workspace = Workspace.in_memory("jo", "vendor")
    opened = False
    for book in (first, second):
        try:
            read = read_pack(book)
        except BadFile:
            continue
        told = open_request(workspace, read, book.name)
        opened = True
        project = workspace.project
        assert len(project.requirements) == told.asked == len(read.pack.items)
        codes = [r.code.casefold() for r in project.requirements.values()]
        assert len(codes) == len(set(codes))
    if not opened:
        return
    found = Assessment(workspace.project)
    _ = found.gates, found.causes, found.moves, doubts(workspace.project)
    if found.standing is not None:
        low, high = found.standing.uniform
        assert 0 <= low <= high <= 100 + 1e-9
    answers = {ident: own_answer(workspace.project, ident) for ident in found.answers}
    about = about_answers(workspace.project)
    assert write_answers(pack_of(workspace), filled(answers, about)).startswith(b"PK")
    assert workspace.verify().ok
