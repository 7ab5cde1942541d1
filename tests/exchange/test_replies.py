"""Answers that come back mangled as vendors do it: taken, and said what drifted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from replied import (
    ASKED,
    CODES,
    FIRST,
    GOOD,
    HASH,
    HEADERS,
    KEYS,
    START,
    TEXTS,
    answers,
    book,
    column,
    kinds,
    levels,
    read,
    said,
)

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Comment, Range, SheetStructure, Structure
from ossbuy.exchange.pack.words import EVIDENCE_EXPLAINED, PUBLISHED
from ossbuy.exchange.replies import KINDS, Asked, Request, Version

LEVELS = {
    "C1.1": "full",
    "C1.2": "partial",
    "C1.3": "none",
    "C2.1": "full",
    "C2.2": "unanswered",
    "C1.10": "not applicable",
}


def test_a_pack_filled_as_asked_has_no_drift_at_all() -> None:
    reply = read(answers(GOOD))
    assert reply.items == ()
    assert levels(reply) == LEVELS
    assert (reply.version, reply.rows, reply.answered) == ("1", 6, 5)
    assert reply.about == {"code-branches": ("3", "two end")}
    first = reply.answers[KEYS[0]]
    assert (first.delivery, first.evidence, first.available) == ("STD", "document", "R5")
    assert (first.reference, first.comment, first.raw) == ("PD 4, page 2", "Duct to port.", {})
    assert first.value("f1")["level"] == "full"
    assert "level" in reply.answers[KEYS[4]].value("f1"), "unanswered is said, not left out"


# -- rows -------------------------------------------------------------------------------------


def test_rows_in_another_order_are_found_by_their_key() -> None:
    reply = read(answers(GOOD[::-1]))
    assert levels(reply) == LEVELS
    assert said(reply, "order") == ["5 rows stand in another place than they went out."]


def test_deleted_rows_are_missing_and_never_zero() -> None:
    reply = read(answers([row for row in GOOD if row[1] != "C1.3"]))
    assert KEYS[2] not in reply.answers
    (item,) = (i for i in reply.items if i.kind == "missing")
    assert (item.requirement, item.taken_as) == (KEYS[2], "unanswered")


def test_an_added_row_is_kept_aside_with_everything_it_says() -> None:
    extra = ("", "V-1", "", "Our assistant answers in verse.", "", "Full", "", "", "", "", "New!")
    reply = read(answers([*GOOD, extra]))
    assert levels(reply) == LEVELS
    (item,) = (i for i in reply.items if i.kind == "extra")
    assert "'V-1' was not asked" in item.what
    assert "verse" in item.said
    assert "New!" in item.said
    assert item.where == "acme.xlsx, sheet Answers, row 8"


def test_a_heading_of_the_request_that_was_kept_is_no_news() -> None:
    title, code = ASKED[KEYS[0]].section
    heads = [("", code, "", title, *[""] * 8), ("", "", "", f"{code} {title}", *[""] * 8)]
    reply = read(answers([*heads, *GOOD]))
    assert levels(reply) == LEVELS
    assert not [i for i in reply.items if i.kind == "extra"]
    # With an answer beside it is more than a heading.
    reply = read(answers([*GOOD, ("", code, "", title, "", "Full", *[""] * 6)]))
    assert [i.kind for i in reply.items if i.kind == "extra"] == ["extra"]


def test_of_two_rows_the_first_counts_unless_it_says_nothing() -> None:
    blank = (*GOOD[0][:5], "", "", "", "", "", "")
    other = (*GOOD[0][:5], "None", "", "", "", "", "")
    reply = read(answers([blank, *GOOD]))
    assert levels(reply)["C1.1"] == "full"
    assert "the row that is answered counts" in said(reply, "duplicate")[0]
    reply = read(answers([*GOOD, other]))
    assert levels(reply)["C1.1"] == "full"
    assert "the first answer counts" in said(reply, "duplicate")[0]
    assert "the same answer" in said(read(answers([*GOOD, GOOD[0]])), "duplicate")[0]


def test_a_lost_key_column_leaves_the_ids() -> None:
    reply = read(answers([row[1:] for row in GOOD], HEADERS[1:]))
    assert levels(reply) == LEVELS
    assert "the column key is gone" in said(reply, "column")[0]


def test_lost_keys_and_ids_leave_the_texts() -> None:
    reply = read(answers([row[3:] for row in GOOD], HEADERS[3:]))
    assert levels(reply) == LEVELS
    assert "the columns key and id are gone" in said(reply, "column")[0]


def test_an_edited_text_without_key_and_id_is_found_by_likeness() -> None:
    rows = [list(row[3:]) for row in GOOD]
    rows[0][0] = TEXTS[0].replace("every active service", "all active services")
    reply = read(answers(rows, HEADERS[3:]))
    assert levels(reply) == LEVELS
    assert "found by its text alone" in said(reply, "matched")[0]
    assert "C1.1 differs" in said(reply, "edited")[0]


def test_a_text_like_two_requirements_is_like_neither() -> None:
    asked = {
        "k1": Asked("1", "The system shall print report number 1 for every customer."),
        "k2": Asked("2", "The system shall print report number 2 for every customer."),
    }
    rows = [("The system shall print report number 3 for every customer.", "Full")]
    reply = read(book(("Answers", [("Requirement", "Level"), *rows])), Request(asked))
    assert not reply.answers
    assert kinds(reply) == {"extra", "missing"}


def test_a_sort_that_left_the_hidden_key_behind() -> None:
    keys = [row[0] for row in GOOD]
    rows = [(key, *row[1:]) for key, row in zip(keys[::-1], GOOD, strict=True)]
    reply = read(answers(rows))
    assert levels(reply) == LEVELS
    assert all("the hidden key is another row's" in what for what in said(reply, "matched"))


def test_an_id_typed_over_is_found_by_key() -> None:
    reply = read(answers([(GOOD[0][0], "1", *GOOD[0][2:]), *GOOD[1:]]))
    assert levels(reply) == LEVELS
    assert "the id stands as '1'" in said(reply, "matched")[0]


def test_a_number_that_lost_its_zero_is_not_another_requirement() -> None:
    rows = [("C1.1" if row[1] == "C1.10" else row[1], *row[2:]) for row in GOOD]
    reply = read(answers(rows, HEADERS[1:]))
    assert levels(reply) == LEVELS
    assert "the text is this one's" in said(reply, "matched")[0]


def test_an_edited_requirement_is_answered_all_the_same_and_said() -> None:
    rows = [(*GOOD[0][:3], "It shall hold some services.", *GOOD[0][4:]), *GOOD[1:]]
    reply = read(answers(rows))
    assert levels(reply) == LEVELS
    (item,) = reply.items
    assert (item.kind, item.requirement) == ("edited", KEYS[0])
    assert item.said == "It shall hold some services."
    assert item.where.endswith("cell D2")


@pytest.mark.parametrize("change", [str.upper, lambda t: f"  {t}\n", lambda t: t.replace("'", "’")])
def test_spaces_case_and_quotes_are_no_edit(change: object) -> None:
    assert callable(change)
    assert not read(answers(column("Requirement", change))).items


# -- sheets and headers -----------------------------------------------------------------------


def test_a_header_under_a_banner_and_another_sheet_name() -> None:
    rows = [("ACME confidential",), (), ("Statement of compliance", "", "2026"), HEADERS, *GOOD]
    reply = read(book(("Tabelle1", rows)))
    assert levels(reply) == LEVELS
    assert reply.headers == {0: 4}
    assert "'Tabelle1' was read as the answers" in said(reply, "sheet")[0]
    assert len(said(reply, "outside")) == 3


def test_numbers_exports_a_table_with_its_name_above() -> None:
    rows = [("Answers",), HEADERS, *GOOD]
    reply = read(book(("Answers - Answers", rows), ("Start - Table 1", [("Table 1",), *START])))
    assert levels(reply) == LEVELS
    assert reply.version == "1"


def test_a_workbook_split_by_section_over_sheets() -> None:
    rows = [(HEADERS, *GOOD[:3]), (HEADERS, *GOOD[3:])]
    reply = read(book(("C1 Network", rows[0]), ("C2 Field", rows[1])))
    assert levels(reply) == LEVELS


def test_no_header_at_all() -> None:
    reply = read(book(("Sheet1", [row[1:] for row in GOOD])))
    assert levels(reply) == LEVELS
    assert reply.answers[KEYS[0]].delivery == "STD"
    assert reply.headers == {0: 0}


def test_headers_in_german_reordered_and_misspelt() -> None:
    names = (
        "Bemerkungen",
        "Anforderungs-ID",
        "Erfüllungsgrad",
        "Anforderng",
        "Lieferart",
        "Nachweis",
    )
    order = (10, 1, 5, 3, 6, 8)
    reply = read(book(("Antworten", [names, *[[row[i] for i in order] for row in GOOD]])))
    assert levels(reply) == LEVELS
    assert reply.answers[KEYS[0]].comment == "Duct to port."
    assert reply.answers[KEYS[0]].evidence == "document"
    taken = {item.said: item.taken_as for item in reply.items if item.kind == "column"}
    assert taken["Anforderng"] == "requirement"


def test_an_added_column_stays_with_the_answers() -> None:
    rows = [(*row, "Bob" if n < 2 else "") for n, row in enumerate(GOOD)]
    reply = read(answers(rows, (*HEADERS, "Who")))
    assert "column 'Who' was not asked; its 2 cells stay" in said(reply, "column")[0]
    assert reply.answers[KEYS[0]].raw == {"Who": "Bob"}
    assert levels(reply) == LEVELS


def test_a_column_without_a_name_is_not_lost() -> None:
    reply = read(answers([(*GOOD[0], "see annex 3"), *GOOD[1:]]))
    assert "a column without a name" in said(reply, "column")[0]
    assert reply.answers[KEYS[0]].raw == {"column 12": "see annex 3"}


def test_a_second_review_round_does_not_write_over_the_first() -> None:
    rows = [(*row, "None") for row in GOOD]
    reply = read(answers(rows, (*HEADERS, "Level")))
    assert levels(reply) == LEVELS
    assert "is a second column for level" in said(reply, "column")[0]


def test_a_person_may_say_which_column_it_is() -> None:
    rows = [(*row, "None") for row in GOOD]
    made = answers(rows, (*HEADERS, "Round two"))
    reply = read(made, columns={"Round two": "level"})
    assert set(levels(reply).values()) == {"none"}
    assert "is a second column for level" in " ".join(said(reply, "column"))


def test_a_hidden_sheet_is_named_and_counted_and_not_read() -> None:
    secret = ("Notes", [("", "our floor price is 3"), ("x",)])
    reply = read(book(("Answers", [HEADERS, *GOOD]), secret, hidden="Notes"))
    (what,) = said(reply, "sheet")
    assert "'Notes', which is hidden, was not read: 2 cells" in what


def test_a_workbook_without_answers_is_declined_in_one_sentence() -> None:
    with pytest.raises(BadFile, match="no sheet holds a table of answers"):
        read(book(("Sheet1", [("Dear Sir",), ("please find attached",)])))
    with pytest.raises(BadFile):
        read(book(("Sheet1", [])))


def test_cells_merged_downwards_speak_for_all_their_rows() -> None:
    rows = [list(row) for row in GOOD]
    rows[1][5] = rows[2][5] = ""
    structure = Structure(
        "acme.xlsx",
        (
            SheetStructure(
                "Answers",
                merges=(Range(2, 6, 4, 6), Range(1, 1, 1, 3)),
                comments=(Comment(3, 6, "Ann", "only with the add-on"),),
            ),
        ),
    )
    reply = read(answers(rows), structure=structure)
    assert [levels(reply)[code] for code in CODES[:3]] == ["full", "full", "full"]
    assert "merged over 3 rows" in said(reply, "filled")[0]
    assert "a note by Ann hangs on the cell: 'only with the add-on'" in said(reply, "note")[0]
    without = read(answers(rows))
    assert levels(without)["C1.2"] == "unanswered", "only the structure says what is merged"


# -- versions ---------------------------------------------------------------------------------

LATER = {
    **{key: ASKED[key] for key in KEYS[:4]},
    KEYS[4]: Asked("C2.2", "The export of all data shall take no longer than one hour."),
    "newnewnew1": Asked("C3.1", "Invoices shall be readable by a person."),
}
SECOND = Version("2", "77" * 32, {key: (one.code, one.text) for key, one in LATER.items()})
BOTH = Request(LATER, (FIRST, SECOND))


def test_an_old_version_is_carried_forward_with_its_gaps() -> None:
    reply = read(answers(GOOD), BOTH)
    assert reply.version == "1"
    assert "it answers version 1; 2 is asked" in said(reply, "version")[0]
    gaps = said(reply, "changed")
    assert any("C3.1 was added since version 1" in what for what in gaps)
    assert any("C2.2 was reworded since version 1" in what for what in gaps)
    assert "C1.10 is asked no longer" in said(reply, "withdrawn")[0]
    assert not said(reply, "edited"), "the old text is what was asked then"
    assert not said(reply, "missing"), "what was added since is a gap, not a deleted row"
    assert reply.answers[KEYS[0]].level == "full"


def test_the_version_is_told_by_its_texts_when_the_fingerprint_is_gone() -> None:
    reply = read(book(("Answers", [HEADERS, *GOOD])), BOTH)
    assert reply.version == "1"
    assert "its texts are those of 1" in said(reply, "version")[0]


def test_defined_names_and_a_hash_in_any_cell_tell_the_version() -> None:
    names = (("ossbuy_version", '"9"'), ("ossbuy_set_hash", f'="{SECOND.hash}"'))
    bare = book(("Answers", [HEADERS, *GOOD]))
    assert read(bare, BOTH, Structure("acme.xlsx", defined_names=names)).version == "2"
    cover = ("Deckblatt", [("Prüfsumme", "", SECOND.hash)])
    assert read(book(cover, ("Answers", [HEADERS, *GOOD])), BOTH).version == "2"


def test_a_version_that_never_went_out_is_said() -> None:
    cover = ("Start", [("Version", "7")])
    reply = read(book(cover, ("Answers", [HEADERS, *GOOD])))
    assert "answers version 7, which never went out" in said(reply, "version")[0]


# -- everything is either taken or said -------------------------------------------------------

CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)


@given(st.lists(st.lists(CELLS, max_size=14), max_size=9), st.randoms(use_true_random=False))
def test_whatever_stands_in_a_workbook_is_taken_or_reported(
    strange: list[list[str]], chance: random.Random
) -> None:
    rows: list[list[str]] = [list(row) for row in GOOD] + [
        [cell.strip() for cell in row] for row in strange
    ]
    chance.shuffle(rows)
    reply = read(answers(rows))
    known = {item.requirement for item in reply.items if item.kind == "missing"}
    assert set(reply.answers) | known == set(KEYS)
    extra = sum(1 for row in strange if any(cell.strip() for cell in row))
    about_rows = [i for i in reply.items if i.kind in ("extra", "duplicate", "withdrawn")]
    assert len(about_rows) == extra
    assert all(item.kind in KINDS and item.what.endswith(".") for item in reply.items)
    assert all("\n" not in item.what for item in reply.items)


# -- the front sheet ---------------------------------------------------------------------------


@pytest.mark.parametrize("weighed", [False, True])
def test_what_a_vendor_writes_on_the_front_sheet_is_named(weighed: bool) -> None:
    front = [("", *pair) for pair in (("Version", "1"), *EVIDENCE_EXPLAINED)]
    if weighed:
        front += [(), ("", PUBLISHED, ""), ("", "C1", "60 %")]
    assert read(answers(GOOD, front=front)).items == ()
    front[0] = ("", "Version", "1", "", "", "Please call me")
    front += [(), ("", "We reserve the right to change our answers.")]
    found = read(answers(GOOD, front=front)).items
    assert {item.kind for item in found} == {"outside"}
    told = " ".join(item.what for item in found)
    assert "“Please call me”" in told or "'Please call me'" in told
    # Below published weights nothing tells ours from theirs.
    assert ("reserve the right" in told) is not weighed


def test_of_versions_that_ask_the_same_the_number_on_the_front_sheet_counts() -> None:
    texts = {key: (one.code, one.text) for key, one in ASKED.items()}
    versions = tuple(Version(number, HASH, texts) for number in ("1", "1.1", "1.2"))
    for front, told in ((START, "1"), ((("", "Version", "1.1"), ("", "Fingerprint", HASH)), "1.1")):
        assert read(answers(GOOD, front=front), Request(ASKED, versions)).version == told
    assert read(answers(GOOD, front=(("", HASH),)), Request(ASKED, versions)).version == "1.2"
