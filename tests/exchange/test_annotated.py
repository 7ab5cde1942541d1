"""The annotated copy: a fresh workbook with the vendor's cells where they were, and notes."""

from __future__ import annotations

import io

import openpyxl
from replied import ASKED, GOOD, HEADERS, REQUEST, answers, book

from ossbuy.exchange.replies import load_words, read_reply
from ossbuy.exchange.replies.annotated import write_annotated
from ossbuy.exchange.replies.annotated_front import COLOURS, Front
from ossbuy.exchange.replies.reply import KINDS


def copied(made: object) -> openpyxl.Workbook:
    """The annotated copy of a book, opened again."""
    from ossbuy.exchange.intake.book import Book

    assert isinstance(made, Book)
    reply = read_reply(made, REQUEST, load_words())
    codes = {key: one.code for key, one in ASKED.items()}
    front = Front("Acme", (("File", made.name),), codes, reply.words, reply.items)
    return openpyxl.load_workbook(io.BytesIO(write_annotated(made, reply, front)))


def colour(cell: object) -> str:
    return str(getattr(getattr(cell, "fill", None), "fgColor", None).rgb)[2:]  # type: ignore[union-attr]


def test_cells_stand_where_they_were_and_carry_colour_and_notes() -> None:
    rows = [list(row) for row in GOOD]
    rows[0][5] = "Mostly"
    rows[1][3] = "It shall do something else."
    rows[2][5] = "NC"
    made = answers(rows)
    page = copied(made)["Answers"]
    for number, line in enumerate(made.sheets[1].rows, start=1):
        for column, text in enumerate(line, start=1):
            assert (page.cell(number, column).value or "") == text
    notes = len(HEADERS) + 1
    assert page.cell(1, notes).value == "Notes"
    assert "none of the words" in page.cell(2, notes).value
    assert "differs from what was asked" in page.cell(3, notes).value
    assert "'NC' is taken as none" in page.cell(4, notes).value
    assert page.cell(5, notes).value is None
    assert colour(page["F2"]) == COLOURS["unread"][1:]
    assert colour(page["D3"]) == COLOURS["edited"][1:]
    assert colour(page["F4"]) == COLOURS["mapped"][1:]
    assert page.freeze_panes == "A2"


def test_every_item_is_on_the_summary_and_every_kind_on_the_legend() -> None:
    made = answers([*GOOD[1:], ("", "V9", "", "extra", "", "Full", "", "", "", "", "")])
    made_copy = copied(made)
    said = [str(cell.value) for row in made_copy["Summary"].iter_rows() for cell in row]
    reply = read_reply(made, REQUEST, load_words())
    assert all(item.what in said for item in reply.items)
    assert "C1.1" in said
    legend = [row[0].value for row in made_copy["Legend"].iter_rows(min_row=4)]
    assert legend[: len(KINDS)] == list(KINDS)
    assert set(COLOURS) == set(KINDS)


def test_what_a_vendor_typed_never_becomes_a_formula_or_a_broken_file() -> None:
    rows = [list(row) for row in GOOD]
    rows[0][10] = '=HYPERLINK("http://x","click")'
    rows[1][10] = "bell \x07 and half \ud800 a letter"
    rows[2][10] = "x" * 40_000
    made = book(("Summary", [HEADERS, *rows]), ("a/b:c*[d]", [("x",)]), ("A-b-c--d-", [("y",)]))
    workbook = copied(made)
    assert workbook.sheetnames[0] == "Summary"
    assert len({name.casefold() for name in workbook.sheetnames}) == 5
    page = workbook[workbook.sheetnames[1]]
    assert page["K2"].data_type == "s"
    assert page["K2"].value == rows[0][10]
    assert page["K3"].value == "bell  and half  a letter"
    assert len(page["K4"].value) <= 32_767


def test_two_marks_on_a_cell_show_the_graver_one() -> None:
    rows = [list(row) for row in GOOD]
    rows[0][5] = "Mostly"
    twice = [rows[0], *rows]
    page = copied(answers(twice))["Answers"]
    assert colour(page["F3"]) == COLOURS["unread"][1:]
    assert colour(page["B3"]) == COLOURS["duplicate"][1:]
