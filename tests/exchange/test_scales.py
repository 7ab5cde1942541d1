"""Every scale of answers in the wild, as vendors write it, with what it was taken as."""

from __future__ import annotations

import pytest
from replied import CODES, GOOD, HEADERS, KEYS, TEXTS, answers, book, column, levels, read, said

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.replies import load_words
from ossbuy.exchange.replies.scales import Column
from ossbuy.exchange.replies.words import Meaning, meaning

WORDS = load_words()


def taken(*texts: str, fact: str = "level", **settled: str) -> list[str | None]:
    """What texts in one column are taken as; None where they are not understood."""
    reader = Column(fact, WORDS, dict.fromkeys(texts, 1), settled)
    found = [reader.read(text).meaning for text in texts]
    return [None if one is None else str(one) for one in found]


F, P, N, NA = "full", "partial", "none", "not applicable"
SCALES: dict[str, tuple[tuple[str, ...], tuple[str | None, ...]]] = {
    "ossbuy": (("Full", "partial", "NONE", "Not applicable"), (F, P, N, NA)),
    "DWP": (("Yes", "No", "yes", "NO"), (F, N, F, N)),
    "CAIQ": (("Yes", "No", "NA"), (F, N, NA)),
    "HECVAT": (("Yes", "No", "N/A"), (F, N, NA)),
    "CMS": (("Evidence Satisfactory", "Not Satisfactory", "N/A"), (F, N, NA)),
    "Tennessee": (
        ("Y", "R", "T", "M", "F", "N"),
        ("full + STD", "full + CFG", "full + EXT", "full + CUS", "full + RMP", "none + NO"),
    ),
    "letters of compliance": (("FC", "PC", "NC", "N/A"), (F, P, N, NA)),
    "one letter": (("F", "P", "N"), (F, P, N)),
    "C P N": (("C", "P", "N"), (F, P, N)),
    "compliance in words": (
        ("Fully Compliant", "Partially-Compliant", "Non-compliant", "not applicable."),
        (F, P, N, NA),
    ),
    "Wayferry": (
        ("8 exceeds", "7 - fully meets out of the box", "5", "0"),
        (F, "full + STD", P, N),
    ),
    "rating of five": (("5", "4", "1", "0"), (F, P, P, N)),
    "VPAT": (
        ("Supports", "Partially Supports", "Does Not Support", "Not Applicable"),
        (F, P, N, NA),
    ),
    "ticks and crosses": (("✓", "✗"), (F, N)),
    "German": (("Erfüllt", "teilweise erfüllt", "Nicht erfüllt", "entfällt"), (F, P, N, NA)),
    "French": (("Conforme", "Partiellement", "Non conforme", "Sans objet"), (F, P, N, NA)),
    "Spanish": (("Cumple", "Cumple parcialmente", "No cumple", "No aplica"), (F, P, N, NA)),
    "Polish": (("Spełnia", "Częściowo", "Nie spełnia", "Nie dotyczy"), (F, P, N, NA)),
    "percent": (("100%", "80 %", "0 %"), (F, P, N)),
    "means in the level": (
        ("Out of the box", "Via partner", "On our roadmap", "with configuration"),
        ("full + STD", "full + EXT", "full + RMP", "full + CFG"),
    ),
    "code and word": (("FC (fully compliant)", "NC: non compliant"), (F, N)),
    "and by what means": (
        ("Compliant, roadmap", "Yes - out of the box"),
        ("full + RMP", "full + STD"),
    ),
    "misspelt": (("Complaint", "Fully complient", "Partialy"), (F, F, P)),
}


@pytest.mark.parametrize("name", SCALES)
def test_a_scale_is_taken_as_it_is_meant(name: str) -> None:
    texts, expected = SCALES[name]
    assert taken(*texts) == list(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Mostly",
        "see comment",
        "Yes, but only with the add-on",
        "Compliant, except for GPON",
        "Yes / No",
        "Full, partial",
        "Not fully compliant",
        "1 or 2",
        "q",
    ],
)
def test_what_cannot_be_told_is_not_taken(text: str) -> None:
    assert taken(text, "Yes", "No") == [None, F, N]


def test_a_letter_alone_means_what_its_scale_says() -> None:
    assert taken("F", "P", "N")[0] == F
    assert taken("Y", "F", "R", "N")[1] == "full + RMP"
    assert taken("0", "1") == [None, None], "two numbers name no scale"
    assert taken("1", "2", "3")[2] is None, "without a 0 nobody knows which end is best"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shipped (STD)", "STD"),
        ("std", "STD"),
        ("OOTB", "STD"),
        ("Konfiguration", "CFG"),
        ("Custom development", "CUS"),
        ("Extension via API", "EXT"),
        ("Partner", "EXT"),
        ("geplant", "RMP"),
        ("Manual workaround", "PRC"),
        ("none", "NO"),
    ],
)
def test_words_of_delivery(text: str, expected: str) -> None:
    assert taken(text, fact="delivery") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PoC on own data", "poc"),
        ("Proof of concept", "poc"),
        ("Datenblatt", "document"),
        ("Reference visit", "interview"),
        ("Démonstration", "demo"),
    ],
)
def test_words_of_evidence(text: str, expected: str) -> None:
    assert taken(text, fact="evidence") == [expected]


def test_what_a_person_says_of_a_word_wins() -> None:
    assert taken("Y", "Mostly", Y="partial + CFG", Mostly="partial") == ["partial + CFG", "partial"]
    assert taken("Yes", Yes="") == [None]


def test_a_mapping_nobody_can_read_is_refused() -> None:
    assert meaning("Full + std", "here") == Meaning("full", "STD")
    for text in ("fully", "full + none", "full ++ STD", ""):
        with pytest.raises(BadFile, match="none of the answers"):
            meaning(text, "here")


def test_a_mapped_word_is_one_item_with_its_count_and_stays_in_the_answer() -> None:
    made = answers(column("Level", lambda text: text.replace("Full", "FC").replace("None", "NC")))
    reply = read(made)
    assert levels(reply)["C1.1"] == "full"
    assert reply.answers[KEYS[0]].raw == {"level": "FC"}
    assert said(reply, "mapped") == [
        "level: 'FC' was taken as full in 2 cells (letters of compliance).",
        "level: 'NC' was taken as none in 1 cell (letters of compliance).",
    ]
    assert reply.words == {"level": {"fc": "full", "nc": "none"}}
    assert len([mark for mark in reply.marks if mark.kind == "mapped"]) == 3


def test_a_letter_of_the_state_of_tennessee_gives_level_and_means() -> None:
    letters = iter("YRTMFN")
    reply = read(answers(column("Level", lambda _: next(letters))))
    means = [reply.answers[key].delivery for key in KEYS]
    # Row 1, 2, 3 and 4 say a means of their own, which wins.
    assert means == ["STD", "RMP", "NO", "CFG", "RMP", "NO"]
    bare = [(row[1], letter) for row, letter in zip(GOOD, "YRTMFN", strict=True)]
    reply = read(book(("A", [("Id", "Response code"), *bare])))
    assert [reply.answers[key].delivery for key in KEYS] == [
        "STD",
        "CFG",
        "EXT",
        "CUS",
        "RMP",
        "NO",
    ]
    assert {reply.answers[key].level for key in KEYS[:5]} == {"full"}
    assert "assumed" in said(reply, "mapped")[0]


def test_tick_columns_under_a_merged_header_fold_to_one_level() -> None:
    rows = [
        ("ID", "Requirement", "Response", "", "", "", "Comment"),
        ("", "", "Yes", "In-Part", "No", "N/A", ""),
        ("C1.1", "", "x", "", "", "", "duct"),
        ("C1.2", "", "", "X", "", "", ""),
        ("C1.3", "", "", "", "✓", "", ""),
        ("C2.1", "", "x", "x", "", "", ""),
        ("C2.2", "", "", "", "", "", ""),
        ("C1.10", "", "", "", "", "see annex", ""),
    ]
    reply = read(book(("Matrix", rows)))
    assert levels(reply) == {
        "C1.1": F,
        "C1.2": P,
        "C1.3": N,
        "C2.1": "unanswered",
        "C2.2": "unanswered",
        "C1.10": NA,
    }
    assert "C2.1 is ticked more than once (Yes, In-Part)" in said(reply, "unread")[0]
    assert any("'see annex' and not a tick" in what for what in said(reply, "mapped"))
    assert reply.answers[KEYS[0]].comment == "duct"
    assert reply.answers[KEYS[5]].raw["N/A"] == "see annex"


@pytest.mark.parametrize(
    "heads",
    [
        ("Fully Compliant", "Partially Compliant", "Non Compliant"),
        ("FULL", "PARTIAL", "NONE"),
        ("Erfüllt", "Teilweise erfüllt", "Nicht erfüllt"),
    ],
)
def test_tick_columns_named_by_compliance(heads: tuple[str, ...]) -> None:
    rows = [
        ("Ref", "Requirement", *heads, "Remarks"),
        ("C1.1", TEXTS[0], "X", "", "", "ok"),
        ("C1.2", TEXTS[1], "", "✓", "", ""),
        ("C1.3", TEXTS[2], "", "", "1", ""),
        ("C2.1", TEXTS[3], "", "", "", ""),
    ]
    reply = read(book(("Matrix", rows)))
    assert levels(reply) == {"C1.1": F, "C1.2": P, "C1.3": N, "C2.1": "unanswered"}
    assert reply.answers[KEYS[0]].comment == "ok"


@pytest.mark.parametrize("head", ["Y/N", "Do you?", "", "Cumple (S/N)"])
def test_a_column_of_yes_and_no_under_any_header(head: str) -> None:
    rows = [
        ("No", "Req ID", "Text", head, "Notes"),
        ("1", "C1.1", TEXTS[0], "Y", "n"),
        ("2", "C1.2", TEXTS[1], "N", ""),
        ("3", "C1.3", TEXTS[2], "Y", ""),
    ]
    assert levels(read(book(("S", rows)))) == {"C1.1": F, "C1.2": N, "C1.3": F}


def test_mandatory_or_optional_is_no_answer() -> None:
    rows = [
        ("Id", "Requirement", "M/O", "Remark"),
        *((code, text, "M", "see annex") for code, text in zip(CODES, TEXTS, strict=True)),
    ]
    assert set(levels(read(book(("S", rows)))).values()) == {"unanswered"}


def test_ownership_of_a_cloud_questionnaire_goes_with_the_comment() -> None:
    rows = [
        ("Question ID", "Question", "CSP CAIQ Answer", "SSRM Control Ownership", "Comments"),
        ("C1.1", "", "Yes", "Shared CSP and CSC", "see policy"),
    ]
    reply = read(book(("CAIQ", rows)))
    answer = reply.answers[KEYS[0]]
    assert answer.level == F
    assert answer.comment == "Ownership: Shared CSP and CSC\nsee policy"
    # Whose it is does not stand in the way of an answer in the comment, and says nothing itself.
    rows[1:] = [
        ("C1.1", "", "", "CSC", "Fully compliant. See page 7."),
        ("C1.2", "", "", "CSC", ""),
        ("C1.3", "", "Yes", "CSC", ""),
    ]
    reply = read(book(("CAIQ", rows)))
    assert reply.answers[KEYS[0]].level == F
    assert reply.answers[KEYS[0]].comment == "Ownership: CSC\nFully compliant. See page 7."
    assert not [item for item in reply.items if item.kind == "silent"]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Fully compliant. See chapter 3.", F),
        ("Yes", F),
        ("Partially: GPON only", P),
        ("Nicht erfüllt - geplant", N),
        ("Compliant, but only in release 6", "unanswered"),
        ("We are working on it", "unanswered"),
        ("Roadmap, Q3", "unanswered"),
        ("None", "unanswered"),
        ("N/A", "unanswered"),
        ("No", "unanswered"),
        ("No. We do not offer it.", N),
        ("ok", "unanswered"),
    ],
)
def test_an_answer_in_the_comment_is_taken_where_it_begins_with_one(
    comment: str, expected: str
) -> None:
    rows = [(*GOOD[4][:5], "", "", "", "", "", comment)]
    reply = read(answers([*GOOD[:4], *rows, GOOD[5]]))
    assert levels(reply)["C2.2"] == expected
    kind = "silent" if expected == "unanswered" else "comment"
    (item,) = reply.items
    assert (item.kind, item.requirement) == (kind, KEYS[4])


@pytest.mark.parametrize(
    "text",
    [
        "…",
        "...",
        "TBD",
        "<enter here>",
        "[please complete]",
        "Instruction: say how",
        "-",
        "tbc",
        "Bitte auswählen",
    ],
)
def test_a_placeholder_is_no_answer(text: str) -> None:
    rows = [(*GOOD[0][:5], text, "", "", "", text, text), *GOOD[1:]]
    reply = read(answers(rows))
    answer = reply.answers[KEYS[0]]
    assert (answer.level, answer.reference, answer.comment) == ("unanswered", "", "")
    assert not answer.said
    assert [item.kind for item in reply.items] == ["placeholder"] * 3


def test_a_text_that_only_looks_like_a_placeholder_is_kept() -> None:
    rows = [(*GOOD[0][:10], "<5 ms and >99.9 %, measured"), *GOOD[1:]]
    assert read(answers(rows)).answers[KEYS[0]].comment == "<5 ms and >99.9 %, measured"


def test_more_than_a_word_is_taken_and_the_rest_is_said() -> None:
    reply = read(answers([(*GOOD[0][:5], "Full, planned for Q3", *GOOD[0][6:]), *GOOD[1:]]))
    answer = reply.answers[KEYS[0]]
    assert (answer.level, answer.raw["level"]) == (F, "Full, planned for Q3")
    assert "says more than a word" in said(reply, "mapped")[0]


def test_a_cell_too_long_is_cut_and_said() -> None:
    reply = read(answers([(*GOOD[0][:10], "x" * 30_000), *GOOD[1:]]))
    assert len(reply.answers[KEYS[0]].comment) == 20_000
    assert "cut after 20000 characters" in said(reply, "cut")[0]
    assert HEADERS[0] == "Key"
