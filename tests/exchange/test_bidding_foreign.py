"""A buyer's own spreadsheet: answered in its layout, in a fresh workbook, in the buyer's words."""

from __future__ import annotations

import hashlib
import io

import openpyxl
import pytest
import xlsxwriter

from ossbuy.exchange.bidding.earlier import earlier_answers
from ossbuy.exchange.bidding.foreign import (
    answer_columns,
    number,
    places_in_words,
    read_foreign,
)
from ossbuy.exchange.bidding.foreign_out import write_foreign
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_structure, read_values
from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.model.bid import Delivery, Evidence, Level, Response

TEXTS = (
    "The system shall keep every alarm for two years.",
    "A cell such as =cmd|' /C calc'!A0 shall never be run from a file.",
    "Users shall be able to find a port by the name of a customer.",
    "The supplier shall hand over all our data in an open format.",
)
FULL = Response(
    level=Level.FULL,
    delivery=Delivery.SHIPPED,
    evidence=Evidence.DEMO,
    reference="scene 2",
    comment="=1+1",
)
PARTIAL = Response(level=Level.PARTIAL, comment="half")


def sheet_of(*headers: str, words: tuple[str, ...] = (), column: int = 0) -> bytes:
    """A requirement matrix as a buyer draws it: a title, a header in row 3, four requirements."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False})
    notes = book.add_worksheet("Read me")
    notes.write_string(0, 0, "Please fill in the columns on the right.")
    sheet = book.add_worksheet("Requirements")
    sheet.write_string(0, 0, "Fault management")
    for place, header in enumerate(headers):
        sheet.write_string(2, place, header)
    for row, text in enumerate(TEXTS, start=3):
        sheet.write_string(row, 0, f"R{row - 2}")
        sheet.write_string(row, 1, text)
    if words:
        sheet.data_validation(3, column, 6, column, {"validate": "list", "source": list(words)})
    hidden = book.add_worksheet("Lists")
    hidden.write_string(0, 0, "internal")
    hidden.hide()
    book.close()
    return content.getvalue()


def answered(
    content: bytes, *answers: Response, said: dict[str, str] | None = None
) -> openpyxl.Workbook:
    book = read_values(content, "theirs.xlsx")
    found = read_foreign(book, hashlib.sha256(content).hexdigest())
    places = {
        (found.origins[item.key].sheet, found.origins[item.key].row): answer
        for item, answer in zip(found.read.pack.items, answers, strict=False)
    }
    columns = answer_columns(book, read_structure(content, "theirs.xlsx"), said)
    out = write_foreign(book, columns, places)
    return openpyxl.load_workbook(io.BytesIO(out))


def row(book: openpyxl.Workbook, number: int) -> list[object]:
    return [cell.value for cell in book["Requirements"][number]]


def test_requirements_are_found_with_their_places_and_keep_their_keys() -> None:
    content = sheet_of("Ref", "Requirement", "Compliance", "Remarks")
    found = read_foreign(read_values(content, "theirs.xlsx"), "d")
    assert [i.code for i in found.read.pack.items] == ["R1", "R2", "R3", "R4"]
    assert [i.text for i in found.read.pack.items] == list(TEXTS)
    assert [o.row for o in found.origins.values()] == [4, 5, 6, 7]
    again = read_foreign(read_values(content, "theirs-v2.xlsx"), "e")
    assert list(again.origins) == list(found.origins)
    assert len(set(found.origins)) == 4


def test_answers_go_into_the_buyers_columns_and_the_rest_behind_them() -> None:
    book = answered(sheet_of("Ref", "Requirement", "Compliance", "Remarks"), FULL, PARTIAL)
    assert book.sheetnames == ["Read me", "Requirements", "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    assert row(book, 1)[0] == "Fault management"
    assert row(book, 3) == [
        *("Ref", "Requirement", "Compliance", "Remarks"),
        *("Delivery", "Evidence", "Reference"),
    ]
    assert row(book, 4) == [
        *("R1", TEXTS[0], "Full", "=1+1", "Shipped (STD)", "Scripted demo", "scene 2")
    ]
    assert row(book, 5)[:4] == ["R2", TEXTS[1], "Partial", "half"]
    assert row(book, 6)[2:] == [None] * 5
    assert not any(c.data_type == "f" for s in book for line in s.iter_rows() for c in line)


def test_the_buyers_own_words_are_used_where_its_list_has_one() -> None:
    words = ("FC", "PC", "NC")
    content = sheet_of("Ref", "Requirement", "Compliance", words=words, column=2)
    none = Response(level=Level.NONE)
    book = answered(content, FULL, PARTIAL, none)
    assert [row(book, n)[2] for n in (4, 5, 6, 7)] == ["FC", "PC", "NC", None]


def test_a_level_may_be_a_tick_in_its_column() -> None:
    content = sheet_of("Ref", "Requirement", "Yes", "Partial", "No", "Comment")
    book = answered(content, FULL, PARTIAL, Response(level=Level.NONE))
    assert [row(book, n)[2:5] for n in (4, 5, 6)] == [
        ["x", None, None],
        [None, "x", None],
        [None, None, "x"],
    ]


def test_what_stands_in_an_answer_column_already_is_left_alone() -> None:
    content = sheet_of("Ref", "Requirement", "Compliance", "Remarks")
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Requirements"]["C4"] = "to be shown by test"
    changed = io.BytesIO()
    book.save(changed)
    out = answered(changed.getvalue(), FULL)
    assert row(out, 4)[2] == "to be shown by test"
    assert row(out, 3)[4] == "Level"
    assert row(out, 4)[4] == "Full"


def test_a_person_says_where_answers_go() -> None:
    content = sheet_of("Ref", "Requirement", "Verdict", "Remarks", "Proof")
    out = answered(content, FULL, said={"level": "E", "comment": "new"})
    assert row(out, 3)[:6] == ["Ref", "Requirement", "Verdict", "Remarks", "Proof", "Delivery"]
    assert row(out, 4)[2:5] == [None, None, "Full"]
    assert row(out, 3)[-1] == "Comment"
    assert number("AB") == 28
    with pytest.raises(ValueError, match="no column"):
        number("3")


def test_where_answers_go_is_said() -> None:
    content = sheet_of("Ref", "Requirement", "State evidence", "Compliance")
    book = read_values(content, "theirs.xlsx")
    (said,) = places_in_words(book, answer_columns(book))
    assert said == (
        "Requirements: evidence in C (State evidence), level in D (Compliance), "
        "the rest in columns of its own"
    )


def test_an_earlier_bid_in_a_buyers_own_layout_is_read_as_the_buyer_would_read_it() -> None:
    content = sheet_of(
        "Ref", "Requirement", "Compliance", "Remarks", words=("FC", "PC", "NC"), column=2
    )
    filled = io.BytesIO()
    answered(content, FULL, PARTIAL).save(filled)
    given = earlier_answers(read_values(filled.getvalue(), "earlier.xlsx"))
    assert [(g.code, g.text) for g in given] == [("R1", TEXTS[0]), ("R2", TEXTS[1])]
    assert [g.answer.level for g in given] == [Level.FULL, Level.PARTIAL]
    assert given[0].answer == FULL
    assert given[1].answer.comment == "half"


def test_what_asks_nothing_is_declined_with_what_it_was_taken_for() -> None:
    sheet = Sheet("Notes", "x.xlsx, sheet Notes", (("hello",), ("world",)))
    with pytest.raises(BadFile, match="no sheet of it asks for anything"):
        read_foreign(Book("x.xlsx", "xlsx", (sheet,)), "d")


def test_a_number_on_several_rows_is_asked_several_times_and_rows_left_out_are_said() -> None:
    rows = (
        ("Availability",),
        ("No", "Requirement"),
        ("1", "The core shall be available 99.99 % of a month."),
        ("2", "The portal shall be available 99.9 % of a month."),
        (),
        ("Search",),
        ("No", "Requirement"),
        ("1", "The user shall find a port by the name of a customer."),
        ("2", "The user shall find a customer by the number of a port."),
        ("", "The user shall find a duct by the name of a street."),
    )
    found = read_foreign(Book("tender.xlsx", "xlsx", (Sheet("RTM", "visible", rows),)), "")
    items = found.read.pack.items
    assert [i.code for i in items] == ["1", "2", "1 (row 8)", "2 (row 9)"]
    assert [found.origins[i.key].row for i in items] == [3, 4, 8, 9]
    assert "RTM: 1 stands on rows 3 and 8; each is in the bid." in found.read.remarks
    assert any("row 10: not in the bid" in remark for remark in found.read.remarks)
