"""The pack as another program reads it: locked, offered, and no formula from anybody's text."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.exchange.pack import (
    Due,
    Item,
    Question,
    Reason,
    Volume,
    read_loops,
    set_hash,
    write_answers,
    write_prices,
)
from ossbuy.exchange.pack.changes import word_by_word
from ossbuy.exchange.pack.words import (
    ABOUT_HEADERS,
    ANSWER_HEADERS,
    DELIVERIES_EXPLAINED,
    DELIVERY_CHOICES,
    EVIDENCE_CHOICES,
    EVIDENCE_EXPLAINED,
    LEVEL_WORDS,
    LEVELS_EXPLAINED,
    PRICE_HEADERS,
)
from ossbuy.exchange.replies import load_words
from ossbuy.exchange.replies.words import folded
from ossbuy.model.bid import Delivery, Evidence, Level
from packs import HOSTILE, ITEMS, QUESTIONS, pack


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_answers_have_a_row_per_requirement_a_hidden_key_and_open_cells_only_where_to_type():
    book = opened(write_answers(pack()))
    assert book.sheetnames == ["Start", "Answers", "About you"]
    sheet = book["Answers"]
    rows = list(sheet.iter_rows(min_row=1, values_only=True))
    assert rows[0] == ANSWER_HEADERS
    assert [r[:5] for r in rows[1:]] == [
        (i.key, i.code, i.section, i.text, "pass or fail" if i.gate else None) for i in ITEMS
    ]
    assert sheet.column_dimensions["A"].hidden
    assert not sheet.merged_cells.ranges
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    for row in sheet.iter_rows(min_row=2):
        assert [cell.protection.locked for cell in row] == [True] * 5 + [False] * 6
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0


def test_text_from_people_is_never_a_formula():
    for content in (write_answers(pack()), write_prices(pack(name=HOSTILE))):
        for sheet in opened(content):
            ours = {"SUMPRODUCT"}
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert str(cell.value)[1:].split("(")[0] in ours, cell.value
    texts = [c.value for c in opened(write_answers(pack()))["Answers"]["D"]]
    assert HOSTILE in texts
    assert "-2+3" in texts


def test_lists_are_inline_short_enough_and_their_words_are_read_back():
    book = opened(write_answers(pack()))
    lists = {
        str(rule.sqref): rule.formula1
        for rule in book["Answers"].data_validations.dataValidation
        if rule.type == "list"
    }
    assert set(lists) == {"F2:F4", "G2:G4", "I2:I4"}
    assert all(len(said) <= 257 and said.startswith('"') for said in lists.values())
    assert lists["F2:F4"] == f'"{",".join(LEVEL_WORDS)}"'
    own = load_words().own
    assert [own["level"][folded(w)].level for w in LEVEL_WORDS] == [*Level][:4]
    assert [own["delivery"][folded(w)].delivery for w in DELIVERY_CHOICES] == [*Delivery]
    assert [own["evidence"][folded(w)].evidence for w in EVIDENCE_CHOICES] == [*Evidence]
    assert tuple(w for w, _ in LEVELS_EXPLAINED) == LEVEL_WORDS
    assert tuple(w for w, _ in DELIVERIES_EXPLAINED) == DELIVERY_CHOICES
    assert tuple(w for w, _ in EVIDENCE_EXPLAINED) == EVIDENCE_CHOICES


def test_questions_about_the_vendor_say_unit_and_kind_of_answer():
    sheet = opened(write_answers(pack()))["About you"]
    rows = list(sheet.iter_rows(min_row=1, values_only=True))
    assert rows[0] == ABOUT_HEADERS
    assert [r[0] for r in rows[1:]] == [q.key for q in QUESTIONS]
    kinds = {str(r.sqref): r.type for r in sheet.data_validations.dataValidation}
    assert kinds == {"F2": "decimal", "F3": "decimal", "F4": "list", "F5": "list"}


def test_a_pack_says_its_version_in_defined_names_and_who_wrote_it_nowhere():
    for content in (write_answers(pack(version="1.1")), write_prices(pack(version="1.1"))):
        book = opened(content)
        names = {name: value.attr_text for name, value in book.defined_names.items()}
        assert names["ossbuy_version"] == '"1.1"'
        assert names["ossbuy_set_hash"] == f'"{set_hash(ITEMS)}"'
        assert names["ossbuy_pack"] == '"p1"'
        assert not book.properties.creator
        assert not book.properties.lastModifiedBy
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert not [n for n in archive.namelist() if "vba" in n or "comment" in n]


def test_the_front_sheet_counts_with_a_cached_value():
    content = write_answers(pack())
    live = opened(content)["Start"]
    cached = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Start"]
    counted = {
        cached.cell(row, 2).value: cached.cell(row, 3).value
        for row in range(1, cached.max_row + 1)
        if str(live.cell(row, 3).value).startswith("=")
    }
    assert counted == {
        "Requirements answered": "0 of 3",
        "Pass-or-fail answered": "0 of 1",
        "Full or partial, means not said": 0,
        "Full or partial, evidence not said": 0,
        "Questions about you answered": "0 of 5",
    }


def test_prices_stand_by_line_year_and_driver():
    book = opened(write_prices(pack(years=3)))
    assert book.sheetnames == ["Start", "Prices", "Drivers"]
    sheet = book["Prices"]
    headers = tuple(c.value for c in sheet[1])
    assert headers == (*PRICE_HEADERS, "Y0", "Y1", "Y2")
    assert sheet["B2"].value
    assert sheet["F2"].value == "EUR"
    assert sheet["G2"].value is None
    assert all(not cell.protection.locked for cell in sheet[2])
    drivers = list(book["Drivers"].iter_rows(min_row=2, values_only=True))
    assert drivers == [("lines", "Active lines", "line", 182000, 190000.5, None)]
    lists = [r.formula1 for r in sheet.data_validations.dataValidation if r.type == "list"]
    assert lists == ['"fixed,lines"']


def test_the_hash_is_of_what_is_asked_and_not_of_its_order():
    assert set_hash(ITEMS) == set_hash(tuple(reversed(ITEMS)))
    for changed in (
        Item("aa11", "C1.1", "Model", "The inventory shall hold every service."),
        Item("aa11", "C1.9", "Model", ITEMS[0].text, gate=True),
        Item("aa11", "C1.1", "Model", "Another text.", gate=True),
    ):
        assert set_hash((changed, *ITEMS[1:])) != set_hash(ITEMS)


def test_causes_are_shown_only_where_they_were_given():
    reason = Reason("rc1", "RC1", "Typed twice", "P1 Wrong records", ("C1.1", "C2.1"))
    sheet = opened(write_answers(pack(reasons=(reason,))))["Why"]
    assert [c.value for c in sheet[2]] == ["rc1", "RC1", "Typed twice", reason.effects, "C1.1 C2.1"]


def test_the_same_pack_is_the_same_file():
    assert write_answers(pack()) == write_answers(pack())


@pytest.mark.parametrize("subject", ["People", "Code line", "Others", "References", "release"])
def test_shipped_questions_cover_what_the_articles_ask(subject: str):
    questions = read_loops()
    assert any(subject in q.subject for q in questions)
    assert len({q.key for q in questions}) == len(questions)
    assert sum(q.short for q in questions) <= 12
    assert all(q.unit for q in questions if q.kind in ("number", "percent"))


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1b[31m bell \x07",
        "a" * 40_000,
        "\ud800 half a character",
        "\u202eturned",
        "_x0041_ escaped",
        "&L&P <b>&amp;</b>",
        '"quotes", commas\nand lines',
        "=cmd|' /C calc'!A0",
    ],
)
def test_any_text_gives_a_workbook_that_opens_and_shows_it_as_text(text: str):
    code = text[:30].replace("\n", " ")
    item = Item("k1", code, text[:200], text)
    hostile = pack(
        items=(item,),
        name=text[:300],
        buyer=text[:300],
        changes=text,
        questions=(Question("q", text[:100], text, text[:50], "choice", ("a", "b")),),
        dues=(Due(text[:100], text[:50], text),),
        volumes=(Volume(code, text[:100], text[:50], ("1",)),),
    )
    for content in (write_answers(hostile), write_prices(hostile)):
        book = opened(content)
        assert book.sheetnames[0] == "Start"
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert str(cell.value).startswith("=SUMPRODUCT")
    said = opened(write_answers(hostile))["Answers"]["D2"].value
    assert said is not None
    assert len(said) <= 32_767
    assert not any(ord(c) < 32 and c not in "\n\t" for c in said)


def test_the_hash_of_a_set_is_the_same_for_ever():
    # Packs that went out are told by it: another way to compute it would orphan every answer.
    assert set_hash(ITEMS) == "d55e1666ef0094277953e224b66a5e8da55493db6fe8ca25229762c7a4ecf692"


@given(st.text(max_size=120), st.text(max_size=120))
def test_words_that_stayed_and_went_are_the_old_text_and_those_that_came_the_new(
    old: str, new: str
):
    pieces = word_by_word(old, new)
    assert "".join(p.text for p in pieces if p.kind != "in") == old
    assert "".join(p.text for p in pieces if p.kind != "out") == new
