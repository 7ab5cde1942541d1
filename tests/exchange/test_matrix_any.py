"""Any sheet at all: no row is lost, one sentence at most, the same book reads the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Range, Sheet
from ossbuy.exchange.matrices import BECOMES, ROLES, Corrections, Layout, propose
from ossbuy.exchange.matrices.values import SEVERAL

WORDS = st.sampled_from(
    [
        *(
            "Req ID",
            "Requirement",
            "Priority",
            "Description",
            "Section",
            "Comments",
            "Nr.",
            "Yes",
            "No",
        ),
        *(
            "Response",
            "Weight",
            "Knock-out",
            "Anforderung",
            "Exigence",
            "R-1",
            "R-2",
            "1.1",
            "1.10",
        ),
        *(
            "4.2.1 Login",
            "[R-9] It shall run.",
            "Must",
            "High",
            "x",
            "✓",
            "…",
            "TBD",
            "Total",
            "12.5",
        ),
        *(
            "The system shall show every open order.",
            "Instruction: enter your answer",
            "3 Security",
        ),
        *("2026-03-01", "=VLOOKUP(A1,B:C,2)", "e.g. R-1", "deleted", "ID:", "Title:", "Acme", "  "),
    ]
)
CELLS = st.one_of(WORDS, st.just(""), st.text(max_size=12))
ROWS = st.lists(st.lists(CELLS, max_size=7).map(tuple), max_size=14).map(tuple)
SPOTS = st.tuples(st.integers(1, 14), st.integers(1, 7))
RANGES = st.tuples(SPOTS, SPOTS).map(
    lambda p: Range(
        min(p[0][0], p[1][0]), min(p[0][1], p[1][1]), max(p[0][0], p[1][0]), max(p[0][1], p[1][1])
    )
)
LAYOUTS = st.builds(
    Layout,
    merges=st.lists(RANGES, max_size=3).map(tuple),
    uncached=st.frozensets(SPOTS, max_size=3),
    hidden_rows=st.frozensets(st.integers(1, 14), max_size=3),
)
CORRECTIONS = st.builds(
    Corrections,
    columns=st.dictionaries(
        st.tuples(st.just(""), st.sampled_from(["A", "B", "C", "Requirement"])),
        st.sampled_from(sorted(ROLES)),
        max_size=3,
    ),
    rows=st.dictionaries(
        st.tuples(st.just(""), st.integers(1, 14)),
        st.sampled_from(["requirement", "section", "left out"]),
        max_size=3,
    ),
    headers=st.dictionaries(
        st.just("S"), st.tuples(st.integers(1, 9), st.integers(0, 2)).map(lambda p: (p[0], sum(p)))
    ),
    repeated=st.sampled_from(["once", "apart"]),
    split=st.sampled_from(["", "off", r"(?P<id>\S+) (?P<rest>.+)"]),
)


def book(rows: tuple[tuple[str, ...], ...]) -> Book:
    return Book("m.xlsx", "xlsx", (Sheet("S", "m.xlsx, sheet S", rows),))


@settings(max_examples=400)
@given(ROWS, LAYOUTS, CORRECTIONS)
def test_every_row_becomes_exactly_one_thing(
    rows: tuple[tuple[str, ...], ...], layout: Layout, corrections: Corrections
) -> None:
    try:
        found = propose(book(rows), {"S": layout}, corrections)
    except BadFile:
        return
    (sheet,) = found.sheets
    filled = {n for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)}
    named = [line.row for line in sheet.lines]
    assert len(named) == len(set(named))
    if sheet.tables:
        # A formula without a value leaves a row that only looks blank.
        assert filled <= set(named)
        assert all(row in filled or (row, sheet.tables[0].at("text")) for row in named)
    for line in sheet.lines:
        assert line.becomes in BECOMES
        assert line.becomes != "requirement" or line.asked is not None
        assert line.asked is None or line.becomes != "requirement" or line.asked.text.strip()
    codes = [x.asked.code.casefold() for x in sheet.asked if x.asked and x.asked.code]
    assert len(codes) == len(set(codes))
    for table in sheet.tables:
        given_roles = [c.role for c in table.columns if c.role not in SEVERAL]
        assert len(given_roles) == len(set(given_roles))
        heads = [c.header for c in table.columns if c.header]
        assert len(heads) == len(set(heads))
    assert found == propose(book(rows), {"S": layout}, corrections)


@settings(max_examples=150)
@given(ROWS)
def test_what_is_not_taken_says_why(rows: tuple[tuple[str, ...], ...]) -> None:
    (sheet,) = propose(book(rows)).sheets
    assert sheet.why.endswith(".")
    assert sheet.take == bool(sheet.take and sheet.asked)
