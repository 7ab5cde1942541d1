"""A pack written, read, filled and read again says the same each time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.exchange.bidding.filled import filled
from ossbuy.exchange.bidding.pack_in import is_pack, read_pack
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_values
from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.pack import Due, Item, Reason, read_loops, set_hash, write_answers
from ossbuy.exchange.pack.words import NAME_HASH, NAME_PACK, NAME_VERSION
from ossbuy.exchange.replies import Asked, Request, load_words, read_reply
from ossbuy.model.bid import Delivery, Evidence, Level, Response
from ossbuy.model.receipt import LoopAnswer
from packs import ITEMS, pack

FULL = pack(
    questions=read_loops(),
    dues=(Due("Your answers", "2027-01-15T12:00:00Z", "by mail"), Due("Award", "spring")),
    reasons=(Reason("c1", "RC1", "Nobody owns the data", "P1, P2", ("C1.1", "C2.1")),),
    published=(("Model", "40 %"),),
    base_year=2026,
    lot="Lot 1",
    changes="C1.2 reworded",
)
NAMES = {NAME_PACK: '="p1"', NAME_VERSION: '="1"', NAME_HASH: f'="{FULL.hash}"'}


def test_a_pack_reads_back_as_it_was_written():
    read = read_pack(read_values(write_answers(FULL), "pack.xlsx"), NAMES)
    # Prices and volumes go out in a workbook of their own.
    assert read.pack == replace(FULL, lines=(), volumes=())
    assert read.answers == read.about == {}
    assert read.remarks == ()


def test_without_defined_names_the_front_sheet_says_which_pack_it_is():
    read = read_pack(read_values(write_answers(FULL), "pack.xlsx"))
    assert (read.pack.version, read.pack.hash) == ("1", FULL.hash)
    assert read.pack.project == ""


answers = st.builds(
    Response,
    level=st.sampled_from(Level),
    delivery=st.none() | st.sampled_from(Delivery),
    evidence=st.none() | st.sampled_from(Evidence),
    available=st.sampled_from(["", "5.6", "2027-03", "0012", "=1+1"]),
    reference=st.text("ab =+-@'\n_x0041", max_size=20),
    comment=st.text('éß„“ \n\t"=', max_size=20),
)


@given(st.lists(answers, min_size=3, max_size=3), st.sampled_from(["", "12", "12.50", "007", "-3"]))
def test_what_is_filled_in_reads_back_on_both_sides(given_, number):
    said = dict(zip(("aa11", "aa12", "bb21"), given_, strict=True))
    about = {"code-branches": LoopAnswer(value=number, note="as of today")}
    content = write_answers(FULL, filled(said, about))
    mine = read_pack(read_values(content, "mine.xlsx"), NAMES)
    assert mine.pack == replace(FULL, lines=(), volumes=())
    nothing = Response(level=Level.UNANSWERED)
    assert {k: mine.answers.get(k, nothing) for k in said} == said
    assert mine.about == about
    words = load_words()
    request = Request({i.key: Asked(i.code, i.text) for i in ITEMS})
    theirs = read_reply(read_values(content, "mine.xlsx"), request, words)
    odd = {item.kind for item in theirs.items if item.requirement}
    assert odd <= {"silent", "placeholder"}
    for key, answer in said.items():
        texts = ("available", "reference", "comment")
        # The buyer takes a dash or dots alone for a cell left open.
        gone = {name: "" for name in texts if words.is_placeholder(getattr(answer, name))}
        taken = Response.model_validate(theirs.answers[key].value(""))
        assert taken == answer.model_copy(update=gone)


def by_hand(*rows, name="Answers"):
    return Book("by hand.xlsx", "xlsx", (Sheet(name, f"by hand.xlsx, sheet {name}", rows),))


def test_a_pack_without_keys_or_with_spoilt_ones_is_read_with_keys_of_its_own():
    book = by_hand(
        ("Key", "ID", "Requirement", "Level", "Gate"),
        ("a/b", "1", "one", "", "yes"),
        ("", "2", "two", "Full"),
        ("k", "3", "three", "Mostly"),
        ("k", "3", "four", ""),
        ("", "", "", ""),
        ("", "5", "", ""),
    )
    read = read_pack(book)
    assert [(i.key, i.code, i.gate) for i in read.pack.items] == [
        ("row-1", "1", True),
        ("row-2", "2", False),
        ("k", "3", False),
        ("row-4", "3", False),
    ]
    assert read.answers == {
        "row-2": Response(level=Level.FULL),
        "k": Response(level=Level.UNANSWERED, comment="level: Mostly"),
    }
    assert len(read.remarks) == 3


def test_a_changed_pack_does_not_fit_its_fingerprint():
    changed = replace(FULL, items=(Item("aa11", "C1.1", "Model", "Something else."),))
    assert set_hash(changed.items) != FULL.hash
    read = read_pack(read_values(write_answers(changed), "pack.xlsx"))
    assert "fingerprint" in read.remarks[0]


def test_what_is_no_pack_is_refused_with_what_is_missing():
    assert not is_pack(by_hand(("Id", "Text")))
    with pytest.raises(BadFile, match="no pack"):
        read_pack(by_hand(("Id", "Text")))
    with pytest.raises(BadFile, match="asks for nothing"):
        read_pack(by_hand(("Id", "Requirement", "Level")))
    with pytest.raises(BadFile, match="no pack"):
        read_pack(by_hand(name="Prices"))
